/* tick.c — runs what is due, one process at a time per job. See job.h.
 *
 * A lease is a row: who holds it until when, when the job is due next, how often it failed. Taking
 * it is one conditional UPDATE, so two processes cannot both succeed. A process that dies holds its
 * lease until it runs out; a job that outlives its lease may run twice, which jobs must bear. */
#include "job/job.h"
#include "base/bug.h"
#include "sys/clock.h"
#include "sys/log.h"

#include <stdio.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

enum { ARENA = 256 << 20, LEASE_MS = 10 * 60 * 1000, LONGEST_MS = 60 * 1000, NAP_MS = 500 };
enum { LOST_MS = 5000 }; /* between two tries to reach a server */
enum { MINUTE_MS = 60 * 1000, WORST_BACKOFF_MS = 60 * 60 * 1000 };

static const struct schema_col lease_cols[] = {
	{"name", COL_TEXT, COL_KEY, NULL},
	{"holder", COL_TEXT, 0, NULL},
	{"until", COL_STAMP, 0, NULL},
	{"next", COL_STAMP, 0, NULL},
	{"began", COL_STAMP, 0, NULL},
	{"ended", COL_STAMP, 0, NULL},
	{"result", COL_TEXT, 0, NULL},
	{"fails", COL_INT, COL_NOT_NULL, NULL},
};

static const struct schema_col delivery_cols[] = {
	{"note", COL_RID, COL_KEY, NULL},
	{"way", COL_TEXT, COL_KEY, NULL},
	{"result", COL_TEXT, COL_NOT_NULL, NULL},
	{"tries", COL_INT, COL_NOT_NULL, NULL},
	{"next", COL_STAMP, 0, NULL},
};

static const struct schema_table tables[] = {
	{.name = "job_lease", .cols = lease_cols, .n_cols = NELEM(lease_cols)},
	{.name = "note_delivery", .cols = delivery_cols, .n_cols = NELEM(delivery_cols)},
};

const struct schema_part job_part = {.name = "job", .tables = tables, .n_tables = NELEM(tables)};

void tick_init(struct tick *t)
{
	uint64_t random;
	AN(getrandom(&random, sizeof random, 0) == (ssize_t)sizeof random);
	snprintf(t->holder, sizeof t->holder, "%d-%016llx", (int)getpid(),
		(unsigned long long)random);
}

/* ---- the lease ---- */

struct claim {
	struct tick *tick;
	const struct job *job;
	struct stamp now;
	bool got;
	int64_t fails;
};

static enum db_code make_row(struct db *w, const char *name)
{
	struct stmt *s = db_prep(w, "SELECT 1 FROM job_lease WHERE name = ?");
	db_text(s, 1, str_of(name));
	if (db_one_int(s, 0))
		return DB_OK;
	s = db_prep(w, "INSERT INTO job_lease (name, fails) VALUES (?, 0)");
	db_text(s, 1, str_of(name));
	return db_run(s);
}

static enum db_code take_lease(struct db *w, void *arg)
{
	struct claim *c = arg;
	struct str name = str_of(c->job->name);
	enum db_code rc = make_row(w, c->job->name);
	if (rc != DB_OK)
		return rc;
	struct stmt *s = db_prep(w, "UPDATE job_lease SET holder = ?, until = ?, began = ? "
				    "WHERE name = ? AND (until IS NULL OR until <= ?) "
				    "AND (next IS NULL OR next <= ?)");
	db_text(s, 1, str_of(c->tick->holder));
	db_stamp(s, 2, (struct stamp){c->now.ms + LEASE_MS});
	db_stamp(s, 3, c->now);
	db_text(s, 4, name);
	db_stamp(s, 5, c->now);
	db_stamp(s, 6, c->now);
	rc = db_run(s);
	c->got = rc == DB_OK && db_changes(w) == 1;
	if (!c->got)
		return rc;
	s = db_prep(w, "SELECT fails FROM job_lease WHERE name = ?");
	db_text(s, 1, name);
	c->fails = db_one_int(s, 0);
	return rc;
}

struct end {
	struct tick *tick;
	const struct job *job;
	struct stamp now, next;
	const char *result;
	int64_t fails;
};

/* Only while the lease is still ours: whoever took it over after it ran out keeps it. */
static enum db_code give_back(struct db *w, void *arg)
{
	const struct end *e = arg;
	struct stmt *s = db_prep(w,
		"UPDATE job_lease SET holder = NULL, until = NULL, ended = ?, "
		"next = ?, result = ?, fails = ? WHERE name = ? AND holder = ?");
	db_stamp(s, 1, e->now);
	db_stamp(s, 2, e->next);
	db_text(s, 3, str_of(e->result));
	db_int(s, 4, e->fails);
	db_text(s, 5, str_of(e->job->name));
	db_text(s, 6, str_of(e->tick->holder));
	return db_run(s);
}

/* ---- when ---- */

/* The instant of `minute` on the first local day on which it comes after `now`. */
static struct stamp next_daily(struct stamp now, int minute)
{
	struct stamp t = {stamp_of_day(stamp_day(now)).ms + (int64_t)minute * MINUTE_MS};
	return t.ms > now.ms ? t : (struct stamp){t.ms + DAY_MS};
}

static struct stamp next_time(const struct job *j, struct stamp began, int64_t fails, bool more)
{
	if (fails) {
		int64_t wait = fails > 6 ? WORST_BACKOFF_MS : (int64_t)MINUTE_MS << (fails - 1);
		return (struct stamp){
			began.ms + (wait < WORST_BACKOFF_MS ? wait : WORST_BACKOFF_MS)};
	}
	if (more)
		return began;
	if (j->every_s)
		return (struct stamp){began.ms + (int64_t)j->every_s * 1000};
	return next_daily(began, j->at_minute);
}

static bool is_due(struct tick *t, const struct job *j, struct stamp now, int64_t *wait_ms)
{
	struct stmt *s = db_prep(t->db,
		"SELECT coalesce(next, 0), coalesce(until, 0) FROM job_lease "
		"WHERE name = ?");
	int64_t next = 0, until = 0;
	db_text(s, 1, str_of(j->name));
	if (db_step(s) == DB_ROW) {
		next = db_col_int(s, 0);
		until = db_col_int(s, 1);
	}
	db_done(s);
	int64_t at = next > until ? next : until;
	*wait_ms = at - now.ms;
	if (at <= now.ms && j->idle && j->idle(t->db, now)) {
		*wait_ms = (int64_t)j->every_s * 1000;
		return false;
	}
	return at <= now.ms;
}

/* ---- running ---- */

static void run_one(struct tick *t, const struct job *j)
{
	struct claim c = {.tick = t, .job = j, .now = clock_now(t->world->clock)};
	enum db_code rc = db_tx(t->db, take_lease, &c);
	if (rc != DB_OK && rc != DB_CONSTRAINT)
		log_warn("job", "%s: cannot take the lease: %s", j->name, db_code_name(rc));
	if (!c.got)
		return;
	struct arena *a = arena_open(ARENA);
	struct job_run r = {.cx = world_ctx(t->world, a, t->db), .conf = t->conf};
	if (j->side)
		r.side = store_reader(t->world->store);
	int64_t ticks = clock_ticks();
	enum flow_code code = j->run(&r);
	if (code == FLOW_OK && db_failed(t->db) != DB_OK)
		code = FLOW_WORLD; /* it may have seen less than there is */
	if (code != FLOW_OK)
		log_error("job", "%s: %s", j->name, flow_code_name(code));
	else
		log_debug(
			"job", "%s: done in %lld ms", j->name, (long long)(clock_ticks() - ticks));
	struct end e = {.tick = t,
		.job = j,
		.now = clock_now(t->world->clock),
		.result = flow_code_name(code),
		.fails = code == FLOW_OK ? 0 : c.fails + 1};
	e.next = next_time(j, c.now, e.fails, r.more);
	if (db_tx(t->db, give_back, &e) != DB_OK)
		log_warn("job", "%s: cannot give the lease back", j->name);
	if (r.side)
		db_close(r.side);
	arena_close(a);
	arena_trim(); /* one run in the morning may have taken what no other needs */
}

/* A reader on which something failed, such as one whose server was started anew, is replaced. */
static bool may_read(struct tick *t)
{
	if (db_failed(t->db) == DB_OK)
		return true;
	struct db *fresh = store_reader(t->world->store);
	if (fresh == NULL)
		return false;
	db_close(t->db);
	t->db = fresh;
	return true;
}

int64_t tick_once(struct tick *t)
{
	int64_t wait = LONGEST_MS, left;
	if (!may_read(t))
		return LOST_MS;
	for (const struct job *const *j = t->jobs; *j; j++)
		if (is_due(t, *j, clock_now(t->world->clock), &left))
			run_one(t, *j);
	for (const struct job *const *j = t->jobs; *j; j++) {
		is_due(t, *j, clock_now(t->world->clock), &left);
		if (left < wait)
			wait = left;
	}
	return wait > 0 ? wait : 0;
}

static void nap(void)
{
	struct timespec t = {NAP_MS / 1000, NAP_MS % 1000 * 1000000L};
	nanosleep(&t, NULL);
}

void tick_run(struct tick *t, const volatile sig_atomic_t *stop)
{
	while (!*stop) {
		int64_t until = clock_ticks() + tick_once(t);
		do
			nap();
		while (!*stop && clock_ticks() < until);
	}
}

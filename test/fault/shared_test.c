/* shared_test.c — two servers on one database, and a database server that drops its connections: no
 * number twice, one chain of seals, a job at one place at a time, nothing acknowledged lost.
 *
 * limit: 300 s. With DB=pg on TEST_PG_URL; what only a database server does is skipped elsewhere. */
#include "lib/app_fixture.h"
#include "lib/pg_fixture.h"
#include "lib/world_fixture.h"

#include "base/bug.h"
#include "job/job.h"
#include "run/registry.h"
#include "seal/seal.h"
#include "seal/seal_verify.h"

#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

enum { HANDS = 4, EACH = 40, ROUNDS = 12, KILLS = 25 };

static const char morning[] = "2026-09-18T08:00:00+08:00";

/* A second server over the database of `f`, as another process would open it. */
static struct world *second(struct world_fixture *f)
{
	struct str why;
	struct world *w = world_open(f->a, registry_parts(), &f->clock, f->path, WORLD_USE, &why);
	assert_non_null(w);
	return w;
}

static void rest(int ms)
{
	nanosleep(&(struct timespec){0, ms * 1000000L}, NULL);
}

/* ---- changes ---- */

/* One who makes changes at one server until told to stop, or EACH. */
struct hand {
	const struct world *at;
	const atomic_bool *stop; /* NULL: EACH changes */
	int64_t acked[4096];
	int n, lost;
	pthread_t thread;
};

static enum db_code change(struct db *w, void *arg)
{
	int64_t *id = arg;
	*id = db_new_id(w).n;
	struct seal_in in = {.at = {1789722000000},
		.kind = "thing",
		.record = {*id},
		.version = 1,
		.verb = "create",
		.payload = S("5:state,0:,1:0,")};
	return seal_append(w, &in, NULL);
}

static void *work(void *arg)
{
	struct hand *h = arg;
	struct db *db = store_reader(h->at->store); /* only carries the jobs to the writer */
	int most = h->stop ? (int)NELEM(h->acked) : EACH;
	while (db && h->n < most && !(h->stop && atomic_load(h->stop))) {
		int64_t id;
		if (db_tx(db, change, &id) == DB_OK)
			h->acked[h->n++] = id;
		else if (++h->lost == most)
			break;
	}
	if (db)
		db_close(db);
	return NULL;
}

static void begin(struct hand *h, const struct world *at, const atomic_bool *stop)
{
	*h = (struct hand){.at = at, .stop = stop};
	assert_int_equal(pthread_create(&h->thread, NULL, work, h), 0);
}

static int64_t things(struct db *db)
{
	return db_one_int(db_prep(db, "SELECT count(*) FROM seal_entry WHERE kind = 'thing'"), -1);
}

/* Every acknowledged number is sealed once, no number at all twice, and the log is whole. */
static int64_t judge(struct world_fixture *f, const struct hand *hands, int n)
{
	struct seal_report r;
	struct seal_verify_opt o = {0};
	int64_t acked = 0;
	for (int i = 0; i < n; i++)
		for (int k = 0; k < hands[i].n; k++, acked++) {
			struct stmt *s = db_prep(f->db,
				"SELECT count(*) FROM seal_entry WHERE kind = 'thing' AND record = ?");
			db_int(s, 1, hands[i].acked[k]);
			assert_int_equal(db_one_int(s, -1), 1);
		}
	struct stmt *s = db_prep(
		f->db, "SELECT count(DISTINCT record) FROM seal_entry WHERE kind = 'thing'");
	assert_int_equal(db_one_int(s, -1), things(f->db));
	assert_int_equal(seal_verify(f->db, &o, f->a, &r), DB_OK);
	assert_int_equal(r.bad, 0);
	return acked;
}

static void two_servers_number_and_seal_as_one(void **state)
{
	(void)state;
	struct world_fixture *f = world_fixture_open(morning, false);
	struct world *other = second(f);
	static struct hand hands[HANDS];
	for (int i = 0; i < HANDS; i++)
		begin(&hands[i], i % 2 ? other : f->world, NULL);
	for (int i = 0; i < HANDS; i++) {
		assert_int_equal(pthread_join(hands[i].thread, NULL), 0);
		assert_int_equal(hands[i].lost, 0);
	}
	assert_int_equal(judge(f, hands, HANDS), HANDS * EACH);
	assert_int_equal(things(f->db), HANDS * EACH);
	world_close(other);
	world_fixture_close(f);
}

/* ---- jobs ---- */

static atomic_int running, runs, overlaps;

static enum flow_code run_slowly(struct job_run *r)
{
	struct stmt *s = db_prep(r->cx->db, "SELECT count(*) FROM job_lease");
	overlaps += atomic_fetch_add(&running, 1) != 0;
	rest(30);
	atomic_fetch_sub(&running, 1);
	if (db_one_int(s, -1) < 0)
		return FLOW_WORLD;
	runs++;
	return FLOW_OK;
}

static const struct job slow = {.name = "test.slow", .every_s = 600, .run = run_slowly};
static const struct job *const jobs[] = {&slow, NULL};

static void *tick_now(void *arg)
{
	tick_once(arg);
	return NULL;
}

static void a_job_runs_at_one_server_only(void **state)
{
	(void)state;
	struct world_fixture *f = world_fixture_open(morning, false);
	struct world *other = second(f);
	struct conf conf = {0};
	struct tick t[2] = {{.world = f->world, .conf = &conf, .jobs = jobs},
		{.world = other, .conf = &conf, .jobs = jobs}};
	pthread_t thread[2];
	runs = overlaps = 0;
	for (int i = 0; i < 2; i++) {
		t[i].db = store_reader(t[i].world->store);
		tick_init(&t[i]);
	}
	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < 2; i++)
			assert_int_equal(pthread_create(&thread[i], NULL, tick_now, &t[i]), 0);
		for (int i = 0; i < 2; i++)
			assert_int_equal(pthread_join(thread[i], NULL), 0);
		assert_int_equal(runs, round + 1);
		f->clock.frozen.ms += 600 * 1000;
	}
	assert_int_equal(overlaps, 0);
	for (int i = 0; i < 2; i++)
		db_close(t[i].db);
	world_close(other);
	world_fixture_close(f);
}

/* ---- a server that drops its connections ---- */

/* The reader of the fixture was dropped as well. */
static void take_reader(struct world_fixture *f)
{
	db_close(f->db);
	f->db = store_reader(f->world->store);
	assert_non_null(f->db);
}

static void what_was_acknowledged_outlives_its_connection(void **state)
{
	(void)state;
	if (!pg_fixture_on())
		skip();
	struct world_fixture *f = world_fixture_open(morning, false);
	static struct hand hands[HANDS];
	atomic_bool stop = false;
	int ended = 0;
	for (int i = 0; i < HANDS; i++)
		begin(&hands[i], f->world, &stop);
	for (int i = 0; i < KILLS; i++) {
		rest(11 + i * 7 % 20);
		ended += pg_fixture_end_others(f->path);
	}
	atomic_store(&stop, true);
	for (int i = 0; i < HANDS; i++)
		assert_int_equal(pthread_join(hands[i].thread, NULL), 0);
	assert_true(ended >= KILLS / 2);
	take_reader(f);
	int64_t acked = judge(f, hands, HANDS), id;
	assert_true(acked > 0 && things(f->db) >= acked);
	assert_int_equal(db_tx(f->db, change, &id), DB_OK); /* and work goes on */
	world_fixture_close(f);
}

static void jobs_go_on_after_a_lost_connection(void **state)
{
	(void)state;
	if (!pg_fixture_on())
		skip();
	struct world_fixture *f = world_fixture_open(morning, false);
	struct conf conf = {0};
	struct tick t = {.world = f->world, .conf = &conf, .jobs = jobs};
	t.db = store_reader(f->world->store);
	tick_init(&t);
	runs = 0;
	tick_once(&t);
	assert_int_equal(runs, 1);
	assert_true(pg_fixture_end_others(f->path) > 0);
	f->clock.frozen.ms += 600 * 1000;
	tick_once(&t); /* finds it lost */
	f->clock.frozen.ms += 600 * 1000;
	tick_once(&t);
	assert_int_equal(runs, 2);
	take_reader(f);
	struct stmt *s = db_prep(f->db, "SELECT fails FROM job_lease WHERE name = 'test.slow'");
	assert_int_equal(db_one_int(s, -1), 0);
	db_close(t.db);
	world_fixture_close(f);
}

static void pages_go_on_after_a_lost_connection(void **state)
{
	(void)state;
	if (!pg_fixture_on())
		skip();
	struct app_fixture f;
	app_fixture_open(&f, morning, false);
	const char *cookie = app_fixture_cookie(&f, "xuwenxi");
	for (int i = 0; i < 8; i++) /* more than there are workers */
		assert_int_equal(app_fixture_ask(&f, "GET", "/due", cookie, NULL).status, 200);
	assert_true(pg_fixture_end_others(f.url) > 0);
	for (int i = 0; i < 8; i++)
		assert_int_equal(app_fixture_ask(&f, "GET", "/due", cookie, NULL).status, 200);
	app_fixture_close(&f);
}

/* ---- transactions that cannot be had side by side ---- */

static enum db_code fail_twice(struct db *w, void *arg)
{
	int *n = arg;
	if (++*n <= 2)
		return db_run(db_prep(w, "DO 'BEGIN RAISE SQLSTATE ''40001''; END'"));
	return db_run(db_prep(w, "INSERT INTO job_lease (name, fails) VALUES ('after', 3)"));
}

static void a_serialization_failure_is_tried_again(void **state)
{
	(void)state;
	if (!pg_fixture_on())
		skip();
	struct world_fixture *f = world_fixture_open(morning, false);
	int n = 0;
	assert_int_equal(db_tx(f->db, fail_twice, &n), DB_OK);
	assert_int_equal(n, 3);
	struct stmt *s = db_prep(f->db, "SELECT fails FROM job_lease WHERE name = 'after'");
	assert_int_equal(db_one_int(s, -1), 3);
	world_fixture_close(f);
}

struct crossing {
	const char *url;
	sem_t held, crossed; /* the other has row a; we have row b */
	bool other_ok;
	int n;
};

static void *cross(void *arg)
{
	struct crossing *c = arg;
	struct pg_fixture_other *o = pg_fixture_connect(c->url);
	bool ok = pg_fixture_run(o, "BEGIN") &&
		  pg_fixture_run(o, "UPDATE job_lease SET fails = fails + 1 WHERE name = 'a'");
	sem_post(&c->held);
	sem_wait(&c->crossed);
	rest(200);
	ok = ok && pg_fixture_run(o, "UPDATE job_lease SET fails = fails + 1 WHERE name = 'b'");
	c->other_ok = pg_fixture_run(o, ok ? "COMMIT" : "ROLLBACK") && ok;
	pg_fixture_leave(o);
	return NULL;
}

static enum db_code two_rows(struct db *w, void *arg)
{
	(void)arg;
	return db_run(db_prep(w, "INSERT INTO job_lease (name, fails) VALUES ('a', 0), ('b', 0)"));
}

static enum db_code cross_over(struct db *w, void *arg)
{
	struct crossing *c = arg;
	enum db_code code = db_run(
		db_prep(w, "UPDATE job_lease SET fails = fails + 10 WHERE name = 'b'"));
	if (c->n++ == 0)
		sem_post(&c->crossed);
	return code ? code
		    : db_run(db_prep(
			      w, "UPDATE job_lease SET fails = fails + 10 WHERE name = 'a'"));
}

/* Two transactions that wait for each other: the server ends one of them. Where that is ours, it
 * runs again. */
static void a_deadlock_is_tried_again(void **state)
{
	(void)state;
	if (!pg_fixture_on())
		skip();
	struct world_fixture *f = world_fixture_open(morning, false);
	struct crossing c = {.url = f->path};
	pthread_t other;
	sem_init(&c.held, 0, 0);
	sem_init(&c.crossed, 0, 0);
	assert_int_equal(db_tx(f->db, two_rows, NULL), DB_OK);
	assert_int_equal(pthread_create(&other, NULL, cross, &c), 0);
	sem_wait(&c.held);
	assert_int_equal(db_tx(f->db, cross_over, &c), DB_OK);
	assert_int_equal(pthread_join(other, NULL), 0);
	assert_true(c.n > 1 || !c.other_ok); /* one of the two was ended */
	struct stmt *s = db_prep(
		f->db, "SELECT sum(fails) FROM job_lease WHERE name IN ('a', 'b')");
	assert_int_equal(db_one_int(s, -1), 20 + (c.other_ok ? 2 : 0));
	sem_destroy(&c.held);
	sem_destroy(&c.crossed);
	world_fixture_close(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_servers_number_and_seal_as_one),
		cmocka_unit_test(a_job_runs_at_one_server_only),
		cmocka_unit_test(what_was_acknowledged_outlives_its_connection),
		cmocka_unit_test(jobs_go_on_after_a_lost_connection),
		cmocka_unit_test(pages_go_on_after_a_lost_connection),
		cmocka_unit_test(a_serialization_failure_is_tried_again),
		cmocka_unit_test(a_deadlock_is_tried_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

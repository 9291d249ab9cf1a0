/* kill_test.c — a process that writes is killed at any moment, again and again: what it had
 * acknowledged is there when the database is opened again, and the seal fits.
 *
 * KILL_ROUNDS (60) says how often. limit: 300 s */
#include "lib/seal_fixture.h"

#include "seal/seal_verify.h"
#include "store/search.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { THREADS = 4, MAX_ACKS = 1 << 20 };

struct side {
	struct fixture *f;
	int pipe;
};

static enum db_code change_job(struct db *w, void *arg)
{
	rid *id = arg;
	*id = db_new_id(w);
	struct stmt *s = db_prep(
		w, "INSERT INTO thing (id, unit, due, state) VALUES (?, 1, '2026-09-18', 0)");
	db_rid(s, 1, *id);
	enum db_code c = db_run(s);
	if (!c)
		c = search_index(w, "thing", *id, S("监督检查落实情况"));
	struct seal_in in = {.at = {1789722000000},
		.kind = "thing",
		.record = *id,
		.version = 1,
		.verb = "create",
		.payload = S("5:state,0:,1:0,")};
	return c ? c : seal_append(w, &in, NULL);
}

static void *write_on(void *arg)
{
	struct side *s = arg;
	struct db *db = store_reader(s->f->store);
	for (;;) {
		rid id;
		if (db_tx(db, change_job, &id) != DB_OK)
			_exit(3);
		/* The acknowledgement: from here on the change must survive. */
		if (write(s->pipe, &id.n, sizeof id.n) != sizeof id.n)
			_exit(4);
	}
}

static _Noreturn void child(struct fixture *f, int pipe_end)
{
	struct side s = {f, pipe_end};
	pthread_t t;
	if (!fixture_reopen(f, 0))
		_exit(2);
	for (int i = 0; i < THREADS; i++)
		pthread_create(&t, NULL, write_on, &s);
	for (;;)
		pause();
}

/* Kills after `some` acknowledgements and `us` microseconds. */
static size_t round_of(struct fixture *f, int64_t *acks, size_t n, int some, long us)
{
	int ends[2], status;
	assert_int_equal(pipe(ends), 0);
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		close(ends[0]);
		child(f, ends[1]);
	}
	close(ends[1]);
	for (; some && read(ends[0], &acks[n], sizeof *acks) == sizeof *acks; some--)
		n++;
	nanosleep(&(struct timespec){0, us * 1000}, NULL);
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	while (n < MAX_ACKS && read(ends[0], &acks[n], sizeof *acks) == sizeof *acks)
		n++;
	close(ends[0]);
	return n;
}

static int64_t one(struct db *db, int which)
{
	return db_one_int(which ? db_prep(db, "SELECT count(*) FROM thing")
				: db_prep(db, "SELECT count(*) FROM search_doc"),
		-1);
}

static void check(struct fixture *f, const int64_t *acks, size_t from, size_t n)
{
	struct seal_report r;
	struct seal_verify_opt o = {0};
	assert_true(fixture_reopen(f, 0));
	for (size_t i = from; i < n; i++) {
		struct stmt *s = db_prep(f->db, "SELECT count(*) FROM thing WHERE id = ?");
		db_int(s, 1, acks[i]);
		assert_int_equal(db_one_int(s, -1), 1);
	}
	assert_true(one(f->db, 1) >= (int64_t)n);
	assert_int_equal(one(f->db, 1), seal_size(f->db));
	assert_int_equal(one(f->db, 0), seal_size(f->db));
	assert_int_equal(seal_verify(f->db, &o, f->a, &r), DB_OK);
	assert_int_equal(r.bad, 0);
	fixture_shut(f);
}

static void what_was_acknowledged_survives(void **state)
{
	(void)state;
	const char *text = getenv("KILL_ROUNDS");
	int rounds = text ? atoi(text) : 60;
	int64_t *acks = malloc(sizeof *acks * MAX_ACKS);
	struct fixture f = fixture_open(&seal_fixture_schema);
	unsigned seed = 20260918;
	size_t n = 0;
	fixture_shut(&f);
	for (int i = 0; i < rounds; i++) {
		size_t before = n;
		seed = seed * 1103515245 + 12345;
		n = round_of(&f, acks, n, (int)(seed >> 8 & 63), seed / 65536 % 4000);
		check(&f, acks, before, n);
	}
	assert_true(n > (size_t)rounds);
	printf("# %d kills, %zu acknowledged changes, none lost\n", rounds, n);
	assert_true(fixture_reopen(&f, 0));
	fixture_close(&f);
	free(acks);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(what_was_acknowledged_survives)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

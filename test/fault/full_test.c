/* full_test.c — a full disk and a locked database: a clean code, nothing half written, and work goes
 * on when there is room again.
 *
 * engine: sqlite (a server has its own disk).
 *
 * The full disk is a limit on the size of files, set in a child process. limit: 120 s */
#include "lib/seal_fixture.h"

#include "seal/seal_verify.h"

#include <sqlite3.h>

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

struct big {
	struct str reason;
};

static enum db_code big_job(struct db *w, void *arg)
{
	const struct big *b = arg;
	rid id = db_new_id(w);
	struct stmt *s = db_prep(
		w, "INSERT INTO thing (id, unit, due, state) VALUES (?, 1, '2026-09-18', 0)");
	db_rid(s, 1, id);
	enum db_code c = db_run(s);
	struct seal_in in = {.at = {1789722000000},
		.kind = "thing",
		.record = id,
		.version = 1,
		.verb = "create",
		.reason = b->reason};
	return c ? c : seal_append(w, &in, NULL);
}

static int64_t things(struct db *db)
{
	return db_one_int(db_prep(db, "SELECT count(*) FROM thing"), -1);
}

static void limit(rlim_t bytes)
{
	struct rlimit r;
	getrlimit(RLIMIT_FSIZE, &r);
	r.rlim_cur = bytes;
	setrlimit(RLIMIT_FSIZE, &r);
}

/* In the child; the number of the check that failed, 0 for none. */
static int fill_up(struct fixture *f)
{
	static char text[60000];
	struct stat st;
	struct big b = {{text, sizeof text}};
	memset(text, 'x', sizeof text);
	signal(SIGXFSZ, SIG_IGN);
	stat(f->path, &st);
	limit((rlim_t)st.st_size + 3000000);
	if (!fixture_reopen(f, 0))
		return 1;
	int64_t ok = 0;
	enum db_code c = DB_OK;
	while (ok < 1000 && (c = db_tx(f->db, big_job, &b)) == DB_OK)
		ok++;
	if (c != DB_FULL || ok == 0)
		return 2;
	if (things(f->db) != ok)
		return 3;
	if (db_tx(f->db, big_job, &b) != DB_FULL || things(f->db) != ok)
		return 4;
	limit(RLIM_INFINITY); /* somebody made room */
	if (db_tx(f->db, big_job, &b) != DB_OK || things(f->db) != ok + 1)
		return 5;
	fixture_shut(f);
	return 0;
}

static void a_full_disk_is_said_and_survived(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&seal_fixture_schema);
	struct seal_report r;
	struct seal_verify_opt o = {0};
	int status;
	if (fixture_is_pg())
		skip();
	fixture_shut(&f);
	pid_t pid = fork();
	if (pid == 0)
		_exit(fill_up(&f));
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_true(fixture_reopen(&f, 0));
	assert_int_equal(things(f.db), seal_size(f.db));
	assert_int_equal(seal_verify(f.db, &o, f.a, &r), DB_OK);
	assert_int_equal(r.bad, 0);
	fixture_close(&f);
}

static void a_lock_that_is_not_given_up_is_said(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&seal_fixture_schema);
	struct big b = {S("x")};
	sqlite3 *other;
	if (fixture_is_pg())
		skip();
	assert_int_equal(sqlite3_open(f.path, &other), SQLITE_OK);
	assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(db_tx(f.db, big_job, &b), DB_BUSY); /* after five seconds */
	assert_int_equal(things(f.db), 0);
	assert_int_equal(sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(db_tx(f.db, big_job, &b), DB_OK);
	assert_int_equal(things(f.db), 1);
	sqlite3_close(other);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_full_disk_is_said_and_survived),
		cmocka_unit_test(a_lock_that_is_not_given_up_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* clean_test.c — what ran out goes, what still counts stays. */
#include "job/job.h"
#include "lib/world_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static enum flow_code put(struct ctx *cx, void *arg)
{
	(void)arg;
	static const struct {
		const char *token;
		int64_t ago;
	} rows[] = {{"old", DAY_MS}, {"edge", 1}, {"live", -1}};
	for (unsigned i = 0; i < 3; i++) {
		struct stmt *s = db_prep(cx->db, "INSERT INTO session (token_hash, account, "
						 "secret, made, until) VALUES (?, 1, 'x', 1, ?)");
		db_text(s, 1, str_of(rows[i].token));
		db_stamp(s, 2, (struct stamp){cx->now.ms - rows[i].ago});
		if (db_run(s) != DB_OK)
			return FLOW_WORLD;
		s = db_prep(cx->db, "INSERT INTO once (token, made) VALUES (?, ?)");
		db_text(s, 1, str_of(rows[i].token));
		db_stamp(s, 2, (struct stamp){cx->now.ms - 7 * DAY_MS - rows[i].ago});
		if (db_run(s) != DB_OK)
			return FLOW_WORLD;
	}
	for (int i = 0; i < 2; i++) {
		struct stmt *s = db_prep(cx->db, "INSERT INTO draft (due, person, progress, saved) "
						 "VALUES (?, 1, '写了一半', ?)");
		db_int(s, 1, i + 1);
		db_stamp(s, 2, (struct stamp){cx->now.ms - (i ? 29 : 31) * DAY_MS});
		if (db_run(s) != DB_OK)
			return FLOW_WORLD;
	}
	return FLOW_OK;
}

static void what_ran_out_goes(void **state)
{
	struct world_fixture *f = world_fixture_open("2026-09-18T10:00:00+08:00", false);
	struct job_run r = {.cx = f->cx};
	(void)state;
	assert_int_equal(ctx_write(f->cx, put, NULL), FLOW_OK);
	assert_int_equal(job_clean.run(&r), FLOW_OK);
	assert_int_equal(db_one_int(db_prep(f->db, "SELECT count(*) FROM session"), -1), 1);
	assert_int_equal(
		db_one_int(db_prep(f->db, "SELECT count(*) FROM session WHERE token_hash = 'live'"),
			-1),
		1);
	assert_int_equal(db_one_int(db_prep(f->db, "SELECT count(*) FROM once"), -1), 1);
	assert_int_equal(
		db_one_int(db_prep(f->db, "SELECT count(*) FROM once WHERE token = 'live'"), -1),
		1);
	assert_int_equal(db_one_int(db_prep(f->db, "SELECT sum(due) FROM draft"), -1), 2);
	world_fixture_close(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_ran_out_goes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

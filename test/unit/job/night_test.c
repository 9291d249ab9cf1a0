/* night_test.c — attachments nobody holds go, held ones stay; the walk keeps its result, also a bad
 * one. Also test of org/check.c. */
#include "job/job.h"
#include "lib/world_fixture.h"
#include "org/check.h"
#include "store/blob.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

static struct blob put(struct world_fixture *f, const char *text, int64_t days_ago)
{
	struct blob b;
	struct stamp then = {f->cx->now.ms - days_ago * DAY_MS};
	FILE *file = tmpfile();
	assert_non_null(file);
	fputs(text, file);
	fflush(file);
	assert_int_equal(blob_put(f->db, fileno(file), 1 << 20, then, &b), DB_OK);
	fclose(file);
	return b;
}

static enum db_code hold(struct db *w, void *arg)
{
	const struct blob *b = arg;
	return blob_hold(w, (rid){77}, b->id);
}

static enum db_code forge(struct db *w, void *arg)
{
	(void)arg;
	return db_run(db_prep(w, "UPDATE seal_check SET bad = 9, what = '对不上' WHERE bad = 0"));
}

static void what_nobody_holds_goes(void **state)
{
	struct world_fixture *f = world_fixture_open("2026-09-18T02:10:00+08:00", false);
	struct job_run r = {.cx = f->cx};
	struct blob held = put(f, "佐证", 2), loose = put(f, "没有交上来的", 2), found;
	struct blob fresh = put(f, "正在填的", 0);
	(void)state;
	assert_int_equal(db_tx(f->db, hold, &held), DB_OK);
	assert_int_equal(job_sweep.run(&r), FLOW_OK);
	assert_int_equal(blob_find(f->db, held.id, &found), DB_OK);
	assert_int_equal(blob_find(f->db, fresh.id, &found), DB_OK);
	assert_int_equal(blob_find(f->db, loose.id, &found), DB_ABORT);
	world_fixture_close(f);
}

static void the_walk_keeps_its_result(void **state)
{
	struct world_fixture *f = world_fixture_open("2026-09-18T03:10:00+08:00", false);
	struct job_run r = {.cx = f->cx};
	struct check at[4];
	(void)state;
	assert_int_equal(check_list(f->cx, 4, at), 0);
	assert_int_equal(job_walk.run(&r), FLOW_OK);
	assert_int_equal(check_list(f->cx, 4, at), 1);
	assert_int_equal(at[0].bad, 0);
	assert_int_equal(at[0].by.n, 0);
	assert_int_equal(db_tx(f->db, forge, NULL), DB_OK);
	assert_int_equal(check_list(f->cx, 4, at), 1);
	assert_int_equal(at[0].bad, 9);
	world_fixture_close(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_nobody_holds_goes),
		cmocka_unit_test(the_walk_keeps_its_result),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

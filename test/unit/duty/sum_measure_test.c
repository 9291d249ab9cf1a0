/* sum_measure_test.c — an item's measure is counted where the item stands, from its issue on, at
 * each step, and no longer when it goes. The whole demo against its items: sum_test.c. */
#include "duty/sum_measure.h"
#include "issued.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;

static int64_t in_state(const char *state, int handed)
{
	struct stmt *s = db_prep(t.db, "SELECT coalesce(sum(n), 0) FROM due_measure WHERE "
				       "state = ? AND handed = ? AND measure IN (SELECT id FROM "
				       "measure) AND to_unit IN (SELECT id FROM unit)");
	db_text(s, 1, str_of(state));
	db_int(s, 2, handed);
	return db_one_int(s, -1);
}

static enum flow_code remove_last(struct ctx *cx, void *arg)
{
	(void)arg;
	return flow_of_db(
		db_run(db_prep(cx->db, "DELETE FROM due WHERE id = (SELECT max(id) FROM due)")));
}

static void an_item_is_counted_where_it_stands(void **state)
{
	struct issued m = {
		.resp = "城关派出所", .rule = "RECUR{every:month,content:[动态进展],until:05-end}"};
	struct report_out out;
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	issued_open(&t, &m);
	test_now(&t);
	int64_t all = in_state("open", 0);
	assert_true(all > 1);
	struct report_in in = {
		.due = issued_due(&t, "城关派出所", "2026-03")->head.id, .progress = S("组织学习")};
	assert_int_equal(due_report(test_as(&t, "linzhiyuan"), &in, &out), FLOW_OK);
	assert_int_equal(in_state("open", 0), all - 1);
	assert_int_equal(in_state("reported", 1), 1);
	/* Given back it is owed again, on another day, and was handed in all the same. */
	assert_int_equal(
		report_return(test_now(&t), out.report, S("请补充"), day_of(2026, 4, 8), 0),
		FLOW_OK);
	assert_int_equal(in_state("reported", 1), 0);
	assert_int_equal(in_state("returned", 1), 1);
	assert_int_equal(db_one_int(db_prep(t.db, "SELECT sum(n) FROM due_measure WHERE due_day = "
						  "'2026-04-08'"),
				 -1),
		1);
	assert_int_equal(ctx_write(test_now(&t), remove_last, NULL), FLOW_OK);
	assert_int_equal(in_state("open", 0), all - 2);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_item_is_counted_where_it_stands),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

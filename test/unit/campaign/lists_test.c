/* lists_test.c — the four lists say what the records say: counted to the minute, as of a past day, and
 * only what the reader may see. */
#include "campaign/lists.h"
#include "issued.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { OWED = 2, DONE, WAITS, BACK, LATE };

static const struct four_row *progress(struct test_world *t, rid campaign)
{
	struct four_list *l = lists_load(t->cx, campaign, FOUR_PROGRESS, 0);
	assert_int_equal(l->n_rows, 1);
	return &l->rows[0];
}

#define assert_cell(row, col, text) assert_true(str_eq((row)->cells[col], S(text)))

static void late_is_counted_to_the_minute(void **state)
{
	struct test_world t;
	struct issued m = {.resp = "城关派出所", .rule = "MILESTONE{by:2026-03-20,time:17:00}"};
	struct report_out out;
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	issued_open(&t, &m);
	test_time(&t, "2026-03-20T16:59:00+08:00");
	test_now(&t);
	assert_cell(progress(&t, m.campaign), OWED, "2");
	assert_cell(progress(&t, m.campaign), LATE, "0");
	test_time(&t, "2026-03-20T17:00:59+08:00");
	test_now(&t);
	assert_cell(progress(&t, m.campaign), LATE, "0");
	test_time(&t, "2026-03-20T17:01:00+08:00");
	test_now(&t);
	assert_cell(progress(&t, m.campaign), LATE, "2");

	struct report_in in = {
		.due = issued_due(&t, "城关派出所", "")->head.id, .effect = S("已完成")};
	assert_int_equal(due_report(test_as(&t, "linzhiyuan"), &in, &out), FLOW_OK);
	test_now(&t);
	assert_cell(progress(&t, m.campaign), WAITS, "1");
	assert_cell(progress(&t, m.campaign), LATE, "1");
	assert_int_equal(report_accept(test_now(&t), out.report, STR_NONE), FLOW_OK);
	test_now(&t);
	assert_cell(progress(&t, m.campaign), DONE, "1");

	/* The end of the day before knows nothing of it. */
	test_time(&t, "2026-03-25T09:00:00+08:00");
	test_now(&t);
	t.cx->past = true;
	t.cx->today = day_of(2026, 3, 19);
	t.cx->now = (struct stamp){stamp_of_day(day_of(2026, 3, 20)).ms - 1};
	assert_cell(progress(&t, m.campaign), DONE, "0");
	assert_cell(progress(&t, m.campaign), LATE, "0");
	test_close(&t);
}

static void the_owners_and_the_words_of_the_time_stand_in_it(void **state)
{
	struct test_world t;
	struct issued m = {.resp = "城关派出所", .rule = "MILESTONE{by:2026-03-20,time:17:00}"};
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	issued_open(&t, &m);
	struct four_list *who = lists_load(test_now(&t), m.campaign, FOUR_OWNERS, 0);
	assert_cell(&who->rows[0], 2, "政治工作办公室");
	assert_cell(&who->rows[0], 3, "城关派出所");
	struct four_list *when = lists_load(t.cx, m.campaign, FOUR_TIMES, 0);
	assert_cell(&when->rows[0], 4, "2026-03-20");
	/* Each year has its own (PLAN-51). */
	assert_cell(&lists_load(t.cx, m.campaign, FOUR_PROGRESS, 2026)->rows[0], OWED, "2");
	assert_cell(&lists_load(t.cx, m.campaign, FOUR_PROGRESS, 2027)->rows[0], OWED, "0");
	assert_cell(&lists_load(t.cx, m.campaign, FOUR_TIMES, 2027)->rows[0], 4, "");
	/* Another station's liaison counts nothing that is not his. */
	t.cx = test_as(&t, "linzhiyuan");
	assert_cell(progress(&t, m.campaign), OWED, "1");
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(late_is_counted_to_the_minute),
		cmocka_unit_test(the_owners_and_the_words_of_the_time_stand_in_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

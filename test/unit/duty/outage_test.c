/* outage_test.c — interruptions of a service that has to be open: entered by who owes it or by the
 * office, added up, and never judged by the program. */
#include "duty/outage.h"
#include "calendar/expand.h"
#include "made.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;
static struct made m;

static struct due_row *open_service(void)
{
	m = (struct made){.lead = "政治工作办公室",
		.resp = "城关派出所",
		.rule = "CONTINUOUS{hours:24x7,targets:[举报电话]}"};
	made_open(&t, &m);
	test_time(&t, "2026-05-10T12:00:00+08:00");
	test_now(&t);
	struct due_row *d = made_due(&t, "城关派出所", "");
	assert_non_null(d);
	assert_int_equal(d->kind, EXPAND_SERVICE);
	assert_false(day_is_set(d->due_day));
	return d;
}

static struct stamp at(int month, int day, int hour)
{
	return (struct stamp){
		stamp_of_day(day_of(2026, month, day)).ms + (int64_t)hour * 3600 * 1000};
}

static struct outage_sum sum_of(rid due)
{
	struct outage_row **o;
	struct ctx *cx = test_now(&t);
	int n = outage_list(cx, due, &o);
	return outage_add_up(cx, o, n);
}

static void an_interruption_is_entered_ended_and_added_up(void **state)
{
	struct outage_row **o;
	(void)state;
	struct due_row *d = open_service();
	struct outage_in in = {.due = d->head.id, .from = at(4, 30, 22), .why = S("线路被挖断")};
	assert_int_equal(outage_add(test_as(&t, "linzhiyuan"), &in), FLOW_OK);
	struct outage_sum sum = sum_of(d->head.id);
	assert_int_equal(sum.open, 1);
	assert_int_equal(sum.minutes, (2 + 9 * 24 + 12) * 60);
	assert_int_equal(sum.month_minutes, (9 * 24 + 12) * 60);
	/* No second one while it lasts; the end needs an hour behind the beginning and what was done. */
	in.from = at(5, 2, 8);
	assert_int_equal(outage_add(test_as(&t, "linzhiyuan"), &in), FLOW_INVALID);
	assert_int_equal(outage_list(test_now(&t), d->head.id, &o), 1);
	struct outage_in end = {.outage = o[0]->head.id, .until = at(4, 30, 21), .done = S("修好")};
	assert_int_equal(outage_end(test_as(&t, "linzhiyuan"), &end), FLOW_INVALID);
	end.until = at(5, 1, 2);
	end.done = STR_NONE;
	assert_int_equal(outage_end(test_as(&t, "linzhiyuan"), &end), FLOW_INVALID);
	end.done = S("抢修恢复，期间转值班手机");
	assert_int_equal(outage_end(test_as(&t, "linzhiyuan"), &end), FLOW_OK);
	assert_int_equal(outage_end(test_as(&t, "linzhiyuan"), &end), FLOW_STATE);
	sum = sum_of(d->head.id);
	assert_int_equal(sum.open, 0);
	assert_int_equal(sum.n, 1);
	assert_int_equal(sum.minutes, 4 * 60);
	assert_int_equal(sum.month_minutes, 2 * 60);
	/* It stands in the item's history, and the item is as it was. */
	struct due_step *step;
	assert_int_equal(due_history(t.cx, d->head.id, &step), 2);
	assert_true(str_eq(step[1].verb, S("restore")));
	assert_int_equal(
		((struct due_row *)rec_load(t.cx, &due_kind, d->head.id))->head.state, DUE_OPEN);
	test_close(&t);
}

static void the_office_may_and_a_mistake_counts_no_more(void **state)
{
	struct outage_row **o;
	(void)state;
	struct due_row *d = open_service();
	struct outage_in in = {.due = d->head.id,
		.from = at(5, 3, 8),
		.until = at(5, 3, 9),
		.why = S("停电"),
		.done = S("启用备用电源")};
	struct outage_in bad = in;
	bad.from = at(5, 11, 8);
	bad.until = STAMP_NONE;
	assert_int_equal(outage_add(test_as(&t, "xuwenxi"), &bad), FLOW_INVALID);
	bad = in;
	bad.why = STR_NONE;
	assert_int_equal(outage_add(test_as(&t, "xuwenxi"), &bad), FLOW_INVALID);
	assert_int_equal(outage_add(test_as(&t, "xuwenxi"), &in), FLOW_OK);
	assert_int_not_equal(outage_add(test_as(&t, "hanqiushi"), &in), FLOW_OK);
	assert_int_equal(outage_list(test_now(&t), d->head.id, &o), 1);
	assert_int_equal(
		outage_drop(test_as(&t, "xuwenxi"), o[0]->head.id, STR_NONE), FLOW_INVALID);
	assert_int_equal(
		outage_drop(test_as(&t, "xuwenxi"), o[0]->head.id, S("日期写错")), FLOW_OK);
	assert_int_equal(sum_of(d->head.id).n, 0);
	/* The time is free again. */
	assert_int_equal(outage_add(test_as(&t, "xuwenxi"), &in), FLOW_OK);
	test_close(&t);
}

static void only_a_service_is_interrupted(void **state)
{
	(void)state;
	m = (struct made){.lead = "政治工作办公室",
		.resp = "城关派出所",
		.rule = "RECUR{every:month,content:[动态进展]}"};
	made_open(&t, &m);
	test_time(&t, "2026-05-10T12:00:00+08:00");
	test_now(&t);
	struct due_row *d = made_due(&t, "城关派出所", "2026-05");
	struct outage_in in = {.due = d->head.id, .from = at(5, 3, 8), .why = S("停电")};
	assert_int_equal(outage_add(test_as(&t, "xuwenxi"), &in), FLOW_STATE);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_interruption_is_entered_ended_and_added_up),
		cmocka_unit_test(the_office_may_and_a_mistake_counts_no_more),
		cmocka_unit_test(only_a_service_is_interrupted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

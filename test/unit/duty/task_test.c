/* task_test.c — a unit's own plan: never later than the measure, judged by the lead, cleared day by
 * day. */
#include "duty/task.h"
#include "made.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;
static struct made m;
static rid unit;

static void open_measure(void)
{
	m = (struct made){.lead = "督察法制大队",
		.resp = "城关派出所",
		.rule = "AND[MILESTONE{by:10-end,content:[完成]},RECUR{every:month,content:[动态进展]}]"};
	made_open(&t, &m);
	unit = test_unit(&t, "城关派出所");
}

static enum flow_code add(struct ctx *cx, const char *what, struct day day)
{
	struct task_in in = {.measure = m.measure,
		.unit = unit,
		.person = cx->who->person,
		.what = str_of(what),
		.day = day};
	return task_add(cx, &in);
}

static struct task_row *only(void)
{
	struct task_row **rows;
	assert_int_equal(task_list(test_now(&t), m.measure, unit, &rows), 1);
	return rows[0];
}

static void approved(struct day day)
{
	open_measure();
	assert_int_equal(add(test_as(&t, "linzhiyuan"), "列出清单", day), FLOW_OK);
	assert_int_equal(task_send(test_as(&t, "linzhiyuan"), m.measure, unit), FLOW_OK);
	assert_int_equal(
		task_review(test_as(&t, "zhoumingche"), m.measure, unit, true, STR_NONE), FLOW_OK);
	assert_int_equal(only()->head.state, TASK_OPEN);
}

/* T-35: the words name both days; the monthly reports after October do not stretch it. */
static void a_step_later_than_the_measure_is_refused_in_words(void **state)
{
	(void)state;
	open_measure();
	struct ctx *cx = test_as(&t, "linzhiyuan");
	assert_int_equal(add(cx, "收尾", day_of(2026, 11, 1)), FLOW_INVALID);
	assert_int_equal(cx->errs->n, 1);
	struct str why = err_of(cx->errs, S("due_day"));
	assert_true(str_has(why, S("2026-11-01")) && str_has(why, S("2026-10-31")));
	assert_int_equal(add(test_as(&t, "linzhiyuan"), "收尾", day_of(2026, 10, 31)), FLOW_OK);
	cx = test_as(&t, "linzhiyuan");
	assert_int_equal(add(cx, " ", day_of(2026, 2, 1)), FLOW_INVALID);
	assert_int_equal(cx->errs->n, 2);
	/* Another unit's plan is not mine to write. */
	assert_int_equal(add(test_as(&t, "zhoumingche"), "代写", day_of(2026, 9, 1)), FLOW_DENIED);
	test_close(&t);
}

static void the_lead_gives_it_back_with_words_and_then_approves(void **state)
{
	struct task_sum *sums;
	(void)state;
	open_measure();
	assert_int_equal(task_send(test_as(&t, "linzhiyuan"), m.measure, unit), FLOW_STATE);
	assert_int_equal(add(test_as(&t, "linzhiyuan"), "列出清单", day_of(2026, 4, 1)), FLOW_OK);
	assert_int_equal(task_sums(test_now(&t), m.campaign, m.measure, &sums), 2);
	assert_int_equal(task_send(test_as(&t, "linzhiyuan"), m.measure, unit), FLOW_OK);
	assert_int_equal(task_review(test_as(&t, "linzhiyuan"), m.measure, unit, true, S("自审")),
		FLOW_DENIED);
	struct ctx *cx = test_as(&t, "zhoumingche");
	assert_int_equal(task_review(cx, m.measure, unit, false, S(" ")), FLOW_INVALID);
	assert_int_equal(task_review(test_as(&t, "zhoumingche"), m.measure, unit, false,
				 S("每步写明负责人")),
		FLOW_OK);
	assert_int_equal(only()->head.state, TASK_RETURNED);
	int n = task_sums(test_now(&t), m.campaign, m.measure, &sums);
	for (int i = 0; i < n; i++)
		assert_int_equal(sums[i].planned, 0);
	assert_int_equal(task_send(test_as(&t, "linzhiyuan"), m.measure, unit), FLOW_OK);
	assert_int_equal(
		task_review(test_as(&t, "zhoumingche"), m.measure, unit, true, STR_NONE), FLOW_OK);
	n = task_sums(test_now(&t), m.campaign, m.measure, &sums);
	int planned = 0;
	for (int i = 0; i < n; i++)
		planned += sums[i].planned;
	assert_int_equal(planned, 1);
	test_close(&t);
}

static void a_day_is_cleared_or_carried_with_a_reason(void **state)
{
	(void)state;
	approved(day_of(2026, 4, 1));
	rid task = only()->head.id;
	test_time(&t, "2026-04-01T17:30:00+08:00");
	struct ctx *cx = test_as(&t, "linzhiyuan");
	struct task_day d = task_day(cx, cx->today);
	assert_int_equal(d.n_left, 1);
	assert_int_equal(task_carry(cx, task, day_of(2026, 4, 1), STR_NONE), FLOW_INVALID);
	assert_int_equal(cx->errs->n, 2);
	assert_int_equal(task_carry(test_as(&t, "linzhiyuan"), task, day_of(2026, 11, 2), S("忙")),
		FLOW_INVALID);
	assert_int_equal(
		task_carry(test_as(&t, "linzhiyuan"), task, day_of(2026, 4, 3), S("主办人出警")),
		FLOW_OK);
	struct task_row *row = only();
	assert_int_equal(row->carried, 1);
	assert_int_equal(row->first_day.n, day_of(2026, 4, 1).n);
	assert_int_equal(row->due_day.n, day_of(2026, 4, 3).n);
	cx = test_as(&t, "linzhiyuan");
	assert_int_equal(task_day(cx, cx->today).n_left, 0);

	test_time(&t, "2026-04-03T16:00:00+08:00");
	assert_int_equal(task_done(test_as(&t, "linzhiyuan"), task, STR_NONE), FLOW_INVALID);
	assert_int_equal(task_done(test_as(&t, "linzhiyuan"), task, S("已完成")), FLOW_OK);
	assert_int_equal(task_done(test_as(&t, "linzhiyuan"), task, S("再完成")), FLOW_STATE);
	cx = test_as(&t, "linzhiyuan");
	d = task_day(cx, cx->today);
	assert_int_equal(d.n_left, 0);
	assert_int_equal(d.n_done, 1);
	assert_int_equal(task_day(cx, day_of(2026, 4, 2)).n_done, 0);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_step_later_than_the_measure_is_refused_in_words),
		cmocka_unit_test(the_lead_gives_it_back_with_words_and_then_approves),
		cmocka_unit_test(a_day_is_cleared_or_carried_with_a_reason),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

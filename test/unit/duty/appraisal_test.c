/* appraisal_test.c — what came late, was given back or never came stands beside the outcome; who may
 * judge, when, and that it takes words on both. PLAN-44. */
#include "duty/appraisal.h"
#include "issued.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define STATION "城关派出所"
#define LEAD    "政治工作办公室"

static rid report_in(struct test_world *t, const char *period, const char *text)
{
	struct report_out out;
	struct report_in in = {.due = issued_due(t, STATION, period)->head.id,
		.progress = str_of(text),
		.effect = S("已见成效")};
	assert_int_equal(due_report(test_as(t, "linzhiyuan"), &in, &out), FLOW_OK);
	test_now(t);
	return out.report;
}

static void take(struct test_world *t, rid report)
{
	assert_int_equal(report_accept(test_now(t), report, S("可以")), FLOW_OK);
	test_now(t);
}

static rid final_of(struct test_world *t)
{
	struct stmt *s = db_prep(t->db, "SELECT id FROM due WHERE kind = 'final' AND unit = ?");
	db_rid(s, 1, test_unit(t, STATION));
	return (rid){db_one_int(s, 0)};
}

/* March on time after it was given back, April late, May missing, the end not yet. */
static void live(struct test_world *t, struct issued *m)
{
	*m = (struct issued){.resp = STATION,
		.rule = "AND[RECUR{every:month,content:[动态进展],until:05-end},"
			"MILESTONE{by:06-15,content:[完成]}]"};
	test_open(t, "2026-03-01T09:00:00+08:00");
	issued_open(t, m);
	test_time(t, "2026-03-20T09:00:00+08:00");
	rid march = report_in(t, "2026-03", "三月第一次");
	assert_int_equal(
		report_return(test_now(t), march, S("补数字"), day_of(2026, 3, 27), 1020), FLOW_OK);
	take(t, report_in(t, "2026-03", "三月第二次"));
	test_time(t, "2026-05-06T09:00:00+08:00");
	take(t, report_in(t, "2026-04", "四月"));
	test_time(t, "2026-06-10T09:00:00+08:00");
	test_now(t);
}

static void finish(struct test_world *t)
{
	struct report_out out;
	struct report_in in = {
		.due = final_of(t), .progress = S("全部做完"), .effect = S("群众满意")};
	assert_int_equal(due_report(test_as(t, "linzhiyuan"), &in, &out), FLOW_OK);
	take(t, out.report);
}

static enum flow_code judge(
	struct test_world *t, struct ctx *cx, rid measure, const char *process, const char *outcome)
{
	struct appraisal_facts f;
	appraisal_facts(cx, measure, test_unit(t, STATION), &f);
	const struct input v[] = {{S("duty"), str_int(cx->a, f.duty.n)},
		{S("process"), str_of(process)}, {S("outcome"), str_of(outcome)},
		{S("verdict"), S("mostly")}};
	struct flow_out out;
	struct flow_in in = {.kind = &appraisal_kind,
		.step = kind_step(&appraisal_kind, S("new")),
		.unit = test_unit(t, LEAD),
		.values = {v, sizeof v / sizeof *v}};
	return flow_apply(cx, &in, &out);
}

static void process_and_outcome_stand_side_by_side(void **state)
{
	struct test_world t;
	struct issued m;
	struct appraisal_facts f;
	(void)state;
	live(&t, &m);
	appraisal_facts(t.cx, m.measure, test_unit(&t, STATION), &f);
	assert_int_equal(f.to_unit.n, test_unit(&t, LEAD).n);
	assert_int_equal(f.on_time, 1);
	assert_int_equal(f.late, 1);
	assert_int_equal(f.missing, 1);
	assert_int_equal(f.returned, 1);
	assert_int_equal(f.finals, 1);
	assert_int_equal(f.finals_done, 0);
	assert_int_equal(f.n, 3);
	assert_true(str_eq(f.at[0].progress, S("三月第二次")));
	assert_int_equal(f.at[2].first_at.ms, 0);
	finish(&t);
	appraisal_facts(t.cx, m.measure, test_unit(&t, STATION), &f);
	assert_int_equal(f.finals_done, 1);
	assert_int_equal(f.n, 4);
	assert_true(f.at[3].final && str_eq(f.at[3].effect, S("群众满意")));
	/* The outcome is none of the interim updates. */
	assert_int_equal(f.on_time, 1);
	test_close(&t);
}

static void it_waits_for_the_outcome_and_takes_words_on_both(void **state)
{
	struct test_world t;
	struct issued m;
	(void)state;
	live(&t, &m);
	rid unit = test_unit(&t, STATION);
	struct ctx *cx = test_as(&t, "xuwenxi");
	assert_int_equal(judge(&t, cx, m.measure, "认真", "见效"), FLOW_INVALID);
	assert_true(str_has(err_of(cx->errs, S("")), S("还有 1 项完成情况没有接收")));
	finish(&t);
	cx = test_as(&t, "xuwenxi");
	assert_int_equal(judge(&t, cx, m.measure, "认真", " "), FLOW_INVALID);
	assert_true(err_of(cx->errs, S("outcome")).n);
	cx = test_as(&t, "xuwenxi");
	assert_int_equal(judge(&t, cx, m.measure, "", "见效"), FLOW_INVALID);
	assert_true(err_of(cx->errs, S("process")).n);
	/* Not the unit itself, not the machine, not another lead. */
	assert_int_equal(judge(&t, test_as(&t, "guchangning"), m.measure, "好", "好"), FLOW_DENIED);
	assert_int_equal(judge(&t, test_now(&t), m.measure, "好", "好"), FLOW_DENIED);
	assert_int_equal(judge(&t, test_as(&t, "zhoumingche"), m.measure, "好", "好"), FLOW_DENIED);
	assert_int_equal(judge(&t, test_as(&t, "xuwenxi"), m.measure, "晚过一期", "见效"), FLOW_OK);
	const struct appraisal_row *r = appraisal_of(test_now(&t), m.measure, unit);
	assert_non_null(r);
	assert_int_equal(r->on_time, 1);
	assert_int_equal(r->late, 1);
	assert_int_equal(r->missing, 1);
	assert_int_equal(r->returned, 1);
	assert_int_equal(r->campaign.n, m.campaign.n);
	/* One judgement stands at a time. */
	cx = test_as(&t, "990020");
	assert_int_equal(judge(&t, cx, m.measure, "好", "好"), FLOW_INVALID);
	struct flow_out out;
	struct flow_in back = {.kind = &appraisal_kind,
		.step = kind_step(&appraisal_kind, S("withdraw")),
		.id = r->head.id,
		.reason = S("写错单位")};
	assert_int_equal(flow_apply(test_as(&t, "990020"), &back, &out), FLOW_DENIED);
	assert_int_equal(flow_apply(test_as(&t, "xuwenxi"), &back, &out), FLOW_OK);
	assert_null(appraisal_of(test_now(&t), m.measure, unit));
	cx = test_as(&t, "990020");
	enum flow_code code = judge(&t, cx, m.measure, "好", "好");
	if (code != FLOW_OK)
		fail_msg(
			"%.*s %.*s", STR_ARG(cx->errs->at[0].field), STR_ARG(cx->errs->at[0].text));
	test_close(&t);
}

static void whom_it_concerns_sees_it(void **state)
{
	struct test_world t;
	struct issued m;
	struct appraisal_row **r;
	rid units[8];
	(void)state;
	live(&t, &m);
	finish(&t);
	assert_int_equal(judge(&t, test_as(&t, "xuwenxi"), m.measure, "好", "好"), FLOW_OK);
	assert_int_equal(appraisal_list(test_as(&t, "linzhiyuan"), m.measure, 8, &r), 1);
	assert_int_equal(appraisal_list(test_as(&t, "990020"), m.measure, 8, &r), 1);
	assert_int_equal(appraisal_list(test_as(&t, "990084"), m.measure, 8, &r), 0);
	assert_int_equal(appraisal_units(test_as(&t, "linzhiyuan"), m.measure, 8, units), 0);
	assert_true(appraisal_units(test_as(&t, "xuwenxi"), m.measure, 8, units) >= 1);
	struct ctx *cx = test_as(&t, "linzhiyuan");
	cx->past = true;
	cx->now = (struct stamp){stamp_of_day(day_of(2026, 6, 10)).ms - 1};
	assert_int_equal(appraisal_list(cx, m.measure, 8, &r), 0);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(process_and_outcome_stand_side_by_side),
		cmocka_unit_test(it_waits_for_the_outcome_and_takes_words_on_both),
		cmocka_unit_test(whom_it_concerns_sees_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

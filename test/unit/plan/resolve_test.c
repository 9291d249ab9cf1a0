/* resolve_test.c — an unknown name is answered once for the whole plan. */
#include "plan/hurdle.h"
#include "plan/resolve.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static enum flow_code make(struct ctx *cx, void *arg)
{
	struct campaign_row *c = kind_row(&campaign_kind, cx->a);
	c->head.unit = tree_top(cx);
	c->name = S("专项工作");
	c->type = S("special");
	c->from_day = day_of(2026, 3, 1);
	c->until_day = day_of(2026, 12, 31);
	c->office = tree_find(cx, S("专项活动办公室"), cx->today);
	enum flow_code code = rec_insert(cx, &campaign_kind, c);
	*(rid *)arg = c->head.id;
	return code;
}

static void an_unknown_name_is_said_once(void **state)
{
	struct test_world t;
	struct resolve_name *r;
	struct plan_hurdle *h;
	(void)state;
	struct plan_import in = {.source_name = S("x.txt"), .issue_day = day_of(2026, 3, 1)};
	test_open(&t, "2026-03-01T09:00:00+08:00");
	struct doc doc = doc_from_text(t.a,
		S("2026年执法方案\n一、任务\n（一）审核案件。责任单位：法制大队。完成时限：6月底前\n"
		  "（二）考评质量。责任单位：法制大队、柳河派出所。完成时限：9月底前\n"
		  "（三）组织培训。责任单位：“执法提升”专项活动办公室。完成时限：9月底前\n"));
	in.doc = &doc;
	assert_int_equal(ctx_write(t.cx, make, &in.campaign), FLOW_OK);
	assert_int_equal(plan_import(test_now(&t), &in), FLOW_OK);
	test_now(&t);
	int before = plan_hurdles(t.cx, in.plan, &h);
	/* The effort's own office is the campaign's, whatever the tree calls it. */
	int n = resolve_open(t.cx, in.plan, &r);
	assert_int_equal(n, 1);
	assert_true(str_eq(r[0].phrase, S("法制大队")));
	assert_int_equal(r[0].n, 2);
	assert_true(str_eq(r[0].guess, S("督察法制大队")));

	assert_int_equal(
		resolve_put(test_now(&t), in.plan, r[0].phrase, S("没有这个大队")), FLOW_INVALID);
	assert_int_equal(
		resolve_put(test_as(&t, "linzhiyuan"), in.plan, S("法制大队"), S("督察法制大队")),
		FLOW_ABSENT);
	assert_int_equal(
		resolve_put(test_now(&t), in.plan, S("法制大队"), S("督察法制大队")), FLOW_OK);
	test_now(&t);
	assert_int_equal(resolve_open(t.cx, in.plan, &r), 0);
	assert_int_equal(plan_hurdles(t.cx, in.plan, &h), before - 2);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_unknown_name_is_said_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

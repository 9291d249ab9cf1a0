/* consent_test.c — who sees which questions about a later edition: what waits for an answer, what for
 * a ruling, and as it stood on a past day. */
#include "duty/consent.h"
#include "issued.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define STATION "城关派出所"

struct making {
	rid campaign, plan, consent;
};

static enum flow_code make(struct ctx *cx, void *arg)
{
	struct making *m = arg;
	struct plan_row *p = kind_row(&plan_kind, cx->a);
	p->head.unit = tree_top(cx);
	p->head.state = PLAN_REVIEW;
	p->campaign = m->campaign;
	p->title = S("工作方案");
	p->edition = 2;
	assert_int_equal(rec_insert(cx, &plan_kind, p), FLOW_OK);
	struct consent_row *c = kind_row(&consent_kind, cx->a);
	c->head.unit = tree_find(cx, S(STATION), cx->today);
	c->campaign = m->campaign;
	c->plan = m->plan = p->head.id;
	c->until_day = day_add(cx->today, 3);
	c->asked = S("取消｜一 甲｜每月｜\n　取消｜2026-05｜2026-05-31\n");
	assert_int_equal(rec_insert(cx, &consent_kind, c), FLOW_OK);
	m->consent = c->head.id;
	return flow_seal(cx, &consent_kind, NULL, c, "consult", STR_NONE);
}

static struct making begin(struct test_world *t)
{
	struct issued i = {.resp = STATION, .rule = "MILESTONE{by:12-end,content:[完成]}"};
	test_open(t, "2026-03-01T09:00:00+08:00");
	issued_open(t, &i);
	struct making m = {.campaign = i.campaign};
	test_time(t, "2026-04-01T09:00:00+08:00");
	assert_int_equal(ctx_write(test_as(t, "xuwenxi"), make, &m), FLOW_OK);
	return m;
}

static int count(struct ctx *cx, enum consent_view view)
{
	struct consent_row **c;
	return consent_list(cx, &(struct consent_filter){.view = view, .max = 10}, &c);
}

static enum flow_code take(struct ctx *cx, rid id, const char *step, const char *words)
{
	const struct input v[] = {{S("words"), str_of(words)}, {S("ruling"), str_of(words)}};
	struct flow_out out;
	struct flow_in in = {.kind = &consent_kind,
		.step = kind_step(&consent_kind, str_of(step)),
		.id = id,
		.values = {v, sizeof v / sizeof *v}};
	return flow_apply(cx, &in, &out);
}

static void it_waits_for_whom_it_concerns(void **state)
{
	struct test_world t;
	(void)state;
	struct making m = begin(&t);
	assert_int_equal(count(test_as(&t, "linzhiyuan"), CONSENT_MINE), 1);
	assert_int_equal(count(test_as(&t, "guchangning"), CONSENT_MINE), 1);
	assert_int_equal(count(test_as(&t, "990084"), CONSENT_MINE), 0); /* another station */
	assert_int_equal(count(test_as(&t, "990084"), CONSENT_ALL), 0);
	assert_int_equal(count(test_as(&t, "xuwenxi"), CONSENT_MINE), 0);
	assert_int_equal(count(test_as(&t, "xuwenxi"), CONSENT_ALL), 1);
	assert_int_equal(count(test_as(&t, "990014"), CONSENT_TO_RULE), 0);
	assert_int_equal(take(test_as(&t, "linzhiyuan"), m.consent, "object", "人手不够"), FLOW_OK);
	assert_int_equal(count(test_as(&t, "linzhiyuan"), CONSENT_MINE), 0);
	assert_int_equal(count(test_as(&t, "990014"), CONSENT_TO_RULE), 1);
	assert_int_equal(count(test_as(&t, "linzhiyuan"), CONSENT_TO_RULE), 0);
	test_close(&t);
}

static void a_past_day_shows_it_open(void **state)
{
	struct test_world t;
	(void)state;
	struct making m = begin(&t);
	test_time(&t, "2026-04-02T09:00:00+08:00");
	assert_int_equal(take(test_as(&t, "linzhiyuan"), m.consent, "agree", ""), FLOW_OK);
	test_time(&t, "2026-04-03T09:00:00+08:00");
	struct ctx *cx = test_as(&t, "linzhiyuan");
	assert_int_equal(count(cx, CONSENT_MINE), 0);
	cx->past = true;
	cx->now = (struct stamp){stamp_of_day(day_of(2026, 4, 2)).ms - 1};
	cx->today = day_of(2026, 4, 1);
	struct consent_row **c;
	assert_int_equal(consent_list(cx, &(struct consent_filter){.max = 10}, &c), 1);
	assert_int_equal(c[0]->head.state, CONSENT_ASKED);
	assert_int_equal(c[0]->answered_by.n, 0);
	cx->now = (struct stamp){stamp_of_day(day_of(2026, 3, 31)).ms};
	assert_int_equal(consent_list(cx, &(struct consent_filter){.max = 10}, &c), 0);
	test_close(&t);
}

static void what_came_of_it_is_said(void **state)
{
	struct test_world t;
	(void)state;
	struct making m = begin(&t);
	assert_int_equal(consent_say(test_now(&t), rec_load(t.cx, &consent_kind, m.consent)).n, 0);
	assert_int_equal(take(test_as(&t, "linzhiyuan"), m.consent, "object", "人手不够"), FLOW_OK);
	assert_int_equal(take(test_as(&t, "990014"), m.consent, "overrule", "已经增派"), FLOW_OK);
	struct str said = consent_say(test_now(&t), rec_load(t.cx, &consent_kind, m.consent));
	assert_true(str_has(said, S("4月1日提出异议：人手不够")));
	assert_true(str_has(said, S("决定不采纳：已经增派")));
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_waits_for_whom_it_concerns),
		cmocka_unit_test(a_past_day_shows_it_open),
		cmocka_unit_test(what_came_of_it_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* squad_test.c — inspection teams of a campaign: set up by its office, ended, handed over; and a plan
 * that counts for each team is not issued without one. */
#include "plan/squad.h"
#include "base/bug.h"
#include "plan/hurdle.h"
#include "unit/duty/made.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;
static struct made m;

static void open_campaign(void)
{
	m = (struct made){.lead = "政治工作办公室",
		.resp = "城关派出所",
		.rule = "QUOTA{per:month,min:15,unit:day,per_subject:team}"};
	test_open(&t, "2026-03-02T09:00:00+08:00");
	assert_int_equal(ctx_write(t.cx, made_rows, &m), FLOW_OK);
}

static struct str number(rid id)
{
	return str_fmt(t.a, "%lld", (long long)id.n);
}

static rid person(const char *staff_no)
{
	struct stmt *s = db_prep(t.db, "SELECT id FROM person WHERE staff_no = ?");
	db_text(s, 1, str_of(staff_no));
	return (rid){db_one_int(s, 0)};
}

static enum flow_code form(struct ctx *cx, const char *from, const char *until, rid *id)
{
	struct flow_out out;
	const struct input v[] = {{S("campaign"), number(m.campaign)}, {S("name"), S("第一督导组")},
		{S("leader"), number(person("990063"))}, {S("members"), S("闻人初（退居二线）")},
		{S("from_day"), str_of(from)}, {S("until_day"), str_of(until)}};
	struct flow_in in = {.kind = &squad_kind,
		.step = kind_step(&squad_kind, S("new")),
		.unit = test_unit(&t, "专项活动办公室"),
		.values = {v, NELEM(v)}};
	enum flow_code code = flow_apply(cx, &in, &out);
	*id = out.id;
	return code;
}

static void the_office_forms_and_ends_a_team(void **state)
{
	rid id;
	struct squad_row **at;
	(void)state;
	open_campaign();
	assert_int_equal(form(test_now(&t), "2026-03-02", "2026-03-01", &id), FLOW_INVALID);
	assert_true(err_of(t.cx->errs, S("until_day")).n > 0);
	assert_int_equal(form(test_as(&t, "xuwenxi"), "2026-03-02", "", &id), FLOW_OK);
	assert_int_equal(form(test_as(&t, "linzhiyuan"), "2026-03-02", "", &id), FLOW_DENIED);
	assert_int_equal(squad_list(test_now(&t), m.campaign, &at), 1);
	assert_true(str_eq(at[0]->members, S("闻人初（退居二线）")));
	struct flow_out out;
	struct flow_in end = {.kind = &squad_kind,
		.step = kind_step(&squad_kind, S("end")),
		.id = at[0]->head.id,
		.reason = S("任务完成")};
	assert_int_equal(flow_apply(test_now(&t), &end, &out), FLOW_INVALID);
	const struct input day[] = {{S("until_day"), S("2026-06-30")}};
	end.values = (struct inputs){day, 1};
	assert_int_equal(flow_apply(test_now(&t), &end, &out), FLOW_OK);
	assert_int_equal(squad_count(t.cx, m.campaign, day_of(2026, 3, 1)), 0);
	assert_int_equal(squad_count(t.cx, m.campaign, day_of(2026, 6, 30)), 1);
	assert_int_equal(squad_count(t.cx, m.campaign, day_of(2026, 7, 1)), 0);
	test_close(&t);
}

static void a_plan_that_counts_for_each_team_waits_for_one(void **state)
{
	struct plan_hurdle *h;
	rid id;
	(void)state;
	open_campaign();
	assert_int_equal(plan_hurdles(t.cx, m.plan, &h), 1);
	assert_true(str_has(h[0].text, S("还没有督导组")));
	assert_int_equal(h[0].measure.n, m.measure.n);
	/* One that is formed after the plan's day is none yet. */
	assert_int_equal(form(test_now(&t), "2026-03-03", "", &id), FLOW_OK);
	assert_int_equal(plan_hurdles(test_now(&t), m.plan, &h), 1);
	assert_int_equal(form(test_now(&t), "2026-03-02", "", &id), FLOW_OK);
	assert_int_equal(plan_hurdles(test_now(&t), m.plan, &h), 0);
	test_close(&t);
}

struct passing {
	rid team, to;
	enum handover_do what;
};

static enum flow_code pass(struct ctx *cx, void *arg)
{
	const struct passing *p = arg;
	struct handover_in in = {.person = person("990063"),
		.successor = p->to,
		.day = day_of(2026, 5, 4),
		.note = S("轮岗")};
	struct handover_item *at;
	int n = squad_handover.list(cx, in.person, in.day, &at);
	assert_int_equal(n, 1);
	assert_int_equal(at[0].rec.n, p->team.n);
	at[0].what = p->what;
	return squad_handover.act(cx, &in, &at[0]);
}

static void a_team_changes_its_leader_or_ends_with_him(void **state)
{
	struct passing p = {.what = HANDOVER_GIVE};
	(void)state;
	open_campaign();
	assert_int_equal(form(test_now(&t), "2026-03-02", "", &p.team), FLOW_OK);
	p.to = person("990064");
	assert_int_equal(ctx_write(test_now(&t), pass, &p), FLOW_OK);
	const struct squad_row *q = rec_load(test_now(&t), &squad_kind, p.team);
	assert_int_equal(q->leader.n, p.to.n);
	assert_int_equal(q->head.state, SQUAD_ACTIVE);
	test_close(&t);

	open_campaign();
	assert_int_equal(form(test_now(&t), "2026-03-02", "", &p.team), FLOW_OK);
	p = (struct passing){.team = p.team, .what = HANDOVER_END};
	assert_int_equal(ctx_write(test_now(&t), pass, &p), FLOW_OK);
	q = rec_load(test_now(&t), &squad_kind, p.team);
	assert_int_equal(q->head.state, SQUAD_ENDED);
	assert_int_equal(q->until_day.n, day_of(2026, 5, 3).n);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_office_forms_and_ends_a_team),
		cmocka_unit_test(a_plan_that_counts_for_each_team_waits_for_one),
		cmocka_unit_test(a_team_changes_its_leader_or_ends_with_him),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

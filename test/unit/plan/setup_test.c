/* setup_test.c — a campaign is set up: phases from its type, goals, leading group, and the start-up
 * list that must be complete before it runs. */
#include "plan/setup.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;
static rid campaign;

static struct flow_out step(const char *name, struct inputs values, enum flow_code want)
{
	struct ctx *cx = test_now(&t);
	struct flow_out out;
	struct flow_in in = {.kind = &campaign_kind,
		.step = kind_step(&campaign_kind, str_of(name)),
		.id = campaign,
		.unit = campaign.n ? RID_NONE : tree_top(cx),
		.values = values,
		.reason = S("党委会决定")};
	assert_int_equal(flow_apply(cx, &in, &out), want);
	return out;
}

static int open_world(void **state)
{
	(void)state;
	test_open(&t, "2026-03-10T09:00:00+08:00");
	struct str office = str_fmt(
		t.a, "%lld", (long long)tree_find(t.cx, S("专项活动办公室"), t.cx->today).n);
	struct input values[] = {{S("name"), S("“整作风”专项工作")}, {S("type"), S("special")},
		{S("from_day"), S("2026-03-10")}, {S("until_day"), S("2026-12-31")},
		{S("office"), office}};
	campaign = step("new", (struct inputs){values, 5}, FLOW_OK).id;
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	test_close(&t);
	return 0;
}

static const struct campaign_row *row(void)
{
	return rec_load(test_now(&t), &campaign_kind, campaign);
}

static void phases_come_from_the_type_and_can_be_changed(void **state)
{
	struct setup_phase *p;
	(void)state;
	assert_int_equal(setup_phases(test_now(&t), campaign, &p), 3);
	assert_int_equal(p[0].from.n, day_of(2026, 3, 10).n);
	assert_int_equal(p[0].until.n, day_of(2026, 6, 9).n);
	assert_int_equal(p[1].from.n, day_of(2026, 6, 10).n);
	assert_int_equal(p[2].until.n, day_of(2026, 12, 31).n);
	struct setup_phase in = p[0];
	in.until = day_of(2027, 1, 1);
	assert_int_equal(setup_put_phase(test_now(&t), campaign, &in), FLOW_INVALID);
	in.until = day_of(2026, 5, 31);
	assert_int_equal(setup_put_phase(test_now(&t), campaign, &in), FLOW_OK);
	assert_int_equal(setup_phases(test_now(&t), campaign, &p), 3);
	assert_int_equal(p[0].until.n, day_of(2026, 5, 31).n);
	assert_int_equal(setup_drop(test_now(&t), campaign, false, p[2].id), FLOW_OK);
	assert_int_equal(setup_phases(test_now(&t), campaign, &p), 2);
	assert_int_equal(setup_put_phase(test_as(&t, "linzhiyuan"), campaign, &in), FLOW_ABSENT);
}

/* A plan in force with one measure of one station. */
static enum flow_code make_plan(struct ctx *cx, void *arg)
{
	struct plan_row *p = kind_row(&plan_kind, cx->a);
	p->head.unit = tree_top(cx);
	p->head.state = PLAN_ISSUED;
	p->campaign = campaign;
	p->title = S("工作方案");
	p->issue_day = cx->today;
	enum flow_code code = rec_insert(cx, &plan_kind, p);
	struct measure_row *m = kind_row(&measure_kind, cx->a);
	m->head.unit = p->head.unit;
	m->head.state = MEASURE_ACTIVE;
	m->plan = p->head.id;
	m->campaign = campaign;
	m->heading = S("强化理论武装");
	m->assigned = true;
	if (code == FLOW_OK)
		code = rec_insert(cx, &measure_kind, m);
	struct stmt *s = db_prep(cx->db, "INSERT INTO measure_unit (id, measure, role, sort, "
					 "phrase, unit) VALUES (?, ?, 'resp', 1, 'x', ?)");
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, m->head.id);
	db_rid(s, 3, tree_find(cx, S("城关派出所"), cx->today));
	*(rid *)arg = m->head.id;
	return code == FLOW_OK ? flow_of_db(db_run(s)) : code;
}

static rid measure;

static void a_campaign_does_not_run_before_its_list_is_complete(void **state)
{
	(void)state;
	step("start", (struct inputs){0}, FLOW_OK);
	assert_int_equal(row()->head.state, CAMPAIGN_STARTED);
	step("run", (struct inputs){0}, FLOW_INVALID);
	int open = setup_refuse(test_now(&t), row());
	assert_int_equal(open, 6);
	struct day today = t.cx->today;
	assert_int_equal(setup_tick(test_now(&t), campaign, S("study"), day_add(today, 1), S("")),
		FLOW_INVALID);
	assert_int_equal(
		setup_tick(test_now(&t), campaign, S("study"), today, S("会议记录第3号")), FLOW_OK);
	assert_int_equal(setup_tick(test_now(&t), campaign, S("mobilise"), today, S("")), FLOW_OK);
	/* What follows from the records is not ticked. */
	assert_int_equal(setup_tick(test_now(&t), campaign, S("plan"), today, S("")), FLOW_ABSENT);
	assert_int_equal(setup_refuse(test_now(&t), row()), 4);
	assert_int_equal(setup_tick(test_now(&t), campaign, S("study"), DAY_NONE, S("")), FLOW_OK);
	assert_int_equal(setup_refuse(test_now(&t), row()), 5);
	assert_int_equal(setup_tick(test_now(&t), campaign, S("study"), today, S("")), FLOW_OK);

	struct setup_member head = {.name = S("周某某"),
		.post = S("副县长、公安局长"),
		.role = S("head"),
		.from = today};
	assert_int_equal(setup_join(test_now(&t), campaign, &head), FLOW_OK);
	head.role = S("member");
	head.name = S("外单位的人");
	assert_int_equal(setup_join(test_now(&t), campaign, &head), FLOW_OK);
	assert_int_equal(setup_refuse(test_now(&t), row()), 3);
	assert_int_equal(ctx_write(test_now(&t), make_plan, &measure), FLOW_OK);
	assert_int_equal(setup_refuse(test_now(&t), row()), 0);
	step("run", (struct inputs){0}, FLOW_OK);
	assert_int_equal(row()->head.state, CAMPAIGN_RUNNING);
}

static void who_leaves_the_group_stays_on_record(void **state)
{
	struct setup_member *m;
	(void)state;
	int n = setup_group(test_now(&t), campaign, &m);
	assert_int_equal(n, 2);
	assert_true(str_eq(m[0].role, S("head")));
	assert_int_equal(m[1].person.n, 0);
	assert_int_equal(
		setup_leave(test_now(&t), campaign, m[0].id, day_of(2026, 1, 1)), FLOW_INVALID);
	assert_int_equal(setup_leave(test_now(&t), campaign, m[0].id, day_of(2026, 8, 1)), FLOW_OK);
	assert_int_equal(setup_group(test_now(&t), campaign, &m), 2);
	assert_int_equal(m[1].until.n, day_of(2026, 8, 1).n);
	struct setup_member bad = {.role = S("king"), .from = DAY_NONE};
	assert_int_equal(setup_join(test_now(&t), campaign, &bad), FLOW_INVALID);
	assert_int_equal(t.cx->errs->n, 3);
}

static void measures_belong_to_goals_and_phases(void **state)
{
	struct setup_goal *g;
	struct setup_phase *p;
	(void)state;
	assert_int_equal(setup_add_goal(test_now(&t), campaign, S(" ")), FLOW_INVALID);
	assert_int_equal(setup_add_goal(test_now(&t), campaign, S("公平公正的法治环境")), FLOW_OK);
	assert_int_equal(setup_goals(test_now(&t), campaign, &g), 1);
	setup_phases(test_now(&t), campaign, &p);
	assert_int_equal(setup_attach(test_now(&t), measure, p[0].id, RID_NONE), FLOW_ABSENT);
	assert_int_equal(setup_attach(test_now(&t), measure, g[0].id, p[0].id), FLOW_OK);
	assert_int_equal(setup_goals(test_now(&t), campaign, &g), 1);
	assert_int_equal(g[0].measures, 1);
	assert_int_equal(setup_drop(test_now(&t), campaign, true, g[0].id), FLOW_STATE);
	assert_int_equal(setup_attach(test_now(&t), measure, RID_NONE, RID_NONE), FLOW_OK);
	assert_int_equal(setup_drop(test_now(&t), campaign, true, g[0].id), FLOW_OK);
}

static void the_next_campaign_follows_the_model_of_this_one(void **state)
{
	struct setup_phase *was, *is;
	struct setup_goal *g;
	struct setup_item *it;
	rid model = campaign;
	(void)state;
	assert_int_equal(setup_add_goal(test_now(&t), model, S("群众满意")), FLOW_OK);
	assert_int_equal(setup_add_item(test_now(&t), model,
				 &(struct setup_item){.label = S("公布举报电话"),
					 .required = true,
					 .due = day_of(2026, 3, 20)}),
		FLOW_OK);
	int n = setup_phases(test_now(&t), model, &was);
	struct str office = str_fmt(
		t.a, "%lld", (long long)tree_find(t.cx, S("专项活动办公室"), t.cx->today).n);
	struct input values[] = {{S("name"), S("下一年的活动")}, {S("type"), S("special")},
		{S("from_day"), S("2027-03-10")}, {S("until_day"), S("2027-06-30")},
		{S("office"), office}, {S("model"), str_fmt(t.a, "%lld", (long long)model.n)}};
	campaign = RID_NONE;
	rid next = step("new", (struct inputs){values, 6}, FLOW_OK).id;
	int k = setup_phases(test_now(&t), next, &is);
	assert_true(n > 1 && k > 0 && k <= n);
	assert_true(str_eq(is[0].name, was[0].name));
	assert_int_equal(is[0].from.n - was[0].from.n, 365);
	/* The new one is shorter: its last phase ends with it. */
	assert_true(is[k - 1].until.n <= day_of(2027, 6, 30).n);
	bool goal = false, item = false;
	n = setup_goals(test_now(&t), next, &g);
	for (int i = 0; i < n; i++)
		goal |= str_eq(g[i].name, S("群众满意"));
	n = setup_items(test_now(&t), rec_load(t.cx, &campaign_kind, next), &it);
	for (int i = 0; i < n; i++)
		if (str_eq(it[i].label, S("公布举报电话"))) {
			item = true;
			assert_true(it[i].required && !it[i].done && !day_is_set(it[i].due));
		}
	assert_true(goal && item);
	campaign = model;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(phases_come_from_the_type_and_can_be_changed),
		cmocka_unit_test(a_campaign_does_not_run_before_its_list_is_complete),
		cmocka_unit_test(who_leaves_the_group_stays_on_record),
		cmocka_unit_test(measures_belong_to_goals_and_phases),
		cmocka_unit_test(the_next_campaign_follows_the_model_of_this_one),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}

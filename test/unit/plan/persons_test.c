/* persons_test.c — 班子成员, 分管领导 and 主要负责人 as those who owe: who that is on a day, each with an
 * item of his own, and a question where nobody fits. */
#include "plan/persons.h"
#include "base/bug.h"
#include "campaign/issue.h"
#include "core/query.h"
#include "duty/duty.h"
#include "org/org.h"
#include "plan/hurdle.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;

static enum flow_code make_campaign(struct ctx *cx, void *arg)
{
	struct campaign_row *c = kind_row(&campaign_kind, cx->a);
	c->head.unit = tree_top(cx);
	c->name = S("“整作风”专项工作");
	c->type = S("special");
	c->from_day = day_of(2026, 3, 1);
	c->until_day = day_of(2026, 12, 31);
	c->office = tree_find(cx, S("专项活动办公室"), cx->today);
	enum flow_code code = rec_insert(cx, &campaign_kind, c);
	*(rid *)arg = c->head.id;
	return code;
}

static rid import(const char *lead, const char *resp)
{
	rid campaign;
	assert_int_equal(ctx_write(test_now(&t), make_campaign, &campaign), FLOW_OK);
	struct str text = str_fmt(t.a,
		"安澜县公安局2026年作风建设工作方案\n\n二、具体措施\n（一）讲好专题党课。\n"
		"牵头单位：%s\n责任单位：%s\n完成时限：2026年6月30日前\n",
		lead, resp);
	struct doc doc = doc_from_text(t.a, text);
	struct plan_import in = {.campaign = campaign,
		.doc = &doc,
		.source_name = S("方案.txt"),
		.issue_day = day_of(2026, 3, 2)};
	assert_int_equal(plan_import(test_now(&t), &in), FLOW_OK);
	return in.plan;
}

static const struct measure_unit *named(rid plan, const char *phrase)
{
	struct measure_row **m;
	struct measure_unit *u;
	int n = plan_measures(test_now(&t), plan, &m);
	for (int i = 0; i < n; i++) {
		int k = plan_units(t.cx, m[i]->head.id, &u);
		for (int x = 0; x < k; x++)
			if (str_eq(u[x].phrase, str_of(phrase)))
				return &u[x];
	}
	fail_msg("%s was not read as an owner", phrase);
	return NULL;
}

static int who(rid plan, const char *phrase, struct person_meant **at)
{
	const struct measure_unit *u = named(plan, phrase);
	const struct plan_row *p = rec_load(t.cx, &plan_kind, plan);
	return persons_on(t.cx, p, u, day_of(2026, 3, 2), at);
}

static bool is_among(const struct person_meant *at, int n, const char *staff_no, const char *unit)
{
	struct stmt *s = db_prep(t.db, "SELECT id FROM person WHERE staff_no = ?");
	db_text(s, 1, str_of(staff_no));
	rid id = {db_one_int(s, 0)};
	for (int i = 0; i < n; i++)
		if (at[i].person.n == id.n && at[i].unit.n == test_unit(&t, unit).n)
			return true;
	return false;
}

static int64_t questions(rid plan, const char *code)
{
	struct stmt *s = db_prep(t.db, "SELECT count(*) FROM question WHERE plan = ? AND code = ?");
	db_rid(s, 1, plan);
	db_text(s, 2, str_of(code));
	return db_one_int(s, -1);
}

static void words_that_ask_persons(void **state)
{
	static const char *const are[] = {"班子成员", "局班子成员", "县局领导班子成员", "分管领导",
		"各单位主要负责人", "城关派出所的主要负责人"};
	static const char *const not [] = {
		"城关派出所", "班子成员单位", "全局各部门", "“大监督”格局成员单位", "领导小组"};
	(void)state;
	for (size_t i = 0; i < NELEM(are); i++)
		assert_true(persons_named(str_of(are[i])));
	for (size_t i = 0; i < NELEM(not ); i++)
		assert_false(persons_named(str_of(not [i])));
}

static void the_leadership_team_is_who_is_in_post(void **state)
{
	struct person_meant *at;
	(void)state;
	test_open(&t, "2026-03-02T09:00:00+08:00");
	rid plan = import("政治工作办公室", "局班子成员");
	int n = who(plan, "局班子成员", &at);
	assert_int_equal(n, 9);
	assert_true(is_among(at, n, "990001", "安澜县公安局"));
	assert_true(is_among(at, n, "990009", "安澜县公安局"));
	assert_int_equal(questions(plan, "person-nobody") + questions(plan, "unit-collective"), 0);
	struct plan_hurdle *h;
	n = plan_hurdles(test_now(&t), plan, &h);
	for (int i = 0; i < n; i++)
		fail_msg("%.*s", STR_ARG(h[i].text));
	test_close(&t);
}

static void heads_are_those_of_each_unit_and_an_empty_post_is_said(void **state)
{
	struct person_meant *at;
	struct plan_hurdle *h;
	(void)state;
	test_open(&t, "2026-03-02T09:00:00+08:00");
	rid plan = import("政治工作办公室", "全局各部门主要负责人");
	int n = who(plan, "全局各部门主要负责人", &at);
	assert_int_equal(n, 26);
	assert_true(is_among(at, n, "990062", "城关派出所"));
	assert_int_equal(plan_hurdles(t.cx, plan, &h), 0);

	/* Of one unit, and of the units of the measure. */
	plan = import("政治工作办公室", "城关派出所主要负责人");
	assert_int_equal(who(plan, "城关派出所主要负责人", &at), 1);
	assert_true(is_among(at, 1, "990062", "城关派出所"));

	struct stmt *s = db_prep(t.db, "SELECT id FROM appointment WHERE post = 'station_head' AND "
				       "unit = ? AND state = 'active'");
	db_rid(s, 1, test_unit(&t, "城关派出所"));
	const struct input until[] = {{S("until_day"), S("2026-03-01")}};
	struct flow_out out;
	struct flow_in end = {.kind = &appointment_kind,
		.step = kind_step(&appointment_kind, S("end")),
		.id = {db_one_int(s, 0)},
		.values = {until, 1},
		.reason = S("调离")};
	assert_int_equal(flow_apply(test_now(&t), &end, &out), FLOW_OK);
	assert_int_equal(plan_hurdles(test_now(&t), plan, &h), 1);
	assert_true(str_has(h[0].text, S("1 个单位空缺：城关派出所")));
	test_close(&t);
}

static void the_leader_in_charge_is_that_of_the_lead_unit(void **state)
{
	struct person_meant *at;
	(void)state;
	test_open(&t, "2026-03-02T09:00:00+08:00");
	rid plan = import("治安大队", "分管领导");
	int n = who(plan, "分管领导", &at);
	assert_int_equal(n, 1);
	assert_true(is_among(at, n, "990004", "安澜县公安局"));
	test_close(&t);
}

static void each_of_them_owes_an_item_of_his_own(void **state)
{
	struct issue_sum sum;
	(void)state;
	test_open(&t, "2026-03-02T09:00:00+08:00");
	rid plan = import("政治工作办公室", "局班子成员");
	struct flow_out out;
	struct flow_in submit = {
		.kind = &plan_kind, .step = kind_step(&plan_kind, S("submit")), .id = plan};
	assert_int_equal(flow_apply(test_now(&t), &submit, &out), FLOW_OK);
	assert_int_equal(issue_plan(test_now(&t), &(struct issue_in){.plan = plan}, &sum), FLOW_OK);
	struct stmt *s = db_prep(t.db,
		"SELECT count(DISTINCT d.person) FROM duty d JOIN due x ON x.duty = d.id WHERE "
		"d.plan = ? AND d.role = 'resp' AND x.state = 'open' AND d.to_unit = ?");
	db_rid(s, 1, plan);
	db_rid(s, 2, test_unit(&t, "政治工作办公室"));
	assert_int_equal(db_one_int(s, 0), 9);
	test_close(&t);
}

static void nobody_who_fits_is_a_question(void **state)
{
	(void)state;
	test_open(&t, "2026-03-02T09:00:00+08:00");
	rid plan = import("政治工作办公室", "情报指挥室分管领导");
	assert_int_equal(questions(plan, "person-nobody"), 1);
	struct query q = {.kind = &question_kind, .per_page = 50};
	void **rows;
	query_filter(test_now(&t), &q, S("plan"), str_fmt(t.a, "%lld", (long long)plan.n));
	query_filter(t.cx, &q, S("code"), S("person-nobody"));
	assert_int_equal(query_rows(t.cx, &q, &rows), 1);
	const struct input v[] = {
		{S("answer"), S("治安大队分管领导")}, {S("basis"), S("办公室会议")}};
	struct flow_in in = {.kind = &question_kind,
		.step = kind_step(&question_kind, S("answer")),
		.id = ((struct question_row *)rows[0])->head.id,
		.values = {v, 2}};
	struct flow_out out;
	assert_int_equal(flow_apply(test_now(&t), &in, &out), FLOW_OK);
	struct person_meant *at;
	int n = who(plan, "治安大队分管领导", &at);
	assert_int_equal(n, 1);
	assert_true(is_among(at, n, "990004", "安澜县公安局"));
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_that_ask_persons),
		cmocka_unit_test(the_leadership_team_is_who_is_in_post),
		cmocka_unit_test(heads_are_those_of_each_unit_and_an_empty_post_is_said),
		cmocka_unit_test(the_leader_in_charge_is_that_of_the_lead_unit),
		cmocka_unit_test(each_of_them_owes_an_item_of_his_own),
		cmocka_unit_test(nobody_who_fits_is_a_question),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

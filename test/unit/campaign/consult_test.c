/* consult_test.c — a later edition is issued only when every unit it affects was asked and answered,
 * every objection was ruled on by somebody who did not read the plan in, and silence is nobody's
 * consent but somebody's decision. */
#include "seal/seal_verify.h"
#include "unit/campaign/editions.h"

struct owner {
	rid plan, person;
};

static enum flow_code set_owner(struct ctx *cx, void *arg)
{
	const struct owner *o = arg;
	struct stmt *s = db_prep(cx->db, "UPDATE plan SET made_by = ? WHERE id = ?");
	db_rid(s, 1, o->person);
	db_rid(s, 2, o->plan);
	return flow_of_db(db_run(s));
}

/* Two editions; the second was read in by the office's clerk and waits to be issued. */
static struct making review(struct test_world *t)
{
	struct making m = begin(t);
	next(t, &m, second, "2026-08-10T09:00:00+08:00");
	struct owner o = {m.plan, test_as(t, "xuwenxi")->who->person};
	assert_int_equal(ctx_write(test_now(t), set_owner, &o), FLOW_OK);
	return m;
}

static const struct consult_unit *unit_in(
	struct test_world *t, const struct consult *c, const char *name)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->at[i].unit.n == test_unit(t, name).n)
			return &c->at[i];
	fail_msg("%s is not asked", name);
	return NULL;
}

static rid asked_of(struct test_world *t, rid plan, const char *name)
{
	const struct consult_unit *u = unit_in(t, consult_of(t, plan), name);
	return u->row ? u->row->head.id : RID_NONE;
}

static int64_t ask_all(struct test_world *t, rid plan, struct day until)
{
	int64_t asked;
	assert_int_equal(consult_ask(test_as(t, "xuwenxi"), plan, until, &asked), FLOW_OK);
	return asked;
}

/* Issues in that person's name; where it is refused, `why` says how. */
static enum flow_code issue_as(
	struct test_world *t, rid plan, const char *login, struct str silent, const char *why)
{
	struct issue_sum sum;
	struct ctx *cx = login ? test_as(t, login) : test_now(t);
	enum flow_code code = issue_plan(
		cx, &(struct issue_in){.plan = plan, .silent = silent}, &sum);
	bool said = why == NULL;
	for (size_t i = 0; i < cx->errs->n; i++)
		said |= why && str_has(cx->errs->at[i].text, str_of(why));
	if (!said)
		fail_msg("%s: nothing about %s", flow_code_name(code), why);
	return code;
}

static void whom_it_affects_is_asked_about_his_own(void **state)
{
	struct test_world t;
	(void)state;
	struct making m = review(&t);
	struct consult *c = consult_of(&t, m.plan);
	/* The lead of 强化理论武装 owes what it owed. */
	assert_int_equal(c->n, 2);
	assert_int_equal(c->of[CONSULT_TO_ASK], 2);
	const struct consult_unit *cg = unit_in(&t, c, "城关派出所");
	assert_int_equal(cg->moved, 1);
	assert_true(str_has(cg->asked, S("时限变更｜三 强化正向激励｜MILESTONE{by:11-end} → "
					 "MILESTONE{by:10-end}")));
	assert_true(str_has(cg->asked, S("　改期｜｜2026-11-30 → 2026-10-31\n")));
	assert_true(str_has(cg->asked, S("新增｜一 完善容错纠错机制")));
	assert_true(str_has(cg->asked, S("柳河派出所 → 城关派出所")));
	assert_int_equal(cg->cancelled, 0);
	const struct consult_unit *lh = unit_in(&t, c, "柳河派出所");
	assert_true(str_has(lh->asked, S("取消｜二 畅通举报和反映问题渠道")));
	assert_int_equal(lh->added, 0);
	assert_int_equal(lh->cancelled, 3);
	assert_int_equal(issue_as(&t, m.plan, "990014", STR_NONE, "还没有就这一版"), FLOW_INVALID);

	int64_t asked;
	struct day day = day_of(2026, 8, 12);
	assert_int_equal(consult_ask(test_as(&t, "linzhiyuan"), m.plan, day, &asked), FLOW_ABSENT);
	assert_int_equal(
		consult_ask(test_as(&t, "xuwenxi"), m.plan, DAY_NONE, &asked), FLOW_INVALID);
	struct ctx *cx = test_as(&t, "xuwenxi");
	assert_int_equal(consult_ask(cx, m.plan, day_of(2026, 8, 9), &asked), FLOW_INVALID);
	assert_true(err_of(cx->errs, S("until")).n);
	assert_int_equal(ask_all(&t, m.plan, day), 2);
	assert_int_equal(consult_ask(test_as(&t, "xuwenxi"), m.plan, day, &asked), FLOW_INVALID);
	assert_int_equal(issue_as(&t, m.plan, "990014", STR_NONE, "还没有答复"), FLOW_INVALID);
	/* Liaison and head of each hear of it, once. */
	assert_int_equal(
		db_one_int(db_prep(t.db, "SELECT count(*) FROM note WHERE kind = 'consent'"), 0),
		4);
	test_close(&t);
}

static void only_the_unit_itself_answers(void **state)
{
	struct test_world t;
	(void)state;
	struct making m = review(&t);
	ask_all(&t, m.plan, day_of(2026, 8, 12));
	rid cg = asked_of(&t, m.plan, "城关派出所"), lh = asked_of(&t, m.plan, "柳河派出所");
	assert_int_equal(answer(test_as(&t, "linzhiyuan"), lh, "agree", ""), FLOW_ABSENT);
	assert_int_equal(answer(test_as(&t, "xuwenxi"), cg, "agree", ""), FLOW_DENIED);
	assert_int_equal(answer(test_as(&t, "lujinghe"), cg, "agree", ""), FLOW_DENIED);
	/* The machine is no named person. */
	assert_int_equal(answer(test_now(&t), cg, "agree", ""), FLOW_DENIED);
	assert_int_equal(answer(test_as(&t, "linzhiyuan"), cg, "object", " "), FLOW_INVALID);
	assert_int_equal(answer(test_as(&t, "linzhiyuan"), cg, "object", "人手不够"), FLOW_OK);
	/* The head may take it back; his consent does not keep the objection's words. */
	assert_int_equal(answer(test_as(&t, "guchangning"), cg, "agree", "人手不够"), FLOW_OK);
	const struct consent_row *c = rec_load(test_now(&t), &consent_kind, cg);
	assert_int_equal(c->head.state, CONSENT_AGREED);
	assert_int_equal(c->words.n, 0);
	assert_int_equal(c->answered_by.n, test_as(&t, "guchangning")->who->person.n);
	assert_int_equal(answer(test_as(&t, "990082"), lh, "agree", ""), FLOW_OK);
	assert_int_equal(issue_as(&t, m.plan, "990014", STR_NONE, NULL), FLOW_OK);
	/* It is over. */
	assert_int_equal(answer(test_as(&t, "linzhiyuan"), cg, "object", "太晚了"), FLOW_STATE);
	test_close(&t);
}

static struct str last_note(struct test_world *t, const char *heading, const char *unit)
{
	struct due_step *steps;
	struct stmt *s = db_prep(t->db, "SELECT d.id FROM due d JOIN measure m ON m.id = d.measure "
					"WHERE m.heading = ? AND d.unit = ? ORDER BY d.id");
	db_text(s, 1, str_of(heading));
	db_rid(s, 2, test_unit(t, unit));
	int n = due_history(test_now(t), (rid){db_one_int(s, 0)}, &steps);
	assert_true(n > 0);
	return steps[n - 1].note;
}

static void an_objection_is_ruled_on_by_another(void **state)
{
	struct test_world t;
	(void)state;
	struct making m = review(&t);
	ask_all(&t, m.plan, day_of(2026, 8, 12));
	rid cg = asked_of(&t, m.plan, "城关派出所"), lh = asked_of(&t, m.plan, "柳河派出所");
	assert_int_equal(
		answer(as_liaison(&t, test_unit(&t, "柳河派出所")), lh, "agree", ""), FLOW_OK);
	assert_int_equal(answer(test_as(&t, "linzhiyuan"), cg, "object", "十月有安保"), FLOW_OK);
	assert_int_equal(
		issue_as(&t, m.plan, "990014", STR_NONE, "有异议还没有处理"), FLOW_INVALID);
	assert_int_equal(answer(test_as(&t, "linzhiyuan"), cg, "overrule", "不改"), FLOW_DENIED);
	struct ctx *cx = test_as(&t, "xuwenxi"); /* who read it in */
	assert_int_equal(answer(cx, cg, "overrule", "不改"), FLOW_INVALID);
	assert_true(str_has(cx->errs->at[0].text, S("核对方案的人")));
	assert_int_equal(answer(test_as(&t, "990014"), cg, "overrule", ""), FLOW_INVALID);
	assert_int_equal(answer(test_as(&t, "990014"), cg, "overrule", "安保九月结束"), FLOW_OK);
	assert_int_equal(issue_as(&t, m.plan, "990014", STR_NONE, NULL), FLOW_OK);
	/* Who said what stands with what it changed, and nothing of another unit's. */
	struct str note = last_note(&t, "强化正向激励", "城关派出所");
	assert_true(str_has(note, S("十月有安保")) && str_has(note, S("安保九月结束")));
	note = last_note(&t, "畅通举报和反映问题渠道", "柳河派出所");
	assert_true(str_has(note, S("同意")) && !str_has(note, S("十月有安保")));
	struct seal_report r;
	struct seal_verify_opt o = {0};
	assert_int_equal(seal_verify(t.db, &o, t.a, &r), DB_OK);
	assert_int_equal(r.bad, 0);
	test_close(&t);
}

static enum flow_code move_rule(struct ctx *cx, void *arg)
{
	struct stmt *s = db_prep(cx->db,
		"UPDATE measure_rule SET rule = ?, phrase = ? WHERE measure IN (SELECT id FROM "
		"measure WHERE plan = ? AND heading = '强化正向激励')");
	db_text(s, 1, S("MILESTONE{by:12-10}"));
	db_text(s, 2, S("MILESTONE{by:12-10}"));
	db_rid(s, 3, *(rid *)arg);
	return flow_of_db(db_run(s));
}

static void an_accepted_objection_changes_the_plan_first(void **state)
{
	struct test_world t;
	(void)state;
	struct making m = review(&t);
	ask_all(&t, m.plan, day_of(2026, 8, 12));
	rid cg = asked_of(&t, m.plan, "城关派出所"), lh = asked_of(&t, m.plan, "柳河派出所");
	assert_int_equal(answer(test_as(&t, "990084"), lh, "agree", ""), FLOW_OK);
	assert_int_equal(answer(test_as(&t, "linzhiyuan"), cg, "object", "十月有安保"), FLOW_OK);
	assert_int_equal(answer(test_as(&t, "xuwenxi"), cg, "accept", "改到十二月"), FLOW_OK);
	assert_int_equal(issue_as(&t, m.plan, "990014", STR_NONE, "方案还没有改"), FLOW_INVALID);
	assert_int_equal(ctx_write(test_now(&t), move_rule, &m.plan), FLOW_OK);
	/* What changed is asked anew; who said yes to what stays the same is left in peace. */
	assert_int_equal(issue_as(&t, m.plan, "990014", STR_NONE, "还没有就这一版"), FLOW_INVALID);
	assert_int_equal(ask_all(&t, m.plan, day_of(2026, 8, 12)), 1);
	rid again = asked_of(&t, m.plan, "城关派出所");
	assert_true(again.n != cg.n);
	const struct consent_row *old = rec_load(test_now(&t), &consent_kind, cg);
	assert_int_equal(old->head.state, CONSENT_ACCEPTED);
	assert_int_equal(answer(test_as(&t, "linzhiyuan"), again, "agree", ""), FLOW_OK);
	assert_int_equal(issue_as(&t, m.plan, "990014", STR_NONE, NULL), FLOW_OK);
	test_close(&t);
}

/* A question nobody ruled on is void when the plan says something else. */
static void an_open_question_follows_the_plan(void **state)
{
	struct test_world t;
	(void)state;
	struct making m = review(&t);
	ask_all(&t, m.plan, day_of(2026, 8, 12));
	rid cg = asked_of(&t, m.plan, "城关派出所");
	assert_int_equal(answer(test_as(&t, "linzhiyuan"), cg, "agree", ""), FLOW_OK);
	assert_int_equal(ctx_write(test_now(&t), move_rule, &m.plan), FLOW_OK);
	const struct consult_unit *u = unit_in(&t, consult_of(&t, m.plan), "城关派出所");
	assert_int_equal(u->status, CONSULT_TO_ASK);
	assert_int_equal(ask_all(&t, m.plan, day_of(2026, 8, 12)), 1);
	const struct consent_row *old = rec_load(test_now(&t), &consent_kind, cg);
	assert_int_equal(old->head.state, CONSENT_VOID);
	test_close(&t);
}

static void hand_in(struct test_world *t, rid due)
{
	struct report_out out;
	struct report_in in = {.due = due, .progress = S("提前做完"), .effect = S("全部完成")};
	assert_int_equal(due_report(test_as(t, "linzhiyuan"), &in, &out), FLOW_OK);
}

/* Work that is handed in meanwhile takes nothing from what a unit agreed to. */
static void a_report_meanwhile_asks_nobody_again(void **state)
{
	struct test_world t;
	(void)state;
	struct making m = review(&t);
	ask_all(&t, m.plan, day_of(2026, 8, 12));
	rid cg = asked_of(&t, m.plan, "城关派出所");
	assert_int_equal(answer(test_as(&t, "linzhiyuan"), cg, "agree", ""), FLOW_OK);
	struct stmt *s = db_prep(t.db, "SELECT d.id FROM due d JOIN measure m ON m.id = d.measure "
				       "WHERE m.heading = '强化正向激励'");
	hand_in(&t, (rid){db_one_int(s, 0)});
	const struct consult_unit *u = unit_in(&t, consult_of(&t, m.plan), "城关派出所");
	assert_int_equal(u->moved, 0);
	assert_int_equal(u->status, CONSULT_AGREED);
	test_close(&t);
}

static void silence_is_a_named_decision(void **state)
{
	struct test_world t;
	(void)state;
	struct making m = review(&t);
	ask_all(&t, m.plan, day_of(2026, 8, 12));
	rid cg = asked_of(&t, m.plan, "城关派出所"), lh = asked_of(&t, m.plan, "柳河派出所");
	assert_int_equal(answer(test_as(&t, "linzhiyuan"), cg, "agree", ""), FLOW_OK);
	test_time(&t, "2026-08-12T23:00:00+08:00");
	assert_int_equal(issue_as(&t, m.plan, "990014", S("不等了"), "还没有答复"), FLOW_INVALID);
	test_time(&t, "2026-08-13T09:00:00+08:00");
	assert_int_equal(issue_as(&t, m.plan, "990014", S(" "), "没有答复不算同意"), FLOW_INVALID);
	assert_int_equal(issue_as(&t, m.plan, NULL, S("已电话催过"), "有姓名的人"), FLOW_INVALID);
	assert_int_equal(issue_as(&t, m.plan, "990014", S("已电话催过"), NULL), FLOW_OK);
	const struct consent_row *c = rec_load(test_now(&t), &consent_kind, lh);
	assert_int_equal(c->head.state, CONSENT_SILENT);
	assert_true(str_eq(c->ruling, S("已电话催过")));
	assert_int_equal(c->ruled_by.n, test_as(&t, "990014")->who->person.n);
	struct str note = last_note(&t, "畅通举报和反映问题渠道", "柳河派出所");
	assert_true(str_has(note, S("没有答复，不算同意")) && str_has(note, S("已电话催过")));
	test_close(&t);
}

static void a_late_answer_still_counts(void **state)
{
	struct test_world t;
	(void)state;
	struct making m = review(&t);
	ask_all(&t, m.plan, day_of(2026, 8, 12));
	rid cg = asked_of(&t, m.plan, "城关派出所"), lh = asked_of(&t, m.plan, "柳河派出所");
	test_time(&t, "2026-08-13T09:00:00+08:00");
	assert_int_equal(answer(test_as(&t, "linzhiyuan"), cg, "agree", ""), FLOW_OK);
	assert_int_equal(answer(test_as(&t, "990084"), lh, "object", "不同意取消"), FLOW_OK);
	assert_int_equal(
		issue_as(&t, m.plan, "990014", S("已电话催过"), "有异议还没有处理"), FLOW_INVALID);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whom_it_affects_is_asked_about_his_own),
		cmocka_unit_test(only_the_unit_itself_answers),
		cmocka_unit_test(an_objection_is_ruled_on_by_another),
		cmocka_unit_test(an_accepted_objection_changes_the_plan_first),
		cmocka_unit_test(an_open_question_follows_the_plan),
		cmocka_unit_test(a_report_meanwhile_asks_nobody_again),
		cmocka_unit_test(silence_is_a_named_decision),
		cmocka_unit_test(a_late_answer_still_counts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

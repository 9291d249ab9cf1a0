/* handover_test.c — what a person holds goes over on one day, all of it or nothing; nobody leaves
 * with something in hand; rights of the successor wait for the security administrator. */
#include "org/handover.h"
#include "duty/duty.h"
#include "org/account.h"
#include "org/org.h"
#include "org/person.h"
#include "plan/plan.h"
#include "seal/seal.h"
#include "world.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static struct test_world t;

static int open_world(void **state)
{
	(void)state;
	test_open(&t, "2026-09-18T09:00:00+08:00");
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	test_close(&t);
	return 0;
}

static rid person(const char *staff_no)
{
	rid id;
	assert_int_equal(person_find(test_now(&t), str_of(staff_no), &id), 1);
	return id;
}

static struct handover_in from_to(const char *from, const char *to, enum handover_why why)
{
	return (struct handover_in){.person = person(from),
		.successor = to ? person(to) : RID_NONE,
		.day = day_of(2026, 9, 18),
		.why = why,
		.note = S("安公政〔2026〕18 号")};
}

static int64_t log_size(void)
{
	return seal_size(t.db);
}

static const struct handover_item *item(const struct handover_out *o, const char *words)
{
	for (int i = 0; i < o->n; i++)
		if (str_has(o->items[i].title, str_of(words)))
			return &o->items[i];
	fail_msg("no item %s", words);
	return NULL;
}

static void a_preview_writes_nothing(void **state)
{
	(void)state;
	struct handover_in in = from_to("990062", "990063", HANDOVER_LEAVE);
	struct handover_out out;
	int64_t before = log_size();
	assert_int_equal(handover_try(test_as(&t, "org"), &in, &out), FLOW_OK);
	assert_true(out.n >= 2);
	assert_true(str_has(item(&out, "所长")->result, S("接任")));
	assert_true(str_has(item(&out, "责任单位负责人")->result, S("等安全管理员授权")));
	assert_int_equal(log_size(), before);
	assert_int_equal(
		tree_head(test_now(&t), test_unit(&t, "城关派出所"), in.day).n, in.person.n);
}

static void mistakes_are_told_together_and_undo_everything(void **state)
{
	(void)state;
	struct handover_in in = from_to("990062", NULL, HANDOVER_LEAVE);
	struct handover_out out;
	struct ctx *cx = test_as(&t, "org");
	in.note = STR_NONE;
	in.day = DAY_NONE;
	assert_int_equal(handover_apply(cx, &in, &out), FLOW_INVALID);
	assert_true(err_of(cx->errs, S("note")).n && err_of(cx->errs, S("day")).n);
	/* An administrator cannot take a business role: nothing of the rest happens either. */
	in = from_to("990062", "990010", HANDOVER_LEAVE);
	int64_t before = log_size();
	cx = test_as(&t, "org");
	assert_int_equal(handover_apply(cx, &in, &out), FLOW_INVALID);
	assert_true(str_has(err_of(cx->errs, S("role")), S("三类管理员")));
	assert_true(str_has(err_of(cx->errs, S("")), S("卡在")));
	assert_int_equal(log_size(), before);
	assert_int_equal(handover_apply(test_as(&t, "linzhiyuan"), &in, &out), FLOW_DENIED);
}

static void nobody_leaves_with_something_in_hand(void **state)
{
	(void)state;
	struct ctx *cx = test_as(&t, "org");
	struct input v[] = {{S("until_day"), S("2026-09-17")}};
	struct flow_in in = {.kind = &person_kind,
		.step = kind_step(&person_kind, S("leave")),
		.id = person("990062"),
		.values = {v, 1},
		.reason = S("退休")};
	struct flow_out out;
	assert_int_equal(flow_apply(cx, &in, &out), FLOW_INVALID);
	assert_true(str_has(err_of(cx->errs, S("until_day")), S("没有交接")));
}

static rid grant_of(const char *staff_no, const char *role)
{
	struct stmt *s = db_prep(
		t.db, "SELECT max(id) FROM role_grant WHERE person = ? AND role = ?");
	db_rid(s, 1, person(staff_no));
	db_text(s, 2, str_of(role));
	return (rid){db_one_int(s, 0)};
}

static enum flow_code approve(struct ctx *cx, rid grant)
{
	struct flow_in in = {.kind = &role_grant_kind,
		.step = kind_step(&role_grant_kind, S("approve")),
		.id = grant};
	struct flow_out out;
	return flow_apply(cx, &in, &out);
}

static void who_leaves_hands_over_and_is_shut_out(void **state)
{
	(void)state;
	struct handover_in in = from_to("990062", "990063", HANDOVER_LEAVE);
	struct handover_out out;
	rid station = test_unit(&t, "城关派出所");
	assert_non_null(test_as(&t, "guchangning"));
	assert_int_equal(handover_apply(test_as(&t, "org"), &in, &out), FLOW_OK);
	struct ctx *cx = test_now(&t);
	assert_int_equal(tree_head(cx, station, day_of(2026, 9, 17)).n, in.person.n);
	assert_int_equal(tree_head(cx, station, day_of(2026, 9, 18)).n, in.successor.n);
	const struct person_row *p = rec_load(cx, &person_kind, in.person);
	assert_int_equal(p->head.state, 1);
	assert_int_equal(p->until_day.n, day_of(2026, 9, 17).n);
	assert_null(actor_load(cx, account_find(cx, S("guchangning"))));
	assert_int_equal(handover_open(cx, in.person, in.day), 0);
	/* The role waits; then it holds. */
	struct ctx *heir = test_as(&t, "officer");
	assert_false(actor_may(heir, "due.report", station));
	rid grant = grant_of("990063", "unit_head");
	assert_int_equal(approve(test_as(&t, "org"), grant), FLOW_ABSENT);
	assert_int_equal(approve(test_as(&t, "secadmin"), grant), FLOW_OK);
	assert_true(actor_may(test_as(&t, "officer"), "due.report", station));
	/* The receipt. */
	struct handover_line *l;
	const struct handover_row *h = rec_load(test_now(&t), &handover_kind, out.id);
	assert_int_equal(handover_lines(t.cx, out.id, &l), h->n_items);
	assert_true(str_eq(l[0].what, S("任职")) && l[0].result.n > 0);
	size_t n;
	struct seal_entry *log = seal_history(t.db, out.id, 4, t.a, &n);
	assert_int_equal(n, 1);
	assert_true(str_has(log[0].payload, l[0].title));
}

static void who_moves_keeps_the_account_and_loses_the_old_roles(void **state)
{
	(void)state;
	struct handover_in in = from_to("990064", "990065", HANDOVER_MOVE);
	struct handover_out out;
	rid old = test_unit(&t, "城关派出所");
	in.to_unit = test_unit(&t, "治安大队");
	assert_int_equal(handover_apply(test_as(&t, "org"), &in, &out), FLOW_OK);
	struct ctx *cx = test_as(&t, "linzhiyuan");
	assert_int_equal(cx->who->unit.n, in.to_unit.n);
	assert_false(actor_may(cx, "due.report", old));
	assert_int_equal(tree_post_holder(cx, old, S("liaison"), in.day).n, in.successor.n);
	const struct account_row *a = rec_load(cx, &account_kind, cx->who->account);
	assert_int_equal(a->head.unit.n, in.to_unit.n);
}

static enum flow_code add_duty(struct ctx *cx, void *arg)
{
	struct campaign_row *c = kind_row(&campaign_kind, cx->a);
	struct plan_row *p = kind_row(&plan_kind, cx->a);
	struct measure_row *m = kind_row(&measure_kind, cx->a);
	struct duty_row *d = arg;
	rid top = tree_top(cx);
	c->head.unit = p->head.unit = m->head.unit = d->head.unit = top;
	c->name = p->title = S("试");
	c->type = S("special");
	c->from_day = cx->today;
	c->office = top;
	enum flow_code code = rec_insert(cx, &campaign_kind, c);
	p->campaign = m->campaign = d->campaign = c->head.id;
	if (code == FLOW_OK)
		code = rec_insert(cx, &plan_kind, p);
	m->plan = d->plan = p->head.id;
	m->path = S("六");
	m->heading = S("落实领导包联");
	if (code == FLOW_OK)
		code = rec_insert(cx, &measure_kind, m);
	d->measure = m->head.id;
	d->head.id = RID_NONE;
	return code == FLOW_OK ? rec_insert(cx, &duty_kind, d) : code;
}

static void what_a_leader_holds_goes_over_with_his_pairings(void **state)
{
	(void)state;
	struct handover_in in = from_to("990004", "990005", HANDOVER_POST);
	struct handover_out out;
	struct duty_row *d = kind_row(&duty_kind, t.a);
	d->person = in.person;
	assert_int_equal(ctx_write(test_now(&t), add_duty, d), FLOW_OK);
	assert_int_equal(handover_apply(test_as(&t, "org"), &in, &out), FLOW_OK);
	const struct duty_row *now = rec_load(test_now(&t), &duty_kind, d->head.id);
	assert_int_equal(now->person.n, in.successor.n);
	struct stmt *s = db_prep(t.db, "SELECT count(*) FROM pairing WHERE leader = ? AND "
				       "until_day IS NULL");
	db_rid(s, 1, in.successor);
	assert_true(db_one_int(s, 0) >= 4);
	s = db_prep(
		t.db, "SELECT count(*) FROM pairing WHERE leader = ? AND until_day = '2026-09-17'");
	db_rid(s, 1, in.person);
	assert_int_equal(db_one_int(s, 0), 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_preview_writes_nothing),
		cmocka_unit_test(mistakes_are_told_together_and_undo_everything),
		cmocka_unit_test(nobody_leaves_with_something_in_hand),
		cmocka_unit_test(who_leaves_hands_over_and_is_shut_out),
		cmocka_unit_test(who_moves_keeps_the_account_and_loses_the_old_roles),
		cmocka_unit_test(what_a_leader_holds_goes_over_with_his_pairings),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}

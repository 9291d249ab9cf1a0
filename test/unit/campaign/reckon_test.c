/* reckon_test.c — a campaign says how its dates are reckoned, once: whether a day off moves forward
 * and whether the period running at issue is owed (register 3.0, conventions 4 and 5). */
#include "issued.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct reckoning {
	struct issued m;
	bool roll_back, with_partial;
};

/* Issued on 10 March, when the campaign begins. */
static enum flow_code make(struct ctx *cx, void *arg)
{
	struct reckoning *k = arg;
	assert_int_equal(issued_make(cx, &k->m), FLOW_OK);
	struct campaign_row *c = rec_load(cx, &campaign_kind, k->m.campaign);
	struct plan_row *p = rec_load(cx, &plan_kind, k->m.plan);
	c->from_day = p->issue_day = day_of(2026, 3, 10);
	c->roll_back = k->roll_back;
	c->with_partial = k->with_partial;
	assert_int_equal(rec_update(cx, &plan_kind, p), FLOW_OK);
	return rec_update(cx, &campaign_kind, c);
}

static void open_with(struct test_world *t, struct reckoning *k)
{
	struct issue_sum sum;
	k->m.resp = "城关派出所";
	k->m.rule = "RECUR{every:month,content:[动态进展]}";
	test_open(t, "2026-03-10T09:00:00+08:00");
	assert_int_equal(ctx_write(t->cx, make, k), FLOW_OK);
	assert_int_equal(
		issue_plan(test_now(t), &(struct issue_in){.plan = k->m.plan}, &sum), FLOW_OK);
}

/* The day in a period; DAY_NONE where nothing is owed in it. */
static struct day due_in(struct test_world *t, const char *period)
{
	struct stmt *s = db_prep(t->db, "SELECT due_day FROM due WHERE period = ?");
	struct day d = DAY_NONE;
	db_text(s, 1, str_of(period));
	if (db_step(s) == DB_ROW)
		d = db_col_day(s, 0);
	db_done(s);
	return d;
}

static void a_day_off_stays_and_the_running_period_is_not_owed(void **state)
{
	struct test_world t;
	struct reckoning k = {0};
	(void)state;
	open_with(&t, &k);
	assert_int_equal(due_in(&t, "2026-05").n, day_of(2026, 5, 31).n); /* a Sunday */
	assert_false(day_is_set(due_in(&t, "2026-03")));
	test_close(&t);
}

static void a_campaign_may_ask_for_both(void **state)
{
	struct test_world t;
	struct reckoning k = {.roll_back = true, .with_partial = true};
	(void)state;
	open_with(&t, &k);
	assert_int_equal(due_in(&t, "2026-05").n, day_of(2026, 5, 29).n);
	assert_int_equal(due_in(&t, "2026-03").n, day_of(2026, 3, 31).n);
	test_close(&t);
}

static enum flow_code edit(struct test_world *t, rid campaign, const char *field, const char *value)
{
	struct input values[] = {{str_of(field), str_of(value)}};
	struct flow_out out;
	return flow_apply(test_now(t),
		&(struct flow_in){.kind = &campaign_kind,
			.step = kind_step(&campaign_kind, S("edit")),
			.id = campaign,
			.values = {values, 1}},
		&out);
}

static void after_issue_it_stays(void **state)
{
	struct test_world t;
	struct reckoning k = {0};
	(void)state;
	open_with(&t, &k);
	assert_int_equal(edit(&t, k.m.campaign, "roll_back", "1"), FLOW_INVALID);
	assert_true(str_eq(t.cx->errs->at[0].field, S("roll_back")));
	assert_int_equal(edit(&t, k.m.campaign, "with_partial", "1"), FLOW_INVALID);
	assert_int_equal(edit(&t, k.m.campaign, "name", "另一个名称"), FLOW_OK);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_off_stays_and_the_running_period_is_not_owed),
		cmocka_unit_test(a_campaign_may_ask_for_both),
		cmocka_unit_test(after_issue_it_stays),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* past_test.c — a record is turned back to any past day: text, day, reference, state, and before it
 * was made. */
#include "core/past.h"
#include "core/flow.h"
#include "plan/plan.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;
static rid id;

static enum flow_code make(struct ctx *cx, void *arg)
{
	struct campaign_row *c = kind_row(&campaign_kind, cx->a);
	(void)arg;
	c->head.unit = tree_top(cx);
	c->name = S("春季行动");
	c->type = S("special");
	c->from_day = day_of(2026, 3, 1);
	enum flow_code code = rec_insert(cx, &campaign_kind, c);
	id = c->head.id;
	return code == FLOW_OK ? flow_seal(cx, &campaign_kind, NULL, c, "new", STR_NONE) : code;
}

/* One change of the row, sealed as every verb seals it. */
static enum flow_code change(struct ctx *cx, void *arg)
{
	struct campaign_row *c = rec_load(cx, &campaign_kind, id), before = *c;
	bool second = *(bool *)arg;
	c->name = second ? S("秋季行动") : S("夏季行动");
	c->office = second ? RID_NONE : tree_find(cx, S("专项活动办公室"), cx->today);
	c->from_day = second ? DAY_NONE : day_of(2026, 6, 1);
	c->head.state = second ? 1 : 0;
	enum flow_code code = rec_update(cx, &campaign_kind, c);
	return code == FLOW_OK ? flow_seal(cx, &campaign_kind, &before, c, "edit", STR_NONE) : code;
}

/* As it stood at the end of that day. */
static struct campaign_row *then(int month, int day)
{
	struct ctx *cx = test_now(&t);
	cx->past = true;
	cx->today = day_of(2026, month, day);
	cx->now = (struct stamp){stamp_of_day(day_add(cx->today, 1)).ms - 1};
	struct campaign_row *c = rec_load(cx, &campaign_kind, id);
	assert_int_equal(cx->errs->n, 0);
	return c;
}

static void a_record_is_turned_back_to_any_day(void **state)
{
	bool second = false;
	(void)state;
	test_open(&t, "2026-03-02T09:00:00+08:00");
	assert_int_equal(ctx_write(test_now(&t), make, NULL), FLOW_OK);
	test_time(&t, "2026-05-02T09:00:00+08:00");
	assert_int_equal(ctx_write(test_now(&t), change, &second), FLOW_OK);
	second = true;
	test_time(&t, "2026-08-02T09:00:00+08:00");
	assert_int_equal(ctx_write(test_now(&t), change, &second), FLOW_OK);
	test_time(&t, "2026-09-01T09:00:00+08:00");
	assert_null(then(3, 1));
	assert_true(str_eq(then(3, 2)->name, S("春季行动")));
	assert_int_equal(then(5, 1)->from_day.n, day_of(2026, 3, 1).n);
	assert_int_equal(then(5, 1)->office.n, 0);
	assert_true(str_eq(then(5, 2)->name, S("夏季行动")));
	assert_int_equal(then(8, 1)->office.n, tree_find(t.cx, S("专项活动办公室"), t.cx->today).n);
	assert_int_equal(then(8, 1)->from_day.n, day_of(2026, 6, 1).n);
	assert_int_equal(then(8, 1)->head.state, 0);
	assert_int_equal(then(8, 2)->head.state, 1);
	assert_true(str_eq(then(8, 2)->name, S("秋季行动")));
	assert_false(day_is_set(then(8, 31)->from_day));
	/* Today is read as it stands. */
	struct campaign_row *now = rec_load(test_now(&t), &campaign_kind, id);
	assert_true(past_turn(test_now(&t), &campaign_kind, now));
	assert_int_equal(now->head.state, 1);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_record_is_turned_back_to_any_day),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

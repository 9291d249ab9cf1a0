/* make_test.c — what a report must contain follows from the rule's words. */
#include "duty/make.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct rule *leaf(struct arena *a, const char *text)
{
	struct rule *r = arena_new(a, struct rule);
	struct rule_error bad;
	assert_true(rule_parse(a, str_of(text), r, &bad));
	return r;
}

static int64_t asks(struct arena *a, enum expand_kind kind, const char *rule)
{
	return make_asks(&(struct occur){.kind = kind, .rule = leaf(a, rule)});
}

static void the_words_of_the_rule_decide(void **state)
{
	struct arena *a = arena_open(1 << 20);
	(void)state;
	assert_int_equal(asks(a, EXPAND_PERIODIC, "RECUR{every:month,content:[动态进展,工作成效]}"),
		ASK_PROGRESS | ASK_EFFECT);
	assert_int_equal(asks(a, EXPAND_PERIODIC, "RECUR{every:month}"), ASK_PROGRESS);
	assert_int_equal(
		asks(a, EXPAND_FINAL, "MILESTONE{by:2026-06-30}"), ASK_FINISH | ASK_EFFECT);
	assert_int_equal(asks(a, EXPAND_REVIEW, "STANDING{review_every:month}"), ASK_REVIEW);
	arena_close(a);
}

static void an_item_is_of_its_duty(void **state)
{
	struct test_world t;
	(void)state;
	test_open(&t, "2026-03-02T09:00:00+08:00");
	struct duty_row duty = {.head = {.id = {7}, .unit = {3}},
		.campaign = {1},
		.measure = {2},
		.to_unit = {4},
		.phrase = S("六月底前完成")};
	struct occur o = {.kind = EXPAND_FINAL,
		.rule = leaf(t.a, "MILESTONE{by:2026-06-30}"),
		.node = 2,
		.due = day_of(2026, 6, 30),
		.minute = 1020};
	struct due_row *d = make_due(t.cx, &duty, &o);
	assert_int_equal(d->head.unit.n, 3);
	assert_int_equal(d->duty.n, 7);
	assert_int_equal(d->to_unit.n, 4);
	assert_int_equal(d->node, 2);
	assert_int_equal(d->due_day.n, d->first_day.n);
	assert_true(str_eq(d->content, S("六月底前完成")));
	o.rule = leaf(t.a, "MILESTONE{by:2026-06-30,content:[清单,报告]}");
	assert_true(str_eq(make_due(t.cx, &duty, &o)->content, S("清单、报告")));
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_words_of_the_rule_decide),
		cmocka_unit_test(an_item_is_of_its_duty),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

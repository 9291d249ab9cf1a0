/* page_words_test.c — a quota that lags is called behind schedule, not late; late is late. */
#include "calendar/expand.h"
#include "duty/page_int.h"
#include "unit/web/drawn.h"

static struct str word(struct due_row *d, const char *test, enum light light, int days)
{
	static struct light_rule rule;
	struct html h = drawn_page(LANG_ZH);
	struct light_out l = {.light = light, .rule = &rule, .days = days};
	rule.test = str_of(test);
	return page_light_word(&h, d, &l);
}

static void a_lagging_quota_is_behind_not_late(void **state)
{
	struct due_row d = {.head = {.state = DUE_OPEN},
		.kind = EXPAND_QUOTA,
		.asks = ASK_COUNT,
		.need = 4,
		.done = 1,
		.due_day = day_of(2026, 9, 30),
		.due_min = 1440};
	(void)state;
	assert_true(str_eq(word(&d, "behind", LIGHT_RED, 8), S("已完成 1 / 4 · 进度落后")));
	assert_true(str_eq(word(&d, "behind", LIGHT_YELLOW, 8), S("已完成 1 / 4 · 进度落后")));
	/* Whatever the rule: what is full is no longer behind. */
	d.done = 4;
	assert_true(str_eq(word(&d, "met", LIGHT_BLUE, 8), S("已完成 4 / 4")));
	d.done = 1;
	d.due_day = day_of(2026, 9, 15);
	assert_true(str_has(word(&d, "overdue", LIGHT_RED, 3), S("逾期 3 天")));
	/* A report of the same day is late, however far its light reaches. */
	d.kind = EXPAND_PERIODIC;
	d.asks = ASK_PROGRESS;
	assert_true(str_eq(word(&d, "overdue", LIGHT_RED, 3), S("逾期 3 天")));
}

static void what_waits_for_others_says_so(void **state)
{
	static const struct {
		enum due_state state;
		const char *zh;
	} cases[] = {{DUE_WAITING, "未开始"}, {DUE_REPORTED, "等接收"}, {DUE_ACCEPTED, "办结"},
		{DUE_PAUSED, "暂停"}, {DUE_CANCELLED, "已撤销"}};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct due_row d = {.head = {.state = cases[i].state}};
		assert_true(str_eq(word(&d, "state", LIGHT_GREY, 0), str_of(cases[i].zh)));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_lagging_quota_is_behind_not_late),
		cmocka_unit_test(what_waits_for_others_says_so),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

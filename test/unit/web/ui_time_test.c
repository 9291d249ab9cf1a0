/* ui_time_test.c — derivations, day strips, limits, bars: geometry and words agree. */
#include "drawn.h"
#include "web/ui_time.h"

static void counted_days_are_numbered(void **state)
{
	(void)state;
	const struct ui_strip_day d[] = {{.day = day_of(2026, 9, 18), .words = {"退回", 6}},
		{.day = day_of(2026, 9, 19), .off = true},
		{.day = day_of(2026, 9, 20), .makeup = true, .count = 1},
		{.day = day_of(2026, 9, 21), .count = 2, .end = true}};
	struct html h = drawn_page(LANG_ZH);
	ui_days(&h, d, 4);
	is("<ol class=\"days\"><li>五<b>18</b>退回</li><li class=\"off\">六<b>19</b>休</li>"
	   "<li>日<b>20</b><em>班</em> 1</li><li class=\"end\">一<b>21</b>2</li></ol>");
}

static void a_derivation_quotes_its_source(void **state)
{
	(void)state;
	const struct ui_strip_day d[] = {{.day = day_of(2026, 9, 18)}};
	const struct ui_why w[] = {
		{.step = S("原文"), .quote = S("22日前"), .detail = S("第 88 段")},
		{.step = S("数法"),
			.text = S("只数*工作日*"),
			.days = d,
			.n_days = 1,
			.detail = S("注")},
		{.step = S("结果"),
			.text = S("9月22日"),
			.result = true,
			.url = S("/w"),
			.link = S("会怎样")}};
	struct html h = drawn_page(LANG_ZH);
	ui_why(&h, w, 3);
	has("<b>原文</b><div><q>22日前</q><br><span class=\"q\">第 88 段</span></div>");
	has("只数<b>工作日</b><ol class=\"days\">");
	has("</ol><span class=\"q\">注</span>");
	has("<span class=\"res\">9月22日</span><br><a class=\"sm\" href=\"/w\">会怎样</a>");
}

static void four_weeks(void **state)
{
	(void)state;
	struct ui_load d[28] = {0};
	for (int i = 0; i < 28; i++)
		d[i] = (struct ui_load){.day = day_add(day_of(2026, 9, 14), i)};
	d[0].due = 1;
	d[4].due = 7;
	d[5].off = true;
	d[6].makeup = true;
	d[8].due = 72;
	d[8].url = S("/due?d=1");
	d[17].words = S("国庆");
	struct html h = drawn_page(LANG_ZH);
	ui_load_strip(&h, S("四周"), d);
	count("<li", 28);
	has("<li class=\"past\"><span>一</span><b>14</b><i>1</i>");
	has("y=\"32\" height=\"2\"");
	has("<li class=\"now\"><span>五</span><b>18</b>");
	has("<li class=\"off\">");
	has("<em>班</em>");
	has("<li class=\"hotd\"><span>二</span><b>22</b><i><a href=\"/due?d=1\">72</a></i>");
	has("y=\"0\" height=\"34\"");
	has("<span>10月</span><b>1</b>");
	has("国庆</li>");
}

static void a_limit_shows_what_is_gone(void **state)
{
	(void)state;
	const struct ui_limit l[] = {{.name = S("答复"),
					     .lamp = LAMP_YELLOW,
					     .word = S("剩 3 个工作日"),
					     .from = day_of(2026, 9, 14),
					     .due = day_of(2026, 9, 22),
					     .from_words = S("收到"),
					     .basis = S("本局设置")},
		{.name = S("告知"),
			.lamp = LAMP_BLUE,
			.word = S("已告知"),
			.from = day_of(2026, 9, 14),
			.due = day_of(2026, 9, 29),
			.done = true,
			.at = day_of(2026, 9, 17)},
		{.name = S("过期"),
			.lamp = LAMP_RED,
			.word = S("逾期 8 天"),
			.from = day_of(2026, 9, 1),
			.due = day_of(2026, 9, 10)}};
	struct html h = drawn_page(LANG_ZH);
	ui_limits(&h, l, 3);
	has("class=\"v v-y\" y=\"5\" height=\"5\" width=\"50\"");
	has("x=\"50\"");
	has("<span>9月14日 收到</span><span class=\"push\">9月22日 周二</span>");
	has("class=\"v v-b\" y=\"5\" height=\"5\" width=\"20\"");
	has("class=\"v v-r\" y=\"5\" height=\"5\" width=\"100\"");
	count("class=\"now\"", 2);
}

static void small_shares_can_be_seen(void **state)
{
	(void)state;
	static const struct ui_share s[] = {{LAMP_BLUE, 990}, {LAMP_GREEN, 0}, {LAMP_RED, 1}};
	struct html h = drawn_page(LANG_ZH);
	ui_stack_bar(&h, s, 3);
	has("aria-label=\"办结 990，正常 0，逾期 1\"");
	count("<rect", 2);
	has("<rect height=\"10\" class=\"r\" x=\"998.99\" width=\"4\"/>");
	has("viewBox=\"0 0 1005.99 10\"");
	has("正常<b>0</b>");
	h = drawn_page(LANG_ZH);
	ui_stack_bar(&h, s + 1, 1);
	has("viewBox=\"0 0 1000 10\"");
	has_not("<rect");
}

static void a_meter_never_overflows(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	ui_meter(&h, 38, 120, S("38 / 120"));
	has("width=\"316\"/></svg>");
	ui_meter(&h, 130, 120, S("满"));
	has("height=\"10\" width=\"1000\"/></svg>");
	ui_meter(&h, -1, 120, S("空"));
	has("height=\"10\" width=\"0\"/></svg>");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(counted_days_are_numbered),
	cmocka_unit_test(a_derivation_quotes_its_source),
	cmocka_unit_test(four_weeks),
	cmocka_unit_test(a_limit_shows_what_is_gone),
	cmocka_unit_test(small_shares_can_be_seen),
	cmocka_unit_test(a_meter_never_overflows),
};
DRAWN_MAIN(tests)

/* ui_lamp_test.c — a light is shape and word, in both languages; references and notes. */
#include "drawn.h"
#include "web/ui_lamp.h"

static void a_light_is_shape_and_word(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	ui_lamp(&h, LAMP_RED, S("逾期 <3> 天"));
	is("<span class=\"lamp lamp-r\"><svg aria-hidden=\"true\"><use href=\"#lamp-r\"/></svg>"
	   "逾期 &lt;3&gt; 天</span>");
	h = drawn_page(LANG_ZH);
	ui_lamp_box(&h, LAMP_YELLOW, S("今天"));
	has("class=\"lamp lamp-y lampbox\"");
	ui_lamp_count(&h, LAMP_BLUE, S("办结"), 382);
	has("办结<b>382</b>");
}

static void words_name_their_unit(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	struct arena *a = html_arena(&h);
	assert_string_equal(ui_lamp_left(a, LANG_ZH, 3).p, "剩 3 个工作日");
	assert_string_equal(ui_lamp_left_days(a, LANG_ZH, 59).p, "剩 59 天");
	assert_string_equal(ui_lamp_late(a, LANG_EN, 2).p, "2 days late");
	assert_string_equal(ui_lamp_today(a, LANG_ZH, 17 * 60).p, "今天 17:00");
	assert_string_equal(ui_lamp_today(a, LANG_ZH, -1).p, "今天");
	assert_string_equal(ui_lamp_name(LANG_EN, LAMP_RED).p, "Late");
}

static void a_seal_leads_to_its_entry(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	ui_seal(&h, 0, S("3f9a"), S("/seal/0"));
	is("");
	ui_seal(&h, 18204, S("3f9a71c2d81c7a04"), S("/seal/18204"));
	has("<a class=\"seal\" href=\"/seal/18204\">");
	has("存证 18204 · 3f9a71c2</a>");
	h = drawn_page(LANG_ZH);
	ui_seal(&h, 7, S("ab"), STR_NONE);
	has("<span class=\"seal\">");
	has("存证 7 · ab</span>");
}

static void stars_are_bold_and_nothing_else(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	ui_bold(&h, S("今天 *2* 项，<*1&*> 5*6"));
	is("今天 <b>2</b> 项，&lt;<b>1&amp;</b>&gt; 56");
	h = drawn_page(LANG_ZH);
	ui_note(&h, NOTE_RED, S("不能提交"), S("验收人*不能*是本单位的人。"));
	is("<div class=\"note note-r\"><b>不能提交</b>　验收人<b>不能</b>是本单位的人。</div>");
}

static void chips_carry_their_kind(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	ui_chip(&h, CHIP, S("中性"));
	ui_chip(&h, CHIP_CADENCE, S("每月"));
	is("<span class=\"chip\">中性</span><span class=\"chip chip-cad\">每月</span>");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_light_is_shape_and_word),
	cmocka_unit_test(words_name_their_unit),
	cmocka_unit_test(a_seal_leads_to_its_entry),
	cmocka_unit_test(stars_are_bold_and_nothing_else),
	cmocka_unit_test(chips_carry_their_kind),
};
DRAWN_MAIN(tests)

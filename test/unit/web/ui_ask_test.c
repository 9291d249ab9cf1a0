/* ui_ask_test.c — confirmation, conflict, success, help. */
#include "drawn.h"
#include "web/ui_page.h"

static void a_confirmation_names_the_act(void **state)
{
	(void)state;
	static const struct str what[] = {{"*24* 个单位", 14}};
	static const struct ui_param hidden[] = {{{"plan", 4}, {"1", 1}}};
	static const struct ui_field f[] = {
		{.name = {"basis", 5}, .label = {"依据", 6}, .error = {"请写", 6}}};
	struct html h = drawn_page(LANG_ZH);
	ui_confirm(&h, &(struct ui_confirm){.title = S("签发后"),
			       .what = what,
			       .n_what = 1,
			       .form = {.action = S("/plan/1/issue"), .once = S("o")},
			       .hidden = hidden,
			       .n_hidden = 1,
			       .fields = f,
			       .n_fields = 1,
			       .verb = S("签发"),
			       .back_url = S("/plan/1")});
	has("<li><b>24</b> 个单位</li>");
	has("name=\"plan\" value=\"1\"");
	has("name=\"once\" value=\"o\"");
	has("还差 1 处");
	has("class=\"btn btn-primary\">签发</button><a href=\"/plan/1\">返回</a>");
}

static void a_conflict_keeps_both_texts(void **state)
{
	(void)state;
	static const struct ui_change c[] = {{{"措施", 6}, {"甲", 3}, {"乙", 3}}};
	static const struct ui_param mine[] = {{{"measure", 7}, {"乙\"", 4}}};
	struct html h = drawn_page(LANG_ZH);
	ui_conflict(&h, &(struct ui_conflict){.who = S("周"),
				.when = S("10:41"),
				.changes = c,
				.n_changes = 1,
				.form = {.action = S("/p/1"), .version = S("8")},
				.mine = mine,
				.n_mine = 1,
				.view_url = S("/p/1")});
	has("周 在 10:41 先改了同一条");
	has("甲</td>");
	has("乙</td>");
	has("name=\"measure\" value=\"乙&quot;\"");
	has("name=\"version\" value=\"8\"");
}

static void success_leads_to_its_entry(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	ui_done(&h, S("已签发。"), 7, S("abc"), S("/seal/7"));
	has("role=\"status\">已签发。　<a class=\"seal\" href=\"/seal/7\">");
}

static void help_is_paragraphs_and_lists(void **state)
{
	(void)state;
	const struct ui_help s[] = {{S("a"), S("报送"), S("打开*工作台*。\n\n- 一\n- 二\n\n完。")}};
	struct html h = drawn_page(LANG_ZH);
	ui_help(&h, s, 1);
	has("<a href=\"#a\">报送</a>");
	has("id=\"a\">报送</h2>");
	has("<p>打开<b>工作台</b>。</p><ul class=\"say\"><li>一</li><li>二</li></ul><p>完。</p>");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_confirmation_names_the_act),
	cmocka_unit_test(a_conflict_keeps_both_texts),
	cmocka_unit_test(success_leads_to_its_entry),
	cmocka_unit_test(help_is_paragraphs_and_lists),
};
DRAWN_MAIN(tests)

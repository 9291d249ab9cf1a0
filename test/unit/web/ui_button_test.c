/* ui_button_test.c — forms carry their tokens; script only adds to what works without it. */
#include "drawn.h"
#include "web/ui_form.h"

static void a_form_carries_its_tokens(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	ui_form_begin(&h, &(struct ui_form){.action = S("/due/1"),
				  .csrf = S("c"),
				  .once = S("o"),
				  .version = S("7"),
				  .files = true});
	is("<form action=\"/due/1\" method=\"post\" enctype=\"multipart/form-data\">"
	   "<input type=\"hidden\" name=\"csrf\" value=\"c\">"
	   "<input type=\"hidden\" name=\"once\" value=\"o\">"
	   "<input type=\"hidden\" name=\"version\" value=\"7\">");
	h = drawn_page(LANG_ZH);
	ui_form_begin(&h, &(struct ui_form){.action = S("https://evil.example/"), .id = S("x")});
	is("<form id=\"x\" action=\"#\" method=\"post\">");
}

static void script_replaces_one_element(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	ui_form_begin(
		&h, &(struct ui_form){.action = S("/due/1"), .swap = S("due1"), .files = true});
	has("hx-post=\"/due/1\" hx-target=\"#due1\" hx-select=\"#due1\" hx-swap=\"outerHTML\"");
	has("hx-encoding=\"multipart/form-data\"");
	has("method=\"post\"");
	h = drawn_page(LANG_ZH);
	ui_form_begin(&h, &(struct ui_form){.action = S("/due"), .swap = S("list"), .get = true});
	has("method=\"get\" hx-get=\"/due\"");
	has("hx-push-url=\"true\"");
}

static void buttons(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	ui_button(&h, &(struct ui_button){.text = S("签发"),
			      .primary = true,
			      .disabled = true,
			      .why = S("还有 6 个问题")});
	is("<button type=\"submit\" class=\"btn btn-primary\" disabled>签发</button>"
	   "<span class=\"sm q\">还有 6 个问题</span>");
	h = drawn_page(LANG_ZH);
	ui_post_button(&h, &(struct ui_form){.action = S("/x"), .csrf = S("c")},
		&(struct ui_button){.text = S("草稿"),
			.name = S("draft"),
			.value = S("1"),
			.small = true,
			.big = true,
			.unchecked = true});
	has("<form action=\"/x\" method=\"post\">");
	has("class=\"btn btn-sm btn-big\" name=\"draft\" value=\"1\" formnovalidate>");
	ui_button_link(&h, S("/back"), S("暂不"));
	has("<a class=\"btn\" href=\"/back\">暂不</a>");
}

static void pairs(void **state)
{
	(void)state;
	static const struct ui_kv kv[] = {
		{{"措施", 6}, {"（三）", 9}, {"/m/3", 4}}, {{"频次", 6}, {"第 *6* 期", 11}, {0}}};
	struct html h = drawn_page(LANG_ZH);
	ui_kvs(&h, kv, 2);
	is("<dl class=\"kv\"><dt>措施</dt><dd><a href=\"/m/3\">（三）</a></dd>"
	   "<dt>频次</dt><dd>第 <b>6</b> 期</dd></dl>");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_form_carries_its_tokens),
	cmocka_unit_test(script_replaces_one_element),
	cmocka_unit_test(buttons),
	cmocka_unit_test(pairs),
};
DRAWN_MAIN(tests)

/* ui_page_test.c — whole documents: sign-in, refusals, the public frame. */
#include "drawn.h"
#include "web/ui_page.h"

static void sign_in(void **state)
{
	(void)state;
	static const struct ui_kv demo[] = {{{"专项办", 9}, {"office · demo", 14}, {0}}};
	struct html h = drawn_page(LANG_ZH);
	ui_sign_in(&h, &(struct ui_sign_in){.bureau = S("安澜县公安局"),
			       .name = S("<lin>"),
			       .form = {.action = S("/login"), .csrf = S("t")},
			       .error = S("不对"),
			       .other_lang = {S("?lang=en"), S("English")},
			       .demo = demo,
			       .n_demo = 1});
	has("action=\"/login\"");
	has("name=\"name\"");
	has("name=\"password\"");
	has("value=\"&lt;lin&gt;\"");
	has("role=\"alert\"");
	has("autocomplete=\"current-password\"");
	has("lang=\"en\">English</a>");
	has("office · demo");
	has_not("one-time-code");
	has_not("<script");
}

static struct str drawn_copy(void)
{
	struct str page = buf_view(&drawn_buf);
	char *copy = test_malloc(page.n);
	memcpy(copy, page.p, page.n);
	return str_n(copy, page.n);
}

static void absent_and_forbidden_are_one_page(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	ui_missing(&h, NULL, S("安澜县公安局"));
	struct str first = drawn_copy();
	h = drawn_page(LANG_ZH);
	ui_missing(&h, NULL, S("安澜县公安局"));
	assert_true(str_eq(first, buf_view(&drawn_buf)));
	test_free((void *)(uintptr_t)first.p);
	has("没有这一页");
	h = drawn_page(LANG_EN);
	ui_missing(&h, &(struct ui_frame){.title = S("x")}, STR_NONE);
	has("There is no such page");
	has("class=\"top\"");
}

static void a_refusal_says_what_to_do(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	ui_refuse(&h, NULL, S("局"),
		&(struct ui_refusal){.title = S("满"),
			.text = S("没有保存"),
			.advice = S("请告诉管理员"),
			.reference = S("7f3a")});
	has("<h1>满</h1><p>没有保存</p><p>请告诉管理员</p>");
	has("7f3a");
	has("<a class=\"btn\" href=\"/\">回到工作台</a>");
}

static void the_portal_has_no_script(void **state)
{
	(void)state;
	static const struct ui_link nav[] = {{{"/query", 6}, {"查询办理", 12}}};
	const struct ui_public p = {.bureau = S("局"),
		.title = S("反映"),
		.theme = THEME_LARGE,
		.nav = nav,
		.n_nav = 1,
		.foot = S("不记录"),
		.foot_links = nav,
		.n_foot_links = 1};
	struct html h = drawn_page(LANG_ZH);
	ui_public_begin(&h, &p);
	ui_public_end(&h, &p);
	has("<body class=\"pub\">");
	has("普通字号");
	has_not("<script");
	has_not("hx-");
	count("查询办理", 2);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(sign_in),
	cmocka_unit_test(absent_and_forbidden_are_one_page),
	cmocka_unit_test(a_refusal_says_what_to_do),
	cmocka_unit_test(the_portal_has_no_script),
};
DRAWN_MAIN(tests)

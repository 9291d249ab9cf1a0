/* ui_frame_test.c — the frame shows what it is given and nothing else. */
#include "drawn.h"
#include "web/ui_frame.h"

static const struct ui_nav nav[] = {
	{.group = GROUP_DAILY,
		.icon = ICON_HOME,
		.url = {"/desk", 5},
		.text = {"工作台", 9},
		.bar = {"台", 3},
		.count = 2,
		.late = true,
		.here = true},
	{.group = GROUP_SYSTEM,
		.icon = ICON_LINK,
		.url = {"/seal", 5},
		.text = {"存证", 6},
		.count = 3},
};

static struct ui_frame frame(void)
{
	return (struct ui_frame){.title = S("<题>"),
		.bureau = S("安澜县公安局"),
		.nav = nav,
		.n_nav = 2,
		.day = S("9月18日 周五"),
		.printed = S("10:50 打印")};
}

static void draw(struct html *h, const struct ui_frame *f)
{
	ui_frame_begin(h, f);
	ui_frame_end(h, f);
}

static void only_groups_with_entries_are_headed(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	struct ui_frame f = frame();
	draw(&h, &f);
	has("<h2>日常</h2>");
	has("<h2>系统</h2>");
	has_not("<h2>台账</h2>");
	has("<em class=\"hot\">2</em>");
	has("<em>3</em>");
	has("href=\"/desk\" aria-current=\"page\"");
	has("<title>&lt;题&gt; · 督办</title>");
	has("<main class=\"main\" id=\"main\"><div class=\"print-only\">安澜县公安局　督办");
	has_not("class=\"bell\"");
	has_not("class=\"find\"");
	has_not("class=\"camp\"");
	has_not("class=\"who\"");
}

static void the_bottom_bar_has_short_names(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	struct ui_frame f = frame();
	draw(&h, &f);
	struct str page = buf_view(&drawn_buf);
	struct str bar = str_from(page, (size_t)str_find(page, S("class=\"mbar\""), 0));
	assert_true(str_has(bar, S("台</a>")));
	assert_false(str_has(bar, S("href=\"/seal\"")));
	assert_true(str_has(bar, S("href=\"#nav\"")));
}

static void themes_language_and_scripts(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_EN);
	struct ui_frame f = frame();
	f.theme = THEME_DARK;
	f.charts = true;
	draw(&h, &f);
	has("<html lang=\"en\" data-bs-theme=\"dark\">");
	has("/a/echarts-");
	has("/a/htmx-");
	has("Main navigation");
	h = drawn_page(LANG_ZH);
	f.theme = THEME_LARGE;
	f.charts = false;
	draw(&h, &f);
	has("<html lang=\"zh-CN\" data-bs-theme=\"light\" class=\"dz\">");
	has_not("/a/echarts-");
	has_not("style=");
}

static void signing_out_is_a_post_with_its_token(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	struct ui_frame f = frame();
	f.person = S("林知远");
	f.sign_out_url = S("/sign-out");
	f.csrf = S("to\"ken");
	f.notice_url = S("/notice");
	f.campaign = S("“整作风”");
	f.search_url = S("/find");
	f.search = S("a\"b");
	f.day_next = S("周日上班");
	f.day_url = S("/calendar");
	draw(&h, &f);
	has("<form method=\"post\" action=\"/sign-out\"><input type=\"hidden\" name=\"csrf\" "
	    "value=\"to&quot;ken\">");
	has("aria-label=\"通知 0 条\"");
	has("value=\"a&quot;b\"");
	has("<a class=\"today\" href=\"/calendar\">");
	has("<span class=\"x\"> · 周日上班</span>");
	has("“整作风”<span class=\"caret\">");
}

static void many_notices_are_said_as_they_are_shown(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	struct ui_frame f = frame();
	f.notice_url = S("/notice");
	f.notices = 130;
	draw(&h, &f);
	has("aria-label=\"通知 99+ 条\"");
	has("<b>99+</b></a>");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(only_groups_with_entries_are_headed),
	cmocka_unit_test(the_bottom_bar_has_short_names),
	cmocka_unit_test(themes_language_and_scripts),
	cmocka_unit_test(many_notices_are_said_as_they_are_shown),
	cmocka_unit_test(signing_out_is_a_post_with_its_token),
};
DRAWN_MAIN(tests)

/* html_test.c — what goes in as data comes out as data, whatever it is. */
#include "web/html.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

static struct arena *arena;
static struct buf out;

static struct html page(void)
{
	arena_reset(arena);
	out = buf_in(arena, 1 << 20);
	return html_to(&out, LANG_ZH, day_of(2026, 9, 18));
}

#define wrote(want)                                                                                \
	do {                                                                                       \
		struct str got_ = buf_view(&out);                                                  \
		assert_string_equal(str_c(arena, got_), want);                                     \
	} while (0)

static void text_is_escaped(void **state)
{
	(void)state;
	struct html h = page();
	h_text(&h, S("<b>\"A&B\" 'x'</b>\x01\x7f\t\n督"));
	wrote("&lt;b&gt;\"A&amp;B\" 'x'&lt;/b&gt;\xef\xbf\xbd\xef\xbf\xbd\t\n督");
	h = page();
	h_text(&h, STR_NONE);
	wrote("");
}

static void attributes_cannot_be_left(void **state)
{
	(void)state;
	struct html h = page();
	h_lit(&h, "<i");
	h_at(&h, "title", S("\" onclick='x' <&>"));
	h_at_opt(&h, "lang", STR_NONE);
	h_at_int(&h, "size", -12);
	h_at_if(&h, "hidden", true);
	h_at_if(&h, "checked", false);
	h_lit(&h, ">");
	wrote("<i title=\"&quot; onclick=&#39;x&#39; &lt;&amp;&gt;\" size=\"-12\" hidden>");
}

static void addresses_stay_on_this_site(void **state)
{
	(void)state;
	static const struct {
		struct str url;
		const char *want;
	} cases[] = {
		{{"/due?unit=4&late=1", 18}, " href=\"/due?unit=4&amp;late=1\""},
		{{"#q4", 3}, " href=\"#q4\""},
		{{"?page=2", 7}, " href=\"?page=2\""},
		{{"/", 1}, " href=\"/\""},
		{{"//evil.example", 14}, " href=\"#\""},
		{{"/\\evil.example", 14}, " href=\"#\""},
		{{"/\t/evil.example", 15}, " href=\"#\""},
		{{"javascript:alert(1)", 19}, " href=\"#\""},
		{{"https://evil.example", 20}, " href=\"#\""},
		{{NULL, 0}, " href=\"#\""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct html h = page();
		h_href(&h, cases[i].url);
		wrote(cases[i].want);
	}
}

static void parts_of_addresses_are_encoded(void **state)
{
	(void)state;
	struct html h = page();
	h_lit(&h, "/find?q=");
	h_url(&h, S("限 a&b/?#%-._~"));
	wrote("/find?q=%E9%99%90%20a%26b%2F%3F%23%25-._~");
}

static void figures_and_dates(void **state)
{
	(void)state;
	struct html h = page();
	h_int(&h, INT64_MIN);
	h_lit(&h, " ");
	h_cent(&h, 5060);
	h_lit(&h, " ");
	h_cent(&h, -105);
	h_lit(&h, " ");
	h_cent(&h, 300);
	h_lit(&h, " ");
	h_weekday(&h, day_of(2026, 9, 18));
	h_lit(&h, " ");
	h_day(&h, day_of(2025, 1, 2));
	wrote("-9223372036854775808 50.6 -1.05 3 9月18日 周五 2025年1月2日");
}

static void lines_and_found_words(void **state)
{
	(void)state;
	struct html h = page();
	h_lines(&h, S("一<\r\n二\n\n三"));
	wrote("一&lt;<br>二<br><br>三");
	h = page();
	h_found(&h, S("整改<整改>中"), S("整改"));
	wrote("<mark class=\"hit\">整改</mark>&lt;<mark class=\"hit\">整改</mark>&gt;中");
	h = page();
	h_found(&h, S("整改"), STR_NONE);
	wrote("整改");
}

static void elements(void **state)
{
	(void)state;
	struct html h = page();
	h_el(&h, "b", S("a<b"));
	h_elc(&h, "td", "q2 nw", S("&"));
	h_link(&h, S("/x"), S(">"));
	wrote("<b>a&lt;b</b><td class=\"q2 nw\">&amp;</td><a href=\"/x\">&gt;</a>");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_escaped),
		cmocka_unit_test(attributes_cannot_be_left),
		cmocka_unit_test(addresses_stay_on_this_site),
		cmocka_unit_test(parts_of_addresses_are_encoded),
		cmocka_unit_test(figures_and_dates),
		cmocka_unit_test(lines_and_found_words),
		cmocka_unit_test(elements),
	};
	arena = arena_open(8 << 20);
	int fail = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(arena);
	return fail;
}

/* kit.h — what the kit pages share: the frame of the mocks, writing a page to $B/kit, and a check
 * that every element that was opened is closed. Today is 2026-09-18 周五. */
#ifndef TEST_BROWSER_KIT_H
#define TEST_BROWSER_KIT_H

#include "base/bug.h"
#include "web/ui.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <setjmp.h>
#include <cmocka.h>

static struct arena *kit_arena;
static struct buf kit_buf;

static inline struct html kit_page_in(enum lang lang)
{
	arena_reset(kit_arena);
	kit_buf = buf_in(kit_arena, 4 << 20);
	return html_to(&kit_buf, lang, day_of(2026, 9, 18));
}

static const struct ui_link kit_campaigns[] = {
	{S("/campaign/1"), S("“整作风”专项工作 2026")},
	{S("/campaign/2"), S("“抓党建”专项活动 2026")},
	{S("/campaign"), S("全部专项活动")},
};
static const struct ui_link kit_menu[] = {
	{S("/me"), S("城关派出所 联络员")}, {S("/me#show"), S("显示：浅色 / 深色 / 大字")}};

#define NAV(g, i, u, t, b)                                                                         \
	{                                                                                          \
		.group = GROUP_##g, .icon = ICON_##i, .url = {u, sizeof(u) - 1},                   \
		.text = {t, sizeof(t) - 1},                                                        \
		.bar = { b,                                                                        \
			sizeof(b) - 1 }                                                            \
	}
static inline struct ui_frame kit_frame(struct str title, const char *here)
{
	static struct ui_nav nav[] = {
		NAV(DAILY, HOME, "/desk", "工作台", "工作台"),
		NAV(DAILY, FLAG, "/campaign", "专项活动", ""),
		NAV(DAILY, FILE_IMPORT, "/plan", "方案导入", ""),
		NAV(DAILY, SEND, "/due", "应报与报送", "应报"),
		NAV(LEDGER, LIST_CHECK, "/problem", "问题台账", "问题"),
		NAV(LEDGER, MAIL, "/voice", "来信来访", "来件"),
		NAV(LEDGER, BOOK, "/study", "学习与会议", ""),
		NAV(LEDGER, NOTEBOOK, "/register", "其他登记簿", ""),
		NAV(CONTROL, EYE_CHECK, "/inspect", "督察", ""),
		NAV(CONTROL, CHART_DOTS, "/survey", "测评", ""),
		NAV(CONTROL, FEATHER, "/burden", "减负", ""),
		NAV(RESULT, MEDAL, "/score", "考核", ""),
		NAV(RESULT, CHART_LINE, "/stat", "统计", ""),
		NAV(RESULT, FILE_TEXT, "/paper", "文书", ""),
		NAV(SYSTEM, LINK, "/seal", "存证", ""),
	};
	for (size_t i = 0; i < NELEM(nav); i++)
		nav[i].here = str_eq(nav[i].url, str_of(here));
	nav[0].count = 2;
	nav[0].late = true;
	nav[3].count = 6;
	nav[4].count = 3;
	return (struct ui_frame){
		.title = title,
		.bureau = S("安澜县公安局"),
		.campaign = kit_campaigns[0].text,
		.campaigns = kit_campaigns,
		.n_campaigns = NELEM(kit_campaigns),
		.search_url = S("/find"),
		.day = S("9月18日 周五"),
		.day_count = S("本月第 14 个工作日"),
		.day_next = S("周日 9月20日调休上班"),
		.day_url = S("/calendar"),
		.notice_url = S("/notice"),
		.notices = 3,
		.person = S("林知远"),
		.menu = kit_menu,
		.n_menu = NELEM(kit_menu),
		.sign_out_url = S("/sign-out"),
		.csrf = S("token"),
		.nav = nav,
		.n_nav = NELEM(nav),
		.printed = S("2026年9月18日 10:50 由 林知远 打印，内部资料"),
	};
}

static const char *const kit_void[] = {
	"meta", "link", "input", "br", "path", "rect", "circle", "line", "use", "img", "col", NULL};

static inline bool kit_is_void(struct str tag)
{
	for (size_t i = 0; kit_void[i]; i++)
		if (str_eq(tag, str_of(kit_void[i])))
			return true;
	return false;
}

/* True where every start tag has its end tag, in order; otherwise says where not. */
static inline bool kit_nests(struct str page)
{
	struct str open[128];
	size_t depth = 0;
	for (ptrdiff_t at = 0; (at = str_find(page, S("<"), (size_t)at)) >= 0; at++) {
		struct str rest = str_from(page, (size_t)at + 1);
		if (rest.p[0] == '!')
			continue;
		bool end = rest.p[0] == '/';
		struct str tag = str_from(rest, end);
		size_t n = 0;
		while (n < tag.n && !strchr(" >/\n", tag.p[n]))
			n++;
		tag = str_first(tag, n);
		if (kit_is_void(tag))
			continue;
		if (!end && depth < NELEM(open)) {
			open[depth++] = tag;
			continue;
		}
		if (depth > 0 && str_eq(open[--depth], tag))
			continue;
		print_error("at <%.60s\n", rest.p);
		return false;
	}
	return depth == 0;
}

static inline void kit_file(const char *name, struct str page)
{
	const char *b = getenv("B");
	char path[256];
	snprintf(path, sizeof path, "%s/kit", b ? b : "build");
	mkdir(path, 0777);
	snprintf(path, sizeof path, "%s/kit/%s", b ? b : "build", name);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(page.p, 1, page.n, f), page.n);
	assert_int_equal(fclose(f), 0);
}

static inline bool kit_write(const char *name)
{
	kit_file(arena_fmt(kit_arena, "%s.html", name), buf_view(&kit_buf));
	kit_file("csp.txt", S(UI_CSP));
	return !kit_buf.full && kit_nests(buf_view(&kit_buf));
}

/* Draws `draw` in both languages: NAME and NAME-en. Themes are exchanged by run.mjs. True where both
 * pages are well formed. */
typedef void kit_fn(struct html *h);
static inline bool kit_all(const char *name, kit_fn *draw)
{
	struct html h = kit_page_in(LANG_ZH);
	draw(&h);
	bool good = kit_write(name);
	h = kit_page_in(LANG_EN);
	draw(&h);
	return kit_write(arena_fmt(kit_arena, "%s-en", name)) && good;
}

#endif

/* page_sheet.c — due items as XLSX with the filters of the screen, in its scope; and the words that
 * every sheet shares. */
#include "base/bug.h"
#include "core/rec.h"
#include "duty/page_int.h"
#include "paper/xlsx.h"

enum {
	CHUNK = 5000, /* due items in memory at once */
	MOST_ROWS = 200000,
	CHUNK_BYTES = 128 << 20
};

struct str page_sheet_name(struct page *pg, struct str what)
{
	char day[DAY_TEXT];
	return str_fmt(pg->cx->a, "%.*s %s.xlsx", STR_ARG(what), day_text(pg->cx->today, day));
}

struct str page_sheet_light(struct page *pg, enum light l)
{
	static const char *const words[LIGHTS] = {
		[LIGHT_NONE] = "—",
		[LIGHT_BLUE] = "蓝",
		[LIGHT_GREEN] = "绿",
		[LIGHT_GREY] = "灰",
		[LIGHT_YELLOW] = "黄",
		[LIGHT_RED] = "红",
	};
	return locale_find(pg->h->lang, str_of(words[l]));
}

/* "2026-09-18 17:00" */
static void put_stamp(struct xlsx *x, struct stamp t)
{
	char text[STAMP_TEXT];
	if (t.ms == 0) {
		xlsx_none(x);
		return;
	}
	stamp_text(t, text);
	text[10] = ' ';
	text[16] = '\0';
	xlsx_text(x, str_of(text));
}

/* ---- due items ---- */

static void due_begin(struct page *pg, struct xlsx *x, struct str name)
{
	enum lang lang = pg->h->lang;
	const struct xlsx_col cols[] = {
		{tr(lang, "编号"), 6},
		{tr(lang, "灯"), 4},
		{tr(lang, "措施"), 8},
		{tr(lang, "事项"), 24},
		{tr(lang, "期次"), 10},
		{tr(lang, "单位"), 12},
		{tr(lang, "承办人"), 8},
		{tr(lang, "报送给"), 12},
		{tr(lang, "到期"), 8},
		{tr(lang, "钟点"), 5},
		{tr(lang, "原定"), 8},
		{tr(lang, "状态"), 6},
		{tr(lang, "首次报送"), 10},
		{tr(lang, "最近报送"), 10},
		{tr(lang, "迟到（分钟）"), 8},
		{tr(lang, "暂定"), 4},
	};
	xlsx_sheet(x, name, cols, NELEM(cols));
}

static void due_put(struct page *pg, struct ctx *cx, struct xlsx *x, const struct due_line *l)
{
	const struct due_row *d = &l->d;
	enum lang lang = pg->h->lang;
	xlsx_int(x, d->head.id.n);
	xlsx_text(x, page_sheet_light(pg, l->light.light));
	xlsx_text(x, l->path);
	xlsx_text(x, l->heading);
	xlsx_text(x, d->period);
	xlsx_text(x, l->unit_name);
	xlsx_text(x, l->doer);
	xlsx_text(x, l->to_name);
	xlsx_day(x, d->due_day);
	xlsx_text(x, locale_clock(cx->a, (int)d->due_min));
	xlsx_day(x, d->first_day);
	xlsx_text(x, locale_find(lang, str_of(due_kind.states[d->head.state].label)));
	put_stamp(x, d->first_at);
	put_stamp(x, d->reported_at);
	xlsx_int(x, d->late_min);
	xlsx_text(x, d->provisional ? tr(lang, "暂定") : STR_NONE);
	xlsx_row(x);
}

/* Page after page, each in memory of its own. */
static void due_all(struct page *pg, const struct due_filter *f, struct xlsx *x)
{
	struct light_rules rules = light_load(pg->cx);
	struct due_filter part = *f;
	struct ctx cx = *pg->cx;
	struct due_line *at;
	int n = CHUNK + 1;
	part.per_page = CHUNK;
	cx.a = arena_open(CHUNK_BYTES);
	for (part.page = 0; n > CHUNK && part.page < MOST_ROWS / CHUNK; part.page++) {
		n = due_list(&cx, &part, &rules, &at);
		for (int i = 0; i < n && i < CHUNK; i++)
			due_put(pg, &cx, x, &at[i]);
		arena_reset(cx.a);
	}
	arena_close(cx.a);
	if (n <= CHUNK)
		return;
	for (int i = 0; i < 3; i++)
		xlsx_none(x);
	xlsx_text(x,
		trf(pg->cx->a, pg->h->lang, "只导出前 %d 行，请加筛选条件分批导出。", MOST_ROWS));
	xlsx_row(x);
}

void page_sheet_due(struct page *pg, const struct due_filter *f, struct str name)
{
	struct xlsx *x = xlsx_open(pg->cx->a);
	if (x == NULL) {
		page_refuse(pg, FLOW_WORLD);
		return;
	}
	due_begin(pg, x, name);
	due_all(pg, f, x);
	page_send_sheet(
		pg, &(struct look){.kind = &due_kind}, xlsx_close(x), page_sheet_name(pg, name));
}

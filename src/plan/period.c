/* period.c — see period.h. One pass over the lines; of what they say the surest counts: a line that
 * is about the time of the campaign, a sentence before the first task that begins something, the
 * phases from the first to the last. */
#include "plan/period.h"
#include "base/bug.h"
#include "base/fold.h"
#include "base/scan.h"
#include "base/utf8.h"
#include "calendar/phrase_when.h"

enum sure { SURE_NO, SURE_START, SURE_PHASES, SURE_SENTENCE, SURE_LABEL };
enum { PHASE_CHARS = 20, LABEL_CHARS = 14, QUOTE_CHARS = 40, MONTHS_MOST = 120, WEEKS_LEAST = 3 };

struct range {
	struct day from, until;
	size_t end; /* behind it */
};
struct look {
	struct arena *a;
	const struct reading *r;
	struct day issue;
	int year;
	bool label; /* the line before was 活动时间 alone */
	enum sure sure;
	int phases;
	struct str words; /* folded */
	struct range best;
};

/* ---- days ---- */

static struct day day_at(struct when_day w, int year)
{
	int y = w.y ? w.y : year;
	int last = when_month_length(y, w.m);
	return day_of(y, w.m, w.d > last ? last : w.d);
}

static bool is_plain(const struct when *w)
{
	return !w->blank && !w->impossible && w->lo.m && w->grain != WHEN_EVENT;
}

static bool date_at(struct str t, size_t *i, int year, int month, struct when *out)
{
	size_t e = *i;
	if (!when_read(t, &e, (struct when_base){.year = year, .month = month}, out))
		return false;
	if (!is_plain(out))
		return false;
	*i = e;
	return true;
}

static void add_months(struct range *g, int months)
{
	struct ymd y = day_ymd(g->from);
	int m = y.m - 1 + months;
	int year = y.y + m / 12, month = m % 12 + 1, last = when_month_length(year, month);
	struct day same = day_of(year, month, y.d > last ? last : y.d);
	g->until = day_add(same, -1);
}

/* 为期三个月, 用时6个月 behind a first day. */
static bool months_after(struct str t, size_t i, struct range *g)
{
	static const struct str heads[] = {
		SCAN_W("为期"), SCAN_W("用时"), SCAN_W("历时"), SCAN_W("利用"), SCAN_W("用")};
	int64_t n;
	for (size_t k = i; k < t.n; k = scan_step(t, k)) {
		size_t e = k;
		if (scan_any(t, &e, heads, NELEM(heads)) < 0 || !scan_num(t, &e, &n) || n < 1 ||
			n > MONTHS_MOST || !str_starts(str_from(t, e), S("个月")))
			continue;
		add_months(g, (int)n);
		g->end = e;
		return true;
	}
	return false;
}

/* 至12月31日, 到年底, -6月30日 */
static bool end_at(struct str t, size_t i, const struct when *lo, int year, struct range *g)
{
	static const struct str joints[] = {SCAN_W("至"), SCAN_W("到"), SCAN_W("-"), SCAN_W("~")};
	struct when hi;
	scan_blank(t, &i);
	scan_eat(t, &i, S(","));
	if (scan_any(t, &i, joints, NELEM(joints)) < 0)
		return false;
	while (scan_eat(t, &i, S("-")) || scan_blank(t, &i))
		continue;
	int base = lo->lo.y ? lo->lo.y : year;
	if (!date_at(t, &i, base, lo->lo.m, &hi))
		return false;
	g->until = day_at(hi.hi, base);
	if (g->until.n < g->from.n && !hi.year_given)
		g->until = day_at((struct when_day){base + 1, hi.hi.m, hi.hi.d}, base + 1);
	g->end = i;
	return g->until.n >= g->from.n;
}

/* A range that begins at byte `i`; until unset where only 起 follows. */
static bool range_at(struct str t, size_t i, const struct look *l, struct range *g)
{
	static const struct str starts[] = {SCAN_W("起"), SCAN_W("开始"), SCAN_W("启动")};
	static const struct str now[] = {
		SCAN_W("即日"), SCAN_W("印发之日"), SCAN_W("发布之日"), SCAN_W("下发之日")};
	struct when lo = {0};
	size_t e = i;
	*g = (struct range){.until = DAY_NONE};
	if (scan_any(t, &e, now, NELEM(now)) >= 0) {
		struct ymd y = day_ymd(l->issue);
		g->from = l->issue;
		lo.lo = (struct when_day){y.y, y.m, y.d};
	} else if (date_at(t, &e, l->year, 0, &lo)) {
		g->from = day_at(lo.lo, l->year);
	} else {
		return false;
	}
	scan_blank(t, &e);
	bool begun = scan_any(t, &e, starts, NELEM(starts)) >= 0;
	g->end = e;
	return end_at(t, e, &lo, l->year, g) || (begun && (months_after(t, e, g) || true));
}

/* ---- lines ---- */

static bool is_label(struct str line, struct str *rest)
{
	static const struct str labels[] = {SCAN_W("活动时间"), SCAN_W("行动时间"),
		SCAN_W("整治时间"), SCAN_W("实施时间"), SCAN_W("工作时间"), SCAN_W("起止时间"),
		SCAN_W("起止日期"), SCAN_W("时间范围"), SCAN_W("活动期限"), SCAN_W("行动期限"),
		SCAN_W("实施期限"), SCAN_W("时间安排"), SCAN_W("时间步骤")};
	for (size_t i = 0; i < line.n && i < LABEL_CHARS * 3; i = scan_step(line, i)) {
		size_t e = i;
		if (scan_any(line, &e, labels, NELEM(labels)) < 0)
			continue;
		*rest = scan_trim(str_from(line, e));
		return true;
	}
	return false;
}

static bool is_phase(struct str line)
{
	ptrdiff_t at = str_find(line, S("阶段"), 0);
	return at >= 0 && at < PHASE_CHARS * 3;
}

static bool begins_something(struct str line)
{
	static const struct str words[] = {SCAN_W("开展"), SCAN_W("实施"), SCAN_W("组织"),
		SCAN_W("进行"), SCAN_W("专项"), SCAN_W("活动"), SCAN_W("行动")};
	return scan_has(line, words, NELEM(words)) >= 0;
}

static void keep(struct look *l, enum sure sure, struct str words, const struct range *g)
{
	if (sure < l->sure || (sure == l->sure && sure != SURE_PHASES))
		return;
	if (sure == SURE_PHASES && l->sure == SURE_PHASES) {
		l->best.from = g->from.n < l->best.from.n ? g->from : l->best.from;
		l->best.until = g->until.n > l->best.until.n ? g->until : l->best.until;
		l->phases++;
		return;
	}
	l->sure = sure;
	l->best = *g;
	l->words = words;
	l->phases = sure == SURE_PHASES;
}

/* Under 时间安排 stand the phases. */
static enum sure sure_of(struct str line, const struct range *g, bool label, bool before_tasks)
{
	bool ends = day_is_set(g->until);
	if (label && !is_phase(line))
		return ends ? SURE_LABEL : SURE_START;
	if (is_phase(line))
		return ends ? SURE_PHASES : SURE_NO;
	if (!before_tasks || !begins_something(line))
		return SURE_NO;
	if (!ends)
		return SURE_START;
	return day_diff(g->from, g->until) >= WEEKS_LEAST * 7 ? SURE_SENTENCE : SURE_NO;
}

/* What stands between the commas and full stops around the range. */
static struct str clause_of(struct str line, size_t at, size_t end)
{
	static const struct str stops[] = {
		SCAN_W(","), SCAN_W("。"), SCAN_W(";"), SCAN_W("；"), SCAN_W("，")};
	size_t from = 0, to = end, e;
	for (size_t i = 0; i < at; i = scan_step(line, i)) {
		e = i;
		if (scan_any(line, &e, stops, NELEM(stops)) >= 0)
			from = e;
	}
	while (to < line.n) {
		e = to;
		if (scan_any(line, &e, stops, NELEM(stops)) >= 0)
			break;
		to = scan_step(line, to);
	}
	return str_n(line.p + from, to - from);
}

static void look_line(struct look *l, struct str line, bool before_tasks)
{
	struct str rest = STR_NONE;
	bool label = is_label(line, &rest), under = l->label;
	l->label = label && rest.n == 0;
	if (l->label || (!label && !under && !before_tasks && !is_phase(line)))
		return;
	for (size_t i = 0; i < line.n; i = scan_step(line, i)) {
		struct range g;
		if (!range_at(line, i, l, &g))
			continue;
		keep(l, sure_of(line, &g, label || under, before_tasks), clause_of(line, i, g.end),
			&g);
		i = g.end > i ? g.end - 1 : i;
	}
}

/* ---- the whole ---- */

static size_t first_item(const struct reading *r)
{
	for (int i = 0; i < r->n_nodes; i++)
		if (r->nodes[i].item)
			return r->nodes[i].span.at;
	return SIZE_MAX;
}

/* 2023-2025年 in the title of a plan of several years; else one year, to its end. */
static struct period_found by_year(struct look *l)
{
	struct period_found p = {.from = l->issue, .until = DAY_NONE};
	struct fold title = fold_text(l->a, l->r->title);
	struct range g;
	if (str_has(title.s, S("长效机制"))) {
		p.why = S("标题是长效机制，没有结束日期；请核对");
		return p;
	}
	for (size_t i = 0; l->r->years && i < title.s.n; i = scan_step(title.s, i))
		if (range_at(title.s, i, l, &g) && day_is_set(g.until)) {
			p.from = l->issue.n > g.from.n && l->issue.n < g.until.n ? l->issue
										 : g.from;
			p.until = g.until;
			p.why = S("标题写明几年；正文没有写从哪天到哪天，请核对");
			return p;
		}
	if (day_ymd(p.from).y != l->year)
		p.from = day_of(l->year, 1, 1);
	p.until = day_of(l->year, 12, 31);
	p.why = str_fmt(l->a, "正文没有写活动从哪天到哪天，先按%s到 %d 年年底；请核对",
		p.from.n == l->issue.n ? "印发之日" : "年初", l->year);
	return p;
}

struct period_found period_find(
	struct arena *a, const struct doc *d, const struct reading *r, struct day issue)
{
	struct fold f = fold_text(a, d->text);
	struct look l = {
		.a = a, .r = r, .issue = issue, .year = r->year ? r->year : day_ymd(issue).y};
	struct str rest = f.s;
	size_t tasks = fold_find(&f, first_item(r) > d->text.n ? d->text.n : first_item(r));
	while (rest.n) {
		struct str line = str_cut(&rest, S("\n"));
		look_line(&l, str_trim(line), (size_t)(line.p - f.s.p) < tasks);
	}
	if (l.sure == SURE_NO || (l.sure == SURE_PHASES && l.phases < 2))
		return by_year(&l);
	struct str words = fold_source(&f, l.words);
	struct period_found p = {.from = l.best.from,
		.until = l.best.until,
		.said = true,
		.span = {(uint32_t)(words.p - d->text.p), (uint32_t)words.n}};
	struct str quote = utf8_first(words, QUOTE_CHARS);
	p.why = l.sure == SURE_PHASES
			? str_fmt(a, "%d 个阶段，从第一个的开始到最后一个的结束：“%.*s……”",
				  l.phases, STR_ARG(quote))
			: str_fmt(a, "原文：“%.*s%s”", STR_ARG(quote),
				  quote.n < words.n ? "……" : "");
	if (!day_is_set(p.until)) {
		p.until = day_of(day_ymd(p.from).y, 12, 31);
		p.why = str_fmt(a, "%.*s；没有写到哪天，先按当年年底", STR_ARG(p.why));
	}
	return p;
}

bool period_parse(struct arena *a, struct str text, int year, struct day *from, struct day *until)
{
	struct fold f = fold_text(a, str_trim(text));
	struct look l = {.a = a, .issue = DAY_NONE, .year = year};
	struct range g;
	size_t i = 0;
	static const struct str heads[] = {SCAN_W("自"), SCAN_W("从")};
	scan_any(f.s, &i, heads, NELEM(heads));
	if (!range_at(f.s, i, &l, &g) || !day_is_set(g.from))
		return false;
	*from = g.from;
	*until = g.until;
	return true;
}

static struct str one_day(struct arena *a, struct day d)
{
	struct ymd y = day_ymd(d);
	return str_fmt(a, "%d年%d月%d日", y.y, y.m, y.d);
}

struct str period_text(struct arena *a, struct day from, struct day until)
{
	struct str first = one_day(a, from);
	if (!day_is_set(until))
		return str_fmt(a, "%.*s起", STR_ARG(first));
	struct str last = one_day(a, until);
	return str_fmt(a, "%.*s至%.*s", STR_ARG(first), STR_ARG(last));
}

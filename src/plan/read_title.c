/* read_title.c — the head of a document: its title, number and date, and the lines around them that
 * are no measure. See read_int.h.
 *
 * The title is the first line that is not furniture; it may be broken over lines, stand below the
 * menu of a page, or come only with the plan behind its notice. */
#include "base/bug.h"
#include "base/scan.h"
#include "plan/read_int.h"

#include <string.h>

static bool ends_like_title(struct str s)
{
	static const struct str nouns[] = {
		SCAN_W("方案"),
		SCAN_W("通知"),
		SCAN_W("意见"),
		SCAN_W("办法"),
		SCAN_W("计划"),
		SCAN_W("清单"),
		SCAN_W("要点"),
		SCAN_W("安排"),
		SCAN_W("表"),
		SCAN_W("规定"),
		SCAN_W("措施"),
		SCAN_W("细则"),
		SCAN_W("决定"),
		SCAN_W("台账"),
		SCAN_W("规划"),
		SCAN_W("任务"),
		SCAN_W("分工"),
		SCAN_W("通报"),
		SCAN_W("纲要"),
		SCAN_W("机制"),
	};
	if (str_ends(s, S(")"))) {
		ptrdiff_t at = str_find(s, S("("), 0);
		s = at > 0 ? scan_trim(str_n(s.p, (size_t)at)) : s;
	}
	return scan_ends(s, nouns, NELEM(nouns)) >= 0;
}

bool title_is_sentence(struct str s)
{
	return str_ends(s, S("。")) || str_ends(s, S(";")) || str_ends(s, S(":")) ||
	       str_ends(s, S(","));
}

bool title_number(struct reader *r, struct str line)
{
	enum { LONGEST = 40 };
	size_t i = 0;
	int64_t y;
	if (scan_count(line, LONGEST + 1) > LONGEST)
		return false;
	ptrdiff_t at = str_find(line, S("〔"), 0);
	size_t width = at < 0 ? 1 : 3;
	if (at < 0)
		at = str_find(line, S("["), 0);
	bool minutes = at >= 0 && str_ends(line, S("期")); /* 〔2026〕第3期 */
	if (!minutes && (at <= 0 || !str_ends(line, S("号"))))
		return false;
	i = (size_t)at + width;
	bool blank = false;
	if (!scan_num(line, &i, &y)) {
		blank = scan_eat(line, &i, S("20")) || when_blank(line, &i);
		y = 0;
	}
	if (!blank && (y < 1949 || y > 2150))
		return false;
	if (!r->number_year && y)
		r->number_year = (int)y;
	if (!r->out->number.n)
		r->out->number = read_source_of(r, line);
	return true;
}

/* A line that is one date: 2018年12月6日, （2023年4月5日）, 2024年X月X日 */
static bool is_date_line(struct str line, struct when *w)
{
	size_t i = 0;
	scan_eat(line, &i, S("("));
	if (!when_read(line, &i, (struct when_base){0}, w) || w->grain != WHEN_DAY ||
		!w->year_given)
		return false;
	scan_eat(line, &i, S(")"));
	scan_eat(line, &i, S("印发"));
	return scan_trim(str_from(line, i)).n == 0;
}

/* 县公安局办公室　　2026年5月28日印发, the last line of a document. */
static bool take_imprint(struct reader *r, struct str line)
{
	enum { LONGEST = 50 };
	struct when w;
	ptrdiff_t at = -1;
	if (!str_ends(line, S("印发")) || scan_count(line, LONGEST) >= LONGEST)
		return false;
	for (size_t i = 0; i < line.n && at < 0; i = scan_step(line, i))
		if (i > 0 && scan_is_blank(scan_at(line, scan_back(line, i))) &&
			is_date_line(str_from(line, i), &w))
			at = (ptrdiff_t)i;
	if (at < 0)
		return false;
	if (!w.blank && !r->issued.m)
		r->issued = w.hi;
	return true;
}

bool title_date(struct reader *r, struct str line)
{
	struct when w;
	if (!is_date_line(line, &w))
		return false;
	if (!w.blank && !r->issued.m)
		r->issued = w.hi;
	return true;
}

static void set_title(struct reader *r, struct str title)
{
	struct str left = read_source_of(r, title);
	struct buf one = buf_in(r->a, READ_MAX_BYTES);
	while (left.n)
		buf_str(&one, str_trim(str_cut(&left, S("\n"))));
	r->titled = true;
	r->out->title = buf_view(&one);
	r->out->title_span = read_span(r, title);
}

/* What a page says about its document above the text: 索引号：…　发布日期：… */
static bool is_about_page(struct reader *r, struct str line)
{
	static const struct str words[] = {SCAN_W("索引号:"), SCAN_W("主题分类:"),
		SCAN_W("发文机关:"), SCAN_W("发文字号:"), SCAN_W("发布机构:"), SCAN_W("组配分类:"),
		SCAN_W("发布日期:"), SCAN_W("成文日期:"), SCAN_W("发文日期:"), SCAN_W("生成日期:"),
		SCAN_W("公开日期:"), SCAN_W("发布时间:"), SCAN_W("主题词:"), SCAN_W("文号:"),
		SCAN_W("有效性:"), SCAN_W("时效性:"), SCAN_W("信息来源:"), SCAN_W("来源:"),
		SCAN_W("公开方式:"), SCAN_W("公开范围:"), SCAN_W("信息分类:"), SCAN_W("体裁分类:"),
		SCAN_W("生效日期:"), SCAN_W("废止日期:"), SCAN_W("浏览次数:"), SCAN_W("浏览量:"),
		SCAN_W("点击量:"), SCAN_W("发文单位:"), SCAN_W("标题:"), SCAN_W("名称:")};
	enum { TITLE = NELEM(words) - 2, LONGEST = 30, ROOM = LONGEST * 4 };
	char head[ROOM];
	size_t n = 0, at = 0;
	if (r->nodes.n)
		return false;
	for (size_t i = 0; i < line.n && n + 4 < ROOM && !at; i = scan_step(line, i)) {
		size_t step = scan_step(line, i) - i;
		if (scan_is_blank(scan_at(line, i)))
			continue;
		memcpy(head + n, line.p + i, step);
		n += step;
		at = line.p[i] == ':' ? i + 1 : 0;
	}
	int k = at ? scan_starts(str_n(head, n), words, NELEM(words)) : -1;
	if (k < 0 || words[k].n != n)
		return false;
	struct str value = scan_trim(str_from(line, at));
	if (k < TITLE)
		return true;
	if (!ends_like_title(value))
		return false;
	if (!r->titled)
		set_title(r, value);
	return true;
}

bool title_is_furniture(struct reader *r, struct str line)
{
	static const struct str starts[] = {
		SCAN_W("(此件"),
		SCAN_W("(本文"),
		SCAN_W("抄送"),
		SCAN_W("主送"),
		SCAN_W("(联系人"),
		SCAN_W("签发人"),
		SCAN_W("(公开"),
		SCAN_W("信息公开"),
	};
	return mark_is_pager(line) || scan_starts(line, starts, NELEM(starts)) >= 0 ||
	       is_about_page(r, line) || take_imprint(r, line);
}

bool title_is_salutation(struct reader *r, struct str line)
{
	return r->nodes.n == 0 && str_ends(line, S(":")) && names_is_collective(line) &&
	       scan_count(line, 200) < 120;
}

/* --- title --- */

static struct str next_line(const struct reader *r, int *i)
{
	for (int k = *i + 1; k < r->n_lines; k++)
		if (r->lines[k].n) {
			*i = k;
			return r->lines[k];
		}
	return STR_NONE;
}

/* A text pasted from below its title begins with whom it is for, with a sentence, or with a
 * signature: the title of the plan itself may still come. */
static bool precedes_title(struct reader *r, int i)
{
	enum { SENTENCE = 30 };
	struct str line = r->lines[i];
	if (title_is_salutation(r, line))
		return true;
	if (str_ends(line, S("。")) && scan_count(line, SENTENCE + 1) > SENTENCE)
		return true;
	struct when w;
	int k = i;
	struct str next = next_line(r, &k);
	return r->intro.n && (is_date_line(line, &w) || (next.n && is_date_line(next, &w)));
}

static bool may_be_title(const struct reader *r, int i)
{
	enum { SHORT = 60 };
	struct mark m;
	struct str line = r->lines[i];
	return !title_is_sentence(line) && scan_count(line, SHORT) < SHORT &&
	       !mark_read(line, 1, 0, &m) && r->doc->lines[i].kind != LINE_ROW;
}

/* A title broken over lines ends with the kind of document; over more than two only where it is
 * about something. The line it ends in. */
static int title_end(const struct reader *r, int i)
{
	enum { MOST = 4 };
	int k = i, end = -1;
	bool about = false;
	for (int n = 1; n <= MOST && may_be_title(r, k); n++) {
		ptrdiff_t at = str_find(r->lines[k], S("关于"), 0);
		if (at > 0 && k != i) /* it names its own issuer: what is above is no part of it */
			break;
		about = about || at >= 0;
		if (ends_like_title(r->lines[k]) && (n <= 2 || about))
			end = k;
		if ((end >= 0 && !about) || str_ends(r->lines[k], S("通知")) || !next_line(r, &k).n)
			break;
	}
	return end < 0 ? i : end;
}

/* A page pasted whole begins with its menu and its index: 关于…的通知 comes below. */
static int title_below(const struct reader *r, int i)
{
	enum { AHEAD = 24 };
	for (int k = i; k < r->n_lines && k < i + AHEAD; k++) {
		if (r->lines[k].n == 0)
			continue;
		if (!may_be_title(r, k) || line_is_field(r->lines[k]))
			break;
		if (str_has(r->lines[k], S("关于")) && ends_like_title(r->lines[k]))
			return k;
	}
	return i;
}

/* 填表说明 on the first sheet: the first row that reads like a title, where there is one. */
static struct str better_cell(const struct reader *r, int i, struct str cell)
{
	enum { AHEAD = 40, SHORT = 60, SHORTEST = 7 };
	for (int k = i; k < r->n_lines && k < i + AHEAD && !ends_like_title(cell); k++) {
		struct str other = table_single(r, k);
		struct str text = r->doc->lines[k].kind == LINE_ROW ? other : r->lines[k];
		size_t n = scan_count(text, SHORT); /* the sheet's own name is shorter */
		if (n < SHORT && n >= SHORTEST && ends_like_title(text))
			return text;
	}
	return cell;
}

int title_take(struct reader *r, int i)
{
	enum { SHORT = 60, LONGEST = 120 };
	struct mark m;
	struct str line = r->lines[i], cell = table_single(r, i);
	if (cell.n && scan_count(cell, SHORT) < SHORT) {
		set_title(r, better_cell(r, i, cell));
		return i;
	}
	if (str_eq(r->doc->format, S("xlsx")) && !ends_like_title(line)) {
		struct str better = better_cell(r, i, STR_NONE);
		if (better.n) {
			set_title(r, better);
			return -1;
		}
	}
	if (precedes_title(r, i))
		return -1;
	if (mark_read(line, 1, 0, &m) || line_is_field(line) || r->doc->lines[i].kind == LINE_ROW ||
		scan_count(line, LONGEST + 1) > LONGEST) {
		r->titled = true;
		return -1;
	}
	if (str_ends(line, S("文件")) || str_starts(line, S("附件")))
		return i;
	int end = title_end(r, i);
	if (end == i && !ends_like_title(line))
		i = end = title_below(r, i);
	line = r->lines[i];
	set_title(r, str_n(line.p, (size_t)(r->lines[end].p + r->lines[end].n - line.p)));
	return end;
}

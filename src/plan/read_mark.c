/* read_mark.c — the number at the start of a line. See read_int.h and domain 2.1.
 *
 * A token is the number as printed without its closing mark: 一 for 一、, （一） for （一）, 1 for 1．.
 * 「4.3个项目」 is item 4 when 4 is due, 「3.5%」 never is an item. OCR writes 1 as L and （三） as （S）:
 * such a mark is taken for the number that is due and reported. */
#include "base/bug.h"
#include "base/scan.h"
#include "plan/read_int.h"

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* 一, 十二, 二十三; not 〇 两. */
static bool han_number(struct str t, size_t *i, int *n)
{
	size_t e = *i;
	int64_t v;
	uint32_t c = scan_at(t, e);
	if (!scan_is_numeral(c) || c == 0x4E24 || c == 0x3007 || !scan_num(t, &e, &v) || v < 1 ||
		v > 199)
		return false;
	*n = (int)v;
	*i = e;
	return true;
}

static bool any_number(struct str t, size_t *i, int *n)
{
	int64_t v;
	if (!scan_num(t, i, &v) || v > 999)
		return false;
	*n = (int)v;
	return true;
}

static bool mark_at(struct mark *m, enum read_shape shape, struct str t, size_t from, size_t to)
{
	m->shape = shape;
	m->token = str_n(t.p + from, to - from);
	m->end = to;
	return true;
}

static void eat_closing(struct str t, struct mark *m)
{
	static const struct str marks[] = {
		SCAN_W("、"), SCAN_W("."), SCAN_W(":"), SCAN_W(","), SCAN_W("。")};
	size_t e = m->end;
	scan_blank(t, &e);
	if (scan_any(t, &e, marks, NELEM(marks)) >= 0)
		m->end = e;
	scan_blank(t, &m->end);
}

/* 第一部分, 第一章, 第一阶段：, 第一， */
static bool ordinal(struct str t, struct mark *m)
{
	static const struct {
		struct str word;
		enum read_shape shape;
	} kinds[] = {
		{SCAN_W("部分"), SHAPE_PART},
		{SCAN_W("编"), SHAPE_PART},
		{SCAN_W("章"), SHAPE_CHAPTER},
		{SCAN_W("节"), SHAPE_SECTION},
		{SCAN_W("条"), SHAPE_ARTICLE},
		{SCAN_W("阶段"), SHAPE_STAGE},
		{SCAN_W("步"), SHAPE_STAGE},
		{SCAN_W("项"), SHAPE_STAGE},
		{SCAN_W("批"), SHAPE_STAGE},
	};
	size_t e = 0;
	if (!scan_eat(t, &e, S("第")) || !any_number(t, &e, &m->number))
		return false;
	size_t f = e;
	for (size_t k = 0; k < NELEM(kinds); k++) {
		if (!scan_eat(t, &f, kinds[k].word))
			continue;
		uint32_t c = scan_at(t, f);
		bool loose = kinds[k].shape == SHAPE_STAGE;
		if (loose && c != ':' && c != ',' && c != '(' && c != 0x3001 && c != 0x3002 && c &&
			!scan_is_blank(c))
			return false;
		mark_at(m, kinds[k].shape, t, 0, f);
		eat_closing(t, m);
		return true;
	}
	if (scan_at(t, e) != ',' && scan_at(t, e) != 0x3001)
		return false;
	mark_at(m, SHAPE_FIRSTLY, t, 0, e);
	eat_closing(t, m);
	return true;
}

/* 一月份, 3月： alone or before a mark */
static bool month(struct str t, struct mark *m)
{
	size_t e = 0;
	if (!any_number(t, &e, &m->number) || m->number > 12 || !scan_eat(t, &e, S("月")))
		return false;
	scan_eat(t, &e, S("份"));
	uint32_t c = scan_at(t, e);
	if (c && c != ':' && c != '(')
		return false;
	mark_at(m, SHAPE_MONTH, t, 0, e);
	eat_closing(t, m);
	return true;
}

/* 问题一：, 任务3., 案件二： */
static bool word_number(struct str t, struct mark *m)
{
	bool box = str_starts(t, S("【"));
	static const struct str words[] = {
		SCAN_W("问题"),
		SCAN_W("措施"),
		SCAN_W("任务"),
		SCAN_W("交办事项"),
		SCAN_W("整改事项"),
		SCAN_W("整改任务"),
		SCAN_W("重点任务"),
		SCAN_W("反馈问题"),
		SCAN_W("事项"),
		SCAN_W("项目"),
		SCAN_W("行动"),
		SCAN_W("工程"),
		SCAN_W("专项"),
		SCAN_W("目标"),
		SCAN_W("案件"),
		SCAN_W("案例"),
		SCAN_W("线索"),
		SCAN_W("信访件"),
		SCAN_W("课题"),
		SCAN_W("专题"),
		SCAN_W("清单"),
		SCAN_W("要点"),
		SCAN_W("实事"),
		SCAN_W("改革"),
		SCAN_W("隐患"),
		SCAN_W("类别"),
	};
	size_t e = box ? S("【").n : 0, from = e;
	if (scan_any(t, &e, words, NELEM(words)) < 0)
		return false;
	scan_blank(t, &e);
	if (!any_number(t, &e, &m->number))
		return false;
	size_t to = e;
	if (box && !scan_eat(t, &e, S("】")))
		return false;
	uint32_t c = scan_at(t, e);
	if (!box && c != ':' && c != '.' && c != 0x3001 && c != ',' && !scan_is_blank(c))
		return false;
	mark_at(m, SHAPE_WORD, t, from, to);
	m->end = e;
	eat_closing(t, m);
	return true;
}

/* 序号：3 on a line of its own opens a record. */
static bool serial(struct str t, struct mark *m)
{
	size_t e = 0;
	if (!scan_eat(t, &e, S("序号")) && !scan_eat(t, &e, S("编号")) &&
		!scan_eat(t, &e, S("任务编号")))
		return false;
	scan_blank(t, &e);
	scan_eat(t, &e, S(":"));
	scan_blank(t, &e);
	size_t from = e;
	if (!any_number(t, &e, &m->number) || e < t.n)
		return false;
	return mark_at(m, SHAPE_WORD, t, from, e);
}

/* 一、 一. 一是 */
static bool han(struct str t, struct mark *m)
{
	size_t e = 0;
	if (!han_number(t, &e, &m->number))
		return false;
	if (str_starts(str_from(t, e), S("是")) || str_starts(str_from(t, e), S("要"))) {
		size_t f = scan_step(t, e);
		if (str_starts(str_from(t, e), S("要")))
			return false;
		return mark_at(m, SHAPE_FIRSTLY, t, 0, f);
	}
	size_t f = e;
	bool blank = scan_blank(t, &f);
	uint32_t c = scan_at(t, f);
	if (c != 0x3001 && c != '.' && c != ',' && c != ':' && !(blank && c && t.n < 90))
		return false;
	mark_at(m, SHAPE_HAN, t, 0, e);
	eat_closing(t, m);
	return true;
}

/* （一） (1) （S） */
static bool paren(struct str t, int due_han, struct mark *m)
{
	size_t e = 0;
	if (!scan_eat(t, &e, S("(")))
		return false;
	scan_blank(t, &e);
	bool han_mark = false;
	uint32_t first = scan_at(t, e);
	size_t f = e;
	if (han_number(t, &e, &m->number)) {
		han_mark = true;
	} else if (is_digit(first)) {
		if (!any_number(t, &e, &m->number))
			return false;
	} else if (due_han > 1 && first < 0x80 && first > ' ' && first != ')') {
		e = scan_step(t, f);
		m->number = due_han;
		m->repaired = han_mark = true;
	} else {
		return false;
	}
	scan_blank(t, &e);
	if (!scan_eat(t, &e, S(")")))
		return false;
	mark_at(m, han_mark ? SHAPE_PAREN_HAN : SHAPE_PAREN_ARABIC, t, 0, e);
	eat_closing(t, m);
	return true;
}

static bool is_measure_word(struct str t, size_t i)
{
	static const struct str words[] = {
		SCAN_W("个"),
		SCAN_W("项"),
		SCAN_W("家"),
		SCAN_W("次"),
		SCAN_W("座"),
		SCAN_W("处"),
		SCAN_W("万"),
		SCAN_W("亿"),
		SCAN_W("条"),
		SCAN_W("名"),
		SCAN_W("月"),
		SCAN_W("年"),
		SCAN_W("所"),
		SCAN_W("大"),
		SCAN_W("类"),
		SCAN_W("公里"),
		SCAN_W("人"),
		SCAN_W("日"),
	};
	scan_blank(t, &i);
	if (scan_at(t, i) == '-') { /* 2.5-9月 */
		i = scan_step(t, i);
		scan_blank(t, &i);
		return is_digit(scan_at(t, i));
	}
	return scan_starts(str_from(t, i), words, NELEM(words)) >= 0;
}

/* 1.1 and 1.1.1 behind the first number; false leaves it an ordinary 1. */
static bool decimal(struct str t, size_t e, int due, struct mark *m)
{
	int first = m->number, n;
	size_t f = e + 1;
	enum read_shape shape = SHAPE_DECIMAL;
	if (t.p[0] == '0' || !any_number(t, &f, &n) || n == 0 || n > 99)
		return false;
	size_t g = f;
	if (scan_eat(t, &g, S(".")) && is_digit(scan_at(t, g)) && any_number(t, &g, &n)) {
		shape = SHAPE_DECIMAL3;
		f = g;
	}
	uint32_t c = scan_at(t, f);
	if (c == '%' || c == 0x2030)
		return false;
	if (first == due && is_measure_word(t, f))
		return false;
	m->number = n;
	mark_at(m, shape, t, 0, f);
	eat_closing(t, m);
	return true;
}

/* 1. 1、 1． 1） L. */
static bool arabic(struct str t, int due, struct mark *m)
{
	size_t e = 0;
	uint32_t first = scan_at(t, 0);
	if (first == 'L' || first == 'l' || first == 'I') {
		uint32_t c = scan_at(t, 1);
		if (due != 1 && due != 11)
			return false;
		if (c != '.' && c != 0x3001 && (c < 0x4E00 || c > 0x9FFF))
			return false;
		m->number = due;
		m->repaired = true;
		mark_at(m, SHAPE_ARABIC, t, 0, 1);
		eat_closing(t, m);
		return true;
	}
	if (!is_digit(first) || !any_number(t, &e, &m->number) || e > 3)
		return false;
	size_t f = e;
	bool blank = scan_blank(t, &f);
	uint32_t c = scan_at(t, f);
	if (c == ')')
		return mark_at(m, SHAPE_PAREN_ARABIC, t, 0, f) && (m->end = f + 1);
	if (c == '.' && is_digit(scan_at(t, f + 1))) {
		if (decimal(t, f, due, m))
			return true;
		if (m->number != due ||
			!is_measure_word(t, f + 2 + (size_t)is_digit(scan_at(t, f + 2))))
			return false;
	} else if (c != '.' && c != 0x3001 && !(c == ',' && !is_digit(scan_at(t, f + 1))) &&
		   !(blank && m->number == due && c >= 0x4E00 && !is_measure_word(t, f))) {
		return false;
	}
	mark_at(m, SHAPE_ARABIC, t, 0, e);
	eat_closing(t, m);
	return true;
}

/* ①…⑳ ㉑… ❶ ⑴ ⒈, bullets */
static bool sign(struct str t, struct mark *m)
{
	uint32_t c = scan_at(t, 0);
	size_t e = scan_step(t, 0);
	static const struct str bullets[] = {
		SCAN_W("■"),
		SCAN_W("●"),
		SCAN_W("◆"),
		SCAN_W("▲"),
		SCAN_W("•"),
		SCAN_W("★"),
		SCAN_W("◇"),
		SCAN_W("□"),
		SCAN_W("➢"),
		SCAN_W("--"),
		SCAN_W("·"),
		SCAN_W("▪"),
	};
	enum read_shape shape = SHAPE_CIRCLE;
	if (c >= 0x2460 && c <= 0x2473)
		m->number = (int)(c - 0x2460) + 1;
	else if (c >= 0x3251 && c <= 0x325F)
		m->number = (int)(c - 0x3251) + 21;
	else if (c >= 0x2776 && c <= 0x277F)
		m->number = (int)(c - 0x2776) + 1;
	else if (c >= 0x2474 && c <= 0x2487)
		m->number = (int)(c - 0x2474) + 1, shape = SHAPE_PAREN_ARABIC;
	else if (c >= 0x2488 && c <= 0x249B)
		m->number = (int)(c - 0x2488) + 1, shape = SHAPE_ARABIC;
	else if (c >= 0x3220 && c <= 0x3229)
		m->number = (int)(c - 0x3220) + 1, shape = SHAPE_PAREN_HAN;
	else if (scan_starts(t, bullets, NELEM(bullets)) >= 0)
		shape = SHAPE_BULLET;
	else
		return false;
	mark_at(m, shape, t, 0, e);
	if (shape == SHAPE_BULLET) {
		m->token = STR_NONE;
		while (m->end < t.n && t.p[m->end] == '-')
			m->end++;
	}
	eat_closing(t, m);
	return true;
}

bool mark_read(struct str line, int due, int due_han, struct mark *out)
{
	*out = (struct mark){0};
	if (line.n == 0)
		return false;
	return ordinal(line, out) || month(line, out) || word_number(line, out) ||
	       serial(line, out) || han(line, out) || paren(line, due_han, out) ||
	       arabic(line, due, out) || sign(line, out);
}

bool mark_is_pager(struct str line)
{
	size_t i = 0;
	int64_t n;
	bool dashed = scan_eat(line, &i, S("-"));
	while (i < line.n && (line.p[i] == '-' || line.p[i] == ' '))
		i++;
	bool page = scan_eat(line, &i, S("第"));
	scan_blank(line, &i);
	if (!scan_num(line, &i, &n))
		return false;
	scan_blank(line, &i);
	if (page)
		return scan_eat(line, &i, S("页")) && line.n - i < 24;
	if (!dashed && !scan_eat(line, &i, S("/")))
		return false;
	bool closed = !dashed;
	for (; i < line.n; i++) {
		closed = closed || line.p[i] == '-';
		if (!strchr("- 0123456789", line.p[i]))
			return false;
	}
	return closed;
}

/* notice.c — see notice.h. One reader for rows, one for prose, the same checks behind both. */
#include "calendar/notice.h"
#include "base/bug.h"
#include "base/num.h"
#include "base/utf8.h"

#include <stdlib.h>

struct reader {
	struct arena *a;
	struct notice *out;
	VEC(struct work_row) rows;
};

static void problem(struct reader *rd, bool grave, struct str what)
{
	rd->out->grave |= grave;
	if (rd->out->problems.n < NOTICE_PROBLEMS_MAX)
		*vec_add(rd->a, &rd->out->problems) = (struct notice_problem){grave, what};
}

static const char *say_day(struct reader *rd, struct day d)
{
	struct ymd c = day_ymd(d);
	return arena_fmt(rd->a, "%d年%d月%d日", c.y, c.m, c.d);
}

static void add_row(struct reader *rd, struct work_row row)
{
	if (rd->rows.n == NOTICE_ROWS_MAX)
		problem(rd, true, S("日期太多，不像一年的放假安排"));
	if (rd->rows.n <= NOTICE_ROWS_MAX)
		*vec_add(rd->a, &rd->rows) = row;
}

/* The number at `*at`, up to four digits; -1 where there is none. */
static int take_number(struct str s, size_t *at)
{
	int n = 0, digits = 0;
	while (*at < s.n && digits < 4 && s.p[*at] >= '0' && s.p[*at] <= '9') {
		n = n * 10 + (s.p[(*at)++] - '0');
		digits++;
	}
	return digits ? n : -1;
}

static bool take_word(struct str s, size_t *at, struct str word)
{
	if (!str_starts(str_from(s, *at), word))
		return false;
	*at += word.n;
	return true;
}

/* ---- prose ---- */

/* "（农历腊月二十八、周日）" behind a date: the weekday it names, 0 for none. */
static int take_weekday(struct str s, size_t *at)
{
	static const char *const days[] = {"一", "二", "三", "四", "五", "六", "日", "天"};
	size_t open = *at;
	if (!take_word(s, &open, S("(")))
		return 0;
	ptrdiff_t close = str_find(s, S(")"), open);
	if (close < 0)
		return 0;
	*at = (size_t)close + 1;
	struct str in = str_n(s.p + open, (size_t)close - open);
	for (int i = 0; i < 8; i++) {
		struct str day = str_of(days[i]);
		if (in.n >= 6 && str_ends(in, day) &&
			(str_ends(str_first(in, in.n - 3), S("周")) ||
				str_ends(str_first(in, in.n - 3), S("星期"))))
			return i < 7 ? i + 1 : 7;
	}
	return 0;
}

/* [Y年][M月]D日, the missing parts from `before`. Moves `*at` only where there is a date. */
static bool take_date(
	struct reader *rd, struct str s, size_t *at, struct ymd *before, struct day *out)
{
	size_t i = *at;
	struct ymd c = *before;
	int n = take_number(s, &i);
	if (n > 1900 && take_word(s, &i, S("年"))) {
		c.y = n;
		n = take_number(s, &i);
	}
	if (n > 0 && take_word(s, &i, S("月"))) {
		c.m = n;
		n = take_number(s, &i);
	}
	if (n <= 0 || c.m == 0 || !take_word(s, &i, S("日")))
		return false;
	c.d = n;
	*at = i;
	if (!day_exists(c.y, c.m, c.d)) {
		problem(rd, true, str_fmt(rd->a, "没有%d年%d月%d日这一天", c.y, c.m, c.d));
		return false;
	}
	*before = c;
	*out = day_of(c.y, c.m, c.d);
	int weekday = take_weekday(s, at);
	if (weekday && weekday != day_weekday(*out)) {
		struct str is = work_weekday_name(*out);
		problem(rd, true,
			str_fmt(rd->a, "%s应为%.*s，原文写的不是", say_day(rd, *out), STR_ARG(is)));
	}
	return true;
}

static void add_run(struct reader *rd, struct notice_part *part, struct day from, struct day until)
{
	if (until.n < from.n || day_diff(from, until) > 30) {
		problem(rd, true, str_fmt(rd->a, "%.*s的放假起止日期不对", STR_ARG(part->name)));
		return;
	}
	if (!part->days_off)
		part->from = from;
	part->until = until;
	for (struct day d = from; d.n <= until.n; d = day_add(d, 1)) {
		add_row(rd, (struct work_row){d, false, part->name});
		part->days_off++;
	}
}

static void add_worked(struct reader *rd, struct notice_part *part, struct day d)
{
	add_row(rd, (struct work_row){d, true, part->name});
	part->days_worked++;
}

/* One date or a run "A至B" found at `*at` of a sentence that is about days off or days worked. */
static void read_run(struct reader *rd, struct notice_part *part, bool works, struct str s,
	size_t *at, struct ymd *c)
{
	struct day from, until;
	if (!take_date(rd, s, at, c, &from)) {
		(*at)++;
		return;
	}
	until = from;
	size_t behind = *at;
	if (take_word(s, &behind, S("至")) || take_word(s, &behind, S("-")) ||
		take_word(s, &behind, S("—")))
		if (take_date(rd, s, &behind, c, &until))
			*at = behind;
	if (!works) {
		add_run(rd, part, from, until);
		return;
	}
	for (; from.n <= until.n && part->days_worked < NOTICE_ROWS_MAX; from = day_add(from, 1))
		add_worked(rd, part, from);
}

/* "共8天" against the days found. */
static void check_total(struct reader *rd, const struct notice_part *part, struct str s)
{
	ptrdiff_t total = str_find(s, S("共"), 0);
	if (total < 0)
		return;
	size_t at = (size_t)total + 3;
	int n = take_number(s, &at);
	if (n > 0 && take_word(s, &at, S("天")) && n != part->days_off)
		problem(rd, true,
			str_fmt(rd->a, "%.*s：原文写共%d天，按日期数是%d天", STR_ARG(part->name), n,
				part->days_off));
}

static bool is_about_rest(struct str s)
{
	return str_has(s, S("放假")) || str_has(s, S("补休")) || str_has(s, S("调休")) ||
	       str_has(s, S("公休"));
}

static void read_sentence(struct reader *rd, struct notice_part *part, struct str s)
{
	bool works = str_has(s, S("上班"));
	struct ymd c = {rd->out->year.year, 0, 0};
	if (!works && !is_about_rest(s))
		return;
	for (size_t at = 0; at < s.n;)
		read_run(rd, part, works, s, &at, &c);
	if (!works)
		check_total(rd, part, s);
}

/* "一、元旦：1月1日…" — the number and the name; the rest is left in `*s`. */
static bool take_heading(struct str *s, struct str *name)
{
	struct str line = str_trim(*s);
	int64_t n;
	struct str head = str_cut(&line, S("、"));
	if (head.n > 12 || !num_zh(head, &n) || !line.n)
		return false;
	ptrdiff_t colon = str_find(line, S(":"), 0);
	if (colon <= 0 || colon > 60)
		return false;
	*name = str_trim(str_first(line, (size_t)colon));
	*s = str_from(line, (size_t)colon + 1);
	return true;
}

static void read_prose(struct reader *rd, struct str text)
{
	struct notice_part *part = NULL;
	while (text.n) {
		struct str line = str_cut(&text, S("\n")), name;
		if (take_heading(&line, &name)) {
			part = vec_add(rd->a, &rd->out->parts);
			*part = (struct notice_part){name, DAY_NONE, DAY_NONE, 0, 0};
		}
		while (part && line.n)
			read_sentence(rd, part, str_cut(&line, S("。")));
	}
	for (size_t i = 0; i < rd->out->parts.n; i++)
		if (!rd->out->parts.at[i].days_off)
			problem(rd, true,
				str_fmt(rd->a, "%.*s没有读出放假日期",
					STR_ARG(rd->out->parts.at[i].name)));
}

/* The year of "关于2027年部分节假日安排"; 0 where the text does not say. */
static int year_in(struct str s)
{
	ptrdiff_t at = str_find(s, S("年部分节假日"), 0);
	if (at < 4)
		at = str_find(s, S("年元旦"), 0);
	if (at < 4)
		return 0;
	size_t from = (size_t)at - 4;
	int n = take_number(s, &from);
	return n > 1900 && n < 2200 && from == (size_t)at ? n : 0;
}

/* 国办发明电〔2026〕8号 */
static struct str number_in(struct str s)
{
	ptrdiff_t at = str_find(s, S("国办发"), 0);
	ptrdiff_t end = at < 0 ? -1 : str_find(s, S("号"), (size_t)at);
	return end < 0 || end - at > 60 ? STR_NONE
					: str_n(s.p + at, (size_t)(end - at) + sizeof "号" - 1);
}

static void read_notice(struct reader *rd, struct str text, int year)
{
	int named = year_in(text);
	struct work_year *y = &rd->out->year;
	y->year = named ? named : year;
	if (!y->year) {
		problem(rd, true, S("没有读出是哪一年的安排，请在导入时写明年份"));
		return;
	}
	struct str number = number_in(text);
	y->cite = number.n ? str_fmt(rd->a, "国务院办公厅关于%d年部分节假日安排的通知（%.*s）",
				     y->year, STR_ARG(number))
			   : str_fmt(rd->a, "国务院办公厅关于%d年部分节假日安排的通知", y->year);
	read_prose(rd, text);
}

/* ---- rows ---- */

static struct str take_cell(struct str *row)
{
	size_t i = 0;
	while (i < row->n && row->p[i] != '\t' && row->p[i] != ',')
		i++;
	struct str cell = str_trim(str_first(*row, i));
	*row = str_from(*row, i + 1);
	if (cell.n >= 2 && cell.p[0] == '"' && cell.p[cell.n - 1] == '"')
		cell = str_n(cell.p + 1, cell.n - 2);
	return cell;
}

/* 2027-01-01, 2027/1/1, 20270101, 2027年1月1日. */
static bool cell_date(struct str s, struct day *out)
{
	static const char *const seps[][3] = {
		{"-", "-", ""}, {"/", "/", ""}, {".", ".", ""}, {"年", "月", "日"}};
	for (size_t i = 0; i < NELEM(seps); i++) {
		size_t at = 0;
		int y = take_number(s, &at);
		if (!take_word(s, &at, str_of(seps[i][0])))
			continue;
		int m = take_number(s, &at);
		if (!take_word(s, &at, str_of(seps[i][1])))
			continue;
		int d = take_number(s, &at);
		if (!take_word(s, &at, str_of(seps[i][2])) || at != s.n || !day_exists(y, m, d))
			return false;
		*out = day_of(y, m, d);
		return true;
	}
	int64_t n;
	if (s.n != 8 || !num_int(s, 19000101, 21991231, &n) ||
		!day_exists((int)(n / 10000), (int)(n / 100 % 100), (int)(n % 100)))
		return false;
	*out = day_of((int)(n / 10000), (int)(n / 100 % 100), (int)(n % 100));
	return true;
}

static bool cell_kind(struct str s, bool *works)
{
	static const struct {
		const char *word;
		bool works;
	} words[] = {{"OFF", false}, {"WORK", true}, {"放假", false}, {"上班", true}, {"休", false},
		{"班", true}, {"调休上班", true}, {"补班", true}, {"休息", false}};
	for (size_t i = 0; i < NELEM(words); i++) {
		if (!str_eq(str_of(words[i].word), s))
			continue;
		*works = words[i].works;
		return true;
	}
	return false;
}

static bool is_blank_or_comment(struct str row)
{
	row = str_trim(row);
	return !row.n || row.p[0] == '#';
}

/* "year 2026", "cite …", "source …" before the rows. */
static bool read_head(struct reader *rd, struct str row)
{
	struct str key = take_cell(&row), value = str_trim(row);
	int64_t n;
	if (str_eq(key, S("cite")))
		rd->out->year.cite = value;
	else if (str_eq(key, S("source")))
		rd->out->year.source = value;
	else if (str_eq(key, S("year")) && num_int(value, 1950, 2199, &n))
		rd->out->year.year = (int)n;
	else
		return false;
	return true;
}

/* A row is a date, a kind and a name in any order. */
static bool parse_row(struct arena *a, struct str row, struct work_row *r)
{
	bool has_kind = false;
	*r = (struct work_row){DAY_NONE, false, STR_NONE};
	while (row.n) {
		struct str cell = take_cell(&row), narrow = utf8_narrow_text(a, cell);
		if (!day_is_set(r->day) && cell_date(narrow, &r->day))
			continue;
		if (!has_kind && cell_kind(narrow, &r->works))
			has_kind = true;
		else if (!r->name.n)
			r->name = cell;
	}
	return day_is_set(r->day) && has_kind;
}

static bool is_table(struct arena *a, struct str text)
{
	struct work_row r;
	while (text.n)
		if (parse_row(a, str_cut(&text, S("\n")), &r))
			return true;
	return false;
}

static void read_table(struct reader *rd, struct str text, int year)
{
	int line = 0;
	struct work_row r;
	bool any = false;
	while (text.n) {
		struct str row = str_cut(&text, S("\n"));
		line++;
		if (is_blank_or_comment(row) || (!any && read_head(rd, row)))
			continue;
		if (parse_row(rd->a, row, &r)) {
			add_row(rd, r);
			any = true;
		} else if (any)
			problem(rd, true,
				str_fmt(rd->a, "第%d行不是“日期、放假或上班、节日名称”", line));
	}
	if (!rd->out->year.year && rd->rows.n)
		rd->out->year.year = year ? year : day_ymd(rd->rows.at[rd->rows.n - 1].day).y;
}

/* Parts of a table: consecutive days off of one name, and the worked days of that name. */
static void parts_of_rows(struct reader *rd)
{
	for (size_t i = 0; i < rd->rows.n; i++) {
		const struct work_row *r = &rd->rows.at[i];
		struct notice_part *part = NULL;
		for (size_t k = 0; k < rd->out->parts.n && !part; k++)
			if (str_eq(rd->out->parts.at[k].name, r->name))
				part = &rd->out->parts.at[k];
		if (!part) {
			part = vec_add(rd->a, &rd->out->parts);
			*part = (struct notice_part){r->name, DAY_NONE, DAY_NONE, 0, 0};
		}
		part->days_worked += r->works;
		if (r->works)
			continue;
		if (!part->days_off++)
			part->from = r->day;
		part->until = r->day;
	}
}

/* ---- checks ---- */

static int by_day(const void *x, const void *y)
{
	const struct work_row *p = x, *q = y;
	return p->day.n < q->day.n ? -1 : p->day.n > q->day.n;
}

static void check_row(struct reader *rd, const struct work_row *r)
{
	int year = rd->out->year.year;
	bool weekend = day_weekday(r->day) >= 6;
	/* A notice reaches into the December before it, never elsewhere. */
	if (day_ymd(r->day).y != year &&
		!(day_ymd(r->day).y == year - 1 && day_ymd(r->day).m == 12))
		problem(rd, true, str_fmt(rd->a, "%s不在%d年", say_day(rd, r->day), year));
	if (r->works && !weekend) {
		struct str is = work_weekday_name(r->day);
		problem(rd, true,
			str_fmt(rd->a, "%s是%.*s，本来就上班，不会是调休上班日",
				say_day(rd, r->day), STR_ARG(is)));
	}
}

static void check_names(struct reader *rd)
{
	/* 全国年节及纪念日放假办法 art. 2. */
	static const char *const names[] = {"元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆"};
	for (size_t i = 0; i < NELEM(names); i++) {
		bool found = false;
		for (size_t k = 0; k < rd->out->parts.n; k++)
			found |= str_has(rd->out->parts.at[k].name, str_of(names[i]));
		if (!found)
			problem(rd, false, str_fmt(rd->a, "没有%s的安排", names[i]));
	}
}

static void check(struct reader *rd)
{
	if (!rd->rows.n) {
		problem(rd, true, S("没有读出任何放假或上班日期"));
		return;
	}
	qsort(rd->rows.at, rd->rows.n, sizeof *rd->rows.at, by_day);
	for (size_t i = 0; i < rd->rows.n; i++) {
		check_row(rd, &rd->rows.at[i]);
		if (i && rd->rows.at[i].day.n == rd->rows.at[i - 1].day.n)
			problem(rd, true,
				str_fmt(rd->a, "%s出现两次", say_day(rd, rd->rows.at[i].day)));
	}
	if (!rd->out->parts.n)
		parts_of_rows(rd);
	check_names(rd);
	rd->out->year.rows = rd->rows.at;
	rd->out->year.n = rd->rows.n;
}

void notice_of(struct arena *a, const struct work_year *year, struct notice *out)
{
	struct reader rd = {.a = a, .out = out};
	*out = (struct notice){.year = *year};
	for (size_t i = 0; i < year->n; i++)
		add_row(&rd, year->rows[i]);
	check(&rd);
}

void notice_read(struct arena *a, struct str bytes, int year, struct notice *out)
{
	struct reader rd = {.a = a, .out = out};
	*out = (struct notice){.year.year = 0};
	if (bytes.n > NOTICE_MAX || !utf8_is_valid(bytes)) {
		problem(&rd, true, S("文件太大，或者不是 UTF-8 文字"));
		return;
	}
	if (is_table(a, bytes))
		read_table(&rd, bytes, year);
	else
		read_notice(&rd, utf8_narrow_text(a, bytes), year);
	if (out->year.year && year && out->year.year != year)
		problem(&rd, true,
			str_fmt(a, "要导入的是%d年，文件是%d年的安排", year, out->year.year));
	if (out->year.year)
		check(&rd);
	else if (!out->grave)
		problem(&rd, true, S("没有读出任何放假或上班日期"));
}

size_t notice_differences(
	const struct work *was, const struct work *is, int year, struct day *out, size_t room)
{
	size_t n = 0;
	/* From the December before: a notice may reach into it. */
	struct day d = day_of(year - 1, 12, 1), end = day_of(year, 12, 31);
	for (; d.n <= end.n; d = day_add(d, 1)) {
		if (work_is_day(was, d) == work_is_day(is, d))
			continue;
		if (n < room)
			out[n] = d;
		n++;
	}
	return n;
}

/* read_table.c — task tables in every form they arrive in (corpus guide 2.3).
 *
 *	rows       of a file, tabs, Markdown pipes: cells are given
 *	columns    kept apart by ideographic spaces or blanks: known by their heads
 *	cell lines one cell per line: a run of column heads, then a number, then one line per
 *	column
 *
 * Column heads decide what a cell is. A row with one text is a section, a row whose cells are
 * heads is a new head, every other row is a measure. 无, / and an empty cell are nobody. */
#include "base/bug.h"
#include "base/scan.h"
#include "plan/read_int.h"

#include <string.h>

enum { MOST_COLUMNS = 64, LONGEST_HEAD = 14 };

enum layout { LAYOUT_ROWS, LAYOUT_TABS, LAYOUT_WIDE, LAYOUT_BLANKS };

struct read_table {
	enum layout layout;
	int n;
	enum label_kind kinds[MOST_COLUMNS];
	struct str group; /* the last group cell seen */
	struct str heading, token;
	struct str first,
		shown; /* of the row above: its first cell that is no number; its number */
};

struct row {
	struct str cell[MOST_COLUMNS];
	int n;
};

/* 重点工作任务（全市12项）: what is said in a bracket is not of the head. */
static bool is_short(struct str head)
{
	ptrdiff_t open = str_find(head, S("("), 0);
	struct str word = open > 0 && str_ends(head, S(")")) ? str_n(head.p, (size_t)open) : head;
	return scan_count(word, LONGEST_HEAD + 1) <= LONGEST_HEAD;
}

static bool is_unit_or_time(enum label_kind k)
{
	return k >= LABEL_LEAD && k <= LABEL_TIME;
}

/* Whether these cells are column heads; `out` gets their kinds. */
static bool read_head(const struct row *row, bool all, struct read_table *out)
{
	int known = 0, roles = 0, filled = 0;
	if (row->n < 2)
		return false;
	for (int k = 0; k < row->n; k++) {
		struct str c = row->cell[k];
		if (!is_short(c) || str_has(c, S(":")))
			return false;
		enum label_kind kind = label_head(c);
		out->kinds[k] = kind == LABEL_NONE ? LABEL_OTHER : kind;
		filled += c.n > 0;
		known += kind != LABEL_NONE;
		roles += is_unit_or_time(kind);
	}
	out->n = row->n;
	if (all && known < filled)
		return false;
	return known >= 2 && known * 2 >= filled && roles >= 1;
}

static struct read_table *new_head(struct reader *r, const struct read_table *found)
{
	r->table = arena_new(r->a, struct read_table);
	*r->table = *found;
	return r->table;
}

static struct row given_cells(const struct reader *r, int i)
{
	const struct doc_line *l = &r->doc->lines[i];
	struct row row = {0};
	for (int k = 0; k < l->n_cells && k < MOST_COLUMNS; k++) {
		size_t from = fold_find(&r->f, l->cells[k].at);
		size_t to = fold_find(&r->f, (size_t)l->cells[k].at + l->cells[k].n);
		row.cell[row.n++] = str_trim(str_n(r->t.p + from, to > from ? to - from : 0));
	}
	return row;
}

/* What separates the cells of a line. */
enum cut { CUT_WIDE, CUT_BLANKS, CUT_TAB, CUT_PIPE };

static bool cuts(enum cut cut, uint32_t c)
{
	switch (cut) {
	case CUT_WIDE:
		return c == 0x3000;
	case CUT_BLANKS:
		return scan_is_blank(c);
	case CUT_TAB:
		return c == '\t';
	case CUT_PIPE:
		return c == '|';
	}
	BUG("cut");
}

static struct row cut_columns(struct str line, enum cut cut)
{
	struct row row = {0};
	size_t from = 0;
	for (size_t i = 0; i <= line.n && row.n < MOST_COLUMNS;) {
		size_t next = scan_step(line, i);
		if (i < line.n && !cuts(cut, scan_at(line, i))) {
			i = next;
			continue;
		}
		row.cell[row.n++] = str_trim(str_n(line.p + from, i - from));
		if (i == line.n)
			break;
		i = next;
		if (cut == CUT_BLANKS)
			scan_blank(line, &i);
		from = i;
	}
	return row;
}

static struct str only_text(const struct row *row)
{
	struct str one = STR_NONE;
	for (int k = 0; k < row->n; k++) {
		if (row->cell[k].n == 0)
			continue;
		if (one.n && !str_eq(one, row->cell[k]))
			return STR_NONE;
		one = row->cell[k];
	}
	return one;
}

struct str table_single(const struct reader *r, int i)
{
	if (r->doc->lines[i].kind != LINE_ROW)
		return STR_NONE;
	struct row row = given_cells(r, i);
	return only_text(&row);
}

static bool is_number(struct str s, int64_t *n)
{
	size_t i = 0;
	if (s.n == 0 || !scan_num(s, &i, n))
		return false;
	scan_eat(s, &i, S("*")); /* 1*, a task of special weight */
	return scan_trim(str_from(s, i)).n == 0;
}

static struct str number_token(struct str cell)
{
	struct mark m;
	size_t i = 0;
	int64_t n;
	if (mark_read(cell, 0, 0, &m) && scan_trim(str_from(cell, m.end)).n == 0)
		return m.token;
	if (is_number(cell, &n) && scan_num(cell, &i, &n))
		return str_n(cell.p, i);
	return scan_count(cell, 9) <= 8 ? scan_trim(cell) : STR_NONE;
}

/* A group column that says 一、… opens a section when it changes. */
static void take_group(struct reader *r, struct read_table *t, struct str cell)
{
	struct mark m;
	if (cell.n == 0 || str_eq(cell, t->group))
		return;
	t->group = cell;
	if (mark_read(cell, 0, 0, &m))
		outline_marked(r, cell, &m);
}

/* 一、产业项目 across the table, or a note below it. */
static void take_section(struct reader *r, struct str text)
{
	static const struct str notes[] = {SCAN_W("备注"), SCAN_W("注"), SCAN_W("说明")};
	struct mark m;
	size_t i = 0;
	if (mark_read(text, 0, 0, &m))
		outline_marked(r, text, &m);
	else if (scan_any(text, &i, notes, NELEM(notes)) >= 0 && scan_eat(text, &i, S(":")))
		outline_note(r, scan_trim(str_from(text, i)));
}

/* 一 in the column of numbers and one text in the others: a section, its cells not all merged. */
static bool is_numbered_section(const struct row *row, bool cut_short, struct str *text)
{
	struct str number = row->n > 2 || (row->n == 2 && cut_short) ? row->cell[0] : STR_NONE;
	struct row rest = {.n = row->n - 1};
	for (size_t i = 0; i < number.n; i = scan_step(number, i))
		if (!scan_is_numeral(scan_at(number, i)) ||
			(row->n == 2 && (unsigned char)number.p[i] < 0x80))
			return false;
	if (number.n == 0)
		return false;
	memcpy(rest.cell, row->cell + 1, (size_t)rest.n * sizeof *rest.cell);
	struct str one = only_text(&rest);
	if (one.n == 0 || row->cell[1].n == 0)
		return false;
	*text = str_n(number.p, (size_t)(row->cell[1].p + row->cell[1].n - number.p));
	return true;
}

static void take_cell(struct reader *r, struct read_draft *d, enum label_kind kind, struct str cell)
{
	struct label l;
	if (cell.n == 0)
		return;
	if (is_unit_or_time(kind) && label_find(cell, 0, &l) && l.at == 0) {
		line_take(r, d, cell);
		line_source(d, READ_TABLE);
		return;
	}
	if (is_unit_or_time(kind))
		line_field(r, d, kind, cell, READ_TABLE);
	else if (kind != LABEL_NUMBER && kind != LABEL_GROUP && kind != LABEL_START)
		*vec_add(r->a, &d->pieces) = (struct read_piece){cell, true};
}

/* The number and the heading of a row; a merged cell leaves both to the row above. */
static void row_name(
	const struct read_table *t, const struct row *row, struct str *token, struct str *head)
{
	struct mark m;
	*token = *head = STR_NONE;
	for (int pass = 0; pass < 2 && !head->n; pass++)
		for (int k = 0; k < row->n && k < t->n && !head->n; k++)
			if (t->kinds[k] == (pass ? LABEL_OTHER : LABEL_TASK))
				*head = row->cell[k];
	for (int k = 0; k < row->n && k < t->n; k++)
		if (t->kinds[k] == LABEL_NUMBER && !token->n)
			*token = number_token(row->cell[k]);
	if (mark_read(*head, 0, 0, &m)) {
		*token = token->n ? *token : m.token;
		*head = str_from(*head, m.end);
	}
}

/* 合计 in one of the first columns */
static bool is_total(const struct row *row)
{
	static const struct str words[] = {
		SCAN_W("合计"), SCAN_W("小计"), SCAN_W("总计"), SCAN_W("共计")};
	for (int k = 0; k < row->n && k < 2; k++)
		for (size_t w = 0; w < NELEM(words); w++)
			if (str_eq(scan_trim(row->cell[k]), words[w]))
				return true;
	return false;
}

/* Neither a number nor a task, though there are columns for both: more of the row above. */
static bool continues_row(const struct read_table *t, const struct row *row)
{
	bool numbers = false, tasks = false;
	for (int k = 0; k < t->n; k++) {
		bool number = t->kinds[k] == LABEL_NUMBER, task = t->kinds[k] == LABEL_TASK;
		if ((number || task) && k < row->n && row->cell[k].n)
			return false;
		numbers = numbers || number;
		tasks = tasks || task;
	}
	return numbers && tasks;
}

static struct str first_text(const struct read_table *t, const struct row *row)
{
	for (int k = 0; k < row->n && k < t->n; k++)
		if (t->kinds[k] != LABEL_NUMBER && row->cell[k].n)
			return row->cell[k];
	return STR_NONE;
}

static void take_measure(
	struct reader *r, struct read_table *t, const struct row *row, struct str line)
{
	struct str token, head;
	row_name(t, row, &token, &head);
	if (is_total(row))
		return;
	for (int k = 0; k < row->n && k < t->n; k++)
		if (t->kinds[k] == LABEL_GROUP)
			take_group(r, t, row->cell[k]);
	bool more = !token.n && (!head.n || continues_row(t, row));
	if (more)
		token = t->token;
	if (!head.n)
		head = t->heading;
	t->token = token;
	t->heading = head;
	struct read_draft *d = outline_node(r, SHAPE_ROW, outline_place_of_row(r));
	int64_t n;
	/* A merged cell repeats its number: that is no second 3. */
	struct str first = first_text(t, row);
	bool merged = more || (first.n && str_eq(first, t->first) && str_eq(token, t->shown));
	t->first = first.n ? first : t->first;
	t->shown = token;
	d->number = is_number(token, &n) ? (int)n : 0;
	d->merged = merged;
	d->pub.token = read_source_of(r, token);
	d->pub.span = read_span(r, line);
	line_heading(r, d, head);
	for (int k = 0; k < row->n && k < t->n; k++)
		take_cell(r, d, t->kinds[k], row->cell[k]);
	d->closed = true;
	r->cur = (int)r->nodes.n - 1;
}

static void take_row(struct reader *r, const struct row *row, struct str line)
{
	struct read_table head = {0};
	struct str one = only_text(row);
	if (read_head(row, false, &head)) {
		if (r->table) {
			head.group = r->table->group;
			head.layout = r->table->layout;
		}
		new_head(r, &head);
		return;
	}
	bool cut_short = r->table && r->table->n > 2; /* empty cells at its end are not there */
	if (is_numbered_section(row, cut_short, &one) || (one.n && (row->n > 1 || r->table))) {
		take_section(r, one);
		return;
	}
	if (r->table && r->table->n > 1) {
		take_measure(r, r->table, row, line);
		return;
	}
	/* A table without heads: label and value side by side, or text in boxes. */
	if (row->n >= 2 && r->cur >= 0 && is_unit_or_time(label_kind(row->cell[0]))) {
		for (int k = 0; k + 1 < row->n; k += 2)
			line_field(r, &r->nodes.at[r->cur], label_kind(row->cell[k]),
				row->cell[k + 1], READ_TABLE);
		return;
	}
	for (int k = 0; k < row->n; k++) {
		struct mark m;
		if (mark_read(row->cell[k], outline_due(r, SHAPE_ARABIC), 0, &m))
			outline_marked(r, row->cell[k], &m);
		else if (row->cell[k].n)
			outline_paragraph(r, row->cell[k]);
	}
}

/* --- rows typed with tabs or Markdown pipes --- */

/* |---|:--:| */
static bool is_rule(struct str line)
{
	for (size_t i = 0; i < line.n; i++)
		if (!strchr("|-: ", line.p[i]))
			return false;
	return line.n > 0;
}

/* Such a line is a row where it is a head, or where a table of that kind is open. */
static bool take_typed_row(struct reader *r, int i, struct str line)
{
	struct span s = r->doc->lines[i].span;
	size_t from = fold_find(&r->f, s.at), to = fold_find(&r->f, (size_t)s.at + s.n);
	struct row row;
	struct read_table head = {0};
	bool open = r->table && r->table->layout == LAYOUT_TABS;
	ptrdiff_t bar = str_find(line, S("|"), 0);
	if (bar >= 0 && str_has(str_from(line, (size_t)bar + 1), S("|"))) {
		if (open && is_rule(line))
			return true;
		line = str_from(line, bar == 0);
		row = cut_columns(str_n(line.p, line.n - str_ends(line, S("|"))), CUT_PIPE);
	} else if (memchr(line.p, '\t', line.n) ||
		   (open && to > from && memchr(r->t.p + from, '\t', to - from))) {
		row = cut_columns(str_n(r->t.p + from, to - from), CUT_TAB);
	} else {
		return false;
	}
	bool is_head = read_head(&row, false, &head);
	if (!is_head && (!open || row.n > r->table->n + 1))
		return false;
	take_row(r, &row, line);
	if (r->table)
		r->table->layout = LAYOUT_TABS;
	return true;
}

/* --- columns kept apart by blanks --- */

static bool take_columns(struct reader *r, struct str line)
{
	enum { LONGEST = 1500 };
	struct read_table head = {0};
	if (line.n > LONGEST)
		return false;
	struct row wide = cut_columns(line, CUT_WIDE), runs = cut_columns(line, CUT_BLANKS);
	bool is_wide = wide.n >= 3 && read_head(&wide, false, &head);
	if (is_wide || (runs.n >= 3 && read_head(&runs, true, &head))) {
		head.layout = is_wide ? LAYOUT_WIDE : LAYOUT_BLANKS;
		new_head(r, &head);
		return true;
	}
	struct read_table *t = r->table;
	if (!t || (t->layout != LAYOUT_WIDE && t->layout != LAYOUT_BLANKS))
		return false;
	const struct row *row = wide.n == t->n && t->layout == LAYOUT_WIDE ? &wide
				: runs.n == t->n                           ? &runs
									   : NULL;
	int64_t n;
	if (!row && wide.n > 2 && wide.n < t->n && t->kinds[0] == LABEL_NUMBER &&
		is_number(wide.cell[0], &n))
		row = &wide;
	if (!row)
		return false;
	take_measure(r, t, row, line);
	return true;
}

/* --- one cell per line --- */

/* The run of column heads that begins at line `i`; the line behind it. */
static int head_lines(const struct reader *r, int i, struct read_table *head)
{
	struct row row = {0};
	int k = i;
	for (; k < r->n_lines && row.n < MOST_COLUMNS; k++) {
		struct str line = r->lines[k];
		if (line.n == 0)
			continue;
		if (!is_short(line) || label_head(line) == LABEL_NONE || str_has(line, S(":")))
			break;
		row.cell[row.n++] = line;
	}
	return row.n >= 3 && read_head(&row, true, head) ? k : 0;
}

static bool opens_section(const struct reader *r, int k)
{
	struct mark m;
	return mark_read(r->lines[k], 0, 0, &m) && m.shape <= SHAPE_PAREN_HAN;
}

/* The line behind the row whose first cell is line `k`. More lines than columns mean a cell of
 * several paragraphs when the next number follows, and the end of the table when it does not. */
static int row_end(const struct reader *r, const struct read_table *t, int k, int64_t number)
{
	enum { FAR = 16 };
	int filled = 0, full = k;
	int64_t n;
	for (int e = k; e < r->n_lines && e - k < t->n + FAR; e++) {
		if (r->lines[e].n == 0)
			continue;
		bool next = e > k && is_number(r->lines[e], &n) && n > number &&
			    (n == number + 1 || filled >= t->n - 1);
		if (next || (e > k && opens_section(r, e)))
			return e;
		if (++filled == t->n)
			full = e + 1;
	}
	return filled < t->n ? r->n_lines : full;
}

static struct row row_of_lines(const struct reader *r, const struct read_table *t, int from, int to)
{
	struct str cell[MOST_COLUMNS];
	struct row row = {0};
	int n = 0, text = 0;
	for (int k = from; k < to && n < MOST_COLUMNS; k++)
		if (r->lines[k].n && !(n >= t->n && line_is_field(r->lines[k])))
			cell[n++] = r->lines[k];
	for (int k = 0; k < t->n; k++)
		if (t->kinds[k] == LABEL_TASK || t->kinds[k] == LABEL_OTHER)
			text = text && t->kinds[k] == LABEL_OTHER && k > text + 1 ? text : k;
	int extra = n - t->n;
	for (int k = 0, c = 0; k < t->n && c < n; k++, c++) {
		row.cell[k] = cell[c];
		if (k == text && extra > 0) {
			c += extra;
			row.cell[k].n = (size_t)(cell[c].p + cell[c].n - row.cell[k].p);
		}
	}
	row.n = t->n;
	return row;
}

/* 省牵头单位：… below the cells of a row says more about it. */
static void take_fields_below(struct reader *r, const struct read_table *t, int from, int to)
{
	int n = 0;
	for (int k = from; k < to; k++) {
		if (r->lines[k].n == 0)
			continue;
		if (n++ >= t->n && line_is_field(r->lines[k]))
			line_take(r, &r->nodes.at[r->cur], r->lines[k]);
	}
}

static int take_cell_lines(struct reader *r, int i)
{
	struct read_table head = {0};
	int k = head_lines(r, i, &head);
	int64_t n;
	if (!k)
		return 0;
	struct read_table *t = new_head(r, &head);
	while (k < r->n_lines) {
		if (r->lines[k].n == 0) {
			k++;
		} else if (opens_section(r, k)) {
			take_section(r, r->lines[k++]);
		} else if (t->kinds[0] == LABEL_NUMBER ? is_number(r->lines[k], &n)
						       : k + t->n <= r->n_lines) {
			int e = t->kinds[0] == LABEL_NUMBER ? row_end(r, t, k, n) : k + t->n;
			struct row row = row_of_lines(r, t, k, e);
			take_measure(r, t, &row, r->lines[k]);
			take_fields_below(r, t, k, e);
			k = e;
		} else {
			break;
		}
	}
	r->table = NULL;
	return k - i;
}

int table_take(struct reader *r, int i)
{
	struct str line = r->lines[i];
	if (r->doc->lines[i].kind == LINE_ROW) {
		struct row row = given_cells(r, i);
		take_row(r, &row, line);
		return 1;
	}
	if (line.n && (take_typed_row(r, i, line) || take_columns(r, line)))
		return 1;
	return scan_count(line, LONGEST_HEAD + 1) <= LONGEST_HEAD ? take_cell_lines(r, i) : 0;
}

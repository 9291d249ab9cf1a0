/* draft.c — see draft.h. */
#include "paper/draft.h"

#include "base/utf8.h"
#include "paper/limits.h"

struct draft draft_in(struct arena *a, struct str format)
{
	return (struct draft){.a = a, .text = buf_in(a, LIMIT_TEXT), .format = format};
}

bool draft_fail(struct draft *d, struct str why)
{
	if (d->error.n == 0)
		d->error = str_dup(d->a, why);
	return false;
}

void draft_note(struct draft *d, struct str note)
{
	for (size_t i = 0; i < d->notes.n; i++)
		if (str_eq(d->notes.at[i], note))
			return;
	if (d->notes.n < LIMIT_NOTES)
		*vec_add(d->a, &d->notes) = str_dup(d->a, note);
}

/* Line ends of every kind: LF, VT, FF, NEL, U+2028, U+2029; CR only where no LF follows. */
static bool is_break(uint32_t c)
{
	return c == '\n' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static bool is_dropped(uint32_t c)
{
	return (c < 0x20 && c != '\t') || (c >= 0x7F && c < 0xA0) || c == 0xFEFF;
}

static bool has_room(struct draft *d)
{
	if (d->error.n)
		return false;
	if (d->text.full)
		return draft_fail(d, S("文档的文字超过 8 MB，读取已停止。请拆成几份再导入。"));
	if (d->lines.n >= LIMIT_LINES)
		return draft_fail(d, S("文档超过 10 万段，读取已停止。请拆成几份再导入。"));
	return true;
}

static void add_line(struct draft *d, size_t from, bool heading)
{
	if (!has_room(d))
		return;
	*vec_add(d->a, &d->lines) = (struct doc_line){
		.kind = LINE_PARA,
		.span = {(uint32_t)from, (uint32_t)(d->text.n - from)},
		.table = -1,
		.heading = heading,
	};
	buf_ch(&d->text, '\n');
}

void draft_para(struct draft *d, struct str text, bool heading)
{
	size_t from = d->text.n;
	for (size_t at = 0; at < text.n && !d->text.full;) {
		uint32_t c = utf8_next(text, &at);
		bool lone_cr = c == '\r' && (at >= text.n || text.p[at] != '\n');
		if (is_break(c) || lone_cr) {
			add_line(d, from, heading);
			from = d->text.n;
		} else if (!is_dropped(c)) {
			utf8_put(&d->text, c);
		}
	}
	add_line(d, from, heading);
}

void draft_table(struct draft *d)
{
	d->n_tables++;
}

static struct span add_cell(struct draft *d, struct str text)
{
	size_t from = d->text.n;
	bool gap = false;
	text = str_trim(text);
	for (size_t at = 0; at < text.n && !d->text.full;) {
		uint32_t c = utf8_next(text, &at);
		if (is_break(c) || c == '\t' || c == '\r' || c == ' ') {
			gap = true;
			continue;
		}
		if (is_dropped(c))
			continue;
		if (gap && d->text.n > from)
			buf_ch(&d->text, ' ');
		gap = false;
		utf8_put(&d->text, c);
	}
	return (struct span){(uint32_t)from, (uint32_t)(d->text.n - from)};
}

void draft_row(struct draft *d, const struct str *cells, int n)
{
	if (n == 0 || !has_room(d))
		return;
	d->n_cells += (size_t)n;
	if (d->n_cells > LIMIT_CELLS || n > LIMIT_COLUMNS) {
		draft_fail(d, S("表格太大（超过 60 万格或 256 "
				"列），读取已停止。请删去无关的行列或拆成几份再导入。"));
		return;
	}
	struct doc_line line = {.kind = LINE_ROW, .table = d->n_tables - 1, .n_cells = n};
	line.cells = arena_array(d->a, (size_t)n, sizeof *line.cells);
	size_t from = d->text.n;
	for (int i = 0; i < n; i++) {
		if (i)
			buf_ch(&d->text, '\t');
		line.cells[i] = add_cell(d, cells[i]);
	}
	line.span = (struct span){(uint32_t)from, (uint32_t)(d->text.n - from)};
	*vec_add(d->a, &d->lines) = line;
	buf_ch(&d->text, '\n');
}

/* True when there is no text at all, only line ends and blanks. */
static bool is_blank(const struct draft *d)
{
	for (size_t i = 0; i < d->lines.n; i++) {
		struct span s = d->lines.at[i].span;
		if (str_trim(str_n(d->text.p + s.at, s.n)).n)
			return false;
	}
	return true;
}

struct doc draft_doc(struct draft *d)
{
	has_room(d); /* the last line may have filled it */
	if (is_blank(d))
		draft_fail(d, S("文件里没有文字。请确认选对了文件；若正文是图片，请先做文字识别（OC"
				"R）。"));
	return (struct doc){
		.text = buf_view(&d->text),
		.lines = d->lines.at,
		.n_lines = (int)d->lines.n,
		.format = d->format,
		.charset = d->charset,
		.notes = d->notes.at,
		.n_notes = (int)d->notes.n,
	};
}

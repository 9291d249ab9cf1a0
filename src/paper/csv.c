/* csv.c — see csv.h. */
#include "paper/csv.h"

#include "paper/limits.h"
#include "paper/txt.h"

struct reader {
	struct draft *d;
	struct str in;
	size_t at;
	char sep;
	uint32_t row, col;
	VEC(struct cell) cells;
};

static char separator_of(struct str in)
{
	size_t commas = 0, tabs = 0, semicolons = 0;
	bool quoted = false;
	for (size_t i = 0; i < in.n && (quoted || in.p[i] != '\n'); i++) {
		quoted ^= in.p[i] == '"';
		commas += !quoted && in.p[i] == ',';
		tabs += !quoted && in.p[i] == '\t';
		semicolons += !quoted && in.p[i] == ';';
	}
	if (tabs > commas && tabs >= semicolons)
		return '\t';
	return semicolons > commas ? ';' : ',';
}

static struct str take_quoted(struct reader *r)
{
	struct buf b = buf_in(r->d->a, LIMIT_TEXT);
	for (r->at++; r->at < r->in.n; r->at++) {
		char c = r->in.p[r->at];
		if (c == '"' && (r->at + 1 >= r->in.n || r->in.p[r->at + 1] != '"'))
			break;
		r->at += c == '"';
		buf_ch(&b, c);
	}
	r->at += r->at < r->in.n;
	return buf_view(&b);
}

static struct str take_plain(struct reader *r)
{
	size_t from = r->at;
	while (r->at < r->in.n && r->in.p[r->at] != r->sep && r->in.p[r->at] != '\n')
		r->at++;
	return str_n(r->in.p + from, r->at - from);
}

static bool take_cell(struct reader *r)
{
	bool quoted = r->in.p[r->at] == '"';
	struct str text = quoted ? take_quoted(r) : STR_NONE;
	struct str rest = take_plain(r); /* also what stands behind a closing quote */
	text = str_trim(quoted ? str_cat(r->d->a, text, str_trim(rest)) : rest);
	if (text.n == 0)
		return true;
	if (r->row >= LIMIT_ROWS || r->col >= LIMIT_COLUMNS || r->cells.n >= LIMIT_CELLS)
		return draft_fail(r->d, S("表格太大（超过 5 万行、256 列或 60 万格），读取已停止。"
					  "请拆成几份再导入。"));
	*vec_add(r->d->a, &r->cells) = (struct cell){r->row, r->col, CELL_TEXT, text};
	return true;
}

bool csv_read(struct draft *d, struct str in, struct book *out)
{
	struct reader r = {.d = d};
	if (!txt_decode(d, in, &r.in))
		return false;
	r.sep = separator_of(r.in);
	while (r.at < r.in.n) {
		if (!take_cell(&r))
			return false;
		bool line_end = r.at < r.in.n && r.in.p[r.at] == '\n';
		r.col = line_end ? 0 : r.col + 1;
		r.row += line_end;
		r.at += r.at < r.in.n;
	}
	out->sheets = arena_new(d->a, struct sheet);
	out->n_sheets = 1;
	out->sheets->name = S("Sheet1");
	out->sheets->cells = r.cells.at;
	out->sheets->n_cells = (uint32_t)r.cells.n;
	out->charset = d->charset;
	return true;
}

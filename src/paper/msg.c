/* msg.c — see msg.h. */
#include "paper/msg.h"

#include "base/utf8.h"
#include "paper/limits.h"

static const uint32_t MAGIC = 0x31474D44; /* "DMG1" */

/* ---- writing ---- */

static void put_u32(struct buf *out, uint32_t n)
{
	buf_put(out, &n, sizeof n);
}

static void put_str(struct buf *out, struct str s)
{
	put_u32(out, (uint32_t)s.n);
	buf_str(out, s);
}

static void put_strs(struct buf *out, const struct str *s, uint32_t n)
{
	put_u32(out, n);
	for (uint32_t i = 0; i < n; i++)
		put_str(out, s[i]);
}

static void put_head(struct buf *out, enum msg_kind kind)
{
	put_u32(out, MAGIC);
	put_u32(out, kind);
}

void msg_put_text(struct buf *out, enum msg_kind kind, struct str text)
{
	put_head(out, kind);
	put_str(out, text);
}

void msg_put_doc(struct buf *out, const struct doc *doc)
{
	put_head(out, MSG_DOC);
	put_str(out, doc->format);
	put_str(out, doc->charset);
	put_strs(out, doc->notes, (uint32_t)doc->n_notes);
	put_str(out, doc->text);
	put_u32(out, (uint32_t)doc->n_lines);
	for (int i = 0; i < doc->n_lines; i++) {
		const struct doc_line *l = &doc->lines[i];
		put_u32(out, (uint32_t)l->kind | (l->heading ? 2u : 0));
		buf_put(out, &l->span, sizeof l->span);
		if (l->kind == LINE_PARA)
			continue;
		put_u32(out, (uint32_t)l->table);
		put_u32(out, (uint32_t)l->n_cells);
		buf_put(out, l->cells, (size_t)l->n_cells * sizeof *l->cells);
	}
}

static void put_sheet(struct buf *out, const struct sheet *s)
{
	put_str(out, s->name);
	put_u32(out, s->hidden);
	put_u32(out, s->n_cells);
	for (uint32_t i = 0; i < s->n_cells; i++) {
		put_u32(out, s->cells[i].row);
		put_u32(out, s->cells[i].col);
		put_u32(out, s->cells[i].kind);
		put_str(out, s->cells[i].text);
	}
	put_u32(out, s->n_merges);
	buf_put(out, s->merges, s->n_merges * sizeof *s->merges);
	put_u32(out, s->n_widths);
	buf_put(out, s->widths, s->n_widths * sizeof *s->widths);
}

void msg_put_book(struct buf *out, const struct book *book)
{
	put_head(out, MSG_BOOK);
	put_str(out, book->format);
	put_str(out, book->charset);
	put_strs(out, book->notes, book->n_notes);
	put_u32(out, book->n_sheets);
	for (uint32_t i = 0; i < book->n_sheets; i++)
		put_sheet(out, &book->sheets[i]);
}

/* ---- reading ---- */

struct in {
	struct arena *a;
	struct str rest;
	bool bad;
};

static void take(struct in *in, void *p, size_t n)
{
	if (in->bad || n > in->rest.n) {
		in->bad = true;
		memset(p, 0, n);
		return;
	}
	memcpy(p, in->rest.p, n);
	in->rest = str_from(in->rest, n);
}

static uint32_t take_u32(struct in *in)
{
	uint32_t n = 0;
	take(in, &n, sizeof n);
	return n;
}

/* A count of things of at least `size` bytes each in the message. */
static uint32_t take_count(struct in *in, size_t size, uint32_t most)
{
	uint32_t n = take_u32(in);
	if (n > most || n > in->rest.n / size)
		in->bad = true;
	return in->bad ? 0 : n;
}

static struct str take_str(struct in *in)
{
	uint32_t n = take_u32(in);
	if (in->bad || n > in->rest.n) {
		in->bad = true;
		return STR_NONE;
	}
	struct str s = str_first(in->rest, n);
	in->rest = str_from(in->rest, n);
	if (!utf8_is_valid(s) || (n && memchr(s.p, 0, n)))
		in->bad = true;
	return s;
}

static struct str *take_notes(struct in *in, uint32_t *n)
{
	*n = take_count(in, sizeof(uint32_t), LIMIT_NOTES);
	struct str *s = arena_array(in->a, *n, sizeof *s);
	for (uint32_t i = 0; i < *n; i++)
		s[i] = take_str(in);
	return s;
}

/* A span that lies in `s`, not before `from`, and begins and ends between characters. */
static bool span_fits(struct str s, struct span sp, uint32_t from)
{
	if (sp.at < from || sp.at > s.n || sp.n > s.n - sp.at)
		return false;
	size_t ends[2] = {sp.at, (size_t)sp.at + sp.n};
	for (int i = 0; i < 2; i++)
		if (ends[i] < s.n && ((unsigned char)s.p[ends[i]] & 0xC0) == 0x80)
			return false;
	return true;
}

static void take_row(struct in *in, struct str text, struct doc_line *l, int *table)
{
	uint32_t t = take_u32(in), n = take_count(in, sizeof(struct span), LIMIT_COLUMNS);
	if (n == 0 || t > LIMIT_LINES || (int)t < *table)
		in->bad = true;
	if (in->bad)
		return;
	l->table = *table = (int)t;
	l->n_cells = (int)n;
	l->cells = arena_array(in->a, n, sizeof *l->cells);
	take(in, l->cells, n * sizeof *l->cells);
	uint32_t from = l->span.at;
	struct str row = str_first(text, (size_t)l->span.at + l->span.n);
	for (uint32_t i = 0; i < n && !in->bad; i++) {
		in->bad = !span_fits(row, l->cells[i], from);
		from = l->cells[i].at + l->cells[i].n;
	}
}

static void take_doc(struct in *in, struct doc *doc)
{
	uint32_t n_notes;
	doc->format = take_str(in);
	doc->charset = take_str(in);
	doc->notes = take_notes(in, &n_notes);
	doc->n_notes = (int)n_notes;
	doc->text = take_str(in);
	uint32_t n = take_count(in, 3 * sizeof(uint32_t), LIMIT_LINES), from = 0;
	if (doc->text.n > LIMIT_TEXT)
		in->bad = true;
	doc->lines = arena_array(in->a, n, sizeof *doc->lines);
	doc->n_lines = (int)n;
	int table = 0;
	for (uint32_t i = 0; i < n && !in->bad; i++) {
		struct doc_line *l = &doc->lines[i];
		uint32_t kind = take_u32(in);
		take(in, &l->span, sizeof l->span);
		in->bad = in->bad || kind > 3 || !span_fits(doc->text, l->span, from);
		l->kind = kind & 1 ? LINE_ROW : LINE_PARA;
		l->heading = kind & 2;
		l->table = -1;
		if (l->kind == LINE_ROW && !in->bad)
			take_row(in, doc->text, l, &table);
		from = l->span.at + l->span.n;
	}
}

static void take_cells(struct in *in, struct sheet *s)
{
	s->n_cells = take_count(in, 4 * sizeof(uint32_t), LIMIT_CELLS);
	s->cells = arena_array(in->a, s->n_cells, sizeof *s->cells);
	uint64_t next = 0;
	for (uint32_t i = 0; i < s->n_cells && !in->bad; i++) {
		struct cell *c = &s->cells[i];
		c->row = take_u32(in);
		c->col = take_u32(in);
		uint32_t kind = take_u32(in);
		c->text = take_str(in);
		uint64_t place = (uint64_t)c->row * LIMIT_COLUMNS + c->col;
		if (c->row >= LIMIT_ROWS || c->col >= LIMIT_COLUMNS || kind > CELL_DAY ||
			place < next)
			in->bad = true;
		c->kind = (enum cell_kind)kind;
		next = place + 1;
	}
}

static void take_sheet(struct in *in, struct sheet *s)
{
	s->name = take_str(in);
	s->hidden = take_u32(in) != 0;
	take_cells(in, s);
	s->n_merges = take_count(in, sizeof *s->merges, LIMIT_MERGES);
	s->merges = arena_array(in->a, s->n_merges, sizeof *s->merges);
	take(in, s->merges, s->n_merges * sizeof *s->merges);
	for (uint32_t i = 0; i < s->n_merges; i++) {
		const struct merge *m = &s->merges[i];
		if (m->last_row >= LIMIT_ROWS || m->last_col >= LIMIT_COLUMNS ||
			m->row > m->last_row || m->col > m->last_col)
			in->bad = true;
	}
	s->n_widths = take_count(in, sizeof *s->widths, LIMIT_COLUMNS);
	s->widths = arena_array(in->a, s->n_widths, sizeof *s->widths);
	take(in, s->widths, s->n_widths * sizeof *s->widths);
	for (uint32_t i = 0; i < s->n_widths; i++)
		if (s->widths[i].col >= LIMIT_COLUMNS || s->widths[i].hundredths > 25500)
			in->bad = true;
}

static void take_book(struct in *in, struct book *book)
{
	book->format = take_str(in);
	book->charset = take_str(in);
	book->notes = take_notes(in, &book->n_notes);
	book->n_sheets = take_count(in, 5 * sizeof(uint32_t), LIMIT_SHEETS);
	book->sheets = arena_array(in->a, book->n_sheets, sizeof *book->sheets);
	for (uint32_t i = 0; i < book->n_sheets && !in->bad; i++)
		take_sheet(in, &book->sheets[i]);
}

bool msg_get(struct arena *a, struct str bytes, struct msg *out)
{
	struct in in = {.a = a, .rest = bytes};
	*out = (struct msg){0};
	if (take_u32(&in) != MAGIC)
		return false;
	uint32_t kind = take_u32(&in);
	out->kind = (enum msg_kind)kind;
	if (kind == MSG_DOC)
		take_doc(&in, &out->doc);
	else if (kind == MSG_BOOK)
		take_book(&in, &out->book);
	else if (kind == MSG_ERROR || kind == MSG_OFFICE)
		out->text = take_str(&in);
	else
		in.bad = true;
	return !in.bad && in.rest.n == 0;
}

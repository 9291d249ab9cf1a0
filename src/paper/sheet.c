/* sheet.c — see sheet.h. Strips become pages; page numbers. */
#include "paper/sheet_int.h"

#include "base/bug.h"

double sheet_base(double size)
{
	return size * 0.88;
}

void sheet_put(struct arena *a, struct sheet *out, const struct sheet_text *text)
{
	if (text->n)
		*vec_add(a, &out->texts) = *text;
}

/* ---- strips ---- */

struct strip *strips_add(struct strips *s, double high, double ink)
{
	struct strip *n = vec_add(s->a, &s->list);
	n->high = high;
	n->ink = ink;
	n->header = -1;
	n->texts = s->texts.n;
	n->rules = s->rules.n;
	return n;
}

void strips_text(struct strips *s, const struct line *line, double x, double y, double size)
{
	if (line->n == 0)
		return;
	*vec_add(s->a, &s->texts) = (struct sheet_text){.chars = line->chars,
		.n = line->n,
		.x = x,
		.y = y + sheet_base(size),
		.size = size};
	s->list.at[s->list.n - 1].n_texts++;
}

void strips_rule(struct strips *s, const struct sheet_rule *rule)
{
	*vec_add(s->a, &s->rules) = *rule;
	s->list.at[s->list.n - 1].n_rules++;
}

/* ---- pages ---- */

struct pages {
	struct arena *a;
	const struct strips *s;
	struct sheet *out;
	double y; /* on the page, from the text area's upper edge */
	bool fresh;
};

static void draw_strip(struct pages *p, const struct strip *t)
{
	double y = SHEET_TOP + p->y;
	for (size_t i = 0; i < t->n_texts; i++) {
		struct sheet_text c = p->s->texts.at[t->texts + i];
		c.page = p->out->n_pages - 1;
		c.x += SHEET_LEFT;
		c.y += y;
		sheet_put(p->a, p->out, &c);
	}
	for (size_t i = 0; i < t->n_rules; i++) {
		struct sheet_rule r = p->s->rules.at[t->rules + i];
		r.page = p->out->n_pages - 1;
		r.x1 += SHEET_LEFT;
		r.x2 += SHEET_LEFT;
		r.y1 += y;
		r.y2 += y;
		*vec_add(p->a, &p->out->rules) = r;
	}
	p->y += t->high;
	p->fresh = false;
}

/* The next line of the grid at or below `y`. */
static double grid_below(double y)
{
	double lines = y / SHEET_LEAD;
	int whole = (int)lines;
	return (lines - whole > 0.01 ? whole + 1 : whole) * SHEET_LEAD;
}

enum { COMPANY = 9 }; /* strips kept together at the most: an annex's head */

/* Whether strip `i` with all it must keep company with fits below `y`. */
static bool fits(const struct pages *p, size_t i, double y)
{
	const struct strip *t = p->s->list.at;
	for (size_t end = i + COMPANY; i < end; i++) {
		if (t[i].to_grid)
			y = grid_below(y);
		if (y + t[i].ink > SHEET_TEXT_HIGH + 0.1)
			return false;
		if (!t[i].with_next || i + 1 >= p->s->list.n || t[i + 1].new_page)
			return true;
		y += t[i].high;
	}
	return true;
}

static void new_page(struct pages *p)
{
	p->out->n_pages++;
	p->y = 0;
	p->fresh = true;
}

static void put_strip(struct pages *p, size_t i)
{
	const struct strip *t = &p->s->list.at[i];
	if (!p->fresh && (t->new_page || !fits(p, i, p->y))) {
		new_page(p);
		if (t->header >= 0)
			draw_strip(p, &p->s->list.at[t->header]);
	}
	if (t->to_grid)
		p->y = grid_below(p->y);
	draw_strip(p, t);
}

/* — 1 — in 四号: right on odd pages, left on even ones, one character in from the edge; the dash
 * lies 7 mm below the text area. */
static void number_pages(struct arena *a, struct faces *f, const struct letter *l, struct sheet *s)
{
	for (int i = l->form == LETTER_MAIL; i < s->n_pages; i++) {
		const struct line_run run = {str_fmt(a, "— %d —", i + 1), FACE_SONG};
		struct line n = lines_one(a, f, run, SHEET_SMALL, SHEET_SMALL);
		double x = i % 2 == 0 ? SHEET_TEXT_WIDE - SHEET_PITCH - n.wide : SHEET_PITCH;
		sheet_put(a, s,
			&(struct sheet_text){.page = i,
				.chars = n.chars,
				.n = n.n,
				.x = SHEET_LEFT + x,
				.size = SHEET_SMALL,
				.y = SHEET_TOP + SHEET_TEXT_HIGH + SHEET_MM(7) +
				     SHEET_SMALL * 0.36});
	}
}

bool sheet_lay(struct arena *a, struct faces *f, const struct letter *l, struct sheet *out,
	struct str *why)
{
	struct strips s = {.a = a, .faces = f, .l = l};
	struct pages p = {.a = a, .s = &s, .out = out, .fresh = true};
	*out = (struct sheet){.n_pages = 1};
	p.y = sheet_head(a, f, l, out);
	strips_body(&s);
	for (size_t i = 0; i < s.list.n && out->n_pages <= SHEET_PAGES; i++)
		put_strip(&p, i);
	double foot = sheet_colophon_high(a, f, l);
	if (foot > 0 && p.y - (SHEET_LEAD - SHEET_SIZE) + foot > SHEET_TEXT_HIGH)
		new_page(&p);
	if (out->n_pages > SHEET_PAGES) {
		*why = str_fmt(a, "排出来超过 %d 页，请分成几份", SHEET_PAGES);
		return false;
	}
	if (foot > 0)
		sheet_colophon(a, f, l, out->n_pages - 1, out);
	number_pages(a, f, l, out);
	return true;
}

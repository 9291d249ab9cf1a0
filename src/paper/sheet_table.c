/* sheet_table.c — a table as strips: a row each, its rules around the cells, the titles again on
 * every page. A row higher than a page is cut between lines. */
#include "paper/sheet_int.h"

#include "base/bug.h"

static const double CELL_SIZE = 12, CELL_LEAD = 18, CELL_SIDE = 4, CELL_EDGE = 4, CELL_RULE = 0.5,
		    FORM_HIGH = 34; /* of a row somebody writes in by hand */
/* Lines of a row, and of the titles, in one strip: together they stay below a page. */
enum { MOST_LINES = 30, MOST_HEAD = 4 };

struct cells {
	struct line *lines[LETTER_COLUMNS];
	int n[LETTER_COLUMNS];
	bool centred[LETTER_COLUMNS];
	int most; /* lines of the highest cell */
};

static double col_wide(const struct letter_table *t, int i)
{
	return SHEET_TEXT_WIDE * t->cols[i].share / letter_shares(t);
}

static struct cells break_cells(
	struct strips *s, const struct letter_table *t, const struct str *texts, bool head)
{
	struct cells c = {.most = 1};
	for (int i = 0; i < t->n_cols; i++) {
		struct str text = texts ? texts[i] : t->cols[i].title;
		const struct line_run run = {text, head ? FACE_HEI : FACE_BODY};
		const struct lines_in in = {.runs = &run,
			.n_runs = 1,
			.size = CELL_SIZE,
			.pitch = CELL_SIZE,
			.width = col_wide(t, i) - 2 * CELL_SIDE,
			.ragged = true};
		c.n[i] = lines_break(s->a, s->faces, &in, &c.lines[i]);
		c.centred[i] = head || letter_is_centred(t, i);
		if (c.n[i] > c.most)
			c.most = c.n[i];
	}
	return c;
}

static void put_rules(struct strips *s, const struct letter_table *t, double high)
{
	double x = 0;
	struct sheet_rule r = {.x2 = SHEET_TEXT_WIDE, .thick = CELL_RULE};
	strips_rule(s, &r);
	r.y1 = r.y2 = high;
	strips_rule(s, &r);
	for (int i = 0; i <= t->n_cols; i++) {
		strips_rule(
			s, &(struct sheet_rule){.x1 = x, .x2 = x, .y2 = high, .thick = CELL_RULE});
		if (i < t->n_cols)
			x += col_wide(t, i);
	}
}

/* Lines `from` to `to` of a row as one strip. */
static struct strip *put_part(
	struct strips *s, const struct letter_table *t, const struct cells *c, int from, int to)
{
	double high = (to - from) * CELL_LEAD + 2 * CELL_EDGE, x = 0, spare = 0;
	if (t->bare && high < FORM_HIGH) {
		spare = FORM_HIGH - high;
		high = FORM_HIGH;
	}
	struct strip *strip = strips_add(s, high, high);
	for (int i = 0; i < t->n_cols; i++) {
		int n = c->n[i];
		double wide = col_wide(t, i);
		double y = CELL_EDGE + (CELL_LEAD - CELL_SIZE + spare) / 2;
		if (c->most <= MOST_LINES)
			y += (c->most - n) * CELL_LEAD / 2;
		for (int k = from; k < to && k < n; k++) {
			const struct line *l = &c->lines[i][k];
			double side = c->centred[i] ? (wide - l->wide) / 2 : CELL_SIDE;
			strips_text(s, l, x + side, y + (k - from) * CELL_LEAD, CELL_SIZE);
		}
		x += wide;
	}
	put_rules(s, t, high);
	return strip;
}

static void put_row(
	struct strips *s, const struct letter_table *t, const struct cells *c, int header)
{
	for (int from = 0; from < c->most; from += MOST_LINES) {
		int to = from + MOST_LINES < c->most ? from + MOST_LINES : c->most;
		put_part(s, t, c, from, to)->header = header;
	}
}

void strips_table(struct strips *s, const struct letter_table *t)
{
	int header = -1;
	if (!t->bare) {
		struct cells c = break_cells(s, t, NULL, true);
		int to = c.most < MOST_HEAD ? c.most : MOST_HEAD;
		header = (int)s->list.n;
		put_part(s, t, &c, 0, to)->with_next = true;
	}
	for (int i = 0; i < t->n_rows; i++) {
		struct cells c = break_cells(s, t, &t->cells[(size_t)i * (size_t)t->n_cols], false);
		put_row(s, t, &c, header);
	}
}

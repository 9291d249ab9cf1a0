/* sheet_body.c — the body of a letter as strips: title, addressee, paragraphs, headings, tables,
 * annexes, signature. */
#include "paper/sheet_int.h"

#include "base/bug.h"

/* A line of the grid. */
static struct strip *grid_line(struct strips *s)
{
	struct strip *t = strips_add(s, SHEET_LEAD, SHEET_SIZE);
	t->to_grid = true;
	return t;
}

static void blank(struct strips *s, int n, bool with_next)
{
	while (n-- > 0)
		grid_line(s)->with_next = with_next;
}

static struct line one(struct strips *s, struct str text, enum face_role role)
{
	return lines_one(s->a, s->faces, (struct line_run){text, role}, SHEET_SIZE, SHEET_PITCH);
}

/* Text broken into lines; each is a strip. */
static void flow(struct strips *s, const struct line_run *runs, int n, double indent, double hang)
{
	const struct lines_in in = {.runs = runs,
		.n_runs = n,
		.size = SHEET_SIZE,
		.pitch = SHEET_PITCH,
		.indent = indent,
		.hang = hang,
		.width = SHEET_TEXT_WIDE};
	struct line *lines;
	int k = lines_break(s->a, s->faces, &in, &lines);
	for (int i = 0; i < k; i++) {
		grid_line(s);
		strips_text(s, &lines[i], 0, 0, SHEET_SIZE);
	}
}

/* ---- title and addressee ---- */

/* Lines of 二号 in the middle, on the grid of the body. */
static void put_title(struct strips *s, struct str title)
{
	struct str lines[LETTER_TITLE_LINES];
	int n = letter_title(title, (int)(SHEET_TEXT_WIDE / SHEET_LARGE) - 1, lines);
	for (int i = 0; i < n; i++) {
		struct line l = lines_one(s->a, s->faces, (struct line_run){lines[i], FACE_TITLE},
			SHEET_LARGE, SHEET_LARGE);
		struct strip *t = grid_line(s);
		t->with_next = true;
		strips_text(s, &l, (SHEET_TEXT_WIDE - l.wide) / 2, (SHEET_SIZE - SHEET_LARGE) / 2,
			SHEET_LARGE);
	}
	if (n)
		blank(s, 1, true);
}

static void put_to(struct strips *s, struct str to)
{
	const struct line_run runs[] = {{to, FACE_BODY}, {S("："), FACE_BODY}};
	if (to.n)
		flow(s, runs, str_ends(to, S("：")) ? 1 : 2, 0, 0);
}

/* ---- blocks ---- */

static void put_head(struct strips *s, const struct letter_block *b, struct letter_count *count)
{
	static const enum face_role ROLES[] = {FACE_BODY, FACE_HEI, FACE_KAI, FACE_BODY, FACE_BODY};
	size_t head = letter_head_part(b->text);
	const struct line_run runs[] = {
		{letter_number(s->a, count, b->level), ROLES[b->level]},
		{str_first(b->text, head), ROLES[b->level]},
		{str_from(b->text, head), FACE_BODY},
	};
	size_t first = s->list.n;
	flow(s, runs, 3, 2 * SHEET_PITCH, 0);
	if (head == b->text.n)
		for (size_t i = first; i < s->list.n; i++)
			s->list.at[i].with_next = true;
}

static void put_line(struct strips *s, const struct letter_block *b)
{
	const struct line_run run = {b->text, FACE_BODY};
	struct line l = one(s, b->text, FACE_BODY);
	if (b->place == LETTER_LEFT || l.wide > SHEET_TEXT_WIDE) {
		flow(s, &run, 1, 0, 0);
		return;
	}
	double free = SHEET_TEXT_WIDE - l.wide;
	grid_line(s);
	strips_text(s, &l, b->place == LETTER_CENTRE ? free / 2 : free, 0, SHEET_SIZE);
}

/* A new page: 附件 in the first line, its title in the third; a form begins with its title. */
static void put_annex(struct strips *s, const struct letter_block *b, int i)
{
	struct line name = one(s, letter_annex_name(s->a, s->l, i), FACE_HEI);
	size_t first = s->list.n;
	if (name.n) {
		grid_line(s)->with_next = true;
		strips_text(s, &name, 0, 0, SHEET_SIZE);
		blank(s, 1, true);
	}
	put_title(s, b->text);
	if (s->list.n > first)
		s->list.at[first].new_page = true;
}

static void put_block(struct strips *s, const struct letter_block *b, struct letter_count *count)
{
	const struct line_run run = {b->text, FACE_BODY};
	switch (b->kind) {
	case LETTER_PARA:
		flow(s, &run, 1, 2 * SHEET_PITCH, 0);
		break;
	case LETTER_HEAD:
		put_head(s, b, count);
		break;
	case LETTER_LINE:
		put_line(s, b);
		break;
	case LETTER_TABLE:
		strips_table(s, b->table);
		break;
	case LETTER_ANNEX:
		BUG("annexes are put by themselves");
	}
}

/* ---- behind the body ---- */

/* 附件：1.… two characters in; further names stand under the first. */
static void put_attached(struct strips *s)
{
	double label = 5 * SHEET_PITCH;
	size_t last = s->list.n;
	if (s->l->n_attached)
		blank(s, 1, false);
	for (int i = 0; i < s->l->n_attached; i++) {
		struct str mark = letter_attached_mark(s->a, s->l, i);
		const struct line_run runs[] = {{mark, FACE_BODY}, {s->l->attached[i], FACE_BODY}};
		double wide = one(s, mark, FACE_BODY).wide, at = i ? label : 2 * SHEET_PITCH;
		flow(s, runs, 2, at, at + wide);
	}
	/* A short statement does not part from the body. */
	for (size_t i = last ? last - 1 : 0; s->l->n_attached && i < s->list.n; i++)
		s->list.at[i].with_next = s->l->n_attached <= 2;
}

struct spots {
	double from, date;
};

/* Sealed: the date four characters from the right, the name centred over it. Not sealed: the
 * name two characters from the right, the date two characters to the right of its beginning. */
static struct spots sign_spots(const struct letter *l, double from, double date)
{
	double edge = SHEET_TEXT_WIDE, two = 2 * SHEET_PITCH;
	if (l->sealed) {
		double at = edge - 2 * two - date, name = at + date / 2 - from / 2;
		if (name + from <= edge)
			return (struct spots){name, at};
		return (struct spots){edge - from, edge - from / 2 - date / 2};
	}
	if (date > from)
		return (struct spots){edge - two - date - two, edge - two - date};
	return (struct spots){edge - two - from, edge - from};
}

static void put_sign(struct strips *s)
{
	struct line from = one(s, s->l->from, FACE_BODY),
		    date = one(s, letter_day(s->a, s->l->date), FACE_BODY);
	struct spots at = sign_spots(s->l, from.wide, date.wide);
	if (from.n == 0 && date.n == 0)
		return;
	/* No page holds nothing but the signature: the last line before it comes along. */
	if (s->list.n)
		s->list.at[s->list.n - 1].with_next = true;
	blank(s, s->l->sealed ? 2 : 1, true);
	if (from.n) {
		grid_line(s)->with_next = date.n > 0;
		strips_text(s, &from, at.from < 0 ? 0 : at.from, 0, SHEET_SIZE);
	}
	if (date.n) {
		grid_line(s);
		strips_text(s, &date, at.date, 0, SHEET_SIZE);
	}
}

static void put_note(struct strips *s)
{
	const struct line_run runs[] = {
		{S("（"), FACE_BODY}, {s->l->note, FACE_BODY}, {S("）"), FACE_BODY}};
	if (s->l->note.n)
		flow(s, runs, 3, 2 * SHEET_PITCH, 0);
}

static void put_end(struct strips *s)
{
	put_attached(s);
	put_sign(s);
	put_note(s);
}

void strips_body(struct strips *s)
{
	struct letter_count count = {0};
	int i = 0, annex = 0;
	put_title(s, s->l->title);
	put_to(s, s->l->to);
	for (; i < s->l->n_blocks && s->l->blocks[i].kind != LETTER_ANNEX; i++)
		put_block(s, &s->l->blocks[i], &count);
	put_end(s);
	for (; i < s->l->n_blocks; i++) {
		if (s->l->blocks[i].kind != LETTER_ANNEX) {
			put_block(s, &s->l->blocks[i], &count);
			continue;
		}
		count = (struct letter_count){0};
		put_annex(s, &s->l->blocks[i], annex++);
	}
}

/* sheet_head.c — what stands at fixed places of the first and the last page: 版头 and 版记. */
#include "paper/sheet_int.h"

struct place {
	struct arena *a;
	struct faces *f;
	struct sheet *out;
	int page;
};

/* Text whose character boxes begin at `y` of the text area; x from its left edge. */
static void put(struct place *p, const struct line *line, double x, double y, double size)
{
	sheet_put(p->a, p->out,
		&(struct sheet_text){.page = p->page,
			.chars = line->chars,
			.n = line->n,
			.x = SHEET_LEFT + x,
			.y = SHEET_TOP + y + sheet_base(size),
			.size = size});
}

static struct line body_line(struct place *p, struct str text, enum face_role role)
{
	return lines_one(p->a, p->f, (struct line_run){text, role}, SHEET_SIZE, SHEET_PITCH);
}

/* A rule as wide as the text area stands in it, a wider one in the middle of the paper. */
static void put_rule(struct place *p, double y, double wide, double thick, bool red)
{
	double x = wide > SHEET_TEXT_WIDE ? (SHEET_WIDE - wide) / 2 : SHEET_LEFT;
	*vec_add(p->a, &p->out->rules) = (struct sheet_rule){.page = p->page,
		.x1 = x,
		.x2 = x + wide,
		.y1 = SHEET_TOP + y,
		.y2 = SHEET_TOP + y,
		.thick = thick,
		.red = red};
}

/* 份号, 密级, 紧急程度: lines from `y` on, flush left. Returns where the next would stand. */
static double put_marks(struct place *p, const struct letter *l, double y)
{
	const struct {
		struct str text;
		enum face_role role;
	} MARKS[] = {{l->copy_no, FACE_BODY}, {l->secrecy, FACE_HEI}, {l->urgency, FACE_HEI}};
	for (int i = 0; i < 3; i++) {
		if (MARKS[i].text.n == 0)
			continue;
		struct line line = body_line(p, MARKS[i].text, MARKS[i].role);
		put(p, &line, 0, y, SHEET_SIZE);
		y += SHEET_LEAD;
	}
	return y;
}

/* 发文机关标志: as large as the line allows, at most `most`. Returns its size. */
static double put_mark(struct place *p, struct str text, double y, double most)
{
	const struct line_run run = {text, FACE_TITLE};
	struct line unit = lines_one(p->a, p->f, run, 1, 1);
	double size = unit.wide * most > SHEET_TEXT_WIDE ? SHEET_TEXT_WIDE / unit.wide : most;
	struct line line = lines_one(p->a, p->f, run, size, size);
	put(p, &line, (SHEET_TEXT_WIDE - line.wide) / 2, y - size * 0.04, size);
	if (line.n)
		p->out->texts.at[p->out->texts.n - 1].red = true;
	return size;
}

/* 发文字号, with 签发人 on its right where there is one. */
static void put_number(struct place *p, const struct letter *l, double y)
{
	struct line number = body_line(p, l->number, FACE_BODY);
	if (l->signer.n == 0) {
		put(p, &number, (SHEET_TEXT_WIDE - number.wide) / 2, y, SHEET_SIZE);
		return;
	}
	struct line label = body_line(p, S("签发人："), FACE_BODY),
		    name = body_line(p, l->signer, FACE_KAI);
	double x = SHEET_TEXT_WIDE - SHEET_PITCH - name.wide;
	put(p, &number, SHEET_PITCH, y, SHEET_SIZE);
	put(p, &label, x - label.wide, y, SHEET_SIZE);
	put(p, &name, x, y, SHEET_SIZE);
}

static double lines_below(double y, int n)
{
	return y + n * SHEET_LEAD;
}

/* 文件格式: the mark's upper edge 35 mm below the text area's, the number two lines below it, the
 * rule 4 mm below that; two blank lines to the title. */
static double head_red(struct place *p, const struct letter *l)
{
	static const double MOST = 58, RULE = 1.5;
	put_marks(p, l, 0);
	double y = SHEET_MM(35), size = put_mark(p, l->mark, y, MOST);
	y = lines_below(y + size, 2);
	put_number(p, l, y);
	y += SHEET_SIZE + SHEET_MM(4);
	put_rule(p, y, SHEET_TEXT_WIDE, RULE, true);
	return lines_below(y, 2);
}

/* 信函格式: the mark's upper edge 30 mm from the paper's, a double rule of 170 mm 4 mm below it, a
 * second one 20 mm from the paper's lower edge. */
static double head_mail(struct place *p, const struct letter *l)
{
	static const double MOST = 46, THICK = 2.25, THIN = 0.75, APART = 2.6;
	double wide = SHEET_MM(170), y = SHEET_MM(30) - SHEET_TOP;
	double foot = SHEET_HIGH - SHEET_MM(20) - SHEET_TOP;
	y += put_mark(p, l->mark, y, MOST) + SHEET_MM(4);
	put_rule(p, y, wide, THICK, true);
	put_rule(p, y + APART, wide, THIN, true);
	put_rule(p, foot, wide, THIN, true);
	put_rule(p, foot + APART, wide, THICK, true);
	y += APART + SHEET_SIZE * 7 / 8;
	struct line number = body_line(p, l->number, FACE_BODY);
	put(p, &number, SHEET_TEXT_WIDE - number.wide, y, SHEET_SIZE);
	double marks = put_marks(p, l, y), line = y + SHEET_LEAD;
	return lines_below(marks > line ? marks : line, 2);
}

double sheet_head(struct arena *a, struct faces *f, const struct letter *l, struct sheet *out)
{
	struct place p = {a, f, out, 0};
	if (l->form == LETTER_RED)
		return head_red(&p, l);
	if (l->form == LETTER_MAIL)
		return head_mail(&p, l);
	return put_marks(&p, l, 0);
}

/* ---- 版记 ---- */

static const double ROW = 24; /* of a line of 四号 between two rules */

static int cc_lines(struct arena *a, struct faces *f, const struct letter *l, struct line **out)
{
	const struct line_run runs[] = {
		{S("抄送："), FACE_BODY}, {l->cc, FACE_BODY}, {S("。"), FACE_BODY}};
	const struct lines_in in = {.runs = runs,
		.n_runs = 3,
		.size = SHEET_SMALL,
		.pitch = SHEET_SMALL,
		.hang = 3 * SHEET_SMALL,
		.width = SHEET_TEXT_WIDE - 2 * SHEET_SMALL};
	return l->cc.n ? lines_break(a, f, &in, out) : 0;
}

static bool has_printed(const struct letter *l)
{
	return l->form != LETTER_MAIL && l->printed_by.n > 0;
}

double sheet_colophon_high(struct arena *a, struct faces *f, const struct letter *l)
{
	struct line *lines;
	return ROW * (cc_lines(a, f, l, &lines) + has_printed(l));
}

static void put_printed(struct place *p, const struct letter *l, double y)
{
	struct str day = letter_day(p->a, l->printed);
	struct line by = lines_one(p->a, p->f, (struct line_run){l->printed_by, FACE_BODY},
			    SHEET_SMALL, SHEET_SMALL),
		    on = lines_one(p->a, p->f,
			    (struct line_run){
				    day.n ? str_cat(p->a, day, S("印发")) : day, FACE_BODY},
			    SHEET_SMALL, SHEET_SMALL);
	put(p, &by, SHEET_SMALL, y, SHEET_SMALL);
	put(p, &on, SHEET_TEXT_WIDE - SHEET_SMALL - on.wide, y, SHEET_SMALL);
}

/* The last rule is the text area's lower edge; thick rules outside, thin ones between. A 信函 has
 * neither rules nor 印发机关. */
void sheet_colophon(
	struct arena *a, struct faces *f, const struct letter *l, int page, struct sheet *out)
{
	static const double DOWN = (24 - 14) / 2.0;
	struct place p = {a, f, out, page};
	struct line *cc;
	int n = cc_lines(a, f, l, &cc);
	bool ruled = l->form != LETTER_MAIL;
	double y = SHEET_TEXT_HIGH - ROW * (n + has_printed(l));
	if (ruled)
		put_rule(&p, y, SHEET_TEXT_WIDE, SHEET_MM(0.35), false);
	for (int i = 0; i < n; i++) {
		put(&p, &cc[i], SHEET_SMALL, y + DOWN, SHEET_SMALL);
		y += ROW;
	}
	if (has_printed(l)) {
		if (n)
			put_rule(&p, y, SHEET_TEXT_WIDE, SHEET_MM(0.25), false);
		put_printed(&p, l, y + DOWN);
	}
	if (ruled)
		put_rule(&p, SHEET_TEXT_HIGH, SHEET_TEXT_WIDE, SHEET_MM(0.35), false);
}

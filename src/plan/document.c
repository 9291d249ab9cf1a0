/* document.c — see document.h.
 *
 * The text is walked once: lines that belong to no measure as they are, each measure in its place
 * with its present words. A line whose number is the one due becomes a heading, for the writers
 * number headings themselves; any other number stays as it was typed. */
#include "plan/document.h"
#include "base/scan.h"
#include "base/vec.h"

struct body {
	struct ctx *cx;
	const struct plan_row *plan;
	struct letter_count count;
	VEC(struct letter_block) blocks;
	bool begun, dated;
};

/* 一、 for 一、 and, where a writer used another mark, (一) for （一）, 1、 for 1. */
static bool eat_number(struct str line, struct str number, struct str *rest)
{
	size_t i = 0;
	if (str_starts(line, number)) {
		*rest = str_trim(str_from(line, number.n));
		return rest->n > 0;
	}
	bool bracket = str_starts(number, S("（"));
	struct str core = bracket ? str_n(number.p + 3, number.n - 6) : number;
	if (!bracket && str_ends(core, S(".")))
		core = str_n(core.p, core.n - 1);
	else if (!bracket)
		return false;
	if (bracket && !scan_eat(line, &i, S("(")))
		return false;
	if (!scan_eat(line, &i, core))
		return false;
	if (bracket ? !scan_eat(line, &i, S(")"))
		    : !scan_eat(line, &i, S("、")) && !scan_eat(line, &i, S("．")))
		return false;
	*rest = str_trim(str_from(line, i));
	return rest->n > 0;
}

static bool take_heading(struct body *b, struct str line)
{
	for (int level = 1; level <= LETTER_LEVELS; level++) {
		struct letter_count next = b->count;
		struct str rest;
		if (!eat_number(line, letter_number(b->cx->a, &next, level), &rest))
			continue;
		b->count = next;
		*vec_add(b->cx->a, &b->blocks) = (struct letter_block){
			.kind = LETTER_HEAD, .level = level, .text = rest};
		return true;
	}
	return false;
}

/* 2026年3月1日 alone in its line. */
static bool is_date(struct body *b, struct str line)
{
	return day_is_set(b->plan->issue_day) &&
	       str_eq(line, letter_day(b->cx->a, b->plan->issue_day));
}

static void take_line(struct body *b, struct str line)
{
	const struct plan_row *p = b->plan;
	bool head = !b->begun && (str_has(p->title, line) || str_eq(p->number, line));
	if (line.n == 0 || head)
		return;
	b->begun = true;
	bool date = is_date(b, line);
	b->dated |= date;
	if (date || str_eq(line, p->issuer))
		*vec_add(b->cx->a, &b->blocks) = (struct letter_block){
			.kind = LETTER_LINE, .place = LETTER_RIGHT, .text = line};
	else if (!take_heading(b, line))
		*vec_add(b->cx->a, &b->blocks) = (struct letter_block){
			.kind = LETTER_PARA, .text = line};
}

static void take_text(struct body *b, struct str text)
{
	text = str_replace(b->cx->a, text, S("\t"), S("　"));
	while (text.n)
		take_line(b, str_trim(str_cut(&text, S("\n"))));
}

static void take_measures(struct body *b)
{
	struct measure_row **m;
	struct str text = plan_text(b->cx, b->plan->head.id);
	int n = plan_measures(b->cx, b->plan->head.id, &m);
	size_t at = 0;
	for (int i = 0; i < n; i++) {
		size_t from = (size_t)m[i]->span_at, to = from + (size_t)m[i]->span_n;
		if (m[i]->span_n > 0 && from >= at && to <= text.n) {
			take_text(b, str_n(text.p + at, from - at));
			at = to;
		}
		if (m[i]->head.state != MEASURE_CANCELLED)
			take_text(b, m[i]->text.n ? m[i]->text : m[i]->heading);
	}
	take_text(b, str_from(text, at));
}

const struct letter *document_of(struct ctx *cx, const struct plan_row *p)
{
	struct body b = {.cx = cx, .plan = p};
	struct letter *l = arena_new(cx->a, struct letter);
	take_measures(&b);
	*l = (struct letter){.form = p->number.n && p->issuer.n ? LETTER_RED : LETTER_PLAIN,
		.mark = p->issuer.n ? str_cat(cx->a, p->issuer, S("文件")) : STR_NONE,
		.number = p->number,
		.title = p->title,
		.blocks = b.blocks.at,
		.n_blocks = (int)b.blocks.n,
		.note = p->edition > 1 ? str_fmt(cx->a, "第 %lld 版", (long long)p->edition)
				       : STR_NONE,
		.from = b.dated ? STR_NONE : p->issuer,
		.date = b.dated ? DAY_NONE : p->issue_day,
		.printed = DAY_NONE};
	return l;
}

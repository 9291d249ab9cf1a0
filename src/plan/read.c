/* read.c — from a document to a reading. See read.h; the grammar is in the files read_int.h
 * lists. */
#include "plan/read.h"
#include "base/bug.h"
#include "base/scan.h"
#include "plan/read_int.h"

struct str read_source_of(const struct reader *r, struct str part)
{
	return part.n ? fold_source(&r->f, part) : STR_NONE;
}

struct span read_span(const struct reader *r, struct str part)
{
	struct str s = read_source_of(r, part);
	return s.n ? (struct span){(uint32_t)(s.p - r->doc->text.p), (uint32_t)s.n}
		   : (struct span){0};
}

struct str read_role_name(enum read_role role)
{
	static const struct str names[READ_ROLES] = {
		SCAN_W("lead"), SCAN_W("responsible"), SCAN_W("cooperating"), SCAN_W("leaders")};
	AN(role < READ_ROLES);
	return names[role];
}

struct str read_kind_name(enum phrase_kind k)
{
	static const struct str names[] = {
		SCAN_W("deadline"),
		SCAN_W("range"),
		SCAN_W("cadence"),
		SCAN_W("quota"),
		SCAN_W("standing"),
		SCAN_W("immediate"),
		SCAN_W("unspec"),
	};
	AN((size_t)k < NELEM(names));
	return names[k];
}

struct str read_source_name(enum read_source s)
{
	static const struct str names[] = {SCAN_W("none"), SCAN_W("block"), SCAN_W("inline"),
		SCAN_W("table"), SCAN_W("prose")};
	AN((size_t)s < NELEM(names));
	return names[s];
}

/* A bracket that is broken over lines, as in text taken from a PDF, is put together again. */
static void join_brackets(struct reader *r)
{
	struct mark m;
	for (int i = 0; i + 1 < r->n_lines; i++) {
		struct str line = r->lines[i], next = r->lines[i + 1];
		size_t open = 0;
		bool unclosed = false;
		for (size_t k = 0; k < line.n; k = scan_step(line, k))
			if (line.p[k] == '(') {
				open = scan_close(line, k);
				unclosed = !open;
				k = open ? open - 1 : k;
			}
		if (!unclosed || !next.n || r->doc->lines[i].kind == LINE_ROW ||
			r->doc->lines[i + 1].kind == LINE_ROW || mark_read(next, 1, 0, &m))
			continue;
		struct str both = str_n(line.p, (size_t)(next.p + next.n - line.p));
		if (!str_has(next, S(")")))
			continue;
		r->lines[i + 1] = both;
		r->lines[i] = str_n(line.p, 0);
	}
}

static void cut_lines(struct reader *r)
{
	const struct doc *d = r->doc;
	r->n_lines = d->n_lines;
	for (int i = 0; i < d->n_lines; i++) {
		struct span s = d->lines[i].span;
		if (s.at > r->f.source.n || s.n > r->f.source.n - s.at) {
			r->n_lines = i;
			return;
		}
		size_t from = fold_find(&r->f, s.at), to = fold_find(&r->f, (size_t)s.at + s.n);
		struct str line = str_trim(str_n(r->t.p + from, to - from));
		size_t sharps = 0; /* Markdown heads */
		while (sharps < line.n && line.p[sharps] == '#')
			sharps++;
		r->lines[i] = str_trim(str_from(line, sharps));
		if (mark_is_pager(r->lines[i]))
			r->lines[i].n = 0;
	}
}

/* Tables copied from a page leave their borders behind: a line that is only |, or one cell a line
 * with | at its end. Rows with marks between their cells keep them. */
static void drop_borders(struct reader *r)
{
	enum { FEW = 4 };
	for (int pass = 0, n = 0; pass < 2 && (pass == 0 || n >= FEW); pass++)
		for (int i = 0; i < r->n_lines; i++) {
			struct str *line = &r->lines[i];
			if (!str_ends(*line, S("|")) ||
				str_find(*line, S("|"), 0) + 1 != (ptrdiff_t)line->n)
				continue;
			n++;
			if (pass)
				*line = str_trim(str_n(line->p, line->n - 1));
		}
}

static void fold_lines(struct reader *r)
{
	r->lines = arena_array(r->a, (size_t)r->doc->n_lines + 1, sizeof *r->lines);
	cut_lines(r);
	const int *onto = wrap_join(r);
	if (onto)
		cut_lines(r);
	for (int i = r->n_lines - 1; onto && i >= 0; i--) {
		struct str *line = &r->lines[i], *next = onto[i] < 0 ? NULL : &r->lines[onto[i]];
		if (!next)
			continue;
		*line = str_n(line->p, (size_t)(next->p + next->n - line->p));
		next->n = 0;
	}
	drop_borders(r);
	join_brackets(r);
}

/* 排在第一位的为牵头单位，下同: with two names or an open 等 the first leads; 各… never does. */
static void apply_first_rule(struct read_draft *d)
{
	struct read_names *lead = &d->pub.names[READ_LEAD], *all = &d->pub.names[READ_RESPONSIBLE];
	if (lead->n || all->n == 0 || all->at[0].collective || all->at[0].open ||
		(all->n < 2 && !all->at[0].and_others))
		return;
	static const struct str any[] = {SCAN_W("各")};
	if (scan_starts(all->at[0].text, any, 1) >= 0)
		return;
	*lead = (struct read_names){all->at, 1, 1};
	lead->at[0].by_rule = true;
	all->at++;
	all->n--;
	all->room = all->n;
}

/* 未明确牵头单位的，责任单位即为牵头单位: the opposite default. */
static void apply_lone_rule(struct read_draft *d)
{
	struct read_names *lead = &d->pub.names[READ_LEAD], *all = &d->pub.names[READ_RESPONSIBLE];
	if (lead->n || all->n == 0)
		return;
	*lead = *all;
	for (size_t k = 0; k < lead->n; k++)
		lead->at[k].by_rule = true;
	*all = (struct read_names){0};
}

/* 未明确牵头单位的，责任单位为牵头单位 */
static bool says_lone(struct str line)
{
	static const struct str none[] = {
		SCAN_W("未明确牵头"),
		SCAN_W("未注明牵头"),
		SCAN_W("未列明牵头"),
		SCAN_W("未标明牵头"),
		SCAN_W("没有牵头"),
		SCAN_W("无牵头单位"),
		SCAN_W("未指定牵头"),
		SCAN_W("未列牵头"),
	};
	static const struct str then[] = {
		SCAN_W("责任单位为牵头"),
		SCAN_W("责任单位即为牵头"),
		SCAN_W("责任单位牵头"),
		SCAN_W("责任部门为牵头"),
		SCAN_W("责任部门即为牵头"),
		SCAN_W("责任单位即牵头"),
	};
	return scan_has(line, none, NELEM(none)) >= 0 && scan_has(line, then, NELEM(then)) >= 0;
}

/* A rule about leads may stand in a bracket, a note or a requirement. 下同 makes it hold from
 * its own measure on, otherwise it holds for all. */
static void find_rules(struct reader *r)
{
	r->first_from = -1;
	for (int i = 0; i < r->n_lines; i++) {
		struct str line = r->lines[i];
		if (!str_has(line, S("牵头")))
			continue;
		r->lone_is_lead = r->lone_is_lead || says_lone(line);
		if (r->first_from >= 0 || !names_say_first(line))
			continue;
		static const struct str stops[] = {
			SCAN_W(","), SCAN_W("。"), SCAN_W(";"), SCAN_W(")")};
		bool said = false;
		for (size_t b = 0, e = 0; b < line.n && !said; b = e = scan_step(line, e)) {
			size_t f = e;
			while (e < line.n && scan_any(line, &f, stops, NELEM(stops)) < 0)
				f = e = scan_step(line, e);
			said = names_say_first(str_n(line.p + b, e - b));
		}
		if (!said)
			continue;
		uint32_t at = read_span(r, line).at;
		r->first_from = 0;
		for (size_t k = 0; str_has(line, S("下同")) && k < r->nodes.n; k++)
			if (r->nodes.at[k].pub.span.at <= at)
				r->first_from = (int)k;
	}
}

static bool any_name(const struct read_node *n)
{
	for (int k = 0; k < READ_ROLES; k++)
		if (n->names[k].n)
			return true;
	return false;
}

/* A numbered measure to which nothing is attached is still an item, where it is a leaf of a part
 * that holds tasks. */
static bool is_bare_measure(const struct reader *r, const struct read_draft *d, bool nested)
{
	if (d->has_child || !d->pub.token.n || d->shape == SHAPE_ANNEX || !d->title_text.n)
		return false;
	if (d->pub.zone != READ_TASKS && d->pub.zone != READ_STEPS)
		return false;
	bool top = d->pub.parent < 0 || r->nodes.at[d->pub.parent].shape == SHAPE_ANNEX;
	return !top || !nested;
}

static void finish(struct reader *r)
{
	struct reading *out = r->out;
	bool nested = false;
	for (size_t k = 0; k < r->nodes.n; k++)
		nested = nested ||
			 (r->nodes.at[k].pub.parent >= 0 && r->nodes.at[k].shape != SHAPE_PLAIN);
	out->nodes = arena_array(r->a, r->nodes.n + 1, sizeof *out->nodes);
	out->n_nodes = (int)r->nodes.n;
	for (size_t k = 0; k < r->nodes.n; k++) {
		struct read_draft *d = &r->nodes.at[k];
		d->pub.attached = any_name(&d->pub) || d->pub.timings.n;
		if (d->has_child && !d->pub.attached && d->sentence.n)
			d->pub.heading = read_source_of(r, d->sentence);
		d->pub.item = d->pub.attached || is_bare_measure(r, d, nested);
		if (!d->pub.attached)
			d->pub.source = READ_NONE;
		uint32_t end = k + 1 < r->nodes.n ? r->nodes.at[k + 1].pub.span.at
						  : (uint32_t)r->doc->text.n;
		if (end > d->pub.span.at)
			d->pub.span.n = end - d->pub.span.at;
		out->nodes[k] = d->pub;
	}
	out->questions = r->questions.at;
	out->n_questions = (int)r->questions.n;
}

/* The issuer: the signature above the date, else the title up to 关于 or to the end of a unit. */
static void find_issuer(struct reader *r)
{
	struct reading *out = r->out;
	struct str sign = scan_trim(r->signature);
	if (sign.n && scan_count(sign, 31) <= 30 && names_is_unit(sign)) {
		out->issuer = read_source_of(r, sign);
		return;
	}
	struct str t = out->title;
	ptrdiff_t about = str_find(t, S("关于"), 0);
	if (about > 0) {
		out->issuer = str_trim(str_n(t.p, (size_t)about));
		return;
	}
	static const struct str ends[] = {
		SCAN_W("委员会"),
		SCAN_W("总支部"),
		SCAN_W("办公室"),
		SCAN_W("检察院"),
		SCAN_W("管委会"),
		SCAN_W("人民政府"),
		SCAN_W("政府"),
		SCAN_W("集团"),
		SCAN_W("公司"),
		SCAN_W("小学"),
		SCAN_W("中学"),
		SCAN_W("大学"),
		SCAN_W("学院"),
		SCAN_W("学校"),
		SCAN_W("医院"),
		SCAN_W("法院"),
		SCAN_W("街道"),
		SCAN_W("局"),
		SCAN_W("厅"),
		SCAN_W("镇"),
		SCAN_W("乡"),
		SCAN_W("委"),
	};
	for (size_t i = 0; i < t.n; i = scan_step(t, i)) {
		uint32_t c = scan_at(t, i);
		size_t e = i;
		if ((c >= '0' && c <= '9') || c == 0x201C || c == 0x300A)
			return;
		if (i > 0 && scan_any(t, &e, ends, NELEM(ends)) >= 0) {
			out->issuer = str_n(t.p, e);
			return;
		}
	}
}

struct reading *read_plan(struct arena *a, const struct doc *d)
{
	struct reader *r = arena_new(a, struct reader);
	r->a = a;
	r->doc = d;
	r->out = arena_new(a, struct reading);
	r->f = fold_text(a, str_first(d->text, READ_MAX_BYTES));
	r->t = r->f.s;
	r->out->read_bytes = (int)r->f.source.n;
	fold_lines(r);
	outline_read(r);
	find_issuer(r);
	r->out->issued = phrase_date_text(a, r->issued);
	when_decide_year(r);
	for (size_t k = 0; k < r->nodes.n; k++) {
		struct read_draft *n = &r->nodes.at[k];
		prose_take(r, n);
		when_take(r, n);
	}
	find_rules(r);
	for (size_t k = 0; k < r->nodes.n; k++) {
		if (r->first_from >= 0 && (int)k >= r->first_from)
			apply_first_rule(&r->nodes.at[k]);
		if (r->lone_is_lead)
			apply_lone_rule(&r->nodes.at[k]);
	}
	ask_all(r);
	finish(r);
	return r->out;
}

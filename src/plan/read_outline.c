/* read_outline.c — lines to a tree. See read_int.h, domain 2.1, corpus guide 2.6, 2.7.
 *
 * A number belongs under the nearest open number of another shape, or beside the nearest open
 * one of its own shape: depth is by order of first appearance. Only 一、 and above never stand
 * under smaller shapes. A paragraph without a number continues the node before it, unless that
 * node is closed by fields or an end bracket; then it is a node of its own without a path. A
 * date line with a signature ends a document; what follows (the plan after its notice, annexes)
 * begins afresh. */
#include "base/bug.h"
#include "base/scan.h"
#include "plan/read_int.h"

struct read_draft *outline_node(struct reader *r, enum read_shape shape, int parent)
{
	struct read_draft *d = vec_add(r->a, &r->nodes);
	d->shape = shape;
	d->pub.parent = parent;
	d->before = r->last_of[shape] - 1;
	r->last_of[shape] = (int)r->nodes.n;
	if (parent >= 0) {
		r->nodes.at[parent].has_child = r->nodes.at[parent].has_child ||
						shape != SHAPE_PLAIN;
		d->pub.zone = r->nodes.at[parent].pub.zone;
	}
	return d;
}

enum read_zone outline_zone(struct str heading, enum read_zone above)
{
	static const struct {
		struct str word;
		enum read_zone zone;
	} zones[] = {
		{SCAN_W("指导思想"), READ_GOALS},
		{SCAN_W("总体要求"), READ_GOALS},
		{SCAN_W("基本原则"), READ_GOALS},
		{SCAN_W("工作原则"), READ_GOALS},
		{SCAN_W("工作目标"), READ_GOALS},
		{SCAN_W("目标任务"), READ_GOALS},
		{SCAN_W("主要目标"), READ_GOALS},
		{SCAN_W("发展目标"), READ_GOALS},
		{SCAN_W("总体目标"), READ_GOALS},
		{SCAN_W("活动目标"), READ_GOALS},
		{SCAN_W("整治目标"), READ_GOALS},
		{SCAN_W("行动目标"), READ_GOALS},
		{SCAN_W("活动时间"), READ_GOALS},
		{SCAN_W("行动时间"), READ_GOALS},
		{SCAN_W("整治时间"), READ_GOALS},
		{SCAN_W("实施时间"), READ_GOALS},
		{SCAN_W("工作时间"), READ_GOALS},
		{SCAN_W("开展时间"), READ_GOALS},
		{SCAN_W("起止时间"), READ_GOALS},
		{SCAN_W("行动主题"), READ_GOALS},
		{SCAN_W("行动范围"), READ_GOALS},
		{SCAN_W("实施范围"), READ_GOALS},
		{SCAN_W("总体原则"), READ_GOALS},
		{SCAN_W("工作背景"), READ_GOALS},
		{SCAN_W("活动主题"), READ_GOALS},
		{SCAN_W("活动对象"), READ_GOALS},
		{SCAN_W("参加对象"), READ_GOALS},
		{SCAN_W("适用范围"), READ_GOALS},
		{SCAN_W("工作思路"), READ_GOALS},
		{SCAN_W("总体思路"), READ_GOALS},
		{SCAN_W("整治范围"), READ_GOALS},
		{SCAN_W("试点范围"), READ_GOALS},
		{SCAN_W("时间范围"), READ_GOALS},
		{SCAN_W("组织机构"), READ_GOALS},
		{SCAN_W("整治重点"), READ_GOALS},
		{SCAN_W("工作要求"), READ_REQUIREMENTS},
		{SCAN_W("有关要求"), READ_REQUIREMENTS},
		{SCAN_W("活动要求"), READ_REQUIREMENTS},
		{SCAN_W("行动要求"), READ_REQUIREMENTS},
		{SCAN_W("整治要求"), READ_REQUIREMENTS},
		{SCAN_W("实施要求"), READ_REQUIREMENTS},
		{SCAN_W("具体要求"), READ_REQUIREMENTS},
		{SCAN_W("工作纪律"), READ_REQUIREMENTS},
		{SCAN_W("相关要求"), READ_REQUIREMENTS},
		{SCAN_W("几点要求"), READ_REQUIREMENTS},
		{SCAN_W("组织保障"), READ_REQUIREMENTS},
		{SCAN_W("保障措施"), READ_REQUIREMENTS},
		{SCAN_W("组织领导"), READ_REQUIREMENTS},
		{SCAN_W("工作保障"), READ_REQUIREMENTS},
		{SCAN_W("组织实施"), READ_REQUIREMENTS},
		{SCAN_W("整改要求"), READ_REQUIREMENTS},
		{SCAN_W("纪律要求"), READ_REQUIREMENTS},
		{SCAN_W("实施步骤"), READ_STEPS},
		{SCAN_W("工作步骤"), READ_STEPS},
		{SCAN_W("推进步骤"), READ_STEPS},
		{SCAN_W("工作进度"), READ_STEPS},
		{SCAN_W("时间安排"), READ_STEPS},
		{SCAN_W("方法步骤"), READ_STEPS},
		{SCAN_W("工作安排"), READ_STEPS},
		{SCAN_W("步骤安排"), READ_STEPS},
	};
	enum { AROUND = 6 }; /* characters besides the word itself */
	size_t n = scan_count(heading, 40);
	for (size_t k = 0; k < NELEM(zones); k++)
		if (n <= scan_count(zones[k].word, 8) + AROUND && str_has(heading, zones[k].word) &&
			(above == READ_TASKS || zones[k].zone != READ_REQUIREMENTS))
			return zones[k].zone;
	return above;
}

/* --- the stack of open numbers --- */

static bool outranks(enum read_shape a, enum read_shape b)
{
	return a <= SHAPE_HAN && b > SHAPE_HAN && b != SHAPE_WORD;
}

static void pop_to(struct reader *r, int depth)
{
	r->depth = depth;
}

static int place(struct reader *r, enum read_shape shape)
{
	for (int k = r->depth - 1; k >= 0; k--)
		if (r->nodes.at[r->stack[k]].shape == shape) {
			pop_to(r, k);
			break;
		}
	while (r->depth > 0 && outranks(shape, r->nodes.at[r->stack[r->depth - 1]].shape))
		r->depth--;
	return r->depth ? r->stack[r->depth - 1] : r->annex;
}

int outline_due(const struct reader *r, enum read_shape shape)
{
	return r->last_of[shape] ? r->nodes.at[r->last_of[shape] - 1].number + 1 : 1;
}

static int due_on_stack(const struct reader *r, enum read_shape shape)
{
	for (int k = r->depth - 1; k >= 0; k--)
		if (r->nodes.at[r->stack[k]].shape == shape)
			return r->nodes.at[r->stack[k]].number + 1;
	return 0;
}

int outline_place_of_row(const struct reader *r)
{
	return r->depth ? r->stack[r->depth - 1] : r->annex;
}

static void reset(struct reader *r)
{
	r->table = NULL;
	r->depth = 0;
	r->cur = -1;
	r->annex = -1;
}

/* --- annexes --- */

/* 附件, 附件1, 附件2：任务清单. A list of annexes in front of the signature is not one. */
static bool take_annex(struct reader *r, struct str line)
{
	size_t i = 0;
	int64_t n;
	if (!scan_eat(line, &i, S("附件")) && !scan_eat(line, &i, S("附表")))
		return false;
	scan_blank(line, &i);
	if (scan_num(line, &i, &n))
		scan_blank(line, &i);
	size_t token = i;
	while (token > 0 && scan_is_blank(scan_at(line, scan_back(line, token))))
		token = scan_back(line, token);
	scan_eat(line, &i, S(":"));
	struct str rest = scan_trim(str_from(line, i));
	if (rest.n && !r->signed_off)
		return i > token; /* 附件：… names the annexes; the line is used up */
	if (rest.n && i == token && !scan_is_blank(scan_at(line, i)))
		return false;
	reset(r);
	struct read_draft *d = outline_node(r, SHAPE_ANNEX, -1);
	d->pub.token = read_source_of(r, str_n(line.p, token));
	r->annex = (int)r->nodes.n - 1;
	if (rest.n)
		line_heading(r, d, rest);
	return true;
}

/* --- measures --- */

/* The number that a damaged mark stands for. */
static struct str repaired_token(struct reader *r, const struct mark *m)
{
	static const char *const digits[] = {
		"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
	if (m->shape != SHAPE_PAREN_HAN || m->number > 99)
		return str_fmt(r->a, "%d", m->number);
	int tens = m->number / 10;
	return str_fmt(r->a, "（%s%s%s）", tens > 1 ? digits[tens] : "", tens ? "十" : "",
		digits[m->number % 10]);
}

/* 整改措施： with numbered lines below and then fields: the lines are its value, and the fields belong
 * to the record. Lines with fields of their own, or with none behind them, are measures. */
static bool is_value_line(const struct reader *r, const struct mark *m)
{
	enum { AHEAD = 60 };
	struct mark next;
	struct label l;
	bool field = false;
	if (r->cur < 0 || !r->nodes.at[r->cur].lists || m->shape <= SHAPE_HAN ||
		due_on_stack(r, m->shape))
		return false;
	for (int i = r->line; i < r->n_lines && i < r->line + AHEAD; i++) {
		struct str line = r->lines[i];
		if (!mark_read(line, 0, 0, &next)) {
			field = field || (line_is_field(line) && label_find(line, 0, &l) &&
						 l.kind != LABEL_OTHER);
			continue;
		}
		if (next.shape != m->shape)
			return field;
		if (field || label_find(line, 0, &l))
			return false;
	}
	return field;
}

/* 3.责任单位：…, 4.完成时限 with its value in the next line: a field of the measure above it, though it
 * has a number. The measure, or -1. */
static int field_owner(struct reader *r, struct str rest, enum read_shape shape)
{
	struct label l;
	struct mark m;
	int next = r->line + 1;
	while (next < r->n_lines && r->lines[next].n == 0)
		next++;
	bool next_is_value = next < r->n_lines && !mark_read(r->lines[next], 0, 0, &m);
	enum label_kind kind = label_kind(scan_trim(rest));
	bool alone = kind >= LABEL_LEAD && kind <= LABEL_TIME && next_is_value &&
		     outline_zone(scan_trim(rest), READ_TASKS) == READ_TASKS;
	bool inline_value = label_find(rest, 0, &l) && l.at == 0 && l.kind >= LABEL_LEAD &&
			    l.kind <= LABEL_TIME && scan_trim(str_from(rest, l.end)).n &&
			    outline_zone(l.word, READ_TASKS) == READ_TASKS;
	if (!alone && !inline_value)
		return -1;
	int parent = place(r, shape);
	if (parent < 0 || r->nodes.at[parent].shape <= SHAPE_SECTION)
		return -1;
	if (alone)
		r->nodes.at[parent].open_label = kind;
	return parent;
}

void outline_marked(struct reader *r, struct str line, const struct mark *m)
{
	int owner = field_owner(r, str_from(line, m->end), m->shape);
	if (owner >= 0) {
		struct read_draft *d = &r->nodes.at[owner];
		enum label_kind open = d->open_label;
		line_take(r, d, str_from(line, m->end));
		d->open_label = d->open_label ? d->open_label : open;
		r->cur = owner;
		return;
	}
	if (is_value_line(r, m)) {
		struct read_draft *d = &r->nodes.at[r->cur];
		line_take(r, d, str_from(line, m->end));
		d->lists = true;
		return;
	}
	int parent = place(r, m->shape);
	struct read_draft *d = outline_node(r, m->shape, parent);
	struct str rest = str_from(line, m->end);
	int self = (int)r->nodes.n - 1;
	d->number = m->number;
	d->repaired = m->repaired;
	d->pub.token = m->repaired ? repaired_token(r, m) : read_source_of(r, m->token);
	d->pub.span = read_span(r, line);
	line_heading(r, d, rest);
	struct label l;
	d->schedule = label_find(rest, 0, &l) && l.at == 0 && l.kind == LABEL_TIME &&
		      outline_zone(l.word, READ_TASKS) != READ_TASKS;
	enum read_zone above = parent >= 0 ? r->nodes.at[parent].pub.zone : READ_TASKS;
	d->pub.zone = outline_zone(d->title_text, above);
	if (r->depth < READ_DEPTH)
		r->stack[r->depth++] = self;
	r->cur = self;
	line_take(r, d, rest);
	if (!d->title_text.n)
		return;
	d->closed = d->closed && scan_trim(rest).n > 0;
}

static bool heading_only(const struct read_draft *d)
{
	return d->shape == SHAPE_PLAIN && !d->closed && d->pieces.n == 1 &&
	       !title_is_sentence(d->pieces.at[0].text) &&
	       scan_count(d->pieces.at[0].text, 31) <= 30;
}

void outline_note(struct reader *r, struct str line)
{
	int above = r->cur;
	while (above >= 0 && r->nodes.at[above].shape == SHAPE_PLAIN)
		above = r->nodes.at[above].pub.parent;
	int parent = above >= 0 ? r->nodes.at[above].pub.parent : r->annex;
	struct read_draft *d = outline_node(r, SHAPE_PLAIN, parent);
	if (above >= 0)
		d->pub.zone = r->nodes.at[above].pub.zone;
	d->pub.span = read_span(r, line);
	r->cur = (int)r->nodes.n - 1;
	line_heading(r, d, line);
	line_take(r, d, line);
}

/* Fields in front of any number belong to the paragraph before them. */
static struct read_draft *node_for_field(struct reader *r)
{
	if (r->cur < 0) {
		struct str p = r->intro.n ? r->intro.at[r->intro.n - 1] : r->last_paragraph;
		outline_note(r, p);
	}
	return &r->nodes.at[r->cur];
}

/* 市商务局牵头，市财政局配合 as a line of its own. */
static bool take_verb_line(struct reader *r, struct str line)
{
	static const struct str ends[] = {
		SCAN_W("负责"), SCAN_W("牵头"), SCAN_W("配合"), SCAN_W("落实"), SCAN_W("参与")};
	enum { LONGEST = 80 };
	struct str s = scan_trim(line);
	if (r->cur < 0 || scan_ends(s, ends, NELEM(ends)) < 0 || scan_count(s, LONGEST) >= LONGEST)
		return false;
	struct read_draft *d = &r->nodes.at[r->cur];
	if (d->has_units || !names_take(r, d, s, READ_RESPONSIBLE, true))
		return false;
	line_source(d, READ_INLINE);
	d->closed = true;
	return true;
}

/* 项目名称：… begins a record without a number. */
static bool opens_record(const struct reader *r, struct str line)
{
	struct label l;
	enum { FAR = 60 };
	if (r->cur >= 0 &&
		(r->nodes.at[r->cur].shape != SHAPE_PLAIN || !r->nodes.at[r->cur].closed))
		return false;
	return label_find(str_first(line, FAR), 0, &l) && l.at == 0 && label_is_what(l.word);
}

/* 请各单位于…前报送 behind the last numbered paragraph is not part of it. */
static bool closes_plan(const struct reader *r, const struct read_draft *d, struct str line)
{
	static const struct str heads[] = {SCAN_W("请"), SCAN_W("各"), SCAN_W("以上")};
	enum { AHEAD = 8 };
	struct mark m;
	if (d->shape == SHAPE_PLAIN || scan_starts(line, heads, NELEM(heads)) < 0 ||
		d->pieces.n == 0 || !str_has(d->pieces.at[0].text, S("。")))
		return false;
	for (int i = r->line + 1, seen = 0; i < r->n_lines && seen < AHEAD; i++) {
		if (r->lines[i].n == 0)
			continue;
		if (mark_read(r->lines[i], 0, 0, &m))
			return false;
		seen++;
	}
	return true;
}

/* A second paragraph of a measure, with a bracket of its own. */
static bool ends_with_units(struct str line)
{
	static const struct str words[] = {SCAN_W("负责"), SCAN_W("牵头"), SCAN_W("单位"),
		SCAN_W("部门"), SCAN_W("配合"), SCAN_W("落实")};
	struct str s = scan_trim(line);
	ptrdiff_t open = -1;
	if (!str_ends(s, S(")")) && !str_ends(s, S("】")))
		return false;
	for (size_t i = 0; i < s.n; i = scan_step(s, i))
		if (scan_close(s, i) == s.n)
			open = (ptrdiff_t)i;
	return open > 0 && scan_has(str_from(s, (size_t)open), words, NELEM(words)) >= 0;
}

/* 请各科室于3月10日前报送: a notice before its plan may already ask for something. */
static bool asks_by_date(struct reader *r, struct str line)
{
	if (!str_has(line, S("请")) || !str_has(line, S("前")))
		return false;
	struct phrases found = phrase_scan(r->a, line, PHRASE_PROSE, 0);
	for (size_t k = 0; k < found.n; k++)
		if (found.at[k].kind == PHRASE_DEADLINE && !found.at[k].relative)
			return true;
	return false;
}

/* 会议议定以下事项： before any number opens the text, it is no field of a measure. */
static bool names_nobody(struct str line)
{
	struct label l;
	return line_is_field(line) && label_find(line, 0, &l) && l.kind == LABEL_OTHER &&
	       scan_trim(str_from(line, l.end)).n == 0;
}

/* 问题：…, 任务：… */
static bool names_a_thing(struct str line)
{
	struct label l;
	return label_find(line, 0, &l) && l.kind == LABEL_OTHER &&
	       scan_trim(str_from(line, l.end)).n > 0;
}

/* 工作要求：包案领导每月…, behind the last record: it holds for all of them. */
static bool demands_of_all(const struct reader *r, struct str line)
{
	struct label l;
	enum { AHEAD = 8 };
	struct mark m;
	if (r->cur < 0 || !r->nodes.at[r->cur].closed || !line_is_field(line) ||
		!label_find(line, 0, &l) || l.kind != LABEL_OTHER ||
		outline_zone(l.word, READ_TASKS) != READ_REQUIREMENTS)
		return false;
	for (int i = r->line + 1; i < r->n_lines && i <= r->line + AHEAD; i++)
		if (mark_read(r->lines[i], 0, 0, &m))
			return false;
	return true;
}

void outline_paragraph(struct reader *r, struct str line)
{
	if (opens_record(r, line)) {
		outline_note(r, line);
		return;
	}
	if (r->cur < 0 && r->annex < 0 && names_nobody(line)) {
		*vec_add(r->a, &r->intro) = line;
		return;
	}
	if (demands_of_all(r, line)) {
		outline_note(r, line);
		return;
	}
	if (r->letter && letter_take(r, line))
		return;
	if (line_is_field(line)) {
		struct read_draft *d = node_for_field(r);
		if (d->title_text.n == 0 && names_a_thing(line)) /* 序号：3, below it 问题：… */
			line_heading(r, d, line);
		line_take(r, d, line);
		return;
	}
	if (r->cur >= 0 && line_continue(r, &r->nodes.at[r->cur], line))
		return;
	if (take_verb_line(r, line))
		return;
	if (r->cur < 0) {
		if (r->annex >= 0 && !r->nodes.at[r->annex].title_text.n)
			line_heading(r, &r->nodes.at[r->annex], line);
		else if (asks_by_date(r, line))
			outline_note(r, line);
		else if (r->nodes.n == 0 || r->annex >= 0)
			*vec_add(r->a, &r->intro) = line;
		return;
	}
	struct read_draft *d = &r->nodes.at[r->cur];
	if (d->shape != SHAPE_PLAIN && d->pub.source == READ_INLINE && ends_with_units(line)) {
		line_take(r, d, line);
		return;
	}
	if (closes_plan(r, d, line)) {
		outline_note(r, line);
		return;
	}
	bool own_bracket = scan_at(line, 0) == '(' || scan_at(line, 0) == 0x3010;
	if ((d->closed && !d->after_other && !own_bracket) ||
		(d->shape == SHAPE_PLAIN && !heading_only(d) && !own_bracket)) {
		outline_note(r, line);
		return;
	}
	if (d->title_text.n == 0)
		line_heading(r, d, line);
	line_take(r, d, line);
}

static void take_line(struct reader *r, int *i)
{
	struct str line = r->lines[*i];
	struct mark m;
	r->line = *i;
	if (line.n == 0 || title_is_furniture(r, line) || title_number(r, line))
		return;
	if (!r->titled) {
		int used = title_take(r, *i);
		if (used >= 0) {
			*i = used;
			return;
		}
	}
	const struct doc_line *at = &r->doc->lines[*i];
	if (at->kind == LINE_ROW && at->table != r->sheet && str_eq(r->doc->format, S("xlsx"))) {
		reset(r); /* another sheet has nothing to do with the one before */
		r->sheet = at->table;
	}
	int rows = table_take(r, *i);
	if (rows > 0) {
		*i += rows - 1;
		return;
	}
	bool after_heading = r->cur >= 0 && r->nodes.at[r->cur].shape != SHAPE_PLAIN &&
			     r->nodes.at[r->cur].pieces.n <= 1 &&
			     str_eq(r->last_paragraph, r->nodes.at[r->cur].title_text);
	if (!after_heading && title_date(r, line)) {
		if (r->nodes.n || r->intro.n) {
			r->signature = r->last_paragraph;
			reset(r);
			r->signed_off = true;
		}
		return;
	}
	if (title_is_salutation(r, line) || take_annex(r, line))
		return;
	if (mark_read(line, outline_due(r, SHAPE_ARABIC), due_on_stack(r, SHAPE_PAREN_HAN), &m)) {
		outline_marked(r, line, &m);
		r->last_paragraph = str_from(line, m.end);
		return;
	}
	outline_paragraph(r, line);
	r->last_paragraph = line;
}

/* --- paths --- */

static void finish_paths(struct reader *r)
{
	for (size_t k = 0; k < r->nodes.n; k++) {
		struct read_draft *d = &r->nodes.at[k];
		struct str above = d->pub.parent >= 0 ? r->nodes.at[d->pub.parent].pub.path
						      : STR_NONE;
		struct str own = d->pub.token;
		if (own.n == 0)
			d->pub.path = d->shape == SHAPE_PLAIN || d->shape == SHAPE_BULLET ||
						      d->shape == SHAPE_ROW
					      ? STR_NONE
					      : above;
		else
			d->pub.path = above.n ? str_fmt(r->a, "%.*s/%.*s", STR_ARG(above),
							STR_ARG(own))
					      : own;
	}
}

void outline_read(struct reader *r)
{
	reset(r);
	r->letter = letter_is(r);
	for (int i = 0; i < r->n_lines && r->nodes.n < READ_MAX_NODES; i++)
		take_line(r, &i);
	/* A text without any number: each paragraph stands for itself. */
	bool numbered = r->nodes.n > 0;
	for (size_t k = 0; !numbered && k < r->intro.n; k++) {
		reset(r);
		outline_note(r, r->intro.at[k]);
	}
	finish_paths(r);
}

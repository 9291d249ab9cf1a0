/* shape.c — see shape.h. The order of a plan is the tree walked depth first; `seq` is rewritten
 * from it after every act, so it never has gaps or ties. */
#include "plan/shape.h"
#include "base/bug.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/rec.h"
#include "plan/read_int.h"

#include <stdlib.h>

enum { HEADING_CHARS = 40, PAYLOAD = 64 * 1024, FIELD_FAR = 120 /* bytes */ };

struct tree {
	struct plan_row *plan;
	struct measure_row **at;
	int n;
};

/* The plan's measures with the one asked for, if the actor may change them now. */
static enum flow_code open_tree(struct ctx *cx, rid measure, struct tree *t, struct measure_row **m)
{
	if (!flow_may_see(cx, &measure_kind, measure))
		return FLOW_ABSENT;
	const struct measure_row *found = rec_load(cx, &measure_kind, measure);
	t->plan = rec_need(cx, &plan_kind, found->plan);
	if (!actor_may(cx, "plan.edit", t->plan->head.unit))
		return FLOW_DENIED;
	if (t->plan->head.state != PLAN_READING)
		return FLOW_STATE;
	t->n = plan_measures(cx, t->plan->head.id, &t->at);
	for (int i = 0; i < t->n; i++)
		if (t->at[i]->head.id.n == measure.n)
			*m = t->at[i];
	AN(*m);
	return (*m)->head.state == MEASURE_DRAFT ? FLOW_OK : FLOW_STATE;
}

static struct measure_row *find(const struct tree *t, rid id)
{
	for (int i = 0; id.n && i < t->n; i++)
		if (t->at[i]->head.id.n == id.n)
			return t->at[i];
	return NULL;
}

static bool stands(const struct measure_row *m)
{
	return m->head.state != MEASURE_CANCELLED;
}

/* The sibling before or after that is not taken out; NULL at the end. */
static struct measure_row *neighbour(const struct tree *t, const struct measure_row *m, bool after)
{
	struct measure_row *before = NULL;
	bool seen = false;
	for (int i = 0; i < t->n; i++) {
		struct measure_row *o = t->at[i];
		if (o->parent.n != m->parent.n || !stands(o))
			continue;
		if (seen)
			return o;
		if (o == m && !after)
			return before;
		seen = o == m;
		before = o;
	}
	return NULL;
}

static bool is_below(const struct tree *t, const struct measure_row *m, rid above)
{
	for (int depth = 0; m && depth < t->n; depth++) {
		if (m->head.id.n == above.n)
			return true;
		m = find(t, m->parent);
	}
	return false;
}

/* ---- order ---- */

static enum flow_code number_below(struct ctx *cx, const struct tree *t, rid parent, int64_t *next)
{
	enum flow_code code = FLOW_OK;
	for (int i = 0; i < t->n && code == FLOW_OK; i++) {
		struct measure_row *m = t->at[i];
		if (m->parent.n != parent.n)
			continue;
		struct stmt *s = db_prep(cx->db, "UPDATE measure SET seq = ? WHERE id = ?");
		db_int(s, 1, (*next)++);
		db_rid(s, 2, m->head.id);
		code = flow_of_db(db_run(s));
		if (code == FLOW_OK)
			code = number_below(cx, t, m->head.id, next);
	}
	return code;
}

static int by_seq(const void *x, const void *y)
{
	const struct measure_row *a = *(struct measure_row *const *)x,
				 *b = *(struct measure_row *const *)y;
	if (a->seq != b->seq)
		return a->seq < b->seq ? -1 : 1;
	return a->head.id.n < b->head.id.n ? -1 : a->head.id.n > b->head.id.n;
}

/* Siblings stand in the order of their seq; a place between two is a seq between theirs. */
static enum flow_code renumber(struct ctx *cx, struct tree *t)
{
	int64_t next = 0;
	qsort(t->at, (size_t)t->n, sizeof(struct measure_row *), by_seq);
	return number_below(cx, t, RID_NONE, &next);
}

static void spread(struct tree *t)
{
	for (int i = 0; i < t->n; i++)
		t->at[i]->seq = 2 * (int64_t)i;
}

/* ---- log ---- */

static enum flow_code say(
	struct ctx *cx, rid measure, const char *verb, struct str was, struct str is)
{
	struct buf b = buf_in(cx->a, PAYLOAD);
	seal_field(&b, verb, was, is);
	return flow_note(cx, &(struct seal_in){.kind = "measure",
				     .record = measure,
				     .verb = verb,
				     .payload = buf_view(&b)});
}

static struct str name_of(struct ctx *cx, const struct measure_row *m)
{
	return m ? str_fmt(cx->a, "%.*s %.*s", STR_ARG(m->path), STR_ARG(m->heading)) : STR_NONE;
}

static enum flow_code save(struct ctx *cx, const struct measure_row *before,
	struct measure_row *now, const char *verb, struct str reason)
{
	enum flow_code code = rec_update(cx, &measure_kind, now);
	return code == FLOW_OK ? flow_seal(cx, &measure_kind, before, now, verb, reason) : code;
}

/* ---- moving ---- */

struct job {
	rid measure, other;
	bool flag;
	size_t at;
	struct str heading, text;
	rid out;
};

static enum flow_code move(struct ctx *cx, void *arg)
{
	struct job *j = arg;
	struct tree t;
	struct measure_row *m = NULL, *o;
	enum flow_code code = open_tree(cx, j->measure, &t, &m);
	if (code != FLOW_OK)
		return code;
	if ((o = neighbour(&t, m, j->flag)) == NULL)
		return FLOW_STATE;
	int64_t seq = m->seq;
	m->seq = o->seq;
	o->seq = seq;
	code = renumber(cx, &t);
	return code == FLOW_OK ? say(cx, m->head.id, j->flag ? "move_down" : "move_up",
					 name_of(cx, m), name_of(cx, o))
			       : code;
}

enum flow_code shape_move(struct ctx *cx, rid measure, bool down)
{
	return ctx_write(cx, move, &(struct job){.measure = measure, .flag = down});
}

static enum flow_code under(struct ctx *cx, void *arg)
{
	struct job *j = arg;
	struct tree t;
	struct measure_row *m = NULL, before;
	enum flow_code code = open_tree(cx, j->measure, &t, &m);
	if (code != FLOW_OK)
		return code;
	const struct measure_row *above = find(&t, j->other);
	if ((j->other.n && above == NULL) || is_below(&t, above, m->head.id)) {
		err_field(cx->errs, S("parent"), "不能移到它自己下面");
		return FLOW_INVALID;
	}
	before = *m;
	m->parent = j->other;
	if ((code = save(cx, &before, m, "move_under", STR_NONE)) != FLOW_OK)
		return code;
	m->seq = 2 * (int64_t)t.n;
	return renumber(cx, &t);
}

enum flow_code shape_under(struct ctx *cx, rid measure, rid parent)
{
	return ctx_write(cx, under, &(struct job){.measure = measure, .other = parent});
}

/* ---- splitting ---- */

/* 牵头单位：… and what is left of a bracket belong to the sentences before them. */
static bool begins_sentence(struct ctx *cx, struct str text, size_t here)
{
	struct str line = str_from(text, here);
	line = str_cut(&line, S("\n"));
	struct str plain = fold_text(cx->a, str_first(line, FIELD_FAR)).s;
	return !line_is_field(plain) && !str_starts(plain, S(")")) && !str_starts(plain, S("】"));
}

int shape_sentences(struct ctx *cx, struct str text, size_t **out)
{
	VEC(size_t) places = {0};
	bool ended = false;
	for (size_t i = 0; i < text.n;) {
		size_t here = i;
		uint32_t c = utf8_next(text, &i);
		bool blank = c == '\n' || c == ' ' || c == 0x3000 || c == '\r';
		if (ended && !blank) {
			if (begins_sentence(cx, text, here))
				*vec_add(cx->a, &places) = here;
			ended = false;
		}
		ended |= here && (c == 0x3002 || c == 0xFF1B || c == '\n');
	}
	*out = places.at;
	return (int)places.n;
}

/* The words before the first stop: a heading for a part that has none. */
static struct str first_words(struct str text)
{
	for (size_t i = 0; i < text.n;) {
		size_t here = i;
		uint32_t c = utf8_next(text, &i);
		if (here && (c == 0x3002 || c == 0xFF0C || c == 0xFF1B || c == '\n' || c == 0xFF1A))
			return utf8_first(str_first(text, here), HEADING_CHARS);
	}
	return utf8_first(text, HEADING_CHARS);
}

/* Where the measure's text begins in the plan's: its span, without the blanks that were cut off. */
static bool place_of(struct ctx *cx, const struct measure_row *m, struct str part, size_t *at)
{
	struct str all = plan_text(cx, m->plan);
	if (m->span_at < 0 || m->span_n <= 0 || (size_t)(m->span_at + m->span_n) > all.n)
		return false;
	struct str mine = str_n(all.p + m->span_at, (size_t)m->span_n);
	ptrdiff_t found = str_find(mine, part, 0);
	if (found < 0)
		return false;
	*at = (size_t)m->span_at + (size_t)found;
	return true;
}

static enum flow_code run2(struct ctx *cx, struct stmt *s, rid x, rid y)
{
	(void)cx;
	db_rid(s, 1, x);
	db_rid(s, 2, y);
	return flow_of_db(db_run(s));
}

/* What is read behind `at` belongs to the second part. */
static enum flow_code give_words(struct ctx *cx, rid from, rid to, size_t at)
{
	struct stmt *each[] = {
		db_prep(cx->db, "UPDATE measure_unit SET measure = ? WHERE measure = ? AND "
				"span_n > 0 AND span_at >= ?"),
		db_prep(cx->db, "UPDATE measure_rule SET measure = ? WHERE measure = ? AND "
				"span_n > 0 AND span_at >= ?"),
		db_prep(cx->db, "UPDATE question SET measure = ? WHERE measure = ? AND "
				"span_n > 0 AND span_at >= ?"),
	};
	enum flow_code code = FLOW_OK;
	for (size_t i = 0; i < NELEM(each) && code == FLOW_OK; i++) {
		db_int(each[i], 3, (int64_t)at);
		code = run2(cx, each[i], to, from);
	}
	return code;
}

static enum flow_code copy_unit(struct ctx *cx, rid to, const struct measure_unit *u)
{
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO measure_unit (id, measure, role, sort, phrase, span_at, span_n, unit, "
		"grp, part, part_due_day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, to);
	db_text(s, 3, str_of(plan_role_code(u->role)));
	db_int(s, 4, u->sort);
	db_text(s, 5, u->phrase);
	db_int(s, 6, u->span.at);
	db_int(s, 7, u->span.n);
	db_rid(s, 8, u->unit);
	db_rid(s, 9, u->grp);
	db_text(s, 10, u->part);
	db_day(s, 11, u->part_due);
	return flow_of_db(db_run(s));
}

static enum flow_code copy_rule(struct ctx *cx, rid to, const struct measure_rule *r)
{
	struct stmt *s = db_prep(cx->db, "INSERT INTO measure_rule (id, measure, sort, phrase, "
					 "span_at, span_n, rule, source) "
					 "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, to);
	db_int(s, 3, r->sort);
	db_text(s, 4, r->phrase);
	db_int(s, 5, r->span.at);
	db_int(s, 6, r->span.n);
	db_text(s, 7, r->rule);
	db_text(s, 8, r->source);
	return flow_of_db(db_run(s));
}

/* Fields that stand once behind the paragraph were meant for both parts. */
static enum flow_code share(struct ctx *cx, rid from, rid to)
{
	struct measure_unit *u, *none;
	struct measure_rule *r, *no_rule;
	enum flow_code code = FLOW_OK;
	int n = plan_units(cx, to, &none) ? 0 : plan_units(cx, from, &u);
	for (int i = 0; i < n && code == FLOW_OK; i++)
		code = copy_unit(cx, to, &u[i]);
	n = plan_rules(cx, to, &no_rule) ? 0 : plan_rules(cx, from, &r);
	for (int i = 0; i < n && code == FLOW_OK; i++)
		code = copy_rule(cx, to, &r[i]);
	return code;
}

/* A row like `m`, behind it, with another text. */
static struct measure_row *row_behind(struct ctx *cx, const struct measure_row *m)
{
	struct measure_row *n = kind_row(&measure_kind, cx->a);
	n->head.unit = m->head.unit;
	n->head.state = MEASURE_DRAFT;
	n->plan = m->plan;
	n->campaign = m->campaign;
	n->parent = m->parent;
	n->seq = m->seq + 1;
	n->origin = m->origin;
	n->theme = m->theme;
	n->assigned = m->assigned;
	return n;
}

static enum flow_code insert_behind(struct ctx *cx, struct tree *t, struct measure_row *n)
{
	enum flow_code code = rec_insert(cx, &measure_kind, n);
	if (code != FLOW_OK)
		return code;
	struct measure_row **at = arena_array(cx->a, (size_t)t->n + 1, sizeof(*at));
	for (int i = 0; i < t->n; i++)
		at[i] = t->at[i];
	at[t->n++] = n;
	t->at = at;
	return renumber(cx, t);
}

static enum flow_code split(struct ctx *cx, void *arg)
{
	struct job *j = arg;
	struct tree t;
	struct measure_row *m = NULL, before;
	enum flow_code code = open_tree(cx, j->measure, &t, &m);
	if (code != FLOW_OK)
		return code;
	if (j->at == 0 || j->at >= m->text.n || ((unsigned char)m->text.p[j->at] & 0xC0) == 0x80) {
		err_field(cx->errs, S("at"), "请选从哪一句起分开");
		return FLOW_INVALID;
	}
	spread(&t);
	before = *m;
	struct measure_row *n = row_behind(cx, m);
	size_t at = 0;
	n->text = str_trim(str_from(m->text, j->at));
	n->heading = first_words(n->text);
	n->path = str_fmt(cx->a, "%.*s-2", STR_ARG(m->path));
	bool placed = place_of(cx, m, n->text, &at);
	if (placed) {
		n->span_at = (int64_t)at;
		n->span_n = m->span_at + m->span_n - n->span_at;
		m->span_n = n->span_at - m->span_at;
	}
	m->text = str_trim(str_first(m->text, j->at));
	code = save(cx, &before, m, "split", STR_NONE);
	if (code == FLOW_OK)
		code = insert_behind(cx, &t, n);
	if (code == FLOW_OK)
		code = flow_seal(cx, &measure_kind, NULL, n, "split_off", name_of(cx, m));
	if (code == FLOW_OK && placed)
		code = give_words(cx, m->head.id, n->head.id, at);
	if (code == FLOW_OK)
		code = share(cx, m->head.id, n->head.id);
	j->out = n->head.id;
	return code == FLOW_OK ? share(cx, n->head.id, m->head.id) : code;
}

enum flow_code shape_split(struct ctx *cx, rid measure, size_t at, rid *out)
{
	struct job j = {.measure = measure, .at = at};
	enum flow_code code = ctx_write(cx, split, &j);
	*out = j.out;
	return code;
}

/* ---- merging ---- */

static enum flow_code drop_double_units(struct ctx *cx, rid measure)
{
	struct measure_unit *u;
	int n = plan_units(cx, measure, &u);
	enum flow_code code = FLOW_OK;
	for (int i = 0; i < n && code == FLOW_OK; i++) {
		bool seen = false;
		for (int k = 0; k < i; k++)
			seen |= u[k].role == u[i].role && u[k].unit.n == u[i].unit.n &&
				u[k].grp.n == u[i].grp.n && str_eq(u[k].phrase, u[i].phrase);
		if (!seen)
			continue;
		struct stmt *s = db_prep(cx->db, "DELETE FROM measure_unit WHERE id = ?");
		db_rid(s, 1, u[i].id);
		code = flow_of_db(db_run(s));
	}
	return code;
}

static enum flow_code drop_double_rules(struct ctx *cx, rid measure)
{
	struct measure_rule *r;
	int n = plan_rules(cx, measure, &r);
	enum flow_code code = FLOW_OK;
	for (int i = 0; i < n && code == FLOW_OK; i++) {
		bool seen = false;
		for (int k = 0; k < i; k++)
			seen |= str_eq(r[k].rule, r[i].rule) && str_eq(r[k].phrase, r[i].phrase);
		if (!seen)
			continue;
		struct stmt *s = db_prep(cx->db, "DELETE FROM measure_rule WHERE id = ?");
		db_rid(s, 1, r[i].id);
		code = flow_of_db(db_run(s));
	}
	return code;
}

static enum flow_code take_all(struct ctx *cx, rid from, rid to)
{
	struct stmt *each[] = {
		db_prep(cx->db, "UPDATE measure_unit SET measure = ? WHERE measure = ?"),
		db_prep(cx->db, "UPDATE measure_rule SET measure = ? WHERE measure = ?"),
		db_prep(cx->db, "UPDATE measure_leader SET measure = ? WHERE measure = ?"),
		db_prep(cx->db, "UPDATE question SET measure = ? WHERE measure = ?"),
		db_prep(cx->db, "UPDATE measure SET parent = ? WHERE parent = ?"),
	};
	enum flow_code code = FLOW_OK;
	for (size_t i = 0; i < NELEM(each) && code == FLOW_OK; i++)
		code = run2(cx, each[i], to, from);
	if (code == FLOW_OK)
		code = drop_double_units(cx, to);
	return code == FLOW_OK ? drop_double_rules(cx, to) : code;
}

static enum flow_code merge(struct ctx *cx, void *arg)
{
	struct job *j = arg;
	struct tree t;
	struct measure_row *m = NULL, *into;
	enum flow_code code = open_tree(cx, j->measure, &t, &m);
	if (code != FLOW_OK)
		return code;
	if ((into = neighbour(&t, m, false)) == NULL)
		return FLOW_STATE;
	struct measure_row before = *into, gone = *m;
	into->text = str_fmt(cx->a, "%.*s\n%.*s", STR_ARG(into->text), STR_ARG(m->text));
	into->assigned |= m->assigned;
	if (m->span_n && into->span_n && m->span_at >= into->span_at + into->span_n)
		into->span_n = m->span_at + m->span_n - into->span_at;
	m->head.state = MEASURE_CANCELLED;
	code = save(cx, &before, into, "merge", name_of(cx, m));
	if (code == FLOW_OK)
		code = save(cx, &gone, m, "merged", name_of(cx, into));
	if (code == FLOW_OK)
		code = take_all(cx, m->head.id, into->head.id);
	if (code != FLOW_OK)
		return code;
	j->out = into->head.id;
	t.n = plan_measures(cx, t.plan->head.id, &t.at);
	return renumber(cx, &t);
}

enum flow_code shape_merge(struct ctx *cx, rid measure)
{
	return ctx_write(cx, merge, &(struct job){.measure = measure});
}

/* ---- adding, taking out ---- */

static enum flow_code add(struct ctx *cx, void *arg)
{
	struct job *j = arg;
	struct tree t;
	struct measure_row *m = NULL;
	enum flow_code code = open_tree(cx, j->measure, &t, &m);
	if (code != FLOW_OK)
		return code;
	if (str_trim(j->heading).n == 0) {
		err_field(cx->errs, S("heading"), "请填写措施的标题");
		return FLOW_INVALID;
	}
	spread(&t);
	struct measure_row *n = row_behind(cx, m);
	n->heading = str_trim(j->heading);
	n->text = str_trim(j->text);
	n->path = str_fmt(cx->a, "%.*s-增", STR_ARG(m->path));
	n->assigned = true;
	code = insert_behind(cx, &t, n);
	j->out = n->head.id;
	return code == FLOW_OK ? flow_seal(cx, &measure_kind, NULL, n, "add", STR_NONE) : code;
}

enum flow_code shape_add(struct ctx *cx, rid after, struct str heading, struct str text, rid *out)
{
	struct job j = {.measure = after, .heading = heading, .text = text};
	enum flow_code code = ctx_write(cx, add, &j);
	*out = j.out;
	return code;
}

static enum flow_code drop(struct ctx *cx, void *arg)
{
	struct job *j = arg;
	struct tree t;
	struct measure_row *m = NULL;
	enum flow_code code = open_tree(cx, j->measure, &t, &m);
	if (code != FLOW_OK)
		return code;
	for (int i = 0; i < t.n; i++)
		if (t.at[i]->parent.n == m->head.id.n && stands(t.at[i])) {
			err_field(cx->errs, S("reason"), "它下面还有措施，请先移走或删去");
			return FLOW_INVALID;
		}
	struct flow_in in = {.kind = &measure_kind,
		.step = kind_step(&measure_kind, S("drop")),
		.id = m->head.id,
		.reason = j->text};
	struct flow_out out;
	return flow_apply(cx, &in, &out);
}

enum flow_code shape_drop(struct ctx *cx, rid measure, struct str reason)
{
	return ctx_write(cx, drop, &(struct job){.measure = measure, .text = reason});
}

static enum flow_code assign(struct ctx *cx, void *arg)
{
	struct job *j = arg;
	struct tree t;
	struct measure_row *m = NULL, before;
	enum flow_code code = open_tree(cx, j->measure, &t, &m);
	if (code != FLOW_OK)
		return code;
	before = *m;
	m->assigned = j->flag;
	return save(cx, &before, m, j->flag ? "assign" : "heading_only", STR_NONE);
}

enum flow_code shape_assign(struct ctx *cx, rid measure, bool assigned)
{
	return ctx_write(cx, assign, &(struct job){.measure = measure, .flag = assigned});
}

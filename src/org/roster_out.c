/* roster_out.c — the organisation as sheets, and the empty sheets to begin with. What comes out
 * goes in again and changes nothing. */
#include "base/bug.h"
#include "base/num.h"
#include "core/actor.h"
#include "core/query.h"
#include "core/rec.h"
#include "core/tree.h"
#include "core/val.h"
#include "org/group.h"
#include "org/org.h"
#include "org/roster_int.h"
#include "org/unit.h"
#include "paper/xlsx.h"

enum { ROWS = 100000, CSV_MAX = 64 << 20, CELL_MAX = 16 * 1024, ROW_ARENA = 16 << 20 };

/* One of the two is set. */
struct out {
	struct roster r; /* only for the names of units and codes */
	struct ctx *cx;  /* its arena is emptied after every row */
	struct xlsx *x;
	struct buf *csv;
	int cells; /* of this row so far */
};

/* ---- cells ---- */

static bool needs_quotes(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == ';' ||
			s.p[i] == '\t')
			return true;
	return false;
}

static void put_csv(struct out *o, struct str s)
{
	if (o->cells++)
		buf_ch(o->csv, ',');
	if (!needs_quotes(s)) {
		buf_str(o->csv, s);
		return;
	}
	buf_ch(o->csv, '"');
	buf_str(o->csv, str_replace(o->cx->a, s, S("\""), S("\"\"")));
	buf_ch(o->csv, '"');
}

static void put_text(struct out *o, struct str s)
{
	if (o->x)
		xlsx_text(o->x, s);
	else
		put_csv(o, s);
}

static void put_day(struct out *o, struct day d)
{
	char text[DAY_TEXT];
	if (o->x)
		xlsx_day(o->x, d);
	else
		put_csv(o, str_of(day_text(d, text)));
}

static void put_int(struct out *o, int64_t n)
{
	if (o->x && n)
		xlsx_int(o->x, n);
	else
		put_text(o, n ? str_fmt(o->cx->a, "%lld", (long long)n) : STR_NONE);
}

static void end_row(struct out *o)
{
	if (o->x)
		xlsx_row(o->x);
	else
		buf_ch(o->csv, '\n');
	o->cells = 0;
}

/* The name that finds the unit again: 刑侦大队/综合室 where another one is called the same. */
static struct str unit_words_of(struct out *o, rid unit)
{
	struct str words = tree_unit_name(o->cx, unit);
	rid found, up = unit;
	while (words.n && roster_ref_find(&o->r, words, &found) != 1) {
		up = tree_parent(o->cx, up);
		if (up.n == 0)
			break;
		struct str above = tree_unit_name(o->cx, up);
		words = str_fmt(o->cx->a, "%.*s/%.*s", STR_ARG(above), STR_ARG(words));
	}
	return words;
}

static struct str staff_no(struct out *o, rid person)
{
	const struct person_row *p = rec_load(o->cx, &person_kind, person);
	return p ? p->staff_no : STR_NONE;
}

static void put_unit_side(struct out *o, const struct roster_col *c, rid unit)
{
	struct buf b = buf_in(o->cx->a, CELL_MAX);
	if (c->set) {
		struct str *at;
		int n = unit_traits(o->cx, unit, &at);
		for (int i = 0; i < n; i++)
			at[i] = val_code_label(o->cx, S("unit_trait"), at[i]);
		put_text(o, unit_words(o->cx->a, at, n));
		return;
	}
	struct unit_alias *al;
	int n = unit_aliases(o->cx, unit, &al);
	for (int i = 0; i < n; i++) {
		if (i)
			buf_lit(&b, "、");
		buf_str(&b, unit_alias_text(o->cx->a, &al[i]));
	}
	put_text(o, buf_view(&b));
}

static void put_group_names(struct out *o, const struct unit_group_row *g)
{
	struct str *at;
	struct buf b = buf_in(o->cx->a, CELL_MAX);
	int n = group_names(o->cx, g->head.id, &at);
	for (int i = 0; i < n; i++) {
		if (str_eq(at[i], g->name))
			continue;
		if (b.n)
			buf_lit(&b, "；");
		buf_str(&b, at[i]);
	}
	put_text(o, buf_view(&b));
}

static rid person_of(const struct roster_def *d, const void *row)
{
	const struct field *f = kind_field(
		d->kind, str_of(d->kind == &pairing_kind ? "leader" : "person"));
	return *(const rid *)val_of(f, row);
}

static void put_side(
	struct out *o, const struct roster_def *d, const struct roster_col *c, const void *row)
{
	const struct rec_head *head = row;
	if (d->kind == &unit_kind)
		put_unit_side(o, c, head->id);
	else if (d->kind == &unit_group_kind)
		put_group_names(o, row);
	else
		put_text(o, tree_person_name(o->cx, person_of(d, row)));
}

static void put_field(
	struct out *o, const struct roster_def *d, const struct roster_col *c, const void *row)
{
	const struct field *f = kind_field(d->kind, str_of(c->field));
	const void *p = val_of(f, row);
	switch (c->how) {
	case HOW_TEXT:
		put_text(o, *(const struct str *)p);
		return;
	case HOW_INT:
		put_int(o, *(const int64_t *)p);
		return;
	case HOW_DAY:
		put_day(o, *(const struct day *)p);
		return;
	case HOW_BOOL:
		put_text(o, *(const bool *)p ? S("是") : STR_NONE);
		return;
	case HOW_CODE:
		put_text(o, val_code_label(o->cx, str_of(c->set), *(const struct str *)p));
		return;
	case HOW_UNIT:
		put_text(o, unit_words_of(o, *(const rid *)p));
		return;
	case HOW_PERSON:
		put_text(o, staff_no(o, *(const rid *)p));
		return;
	}
	BUG("kind of column");
}

/* ---- tables ---- */

static struct str first_title(const struct roster_col *c)
{
	struct str titles = str_of(c->title);
	return str_cut(&titles, S("|"));
}

static void begin_table(struct out *o, enum roster_table t)
{
	const struct roster_def *d = roster_def(t);
	struct xlsx_col cols[ROSTER_COLS];
	if (o->x) {
		for (int i = 0; i < d->n_cols; i++)
			cols[i] = (struct xlsx_col){first_title(&d->cols[i]), 12};
		xlsx_sheet(o->x, str_of(d->title), cols, (size_t)d->n_cols);
		return;
	}
	buf_fmt(o->csv, "【%s】\n", d->title);
	for (int i = 0; i < d->n_cols; i++)
		put_csv(o, first_title(&d->cols[i]));
	end_row(o);
}

struct each {
	struct out *o;
	const struct roster_def *d;
};

static bool put_record(struct ctx *cx, void *arg, const void *row)
{
	struct each *e = arg;
	const struct rec_head *head = row;
	(void)cx;
	/* Nobody could be found again by an empty number. */
	if (e->d->kind == &person_kind && ((const struct person_row *)row)->staff_no.n == 0)
		return true;
	for (int i = 0; i < e->d->n_cols; i++) {
		const struct roster_col *c = &e->d->cols[i];
		if (c->flags & COL_UNIT)
			put_text(e->o, unit_words_of(e->o, head->unit));
		else if (c->field)
			put_field(e->o, e->d, c, row);
		else
			put_side(e->o, e->d, c, row);
	}
	end_row(e->o);
	arena_reset(e->o->cx->a);
	return true;
}

static void put_rule(struct out *o, struct str group, const struct group_rule *r)
{
	bool unit = str_eq(r->by, S("unit"));
	rid id = RID_NONE;
	put_text(o, group);
	put_text(o, str_eq(r->sign, S("+")) ? S("加") : S("减"));
	put_text(o, unit ? S("单位") : str_eq(r->by, S("kind")) ? S("类别") : S("特征"));
	if (unit)
		num_int(r->value, 1, INT64_MAX, &id.n);
	put_text(o, unit ? unit_words_of(o, id) : group_rule_value(o->cx, r));
	put_day(o, r->from);
	put_day(o, r->until);
	end_row(o);
}

static bool put_rules(struct ctx *cx, void *arg, const void *row)
{
	struct each *e = arg;
	const struct unit_group_row *g = row;
	struct group_rule *at;
	(void)cx;
	int n = group_rules(e->o->cx, g->head.id, &at);
	for (int i = 0; i < n; i++)
		put_rule(e->o, g->name, &at[i]);
	arena_reset(e->o->cx->a);
	return true;
}

static void put_table(struct out *o, enum roster_table t)
{
	struct each e = {o, roster_def(t)};
	bool members = t == ROSTER_MEMBER;
	struct query q = {.kind = members ? &unit_group_kind : e.d->kind, .per_page = ROWS};
	struct ctx outer = *o->cx;
	outer.a = o->r.keep; /* the query itself outlives a row */
	if (!actor_may(&outer, q.kind->read_perm, RID_NONE))
		return;
	begin_table(o, t);
	query_each(&outer, &q, members ? put_rules : put_record, &e);
	if (o->csv)
		buf_ch(o->csv, '\n');
}

static void put_all(struct ctx *cx, struct out *o)
{
	struct ctx inner = *cx;
	inner.a = arena_open(ROW_ARENA);
	o->cx = &inner;
	o->r = (struct roster){.cx = &inner, .keep = cx->a};
	roster_ref_open(&o->r);
	for (enum roster_table t = 0; t < ROSTER_TABLES; t++)
		put_table(o, t);
	arena_close(inner.a);
}

int roster_xlsx(struct ctx *cx)
{
	struct out o = {.x = xlsx_open(cx->a)};
	if (o.x == NULL)
		return -1;
	put_all(cx, &o);
	return xlsx_close(o.x);
}

struct str roster_csv(struct ctx *cx)
{
	struct buf b = buf_in(cx->a, CSV_MAX);
	struct out o = {.csv = &b};
	buf_lit(&b, "\xEF\xBB\xBF"); /* so that spreadsheet programs see UTF-8 */
	put_all(cx, &o);
	AZ(b.full);
	return buf_view(&b);
}

/* ---- the template ---- */

static struct str allowed_words(struct ctx *cx, const struct roster_col *c)
{
	struct str *codes, *labels;
	if (c->set == NULL)
		return c->how == HOW_DAY    ? S("2026-09-18")
		       : c->how == HOW_BOOL ? S("是、否")
					    : STR_NONE;
	int n = val_codes(cx, str_of(c->set), &codes, &labels);
	return unit_words(cx->a, labels, n);
}

static void explain(struct ctx *cx, struct xlsx *x)
{
	const struct xlsx_col cols[] = {{S("工作表"), 8}, {S("列名"), 10}, {S("必填"), 4},
		{S("可以填"), 40}, {S("说明"), 40}};
	xlsx_sheet(x, S("填写说明"), cols, NELEM(cols));
	for (enum roster_table t = 0; t < ROSTER_TABLES; t++)
		for (int i = 0; i < roster_def(t)->n_cols; i++) {
			const struct roster_col *c = &roster_def(t)->cols[i];
			xlsx_text(x, roster_table_name(t));
			xlsx_text(x, first_title(c));
			xlsx_text(x, c->flags & COL_MUST ? S("是") : STR_NONE);
			xlsx_text(x, allowed_words(cx, c));
			xlsx_text(x, str_of(c->hint));
			xlsx_row(x);
		}
	xlsx_text(x, S("空着的格子不改动原有内容；要清空请写“无”。没有写进表的人和单位不受影响。"));
	xlsx_row(x);
}

int roster_template(struct ctx *cx)
{
	struct out o = {.x = xlsx_open(cx->a), .cx = cx};
	if (o.x == NULL)
		return -1;
	explain(cx, o.x);
	for (enum roster_table t = 0; t < ROSTER_TABLES; t++)
		begin_table(&o, t);
	return xlsx_close(o.x);
}

/* query.c — see query.h. */
#include "core/query.h"
#include "base/bug.h"
#include "base/num.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/val.h"
#include "store/search.h"
#include "store/sql.h"

enum { ROW_BYTES = 64 << 20 };

/* "due_from" and "due_until" narrow the day field "due". */
static const struct field *ranged(const struct kind *k, struct str name, enum query_op *op)
{
	static const struct {
		struct str tail;
		enum query_op op;
	} tails[] = {{{"_from", 5}, Q_FROM}, {{"_until", 6}, Q_UNTIL}};
	for (size_t i = 0; i < NELEM(tails); i++) {
		if (!str_ends(name, tails[i].tail))
			continue;
		const struct field *f = kind_field(k, str_first(name, name.n - tails[i].tail.n));
		*op = tails[i].op;
		return f && f->type == F_DAY ? f : NULL;
	}
	return NULL;
}

/* A value to compare with. Any number will do for a reference: what is not there, or out of sight,
 * is in no row of the list, and asking for it must not tell which. */
static bool parse(struct ctx *cx, const struct field *f, struct str text, void *row)
{
	rid *id = (rid *)(void *)((char *)row + f->offset);
	if (f->type != F_REF)
		return val_parse(cx, f, text, row);
	if (text.n == 0 || num_int(str_trim(text), 1, INT64_MAX, &id->n))
		return true;
	err_field(cx->errs, str_of(f->name), "“%s”要写编号，是一个整数", f->label);
	return false;
}

bool query_filter(struct ctx *cx, struct query *q, struct str name, struct str text)
{
	struct query_filter f = {.op = Q_IS, .text = text};
	if (text.n == 0)
		return true;
	if (!str_eq(name, S("state"))) {
		f.field = kind_field(q->kind, name);
		if (f.field == NULL)
			f.field = ranged(q->kind, name, &f.op);
		if (f.field == NULL || !(f.field->flags & F_FILTER)) {
			err_field(cx->errs, name, "不能按“%.*s”筛选", STR_ARG(name));
			return false;
		}
		if (!parse(cx, f.field, text, kind_row(q->kind, cx->a)))
			return false;
	} else if (kind_state(q->kind, text) < 0) {
		err_field(cx->errs, name, "没有“%.*s”这种状态", STR_ARG(text));
		return false;
	}
	if (q->n_filters == QUERY_FILTERS) {
		err_field(cx->errs, name, "筛选条件最多 %d 个", QUERY_FILTERS);
		return false;
	}
	q->filters[q->n_filters++] = f;
	return true;
}

static void add_value(
	struct ctx *cx, struct sql *s, const struct kind *k, const struct field *f, struct str text)
{
	void *row = kind_row(k, cx->a);
	parse(cx, f, text, row);
	const void *p = val_of(f, row);
	switch (f->type) {
	case F_INT:
		sql_int(s, *(const int64_t *)p);
		return;
	case F_BOOL:
		sql_int(s, *(const bool *)p);
		return;
	case F_REF:
		sql_rid(s, *(const rid *)p);
		return;
	case F_STAMP:
		sql_stamp(s, *(const struct stamp *)p);
		return;
	case F_DAY:
		sql_day(s, *(const struct day *)p);
		return;
	case F_TEXT:
	case F_LONG:
	case F_ENUM:
	case F_CODE:
	case F_RULE:
	case F_LENGTH:
	case F_TYPES:
		sql_text(s, val_text(cx, f, row));
		return;
	}
	BUG("field type");
}

static void add_filter(
	struct ctx *cx, struct sql *s, const struct kind *k, const struct query_filter *f)
{
	sql_lit(s, " AND ");
	if (f->field == NULL) {
		sql_lit(s, "state = ");
		sql_text(s, f->text);
		return;
	}
	sql_name(s, f->field->name);
	if (f->op == Q_IS)
		sql_lit(s, " = ");
	else if (f->op == Q_FROM)
		sql_lit(s, " >= ");
	else
		sql_lit(s, " <= ");
	add_value(cx, s, k, f->field, f->text);
}

static void add_search(struct ctx *cx, struct sql *s, const struct query *q)
{
	sql_lit(s, " AND id IN (");
	if (!search_ids(s, db_is_pg(cx->db), q->kind->name, q->search))
		sql_lit(s, "0"); /* signs only: found nowhere */
	sql_lit(s, ")");
}

static void add_where(struct ctx *cx, struct sql *s, const struct query *q)
{
	sql_lit(s, " FROM ");
	sql_name(s, q->kind->table);
	sql_lit(s, " WHERE ");
	actor_scope(cx, s, q->kind->read_perm, q->kind->scope_units);
	if (q->kind->scope)
		q->kind->scope(cx, s);
	for (int i = 0; i < q->n_filters; i++)
		add_filter(cx, s, q->kind, &q->filters[i]);
	if (q->search.n)
		add_search(cx, s, q);
	if (q->under.n) {
		sql_lit(s, " AND unit IN (SELECT unit FROM unit_up WHERE anc = ");
		sql_rid(s, q->under);
		sql_lit(s, ")");
	}
}

/* ---- order, and places in it ---- */

struct order {
	const char *col;
	const struct field *field; /* NULL: id, made or changed */
	bool down;
};

static struct order order_of(const struct query *q)
{
	const char *o = q->order ? q->order : q->kind->order ? q->kind->order : "-id";
	bool down = o[0] == '-';
	const char *col = down ? o + 1 : o;
	return (struct order){col, kind_field(q->kind, str_of(col)), down};
}

/* These are never empty, though rows older than the column have nothing in it. */
static bool has_zero(const struct order *o)
{
	return o->field &&
	       (o->field->type == F_INT || o->field->type == F_BOOL || o->field->type == F_ENUM);
}

static bool may_be_empty(const struct order *o)
{
	return o->field && !(o->field->flags & F_REQUIRED) && !has_zero(o);
}

/* Nothing where there is a zero is in its place: that is how it is read. */
static void add_column(struct sql *s, const struct order *o)
{
	if (!has_zero(o)) {
		sql_name(s, o->col);
		return;
	}
	sql_lit(s, "coalesce(");
	sql_name(s, o->col);
	sql_lit(s, ", ");
	if (o->field->type == F_ENUM)
		sql_text(s, str_of(o->field->choices[0].code));
	else
		sql_int(s, 0);
	sql_lit(s, ")");
}

/* What is empty comes last, up or down: by themselves the engines do not agree. */
static void add_order(struct sql *s, const struct query *q)
{
	struct order o = order_of(q);
	sql_lit(s, " ORDER BY ");
	add_column(s, &o);
	if (o.down)
		sql_lit(s, " DESC");
	if (may_be_empty(&o))
		sql_lit(s, " NULLS LAST");
	sql_lit(s, ", id");
	if (o.down)
		sql_lit(s, " DESC");
}

bool query_sort(struct ctx *cx, struct query *q, struct str text)
{
	static const struct str heads[] = {{"id", 2}, {"made", 4}, {"changed", 7}};
	struct str name = str_starts(text, S("-")) ? str_from(text, 1) : text;
	const struct field *f = kind_field(q->kind, name);
	bool ours = f && (f->flags & (F_IN_LIST | F_FILTER)) && !(f->flags & F_HIDDEN) &&
		    f->type != F_LONG;
	for (size_t i = 0; i < NELEM(heads); i++)
		ours |= str_eq(name, heads[i]);
	if (ours)
		q->order = str_c(cx->a, text);
	else
		err_field(cx->errs, S("sort"), "不能按“%.*s”排序", STR_ARG(name));
	return ours;
}

/* Text behind "id~"; the stamps of the head as milliseconds. */
static struct str place_text(struct ctx *cx, const struct order *o, const void *row)
{
	const struct rec_head *head = row;
	bool made = strcmp(o->col, "made") == 0;
	if (o->field)
		return val_is_empty(o->field, row) && o->field->type != F_INT
			       ? STR_NONE
			       : val_text(cx, o->field, row);
	return str_fmt(cx->a, "%lld", (long long)(made ? head->made.ms : head->changed.ms));
}

struct str query_cursor(struct ctx *cx, const struct query *q, const void *row)
{
	struct order o = order_of(q);
	const struct rec_head *head = row;
	struct str id = str_fmt(cx->a, "%lld", (long long)head->id.n);
	if (strcmp(o.col, "id") == 0)
		return id;
	struct str at = place_text(cx, &o, row);
	return str_fmt(cx->a, "%.*s~%.*s", STR_ARG(id), STR_ARG(at));
}

bool query_go_on(struct ctx *cx, struct query *q, struct str cursor)
{
	struct order o = order_of(q);
	struct str rest = cursor, id = str_cut(&rest, S("~"));
	int64_t n;
	bool fits = num_int(id, 1, INT64_MAX, &q->place_id.n);
	if (strcmp(o.col, "id") == 0)
		fits &= rest.n == 0 && !str_has(cursor, S("~"));
	else if (o.field)
		fits &= str_has(cursor, S("~")) &&
			parse(cx, o.field, rest, kind_row(q->kind, cx->a));
	else
		fits &= num_int(rest, 1, INT64_MAX, &n);
	q->behind = fits;
	q->place = rest;
	if (!fits)
		err_field(cx->errs, S("cursor"), "cursor 不是这个列表给出的，请从第一页重新开始");
	return fits;
}

static void add_behind_mark(struct sql *s, bool down)
{
	if (down)
		sql_lit(s, " < ");
	else
		sql_lit(s, " > ");
}

static void add_place(struct ctx *cx, struct sql *s, const struct query *q, const struct order *o)
{
	int64_t ms = 0;
	if (o->field) {
		add_value(cx, s, q->kind, o->field, q->place);
		return;
	}
	AN(num_int(q->place, 1, INT64_MAX, &ms));
	sql_stamp(s, (struct stamp){ms});
}

static void add_id_behind(struct sql *s, const struct query *q, bool down)
{
	sql_lit(s, "id");
	add_behind_mark(s, down);
	sql_rid(s, q->place_id);
}

/* col > place OR (col = place AND id > id) */
static void add_behind_value(
	struct ctx *cx, struct sql *s, const struct query *q, const struct order *o)
{
	add_column(s, o);
	add_behind_mark(s, o->down);
	add_place(cx, s, q, o);
	sql_lit(s, " OR (");
	add_column(s, o);
	sql_lit(s, " = ");
	add_place(cx, s, q, o);
	sql_lit(s, " AND ");
	add_id_behind(s, q, o->down);
	sql_lit(s, ")");
	if (!may_be_empty(o))
		return;
	sql_lit(s, " OR ");
	sql_name(s, o->col);
	sql_lit(s, " IS NULL");
}

static void add_behind(struct ctx *cx, struct sql *s, const struct query *q)
{
	struct order o = order_of(q);
	sql_lit(s, " AND (");
	if (strcmp(o.col, "id") == 0) {
		add_id_behind(s, q, o.down);
	} else if (q->place.n) {
		add_behind_value(cx, s, q, &o);
	} else {
		sql_name(s, o.col);
		sql_lit(s, " IS NULL AND ");
		add_id_behind(s, q, o.down);
	}
	sql_lit(s, ")");
}

static struct sql *select_page(struct ctx *cx, const struct query *q, int more)
{
	struct sql *s = sql_new(cx->a);
	sql_lit(s, "SELECT ");
	rec_columns(s, q->kind);
	add_where(cx, s, q);
	if (q->behind)
		add_behind(cx, s, q);
	add_order(s, q);
	if (q->per_page) {
		sql_lit(s, " LIMIT ");
		sql_int(s, q->per_page + more);
		sql_lit(s, " OFFSET ");
		sql_int(s, (int64_t)q->page * q->per_page);
	}
	return s;
}

enum flow_code query_each(struct ctx *cx, const struct query *q,
	bool (*each)(struct ctx *cx, void *arg, const void *row), void *arg)
{
	struct stmt *s = db_prep_sql(cx->db, select_page(cx, q, 0));
	struct ctx one = *cx;
	enum db_code c;
	one.a = arena_open(ROW_BYTES);
	while ((c = db_step(s)) == DB_ROW) {
		void *row = kind_row(q->kind, one.a);
		rec_read(&one, s, q->kind, row);
		if (!each(&one, arg, row))
			break;
		arena_reset(one.a);
	}
	db_done(s);
	arena_close(one.a);
	return flow_of_db(c);
}

int query_rows(struct ctx *cx, const struct query *q, void ***rows)
{
	AN(q->per_page > 0);
	struct stmt *s = db_prep_sql(cx->db, select_page(cx, q, 1));
	void **at = arena_array(cx->a, (size_t)q->per_page + 1, sizeof *at);
	int n = 0;
	while (n <= q->per_page && db_step(s) == DB_ROW) {
		at[n] = kind_row(q->kind, cx->a);
		rec_read(cx, s, q->kind, at[n++]);
	}
	db_done(s);
	*rows = at;
	return n;
}

int64_t query_count(struct ctx *cx, const struct query *q)
{
	struct sql *s = sql_new(cx->a);
	sql_lit(s, "SELECT count(*)");
	add_where(cx, s, q);
	return db_one_int(db_prep_sql(cx->db, s), 0);
}

int64_t query_count_to(struct ctx *cx, const struct query *q, int64_t most)
{
	struct sql *s = sql_new(cx->a);
	sql_lit(s, "SELECT count(*) FROM (SELECT id");
	add_where(cx, s, q);
	sql_lit(s, " LIMIT ");
	sql_int(s, most);
	sql_lit(s, ") m");
	return db_one_int(db_prep_sql(cx->db, s), 0);
}

bool query_sees(struct ctx *cx, const struct kind *k, rid id)
{
	struct query q = {.kind = k};
	struct sql *s = sql_new(cx->a);
	sql_lit(s, "SELECT 1");
	add_where(cx, s, &q);
	sql_lit(s, " AND id = ");
	sql_rid(s, id);
	return db_one_int(db_prep_sql(cx->db, s), 0) != 0;
}

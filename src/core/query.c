/* query.c — see query.h. */
#include "core/query.h"
#include "base/bug.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/val.h"
#include "store/search.h"
#include "store/sql.h"

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
		if (!val_parse(cx, f.field, text, kind_row(q->kind, cx->a)))
			return false;
	} else if (kind_state(q->kind, text) < 0) {
		err_field(cx->errs, name, "没有“%.*s”这种状态", STR_ARG(text));
		return false;
	}
	AN(q->n_filters < QUERY_FILTERS);
	q->filters[q->n_filters++] = f;
	return true;
}

static void add_value(
	struct ctx *cx, struct sql *s, const struct kind *k, const struct query_filter *f)
{
	void *row = kind_row(k, cx->a);
	val_parse(cx, f->field, f->text, row);
	const void *p = val_of(f->field, row);
	switch (f->field->type) {
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
	case F_TYPES:
		sql_text(s, val_text(cx, f->field, row));
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
	add_value(cx, s, k, f);
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

static void add_order(struct sql *s, const struct query *q)
{
	const char *o = q->order ? q->order : q->kind->order ? q->kind->order : "-id";
	bool down = o[0] == '-';
	sql_lit(s, " ORDER BY ");
	sql_name(s, down ? o + 1 : o);
	if (down)
		sql_lit(s, " DESC, id DESC");
	else
		sql_lit(s, ", id");
}

static struct sql *select_page(struct ctx *cx, const struct query *q, int more)
{
	struct sql *s = sql_new(cx->a);
	sql_lit(s, "SELECT ");
	rec_columns(s, q->kind);
	add_where(cx, s, q);
	add_order(s, q);
	if (q->per_page) {
		sql_lit(s, " LIMIT ");
		sql_int(s, q->per_page + more);
		sql_lit(s, " OFFSET ");
		sql_int(s, (int64_t)q->page * q->per_page);
	}
	return s;
}

enum flow_code query_each(
	struct ctx *cx, const struct query *q, bool (*each)(void *arg, const void *row), void *arg)
{
	struct stmt *s = db_prep_sql(cx->db, select_page(cx, q, 0));
	enum db_code c;
	while ((c = db_step(s)) == DB_ROW) {
		void *row = kind_row(q->kind, cx->a);
		rec_read(cx, s, q->kind, row);
		if (!each(arg, row))
			break;
	}
	db_done(s);
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

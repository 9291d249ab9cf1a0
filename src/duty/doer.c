/* doer.c — see doer.h. */
#include "duty/doer.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/note.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/turn.h"
#include "org/org.h"
#include "store/sql.h"

/* A reported item may come back, a paused one goes on: only what is over has no doer to name. */
#define NOT_OVER                                                                                   \
	(STATE_BIT(DUE_WAITING) | STATE_BIT(DUE_OPEN) | STATE_BIT(DUE_REPORTED) |                  \
		STATE_BIT(DUE_RETURNED) | STATE_BIT(DUE_PAUSED) | STATE_BIT(DUE_BEFORE))

bool doer_may(struct ctx *cx, const struct due_row *d)
{
	return !cx->past && (STATE_BIT(d->head.state) & NOT_OVER) &&
	       actor_may(cx, "due.report", d->head.unit);
}

static void check(struct ctx *cx, const struct doer_in *in, const struct due_row *d)
{
	const struct person_row *p = in->person.n ? rec_load(cx, &person_kind, in->person) : NULL;
	if (in->person.n == 0)
		return;
	if (p == NULL || p->head.state != 0 || !tree_is_under(cx, p->head.unit, d->head.unit))
		err_field(cx->errs, S("doer"), "请在本单位在岗的人里选承办人");
}

static enum flow_code name_one(struct ctx *cx, struct due_row *d, rid person, struct str note)
{
	struct due_row before = *d;
	struct str said = person.n ? tree_person_name(cx, person) : S("不再指定承办人");
	d->doer = person;
	if (note.n)
		said = str_fmt(cx->a, "%.*s（%.*s）", STR_ARG(said), STR_ARG(note));
	return turn_save(cx, &before, d, &(struct turn){.verb = "doer", .note = said});
}

/* The items of the duty that are not over: due after this day, or those of one person. */
static int open_of(struct ctx *cx, rid duty, struct day after, rid doer, rid **out)
{
	VEC(rid) ids = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT id FROM due WHERE duty = ? AND state NOT IN ('accepted', 'cancelled') "
		"AND (? = 0 OR doer = ?) AND coalesce(due_day, '9999-12-31') > ? "
		"ORDER BY due_day, id");
	db_rid(s, 1, duty);
	db_int(s, 2, doer.n);
	db_int(s, 3, doer.n);
	db_day(s, 4, day_is_set(after) ? after : day_of(1900, 1, 1));
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &ids) = db_col_rid(s, 0);
	db_done(s);
	*out = ids.at;
	return (int)ids.n;
}

static enum flow_code tell(struct ctx *cx, const struct due_row *d, rid person, int later)
{
	struct str what = rec_title(cx, &due_kind, d->head.id);
	if (person.n == 0 || person.n == cx->who->person.n)
		return FLOW_OK;
	return note_send(cx, person, S("doer"), d->head.id,
		later ? str_fmt(cx->a, "由您承办：%.*s，以后 %d 期也由您承办", STR_ARG(what), later)
		      : str_fmt(cx->a, "由您承办：%.*s", STR_ARG(what)),
		STR_NONE);
}

static enum flow_code set(struct ctx *cx, void *arg)
{
	const struct doer_in *in = arg;
	struct due_row *d = rec_load(cx, &due_kind, in->due);
	rid *ids = NULL;
	if (d == NULL || !flow_may_see(cx, &due_kind, in->due))
		return FLOW_ABSENT;
	if (!actor_may(cx, "due.report", d->head.unit))
		return FLOW_DENIED;
	if (!doer_may(cx, d))
		return FLOW_STATE;
	check(cx, in, d);
	if (cx->errs->n)
		return FLOW_INVALID;
	int n = in->later && day_is_set(d->due_day)
			? open_of(cx, d->duty, d->due_day, RID_NONE, &ids)
			: 0;
	enum flow_code code = d->doer.n == in->person.n ? FLOW_OK
							: name_one(cx, d, in->person, STR_NONE);
	for (int i = 0; i < n && code == FLOW_OK; i++) {
		struct due_row *next = rec_load(cx, &due_kind, ids[i]);
		if (next && next->doer.n != in->person.n)
			code = name_one(cx, next, in->person, STR_NONE);
	}
	return code == FLOW_OK ? tell(cx, d, in->person, n) : code;
}

enum flow_code doer_set(struct ctx *cx, const struct doer_in *in)
{
	return ctx_write(cx, set, (void *)(uintptr_t)in);
}

enum flow_code doer_pass(struct ctx *cx, rid duty, rid from, rid to, struct str note)
{
	rid *ids;
	int n = open_of(cx, duty, DAY_NONE, from, &ids);
	enum flow_code code = FLOW_OK;
	for (int i = 0; i < n && code == FLOW_OK; i++) {
		struct due_row *d = rec_load(cx, &due_kind, ids[i]);
		code = d ? name_one(cx, d, to, note) : FLOW_WORLD;
	}
	return code;
}

/* ---- all that one person answers for ---- */

int doer_tasks(struct ctx *cx, struct task_row ***out)
{
	struct sql *q = sql_new(cx->a);
	VEC(struct task_row *) rows = {0};
	sql_lit(q, "SELECT ");
	rec_columns(q, &task_kind);
	sql_lit(q, " FROM task WHERE state NOT IN ('done', 'dropped') AND person = ");
	sql_rid(q, cx->who->person);
	sql_lit(q, " ORDER BY due_day, id");
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW) {
		struct task_row *t = kind_row(&task_kind, cx->a);
		rec_read(cx, s, &task_kind, t);
		*vec_add(cx->a, &rows) = t;
	}
	db_done(s);
	*out = rows.at;
	return (int)rows.n;
}

int doer_claims(struct ctx *cx, struct claim_row ***out)
{
	struct sql *q = sql_new(cx->a);
	VEC(struct claim_row *) rows = {0};
	sql_lit(q, "SELECT ");
	rec_columns(q, &claim_kind);
	sql_lit(q, " FROM claim WHERE state IN ('open', 'active') AND person = ");
	sql_rid(q, cx->who->person);
	sql_lit(q, " ORDER BY due_day, id");
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW) {
		struct claim_row *c = kind_row(&claim_kind, cx->a);
		rec_read(cx, s, &claim_kind, c);
		*vec_add(cx->a, &rows) = c;
	}
	db_done(s);
	*out = rows.at;
	return (int)rows.n;
}

int doer_units(struct ctx *cx, struct doer_unit **out)
{
	VEC(struct doer_unit) v = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT a.unit, u.name, p.label FROM appointment a JOIN unit u ON u.id = a.unit "
		"JOIN code p ON p.code_set = 'post' AND p.code = a.post "
		"LEFT JOIN code h ON h.code_set = 'head_post' AND h.code = a.post "
		"WHERE a.person = ? AND (h.code IS NOT NULL OR a.post = 'liaison') AND "
		"a.from_day <= ? AND (a.until_day IS NULL OR a.until_day >= ?) "
		"ORDER BY u.sort, u.id, coalesce(h.sort, 9999), a.id");
	db_rid(s, 1, cx->who->person);
	db_day(s, 2, cx->today);
	db_day(s, 3, cx->today);
	while (db_step(s) == DB_ROW)
		if (v.n == 0 || v.at[v.n - 1].unit.n != db_col_rid(s, 0).n)
			*vec_add(cx->a, &v) = (struct doer_unit){db_col_rid(s, 0),
				str_dup(cx->a, db_col_text(s, 1)),
				str_dup(cx->a, db_col_text(s, 2))};
	db_done(s);
	*out = v.at;
	return (int)v.n;
}

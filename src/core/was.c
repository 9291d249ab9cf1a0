/* was.c — see was.h. */
#include "core/was.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/flow.h"
#include "core/tree.h"
#include "store/sql.h"

/* The entry's number, wherever the unit of work wants it besides. */
static enum flow_code append(struct ctx *cx, struct seal_in *in, int64_t *seq)
{
	int64_t *told = cx->sealed;
	*seq = 0;
	cx->sealed = seq;
	enum flow_code code = flow_note(cx, in);
	cx->sealed = told;
	if (told && code == FLOW_OK)
		*told = *seq;
	return code;
}

enum flow_code was_note(struct ctx *cx, struct seal_in *in, struct str key, struct str old)
{
	int64_t seq;
	enum flow_code code = append(cx, in, &seq);
	if (code != FLOW_OK)
		return code;
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO setting_was (id, kind, code, value, until, made_by, reason, seal_no) "
		"VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
	db_rid(s, 1, db_new_id(cx->db));
	db_text(s, 2, str_of(in->kind));
	db_text(s, 3, key);
	db_text(s, 4, old);
	db_stamp(s, 5, cx->now);
	db_rid(s, 6, cx->who->person);
	db_text(s, 7, in->reason);
	db_int(s, 8, seq);
	return flow_of_db(db_run(s));
}

static struct stmt *ask(struct ctx *cx, struct str kind, struct str key, enum was_when when)
{
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT code, reason, until, made_by, seal_no FROM setting_was "
		   "WHERE coalesce(kind, 'setting') = ");
	sql_text(q, kind);
	if (key.n) {
		sql_lit(q, " AND code = ");
		sql_text(q, key);
	}
	if (when == WAS_LATER)
		sql_lit(q, " AND until > ");
	else
		sql_lit(q, " AND until <= ");
	sql_stamp(q, cx->now);
	sql_lit(q, " ORDER BY seal_no DESC, id DESC LIMIT ");
	sql_int(q, WAS_MAX);
	return db_prep_sql(cx->db, q);
}

/* What the log says; nothing where the entry was lawfully erased. */
static void add_cells(struct ctx *cx, struct was *w)
{
	size_t n = 0;
	struct seal_entry *e = seal_latest(cx->db, w->seal_no + 1, 1, cx->a, &n);
	if (n == 0 || e->seq != w->seal_no)
		return;
	w->cells = e->payload;
	w->made = str_eq(e->verb, S("create"));
}

int was_list(struct ctx *cx, struct str kind, struct str key, enum was_when when, struct was **out)
{
	VEC(struct was) rows = {0};
	VEC(rid) by = {0};
	struct stmt *s = ask(cx, kind, key, when);
	while (db_step(s) == DB_ROW) {
		*vec_add(cx->a, &rows) = (struct was){.key = str_dup(cx->a, db_col_text(s, 0)),
			.reason = str_dup(cx->a, db_col_text(s, 1)),
			.at = db_col_stamp(s, 2),
			.seal_no = db_col_int(s, 4)};
		*vec_add(cx->a, &by) = db_col_rid(s, 3);
	}
	db_done(s);
	for (size_t i = 0; i < rows.n; i++) {
		struct was *w = &rows.at[i];
		w->by = by.at[i].n ? tree_person_name(cx, by.at[i]) : S("系统");
		add_cells(cx, w);
	}
	*out = rows.at;
	return (int)rows.n;
}

/* draft.c — see draft.h. */
#include "duty/draft.h"
#include "core/actor.h"

bool draft_load(struct ctx *cx, rid due, struct draft *out)
{
	struct stmt *s = db_prep(
		cx->db, "SELECT progress, effect, saved FROM draft WHERE due = ? AND person = ?");
	db_rid(s, 1, due);
	db_rid(s, 2, cx->who->person);
	bool found = db_step(s) == DB_ROW;
	if (found)
		*out = (struct draft){due, str_dup(cx->a, db_col_text(s, 0)),
			str_dup(cx->a, db_col_text(s, 1)), db_col_stamp(s, 2)};
	db_done(s);
	return found;
}

static enum flow_code save(struct ctx *cx, void *arg)
{
	const struct draft *d = arg;
	struct stmt *s = db_prep(cx->db, "DELETE FROM draft WHERE due = ? AND person = ?");
	db_rid(s, 1, d->due);
	db_rid(s, 2, cx->who->person);
	enum flow_code code = flow_of_db(db_run(s));
	if (code != FLOW_OK)
		return code;
	s = db_prep(cx->db,
		"INSERT INTO draft (due, person, progress, effect, saved) VALUES (?, ?, ?, ?, ?)");
	db_rid(s, 1, d->due);
	db_rid(s, 2, cx->who->person);
	db_text(s, 3, d->progress);
	db_text(s, 4, d->effect);
	db_stamp(s, 5, cx->now);
	return flow_of_db(db_run(s));
}

enum flow_code draft_save(struct ctx *cx, const struct draft *d)
{
	struct draft copy = *d;
	return ctx_write(cx, save, &copy);
}

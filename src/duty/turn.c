/* turn.c — see turn.h. */
#include "duty/turn.h"
#include "core/actor.h"
#include "core/note.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/sum.h"

enum flow_code turn_add(struct ctx *cx, const struct due_row *d, const struct turn *t)
{
	struct stmt *s = db_prep(cx->db, "INSERT INTO due_step (id, due, at, state, due_day, "
					 "due_min, made_by, report, verb, "
					 "note, seal_no, doer) VALUES "
					 "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, d->head.id);
	db_stamp(s, 3, cx->now);
	db_text(s, 4, str_of(due_kind.states[d->head.state].code));
	db_day(s, 5, d->due_day);
	db_int(s, 6, d->due_min);
	db_rid(s, 7, cx->who->person);
	db_rid(s, 8, t->report);
	db_text(s, 9, str_of(t->verb));
	db_text(s, 10, t->note);
	db_int(s, 11, cx->sealed ? *cx->sealed : 0);
	db_rid(s, 12, d->doer);
	return flow_of_db(db_run(s));
}

enum flow_code turn_save(
	struct ctx *cx, const struct due_row *before, struct due_row *d, const struct turn *t)
{
	enum flow_code code = before ? rec_update(cx, &due_kind, d) : rec_insert(cx, &due_kind, d);
	if (code == FLOW_OK)
		code = flow_seal(cx, &due_kind, before, d, t->verb, t->note);
	if (code == FLOW_OK && before == NULL)
		code = sum_add(cx, d->head.id, d->head.id);
	return code == FLOW_OK ? turn_add(cx, d, t) : code;
}

rid turn_liaison(struct ctx *cx, rid unit)
{
	rid who = tree_post_holder(cx, unit, S("liaison"), cx->today);
	return who.n ? who : tree_head(cx, unit, cx->today);
}

enum flow_code turn_tell(struct ctx *cx, rid unit, const struct due_row *d, struct str text)
{
	rid who = turn_liaison(cx, unit);
	return who.n ? note_send(cx, who, S("due"), d->head.id, text, STR_NONE) : FLOW_OK;
}

/* judge.c — see judge.h. */
#include "duty/judge.h"
#include "calendar/expand.h"
#include "calendar/phrase.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"

bool judge_needed(const struct due_row *d)
{
	return d->kind == EXPAND_FINAL && phrase_is_outcome(d->content);
}

struct str judge_standard(struct ctx *cx, const struct due_row *d)
{
	/* A later edition asked again: its words point to the measure that goes on. */
	struct stmt *s = db_prep(cx->db,
		"SELECT q.answer FROM question q JOIN measure m ON m.id = q.measure WHERE q.code = "
		"'outcome' AND q.state = 'answered' AND (m.id = ? OR m.now = ?) ORDER BY q.id DESC "
		"LIMIT 1");
	struct str text = STR_NONE;
	db_rid(s, 1, d->measure);
	db_rid(s, 2, d->measure);
	if (db_step(s) == DB_ROW)
		text = str_dup(cx->a, db_col_text(s, 0));
	db_done(s);
	return text;
}

void judge_report(struct ctx *cx, const struct due_row *d, const struct report_in *in)
{
	if (judge_needed(d) && in->n_evidence == 0)
		err_field(cx->errs, S("files"),
			"这一项要由别的单位对照标准评定，请附上看得出成效的佐证");
}

/* The bureau itself has only its own people to judge it: then not the unit's own, but its parts'.
 */
static bool is_own(struct ctx *cx, const struct due_row *d)
{
	rid mine = cx->who->unit, unit = d->head.unit;
	return mine.n &&
	       (mine.n == unit.n || (unit.n != tree_top(cx).n && tree_is_under(cx, mine, unit)));
}

enum flow_code judge_accept(struct ctx *cx, const struct due_row *d, struct str finding)
{
	if (!judge_needed(d))
		return FLOW_OK;
	if (is_own(cx, d))
		return FLOW_DENIED;
	if (str_trim(finding).n == 0)
		err_field(cx->errs, S("note"), "请写评定意见：对照标准看到了什么，是否达到");
	return cx->errs->n ? FLOW_INVALID : FLOW_OK;
}

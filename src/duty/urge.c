/* urge.c — see urge.h. */
#include "duty/urge.h"
#include "base/utf8.h"
#include "calendar/expand.h"
#include "core/actor.h"
#include "core/note.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/turn.h"

enum { WORDS_MAX = 200 };

static bool is_late(struct ctx *cx, const struct due_row *d)
{
	bool owed = d->head.state == DUE_OPEN || d->head.state == DUE_RETURNED;
	return owed && day_is_set(d->due_day) &&
	       expand_minutes_late(d->due_day, (int)d->due_min, cx->now) > 0;
}

static bool has_permission(struct ctx *cx, const struct due_row *d)
{
	return actor_may(cx, "due.remind", d->head.unit) || actor_may(cx, "due.remind", d->to_unit);
}

bool urge_may(struct ctx *cx, const struct due_row *d)
{
	return is_late(cx, d) && has_permission(cx, d);
}

bool urge_is_done(struct ctx *cx, rid due)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT count(*) FROM due_step WHERE due = ? AND verb = 'urge' AND at >= ?");
	db_rid(s, 1, due);
	db_stamp(s, 2, stamp_of_day(cx->today));
	return db_one_int(s, 0) > 0;
}

struct urge {
	rid due;
	struct str words;
};

static enum flow_code refuse(struct ctx *cx, const struct due_row *d, const struct urge *u)
{
	if (d == NULL)
		return FLOW_ABSENT;
	if (!has_permission(cx, d))
		return FLOW_DENIED;
	if (!is_late(cx, d))
		return FLOW_STATE;
	if (urge_is_done(cx, d->head.id))
		err_field(cx->errs, S("words"), "今天已经催办过了，每项一天只催办一次");
	if (utf8_count(u->words) > WORDS_MAX)
		err_field(cx->errs, S("words"), "最多 %d 字", WORDS_MAX);
	else if (!utf8_is_valid(u->words))
		err_field(cx->errs, S("words"), "有无法识别的字符，请重新输入");
	return cx->errs->n ? FLOW_INVALID : FLOW_OK;
}

/* Liaison and head; once where one person is both. */
static enum flow_code tell(struct ctx *cx, const struct due_row *d, struct str words)
{
	rid liaison = turn_liaison(cx, d->head.unit);
	rid head = tree_head(cx, d->head.unit, cx->today);
	struct str title = rec_title(cx, &due_kind, d->head.id);
	struct str text = str_fmt(cx->a, "催办：%.*s，已逾期 %d 天%s%.*s", STR_ARG(title),
		day_diff(d->due_day, cx->today), words.n ? "。" : "", STR_ARG(words));
	enum flow_code code = turn_tell(cx, d->head.unit, d, text);
	if (code != FLOW_OK || head.n == 0 || head.n == liaison.n)
		return code;
	return note_send(cx, head, S("due"), d->head.id, text, STR_NONE);
}

static enum flow_code send(struct ctx *cx, void *arg)
{
	struct urge *u = arg;
	const struct due_row *d = flow_may_see(cx, &due_kind, u->due)
					  ? rec_load(cx, &due_kind, u->due)
					  : NULL;
	u->words = str_trim(u->words);
	enum flow_code code = refuse(cx, d, u);
	if (code != FLOW_OK)
		return code;
	code = flow_note(cx, &(struct seal_in){.kind = "due",
				     .record = d->head.id,
				     .version = d->head.version,
				     .verb = "urge",
				     .reason = u->words});
	if (code == FLOW_OK)
		code = turn_add(cx, d, &(struct turn){.verb = "urge", .note = u->words});
	return code == FLOW_OK ? tell(cx, d, u->words) : code;
}

enum flow_code urge_send(struct ctx *cx, rid due, struct str words)
{
	struct urge u = {due, words};
	return ctx_write(cx, send, &u);
}

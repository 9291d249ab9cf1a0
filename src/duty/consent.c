/* consent.c — see consent.h: the answers as screens list them, always within the actor's scope. */
#include "duty/consent.h"
#include "core/actor.h"
#include "core/past.h"
#include "core/rec.h"
#include "core/tree.h"
#include "store/sql.h"

/* A past day is looked at among so many of the newest. */
enum { PAST_MAX = 2000 };

static const char *perm_of(enum consent_view v)
{
	return v == CONSENT_MINE      ? "due.report"
	       : v == CONSENT_TO_RULE ? "plan.issue"
				      : consent_kind.read_perm;
}

static int state_of(enum consent_view v)
{
	return v == CONSENT_MINE ? CONSENT_ASKED : CONSENT_OBJECTED;
}

static void add_where(struct ctx *cx, struct sql *q, const struct consent_filter *f)
{
	sql_lit(q, " FROM consent WHERE ");
	actor_scope(cx, q, perm_of(f->view), consent_kind.scope_units);
	if (f->plan.n) {
		sql_lit(q, " AND plan = ");
		sql_rid(q, f->plan);
	}
	if (f->unit.n) {
		sql_lit(q, " AND unit = ");
		sql_rid(q, f->unit);
	}
	if (f->view == CONSENT_MINE) {
		sql_lit(q, " AND coalesce(made_by, 0) <> ");
		sql_int(q, cx->who->person.n);
	}
	/* What state it was in on a past day is not in the table. */
	if (f->view == CONSENT_ALL || cx->past)
		return;
	sql_lit(q, " AND state = ");
	sql_text(q, str_of(consent_kind.states[state_of(f->view)].code));
	sql_lit(q, " AND plan IN (SELECT id FROM plan WHERE state = 'review')");
}

/* As it stood then, and still to be done then. */
static bool fits(struct ctx *cx, const struct consent_filter *f, struct consent_row *c)
{
	if (!past_turn(cx, &consent_kind, c))
		return false;
	if (f->view == CONSENT_ALL || !cx->past)
		return true;
	const struct plan_row *p = rec_load(cx, &plan_kind, c->plan);
	return c->head.state == state_of(f->view) && p && p->head.state == PLAN_REVIEW;
}

int consent_list(struct ctx *cx, const struct consent_filter *f, struct consent_row ***out)
{
	struct sql *q = sql_new(cx->a);
	int all = 0, n = 0, most = cx->past ? PAST_MAX : f->max;
	struct consent_row **at = arena_array(cx->a, (size_t)most + 1, sizeof *at);
	sql_lit(q, "SELECT ");
	rec_columns(q, &consent_kind);
	add_where(cx, q, f);
	sql_lit(q, " ORDER BY id DESC LIMIT ");
	sql_int(q, most);
	struct stmt *s = db_prep_sql(cx->db, q);
	while (all < most && db_step(s) == DB_ROW) {
		at[all] = kind_row(&consent_kind, cx->a);
		rec_read(cx, s, &consent_kind, at[all++]);
	}
	db_done(s);
	for (int i = 0; i < all && n < f->max; i++)
		if (fits(cx, f, at[i]))
			at[n++] = at[i];
	*out = at;
	return n;
}

static struct str day_words(struct ctx *cx, struct stamp at)
{
	struct ymd y = day_ymd(stamp_day(at));
	return str_fmt(cx->a, "%d月%d日", y.m, y.d);
}

static struct str who_when(struct ctx *cx, rid who, struct stamp at)
{
	struct str name = tree_person_name(cx, who);
	struct str day = day_words(cx, at);
	return str_fmt(cx->a, "%.*s %.*s", STR_ARG(name), STR_ARG(day));
}

struct str consent_say(struct ctx *cx, const struct consent_row *c)
{
	struct str by = who_when(cx, c->answered_by, c->answered_at);
	struct str ruled = who_when(cx, c->ruled_by, c->ruled_at);
	switch ((enum consent_state)c->head.state) {
	case CONSENT_AGREED:
		return str_fmt(cx->a, "本单位%.*s同意", STR_ARG(by));
	case CONSENT_OVERRULED:
		return str_fmt(cx->a, "本单位%.*s提出异议：%.*s；%.*s决定不采纳：%.*s", STR_ARG(by),
			STR_ARG(c->words), STR_ARG(ruled), STR_ARG(c->ruling));
	case CONSENT_SILENT:
		return str_fmt(cx->a, "本单位到期没有答复，不算同意；%.*s决定签发：%.*s",
			STR_ARG(ruled), STR_ARG(c->ruling));
	case CONSENT_OBJECTED:
		return str_fmt(cx->a, "本单位%.*s提出异议：%.*s", STR_ARG(by), STR_ARG(c->words));
	case CONSENT_ACCEPTED:
		return str_fmt(cx->a, "本单位%.*s提出异议：%.*s；%.*s采纳：%.*s", STR_ARG(by),
			STR_ARG(c->words), STR_ARG(ruled), STR_ARG(c->ruling));
	case CONSENT_ASKED:
	case CONSENT_VOID:
		break;
	}
	return STR_NONE;
}

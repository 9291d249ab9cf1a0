/* pairing.c — see pairing.h. */
#include "plan/pairing.h"
#include "base/bug.h"
#include "core/actor.h"
#include "core/rec.h"
#include "plan/pair.h"

/* ---- reading ---- */

static int index_in(struct measure_row *const *at, int n, rid id)
{
	for (int i = 0; i < n; i++)
		if (at[i]->head.id.n == id.n)
			return i;
	return -1;
}

/* What persons said; a measure that was taken out since says nothing. */
static void load_said(struct ctx *cx, const struct plan_row *p, struct pairing *l, int *said)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT p.measure, p.was FROM measure_pair p JOIN measure m ON m.id = p.measure "
		"WHERE m.plan = ? AND m.state <> 'cancelled'");
	for (int i = 0; i < l->n_is; i++)
		said[i] = PAIR_BY_WORDS;
	db_rid(s, 1, p->head.id);
	while (db_step(s) == DB_ROW) {
		int i = index_in(l->is, l->n_is, db_col_rid(s, 0));
		rid was = db_col_rid(s, 1);
		int k = was.n ? index_in(l->was, l->n_was, was) : -1;
		if (i < 0 || (was.n && k < 0))
			continue;
		said[i] = k < 0 ? PAIR_NEW : k;
		l->by_hand[i] = true;
	}
	db_done(s);
}

void pairing_load(struct ctx *cx, const struct plan_row *p, struct pairing *out)
{
	*out = (struct pairing){0};
	out->n_was = plan_measures(cx, p->supersedes, &out->was);
	out->n_is = plan_measures(cx, p->head.id, &out->is);
	out->partner = arena_array(cx->a, (size_t)out->n_is + 1, sizeof *out->partner);
	out->by_hand = arena_array(cx->a, (size_t)out->n_is + 1, sizeof *out->by_hand);
	int *said = arena_array(cx->a, (size_t)out->n_is + 1, sizeof *said);
	load_said(cx, p, out, said);
	pair_measures(cx->a, (struct pair_side){out->was, out->n_was},
		(struct pair_side){out->is, out->n_is}, said, out->partner);
}

bool pairing_may(struct ctx *cx, const struct plan_row *p)
{
	if (cx->past || p->supersedes.n == 0)
		return false;
	if (p->head.state == PLAN_READING)
		return actor_may(cx, "plan.edit", p->head.unit);
	return p->head.state == PLAN_REVIEW && actor_may(cx, "plan.review", p->head.unit);
}

/* ---- saying ---- */

struct saying {
	rid measure, was;
	bool clear;
};

static struct str title_of(struct ctx *cx, rid measure)
{
	return measure.n ? rec_title(cx, &measure_kind, measure) : S("新的措施");
}

/* What stood there before, in words. */
static struct str said_before(struct ctx *cx, rid measure)
{
	struct stmt *s = db_prep(cx->db, "SELECT was FROM measure_pair WHERE measure = ?");
	struct str words = S("按文字判断");
	db_rid(s, 1, measure);
	bool said = db_step(s) == DB_ROW;
	rid was = said ? db_col_rid(s, 0) : RID_NONE;
	db_done(s);
	return said ? title_of(cx, was) : words;
}

static enum flow_code may_say(struct ctx *cx, const struct saying *w)
{
	const struct measure_row *m = rec_load(cx, &measure_kind, w->measure);
	const struct plan_row *p = m ? rec_load(cx, &plan_kind, m->plan) : NULL;
	if (p == NULL || !flow_may_see(cx, &measure_kind, w->measure))
		return FLOW_ABSENT;
	if (!pairing_may(cx, p))
		return p->head.state == PLAN_READING || p->head.state == PLAN_REVIEW ? FLOW_DENIED
										     : FLOW_STATE;
	const struct measure_row *old = w->was.n ? rec_load(cx, &measure_kind, w->was) : NULL;
	if (w->was.n && (old == NULL || old->plan.n != p->supersedes.n))
		return FLOW_ABSENT;
	return FLOW_OK;
}

/* One record cannot go on as two. */
static void check_free(struct ctx *cx, const struct saying *w)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT p.measure FROM measure_pair p JOIN measure m ON m.id = p.measure WHERE "
		"p.was = ? AND p.measure <> ? AND m.state <> 'cancelled' AND m.plan = (SELECT plan "
		"FROM measure WHERE id = ?)");
	if (w->was.n == 0)
		return;
	db_rid(s, 1, w->was);
	db_rid(s, 2, w->measure);
	db_rid(s, 3, w->measure);
	rid other = {db_one_int(s, 0)};
	if (other.n) {
		struct str title = title_of(cx, other);
		err_field(cx->errs, S("was"), "已经定为由“%.*s”接续，请先改那一项", STR_ARG(title));
	}
}

static enum flow_code store(struct ctx *cx, const struct saying *w)
{
	struct stmt *gone = db_prep(cx->db, "DELETE FROM measure_pair WHERE measure = ?");
	db_rid(gone, 1, w->measure);
	enum flow_code code = flow_of_db(db_run(gone));
	if (code != FLOW_OK || w->clear)
		return code;
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO measure_pair (measure, was, made, made_by) VALUES (?, ?, ?, ?)");
	db_rid(s, 1, w->measure);
	db_rid(s, 2, w->was);
	db_stamp(s, 3, cx->now);
	db_rid(s, 4, cx->who->person);
	return flow_of_db(db_run(s));
}

static enum flow_code say(struct ctx *cx, void *arg)
{
	const struct saying *w = arg;
	struct buf b = buf_in(cx->a, 8192);
	enum flow_code code = may_say(cx, w);
	if (code != FLOW_OK)
		return code;
	check_free(cx, w);
	if (cx->errs->n)
		return FLOW_INVALID;
	struct str before = said_before(cx, w->measure);
	if ((code = store(cx, w)) != FLOW_OK)
		return code;
	seal_field(&b, "was", before, w->clear ? S("按文字判断") : title_of(cx, w->was));
	return flow_note(cx, &(struct seal_in){.kind = "measure",
				     .record = w->measure,
				     .verb = "pair",
				     .payload = buf_view(&b)});
}

enum flow_code pairing_put(struct ctx *cx, rid measure, rid was)
{
	return ctx_write(cx, say, &(struct saying){.measure = measure, .was = was});
}

enum flow_code pairing_clear(struct ctx *cx, rid measure)
{
	return ctx_write(cx, say, &(struct saying){.measure = measure, .clear = true});
}

/* edition_measure.c — a measure that goes on keeps its record, and with it its reports and its
 * history; it takes the words and the place it has in the new edition. What the old edition said
 * becomes the record of its own (state superseded, `now` leads to the living one), so both editions
 * can be read whole. */
#include "base/bug.h"
#include "campaign/edition_int.h"
#include "core/rec.h"

static rid other_side(const struct pairing *ms, rid id)
{
	for (int i = 0; id.n && i < ms->n_is; i++) {
		const struct measure_row *old = ms->partner[i] < 0 ? NULL : ms->was[ms->partner[i]];
		if (old && ms->is[i]->head.id.n == id.n)
			return old->head.id;
		if (old && old->head.id.n == id.n)
			return ms->is[i]->head.id;
	}
	return id;
}

/* The words and the place of `from` in the record of `head`. */
static struct measure_row words_in(
	const struct pairing *ms, const struct measure_row *from, const struct rec_head *head)
{
	struct measure_row m = *from;
	m.head = *head;
	m.parent = other_side(ms, from->parent);
	return m;
}

static enum flow_code save(struct ctx *cx, const struct measure_row *before,
	struct measure_row *now, struct str reason)
{
	enum flow_code code = rec_update(cx, &measure_kind, now);
	return code == FLOW_OK ? flow_seal(cx, &measure_kind, before, now, "edition", reason)
			       : code;
}

/* Everything that hangs on the words goes with the words. */
static enum flow_code swap_words(struct ctx *cx, rid x, rid y)
{
	/* The cast: PostgreSQL takes the parameters of a CASE for text. */
	struct stmt *each[] = {
		db_prep(cx->db, "UPDATE measure_unit SET measure = CASE WHEN measure = ? "
				"THEN CAST(? AS bigint) ELSE ? END "
				"WHERE measure IN (?, ?)"),
		db_prep(cx->db, "UPDATE measure_rule SET measure = CASE WHEN measure = ? "
				"THEN CAST(? AS bigint) ELSE ? END "
				"WHERE measure IN (?, ?)"),
		db_prep(cx->db, "UPDATE measure_leader SET measure = CASE WHEN measure = ? "
				"THEN CAST(? AS bigint) ELSE ? END "
				"WHERE measure IN (?, ?)"),
		db_prep(cx->db, "UPDATE question SET measure = CASE WHEN measure = ? "
				"THEN CAST(? AS bigint) ELSE ? END "
				"WHERE measure IN (?, ?)"),
	};
	enum flow_code code = FLOW_OK;
	for (size_t i = 0; i < NELEM(each) && code == FLOW_OK; i++) {
		db_rid(each[i], 1, x);
		db_rid(each[i], 2, y);
		db_rid(each[i], 3, x);
		db_rid(each[i], 4, x);
		db_rid(each[i], 5, y);
		code = flow_of_db(db_run(each[i]));
	}
	return code;
}

static enum flow_code go_on(struct ctx *cx, const struct pairing *ms, int i, struct str reason)
{
	const struct measure_row *old = ms->was[ms->partner[i]], *new = ms->is[i];
	struct measure_row living = words_in(ms, new, &old->head);
	struct measure_row kept = words_in(ms, old, &new->head);
	kept.head.state = MEASURE_SUPERSEDED;
	kept.now = old->head.id;
	living.now = RID_NONE;
	enum flow_code code = save(cx, old, &living, reason);
	if (code == FLOW_OK)
		code = save(cx, new, &kept, reason);
	return code == FLOW_OK ? swap_words(cx, old->head.id, new->head.id) : code;
}

/* A new one below one that goes on, and an old one below one whose record has moved. */
static enum flow_code mend_parent(struct ctx *cx, const struct pairing *ms,
	const struct measure_row *m, bool dropped, struct str reason)
{
	struct measure_row now = *m;
	now.parent = other_side(ms, m->parent);
	if (dropped && m->head.state != MEASURE_CANCELLED)
		now.head.state = MEASURE_CANCELLED;
	bool same = now.parent.n == m->parent.n && now.head.state == m->head.state;
	return same ? FLOW_OK : save(cx, m, &now, reason);
}

enum flow_code edition_measures(struct ctx *cx, const struct issue *is, const struct pairing *ms)
{
	struct str reason = str_fmt(cx->a, "第 %lld 版", (long long)is->plan->edition);
	bool *used = arena_array(cx->a, (size_t)ms->n_was + 1, sizeof *used);
	enum flow_code code = FLOW_OK;
	for (int i = 0; i < ms->n_is && code == FLOW_OK; i++) {
		if (ms->partner[i] >= 0)
			used[ms->partner[i]] = true;
		code = ms->partner[i] >= 0 ? go_on(cx, ms, i, reason)
					   : mend_parent(cx, ms, ms->is[i], false, reason);
	}
	for (int k = 0; k < ms->n_was && code == FLOW_OK; k++)
		if (!used[k])
			code = mend_parent(cx, ms, ms->was[k], true, reason);
	return code;
}

/* remind_find.c — what a row of the reminders has to tell one unit in its part of time: the due
 * items in the row's state and days that fit it, or the proposals nobody has decided. Not whom, and
 * not in which words: remind.c. TIME-29. */
#include "duty/remind_int.h"

#include "base/bug.h"
#include "base/vec.h"
#include "calendar/work.h"
#include "core/rec.h"
#include "duty/change.h"
#include "duty/light.h"

enum { ITEMS = 200 };

#define ITEM_COLS                                                                                  \
	"SELECT d.id, d.period, d.kind, d.from_day, d.due_day, d.due_min, d.state, m.heading, "    \
	"c.office, d.unit FROM due d JOIN campaign c ON c.id = d.campaign AND c.state IN "         \
	"('started', 'running', 'standing') JOIN measure m ON m.id = d.measure WHERE "

static struct stmt *by_due_day(struct ctx *cx, const struct remind_round *r, rid unit)
{
	struct stmt *s = db_prep(cx->db,
		ITEM_COLS "d.unit = ? AND d.state IN ('open', 'returned') AND d.due_day >= ? AND "
			  "d.due_day <= ? ORDER BY d.due_day, d.id LIMIT ?");
	db_rid(s, 1, unit);
	db_day(s, 2, stamp_day(r->lo));
	db_day(s, 3, stamp_day((struct stamp){r->hi.ms - 1}));
	db_int(s, 4, ITEMS);
	return s;
}

/* Begun, or issued, in this time; what is late already has reminders of its own. */
static struct stmt *by_begin(struct ctx *cx, const struct remind_round *r, rid unit)
{
	struct stmt *s = db_prep(cx->db,
		ITEM_COLS "d.unit = ? AND d.state = 'open' AND d.due_day >= ? AND d.signed_at IS "
			  "NULL AND d.from_day <= ? AND d.made < ? AND (d.from_day >= ? OR d.made "
			  ">= ?) ORDER BY d.due_day, d.id LIMIT ?");
	db_rid(s, 1, unit);
	db_day(s, 2, cx->today);
	db_day(s, 3, stamp_day((struct stamp){r->hi.ms - 1}));
	db_stamp(s, 4, r->hi);
	db_day(s, 5, stamp_day(r->lo));
	db_stamp(s, 6, r->lo);
	db_int(s, 7, ITEMS);
	return s;
}

static struct stmt *by_return(struct ctx *cx, const struct remind_round *r, rid unit)
{
	struct stmt *s = db_prep(cx->db,
		ITEM_COLS "d.unit = ? AND d.state = 'returned' AND EXISTS (SELECT 1 FROM report p "
			  "WHERE p.due = d.id AND p.state = 'returned' AND p.reviewed_at >= ? AND "
			  "p.reviewed_at < ?) ORDER BY d.due_day, d.id LIMIT ?");
	db_rid(s, 1, unit);
	db_stamp(s, 2, r->lo);
	db_stamp(s, 3, r->hi);
	db_int(s, 4, ITEMS);
	return s;
}

static struct stmt *by_report(struct ctx *cx, const struct remind_round *r, rid unit)
{
	struct stmt *s = db_prep(cx->db,
		ITEM_COLS "d.to_unit = ? AND d.state = 'reported' AND d.reported_at >= ? AND "
			  "d.reported_at < ? ORDER BY d.due_day, d.id LIMIT ?");
	db_rid(s, 1, unit);
	db_stamp(s, 2, r->lo);
	db_stamp(s, 3, r->hi);
	db_int(s, 4, ITEMS);
	return s;
}

static struct stmt *select_items(struct ctx *cx, const struct remind_round *r, rid unit)
{
	switch ((enum remind_moment)r->rule->moment) {
	case REMIND_BEFORE:
	case REMIND_AFTER:
		return by_due_day(cx, r, unit);
	case REMIND_UNSIGNED:
		return by_begin(cx, r, unit);
	case REMIND_RETURNED:
		return by_return(cx, r, unit);
	case REMIND_WAITING:
		return by_report(cx, r, unit);
	case REMIND_CHANGE:
		return NULL;
	}
	BUG("moment of a reminder");
}

static int64_t due_ms(const struct due_row *d)
{
	return stamp_of_day(d->due_day).ms + d->due_min * 60000;
}

/* After a stop of the server several rows cross at once: of those for the same person only the
 * nearest speaks. */
static bool is_overtaken(struct ctx *cx, const struct remind_round *r, const struct light_in *in)
{
	bool before = r->rule->moment == REMIND_BEFORE;
	if (r->rule->span == 1 || r->rule->moment > REMIND_AFTER)
		return false;
	int gap = before ? work_count(cx->cal, day_add(cx->today, 1), in->due_day)
			 : work_count(cx->cal, day_add(in->due_day, 1), cx->today);
	for (int i = 0; i < r->n_rules; i++) {
		const struct reminder_row *o = r->rules[i];
		if (o->moment != r->rule->moment || o->span || o->recipient != r->rule->recipient ||
			!light_applies(o->applies, in))
			continue;
		if (before ? o->n < r->rule->n && gap <= o->n : o->n > r->rule->n && gap >= o->n)
			return true;
	}
	return false;
}

/* The row fits this item, and the moment is its own: within the hours, and not past already. */
static bool fits(struct ctx *cx, const struct remind_round *r, const struct due_row *d)
{
	struct light_in in = light_now(d);
	int moment = r->rule->moment;
	if (!light_applies(r->rule->applies, &in))
		return false;
	if ((moment == REMIND_BEFORE && due_ms(d) < cx->now.ms) || is_overtaken(cx, r, &in))
		return false;
	if (r->rule->span == 1 && (moment == REMIND_BEFORE || moment == REMIND_AFTER))
		return due_ms(d) >= r->lo.ms && due_ms(d) < r->hi.ms;
	return true;
}

static void find_items(
	struct ctx *cx, const struct remind_round *r, rid unit, struct remind_found *out)
{
	struct stmt *s = select_items(cx, r, unit);
	while (s && db_step(s) == DB_ROW) {
		struct remind_item i = {.heading = db_col_text(s, 7), .office = db_col_rid(s, 8)};
		i.d.head.id = db_col_rid(s, 0);
		i.d.head.state = kind_state(&due_kind, db_col_text(s, 6));
		i.d.period = db_col_text(s, 1);
		i.d.kind = due_kind_index(db_col_text(s, 2));
		i.d.from_day = db_col_day(s, 3);
		i.d.due_day = db_col_day(s, 4);
		i.d.due_min = db_col_int(s, 5);
		i.d.head.unit = db_col_rid(s, 9);
		if (!fits(cx, r, &i.d))
			continue;
		i.heading = str_dup(cx->a, i.heading);
		i.d.period = str_dup(cx->a, i.d.period);
		*vec_add(cx->a, out) = i;
	}
	db_done(s);
}

/* Proposals of this unit that nobody has decided. */
static void find_changes(
	struct ctx *cx, const struct remind_round *r, rid unit, struct remind_found *out)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT id FROM due_change WHERE unit = ? AND state = "
		"'proposed' AND made >= ? AND made < ? ORDER BY id LIMIT ?");
	VEC(rid) ids = {0};
	db_rid(s, 1, unit);
	db_stamp(s, 2, r->lo);
	db_stamp(s, 3, r->hi);
	db_int(s, 4, ITEMS);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &ids) = db_col_rid(s, 0);
	db_done(s);
	for (size_t i = 0; i < ids.n; i++) {
		struct remind_item *at = vec_add(cx->a, out);
		*at = (struct remind_item){.heading = rec_title(cx, &change_kind, ids.at[i])};
		at->d.head.id = ids.at[i];
		at->d.due_day = DAY_NONE;
	}
}

void remind_find(struct ctx *cx, const struct remind_round *r, rid unit, struct remind_found *out)
{
	if (r->rule->moment == REMIND_CHANGE)
		find_changes(cx, r, unit, out);
	else
		find_items(cx, r, unit, out);
}

/* hold.c — see hold.h. The parts are read in one pass and what holds them is laid beside it, so
 * that a province of a hundred thousand parts is looked through once for a page. */
#include "duty/hold.h"
#include "base/bug.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/asof.h"
#include "duty/claim.h"
#include "duty/inclusion.h"
#include "duty/task.h"
#include "store/sql.h"

#include <stdlib.h>

/* Who says that a person is named; of several the first of these, and of that the lowest id. */
enum source { BY_NOBODY, BY_CLAIM, BY_TASK, BY_DOER };

struct part {
	rid measure, unit, person;
	int seq, sort; /* where its measure stands in the plan, its unit in the tree */
	uint8_t by;    /* enum source */
	bool claimed, points, assessment;
};

struct measure {
	rid id;
	int seq;
	struct str path, heading;
};

struct hold {
	struct part *at; /* in the order of the plan, then of the tree */
	size_t n;
	struct measure *measures; /* by id */
	int n_measures;
	rid *units; /* in the order of the tree */
	int n_units;
};

/* ---- reading the parts ---- */

static int by_record(const void *x, const void *y)
{
	const struct part *a = x, *b = y;
	if (a->measure.n != b->measure.n)
		return a->measure.n < b->measure.n ? -1 : 1;
	return (a->unit.n > b->unit.n) - (a->unit.n < b->unit.n);
}

/* Sorts them; a unit with several times in a measure has one part there. Their number. */
static size_t once_each(struct part *at, size_t all)
{
	size_t n = 0;
	if (all)
		qsort(at, all, sizeof *at, by_record);
	for (size_t i = 0; i < all; i++)
		if (n == 0 || by_record(&at[n - 1], &at[i]) != 0)
			at[n++] = at[i];
	return n;
}

static void load_parts(struct ctx *cx, struct hold *h, rid campaign, rid unit)
{
	VEC(struct part) parts = {0};
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT measure, unit FROM ");
	asof_duties(cx, q);
	sql_lit(q, " y WHERE campaign = ");
	sql_rid(q, campaign);
	sql_lit(q, " AND measure IS NOT NULL AND role <> 'coop' AND ");
	actor_scope(cx, q, "due.read", duty_kind.scope_units);
	if (unit.n) {
		sql_lit(q, " AND unit = ");
		sql_rid(q, unit);
	}
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &parts) = (struct part){
			.measure = db_col_rid(s, 0), .unit = db_col_rid(s, 1)};
	db_done(s);
	h->at = parts.at;
	h->n = once_each(parts.at, parts.n);
}

static struct part *find(const struct hold *h, rid measure, rid unit)
{
	const struct part want = {.measure = measure, .unit = unit};
	return h->n ? bsearch(&want, h->at, h->n, sizeof *h->at, by_record) : NULL;
}

/* ---- what holds them ---- */

static void name_part(struct part *p, rid person, enum source by)
{
	if (person.n == 0 || (p->by != BY_NOBODY && p->by != by))
		return;
	if (p->by == BY_NOBODY || person.n < p->person.n)
		p->person = person;
	p->by = by;
}

/* The records of a kind (alias x) in the campaign that are not in the state `gone`. */
static void where_live(struct ctx *cx, struct sql *q, rid campaign, const char *gone)
{
	sql_lit(q, " x JOIN measure m ON m.id = x.measure WHERE m.campaign = ");
	sql_rid(q, campaign);
	if (cx->past) {
		sql_lit(q, " AND x.made <= ");
		sql_stamp(q, cx->now);
		sql_lit(q, " AND (x.changed > ");
		sql_stamp(q, cx->now);
		sql_lit(q, " OR ");
	} else {
		sql_lit(q, " AND (");
	}
	sql_lit(q, "x.state <> ");
	sql_text(q, str_of(gone));
	sql_lit(q, ")");
}

/* Whom a record named, where that was another than now: such hand-overs stand in the log only. */
static rid named_then(struct ctx *cx, const struct kind *k, rid id)
{
	const void *row = rec_load(cx, k, id);
	if (row == NULL)
		return RID_NONE;
	return k == &claim_kind ? ((const struct claim_row *)row)->person
				: ((const struct task_row *)row)->person;
}

struct naming {
	rid record, person;
	struct part *part;
	bool since; /* changed after the past day that is looked at */
};

static void load_naming(
	struct ctx *cx, struct hold *h, rid campaign, const struct kind *k, enum source by)
{
	VEC(struct naming) at = {0};
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT x.id, x.measure, x.unit, x.person, x.changed FROM ");
	sql_name(q, k->table);
	where_live(cx, q, campaign, "dropped");
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW) {
		struct part *p = find(h, db_col_rid(s, 1), db_col_rid(s, 2));
		if (p == NULL)
			continue;
		*vec_add(cx->a, &at) = (struct naming){db_col_rid(s, 0), db_col_rid(s, 3), p,
			cx->past && db_col_stamp(s, 4).ms > cx->now.ms};
	}
	db_done(s);
	for (size_t i = 0; i < at.n; i++) {
		struct naming *g = &at.at[i];
		name_part(g->part, g->since ? named_then(cx, k, g->record) : g->person, by);
		g->part->claimed |= by == BY_CLAIM;
	}
}

static void load_doers(struct ctx *cx, struct hold *h, rid campaign)
{
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT measure, unit, min(doer) FROM ");
	asof_from(cx, q);
	/* The plus keeps the index of the campaign out: few items have somebody of their own. */
	sql_lit(q, " d WHERE doer IS NOT NULL AND +campaign = ");
	sql_rid(q, campaign);
	sql_lit(q, " GROUP BY measure, unit");
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW) {
		struct part *p = find(h, db_col_rid(s, 0), db_col_rid(s, 1));
		if (p)
			name_part(p, db_col_rid(s, 2), BY_DOER);
	}
	db_done(s);
}

static void load_inclusions(struct ctx *cx, struct hold *h, rid campaign)
{
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT x.measure, x.unit, x.place FROM inclusion");
	where_live(cx, q, campaign, "out");
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW) {
		struct part *p = find(h, db_col_rid(s, 0), db_col_rid(s, 1));
		if (p == NULL)
			continue;
		bool points = str_eq(db_col_text(s, 2), S("points"));
		p->points |= points;
		p->assessment |= !points;
	}
	db_done(s);
}

/* ---- their order ---- */

static int by_id(const void *x, const void *y)
{
	const struct measure *a = x, *b = y;
	return (a->id.n > b->id.n) - (a->id.n < b->id.n);
}

static void load_measures(struct ctx *cx, struct hold *h, rid campaign)
{
	VEC(struct measure) at = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT id, path, heading FROM measure WHERE campaign = ? ORDER BY seq, id");
	db_rid(s, 1, campaign);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &at) = (struct measure){db_col_rid(s, 0), (int)at.n,
			str_dup(cx->a, db_col_text(s, 1)), str_dup(cx->a, db_col_text(s, 2))};
	db_done(s);
	h->measures = at.at;
	h->n_measures = (int)at.n;
	if (at.n)
		qsort(at.at, at.n, sizeof *at.at, by_id);
}

static const struct measure *measure_of(const struct hold *h, rid id)
{
	const struct measure want = {.id = id};
	const struct measure *m = h->n_measures ? bsearch(&want, h->measures, (size_t)h->n_measures,
							  sizeof want, by_id)
						: NULL;
	AN(m);
	return m;
}

/* Where a unit stands in the tree; they come by id. */
struct standing {
	rid unit;
	int sort;
};

static int by_unit(const void *x, const void *y)
{
	const struct standing *a = x, *b = y;
	return (a->unit.n > b->unit.n) - (a->unit.n < b->unit.n);
}

static void place_units(struct ctx *cx, struct hold *h)
{
	VEC(struct standing) at = {0};
	VEC(rid) units = {0};
	struct stmt *s = db_prep(cx->db, "SELECT id FROM unit ORDER BY sort, id");
	while (db_step(s) == DB_ROW) {
		*vec_add(cx->a, &units) = db_col_rid(s, 0);
		*vec_add(cx->a, &at) = (struct standing){db_col_rid(s, 0), (int)at.n};
	}
	db_done(s);
	h->units = units.at;
	h->n_units = (int)units.n;
	if (at.n)
		qsort(at.at, at.n, sizeof *at.at, by_unit);
	for (size_t i = 0; i < h->n; i++) {
		const struct standing want = {.unit = h->at[i].unit};
		const struct standing *u = bsearch(&want, at.at, at.n, sizeof want, by_unit);
		AN(u);
		h->at[i].sort = u->sort;
	}
}

static int by_plan(const void *x, const void *y)
{
	const struct part *a = x, *b = y;
	return a->seq != b->seq ? a->seq - b->seq : a->sort - b->sort;
}

struct hold *hold_load(struct ctx *cx, rid campaign, rid unit)
{
	struct hold *h = arena_new(cx->a, struct hold);
	load_parts(cx, h, campaign, unit);
	load_measures(cx, h, campaign);
	if (h->n == 0)
		return h;
	load_naming(cx, h, campaign, &claim_kind, BY_CLAIM);
	load_naming(cx, h, campaign, &task_kind, BY_TASK);
	load_doers(cx, h, campaign);
	load_inclusions(cx, h, campaign);
	place_units(cx, h);
	for (size_t i = 0; i < h->n; i++)
		h->at[i].seq = measure_of(h, h->at[i].measure)->seq;
	qsort(h->at, h->n, sizeof *h->at, by_plan);
	return h;
}

/* ---- looking ---- */

static void add_part(struct hold_sum *s, const struct part *p)
{
	s->parts++;
	s->named += p->by != BY_NOBODY;
	s->claimed += p->claimed;
	s->points += p->points;
	s->assessment += p->assessment;
	s->neither += !p->points && !p->assessment;
}

struct hold_sum hold_sum(const struct hold *h)
{
	struct hold_sum sum = {0};
	for (size_t i = 0; i < h->n; i++)
		add_part(&sum, &h->at[i]);
	return sum;
}

int64_t hold_count(const struct hold_sum *s, enum hold_view view)
{
	switch (view) {
	case HOLD_UNNAMED:
		return s->parts - s->named;
	case HOLD_UNCLAIMED:
		return s->parts - s->claimed;
	case HOLD_NEITHER:
		return s->neither;
	case HOLD_NO_POINTS:
		return s->parts - s->points;
	case HOLD_NO_ASSESSMENT:
		return s->parts - s->assessment;
	case HOLD_ALL:
	case HOLD_VIEWS:
		break;
	}
	return s->parts;
}

struct hold_measures hold_measures(const struct hold *h)
{
	struct hold_measures m = {0};
	for (size_t i = 0; i < h->n;) {
		size_t from = i;
		bool named = true;
		for (; i < h->n && h->at[i].seq == h->at[from].seq; i++)
			named &= h->at[i].by != BY_NOBODY;
		m.all++;
		m.named += named;
	}
	return m;
}

static bool is_in(const struct part *p, enum hold_view view)
{
	switch (view) {
	case HOLD_UNNAMED:
		return p->by == BY_NOBODY;
	case HOLD_UNCLAIMED:
		return !p->claimed;
	case HOLD_NEITHER:
		return !p->points && !p->assessment;
	case HOLD_NO_POINTS:
		return !p->points;
	case HOLD_NO_ASSESSMENT:
		return !p->assessment;
	case HOLD_ALL:
	case HOLD_VIEWS:
		break;
	}
	return true;
}

static struct hold_line line_of(struct ctx *cx, const struct hold *h, const struct part *p)
{
	const struct measure *m = measure_of(h, p->measure);
	return (struct hold_line){.measure = p->measure,
		.unit = p->unit,
		.path = m->path,
		.heading = m->heading,
		.unit_name = tree_unit_name(cx, p->unit),
		.person = p->person.n ? tree_person_name(cx, p->person) : STR_NONE,
		.claimed = p->claimed,
		.points = p->points,
		.assessment = p->assessment};
}

int hold_list(struct ctx *cx, const struct hold *h, enum hold_view view, struct hold_range range,
	struct hold_line **out)
{
	struct hold_line *at = arena_array(cx->a, (size_t)range.n + 1, sizeof *at);
	int64_t seen = 0;
	int n = 0;
	for (size_t i = 0; i < h->n && n < range.n; i++)
		if (is_in(&h->at[i], view) && seen++ >= range.from)
			at[n++] = line_of(cx, h, &h->at[i]);
	*out = at;
	return n;
}

int hold_units(
	struct ctx *cx, const struct hold *h, struct hold_range range, struct hold_unit **out)
{
	struct hold_unit *at = arena_array(cx->a, (size_t)range.n + 1, sizeof *at);
	struct hold_sum *sums = arena_array(cx->a, (size_t)h->n_units + 1, sizeof *sums);
	int64_t seen = 0;
	int n = 0;
	for (size_t i = 0; i < h->n; i++)
		add_part(&sums[h->at[i].sort], &h->at[i]);
	for (int i = 0; i < h->n_units && n < range.n; i++)
		if (sums[i].parts && seen++ >= range.from)
			at[n++] = (struct hold_unit){
				h->units[i], tree_unit_name(cx, h->units[i]), sums[i]};
	*out = at;
	return n;
}

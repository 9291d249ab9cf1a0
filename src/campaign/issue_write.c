/* issue_write.c — the rows that issuing makes: duties and due items, with ids taken in one block so
 * that a single log entry can vouch for all of them. The columns in it never change afterwards. */
#include "campaign/issue_int.h"
#include "core/actor.h"
#include "core/rec.h"
#include "duty/make.h"
#include "duty/sum.h"
#include "duty/turn.h"
#include "seal/seal.h"

#include <stdlib.h>

enum { TICK = 20000, BULK = 100000, COUNT_EACH = 100000, SCRATCH = 64 << 20 };

struct str issue_content(struct ctx *cx, const struct line *l, const struct occur *o)
{
	struct str named = make_content(cx, o->rule);
	return named.n ? named : l->rule->phrase;
}

enum flow_code issue_duty(struct ctx *cx, struct issue *is, const struct line *l,
	const struct part *p, struct duty_row *out)
{
	struct duty_row *d = kind_row(&duty_kind, cx->a);
	d->head.id = is->next_duty;
	is->next_duty.n++;
	d->head.unit = p->unit;
	d->head.state = l->r->kind == RULE_STANDING ? DUTY_STANDING : DUTY_ACTIVE;
	d->campaign = is->campaign->head.id;
	d->plan = is->plan->head.id;
	d->measure = l->living;
	d->rule = l->rule->id;
	d->to_unit = p->to;
	d->person = p->person;
	d->squad = p->squad;
	d->role = (int)p->role;
	d->text = l->text;
	d->phrase = l->rule->phrase;
	enum flow_code code = rec_insert(cx, &duty_kind, d);
	*out = *d;
	return code;
}

/* -1: it is not asked for. */
static int state_at_issue(const struct ctx *cx, const struct issue *is, const struct occur *o)
{
	if (!issue_is_past(cx, o))
		return o->waits ? DUE_WAITING : DUE_OPEN;
	/* A deadline that comes only once would leave its measure without anything. */
	return is->in->past == PAST_BEFORE || o->every == EVERY_NONE ? DUE_BEFORE : -1;
}

/* So that the item's own history says why it is not late, and a past day is shown right. */
static enum flow_code step_before(
	struct ctx *cx, const struct issue *is, rid due, const struct occur *o)
{
	struct due_row d = {
		.head = {.id = due, .state = DUE_BEFORE}, .due_day = o->due, .due_min = o->minute};
	return turn_add(cx, &d, &(struct turn){.verb = "before", .note = is->in->why});
}

/* By hand: this statement runs two million times for a province. */
enum flow_code issue_due(struct ctx *cx, struct issue *is, const struct duty_row *d,
	const struct occur *o, struct str content)
{
	int state = state_at_issue(cx, is, o);
	if (state < 0)
		return FLOW_OK;
	rid id = is->next_due;
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO due (id, unit, state, version, made, changed, made_by, duty, "
		"campaign, "
		"measure, to_unit, period, kind, asks, need, content, from_day, due_day, due_min, "
		"first_day, late_min, provisional, node) VALUES "
		"(?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)");
	db_rid(s, 1, id);
	is->next_due.n++;
	db_rid(s, 2, d->head.unit);
	db_text(s, 3, str_of(due_kind.states[state].code));
	db_stamp(s, 4, cx->now);
	db_stamp(s, 5, cx->now);
	db_rid(s, 6, cx->who->person);
	db_rid(s, 7, d->head.id);
	db_rid(s, 8, d->campaign);
	db_rid(s, 9, d->measure);
	db_rid(s, 10, d->to_unit);
	db_text(s, 11, o->label);
	db_text(s, 12, str_of(due_kinds[o->kind].code));
	db_int(s, 13, make_asks(o));
	db_int(s, 14, o->rule->min);
	db_text(s, 15, content);
	db_day(s, 16, o->from);
	db_day(s, 17, o->due);
	db_int(s, 18, o->minute);
	db_day(s, 19, o->due);
	db_int(s, 20, o->provisional);
	db_int(s, 21, o->node);
	if (is->in->tick && ++is->written % TICK == 0)
		is->in->tick(is->in->tick_arg, is->written, is->sum->dues);
	enum flow_code code = flow_of_db(db_run(s));
	return code == FLOW_OK && state == DUE_BEFORE ? step_before(cx, is, id, o) : code;
}

/* One unit's part in one line: a duty. */
struct owed {
	size_t line, part;
	rid unit;
};

/* By unit: what a unit owes stands together in the file, and its pages are the ones it reads. */
static int by_unit(const void *x, const void *y)
{
	const struct owed *a = x, *b = y;
	if (a->unit.n != b->unit.n)
		return a->unit.n < b->unit.n ? -1 : 1;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return (a->part > b->part) - (a->part < b->part);
}

static struct owed *owed_of(struct ctx *cx, const struct issue *is, size_t *n)
{
	struct owed *all = arena_array(cx->a, (size_t)is->sum->duties + 1, sizeof *all);
	*n = 0;
	for (size_t l = 0; l < is->lines.n; l++)
		for (size_t p = 0; p < is->lines.at[l].n_parts; p++)
			all[(*n)++] = (struct owed){l, p, is->lines.at[l].parts[p].unit};
	qsort(all, *n, sizeof *all, by_unit);
	return all;
}

/* What each occurrence of each line is about, for all its units alike. */
static struct str **contents_of(struct ctx *cx, const struct issue *is)
{
	struct str **all = arena_array(cx->a, is->lines.n + 1, sizeof(struct str *));
	for (size_t i = 0; i < is->lines.n; i++) {
		const struct line *l = &is->lines.at[i];
		all[i] = arena_array(cx->a, l->exp.items.n + 1, sizeof(struct str));
		for (size_t k = 0; k < l->exp.items.n; k++)
			all[i][k] = issue_content(cx, l, &l->exp.items.at[k]);
	}
	return all;
}

static enum flow_code write_owed(struct ctx *outer, struct issue *is, const struct line *l,
	const struct part *p, const struct str *content)
{
	struct ctx here = issue_scratch(outer, is), *cx = &here;
	struct duty_row d;
	enum flow_code code = issue_duty(cx, is, l, p, &d);
	for (size_t i = 0; i < l->exp.items.n && code == FLOW_OK; i++)
		code = issue_due(cx, is, &d, &l->exp.items.at[i], content[i]);
	return code == FLOW_OK ? issue_count(cx, is, false) : code;
}

static const char *const duty_sealed[] = {
	"id",
	"unit",
	"campaign",
	"plan",
	"measure",
	"rule",
	"role",
	"text",
	"phrase",
	NULL,
};
static const char *const due_sealed[] = {
	"id",
	"unit",
	"duty",
	"campaign",
	"measure",
	"period",
	"kind",
	"asks",
	"need",
	"content",
	"from_day",
	"first_day",
	"node",
	NULL,
};

static enum flow_code seal_rows(struct ctx *cx, const struct issue *is, const char *table,
	const char *const *cols, rid first, rid next)
{
	if (first.n == next.n)
		return FLOW_OK;
	struct seal_in in = {.at = cx->now,
		.actor = cx->who->account,
		.kind = table,
		.record = is->plan->head.id,
		.version = is->plan->head.version,
		.verb = "issue"};
	struct seal_rows rows = {table, cols, first, {next.n - 1}};
	return flow_of_db(seal_append_bulk(cx->db, &in, &rows, NULL));
}

struct issue_blocks issue_take(struct ctx *cx, struct issue *is, int64_t duties, int64_t dues)
{
	struct issue_blocks b = {.duty = duties ? db_new_ids(cx->db, duties) : RID_NONE,
		.due = dues ? db_new_ids(cx->db, dues) : RID_NONE};
	is->next_duty = b.duty;
	is->next_due = is->counted = b.due;
	is->scratch = arena_open(SCRATCH);
	if (dues > BULK)
		db_bulk(cx->db);
	return b;
}

struct ctx issue_scratch(const struct ctx *cx, struct issue *is)
{
	struct ctx here = *cx;
	arena_reset(is->scratch);
	here.a = is->scratch;
	return here;
}

/* A part of them at a time, for they are sorted in memory. */
enum flow_code issue_count(struct ctx *cx, struct issue *is, bool last)
{
	rid first = is->counted;
	if (first.n == is->next_due.n || (!last && is->next_due.n - first.n < COUNT_EACH))
		return FLOW_OK;
	is->counted = is->next_due;
	return sum_add(cx, first, (rid){is->next_due.n - 1});
}

enum flow_code issue_seal(struct ctx *cx, struct issue *is, struct issue_blocks first)
{
	arena_close(is->scratch);
	enum flow_code code = issue_count(cx, is, true);
	if (code == FLOW_OK)
		code = seal_rows(cx, is, "duty", duty_sealed, first.duty, is->next_duty);
	return code == FLOW_OK ? seal_rows(cx, is, "due", due_sealed, first.due, is->next_due)
			       : code;
}

enum flow_code issue_all(struct ctx *cx, struct issue *is)
{
	enum flow_code code = FLOW_OK;
	size_t n;
	struct owed *owed = owed_of(cx, is, &n);
	struct str **content = contents_of(cx, is);
	struct issue_blocks first = issue_take(cx, is, is->sum->duties, is->sum->dues);
	for (size_t i = 0; i < n && code == FLOW_OK; i++) {
		const struct line *l = &is->lines.at[owed[i].line];
		code = write_owed(cx, is, l, &l->parts[owed[i].part], content[owed[i].line]);
	}
	enum flow_code sealed = issue_seal(cx, is, first);
	is->sum->dues = is->next_due.n - first.due.n;
	return code == FLOW_OK ? sealed : code;
}

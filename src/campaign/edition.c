/* edition.c — see edition.h. One measure after the other: its duties as they are owed against its
 * lines as they are asked for, then their due items period by period. Writes nothing. */
#include "base/bug.h"
#include "base/map.h"
#include "campaign/edition_int.h"
#include "core/rec.h"
#include "duty/make.h"
#include "duty/node.h"
#include "duty/reason.h"
#include "store/sql.h"

static const struct {
	const char *code, *label;
} words[EDITIONS] = {
	[EDITION_SAME] = {"same", "不变"},
	[EDITION_MOVED] = {"moved", "时限变更"},
	[EDITION_UNIT] = {"unit", "单位变更"},
	[EDITION_NEW] = {"new", "新增"},
	[EDITION_DROPPED] = {"dropped", "取消"},
};

const char *edition_code(enum edition_what w)
{
	AN((unsigned)w < EDITIONS);
	return words[w].code;
}

const char *edition_label(enum edition_what w)
{
	AN((unsigned)w < EDITIONS);
	return words[w].label;
}

/* ---- what is owed now ---- */

struct owed {
	struct duty_row *d;
	struct str text;
	enum rule_kind kind;
	bool taken;
};
struct asked {
	const struct line *line;
	const struct part *part;
	struct owed *from; /* the duty it goes on from */
	bool taken;
};
struct compare {
	struct issue *is;
	struct edition_diff *out;
	const struct plan_row *plan; /* of the duty looked at last */
	VEC(struct owed) owed;       /* of the measure looked at */
	VEC(struct asked) asked;
};

static enum rule_kind kind_of(struct ctx *cx, struct str text)
{
	struct rule r;
	struct rule_error bad;
	return rule_parse(cx->a, text, &r, &bad) ? r.kind : RULE_NONE;
}

static void load_owed(struct ctx *cx, struct compare *c, rid measure)
{
	struct sql *q = sql_new(cx->a);
	c->owed.n = 0;
	if (measure.n == 0)
		return;
	sql_lit(q, "SELECT ");
	rec_columns(q, &duty_kind);
	sql_lit(q, " FROM duty WHERE measure = ");
	sql_rid(q, measure);
	sql_lit(q, " AND state <> 'cancelled' ORDER BY id");
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW) {
		struct owed *o = vec_add(cx->a, &c->owed);
		*o = (struct owed){.d = kind_row(&duty_kind, cx->a)};
		rec_read(cx, s, &duty_kind, o->d);
		o->text = node_text(o->d);
	}
	db_done(s);
	for (size_t i = 0; i < c->owed.n; i++)
		c->owed.at[i].kind = kind_of(cx, c->owed.at[i].text);
}

static void load_asked(struct ctx *cx, struct compare *c, rid living)
{
	const struct issue *is = c->is;
	c->asked.n = 0;
	for (size_t i = 0; living.n && i < is->lines.n; i++)
		for (size_t p = 0;
			is->lines.at[i].living.n == living.n && p < is->lines.at[i].n_parts; p++)
			*vec_add(cx->a, &c->asked) = (struct asked){
				&is->lines.at[i], &is->lines.at[i].parts[p], NULL, false};
}

/* ---- which duty goes on as which ---- */

enum match { MATCH_TEXT, MATCH_KIND, MATCH_ANY, MATCHES };

static bool is_same_owner(const struct owed *o, const struct asked *w)
{
	return o->d->head.unit.n == w->part->unit.n && o->d->person.n == w->part->person.n &&
	       o->d->squad.n == w->part->squad.n && o->d->role == (int)w->part->role;
}

static bool fits(const struct owed *o, const struct asked *w, enum match m)
{
	if (m == MATCH_TEXT)
		return str_eq(o->text, w->line->text);
	return m == MATCH_ANY || o->kind == w->line->r->kind;
}

/* unit, person or team and role as one key: a measure of a whole province is paired without
 * walking all duties for each. */
static struct str owner_key(struct arena *a, rid unit, rid whose, int role)
{
	return str_fmt(a, "%lld %lld %d", (long long)unit.n, (long long)whose.n, role);
}

/* Ids are of one row of numbers: a person is never a team. */
static rid whose(rid person, rid squad)
{
	return squad.n ? squad : person;
}

static int *chains(struct ctx *cx, struct compare *c, struct map *first)
{
	int *next = arena_array(cx->a, c->owed.n + 1, sizeof *next);
	for (size_t i = c->owed.n; i-- > 0;) {
		const struct duty_row *d = c->owed.at[i].d;
		int *here = arena_new(cx->a, int), *after;
		*here = (int)i;
		after = map_set(first,
			owner_key(cx->a, d->head.unit, whose(d->person, d->squad), d->role), here);
		next[i] = after ? *after : -1;
	}
	return next;
}

static void pair_same_owner(struct ctx *cx, struct compare *c)
{
	struct map first = map_in(cx->a);
	int *next = chains(cx, c, &first);
	for (int m = 0; m < MATCHES; m++) {
		for (size_t i = 0; i < c->asked.n; i++) {
			struct asked *w = &c->asked.at[i];
			const int *at = map_get(
				&first, owner_key(cx->a, w->part->unit,
						whose(w->part->person, w->part->squad),
						(int)w->part->role));
			for (int k = at && !w->taken ? *at : -1; k >= 0; k = next[k]) {
				struct owed *o = &c->owed.at[k];
				if (o->taken || !fits(o, w, (enum match)m))
					continue;
				AN(is_same_owner(o, w));
				w->from = o;
				w->taken = o->taken = true;
				break;
			}
		}
	}
}

/* ---- due items ---- */

struct item {
	rid id;
	int state, kind;
	int64_t asks, need;
	struct str period, content;
	struct day from, due, first, rule_day; /* rule_day: as a rule gave it last */
	int64_t due_min;
	bool matched;
};
struct items {
	struct item *at;
	size_t n, room;
};

/* The day an earlier edition or a new calendar gave an item that has moved since it was issued. */
static struct day day_by_edition(struct ctx *cx, rid due, struct day first)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT due_day FROM due_step WHERE due = ? AND verb IN ('edition', 'calendar') "
		"ORDER BY id DESC LIMIT 1");
	struct day d = first;
	db_rid(s, 1, due);
	if (db_step(s) == DB_ROW)
		d = db_col_day(s, 0);
	db_done(s);
	return d;
}

static struct items load_items(struct ctx *cx, rid duty)
{
	struct items out = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT id, state, kind, asks, need, period, content, due_day, first_day, due_min, "
		"from_day "
		"FROM due WHERE duty = ? ORDER BY id");
	db_rid(s, 1, duty);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &out) = (struct item){
			.id = db_col_rid(s, 0),
			.state = kind_state(&due_kind, db_col_text(s, 1)),
			.kind = due_kind_index(db_col_text(s, 2)),
			.asks = db_col_int(s, 3),
			.need = db_col_int(s, 4),
			.period = str_dup(cx->a, db_col_text(s, 5)),
			.content = str_dup(cx->a, db_col_text(s, 6)),
			.due = db_col_day(s, 7),
			.first = db_col_day(s, 8),
			.due_min = db_col_int(s, 9),
			.from = db_col_day(s, 10),
		};
	db_done(s);
	for (size_t i = 0; i < out.n; i++) {
		struct item *it = &out.at[i];
		it->rule_day = it->due.n == it->first.n ? it->first
							: day_by_edition(cx, it->id, it->first);
	}
	return out;
}

static bool is_finished(const struct item *it)
{
	return it->state == DUE_REPORTED || it->state == DUE_ACCEPTED ||
	       it->state == DUE_CANCELLED || it->state == DUE_BEFORE;
}

/* Whether the item can stay the same record: what it demands is in the log as it was issued. */
static bool asks_same(
	struct ctx *cx, const struct item *it, const struct line *l, const struct occur *o)
{
	return it->asks == make_asks(o) && it->need == o->rule->min &&
	       (o->rule->content.n == 0 || str_eq(it->content, issue_content(cx, l, o)));
}

static struct item *partner_of(
	struct ctx *cx, struct items *items, const struct line *l, const struct occur *o)
{
	for (size_t i = 0; i < items->n; i++) {
		struct item *it = &items->at[i];
		if (it->matched || it->kind != (int)o->kind || !str_eq(it->period, o->label))
			continue;
		if (is_finished(it) || asks_same(cx, it, l, o))
			return it;
	}
	return NULL;
}

static bool is_past(struct day d, struct day issue)
{
	return day_is_set(d) && d.n < issue.n;
}

struct found {
	struct edition_line *line;
	VEC(struct edition_item) items;
};

static void compare_item(
	struct ctx *cx, struct compare *c, struct found *f, struct item *it, const struct occur *o)
{
	struct day issue = c->is->plan->issue_day;
	it->matched = true;
	bool moved = day_is_set(o->due) && o->due.n != it->rule_day.n && o->due.n != it->due.n;
	bool hour = it->due.n == it->rule_day.n && o->minute != it->due_min;
	if ((!moved && !hour) || is_finished(it) || it->state == DUE_RETURNED ||
		(is_past(o->due, issue) && is_past(it->rule_day, issue))) {
		f->line->kept++;
		return;
	}
	/* Nobody can be late by a day he is told of afterwards. */
	if (moved && o->due.n < it->due.n && issue_is_past(cx, o)) {
		f->line->kept++;
		f->line->held++;
		return;
	}
	f->line->moved++;
	*vec_add(cx->a, &f->items) = (struct edition_item){.due = it->id,
		.period = it->period,
		.was = it->due,
		.now = o->due,
		.now_min = o->minute};
}

static void coming(struct ctx *cx, struct compare *c, struct found *f, const struct occur *o)
{
	if (o->every != EVERY_NONE && is_past(o->due, c->is->plan->issue_day))
		return; /* nobody owed that period when it was due */
	if (issue_is_past(cx, o))
		issue_add_gone(cx, &c->out->gone, f->line->line, o, 1);
	f->line->added++;
	*vec_add(cx->a, &f->items) = (struct edition_item){.period = o->label,
		.was = DAY_NONE,
		.now = o->due,
		.now_min = o->minute,
		.occur = o};
}

/* What the new edition has no place for. Where the duty itself is dropped, also what is late is no
 * longer asked for; where it goes on word for word, nothing goes. */
static void going(struct ctx *cx, struct compare *c, struct found *f, const struct items *items)
{
	struct day issue = c->is->plan->issue_day;
	const struct line *l = f->line->line;
	bool all = l == NULL;
	bool none = l && f->line->what == EDITION_SAME && str_eq(node_text(f->line->old), l->text);
	for (size_t i = 0; i < items->n; i++) {
		const struct item *it = &items->at[i];
		bool past = is_past(it->due, issue) && is_past(it->rule_day, issue);
		if (it->matched)
			continue;
		bool event = it->kind == EXPAND_EVENT && !all; /* what happened, happened */
		if (none || event || is_finished(it) || (past && !all)) {
			f->line->kept++;
			continue;
		}
		f->line->cancelled++;
		f->line->overdue += past;
		*vec_add(cx->a, &f->items) = (struct edition_item){
			.due = it->id, .period = it->period, .was = it->due, .now = DAY_NONE};
	}
}

/* The line's occurrences as they would be had it stood in the edition the duty was issued with, so
 * that periods and days counted from issue stay what they were. A duty taken over from another unit
 * began with the period that was running. */
static struct expansion expand_as_issued(struct ctx *cx, struct compare *c,
	const struct duty_row *d, const struct items *items, const struct line *l)
{
	struct expansion exp;
	struct expand_env env = c->is->env;
	if (c->plan == NULL || c->plan->head.id.n != d->plan.n)
		c->plan = rec_need(cx, &plan_kind, d->plan);
	env.issue = c->plan->issue_day;
	for (size_t i = 0; i < items->n; i++)
		if (items->at[i].period.n && is_past(items->at[i].from, env.issue))
			env.issue = items->at[i].from;
	expand_rule(cx->a, l->r, &env, &exp);
	return exp;
}

static void compare_items(struct ctx *cx, struct compare *c, struct found *f)
{
	const struct edition_line *e = f->line;
	struct items items = {0};
	if (e->old)
		items = load_items(cx, e->old->head.id);
	if (e->old && e->line) {
		/* Who takes over owes from the running period on: nothing is lost between. */
		struct expansion exp = expand_as_issued(cx, c, e->old, &items, e->line);
		for (size_t i = 0; i < exp.items.n; i++) {
			struct item *it = e->what == EDITION_UNIT ? NULL
								  : partner_of(cx, &items, e->line,
									    &exp.items.at[i]);
			if (it)
				compare_item(cx, c, f, it, &exp.items.at[i]);
			else
				coming(cx, c, f, &exp.items.at[i]);
		}
	} else if (e->line) {
		for (size_t i = 0; i < e->line->exp.items.n; i++)
			coming(cx, c, f, &e->line->exp.items.at[i]);
	}
	going(cx, c, f, &items);
}

/* ---- one measure ---- */

static void add_line(struct ctx *cx, struct compare *c, struct edition_line line)
{
	struct edition_diff *d = c->out;
	struct edition_line *e = vec_add(cx->a, d);
	struct found f = {.line = e};
	*e = line;
	compare_items(cx, c, &f);
	e->items = f.items.at;
	e->n_items = (int)f.items.n;
	if (e->what == EDITION_SAME && (e->n_items || e->to.n != e->was_to.n))
		e->what = EDITION_MOVED;
	d->lines[e->what]++;
	d->kept += e->kept;
	d->moved += e->moved;
	d->added += e->added;
	d->cancelled += e->cancelled;
	d->overdue += e->overdue;
}

static struct edition_line line_of(const struct measure_row *m, enum edition_what what,
	const struct owed *o, const struct asked *w)
{
	struct edition_line e = {.what = what, .measure = m};
	if (o) {
		e.old = o->d;
		e.was_unit = o->d->head.unit;
		e.was_to = o->d->to_unit;
		e.role = str_of(plan_role_code((enum plan_role)o->d->role));
		e.was = o->d->now_phrase.n ? o->d->now_phrase : o->d->phrase;
	}
	if (w) {
		e.line = w->line;
		e.part = w->part;
		e.unit = w->part->unit;
		e.to = w->part->to;
		e.role = str_of(plan_role_code(w->part->role));
		e.now = w->line->rule->phrase;
	}
	return e;
}

/* The same demand, no longer of one unit but of another. */
static struct asked *taken_over(struct compare *c, const struct owed *o)
{
	for (size_t i = 0; i < c->asked.n; i++) {
		struct asked *w = &c->asked.at[i];
		if (!w->taken && str_eq(o->text, w->line->text) && o->d->role == (int)w->part->role)
			return w;
	}
	return NULL;
}

/* Agreed by hand between units (PLAN-29): the plan does not name it and does not end it either. */
static bool is_agreed(struct ctx *cx, const struct duty_row *d)
{
	if (d->role != ROLE_COOP)
		return false;
	struct stmt *s = db_prep(cx->db, "SELECT 1 FROM due d JOIN due_step s ON s.due = d.id "
					 "WHERE d.duty = ? AND s.verb = 'agree' LIMIT 1");
	db_rid(s, 1, d->head.id);
	return db_one_int(s, 0) != 0;
}

static void compare_measure(struct ctx *cx, struct compare *c, const struct measure_row *was,
	const struct measure_row *is)
{
	load_owed(cx, c, was ? was->head.id : RID_NONE);
	load_asked(cx, c, is ? was ? was->head.id : is->head.id : RID_NONE);
	pair_same_owner(cx, c);
	for (size_t i = 0; i < c->asked.n; i++)
		if (c->asked.at[i].from)
			add_line(cx, c,
				line_of(is, EDITION_SAME, c->asked.at[i].from, &c->asked.at[i]));
	for (size_t i = 0; i < c->owed.n; i++) {
		const struct owed *o = &c->owed.at[i];
		if (o->taken)
			continue;
		struct asked *w = taken_over(c, o);
		if (w == NULL && is && is_agreed(cx, o->d))
			continue;
		add_line(cx, c, line_of(is ? is : was, w ? EDITION_UNIT : EDITION_DROPPED, o, w));
		if (w)
			w->taken = true;
	}
	for (size_t i = 0; i < c->asked.n; i++)
		if (!c->asked.at[i].taken)
			add_line(cx, c, line_of(is, EDITION_NEW, NULL, &c->asked.at[i]));
}

/* ---- the whole plan ---- */

static void set_living(struct issue *is, const struct pairing *ms)
{
	for (size_t k = 0; k < is->lines.n; k++)
		for (int i = 0; i < ms->n_is; i++)
			if (ms->is[i]->head.id.n == is->lines.at[k].measure->head.id.n &&
				ms->partner[i] >= 0)
				is->lines.at[k].living = ms->was[ms->partner[i]]->head.id;
}

enum flow_code edition_find(
	struct ctx *cx, struct issue *is, struct pairing *ms, struct edition_diff *out)
{
	struct compare c = {.is = is, .out = out};
	*out = (struct edition_diff){.was = rec_need(cx, &plan_kind, is->plan->supersedes)};
	if (out->was->head.state != PLAN_ISSUED) {
		err_field(cx->errs, S(""), "第 %lld 版已经不是现行版，请按现行版重新导入",
			(long long)out->was->edition);
		return FLOW_INVALID;
	}
	pairing_load(cx, is->plan, ms);
	set_living(is, ms);
	bool *used = arena_array(cx->a, (size_t)ms->n_was + 1, sizeof *used);
	for (int i = 0; i < ms->n_is; i++) {
		int k = ms->partner[i];
		if (ms->is[i]->head.state == MEASURE_CANCELLED)
			continue;
		if (k >= 0)
			used[k] = true;
		out->measures++;
		out->measures_new += k < 0;
		compare_measure(cx, &c, k >= 0 ? ms->was[k] : NULL, ms->is[i]);
	}
	for (int k = 0; k < ms->n_was; k++) {
		if (used[k] || ms->was[k]->head.state == MEASURE_CANCELLED)
			continue;
		out->measures_dropped++;
		compare_measure(cx, &c, ms->was[k], NULL);
	}
	return FLOW_OK;
}

enum flow_code edition_compare(struct ctx *cx, rid plan, struct edition_diff *out)
{
	struct issue_sum sum = {0};
	struct issue_in in = {.plan = plan, .dry = true};
	struct issue is = {.in = &in, .sum = &sum, .plan = rec_load(cx, &plan_kind, plan)};
	struct pairing ms;
	if (is.plan == NULL || !flow_may_see(cx, &plan_kind, plan))
		return FLOW_ABSENT;
	if (is.plan->supersedes.n == 0)
		return FLOW_STATE;
	is.campaign = rec_need(cx, &campaign_kind, is.plan->campaign);
	issue_lines(cx, &is);
	return edition_find(cx, &is, &ms, out);
}

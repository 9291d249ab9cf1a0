/* import.c — a reading becomes records: plan, measures, units, rules, questions, in one transaction
 * (PLAN-01…09). Names are resolved against the tree with aliases as of the issue day; what cannot
 * be resolved stays as its phrase and becomes a hurdle, never a silent drop. */
#include "base/bug.h"
#include "base/map.h"
#include "base/tsv.h"
#include "calendar/say.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"
#include "org/org.h"
#include "plan/link.h"
#include "plan/period.h"
#include "plan/persons.h"
#include "plan/plan.h"
#include "plan/read.h"
#include "plan/recipient.h"
#include "plan/subject.h"
#include "plan/timing.h"
#include "sys/data.h"

struct job {
	struct plan_import *in;
	const struct reading *r;
	rid *ids; /* measure record of each node, RID_NONE where it has none */
	struct plan_row *plan;
	struct day day; /* names are resolved as of it: the day of issue, or today while unknown */
	struct timing_usual usual;
};

static enum flow_code insert_plan(struct ctx *cx, struct job *j)
{
	const struct campaign_row *c = rec_load(cx, &campaign_kind, j->in->campaign);
	const struct plan_row *old = j->in->supersedes.n
					     ? rec_load(cx, &plan_kind, j->in->supersedes)
					     : NULL;
	struct plan_row *p = kind_row(&plan_kind, cx->a);
	if (c == NULL || (j->in->supersedes.n && old == NULL))
		return FLOW_ABSENT;
	if (!actor_may(cx, "plan.edit", c->head.unit))
		return FLOW_DENIED;
	if (old && (old->campaign.n != c->head.id.n || old->head.state != PLAN_ISSUED)) {
		err_field(cx->errs, S("supersedes"),
			"只能代替本活动正在执行的一版，请在“方案与变更”里选");
		return FLOW_INVALID;
	}
	p->head.unit = c->head.unit;
	p->head.state = PLAN_READING;
	p->campaign = j->in->campaign;
	p->title = j->r->title.n ? j->r->title : j->in->source_name;
	p->number = j->r->number;
	p->issuer = j->r->issuer;
	p->year = j->r->year;
	p->edition = old ? old->edition + 1 : 1;
	p->issue_day = j->in->issue_day;
	p->source_name = j->in->source_name;
	p->supersedes = j->in->supersedes;
	j->plan = p;
	enum flow_code code = rec_insert(cx, &plan_kind, p);
	if (code != FLOW_OK)
		return code;
	struct stmt *s = db_prep(cx->db, "INSERT INTO plan_text (plan, text) VALUES (?, ?)");
	db_rid(s, 1, p->head.id);
	db_text(s, 2, j->in->doc->text);
	return flow_of_db(db_run(s));
}

/* A node becomes a measure when it is an item or when items hang below it. */
static void mark_wanted(const struct reading *r, bool *wanted)
{
	for (int i = r->n_nodes - 1; i >= 0; i--) {
		wanted[i] |= r->nodes[i].item;
		if (wanted[i] && r->nodes[i].parent >= 0)
			wanted[r->nodes[i].parent] = true;
	}
}

static enum flow_code insert_measure(struct ctx *cx, struct job *j, int i)
{
	const struct read_node *n = &j->r->nodes[i];
	struct measure_row *m = kind_row(&measure_kind, cx->a);
	m->head.unit = j->plan->head.unit;
	m->head.state = MEASURE_DRAFT;
	m->plan = j->plan->head.id;
	m->campaign = j->plan->campaign;
	m->parent = n->parent >= 0 ? j->ids[n->parent] : RID_NONE;
	m->seq = i;
	m->path = n->path;
	m->heading = n->heading.n ? n->heading : S("（无标题）");
	m->text = str_trim(doc_slice(j->in->doc, n->span));
	m->span_at = n->span.at;
	m->span_n = n->span.n;
	m->origin = S("plan");
	m->assigned = n->item;
	facet_read(m->text, m->facet);
	enum flow_code code = rec_insert(cx, &measure_kind, m);
	j->ids[i] = m->head.id;
	return code;
}

static enum plan_role role_in_plan(enum read_role r)
{
	return r == READ_LEAD ? ROLE_LEAD : r == READ_RESPONSIBLE ? ROLE_RESP : ROLE_COOP;
}

static enum flow_code insert_unit(
	struct ctx *cx, struct job *j, rid measure, enum read_role role, const struct read_name *n)
{
	struct str name = n->full.n ? n->full : n->text;
	rid grp = org_group_find(cx, n->text);
	rid unit = grp.n ? RID_NONE : plan_find_unit(cx, name, j->day, j->in->campaign);
	if (unit.n == 0 && grp.n == 0)
		unit = plan_find_unit(cx, n->text, j->day, j->in->campaign);
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO measure_unit (id, measure, role, sort, phrase, span_at, span_n, unit, "
		"grp) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, measure);
	db_text(s, 3, str_of(plan_role_code(role_in_plan(role))));
	db_int(s, 4, n->span.at);
	db_text(s, 5, n->text);
	db_int(s, 6, n->span.at);
	db_int(s, 7, n->span.n);
	db_rid(s, 8, unit);
	db_rid(s, 9, grp);
	return flow_of_db(db_run(s));
}

static enum flow_code insert_leader(struct ctx *cx, rid measure, const struct read_name *n)
{
	struct stmt *s = db_prep(
		cx->db, "INSERT INTO measure_leader (id, measure, name) VALUES (?, ?, ?)");
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, measure);
	db_text(s, 3, n->text);
	return flow_of_db(db_run(s));
}

static enum flow_code insert_rule(
	struct ctx *cx, rid measure, const struct timing_rule *t, int sort)
{
	struct stmt *s = db_prep(cx->db, "INSERT INTO measure_rule (id, measure, sort, phrase, "
					 "span_at, span_n, rule, source) "
					 "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, measure);
	db_int(s, 3, sort);
	db_text(s, 4, t->phrase);
	db_int(s, 5, t->span.at);
	db_int(s, 6, t->span.n);
	db_text(s, 7, t->rule);
	db_text(s, 8, t->whole ? S(TIMING_WHOLE) : t->prose ? S("prose") : S("field"));
	return flow_of_db(db_run(s));
}

/* 每月22日前向督察法制大队报送: the sentence says who receives (TIME-31). */
static void add_recipient(struct ctx *cx, const struct job *j, struct timing_rule *t)
{
	struct rule r;
	struct rule_error bad;
	if (!t->prose || t->whole || !rule_parse(cx->a, t->rule, &r, &bad) || r.n_parts || r.to.n)
		return;
	struct str to = recipient_of(cx, j->plan, j->in->doc, t->span);
	r.to = (struct rule_texts){&to, 1};
	if (to.n && rule_check(cx->a, &r, &bad))
		t->rule = rule_print(cx->a, &r);
}

static enum flow_code insert_names(
	struct ctx *cx, struct job *j, rid measure, const struct read_node *n)
{
	enum flow_code code = FLOW_OK;
	for (int role = 0; role < READ_LEADERS; role++)
		for (size_t i = 0; i < n->names[role].n && code == FLOW_OK; i++)
			code = insert_unit(
				cx, j, measure, (enum read_role)role, &n->names[role].at[i]);
	for (size_t i = 0; i < n->names[READ_LEADERS].n && code == FLOW_OK; i++)
		code = insert_leader(cx, measure, &n->names[READ_LEADERS].at[i]);
	return code;
}

static enum flow_code insert_node(struct ctx *cx, struct job *j, int i)
{
	const struct read_node *n = &j->r->nodes[i];
	enum flow_code code = insert_measure(cx, j, i);
	if (code == FLOW_OK)
		code = insert_names(cx, j, j->ids[i], n);
	struct timing_rule *rules = arena_array(cx->a, n->timings.n + 1, sizeof *rules);
	int k = timing_rules(cx->a, j->in->doc, n, &j->usual, rules);
	for (int t = 0; t < k && code == FLOW_OK; t++) {
		add_recipient(cx, j, &rules[t]);
		code = insert_rule(cx, j->ids[i], &rules[t], t);
	}
	return code;
}

/* A date of the edition before that has passed by now is no slip of the pen. */
static bool stood_before(struct ctx *cx, const struct job *j, struct str words)
{
	struct stmt *s = db_prep(cx->db, "SELECT r.phrase FROM measure_rule r JOIN measure m ON "
					 "m.id = r.measure WHERE m.plan = ?");
	bool stood = false;
	if (j->in->supersedes.n == 0)
		return false;
	db_rid(s, 1, j->in->supersedes);
	while (!stood && db_step(s) == DB_ROW)
		stood = str_has(db_col_text(s, 0), words);
	db_done(s);
	return stood;
}

/* A collective name that a maintained group or the plan itself stands for is no guess (ORG-03). */
static bool is_settled(struct ctx *cx, const struct job *j, const struct read_question *rq)
{
	if (str_eq(rq->code, S("before-issue")))
		return stood_before(cx, j, doc_slice(j->in->doc, rq->span));
	struct str words = doc_slice(j->in->doc, rq->span);
	return str_eq(rq->code, S("unit-collective")) &&
	       (org_group_find(cx, words).n || subject_is_of_plan(words) || persons_named(words));
}

/* What was answered for the edition before is proposed again, with who said so; a person still
 * signs it for this one. */
static void propose_as_before(struct ctx *cx, const struct job *j, struct question_row *q)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT q.answer, q.basis FROM question q LEFT JOIN measure m ON m.id = q.measure "
		"WHERE q.plan = ? AND q.code = ? AND q.ask = ? AND q.state = 'answered' AND "
		"coalesce(m.heading, '-') = ? ORDER BY q.id");
	const struct measure_row *m = rec_load(cx, &measure_kind, q->measure);
	db_rid(s, 1, j->in->supersedes);
	db_text(s, 2, q->code);
	db_text(s, 3, q->ask);
	db_text(s, 4, m ? m->heading : S("-"));
	if (db_step(s) == DB_ROW) {
		q->proposal = str_dup(cx->a, db_col_text(s, 0));
		struct str basis = db_col_text(s, 1);
		q->why = str_fmt(cx->a, "上一版这样答，依据：%.*s", STR_ARG(basis));
	}
	db_done(s);
}

/* How often campaigns of this type usually report, where a measure says no time; a person decides
 * (PLAN-04). */
static void propose_rhythm(struct ctx *cx, const struct job *j, struct question_row *q)
{
	static const char *const cols[] = {"type", "rhythm", "note", NULL};
	const struct campaign_row *c = rec_need(cx, &campaign_kind, j->in->campaign);
	struct tsv t;
	AN(tsv_open(&t, cx->a, data_get("campaign_rhythms.tsv"), cols));
	while (tsv_next(&t)) {
		if (!str_eq(tsv_cell(&t, 0), c->type))
			continue;
		q->proposal = tsv_cell(&t, 1);
		struct str rhythm = tsv_cell(&t, 2);
		q->why = str_fmt(
			cx->a, "%.*s%.*s；也可以写完成日期。", STR_ARG(q->why), STR_ARG(rhythm));
	}
}

static enum flow_code insert_asked(
	struct ctx *cx, const struct job *j, rid measure, const struct read_question *rq)
{
	struct question_row *q = kind_row(&question_kind, cx->a);
	q->head.unit = j->plan->head.unit;
	q->plan = j->plan->head.id;
	q->measure = measure;
	q->code = rq->code;
	q->span_at = rq->span.at;
	q->span_n = rq->span.n;
	q->ask = rq->ask;
	q->proposal = rq->propose;
	q->why = rq->why;
	if (str_eq(rq->code, S("immediate")))
		q->proposal = str_fmt(cx->a, "%d日", j->usual.immediate);
	if (str_eq(rq->code, S("no-deadline")))
		propose_rhythm(cx, j, q);
	if (str_eq(rq->code, S("review-period")))
		q->proposal = say_every(j->usual.review);
	/* No group of that name is kept: there is nothing to expand. */
	if (str_eq(rq->code, S("unit-collective"))) {
		q->proposal = STR_NONE;
		q->why = S("单位组里没有这个名称，请写单位组名，或用顿号隔开逐个写单位");
	}
	if (j->in->supersedes.n)
		propose_as_before(cx, j, q);
	return rec_insert(cx, &question_kind, q);
}

static enum flow_code insert_question(
	struct ctx *cx, const struct job *j, const struct read_question *rq)
{
	return insert_asked(cx, j, rq->node >= 0 ? j->ids[rq->node] : RID_NONE, rq);
}

/* 分管领导 of a unit nobody is in charge of: who is meant is asked, once for all measures. */
static enum flow_code ask_persons(struct ctx *cx, const struct job *j)
{
	struct measure_row **m;
	struct map asked = map_in(cx->a);
	rid *units = arena_array(cx->a, SUBJECT_UNITS, sizeof *units);
	enum flow_code code = FLOW_OK;
	int n = plan_measures(cx, j->plan->head.id, &m);
	for (int i = 0; i < n; i++) {
		struct measure_unit *u;
		struct person_meant *who;
		int k = plan_units(cx, m[i]->head.id, &u);
		for (int x = 0; x < k && code == FLOW_OK; x++) {
			if (!persons_named(u[x].phrase) ||
				subject_units(cx, j->plan->head.id, &u[x], j->day, units) ||
				persons_on(cx, j->plan, &u[x], j->day, &who) ||
				map_set(&asked, u[x].phrase, j->plan))
				continue;
			struct read_question q = {.code = S("person-nobody"),
				.span = u[x].span,
				.ask = str_fmt(cx->a, "“%.*s”是指谁？", STR_ARG(u[x].phrase)),
				.why = S(
					"组织里没有登记到人，请写单位或单位组名，或先登记任职、分工")};
			code = insert_asked(cx, j, m[i]->head.id, &q);
		}
	}
	return code;
}

/* The campaign's period is the plan's to say. Asked where the text says another than the campaign
 * has, and where the campaign was made from it; the answer sets the campaign (PLAN-27, 51). */
static enum flow_code ask_period(struct ctx *cx, const struct job *j)
{
	const struct campaign_row *c = rec_load(cx, &campaign_kind, j->in->campaign);
	struct period_found f = period_find(cx->a, j->in->doc, j->r, j->day);
	bool same = f.from.n == c->from_day.n && f.until.n == c->until_day.n;
	if (!j->in->new_campaign && (!f.said || same))
		return FLOW_OK;
	struct question_row *q = kind_row(&question_kind, cx->a);
	q->head.unit = j->plan->head.unit;
	q->plan = j->plan->head.id;
	q->code = S("campaign-period");
	q->span_at = f.span.at;
	q->span_n = f.span.n;
	q->ask = S("这项活动从哪天到哪天？");
	q->proposal = period_text(cx->a, f.from, f.until);
	struct str now = period_text(cx->a, c->from_day, c->until_day);
	q->why = same ? f.why
		      : str_fmt(cx->a, "%.*s。活动现在记的是%.*s", STR_ARG(f.why), STR_ARG(now));
	return rec_insert(cx, &question_kind, q);
}

/* A later edition rests on what the one before rested on, until somebody says otherwise. */
static enum flow_code carry_links(struct ctx *cx, const struct job *j)
{
	struct plan_link *l;
	int n = link_list(cx, j->in->supersedes, &l);
	enum flow_code code = FLOW_OK;
	for (int i = 0; i < n && code == FLOW_OK; i++) {
		struct link_in in = {.kind = l[i].kind,
			.target = l[i].target,
			.title = l[i].title,
			.number = l[i].number,
			.issued = l[i].issued};
		code = link_add(cx, j->plan->head.id, &in);
	}
	return code;
}

static enum flow_code import_all(struct ctx *cx, void *arg)
{
	struct job *j = arg;
	bool *wanted = arena_array(cx->a, (size_t)j->r->n_nodes + 1, sizeof *wanted);
	enum flow_code code = insert_plan(cx, j);
	if (code == FLOW_OK && j->in->supersedes.n)
		code = carry_links(cx, j);
	mark_wanted(j->r, wanted);
	for (int i = 0; i < j->r->n_nodes && code == FLOW_OK; i++)
		if (wanted[i])
			code = insert_node(cx, j, i);
	for (int i = 0; i < j->r->n_questions && code == FLOW_OK; i++)
		if (!is_settled(cx, j, &j->r->questions[i]))
			code = insert_question(cx, j, &j->r->questions[i]);
	if (code == FLOW_OK)
		code = ask_persons(cx, j);
	if (code == FLOW_OK)
		code = ask_period(cx, j);
	if (code != FLOW_OK)
		return code;
	j->in->plan = j->plan->head.id;
	return flow_seal(cx, &plan_kind, NULL, j->plan, "import", j->in->source_name);
}

enum flow_code plan_import(struct ctx *cx, struct plan_import *in)
{
	struct job j = {.in = in,
		.day = day_is_set(in->issue_day) ? in->issue_day : cx->today,
		.r = in->reading ? in->reading : read_plan(cx->a, in->doc),
		.usual = timing_usual(cx)};
	j.ids = arena_array(cx->a, (size_t)j.r->n_nodes + 1, sizeof *j.ids);
	return ctx_write(cx, import_all, &j);
}

/* hurdle.c — see hurdle.h.
 *
 * Open questions, units nobody was found for, measures without an owner, rules with a value nobody
 * has supplied, posts that are empty: each named, with what to do, in the order of the text. */
#include "plan/hurdle.h"
#include "base/bug.h"
#include "base/vec.h"
#include "calendar/rule.h"
#include "core/rec.h"
#include "core/tree.h"
#include "org/org.h"
#include "plan/squad.h"
#include "plan/persons.h"
#include "plan/subject.h"

/* Codes of the reader's questions that answer.c fills in. */
#define ASKS_UNIT "same-as-above unit-open unit-collective person-nobody no-unit"
#define ASKS_WHO  ASKS_UNIT " no-lead"
#define ASKS_WHEN                                                                                  \
	"review-period blank-deadline time-unknown event-date impossible-date edge-date "          \
	"no-deadline vague-frequency immediate no-trigger blank-text blank-time "                  \
	"same-day longest-gap find-to-act"

struct hurdles {
	struct plan_hurdle *at;
	size_t n, room;
	const struct plan_row *plan;
	struct day day; /* on which units, persons and teams are looked for */
};

static void add(struct ctx *cx, struct hurdles *h, rid measure, rid question, struct str text)
{
	*vec_add(cx->a, h) = (struct plan_hurdle){
		.text = text, .measure = measure, .question = question};
}

static bool is_one_of(struct str code, const char *codes)
{
	for (struct str rest = str_of(codes); rest.n;)
		if (str_eq(str_cut(&rest, S(" ")), code))
			return true;
	return false;
}

/* What an open question already asks about a measure is not said a second time: its answer fills
 * it in, and what is then still missing is said. */
static bool is_asked(struct ctx *cx, const struct hurdles *h, rid measure, const char *codes)
{
	for (size_t i = 0; i < h->n; i++) {
		const struct question_row *q;
		if (h->at[i].measure.n != measure.n || h->at[i].question.n == 0)
			continue;
		q = rec_load(cx, &question_kind, h->at[i].question);
		if (q && is_one_of(q->code, codes))
			return true;
	}
	return false;
}

/* A heading asks nobody for anything: who and when are not asked of it any more. */
static bool is_moot(struct ctx *cx, rid measure, struct str code)
{
	const struct measure_row *m = rec_load(cx, &measure_kind, measure);
	return m && !m->assigned && (is_one_of(code, ASKS_WHO) || is_one_of(code, ASKS_WHEN));
}

static void open_questions(struct ctx *cx, rid plan, struct hurdles *h)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT id, measure, ask, code FROM question q WHERE plan = ? AND "
		"state = 'open' AND NOT EXISTS (SELECT 1 FROM measure m WHERE "
		"m.id = q.measure AND m.state = 'cancelled') "
		"ORDER BY span_at, id");
	db_rid(s, 1, plan);
	while (db_step(s) == DB_ROW)
		if (!is_moot(cx, db_col_rid(s, 1), db_col_text(s, 3))) {
			struct str ask = db_col_text(s, 2);
			add(cx, h, db_col_rid(s, 1), db_col_rid(s, 0),
				str_fmt(cx->a, "待答：%.*s", STR_ARG(ask)));
		}
	db_done(s);
}

static struct str name_of(struct ctx *cx, const struct measure_row *m)
{
	return str_fmt(cx->a, "%.*s %.*s", STR_ARG(m->path), STR_ARG(m->heading));
}

/* A group of nobody: what it owes would be lost without a word. */
static void nobody(
	struct ctx *cx, const struct measure_row *m, struct str phrase, struct hurdles *h)
{
	struct str name = name_of(cx, m);
	add(cx, h, m->head.id, RID_NONE,
		str_fmt(cx->a,
			"“%.*s”：“%.*s”在印发那天没有任何单位，请在“组织与账号”里给单位组补上成员，"
			"或在这里改选单位",
			STR_ARG(name), STR_ARG(phrase)));
}

/* Persons that nobody is, and posts that are empty on the day (ORG-07). */
static void persons_of(struct ctx *cx, const struct measure_row *m, const struct measure_unit *u,
	struct hurdles *h)
{
	enum { NAMED = 8 };
	struct person_meant *at;
	struct buf b = buf_in(cx->a, 4096);
	int n = persons_on(cx, h->plan, u, h->day, &at), empty = 0;
	for (int i = 0; i < n; i++)
		if (at[i].person.n == 0 && empty++ < NAMED) {
			struct str unit = tree_unit_name(cx, at[i].unit);
			buf_fmt(&b, "%s%.*s", b.n ? "、" : "", STR_ARG(unit));
		}
	if (n == 0 && !is_asked(cx, h, m->head.id, ASKS_UNIT)) {
		struct str name = name_of(cx, m);
		add(cx, h, m->head.id, RID_NONE,
			str_fmt(cx->a,
				"“%.*s”：“%.*s”在印发那天找不到是谁，请在“组织与账号”里登记任职或分工，"
				"或在这里改选",
				STR_ARG(name), STR_ARG(u->phrase)));
	}
	if (empty) {
		struct str name = name_of(cx, m);
		struct str list = buf_view(&b);
		add(cx, h, m->head.id, RID_NONE,
			str_fmt(cx->a,
				"“%.*s”：“%.*s”有 %d 个单位空缺：%.*s%s，请先在“组织与账号”里登记",
				STR_ARG(name), STR_ARG(u->phrase), empty, STR_ARG(list),
				empty > NAMED ? "等" : ""));
	}
}

static void units_of(struct ctx *cx, const struct measure_row *m, struct hurdles *h)
{
	struct measure_unit *u;
	rid *units = arena_array(cx->a, SUBJECT_UNITS, sizeof *units);
	int n = plan_units(cx, m->head.id, &u), owners = 0;
	for (int i = 0; i < n; i++) {
		owners += u[i].role != ROLE_COOP;
		if (subject_units(cx, m->plan, &u[i], h->day, units))
			continue;
		if (persons_named(u[i].phrase)) {
			persons_of(cx, m, &u[i], h);
		} else if (u[i].grp.n) {
			nobody(cx, m, u[i].phrase, h);
		} else if (!is_asked(cx, h, m->head.id, ASKS_UNIT)) {
			struct str name = name_of(cx, m);
			add(cx, h, m->head.id, RID_NONE,
				str_fmt(cx->a, "“%.*s”：没有找到单位“%.*s”，请选定或新增",
					STR_ARG(name), STR_ARG(u[i].phrase)));
			h->at[h->n - 1].name = u[i].phrase;
		}
	}
	if (owners == 0 && !is_asked(cx, h, m->head.id, ASKS_WHO)) {
		struct str name = name_of(cx, m);
		add(cx, h, m->head.id, RID_NONE,
			str_fmt(cx->a, "“%.*s”：没有牵头单位也没有责任单位，请补上或标为不分解",
				STR_ARG(name)));
	}
}

/* Who acts and who receives, where a rule names them (TIME-31). */
static void rule_names(struct ctx *cx, const struct measure_row *m, const struct measure_rule *mr,
	const struct rule *r, struct hurdles *h)
{
	const struct rule_texts *const lists[] = {&r->to, &r->owner};
	for (size_t k = 0; k < NELEM(lists); k++)
		for (size_t i = 0; i < lists[k]->n; i++) {
			struct str name = lists[k]->at[i];
			if (subject_find(cx, h->plan, name).n ||
				(k && org_group_find(cx, name).n) ||
				(k && (subject_is_of_plan(name) || persons_named(name))))
				continue;
			struct str measure = name_of(cx, m);
			add(cx, h, m->head.id, RID_NONE,
				str_fmt(cx->a,
					"“%.*s”：时限“%.*s”里的“%.*s”不在单位树里，请改成单位的名称",
					STR_ARG(measure), STR_ARG(mr->phrase), STR_ARG(name)));
		}
	for (size_t i = 0; i < r->n_parts; i++)
		rule_names(cx, m, mr, &r->parts[i], h);
}

/* What each team is to owe, where there is none yet (TIME-15). */
static void rule_teams(struct ctx *cx, const struct measure_row *m, const struct measure_rule *mr,
	const struct rule *r, struct hurdles *h)
{
	for (size_t i = 0; i < r->n_parts; i++)
		rule_teams(cx, m, mr, &r->parts[i], h);
	if (r->per_subject == SUBJECT_TEAM && squad_count(cx, m->campaign, h->day) == 0) {
		struct str name = name_of(cx, m);
		add(cx, h, m->head.id, RID_NONE,
			str_fmt(cx->a,
				"“%.*s”：时限“%.*s”由每个督导组分别承担，印发那天还没有督导组，"
				"请先在活动的“督导组”页组建",
				STR_ARG(name), STR_ARG(mr->phrase)));
	}
}

static void rules_of(struct ctx *cx, const struct measure_row *m, struct hurdles *h)
{
	struct measure_rule *r;
	int n = plan_rules(cx, m->head.id, &r);
	if (is_asked(cx, h, m->head.id, ASKS_WHEN))
		return;
	struct str name = name_of(cx, m);
	for (int i = 0; i < n; i++) {
		struct rule rule;
		struct rule_error why;
		if (!rule_parse(cx->a, r[i].rule, &rule, &why)) {
			add(cx, h, m->head.id, RID_NONE,
				str_fmt(cx->a, "“%.*s”：时限“%.*s”还没有规则", STR_ARG(name),
					STR_ARG(r[i].phrase)));
			continue;
		}
		struct rule_opens opens = rule_open_params(cx->a, &rule);
		for (size_t k = 0; k < opens.n; k++)
			add(cx, h, m->head.id, RID_NONE,
				str_fmt(cx->a, "“%.*s”：时限“%.*s”还缺“%.*s”", STR_ARG(name),
					STR_ARG(r[i].phrase), STR_ARG(opens.at[k].name)));
		rule_names(cx, m, &r[i], &rule, h);
		rule_teams(cx, m, &r[i], &rule, h);
	}
	if (n == 0)
		add(cx, h, m->head.id, RID_NONE,
			str_fmt(cx->a, "“%.*s”：没有完成时限，请补上", STR_ARG(name)));
}

int plan_hurdles(struct ctx *cx, rid plan, struct plan_hurdle **out)
{
	struct hurdles h = {.plan = rec_load(cx, &plan_kind, plan), .day = cx->today};
	struct measure_row **m;
	int n = plan_measures(cx, plan, &m);
	*out = NULL;
	if (h.plan == NULL)
		return 0;
	if (day_is_set(h.plan->issue_day))
		h.day = h.plan->issue_day;
	else
		add(cx, &h, RID_NONE, RID_NONE, S("请填写方案的印发日期"));
	open_questions(cx, plan, &h);
	for (int i = 0; i < n; i++) {
		if (!m[i]->assigned || m[i]->head.state == MEASURE_CANCELLED)
			continue;
		units_of(cx, m[i], &h);
		rules_of(cx, m[i], &h);
	}
	*out = h.at;
	return (int)h.n;
}

/* demo.c — see demo.h. Everything goes through the same verbs as in earnest; only who acts and when
 * is made up, from the number of the due item, so that every demo is the same. */
#include "duty/demo.h"
#include "base/bug.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/query.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/duty.h"
#include "duty/list.h"
#include "paper/doc.h"
#include "sys/data.h"

#include <stdlib.h>

enum { ACT_ARENA = 64 << 20, DUES_MAX = 8000, HOUR_MS = 3600 * 1000, QUESTIONS = 200 };

struct day demo_issue_day(void)
{
	return day_of(2026, 3, 2);
}

/* ---- the campaign and its plan ---- */

static enum flow_code make_campaign(struct ctx *cx, rid *id)
{
	struct campaign_row *c = kind_row(&campaign_kind, cx->a);
	c->head.unit = tree_top(cx);
	c->name = S("“整作风”专项工作 2026");
	c->type = S("special");
	c->from_day = day_of(2026, 3, 1);
	c->until_day = day_of(2026, 12, 31);
	c->office = tree_find(cx, S("专项活动办公室"), cx->today);
	enum flow_code code = rec_insert(cx, &campaign_kind, c);
	*id = c->head.id;
	return code == FLOW_OK ? flow_seal(cx, &campaign_kind, NULL, c, "new", STR_NONE) : code;
}

static struct str answer_for(const struct question_row *q)
{
	if (str_eq(q->code, S("review-period")))
		return S("每季度");
	if (str_eq(q->code, S("vague-frequency")))
		return S("每月一次");
	if (str_eq(q->code, S("unit-collective")) || str_eq(q->code, S("unit-open")))
		return S("全局各部门");
	if (str_eq(q->code, S("no-lead")))
		return S("无");
	if (str_eq(q->code, S("vague-speed")))
		return S("5个工作日以内");
	return q->proposal.n ? q->proposal : S("按专项活动办公室印发的清单办理");
}

static enum flow_code answer_questions(struct ctx *cx, rid plan)
{
	struct query q = {.kind = &question_kind, .per_page = QUESTIONS};
	void **rows;
	enum flow_code code = FLOW_OK;
	query_filter(cx, &q, S("plan"), str_fmt(cx->a, "%lld", (long long)plan.n));
	int n = query_rows(cx, &q, &rows);
	for (int i = 0; i < n && code == FLOW_OK; i++) {
		const struct question_row *r = rows[i];
		struct input values[] = {{S("answer"), answer_for(r)},
			{S("basis"), S("专项活动办公室 2026年2月27日会议")}};
		struct flow_out out;
		code = flow_apply(cx,
			&(struct flow_in){.kind = &question_kind,
				.step = kind_step(&question_kind, S("answer")),
				.id = r->head.id,
				.values = {values, NELEM(values)}},
			&out);
	}
	return code;
}

static enum flow_code make_plan(struct ctx *cx, rid campaign)
{
	struct doc doc = doc_from_text(cx->a, data_get("examples/plan-2026.txt"));
	struct plan_import in = {.campaign = campaign,
		.doc = &doc,
		.source_name = S("plan-2026.txt"),
		.issue_day = demo_issue_day()};
	struct flow_out out;
	struct issue_sum sum;
	enum flow_code code = plan_import(cx, &in);
	if (code == FLOW_OK)
		code = answer_questions(cx, in.plan);
	if (code == FLOW_OK)
		code = flow_apply(cx,
			&(struct flow_in){.kind = &plan_kind,
				.step = kind_step(&plan_kind, S("submit")),
				.id = in.plan},
			&out);
	return code == FLOW_OK ? duty_issue(cx, &(struct issue_in){.plan = in.plan}, &sum) : code;
}

/* ---- what happens to each due item, and when ---- */

enum act { ACT_REPORT, ACT_RETURN, ACT_ACCEPT };
struct event {
	int64_t at;
	rid due;
	enum act act;
	int order; /* keeps events of the same moment in order */
};
struct story {
	VEC(struct event) events;
	int64_t end;
};

static unsigned chance(rid id, unsigned salt)
{
	uint64_t x = (uint64_t)id.n * 0x9E3779B97F4A7C15u + salt * 0xBF58476D1CE4E5B9u;
	x ^= x >> 31;
	x *= 0x94D049BB133111EBu;
	return (unsigned)((x ^ x >> 29) % 100);
}

static void add_event(
	struct ctx *cx, struct story *s, const struct due_row *d, int days, enum act act)
{
	struct day day = work_next(cx->cal, day_add(d->due_day, days));
	int64_t at = stamp_of_day(day).ms + 9 * HOUR_MS +
		     (int64_t)chance(d->head.id, 7 + (unsigned)act) * 4 * 60 * 1000;
	if (at >= s->end)
		return;
	*vec_add(cx->a, &s->events) = (struct event){at, d->head.id, act, (int)s->events.n};
}

/* About four fifths on time; the rest late, returned once, very late, or not at all. */
static void tell_one(struct ctx *cx, struct story *s, const struct due_row *d)
{
	unsigned luck = chance(d->head.id, 1);
	int early = -(int)(chance(d->head.id, 2) % 5) - 1;
	bool recent = stamp_of_day(day_add(d->due_day, 40)).ms >= s->end;
	if (luck < 80) {
		add_event(cx, s, d, early, ACT_REPORT);
		add_event(cx, s, d, 2, ACT_ACCEPT);
	} else if (luck < 87) {
		add_event(cx, s, d, 1 + (int)(luck % 6), ACT_REPORT);
		add_event(cx, s, d, 9, ACT_ACCEPT);
	} else if (luck < 93) {
		add_event(cx, s, d, early, ACT_REPORT);
		add_event(cx, s, d, 1, ACT_RETURN);
		add_event(cx, s, d, 5, ACT_REPORT);
		add_event(cx, s, d, 8, ACT_ACCEPT);
	} else if (luck < 97 || !recent) {
		add_event(cx, s, d, 9 + (int)(luck % 12), ACT_REPORT);
		add_event(cx, s, d, 24, ACT_ACCEPT);
	}
}

static int by_time(const void *x, const void *y)
{
	const struct event *a = x, *b = y;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->order - b->order;
}

static void tell(struct ctx *cx, struct story *s, rid campaign)
{
	struct light_rules none = {0};
	struct due_line *at;
	struct due_filter f = {.perm = "due.read",
		.campaign = campaign,
		.from = DAY_NONE,
		.until = day_add(stamp_day((struct stamp){s->end}), 5),
		.per_page = DUES_MAX};
	int n = due_list(cx, &f, &none, &at);
	for (int i = 0; i < n && i < DUES_MAX; i++)
		tell_one(cx, s, &at[i].d);
	if (s->events.n)
		qsort(s->events.at, s->events.n, sizeof *s->events.at, by_time);
}

/* ---- acting it out ---- */

/* Somebody of the unit, with that person's name in the log. */
static const struct actor *somebody(struct ctx *cx, rid unit, bool head)
{
	struct actor *who = arena_new(cx->a, struct actor);
	rid person = head ? RID_NONE : tree_post_holder(cx, unit, S("liaison"), cx->today);
	*who = *actor_system();
	if (person.n == 0)
		person = tree_head(cx, unit, cx->today);
	struct stmt *s = db_prep(cx->db, "SELECT id FROM account WHERE person = ?");
	db_rid(s, 1, person);
	who->account = (rid){db_one_int(s, 0)};
	who->person = person;
	who->name = tree_person_name(cx, person);
	return who;
}

static struct str line(const struct due_row *d, bool effect)
{
	static const char *const did[] = {
		"组织集中学习两次，参学人员签到齐全，缺课人员已补学。",
		"对照清单逐项自查，新发现问题已登记台账并明确整改人。",
		"走访辖区企业和商户，收集意见逐条登记，能办的当场办结。",
		"召开推进会一次，任务分解到人，本月事项全部按时间节点推进。",
		"配合明察暗访，现场指出的问题当日整改，并在所务会上讲评。",
	};
	static const char *const got[] = {
		"重复填报的表格减少两张，群众等候时间缩短。",
		"同类问题没有再发生，窗口评价无差评。",
		"登记问题已整改销号，未销号的都有时限和责任人。",
	};
	if (effect)
		return str_of(got[chance(d->head.id, 5) % NELEM(got)]);
	return str_of(did[chance(d->head.id, 4) % NELEM(did)]);
}

static enum flow_code act_report(struct ctx *cx, const struct due_row *d)
{
	struct report_out out;
	cx->who = somebody(cx, d->head.unit, false);
	return due_report(cx,
		&(struct report_in){
			.due = d->head.id, .progress = line(d, false), .effect = line(d, true)},
		&out);
}

static enum flow_code act_review(struct ctx *cx, const struct due_row *d, enum act act)
{
	struct report_row **r;
	int n = due_reports(cx, d->head.id, &r);
	if (n == 0)
		return FLOW_STATE;
	cx->who = somebody(cx, d->to_unit, true);
	if (act == ACT_ACCEPT)
		return report_accept(cx, r[n - 1]->head.id, STR_NONE);
	return report_return(cx, r[n - 1]->head.id,
		S("第 2 项没有写明完成情况，请补充数据后重报。"), work_add(cx->cal, cx->today, 5),
		17 * 60);
}

/* A step that the story no longer allows is left out. */
static enum flow_code play_one(struct ctx *cx, const struct event *e)
{
	cx->now.ms = e->at;
	cx->today = stamp_day(cx->now);
	const struct due_row *d = rec_load(cx, &due_kind, e->due);
	AN(d);
	enum flow_code code = e->act == ACT_REPORT ? act_report(cx, d) : act_review(cx, d, e->act);
	return code == FLOW_STATE || code == FLOW_DENIED ? FLOW_OK : code;
}

static enum flow_code play(struct ctx *cx, const struct story *s)
{
	struct arena *a = arena_open(ACT_ARENA);
	enum flow_code code = FLOW_OK;
	for (size_t i = 0; i < s->events.n && code == FLOW_OK; i++) {
		struct ctx one = *cx;
		one.a = a;
		one.errs = errs_new(a);
		code = play_one(&one, &s->events.at[i]);
		arena_reset(a);
	}
	arena_close(a);
	return code;
}

enum flow_code demo_campaign(struct ctx *cx)
{
	struct story s = {.end = cx->now.ms};
	rid campaign;
	cx->now = stamp_of_day(demo_issue_day());
	cx->now.ms += 9 * HOUR_MS;
	cx->today = demo_issue_day();
	enum flow_code code = make_campaign(cx, &campaign);
	if (code == FLOW_OK)
		code = make_plan(cx, campaign);
	if (code != FLOW_OK)
		return code;
	tell(cx, &s, campaign);
	return play(cx, &s);
}

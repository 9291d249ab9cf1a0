/* demo.c — see demo.h: the campaign is made and issued here, its life is in demo_life.c. */
#include "base/bug.h"
#include "base/tsv.h"
#include "campaign/issue.h"
#include "core/rec.h"
#include "core/tree.h"
#include "demo/demo_int.h"
#include "duty/doer.h"
#include "duty/part.h"
#include "plan/contact.h"
#include "plan/link.h"
#include "plan/setup.h"
#include "sys/data.h"
#include "sys/log.h"

#include <stdio.h>

void demo_at(struct ctx *cx, const char *login, const char *iso)
{
	AN(stamp_parse(str_of(iso), &cx->now));
	cx->today = stamp_day(cx->now);
	cx->who = login ? demo_actor(cx, str_of(login)) : actor_system();
	errs_clear(cx->errs);
}

const struct actor *demo_actor(struct ctx *cx, struct str login)
{
	struct stmt *s = db_prep(cx->db, "SELECT id FROM account WHERE login = ?");
	db_text(s, 1, login);
	const struct actor *who = actor_load(cx, (rid){db_one_int(s, 0)});
	if (who == NULL)
		BUG("the preset has no such sign-in");
	return who;
}

/* The demo is made of the program's own data: what refuses it is a mistake in one of the two. */
enum flow_code demo_told(struct ctx *cx, const char *what, enum flow_code code)
{
	if (code != FLOW_OK) {
		struct str why = cx->errs->n ? cx->errs->at[0].text : STR_NONE;
		log_error("demo", "%s: %s %.*s", what, flow_code_name(code), STR_ARG(why));
	}
	return code;
}

enum flow_code demo_step(struct ctx *cx, const struct kind *k, const char *name, rid id)
{
	struct flow_out out;
	struct flow_in in = {.kind = k, .step = kind_step(k, str_of(name)), .id = id};
	return demo_told(cx, name, flow_apply(cx, &in, &out));
}

static enum flow_code make_campaign(struct ctx *cx, rid *campaign)
{
	struct flow_out out;
	struct str office = str_fmt(
		cx->a, "%lld", (long long)tree_find(cx, S("“整作风”专项活动办公室"), cx->today).n);
	const struct input values[] = {
		{S("name"), S("“整作风”专项工作 2026")},
		{S("type"), S("special")},
		{S("from_day"), S("2026-03-10")},
		{S("until_day"), S("2026-12-31")},
		{S("office"), office},
	};
	struct flow_in in = {.kind = &campaign_kind,
		.step = kind_step(&campaign_kind, S("new")),
		.unit = tree_top(cx),
		.values = {values, NELEM(values)}};
	enum flow_code code = demo_told(cx, "campaign", flow_apply(cx, &in, &out));
	*campaign = out.id;
	return code;
}

/* What the plan says it carries out, and the measures that answer clauses of it (PLAN-01, 03). */
static enum flow_code link_up(struct ctx *cx, rid plan)
{
	static const struct {
		enum link_kind kind;
		const char *title, *number;
		struct ymd issued;
		const char *heading, *clause;
	} links[] = {
		{LINK_SUPERIOR, "澜宁市公安局2026年队伍作风建设工作方案", "澜公发〔2026〕6号",
			{2026, 2, 24}, "抓实作风教育", "第二部分第一项“分层分类抓学习”"},
		{LINK_DOCUMENT, "安澜县公安局2026年工作要点", "安公发〔2026〕3号", {2026, 1, 19},
			"为基层减负", "第十四条“精简报表和会议”"},
	};
	enum flow_code code = FLOW_OK;
	for (size_t i = 0; i < NELEM(links) && code == FLOW_OK; i++) {
		struct link_in in = {.kind = links[i].kind,
			.title = str_of(links[i].title),
			.number = str_of(links[i].number),
			.issued = day_of(links[i].issued.y, links[i].issued.m, links[i].issued.d)};
		struct stmt *s = db_prep(
			cx->db, "SELECT id FROM measure WHERE plan = ? AND heading = ?");
		struct plan_link *l;
		code = demo_told(cx, "link", link_add(cx, plan, &in));
		int n = link_list(cx, plan, &l);
		db_rid(s, 1, plan);
		db_text(s, 2, str_of(links[i].heading));
		rid measure = {db_one_int(s, 0)};
		for (int k = 0; k < n && code == FLOW_OK; k++)
			if (str_eq(l[k].title, in.title))
				code = demo_told(cx, "clause",
					link_answer(cx, measure, l[k].id, str_of(links[i].clause)));
	}
	return code;
}

/* Read and answered by one person, issued by another (SEC-08). */
static enum flow_code issue_it(struct ctx *cx, rid campaign)
{
	rid plan = RID_NONE;
	struct issue_sum sum;
	enum flow_code code;
	demo_at(cx, "xuwenxi", "2026-03-09T15:20:00+08:00");
	code = demo_read(cx,
		&(struct demo_reading){.campaign = campaign,
			.file = "plan-2026.txt",
			.issue_day = day_of(2026, 3, 10)},
		&plan);
	if (code != FLOW_OK)
		return code;
	if ((code = link_up(cx, plan)) != FLOW_OK)
		return code;
	if ((code = demo_step(cx, &plan_kind, "submit", plan)) != FLOW_OK)
		return code;
	demo_at(cx, DEMO_SECOND, "2026-03-10T10:05:00+08:00");
	return demo_told(cx, "issue",
		issue_plan(cx,
			&(struct issue_in){.plan = plan,
				.past = PAST_BEFORE,
				.why = S("动员会在方案印发前已经开过，作为系统启用前的事项带入")},
			&sum));
}

/* Study, mobilisation, leading group, goals; what follows from the records is looked up. */
static enum flow_code set_up(struct ctx *cx, rid campaign)
{
	static const struct {
		const char *role, *post;
		enum { BY_TOP, BY_OFFICE, BY_NAME } by;
	} group[] = {{"head", "县公安局局长", BY_TOP}, {"vice", "专项活动办公室主任", BY_OFFICE},
		{"member", "县纪委监委驻局纪检监察组组长", BY_NAME}};
	static const char *const goals[] = {"公平公正的法治环境", "优质高效的服务环境"};
	struct day day = day_of(2026, 3, 4);
	rid office = tree_find(cx, S("“整作风”专项活动办公室"), cx->today);
	enum flow_code code = setup_tick(cx, campaign, S("study"), day, S("党委会第 4 次会议"));
	if (code == FLOW_OK)
		code = setup_tick(cx, campaign, S("mobilise"), day, S("全局视频会议"));
	for (size_t i = 0; i < NELEM(group) && code == FLOW_OK; i++) {
		rid who = tree_head(cx, group[i].by == BY_TOP ? tree_top(cx) : office, cx->today);
		bool ours = group[i].by != BY_NAME && who.n;
		struct setup_member m = {.role = str_of(group[i].role),
			.post = str_of(group[i].post),
			.name = ours ? tree_person_name(cx, who) : S("戚明远"),
			.from = day};
		code = setup_join(cx, campaign, &m);
	}
	for (size_t i = 0; i < NELEM(goals) && code == FLOW_OK; i++)
		code = setup_add_goal(cx, campaign, str_of(goals[i]));
	return demo_told(cx, "setup", code);
}

/* The start-up list to its end: an item of the bureau's own, the last two ticked (PLAN-37). */
static enum flow_code finish_startup(struct ctx *cx, rid campaign)
{
	struct setup_item own = {.label = S("公布举报电话和局长信箱"), .due = day_of(2026, 3, 20)};
	struct setup_item *it;
	struct day day = day_of(2026, 3, 12);
	demo_at(cx, "xuwenxi", "2026-03-12T16:30:00+08:00");
	own.owner = cx->who->person;
	enum flow_code code = setup_add_item(cx, campaign, &own);
	int n = setup_items(cx, rec_load(cx, &campaign_kind, campaign), &it);
	if (code == FLOW_OK)
		code = setup_tick(
			cx, campaign, S("checklist"), day, S("八类问题自查清单，附于方案"));
	if (code == FLOW_OK)
		code = setup_tick(cx, campaign, S("own_plans"), day, S("24 个单位报齐"));
	if (code == FLOW_OK && n)
		code = setup_tick(cx, campaign, str_fmt(cx->a, "%lld", (long long)it[n - 1].id.n),
			day, S("公告栏和门户同日公布"));
	return demo_told(cx, "startup", code);
}

/* The signed forms of the lead units come in, but for one (ORG-08). */
static enum flow_code take_papers(struct ctx *cx, rid campaign)
{
	struct contact_form *at;
	enum flow_code code = FLOW_OK;
	demo_at(cx, "xuwenxi", "2026-03-12T16:50:00+08:00");
	int n = contact_list(cx, campaign, &at);
	for (int i = 0; i < n && code == FLOW_OK; i++)
		if (!str_eq(at[i].name, S("督察法制大队")))
			code = contact_take(cx, campaign, at[i].unit,
				i % 2 ? S("2026-03-11") : S("2026-03-12"),
				i % 2 ? STR_NONE : S("签名盖章齐全"));
	return demo_told(cx, "papers", code);
}

/* Some measures serve the first goal, the others the second, in the phase they begin in. */
static enum flow_code attach_goals(struct ctx *cx, rid campaign)
{
	struct measure_row **m;
	struct setup_goal *g;
	struct setup_phase *p;
	enum flow_code code = FLOW_OK;
	int n = plan_measures(cx, plan_current(cx, campaign), &m);
	int n_goals = setup_goals(cx, campaign, &g), n_phases = setup_phases(cx, campaign, &p);
	demo_at(cx, "xuwenxi", "2026-03-11T09:00:00+08:00");
	for (int i = 0; n_goals && n_phases && i < n && code == FLOW_OK; i++)
		if (m[i]->assigned)
			code = setup_attach(
				cx, m[i]->head.id, g[i % n_goals].id, p[i * n_phases / n].id);
	return demo_told(cx, "goals", code);
}

/* Cooperating units and what they agreed to do (PLAN-29). */
static enum flow_code agree_parts(struct ctx *cx)
{
	static const char *const cols[] = {"heading", "unit", "day", "part", NULL};
	enum flow_code code = FLOW_OK;
	struct tsv t;
	AN(tsv_open(&t, cx->a, data_get("preset/county/parts.tsv"), cols));
	demo_at(cx, "xuwenxi", "2026-03-11T15:30:00+08:00");
	while (code == FLOW_OK && tsv_next(&t)) {
		struct stmt *s = db_prep(
			cx->db, "SELECT id FROM measure WHERE state = 'active' AND heading = ?");
		rid due;
		db_text(s, 1, tsv_cell(&t, 0));
		struct part_in in = {.measure = {db_one_int(s, 0)},
			.unit = tree_find(cx, tsv_cell(&t, 1), cx->today),
			.what = tsv_cell(&t, 3)};
		AN(day_parse(tsv_cell(&t, 2), &in.day));
		code = demo_told(cx, "agree", part_agree(cx, &in, &due));
	}
	return code;
}

/* One after the other in a morning before the first report: the log of the demo runs forward. */
static void step_at(struct ctx *cx, struct str login, int minute)
{
	demo_at(cx, str_c(cx->a, login), "2026-03-12T10:00:00+08:00");
	cx->now.ms += (int64_t)minute * 60000;
}

/* Units' own plans: written, sent, approved; how the steps went is demo_life.c's (PLAN-11, 21). */
static enum flow_code own_plans(struct ctx *cx)
{
	static const char *const cols[] = {
		"heading", "unit", "login", "lead", "day", "person", "what", NULL};
	enum flow_code code = FLOW_OK;
	int minute = 0;
	struct tsv t;
	AN(tsv_open(&t, cx->a, data_get("preset/county/steps.tsv"), cols));
	while (code == FLOW_OK && tsv_next(&t)) {
		struct stmt *s = db_prep(
			cx->db, "SELECT id FROM measure WHERE state <> 'draft' AND heading = ?");
		struct stmt *p = db_prep(cx->db, "SELECT id FROM person WHERE staff_no = ?");
		db_text(s, 1, tsv_cell(&t, 0));
		db_text(p, 1, tsv_cell(&t, 5));
		struct task_in in = {.measure = {db_one_int(s, 0)},
			.person = {db_one_int(p, 0)},
			.unit = tree_find(cx, tsv_cell(&t, 1), day_of(2026, 3, 12)),
			.what = tsv_cell(&t, 6)};
		AN(day_parse(tsv_cell(&t, 4), &in.day));
		step_at(cx, tsv_cell(&t, 2), minute++);
		code = demo_told(cx, "step", task_add(cx, &in));
		if (code != FLOW_OK || tsv_cell(&t, 3).n == 0)
			continue;
		code = demo_told(cx, "send", task_send(cx, in.measure, in.unit));
		step_at(cx, tsv_cell(&t, 3), minute++);
		if (code == FLOW_OK)
			code = demo_told(cx, "approve",
				task_review(cx, in.measure, in.unit, true, S("同意")));
	}
	return code;
}

/* A head claims two measures: one with all five fixings, one not complete yet (PLAN-17, 20). */
static enum flow_code claims(struct ctx *cx)
{
	static const char *const cols[] = {
		"heading", "matter", "person", "goal", "task", "steps", "due_day", NULL};
	enum flow_code code = FLOW_OK;
	struct tsv t;
	AN(tsv_open(&t, cx->a, data_get("preset/county/claims.tsv"), cols));
	demo_at(cx, "guchangning", "2026-03-12T15:00:00+08:00");
	while (code == FLOW_OK && tsv_next(&t)) {
		struct stmt *s = db_prep(
			cx->db, "SELECT id FROM measure WHERE state <> 'draft' AND heading = ?");
		struct stmt *p = db_prep(cx->db, "SELECT id FROM person WHERE staff_no = ?");
		struct input values[NELEM(cols) - 1];
		struct flow_out out;
		db_text(s, 1, tsv_cell(&t, 0));
		db_text(p, 1, tsv_cell(&t, 2));
		for (int i = 0; i < (int)NELEM(values); i++)
			values[i] = (struct input){str_of(cols[i]), tsv_cell(&t, i)};
		values[0] = (struct input){
			S("measure"), str_fmt(cx->a, "%lld", (long long)db_one_int(s, 0))};
		values[2].text = str_fmt(cx->a, "%lld", (long long)db_one_int(p, 0));
		struct flow_in in = {.kind = &claim_kind,
			.step = kind_step(&claim_kind, S("new")),
			.unit = tree_find(cx, S("城关派出所"), cx->today),
			.values = {values, NELEM(values)}};
		code = demo_told(cx, "claim", flow_apply(cx, &in, &out));
		if (code == FLOW_OK && tsv_cell(&t, 6).n)
			code = demo_step(cx, &claim_kind, "begin", out.id);
	}
	return code;
}

/* Some items of a station go to a person by name, from the first period on (ORG-31). */
static enum flow_code doers(struct ctx *cx)
{
	static const char *const cols[] = {"heading", "unit", "login", "person", NULL};
	enum flow_code code = FLOW_OK;
	int minute = 300; /* in the afternoon */
	struct tsv t;
	AN(tsv_open(&t, cx->a, data_get("preset/county/doers.tsv"), cols));
	while (code == FLOW_OK && tsv_next(&t)) {
		step_at(cx, tsv_cell(&t, 2), minute++);
		struct stmt *s = db_prep(cx->db,
			"SELECT d.id FROM due d JOIN measure m ON m.id = d.measure WHERE "
			"m.heading = ? AND d.unit = ? AND d.state = 'open' AND d.due_day IS NOT "
			"NULL ORDER BY d.due_day, d.id LIMIT 1");
		struct stmt *p = db_prep(cx->db, "SELECT id FROM person WHERE staff_no = ?");
		db_text(s, 1, tsv_cell(&t, 0));
		db_rid(s, 2, tree_find(cx, tsv_cell(&t, 1), cx->today));
		db_text(p, 1, tsv_cell(&t, 3));
		struct doer_in in = {
			.due = {db_one_int(s, 0)}, .person = {db_one_int(p, 0)}, .later = true};
		code = demo_told(cx, "doer", doer_set(cx, &in));
	}
	return code;
}

enum flow_code demo_campaign(struct ctx *cx, const struct demo_in *in)
{
	rid campaign;
	struct stamp now = cx->now;
	const struct actor *who = cx->who;
	demo_at(cx, DEMO_SECOND, "2026-03-10T10:05:00+08:00");
	if (cx->now.ms > in->until.ms)
		return FLOW_OK;
	demo_at(cx, "xuwenxi", "2026-03-05T09:00:00+08:00");
	enum flow_code code = make_campaign(cx, &campaign);
	if (code == FLOW_OK)
		code = set_up(cx, campaign);
	if (code == FLOW_OK)
		code = demo_told(cx, "teams", demo_teams(cx, campaign));
	if (code == FLOW_OK)
		code = issue_it(cx, campaign);
	if (code == FLOW_OK)
		code = attach_goals(cx, campaign);
	if (code == FLOW_OK)
		code = agree_parts(cx);
	if (code == FLOW_OK)
		code = own_plans(cx);
	if (code == FLOW_OK)
		code = claims(cx);
	if (code == FLOW_OK)
		code = finish_startup(cx, campaign);
	if (code == FLOW_OK)
		code = take_papers(cx, campaign);
	if (code == FLOW_OK)
		code = demo_mark(cx, campaign);
	if (code == FLOW_OK)
		code = doers(cx);
	if (code == FLOW_OK)
		code = demo_life(cx, in);
	cx->now = now;
	cx->today = stamp_day(now);
	cx->who = who;
	return code;
}

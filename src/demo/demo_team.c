/* demo_team.c — the demo's inspection teams, and a pairing that changes hands in the autumn: what
 * teams and leaders owe can be seen to follow (TIME-14, TIME-15). */
#include "base/bug.h"
#include "base/vec.h"
#include "core/rec.h"
#include "core/tree.h"
#include "demo/demo_int.h"
#include "duty/outage.h"
#include "org/org.h"
#include "plan/squad.h"

static rid person(struct ctx *cx, const char *staff_no)
{
	struct stmt *s = db_prep(cx->db, "SELECT id FROM person WHERE staff_no = ?");
	db_text(s, 1, str_of(staff_no));
	return (rid){db_one_int(s, 0)};
}

static struct str number(struct ctx *cx, rid id)
{
	return str_fmt(cx->a, "%lld", (long long)id.n);
}

struct team {
	const char *name, *leader, *members, *mandate;
};

static enum flow_code form(struct ctx *cx, rid campaign, const struct team *t, struct day from)
{
	char day[DAY_TEXT];
	struct flow_out out;
	const struct campaign_row *c = rec_load(cx, &campaign_kind, campaign);
	const struct input v[] = {{S("campaign"), number(cx, campaign)},
		{S("name"), str_of(t->name)}, {S("leader"), number(cx, person(cx, t->leader))},
		{S("members"), str_of(t->members)}, {S("mandate"), str_of(t->mandate)},
		{S("from_day"), str_of(day_text(from, day))}};
	struct flow_in in = {.kind = &squad_kind,
		.step = kind_step(&squad_kind, S("new")),
		.unit = c->office,
		.values = {v, NELEM(v)}};
	return flow_apply(cx, &in, &out);
}

enum flow_code demo_teams(struct ctx *cx, rid campaign)
{
	static const struct team teams[] = {
		{"第一督导组", "990023", "晏清和（退居二线）\n沈若川（督察法制大队）",
			"局机关各部门"},
		{"第二督导组", "990024", "庄允文（退居二线）\n韩秋实（机关纪委）", "各派出所"}};
	enum flow_code code = FLOW_OK;
	for (size_t i = 0; i < NELEM(teams) && code == FLOW_OK; i++)
		code = form(cx, campaign, &teams[i], day_of(2026, 3, 5));
	return code;
}

enum flow_code demo_team_later(struct ctx *cx, struct day day)
{
	static const struct team third = {
		"第三督导组", "990021", "明若虚（特邀监督员）", "窗口单位"};
	struct stmt *s = db_prep(cx->db, "SELECT max(id) FROM campaign");
	rid campaign = {db_one_int(s, 0)};
	cx->who = demo_actor(cx, S("xuwenxi"));
	return form(cx, campaign, &third, day);
}

/* The hot line of a centre was silent for a night, and is so again since this morning. */
enum flow_code demo_outage(struct ctx *cx, struct day day)
{
	struct stmt *s = db_prep(cx->db, "SELECT min(id) FROM due WHERE kind = 'service'");
	rid due = {db_one_int(s, 0)};
	int64_t midnight = stamp_of_day(day).ms, hour = 3600 * (int64_t)1000;
	struct outage_in night = {.due = due,
		.from = {midnight - 50 * hour},
		.until = {midnight - 45 * hour},
		.why = S("机房停电，电话交换机停机"),
		.done = S("启用备用电源，期间来电转值班手机，未漏接")};
	struct outage_in now = {
		.due = due, .from = {midnight + 7 * hour}, .why = S("施工挖断线路，正在抢修")};
	cx->who = demo_actor(cx, S("xuwenxi"));
	enum flow_code code = due.n ? outage_add(cx, &night) : FLOW_OK;
	return code == FLOW_OK && due.n ? outage_add(cx, &now) : code;
}

/* 月湖派出所 goes from one leader to another on that day. */
enum flow_code demo_pair_again(struct ctx *cx, struct day day)
{
	char last[DAY_TEXT], first[DAY_TEXT];
	rid unit = tree_find(cx, S("月湖派出所"), day);
	struct stmt *s = db_prep(cx->db, "SELECT id FROM pairing WHERE unit = ? AND kind = "
					 "'contract' AND until_day IS NULL ORDER BY id LIMIT 1");
	struct flow_out out;
	db_rid(s, 1, unit);
	const struct input until[] = {{S("until_day"), str_of(day_text(day_add(day, -1), last))}};
	struct flow_in end = {.kind = &pairing_kind,
		.step = kind_step(&pairing_kind, S("end")),
		.id = {db_one_int(s, 0)},
		.values = {until, NELEM(until)},
		.reason = S("班子分工调整")};
	cx->who = demo_actor(cx, S("org"));
	enum flow_code code = flow_apply(cx, &end, &out);
	if (code != FLOW_OK)
		return code;
	const struct input v[] = {{S("leader"), number(cx, person(cx, "990007"))},
		{S("kind"), S("contract")}, {S("from_day"), str_of(day_text(day, first))}};
	struct flow_in new = {.kind = &pairing_kind,
		.step = kind_step(&pairing_kind, S("new")),
		.unit = unit,
		.values = {v, NELEM(v)}};
	return flow_apply(cx, &new, &out);
}

/* demo_follow.c — what happens beside the reports of the demo, in the mornings: a pause, a day that
 * was moved, one that waits for approval, pressing, reminders. Through the same verbs as
 * everything else; what finds no item to happen to is left out. */
#include "base/bug.h"
#include "campaign/follow.h"
#include "core/flow.h"
#include "core/rec.h"
#include "core/tree.h"
#include "demo/demo_int.h"
#include "duty/change.h"
#include "duty/event.h"
#include "duty/pause.h"
#include "duty/remind.h"
#include "duty/task.h"
#include "duty/urge.h"

enum { MORNING = 8 * 60 + 10, SEEN_DAYS = 5, REMIND_DAYS = 12 };
/* How far ahead the items lie to which something happens, and by how much they move. */
enum { SOON = 16, FAR = 15, FARTHER = 20, A_WEEK = 7, TEN_DAYS = 10, LONG = 60, HOUR_DUE = 17 };

void demo_morning(struct ctx *cx, const char *login, struct day day, int minute)
{
	struct stamp t = {stamp_of_day(day).ms + (int64_t)(MORNING + minute) * 60000};
	/* One morning's story is told in the order of the log: its clock never goes back. */
	if (day_diff(cx->today, day) != 0 || cx->now.ms < t.ms)
		cx->now = t;
	cx->today = day;
	cx->who = login ? demo_actor(cx, str_of(login)) : actor_system();
	errs_clear(cx->errs);
}

/* An open item of the station, due so many days from now or later; one that nothing was changed at.
 */
static struct due_row *pick(struct ctx *cx, const char *unit, struct day from)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT id FROM due WHERE unit = ? AND state = 'open' AND due_day >= ? AND "
		"coalesce(changes, 0) = 0 AND id NOT IN (SELECT due FROM due_change WHERE due IS "
		"NOT NULL) ORDER BY due_day, id LIMIT 1");
	db_rid(s, 1, tree_find(cx, str_of(unit), cx->today));
	db_day(s, 2, from);
	rid id = {db_one_int(s, 0)};
	return id.n ? rec_load(cx, &due_kind, id) : NULL;
}

static struct str text_of(struct ctx *cx, struct day d)
{
	char text[DAY_TEXT];
	return str_dup(cx->a, str_of(day_text(d, text)));
}

struct wish {
	const char *what, *why, *basis;
	struct day new_day, from_day, until_day;
};

static enum flow_code propose(
	struct ctx *cx, const struct due_row *d, const struct wish *w, rid *made)
{
	const struct input v[] = {
		{S("reach"), S("item")},
		{S("due"), str_fmt(cx->a, "%lld", (long long)d->head.id.n)},
		{S("what"), str_of(w->what)},
		{S("new_day"), text_of(cx, w->new_day)},
		{S("from_day"), text_of(cx, w->from_day)},
		{S("until_day"), text_of(cx, w->until_day)},
		{S("why"), str_of(w->why)},
		{S("basis"), str_of(w->basis)},
	};
	struct flow_out out;
	struct flow_in in = {.kind = &change_kind,
		.step = kind_step(&change_kind, S("new")),
		.unit = d->head.unit,
		.values = {v, NELEM(v)}};
	enum flow_code code = flow_apply(cx, &in, &out);
	*made = out.id;
	return code;
}

static enum flow_code approve(struct ctx *cx, struct day day, rid change, const char *answer)
{
	const struct input v[] = {{S("answer"), str_of(answer)}};
	struct flow_out out;
	struct flow_in in = {.kind = &change_kind,
		.step = kind_step(&change_kind, S("approve")),
		.id = change,
		.values = {v, 1}};
	demo_morning(cx, "lujinghe", day, 20);
	return flow_apply(cx, &in, &out);
}

static enum flow_code pause_one(struct ctx *cx, struct day day)
{
	rid change;
	demo_morning(cx, "xuwenxi", day, 0);
	struct due_row *d = pick(cx, "双桥派出所", day_add(day, FAR));
	if (d == NULL)
		return FLOW_OK;
	struct wish w = {"pause", "抽调主要力量参加抗洪抢险，原有工作无法开展",
		"局党委专题会议纪要", DAY_NONE, day, day_add(day, LONG)};
	enum flow_code code = propose(cx, d, &w, &change);
	return code == FLOW_OK ? approve(cx, day, change, "同意，险情解除后及时恢复。") : code;
}

/* Why a station needs more time, and how many days for an item that is due so many from now. */
struct plea {
	const char *reason, *basis;
	int ahead, days;
};

/* `*change` stays RID_NONE where nothing is due by then. */
static enum flow_code plead(struct ctx *cx, struct day day, const struct plea *p, rid *change)
{
	*change = RID_NONE;
	demo_morning(cx, "guchangning", day, 0);
	struct due_row *d = pick(cx, "城关派出所", day_add(day, p->ahead));
	if (d == NULL)
		return FLOW_OK;
	struct wish w = {
		"later", p->reason, p->basis, day_add(d->due_day, p->days), DAY_NONE, DAY_NONE};
	return propose(cx, d, &w, change);
}

static enum flow_code move_one(struct ctx *cx, struct day day)
{
	rid change;
	static const struct plea away = {
		"所内两名骨干参加省厅集训，月底才能返岗", "省厅集训通知", FARTHER, TEN_DAYS};
	enum flow_code code = plead(cx, day, &away, &change);
	return code == FLOW_OK && change.n ? approve(cx, day, change, "同意延期，不得再延。")
					   : code;
}

static enum flow_code ask_one(struct ctx *cx, struct day day)
{
	rid change;
	static const struct plea waiting = {
		"需要等市局统一的统计口径下发后再报", "市局工作提示", SOON, A_WEEK};
	return plead(cx, day, &waiting, &change);
}

static enum flow_code press(struct ctx *cx, struct day day)
{
	demo_morning(cx, "xuwenxi", day, 30);
	struct stmt *s = db_prep(cx->db, "SELECT id FROM due WHERE state = 'open' AND due_day < ? "
					 "ORDER BY due_day DESC, id LIMIT 1");
	db_day(s, 1, day);
	rid late = {db_one_int(s, 0)};
	return late.n ? urge_send(cx, late, S("请今天下班前报送，有困难及时说明。")) : FLOW_OK;
}

/* A date that is put off beyond the calendar that is published (N6). */
static enum flow_code put_off(struct ctx *cx, struct day day)
{
	rid change;
	struct day year_end = day_of(day_ymd(day).y, 12, 31);
	demo_morning(cx, "guchangning", day, 2);
	struct due_row *d = pick(cx, "城关派出所", year_end);
	if (d == NULL)
		return FLOW_OK;
	struct wish w = {"later", "成果要等年度考核结束后汇总", "专项活动办公室会议",
		day_add(year_end, A_WEEK + TEN_DAYS + 1), DAY_NONE, DAY_NONE};
	enum flow_code code = propose(cx, d, &w, &change);
	return code == FLOW_OK ? approve(cx, day, change, "同意，其他事项不变。") : code;
}

/* The item that waits for events; NULL where the plan has no such rule. */
static struct due_row *template_of(struct ctx *cx)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT d.id FROM due d JOIN duty y ON y.id = d.duty JOIN unit u ON u.id = d.unit "
		"WHERE d.kind = 'event' AND d.state = 'open' AND d.due_day IS NULL AND y.text LIKE "
		"'%澄清正名%' AND u.name = '城关派出所' ORDER BY d.id LIMIT 1");
	rid id = {db_one_int(s, 0)};
	return id.n ? rec_load(cx, &due_kind, id) : NULL;
}

/* Something happens that must be dealt with in so many days (rule EVENT). */
static enum flow_code happen(struct ctx *cx, struct day day)
{
	rid made;
	demo_morning(cx, "xuwenxi", day, 5);
	const struct due_row *d = template_of(cx);
	if (d == NULL)
		return FLOW_OK;
	struct stamp when = {stamp_of_day(day_add(day, -1)).ms + 15 * 60 * (int64_t)60000};
	return event_enter(cx, d->head.id, when, S("一名民警被错告，已核实"), &made);
}

static enum flow_code deal_with(struct ctx *cx, struct day day)
{
	struct stmt *s = db_prep(cx->db, "SELECT d.id FROM due_event e JOIN due d ON d.id = e.due "
					 "WHERE d.state = 'open' ORDER BY d.id LIMIT 1");
	struct report_out out;
	struct report_in in = {.due = {db_one_int(s, 0)},
		.progress = S("已在全所大会和被错告民警居住的小区澄清，本人签字确认。"),
		.effect = S("本人情绪稳定，已恢复评优资格。")};
	demo_morning(cx, NULL, day, 6);
	return in.due.n ? due_report(cx, &in, &out) : FLOW_OK;
}

/* What was dealt with is looked at late, and given back: on the last days the station has it to
 * correct. */
static enum flow_code give_back(struct ctx *cx, struct day day)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT r.id FROM due_event e JOIN due d ON d.id = e.due JOIN report r ON "
		"r.due = d.id WHERE d.state = 'reported' AND r.state = 'sent' "
		"ORDER BY r.id LIMIT 1");
	rid sent = {db_one_int(s, 0)};
	demo_morning(cx, "zhoumingche", day, 8);
	return sent.n ? report_return(cx, sent, S("请补上本人签字的通知书，写明张贴在哪里。"),
				day_add(day, A_WEEK), HOUR_DUE * 60)
		      : FLOW_OK;
}

/* Steps of the station's own plan for yesterday and today, for daily clearing (PLAN-25). */
static enum flow_code steps_now(struct ctx *cx, struct day day)
{
	static const char *const what[] = {
		"清点窗口岗位说明，贴出办事一次告知单", "逐一回访上月办结的求助，记下意见"};
	struct stmt *s = db_prep(cx->db,
		"SELECT measure FROM task WHERE state = 'open' ORDER BY due_day DESC, id LIMIT 1");
	struct task_in in = {
		.measure = {db_one_int(s, 0)}, .unit = tree_find(cx, S("城关派出所"), day)};
	enum flow_code code = in.measure.n ? FLOW_OK : FLOW_ABSENT;
	demo_morning(cx, "linzhiyuan", day, 7);
	in.person = cx->who->person;
	for (size_t i = 0; i < NELEM(what) && code == FLOW_OK; i++) {
		in.what = str_of(what[i]);
		in.day = day_add(day, 1 + (int)i);
		code = task_add(cx, &in);
	}
	if (code == FLOW_OK)
		code = task_send(cx, in.measure, in.unit);
	demo_morning(cx, "xuwenxi", day, 9);
	if (code == FLOW_OK)
		code = task_review(cx, in.measure, in.unit, true, S("同意"));
	/* The measure may be over by then: nothing to plan any more. */
	return code == FLOW_WORLD ? code : FLOW_OK;
}

/* So many days before the end, in this order. */
static const struct {
	int before;
	enum flow_code (*act)(struct ctx *cx, struct day day);
} story[] = {{80, demo_team_later}, {52, demo_pair_again}, {40, happen}, {36, deal_with},
	{30, pause_one}, {14, put_off}, {12, move_one}, {4, press}, {4, ask_one}, {3, happen},
	{3, demo_edition}, {3, demo_appraisal}, {2, give_back}, {2, steps_now}, {1, demo_outage}};

static enum flow_code see(struct ctx *cx, void *arg)
{
	struct stmt *s = db_prep(
		cx->db, "UPDATE note SET seen = made WHERE seen IS NULL AND made < ?");
	(void)arg;
	db_stamp(s, 1, (struct stamp){cx->now.ms - SEEN_DAYS * DAY_MS});
	return flow_of_db(db_run(s));
}

/* Reminders of the last days; what is older was looked at long ago. */
static enum flow_code remind(struct ctx *cx, struct day day)
{
	bool more = true;
	enum flow_code code = FLOW_OK;
	demo_morning(cx, NULL, day, 0);
	while (more && code == FLOW_OK)
		code = remind_run(cx, &more);
	return code == FLOW_OK ? ctx_write(cx, see, NULL) : code;
}

enum flow_code demo_follow(struct ctx *cx, const struct demo_in *in, struct day day, int *next)
{
	struct day last = stamp_day(in->until);
	enum flow_code code = FLOW_OK;
	bool more;
	int64_t moved;
	/* The last morning may lie after the demo's own end. */
	if (stamp_of_day(day).ms + (int64_t)(MORNING + 30) * 60000 > in->until.ms)
		return FLOW_OK;
	demo_morning(cx, NULL, day, 0);
	code = pause_run(cx, &more);
	if (code == FLOW_OK)
		code = follow_run(cx, &moved);
	while (code == FLOW_OK && *next < (int)NELEM(story) &&
		day_diff(day, last) <= story[*next].before) {
		code = story[(*next)++].act(cx, day);
		demo_told(cx, arena_fmt(cx->a, "story %d", *next), code);
	}
	if (code == FLOW_OK && day_diff(day, last) <= REMIND_DAYS)
		code = remind(cx, day);
	return code;
}

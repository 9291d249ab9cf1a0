/* event.c — see event.h. */
#include "duty/event.h"
#include "base/bug.h"
#include "base/utf8.h"
#include "calendar/expand.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/make.h"
#include "duty/node.h"
#include "duty/reason.h"
#include "duty/turn.h"

enum { WHAT_MAX = 100 };

bool event_is_template(const struct due_row *d)
{
	return d->kind == EXPAND_EVENT && !day_is_set(d->due_day);
}

bool event_may_enter(struct ctx *cx, const struct due_row *d)
{
	return actor_may(cx, "due.report", d->head.unit) ||
	       actor_may(cx, "due.change", d->head.unit);
}

struct enter {
	rid template, made;
	struct stamp at;
	struct str what;
};

static void check(struct ctx *cx, const struct enter *e)
{
	size_t n = utf8_count(e->what);
	if (e->at.ms == 0)
		err_field(cx->errs, S("event_day"), "请填写事情发生的日期和时刻");
	else if (e->at.ms > cx->now.ms)
		err_field(cx->errs, S("event_day"), "发生的时间不能在现在以后");
	if (n == 0)
		err_field(cx->errs, S("what"), "请写明发生了什么");
	else if (n > WHAT_MAX)
		err_field(cx->errs, S("what"), "最多 %d 字，现在有 %zu 字", WHAT_MAX, n);
	else if (!utf8_is_valid(e->what))
		err_field(cx->errs, S("what"), "有无法识别的字符，请重新输入");
}

/* 2026-09-18, the second of the day 2026-09-18·2. */
static struct str label_of(struct ctx *cx, const struct enter *e)
{
	char day[DAY_TEXT];
	day_text(stamp_day(e->at), day);
	struct stmt *s = db_prep(cx->db, "SELECT count(*) FROM due_event WHERE template = ? AND "
					 "at >= ? AND at < ?");
	struct stamp midnight = stamp_of_day(stamp_day(e->at));
	db_rid(s, 1, e->template);
	db_stamp(s, 2, midnight);
	db_stamp(s, 3, (struct stamp){midnight.ms + DAY_MS});
	int64_t n = db_one_int(s, 0);
	return n ? str_fmt(cx->a, "%s·%lld", day, (long long)n + 1) : str_dup(cx->a, str_of(day));
}

static enum flow_code keep_event(struct ctx *cx, const struct enter *e)
{
	struct stmt *s = db_prep(cx->db, "INSERT INTO due_event (due, template, at, what, made, "
					 "made_by) VALUES (?, ?, ?, ?, ?, ?)");
	db_rid(s, 1, e->made);
	db_rid(s, 2, e->template);
	db_stamp(s, 3, e->at);
	db_text(s, 4, e->what);
	db_stamp(s, 5, cx->now);
	db_rid(s, 6, cx->who->person);
	return flow_of_db(db_run(s));
}

/* The occurrence of the rule after this event; false where the rule gives no date. */
static bool occur_after(
	struct ctx *cx, const struct duty_row *duty, const struct enter *e, struct occur *o)
{
	const struct plan_row *plan = rec_need(cx, &plan_kind, duty->plan);
	const struct campaign_row *c = rec_need(cx, &campaign_kind, duty->campaign);
	struct expand_env env = reason_env(cx, plan, c);
	o->from = stamp_day(e->at);
	if (!expand_event(o->rule, &env, e->at, &o->due, &o->minute, NULL))
		return false;
	o->provisional = !work_is_published(cx->cal, o->due);
	o->label = label_of(cx, e);
	return true;
}

static enum flow_code make_item(
	struct ctx *cx, struct enter *e, const struct duty_row *duty, const struct occur *o)
{
	struct due_row *d = make_due(cx, duty, o);
	d->content = str_fmt(cx->a, "%.*s：%.*s", STR_ARG(e->what), STR_ARG(d->content));
	d->content = utf8_first(d->content, 300);
	enum flow_code code = turn_save(
		cx, NULL, d, &(struct turn){.verb = "event", .note = e->what});
	e->made = d->head.id;
	if (code == FLOW_OK)
		code = keep_event(cx, e);
	if (code != FLOW_OK)
		return code;
	struct str title = rec_title(cx, &due_kind, d->head.id);
	return turn_tell(cx, d->head.unit, d, str_fmt(cx->a, "新的应报事项：%.*s", STR_ARG(title)));
}

static enum flow_code enter(struct ctx *cx, void *arg)
{
	struct enter *e = arg;
	const struct due_row *d = flow_may_see(cx, &due_kind, e->template)
					  ? rec_load(cx, &due_kind, e->template)
					  : NULL;
	if (d == NULL)
		return FLOW_ABSENT;
	if (!event_may_enter(cx, d))
		return FLOW_DENIED;
	if (!event_is_template(d) || d->head.state != DUE_OPEN)
		return FLOW_STATE;
	e->what = str_trim(e->what);
	check(cx, e);
	if (cx->errs->n)
		return FLOW_INVALID;
	const struct duty_row *duty = rec_load(cx, &duty_kind, d->duty);
	struct rule r;
	struct rule_error bad;
	AN(duty);
	struct occur o = {.kind = EXPAND_EVENT, .node = (int)d->node};
	o.rule = rule_parse(cx->a, node_text(duty), &r, &bad) ? node_leaf(&r, d->node) : NULL;
	if (o.rule == NULL || !occur_after(cx, duty, e, &o)) {
		err_field(cx->errs, S("event_day"),
			"这一项的规则没有写事情发生后多久办好，请专项活动办公室先定期限");
		return FLOW_INVALID;
	}
	return make_item(cx, e, duty, &o);
}

enum flow_code event_enter(
	struct ctx *cx, rid template, struct stamp at, struct str what, rid *made)
{
	struct enter e = {.template = template, .at = at, .what = what};
	enum flow_code code = ctx_write(cx, enter, &e);
	*made = e.made;
	return code;
}

static struct event read_event(struct ctx *cx, struct stmt *s)
{
	return (struct event){db_col_rid(s, 0), db_col_rid(s, 1), db_col_stamp(s, 2),
		str_dup(cx->a, db_col_text(s, 3)), db_col_rid(s, 4)};
}

bool event_of(struct ctx *cx, rid due, struct event *out)
{
	struct stmt *s = db_prep(
		cx->db, "SELECT due, template, at, what, made_by FROM due_event WHERE due = ?");
	db_rid(s, 1, due);
	bool found = db_step(s) == DB_ROW;
	if (found)
		*out = read_event(cx, s);
	db_done(s);
	return found;
}

int event_list(struct ctx *cx, rid template, int max, struct event **out)
{
	struct stmt *s = db_prep(cx->db, "SELECT due, template, at, what, made_by FROM due_event "
					 "WHERE template = ? ORDER BY at DESC, due DESC LIMIT ?");
	struct event *at = arena_array(cx->a, (size_t)max + 1, sizeof *at);
	int n = 0;
	db_rid(s, 1, template);
	db_int(s, 2, max);
	while (n < max && db_step(s) == DB_ROW)
		at[n++] = read_event(cx, s);
	db_done(s);
	*out = at;
	return n;
}

/* say.c — see say.h. */
#include "calendar/say.h"
#include "base/bug.h"
#include "calendar/rule_field.h"
#include "calendar/work.h"

struct str say_every(enum rule_every e)
{
	static const char *const words[EVERY_END] = {"", "每日", "每个工作日", "每周", "每两周",
		"每旬", "每半月", "每月", "每两月", "每季度", "每半年", "每年", "每两年",
		"整个活动期"};
	return str_of(e > EVERY_NONE && e < EVERY_END ? words[e] : "");
}

static void say_day_of_month(struct buf *out, int day)
{
	if (day == RULE_LAST_DAY)
		buf_lit(out, "底");
	else
		buf_fmt(out, "%d日", day);
}

static void say_due_day(struct buf *out, enum rule_every e, const struct rule_due *d)
{
	if (d->in == DUE_NEXT)
		buf_str(out, e == EVERY_MONTH ? S("次月") : S("期满后的下个月"));
	else {
		buf_str(out, say_every(e));
		if (e != EVERY_MONTH)
			buf_str(out, d->in == DUE_FIRST ? S("首月") : S("最后一个月"));
	}
	say_day_of_month(out, d->n);
}

static void say_due_weekday(struct buf *out, enum rule_every e, const struct rule_due *d)
{
	struct str day = work_weekday_name((struct day){d->n + 3}); /* 1970-01-05 was a Monday */
	if (e == EVERY_WEEK && d->in != DUE_NEXT) {
		buf_lit(out, "每");
		buf_str(out, day);
		return;
	}
	buf_str(out, d->in == DUE_NEXT ? S("期满后") : say_every(e));
	buf_str(out, d->in == DUE_LAST ? S("最后一个") : S("第一个"));
	buf_str(out, day);
}

static void say_due_workday(struct buf *out, enum rule_every e, const struct rule_due *d)
{
	if (d->in == DUE_NEXT)
		buf_str(out, e == EVERY_MONTH ? S("次月") : S("期满后"));
	else
		buf_str(out, say_every(e));
	if (e > EVERY_MONTH && d->in != DUE_NEXT)
		buf_str(out, d->in == DUE_FIRST ? S("首月") : S("最后一个月"));
	if (d->n == -1)
		buf_lit(out, "最后一个工作日");
	else
		buf_fmt(out, d->n < 0 ? "倒数第%d个工作日" : "第%d个工作日",
			d->n < 0 ? -d->n : d->n);
}

static void say_period_end(struct buf *out, enum rule_every e)
{
	buf_str(out, say_every(e));
	if (e == EVERY_DAY || e == EVERY_WORKDAY)
		return;
	buf_str(out, e == EVERY_MONTH || e == EVERY_YEAR ? S("底") : S("末"));
}

void say_due(struct buf *out, enum rule_every e, const struct rule_due *due, int time)
{
	switch (due->kind) {
	case DUE_NONE:
	case DUE_PERIOD_END:
		say_period_end(out, e);
		break;
	case DUE_DAY:
		say_due_day(out, e, due);
		break;
	case DUE_WEEKDAY:
		say_due_weekday(out, e, due);
		break;
	case DUE_WORKDAY:
		say_due_workday(out, e, due);
		break;
	case DUE_DATE:
		buf_fmt(out, "每年%d月", due->month);
		say_day_of_month(out, due->n);
		break;
	case DUE_CAMPAIGN:
		buf_lit(out, "按活动统一的月报日");
		break;
	}
	if (time)
		buf_fmt(out, "%d:%02d", time / 60, time % 60);
	buf_lit(out, "前");
}

static void say_year(struct buf *out, const struct rule_date *d)
{
	if (d->year)
		buf_fmt(out, "%d年", d->year);
	else if (d->year_shift == 1)
		buf_lit(out, "明年");
	else if (d->year_shift)
		buf_fmt(out, "%d年后", d->year_shift);
}

/* 12月底, 8月5日, 明年6月底, 春节放假前一天, 印发后30日. */
static void say_date(struct buf *out, const struct rule_date *d)
{
	static const char *const words[] = {[DATE_START] = "活动开始",
		[DATE_END] = "活动结束",
		[DATE_ISSUE] = "印发",
		[DATE_ITEM] = "逐件确定的日期",
		[DATE_PLAN] = "本方案的时间节点"};
	switch (d->kind) {
	case DATE_FIXED:
		say_year(out, d);
		buf_fmt(out, "%d月", d->month);
		say_day_of_month(out, d->day);
		return;
	case DATE_EVE:
		say_year(out, d);
		buf_str(out, d->holiday);
		buf_lit(out, "放假前一天");
		return;
	case DATE_START:
	case DATE_END:
	case DATE_ISSUE:
	case DATE_ITEM:
	case DATE_PLAN:
		buf_str(out, str_of(words[d->kind]));
		if (length_is_set(d->plus)) {
			buf_lit(out, "后");
			length_say(out, d->plus);
		}
		return;
	case DATE_NONE:
		return;
	}
}

/* ---- whole rules ---- */

static void say_list(struct buf *out, const char *before, const struct rule_texts *list)
{
	for (size_t i = 0; i < list->n; i++) {
		buf_str(out, i ? S("、") : str_of(before));
		buf_str(out, list->at[i]);
	}
}

static void say_dated(
	struct buf *out, const char *before, const struct rule_date *d, const char *after)
{
	if (d->kind == DATE_NONE)
		return;
	buf_str(out, str_of(before));
	say_date(out, d);
	buf_str(out, str_of(after));
}

static void say_amount(struct buf *out, const struct rule *r)
{
	static const char *const units[] = {[UNIT_NONE] = "次",
		[UNIT_EVENT] = "次",
		[UNIT_DAY] = "天",
		[UNIT_WORKING_DAY] = "个工作日",
		[UNIT_PERSON] = "人次",
		[UNIT_ITEM] = "件"};
	if (r->min)
		buf_fmt(out, "至少%d%s", r->min, units[r->unit]);
	if (r->max)
		buf_fmt(out, "%s最多%d%s", r->min ? "、" : "", r->max, units[r->unit]);
}

static void say_recur(struct buf *out, const struct rule *r)
{
	if (r->word.n) {
		buf_str(out, r->word);
		buf_lit(out, "：");
	}
	buf_str(out, say_every(r->every));
	say_amount(out, r);
	say_list(out, "", &r->content);
	if (!r->every)
		return;
	buf_lit(out, "，");
	say_due(out, r->every, &r->due, r->time);
}

static void say_quota(struct buf *out, const struct rule *r)
{
	static const char *const whose[] = {[SUBJECT_NONE] = "",
		[SUBJECT_UNIT] = "每个单位",
		[SUBJECT_LEADER] = "每名领导",
		[SUBJECT_TEAM] = "每个组",
		[SUBJECT_OFFICER] = "每人",
		[SUBJECT_LEVEL] = "每级",
		[SUBJECT_JOINT] = "合计"};
	buf_str(out, str_of(whose[r->per_subject]));
	buf_str(out, say_every(r->per));
	say_list(out, "", &r->content);
	say_amount(out, r);
}

static void say_window(struct buf *out, const struct rule *r)
{
	buf_str(out, say_every(r->every));
	if (length_is_set(r->last)) {
		buf_lit(out, "最后");
		length_say(out, r->last);
		buf_lit(out, "内");
	}
	say_amount(out, r);
	say_list(out, "", &r->content);
}

static void say_event(struct buf *out, const struct rule *r)
{
	say_list(out, "自", &r->trigger);
	buf_lit(out, "起");
	if (length_is_set(r->within)) {
		length_say(out, r->within);
		buf_lit(out, "内");
	}
	say_list(out, "", &r->content);
}

static void say_cover(struct buf *out, const struct rule *r)
{
	say_list(out, "逐一覆盖", &r->targets);
	say_list(out, "：", &r->content);
	if (length_is_set(r->within)) {
		buf_lit(out, "，间隔不超过");
		length_say(out, r->within);
	}
}

static void say_compare(struct buf *out, const struct rule *r)
{
	buf_str(out, r->kind == RULE_TARGET ? r->metric : r->current);
	if (r->base.n) {
		buf_lit(out, "比");
		buf_str(out, r->base);
	}
	if (r->change.n) {
		buf_lit(out, "，变化");
		buf_str(out, r->change);
	}
	say_list(out, "，", &r->series);
	buf_str(out, r->direction == DIRECTION_DOWN ? S("，应下降")
		     : r->direction == DIRECTION_UP ? S("，应上升")
						    : STR_NONE);
	buf_lit(out, "（只作比较）");
}

static void say_ranges(struct buf *out, const struct rule *r)
{
	buf_lit(out, "特定时期");
	for (size_t i = 0; i < r->ranges.n; i++) {
		const struct rule_range *g = &r->ranges.at[i];
		buf_str(out, i ? S("、") : S("："));
		buf_str(out, g->name);
		say_dated(out, "（", &g->from, "至");
		say_date(out, &g->until);
		buf_lit(out, "）");
	}
	say_list(out, "，", &r->content);
}

static void say_kind(struct buf *out, const struct rule *r)
{
	switch (r->kind) {
	case RULE_RECUR:
	case RULE_UNSPEC:
		say_recur(out, r);
		return;
	case RULE_MILESTONE:
		if (!r->content.n || !str_eq(r->content.at[0], S("完成")))
			buf_lit(out, "完成");
		say_list(out, "", &r->content);
		return;
	case RULE_QUOTA:
		say_quota(out, r);
		return;
	case RULE_STANDING:
		say_list(out, "长期坚持", &r->content);
		buf_str(out, r->content.n ? S("，") : S("长期坚持，"));
		buf_str(out, say_every(r->review_every));
		buf_lit(out, "回看一次");
		return;
	case RULE_COVER:
		say_cover(out, r);
		return;
	case RULE_WINDOW:
		say_window(out, r);
		return;
	case RULE_EVENT:
		say_event(out, r);
		return;
	case RULE_CONTINUOUS:
		buf_lit(out, "持续开放");
		say_list(out, "：", &r->content);
		return;
	case RULE_RANDOM:
		buf_lit(out, "随机");
		say_list(out, "", &r->content);
		if (r->min_per.n) {
			buf_str(out, say_every(r->min_per.per));
			buf_fmt(out, "至少%d次", r->min_per.n);
		}
		return;
	case RULE_PERIOD:
		say_ranges(out, r);
		return;
	case RULE_COMPARE:
	case RULE_TARGET:
		say_compare(out, r);
		return;
	case RULE_NONE:
	case RULE_SEQ:
	case RULE_AND:
	case RULE_KIND_END:
		break;
	}
	BUG("no such kind of rule");
}

static void say_node(struct buf *out, const struct rule *r)
{
	for (size_t i = 0; i < r->n_parts; i++) {
		if (i)
			buf_str(out, r->kind == RULE_SEQ ? S("；之后，") : S("；同时，"));
		say_node(out, &r->parts[i]);
	}
	if (r->n_parts)
		return;
	say_kind(out, r);
	say_dated(out, "，", &r->by, "前");
	if (r->by.kind != DATE_NONE && r->time)
		buf_fmt(out, "（%d:%02d）", r->time / 60, r->time % 60);
	say_dated(out, "，自", &r->from, "起");
	say_dated(out, "，至", &r->until, "");
	say_list(out, "，责任：", &r->owner);
	say_list(out, "，报", &r->to);
	for (size_t i = 0; i < r->open.n; i++) {
		buf_str(out, i ? S("、") : S("（待定："));
		buf_str(out, rule_field_label(r->open.at[i].field));
	}
	if (r->open.n)
		buf_lit(out, "）");
}

struct str say_rule(struct arena *a, const struct rule *r)
{
	struct buf out = buf_in(a, 2 * RULE_TEXT_MAX);
	say_node(&out, r);
	return buf_view(&out);
}

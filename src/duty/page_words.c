/* page_words.c — lights and titles in words, for every screen of duty/. */
#include "duty/page_int.h"
#include "calendar/expand.h"
#include "duty/entry.h"

enum lamp page_lamp(enum light l)
{
	static const enum lamp lamps[LIGHTS] = {
		LAMP_OPEN, LAMP_BLUE, LAMP_GREEN, LAMP_GREY, LAMP_YELLOW, LAMP_RED};
	return lamps[l];
}

/* Red before its day: a quota that lags behind the time that has passed. */
static bool lags(const struct light_out *l)
{
	return l->rule && str_eq(l->rule->test, S("behind"));
}

/* 已完成 1 / 2 before when it is due. */
static struct str count_word(struct html *h, const struct due_row *d, struct str when)
{
	struct arena *a = html_arena(h);
	if (d->kind == EXPAND_COVER && d->whole == 0)
		return when;
	struct str n = trf(
		a, h->lang, "已完成 %lld / %lld", (long long)d->done, (long long)entry_need(d));
	return entry_met(d) ? n : str_fmt(a, "%.*s · %.*s", STR_ARG(n), STR_ARG(when));
}

static struct str when_word(struct html *h, const struct due_row *d, const struct light_out *l)
{
	struct arena *a = html_arena(h);
	if (!day_is_set(d->due_day))
		return tr(h->lang, "按事项确定期限");
	if (lags(l))
		return tr(h->lang, "进度落后");
	if (l->light == LIGHT_RED)
		return l->days > 0 ? ui_lamp_late(a, h->lang, l->days) : tr(h->lang, "今天已过时");
	if (d->head.state == DUE_RETURNED) {
		struct str limit = locale_day(a, h->lang, d->due_day, h->today);
		return trf(a, h->lang, "退回，限 %.*s", STR_ARG(limit));
	}
	if (d->due_day.n == h->today.n)
		return ui_lamp_today(a, h->lang, (int)d->due_min);
	return ui_lamp_left(a, h->lang, l->days);
}

static struct str owed_word(struct html *h, const struct due_row *d, const struct light_out *l)
{
	struct str when = when_word(h, d, l);
	return entry_counts(d) ? count_word(h, d, when) : when;
}

struct str page_light_word(struct html *h, const struct due_row *d, const struct light_out *l)
{
	switch ((enum due_state)d->head.state) {
	case DUE_WAITING:
		return tr(h->lang, "未开始");
	case DUE_REPORTED:
		return tr(h->lang, "等接收");
	case DUE_ACCEPTED:
		return tr(h->lang, "办结");
	case DUE_PAUSED:
		return tr(h->lang, "暂停");
	case DUE_CANCELLED:
		return tr(h->lang, "已撤销");
	case DUE_BEFORE:
		return tr(h->lang, "系统启用前");
	case DUE_OPEN:
	case DUE_RETURNED:
		break;
	}
	if (l->light == LIGHT_NONE)
		return tr(h->lang, "未开始");
	return owed_word(h, d, l);
}

struct str page_late_for(struct html *h, int64_t minutes)
{
	struct arena *a = html_arena(h);
	long long days = minutes / (24 * 60), hours = minutes / 60 % 24, rest = minutes % 60;
	if (days)
		return trf(a, h->lang, "%lld 天 %lld 小时 %lld 分", days, hours, rest);
	if (hours)
		return trf(a, h->lang, "%lld 小时 %lld 分", hours, rest);
	return trf(a, h->lang, "%lld 分钟", rest);
}

struct str page_due_url(struct arena *a, rid due)
{
	return str_fmt(a, "/due/%lld", (long long)due.n);
}

struct str page_due_title(struct arena *a, const struct due_line *l)
{
	struct str what = l->person.n ? str_fmt(a, "%.*s · %.*s", STR_ARG(l->heading),
						STR_ARG(l->person))
				      : l->heading;
	return due_name(a, what, &l->d);
}

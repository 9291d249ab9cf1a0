/* why.c — see why.h. */
#include "calendar/why.h"
#include "base/bug.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

static const char *const kind_names[WHY_KIND_END] = {"rule", "period", "trigger", "length", "pause",
	"extended", "clamped", "cut", "kept", "moved", "provisional", "result"};

struct why *why_open(struct arena *a)
{
	struct why *w = arena_new(a, struct why);
	w->a = a;
	w->due = DAY_NONE;
	return w;
}

void why_say(struct why *w, enum why_kind kind, struct day day, const char *fmt, ...)
{
	char text[512];
	va_list args;
	if (!w || w->steps.n == WHY_STEPS_MAX)
		return;
	va_start(args, fmt);
	int n = vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	AN(n >= 0);
	struct str said = str_of(text);
	if ((size_t)n >= sizeof text) /* the ceiling may fall inside a character */
		said = utf8_first(said, utf8_count(said) - 3);
	*vec_add(w->a, &w->steps) = (struct why_step){kind, day, str_dup(w->a, said), STR_NONE};
}

void why_cite(struct why *w, struct str cite)
{
	if (w && w->steps.n)
		w->steps.at[w->steps.n - 1].cite = cite;
}

void why_day(struct why *w, const struct work *work, struct day d, int n, bool paused)
{
	if (!w || w->days.n == WHY_DAYS_MAX)
		return;
	struct work_look look = work_look(work, d);
	*vec_add(w->a, &w->days) = (struct why_day){
		d, n, paused, look.published, look.kind, work_say(&look, d)};
}

struct str why_day_text(struct arena *a, struct day d, int year)
{
	struct ymd c = day_ymd(d);
	struct str weekday = work_weekday_name(d);
	if (c.y != year)
		return str_fmt(a, "%d年%d月%d日（%.*s）", c.y, c.m, c.d, STR_ARG(weekday));
	return str_fmt(a, "%d月%d日（%.*s）", c.m, c.d, STR_ARG(weekday));
}

void why_length(struct why *w, struct day day, struct length l)
{
	if (!w)
		return;
	struct buf said = buf_in(w->a, 64);
	length_say(&said, l);
	struct str length = buf_view(&said);
	why_say(w, WHY_LENGTH, day, "%.*s，从触发时刻起算", STR_ARG(length));
}

void why_result(struct why *w, const struct work *work, struct day due, int minute)
{
	if (!w)
		return;
	w->due = due;
	w->minute = minute;
	w->provisional = !work_is_published(work, due);
	if (w->provisional)
		why_say(w, WHY_PROVISIONAL, due, "%d年放假安排尚未公布，暂定", day_ymd(due).y);
	struct str day = why_day_text(w->a, due, 0);
	why_say(w, WHY_RESULT, due, "到期 %.*s %02d:%02d", STR_ARG(day), minute / 60, minute % 60);
}

struct str why_sentence(struct arena *a, const struct why *w)
{
	struct buf b = buf_in(a, 16384);
	for (size_t i = 0; i < w->steps.n; i++) {
		if (i)
			buf_lit(&b, "；");
		buf_str(&b, w->steps.at[i].text);
	}
	if (w->steps.n)
		buf_lit(&b, "。");
	return buf_view(&b);
}

static void step_json(struct json *j, const struct why_step *s)
{
	json_obj(j);
	json_kv_text(j, "kind", str_of(kind_names[s->kind]));
	json_kv_day(j, "day", s->day);
	json_kv_text(j, "text", s->text);
	if (s->cite.n)
		json_kv_text(j, "cite", s->cite);
	json_end_obj(j);
}

static void day_json(struct json *j, const struct why_day *d)
{
	json_obj(j);
	json_kv_day(j, "day", d->day);
	json_kv_text(j, "name", d->name);
	json_kv_int(j, "n", d->n);
	if (d->paused)
		json_kv_bool(j, "paused", true);
	if (!d->published)
		json_kv_bool(j, "provisional", true);
	json_end_obj(j);
}

void why_json(struct json *j, const struct why *w)
{
	char time[8];
	snprintf(time, sizeof time, "%02d:%02d", w->minute / 60 % 25, w->minute % 60);
	json_obj(j);
	json_kv_day(j, "due", w->due);
	json_kv_text(j, "time", str_of(time));
	json_kv_bool(j, "provisional", w->provisional);
	json_kv_text(j, "sentence", why_sentence(w->a, w));
	json_key(j, S("steps"));
	json_arr(j);
	for (size_t i = 0; i < w->steps.n; i++)
		step_json(j, &w->steps.at[i]);
	json_end_arr(j);
	json_key(j, S("days"));
	json_arr(j);
	for (size_t i = 0; i < w->days.n; i++)
		day_json(j, &w->days.at[i]);
	json_end_arr(j);
	json_end_obj(j);
}

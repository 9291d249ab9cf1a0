/* ui_time.h — why a date is that date, and how dates lie: derivation, day strip, four weeks,
 * limits.
 *
 * Nothing is counted here: the steps and days come from calendar/ through the page. TIME-02 (every
 * date explains itself). Variable geometry is SVG attributes, because of the CSP. */
#ifndef WEB_UI_TIME_H
#define WEB_UI_TIME_H

#include "web/html.h"
#include "web/ui_lamp.h"

/* A day of a strip. */
struct ui_strip_day {
	struct day day;
	bool off;         /* not a working day: hatched */
	bool makeup;      /* a weekend day on which one works: 班 */
	bool end;         /* the result */
	int count;        /* the number of the counted working day; 0: not counted */
	struct str words; /* what the day is: 退回, 中秋; for an off day without words 休 */
};
/* The days from the trigger to the result, each with its number, 休 or 班. At most 31. */
void ui_days(struct html *h, const struct ui_strip_day *days, int n);

/* One step of a derivation: 原文, 补答, 触发, 数法, 日历, 结果. */
struct ui_why {
	struct str step;
	struct str quote; /* words of the source, in 「」 and 仿宋; instead of `text` */
	struct str text;
	struct str detail; /* grey: where it stands, who answered, the basis */
	const struct ui_strip_day *days;
	int n_days;
	bool result;          /* large: the date itself */
	struct str url, link; /* a question behind it: 如果日历改变，会怎样 */
};
void ui_why(struct html *h, const struct ui_why *steps, int n);

/* Due items per day over four weeks (28 days from a Monday): digits and bars. */
struct ui_load {
	struct day day;
	int due;
	bool off, makeup;
	struct str words; /* 中秋, 国庆; empty: none */
	struct str url;   /* the list of that day; empty: no link */
};
void ui_load_strip(struct html *h, struct str label, const struct ui_load days[28]);

/* A running limit: name, light, bar from `from` to `due` with a mark at today, basis. */
struct ui_limit {
	struct str name;
	enum lamp lamp;
	struct str word;
	struct day from, due;
	struct str from_words; /* behind the first day: 受理 */
	struct str basis; /* 《信访工作条例》第 34 条 · 60 日, or 本局设置 · 5 个工作日 */
	bool done; /* finished or standing still at `at`; otherwise at today */
	struct day at;
};
void ui_limits(struct html *h, const struct ui_limit *limits, int n);

/* One bar of lights and the counts in the same order: 办结 正常 临期 逾期 暂停. */
struct ui_share {
	enum lamp lamp;
	int64_t n;
};
void ui_stack_bar(struct html *h, const struct ui_share *shares, int n);
/* One grey bar: `used` of `limit`. `words` is read aloud. */
void ui_meter(struct html *h, int64_t used, int64_t limit, struct str words);

#endif

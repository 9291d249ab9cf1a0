/* why.h — the derivation of one date: what triggered it, which rule, each day counted or skipped
 * with its name, what moved it, the result (N4, domain 10).
 *
 * The functions that compute a date take a `struct why *` and tell it each step as they go, so an
 * explanation cannot differ from the computation. NULL records nothing and costs nothing.
 */
#ifndef CALENDAR_WHY_H
#define CALENDAR_WHY_H

#include "base/json.h"
#include "base/vec.h"
#include "calendar/length.h"
#include "calendar/work.h"

enum why_kind {
	WHY_RULE,    /* the date the rule names */
	WHY_PERIOD,  /* the period it is for */
	WHY_TRIGGER, /* the event that starts the clock */
	WHY_LENGTH,  /* how long, in which unit, and the day the count ends */
	WHY_PAUSE,   /* days that do not count */
	WHY_EXTENDED,
	WHY_CLAMPED, /* the month has no such day */
	WHY_CUT,     /* the rule ends before the period does */
	WHY_KEPT,    /* on a day off, and stays there */
	WHY_MOVED,   /* on a day off, and moved */
	WHY_PROVISIONAL,
	WHY_RESULT,
	WHY_KIND_END
};
enum { WHY_DAYS_MAX = 400, WHY_STEPS_MAX = 64 };

struct why_step {
	enum why_kind kind;
	struct day day; /* what the step arrives at; DAY_NONE where it arrives at none */
	struct str text;
	struct str cite; /* the notice or the law behind it; empty where there is none */
};
/* The strip of days on a screen. */
struct why_day {
	struct day day;
	int n; /* counted as the nth; 0: skipped */
	bool paused, published;
	enum work_kind kind;
	struct str name; /* 周六, 国庆节, 调休上班, 工作日 */
};
struct why {
	struct arena *a;
	VEC(struct why_step) steps;
	VEC(struct why_day) days; /* the first WHY_DAYS_MAX */
	struct day due;
	int minute; /* 1–1440 */
	bool provisional;
};

struct why *why_open(struct arena *a);
void why_say(struct why *w, enum why_kind kind, struct day day, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
/* A length counted from the moment of the trigger. */
void why_length(struct why *w, struct day day, struct length l);
/* The law or notice behind the step said last. */
void why_cite(struct why *w, struct str cite);
/* A day passed while counting: the `n`th, or skipped where `n` is 0. */
void why_day(struct why *w, const struct work *work, struct day d, int n, bool paused);
/* The result; says so, and that it is provisional where the year is not published. */
void why_result(struct why *w, const struct work *work, struct day due, int minute);
/* One Chinese sentence of all steps. */
struct str why_sentence(struct arena *a, const struct why *w);
/* {"due","time","provisional","sentence","steps":[{kind,day,text,cite}],"days":[…]} as a value. */
void why_json(struct json *j, const struct why *w);
/* 9月22日（周二）; with the year where it is not `year`. */
struct str why_day_text(struct arena *a, struct day d, int year);

#endif

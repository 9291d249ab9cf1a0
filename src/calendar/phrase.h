/* phrase.h — Chinese time phrases: what a field, a bracket or a sentence says about when.
 *
 * Input is folded text (base/fold.h); output is a list of phrases in text order, compounds split:
 * 「每月有动态进展，12月底前完成」 gives a cadence and a deadline. A field is read whole, so every
 * date in it counts; in prose only what binds counts (X前, 至, 每…, 不少于N次, 长期坚持), narrative
 * dates do not. What a phrase does not say is never filled in: placeholders, missing years,
 * impossible days and vague words are marked for the caller to ask about. Not here: occurrences
 * of a rule (expand.h), working days (work.h). Register section 3 T-01…T-102, domain 2.3,
 * TIME-27. */
#ifndef CALENDAR_PHRASE_H
#define CALENDAR_PHRASE_H

#include "base/arena.h"
#include "base/str.h"
#include "calendar/phrase_when.h"
#include "calendar/rule.h"

enum phrase_mode { PHRASE_FIELD, PHRASE_PROSE };

enum phrase_kind {
	PHRASE_DEADLINE,  /* done by `to` */
	PHRASE_RANGE,     /* from `from` to `to`; either may be missing */
	PHRASE_CADENCE,   /* once every period */
	PHRASE_QUOTA,     /* `count` every period, or in all */
	PHRASE_STANDING,  /* 长期坚持, 持续推进, 全年 */
	PHRASE_IMMEDIATE, /* 立行立改, 即日起 */
	PHRASE_UNSPEC /* 定期, 及时, 适时: says "often" or "soon" without a number (TIME-27) */
};

/* A wording with a reading of its own (phrase_named.c). */
enum phrase_own {
	PHRASE_NOT_OWN,
	PHRASE_TOGETHER, /* 在组建专案组的同时建立…: `trigger`, and in `targets` what is to be done */
	PHRASE_NO_GAP /* 按照无死角、不拖延的要求 */
};

struct phrase {
	enum phrase_own own;
	struct str text; /* in a field the whole clause, in prose the phrase; part of the input */
	struct str word; /* the time words alone */
	enum phrase_kind kind;
	struct when_day from, to; /* m 0: none */
	enum rule_every every;
	enum rule_unit unit;
	int day_of_period; /* of the month, of the quarter's last month; weekday 1–7; 0 none */
	int workday;       /* of the month: the nth working day, negative from its end */
	int count;         /* quota */
	enum rule_subject subject; /* 班子成员每人每月: whose counter */
	struct length within; /* N个工作日内, 30分钟内; `trigger` what it is counted from */
	struct str trigger;
	bool at_most;                                         /* 不超过N次 */
	bool school_term;                                     /* 每学期, read as half-yearly */
	bool blank, relative, done, event, impossible, vague; /* see struct when */
	bool year_given;  /* the phrase itself or one before it in the same field says the year */
	bool unknown;     /* a time field in words that mean no time we know */
	bool sequel;      /* 之后…, 并长期坚持: begins when the phrase before it is done */
	bool next_month;  /* 次月N日 */
	bool first_month; /* 季度首月N日, 单月N日: of the period's first month */
	bool month_end;   /* 单月末: the last day of that month */
	bool cover;       /* 全覆盖: one obligation for each target (TIME-23) */
	struct str targets; /* 对联系企业: what is to be covered, where the words say it */
};

struct phrases {
	struct phrase *at;
	size_t n, room;
};

/* 有明显改观: done when somebody finds that it is so, not when something is handed in (PLAN-28). */
bool phrase_is_outcome(struct str words);

/* Every phrase of `text`, in order. `year` 0: the campaign's year is not known, dates keep y 0.
 * */
struct phrases phrase_scan(struct arena *a, struct str text, enum phrase_mode mode, int year);
/* Whether `text` is a time and nothing else: （6月1日）, （2023年6月底前完成）, （第二周）. */
bool phrase_is_whole(struct arena *a, struct str text);
/* "2023-06-30", "--06-30" without a year, empty where there is none. */
struct str phrase_date_text(struct arena *a, struct when_day d);

#endif

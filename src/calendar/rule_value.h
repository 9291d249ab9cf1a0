/* rule_value.h — the values a time rule is made of: how often, by which date, when in the period.
 *
 * The types and the text form of each (docs/RULES.md). Zero means "not said" in every one.
 */
#ifndef CALENDAR_RULE_VALUE_H
#define CALENDAR_RULE_VALUE_H

#include "base/str.h"
#include "calendar/length.h"

/* Text: none day workday week two_week ten_day half_month month two_month quarter half_year year
 * campaign. Half-months are 1–15 and 16–end, 旬 1–10, 11–20, 21–end, half-years begin in January
 * and July; two-month periods end in even months. */
enum rule_every {
	EVERY_NONE,
	EVERY_DAY,
	EVERY_WORKDAY,
	EVERY_WEEK,
	EVERY_TWO_WEEK,
	EVERY_TEN_DAY,
	EVERY_HALF_MONTH,
	EVERY_MONTH,
	EVERY_TWO_MONTH,
	EVERY_QUARTER,
	EVERY_HALF_YEAR,
	EVERY_YEAR,
	EVERY_TWO_YEAR,
	EVERY_CAMPAIGN,
	EVERY_END
};
/* What a quota counts: event, day, working_day, person (人次), item (件). */
enum rule_unit { UNIT_NONE, UNIT_EVENT, UNIT_DAY, UNIT_WORKING_DAY, UNIT_PERSON, UNIT_ITEM };
enum rule_subject {
	SUBJECT_NONE,
	SUBJECT_UNIT,
	SUBJECT_LEADER,
	SUBJECT_TEAM,
	SUBJECT_OFFICER,
	SUBJECT_LEVEL,
	SUBJECT_JOINT
};
enum rule_direction { DIRECTION_NONE, DIRECTION_UP, DIRECTION_DOWN };

/* A date of the plan. Text: 08-05, 12-end, 2027-02-end, +1/06-end (明年6月底), start, end, issue
 * (each with a length: issue+30d, start+3y), eve/春节 (the day before that holiday's block), item
 * (set on each ledger entry), plan (the measure's own date, T-35). */
enum rule_date_kind {
	DATE_NONE,
	DATE_FIXED,
	DATE_START,
	DATE_END,
	DATE_ISSUE,
	DATE_EVE,
	DATE_ITEM,
	DATE_PLAN
};
enum { RULE_LAST_DAY = 99 };
struct rule_date {
	enum rule_date_kind kind;
	int year;           /* 0: the campaign's year */
	int year_shift;     /* 明年 +1; only with year 0 */
	int month, day;     /* DATE_FIXED; day may be RULE_LAST_DAY */
	struct length plus; /* DATE_START, DATE_END, DATE_ISSUE: that much later */
	struct str holiday; /* DATE_EVE */
};

/* When inside its period an obligation is due. Text: end; 22 (day of the period's last month);
 * first/10, next/5 (季度首月10日, 次月5日); fri, next/fri; workday/3, workday/-1, next/workday/5;
 * 02-end, 03-15 (每年2月底前); campaign (the campaign's own monthly day, T-26). */
enum rule_due_kind {
	DUE_NONE,
	DUE_PERIOD_END,
	DUE_DAY,
	DUE_WEEKDAY,
	DUE_WORKDAY,
	DUE_DATE,
	DUE_CAMPAIGN
};
enum rule_due_month { DUE_LAST, DUE_FIRST, DUE_NEXT };
struct rule_due {
	enum rule_due_kind kind;
	enum rule_due_month in; /* DUE_DAY, DUE_WEEKDAY, DUE_WORKDAY */
	int month;              /* DUE_DATE: 1–12 */
	int n; /* day or RULE_LAST_DAY; weekday 1–7; nth working day, negative from the end */
};

struct rule_rate { /* 2/month */
	int n;
	enum rule_every per;
};
/* Opening hours: 24x7, 09:00-17:30, workday/09:00-17:30. */
struct rule_hours {
	int open, close; /* minutes; 0 and 1440 is round the clock */
	bool workdays;
};
struct rule_range { /* 国庆节=10-01..10-07 */
	struct str name;
	struct rule_date from, until;
};
struct rule_ranges {
	struct rule_range *at;
	size_t n;
};
struct rule_texts {
	struct str *at;
	size_t n;
};

#endif

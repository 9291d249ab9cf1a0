/* phrase_int.h — shared by the parts of the phrase reader: phrase.c (clauses), phrase_date.c
 * (dates, ranges, spans), phrase_often.c (cadences), phrase_count.c (counts), phrase_word.c
 * (standing and vague words). */
#ifndef CALENDAR_PHRASE_INT_H
#define CALENDAR_PHRASE_INT_H

#include "calendar/phrase.h"

enum { FIRST_CALENDAR_YEAR = 1900 }; /* 2023年内 is a year, not a span */

struct phrase_reader {
	struct arena *a;
	struct str whole; /* all the text */
	struct str t;     /* the text up to the end of the present clause */
	size_t begin;     /* of the present clause */
	enum phrase_mode mode;
	int year, last_year; /* the campaign's; the last one written in this field or sentence */
	struct phrases out;
};

/* Each eats one phrase at `*i` and adds it, or leaves `*i` alone. */
bool phrase_cadence(struct phrase_reader *r, size_t *i);
bool phrase_within(struct phrase_reader *r, size_t *i);
bool phrase_date(struct phrase_reader *r, size_t *i);
bool phrase_word(struct phrase_reader *r, size_t *i);
bool phrase_count(struct phrase_reader *r, size_t *i);
bool phrase_named(struct phrase_reader *r, size_t *i);
/* The rule of a phrase with `own` set; what the words do not say stays open. */
bool phrase_named_rule(struct arena *a, const struct phrase *p, struct rule *out);
/* 上午, 下午5:00, 17时 behind a day. */
void phrase_eat_clock(struct str t, size_t *i);
/* 至, 到, - */
bool phrase_eat_to(struct str t, size_t *i);
/* Whether the present clause already gave a phrase of that kind. */
bool phrase_has_kind(const struct phrase_reader *r, enum phrase_kind kind);
/* A field clause in which nothing was found: finished already, or tied to an event. */
void phrase_field_rest(struct phrase_reader *r);

struct phrase_number {
	size_t at, end; /* of number and unit */
	int n;
	enum rule_unit unit;
	bool marked; /* 不少于, 至少 stand before it */
	bool at_most;
};
/* The first count at or after `from` in the clause that says how often. */
bool phrase_find_count(const struct phrase_reader *r, size_t from, struct phrase_number *out);

struct phrase *phrase_add(struct phrase_reader *r, enum phrase_kind kind, size_t from, size_t to);
struct str phrase_before(const struct phrase_reader *r, size_t i); /* clause start to i */
struct str phrase_after(const struct phrase_reader *r, size_t i);  /* i to clause end */

#endif

/* remind.h — reminders before and after a due time, and escalation, as rows decide (TIME-29).
 *
 * A row says when (before, after, returned …), how many working days or hours, and whom to tell. A
 * day crosses a row's frontier once: what is due on it is told then, one note per unit and row, and
 * never again. The frontier moves only on working days outside the quiet hours, so nothing is sent
 * at night and nothing is lost over a weekend. What was reported meanwhile is not in the state a
 * row looks for, so escalation stops by itself. Who is on leave is passed over by core/note.h
 * (N36). */
#ifndef DUTY_REMIND_H
#define DUTY_REMIND_H

#include "core/kind.h"

enum remind_moment {
	REMIND_BEFORE,   /* before what is due */
	REMIND_AFTER,    /* after it became late */
	REMIND_RETURNED, /* after a report was returned and not handed in again */
	REMIND_UNSIGNED, /* after it began and nobody signed for it */
	REMIND_WAITING,  /* after a report came and nobody accepted or returned it */
	REMIND_CHANGE,   /* after a change was proposed and nobody decided */
};
enum remind_recipient {
	REMIND_LIAISON,
	REMIND_HEAD,
	REMIND_SUPERVISING, /* the head of the unit above */
	REMIND_OFFICE,      /* the campaign office */
	REMIND_LEADER,      /* the leader paired with the unit; the bureau's head where none is */
	REMIND_STAFF,       /* the staff who receive for the unit */
};
struct reminder_row {
	struct rec_head head;
	struct str code, applies; /* applies: as in the rules of lights */
	int moment;               /* enum remind_moment */
	int64_t n;
	int span; /* 0: working days, 1: hours */
	int recipient;
	struct str text;
};
enum reminder_state { REMINDER_ON, REMINDER_OFF };
extern const struct kind reminder_kind;

/* The shipped rows (data/reminders.tsv). Inside ctx_write(). */
enum flow_code remind_preset(struct ctx *cx);
/* One bounded slice of what is to be told now; `*more`: there is more, come back at once. */
enum flow_code remind_run(struct ctx *cx, bool *more);

/* The rows that are on, in order, for reading; their number. */
int remind_rules(struct ctx *cx, struct reminder_row ***out);
/* 到期前; 联络员, as Chinese words of the screens. */
struct str remind_moment_label(const struct reminder_row *r);
struct str remind_recipient_label(const struct reminder_row *r);

/* Who is told for a unit; at most `max`, their number. Leave is not followed here. */
int remind_people(
	struct ctx *cx, enum remind_recipient to, rid unit, rid office, rid *out, int max);

#endif

/* calendar.h — changing the working-day calendar: a year's notice comes in as a proposal, what it
 * would move is looked at, then it is put in force and the dates move with it, in one transaction
 * (N4, N5, N6). Permission calendar.edit at the top of the tree. */
#ifndef DATES_CALENDAR_H
#define DATES_CALENDAR_H

#include "calendar/notice.h"
#include "dates/moves.h"

struct paper_hint;

/* A file of any kind (notice as txt, docx, pdf; table as xlsx or csv) as the text notice_read()
 * takes. False with a sentence for the user. */
bool calendar_text(struct arena *a, struct str bytes, const struct paper_hint *hint,
	struct str *out, struct str *error);

/* Keeps what was read as a proposal of its year; errors under the field "text". */
enum flow_code calendar_propose(struct ctx *cx, const struct notice *n);

/* One day of the bureau's own: a proposal for the exceptions (year 0) with this day in it. */
struct calendar_day {
	struct day day;
	enum { CALENDAR_WORKED, CALENDAR_OFF, CALENDAR_AS_NOTICE } kind;
	struct str reason;
};
enum flow_code calendar_propose_day(struct ctx *cx, const struct calendar_day *d);
enum flow_code calendar_drop(struct ctx *cx, int year);

/* What a proposal would change; false where there is none of that year. */
struct calendar_preview {
	const struct work_year *year;
	const struct work *was, *is;
	struct moves moves;
	int64_t settled; /* provisional dates that become firm */
};
bool calendar_preview(struct ctx *cx, int year, struct calendar_preview *out);
/* The same for a notice that is not kept. */
void calendar_look(struct ctx *cx, const struct work_year *year, struct calendar_preview *out);

struct calendar_apply {
	int year;
	int64_t seen;        /* moved items the person has seen; -1: does not matter */
	bool gains;          /* also make the items of days that are now worked */
	int64_t seen_gained; /* new items the person has seen; -1: does not matter */
	int64_t moved, made; /* out */
};
/* Puts the proposal in force. FLOW_INVALID where by now another number of items would move than
 * was seen. */
enum flow_code calendar_apply(struct ctx *cx, struct calendar_apply *in);

#endif

/* duty.h — who owes what and when: duties, due items, reports.
 * A duty is measure × unit × rule; a due item is one occurrence of it, reported by the unit and
 * accepted or returned by the named recipient. Colours and lateness are functions of these records
 * and a date (light.h), never stored. PLAN-15…31, 40…44; TIME-01…36. */
#ifndef DUTY_DUTY_H
#define DUTY_DUTY_H

#include "core/flow.h"
#include "plan/plan.h"
#include "store/schema.h"

extern const struct kind duty_kind, due_kind, report_kind;
/* due_step, evidence, draft, light_rule, due_event, due_pause, remind_mark. */
extern const struct schema_part duty_part;

enum duty_state { DUTY_ACTIVE, DUTY_STANDING, DUTY_ENDED, DUTY_CANCELLED };
struct duty_row {
	struct rec_head head;              /* head.unit: who owes */
	rid campaign, plan, measure, rule; /* rule: measure_rule.id */
	rid to_unit;                       /* who receives and accepts */
	rid person;                        /* a quota per leader: whose (TIME-14) */
	rid squad;                         /* a quota per team: whose (TIME-15) */
	int role;                          /* enum plan_role */
	struct str text;                   /* the rule in text form, as issued */
	struct str phrase;                 /* the words of the plan */
	rid now_plan;                      /* a later edition, where it says something else */
	struct str now_text, now_phrase;
};

enum due_state {
	DUE_WAITING, /* its turn has not come: the part before is not accepted */
	DUE_OPEN,
	DUE_REPORTED, /* with the recipient */
	DUE_RETURNED,
	DUE_ACCEPTED,
	DUE_PAUSED,
	DUE_CANCELLED,
	DUE_BEFORE /* its time had passed when the plan was issued: never late, may be reported */
};
/* What a report must contain (PLAN-23, PLAN-28, PLAN-43). */
enum due_ask { ASK_PROGRESS = 1, ASK_EFFECT = 2, ASK_FINISH = 4, ASK_REVIEW = 8, ASK_COUNT = 16 };
struct due_row {
	struct rec_head head; /* head.unit: who owes */
	rid duty, campaign, measure, to_unit;
	struct str period;  /* 2026-09 */
	int kind;           /* index into due_kinds: periodic, final, review … */
	int64_t asks, need; /* bit set of due_ask; how many a quota needs */
	struct str content; /* what the rule asks for, in words */
	struct day from_day, due_day;
	int64_t due_min;      /* minutes after midnight, 1440 is the day's end */
	struct day first_day; /* due as issued; differs from due_day after a return or a change */
	struct stamp signed_at, first_at, reported_at, accepted_at;
	int64_t late_min;    /* of the first submission; 0 = on time */
	bool provisional;    /* rests on a calendar that is not published (N6) */
	int64_t node;        /* place of the occurrence in the rule, for comparing editions */
	int64_t changes;     /* approved changes (change.h) */
	int64_t done, whole; /* entries that count; size of the set to cover (entry.h) */
	rid doer;            /* who does it inside the unit (doer.h); RID_NONE: the unit */
};
extern const struct choice due_kinds[];
int due_kind_index(struct str code); /* of a stored code */

struct report_row {
	struct rec_head head; /* head.unit: the reporting unit */
	rid due;
	int64_t seq;                 /* 1, 2 … of the same due item */
	struct str progress, effect; /* 动态进展, 工作成效 */
	bool unchanged;              /* 与上期无变化 */
	struct stamp sent_at, reviewed_at;
	int64_t late_min;
	rid to_unit, reviewed_by;
	struct str review_note;
	struct day redo_day;
	int64_t redo_min;
};
enum report_state { REPORT_SENT, REPORT_ACCEPTED, REPORT_RETURNED };

/* ---- reporting (report.c) ---- */

struct report_in {
	rid due;
	int64_t version;
	struct str progress, effect;
	bool unchanged, bad_day; /* bad_day: the day of the evidence could not be read */
	const struct evidence_in {
		rid blob;
		struct str name;
		int64_t size;
		struct day event_day; /* when what it shows happened (N26) */
	} * evidence;
	int n_evidence;
};
struct report_out {
	rid report;
	int64_t late_min;
};
/* 签收: the unit has seen what it owes (permission due.report at the unit). */
enum flow_code due_sign(struct ctx *cx, rid due);
/* Hands in. The time is the server's (TIME-30); the first submission's time is kept for ever. */
enum flow_code due_report(struct ctx *cx, const struct report_in *in, struct report_out *out);
/* The recipient takes it or gives it back with a reason and a new due time (TIME-31, PLAN-43);
 * permission due.accept at the recipient, and never one's own report. */
enum flow_code report_accept(struct ctx *cx, rid report, struct str note);
enum flow_code report_return(
	struct ctx *cx, rid report, struct str note, struct day redo_day, int redo_min);

/* ---- reading (due.c) ---- */

/* Whose it is, of what one leader or one team owes: the name; empty for what the unit owes. */
struct str due_whose(struct ctx *cx, const struct due_row *d);
/* What people call it: the measure's heading and which of its items it is, 按月整改销号 · 2026年9月,
 * … · 完成, … · 2026年第三季度回看. */
struct str due_name(struct arena *a, struct str heading, const struct due_row *d);

struct evidence {
	rid id, report, blob;
	struct str name;
	int64_t size;
	struct day event_day;
	struct stamp received;
	rid by;
};
/* One row of a due item's history, oldest first. */
struct due_step {
	struct stamp at;
	int state; /* enum due_state */
	struct day due_day;
	int64_t due_min, seal_no;
	rid by, report;
	struct str verb, note;
};
int due_history(struct ctx *cx, rid due, struct due_step **out);
int due_reports(struct ctx *cx, rid due, struct report_row ***out);
/* One attachment whose report or entry the actor may see; false otherwise. */
bool evidence_load(struct ctx *cx, rid id, struct evidence *out);
int report_evidence(struct ctx *cx, rid report, struct evidence **out);
/* The report of the same duty for the period before, or NULL: to look at, not filled in. */
struct report_row *due_last_report(struct ctx *cx, const struct due_row *due);

#endif

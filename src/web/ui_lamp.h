/* ui_lamp.h — small things said inside other things: lights, chips, references, notes.
 *
 * A light is always shape and word (UI.md rule 2). Which light a record has is decided where the
 * records are; this file only draws. Words come ready, in the reader's language. */
#ifndef WEB_UI_LAMP_H
#define WEB_UI_LAMP_H

#include "web/html.h"
#include "web/ui_icon.h"

/* In rising order of what needs a person, so that a group shows the greatest. */
enum lamp {
	LAMP_NONE,   /* not concerned */
	LAMP_OPEN,   /* — dashed ring: not due to start */
	LAMP_BLUE,   /* 蓝 finished */
	LAMP_GREEN,  /* 绿 running, nothing to worry about */
	LAMP_GREY,   /* 灰 the clock stands still */
	LAMP_YELLOW, /* 黄 near, returned, behind schedule */
	LAMP_RED,    /* 红 late */
	LAMP_N
};

/* ui_lamp(h, LAMP_RED, S("逾期 3 天")); */
void ui_lamp(struct html *h, enum lamp lamp, struct str word);
/* Tinted; only for a page head. */
void ui_lamp_box(struct html *h, enum lamp lamp, struct str word);
/* With a bold count behind: 办结 382. */
void ui_lamp_count(struct html *h, enum lamp lamp, struct str word, int64_t n);
/* Only the shape; the words stand elsewhere in the same element. */
void ui_lamp_shape(struct html *h, enum lamp lamp);
/* The plain name: 正常, 临期, 逾期, 暂停, 办结, 未开始. */
struct str ui_lamp_name(enum lang lang, enum lamp lamp);

/* The usual words of a light. 天 are calendar days, 工作日 working days; both always named. */
struct str ui_lamp_left(struct arena *a, enum lang lang, int working_days); /* 剩 3 个工作日 */
struct str ui_lamp_left_days(struct arena *a, enum lang lang, int days);    /* 剩 59 天 */
struct str ui_lamp_late(struct arena *a, enum lang lang, int days);         /* 逾期 3 天 */
struct str ui_lamp_today(struct arena *a, enum lang lang, int minute); /* 今天 17:00; −1: 今天 */

/* Facts. The reading's four also have line styles: solid, dashed, solid, dotted; filled. */
enum chip { CHIP, CHIP_LEAD, CHIP_RESP, CHIP_DUE, CHIP_CADENCE, CHIP_ASK };
void ui_chip(struct html *h, enum chip chip, struct str text);

/* 存证 18204 · 3f9a71c2: an entry of the log and the first 8 hex digits of its hash; a link where
 * `url` is not empty. Writes nothing for number 0. */
void ui_seal(struct html *h, int64_t number, struct str hash, struct str url);

/* A message inside a page; it never floats and never goes away by itself. `head` may be empty. In
 * `text`, *…* is bold. */
enum note { NOTE, NOTE_YELLOW, NOTE_RED, NOTE_BLUE };
void ui_note(struct html *h, enum note note, struct str head, struct str text);

/* Text in which *…* is bold: "今天和逾期 *2* 项". */
void ui_bold(struct html *h, struct str text);

#endif

/* ui_doc.h — a source text with what was read in it, and the reading beside it.
 *
 * The text is shown as it is; spans only add a line under it and a letter behind it (牵 责 限 频),
 * doubts are filled and carry the question's number, which leads to the question and back. PLAN-09.
 */
#ifndef WEB_UI_DOC_H
#define WEB_UI_DOC_H

#include "web/html.h"
#include "web/ui_lamp.h"

enum ui_span_kind { SPAN_LEAD, SPAN_RESP, SPAN_DUE, SPAN_CADENCE, SPAN_ASK, SPAN_BOLD };

/* Bytes of the paragraph's text. Spans are sorted, do not overlap, and end on a character. */
struct ui_span {
	uint32_t at, n;
	enum ui_span_kind kind;
	int question; /* its number, linked; 0: none */
};
struct ui_para {
	int n;         /* number in the margin */
	struct str id; /* so that a reading card can lead here; empty: none */
	struct str text;
	const struct ui_span *spans;
	int n_spans;
	bool heading;
	bool here; /* belongs to the measure being looked at */
};
/* The pane: ui_doc_begin, ui_doc_para per paragraph, ui_doc_end. `label` is read aloud. */
void ui_doc_begin(struct html *h, struct str label);
void ui_doc_para(struct html *h, const struct ui_para *p);
#define ui_doc_end(h) h_lit((h), "</div>")
/* The legend of lines and letters, for the card's head. */
void ui_doc_legend(struct html *h);

/* One question of the list, closed: number (back to the text) and title (opens it). */
struct ui_question {
	int n;
	struct str title, url; /* the page with this question open; plain #q4 without script */
	bool answered;
	int para; /* the paragraph it is about; 0: its own mark in the text */
};
void ui_question(struct html *h, const struct ui_question *q);
/* The open one: ui_question_begin, explanation and form, ui_question_end. */
void ui_question_begin(struct html *h, const struct ui_question *q);
#define ui_question_end(h) h_lit((h), "</li>")

/* A measure as it was read: number, title, facts as chips. */
struct ui_fact {
	enum chip chip;
	struct str text;
};
struct ui_reading {
	struct str no, title, note; /* 五, 畅通举报和反映问题渠道, 3 项 */
	struct str url;             /* to correct it, or to the text */
	struct str id;
	const struct ui_fact *facts;
	int n_facts;
	bool here;
};
#define ui_readings_begin(h) h_lit((h), "<ol class=\"rds\">")
#define ui_readings_end(h)   h_lit((h), "</ol>")
void ui_reading(struct html *h, const struct ui_reading *r);

/* Two versions of a text side by side: what changed is marked by − and + as well as by tint. */
struct ui_change {
	struct str label, before, after; /* either may be empty: added, removed */
};
void ui_changes(struct html *h, struct str before_head, struct str after_head,
	const struct ui_change *changes, int n);

#endif

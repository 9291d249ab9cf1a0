/* ui_list.h — lists that are read from the top: work list, timeline, stages, empty states.
 *
 *	ui_list_begin(h);
 *	ui_list_date(h, S("周日 9月20日 · *调休上班*"));
 *	ui_item(h, &(struct ui_item){.lamp = LAMP_YELLOW, .word = S("今天 17:00"), .title = …});
 *	ui_list_end(h);
 */
#ifndef WEB_UI_LIST_H
#define WEB_UI_LIST_H

#include "web/html.h"
#include "web/ui_icon.h"
#include "web/ui_lamp.h"

#define ui_list_begin(h)       h_lit((h), "<ul class=\"lst\">")
#define ui_list_begin_tight(h) h_lit((h), "<ul class=\"lst tight\">")
#define ui_list_end(h)         h_lit((h), "</ul>")
/* A divider: date or group. *…* is bold. */
void ui_list_date(struct html *h, struct str text);

/* One row of a work list: light, title and second line, a button. */
struct ui_item {
	enum lamp lamp;
	struct str word;
	struct str url, title;
	struct str meta;         /* *…* is emphasised */
	struct str act_url, act; /* the button; empty: none */
	struct str chip;         /* instead of the button */
	struct str id;           /* of the row, for swapping a form into it */
	bool open;               /* the one being done */
};
void ui_item(struct html *h, const struct ui_item *item);
/* The same with content below (the report form): ui_item_begin, …, ui_item_end. */
void ui_item_begin(struct html *h, const struct ui_item *item);
#define ui_item_end(h) h_lit((h), "</li>")

/* A row of a narrow list: light on its own line (LAMP_NONE: no light), title, grey line. */
struct ui_brief {
	enum lamp lamp;
	struct str word, url, title, meta;
	bool here;
};
void ui_brief(struct html *h, const struct ui_brief *brief);

/* History, newest first. An adverse act is a red diamond, the future is hollow and grey. */
enum ui_event_kind { EVENT_PAST, EVENT_NOW, EVENT_ADVERSE, EVENT_FUTURE };
struct ui_event {
	enum ui_event_kind kind;
	struct str when, text; /* *…* is bold */
	struct str detail;     /* grey, on its own line */
	int64_t seal;          /* number of its entry; 0: none */
	struct str seal_hash, seal_url;
};
void ui_timeline(struct html *h, const struct ui_event *events, int n);

/* Stages of a record; `at` is the present one, n where all are done. */
void ui_flow(struct html *h, struct str label, const struct str *stages, int n, int at);
/* Steps of a wizard. */
void ui_steps(struct html *h, const struct str *steps, int n, int at);

/* Nothing here: one line of fact, one of what comes next. */
void ui_empty(struct html *h, struct str fact, struct str next);

/* Two or three figures with their unit in words. */
struct ui_figure {
	struct str label, figure, unit;
};
void ui_figures(struct html *h, const struct ui_figure *figures, int n);

#endif

/* ui_frame.h — what stands around every page: top bar, navigation, page head, tabs, columns, cards.
 *
 *	ui_frame_begin(h, &frame);
 *	ui_head(h, &(struct ui_head){.title = tr(h->lang, "工作台"), .sentence = sentence});
 *	ui_card_begin(h, &(struct ui_card){.title = S("先办这些"), .count = S("逾期 1 · 今天 1")});
 *	…
 *	ui_card_end(h);
 *	ui_frame_end(h);
 *
 * Everything is given as plain values: no database, no context, no rule. Only the entries the
 * reader may open are given, so only they are drawn (SEC-04). */
#ifndef WEB_UI_FRAME_H
#define WEB_UI_FRAME_H

#include "web/html.h"
#include "web/ui_icon.h"
#include "web/ui_lamp.h"

/* Sent with every page (UI.md 2); the public portal has no script at all. */
#define UI_CSP                                                                                     \
	"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "          \
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
#define UI_CSP_PUBLIC                                                                              \
	"default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "         \
	"base-uri 'none'; frame-ancestors 'none'"

enum ui_theme { THEME_LIGHT, THEME_DARK, THEME_LARGE }; /* 浅色, 深色, 大字 */
enum ui_group { GROUP_DAILY, GROUP_LEDGER, GROUP_CONTROL, GROUP_RESULT, GROUP_SYSTEM, GROUP_N };

struct ui_link {
	struct str url, text;
};

struct ui_nav {
	enum ui_group group;
	enum icon icon;
	struct str url, text;
	struct str
		bar; /* its short name in the bottom bar of small screens (at most four have one) */
	int count;   /* what waits for this person; 0 is not shown */
	bool late;   /* something of it is late: the count is red */
	bool here;
};

struct ui_frame {
	struct str title;  /* of the window and the printed line */
	struct str bureau; /* 安澜县公安局 */
	enum ui_theme theme;
	struct str campaign; /* name of the one the page is bound to; empty: no switcher */
	const struct ui_link *campaigns;
	int n_campaigns;
	struct str search_url, search;                /* GET ?q=; what was searched for */
	struct str day, day_count, day_next, day_url; /* 9月18日 周五; 本月第 14 个工作日; 周日 … */
	struct str notice_url;
	int notices;
	struct str person;
	const struct ui_link *menu; /* below the name */
	int n_menu;
	struct str sign_out_url, csrf; /* a POST; empty: none */
	const struct ui_nav *nav;
	int n_nav;
	struct str printed; /* 2026年9月18日 10:50 由 林知远 打印，内部资料 */
	bool charts;        /* the page has ui_chart_*() */
	bool one_page;      /* prints on one landscape page */
};

/* <!doctype>, <html> and <head>, for frames of another kind. */
void ui_frame_document(
	struct html *h, struct str title, enum ui_theme theme, bool scripts, bool charts);
/* From <!doctype> to inside <main>; then from </main> to the end. */
void ui_frame_begin(struct html *h, const struct ui_frame *f);
void ui_frame_end(struct html *h, const struct ui_frame *f);

/* Crumb, h1, one sentence. With actions on the right: ui_head_begin, buttons, ui_head_end. */
struct ui_head {
	const struct ui_link *crumbs;
	int n_crumbs;
	struct str crumb;    /* where one is, behind the crumbs: a number */
	struct str title;    /* h1; a leading “ hangs */
	struct str sentence; /* *…* is bold */
	enum lamp lamp;      /* with `word`: a tinted light before the sentence */
	struct str word;
};
void ui_head(struct html *h, const struct ui_head *head);
void ui_head_begin(struct html *h, const struct ui_head *head);
void ui_head_end(struct html *h);

struct ui_tab {
	struct str url, text;
	int count; /* 0 is not shown */
	bool here;
};
void ui_tabs(struct html *h, struct str label, const struct ui_tab *tabs, int n);

/* Columns; inside each column ui_stack_begin() keeps cards 16 px apart. Small screens stack them.
 */
enum ui_cols {
	COLS_8_4,  /* work, and 340 px beside it: most pages */
	COLS_5_5,  /* halves */
	COLS_4_8,  /* figures, and what they are drawn from */
	COLS_5_6,  /* seven to five */
	COLS_3,    /* thirds */
	COLS_LIST, /* a list, and the chosen record in 460 px */
	COLS_ITEM, /* queue, record, clocks: 248 px, rest, 324 px */
	COLS_DESK = COLS_8_4
};
void ui_cols_begin(struct html *h, enum ui_cols cols);
void ui_stack_begin(struct html *h);
#define ui_stack_end(h) h_lit((h), "</div>")
#define ui_cols_end(h)  h_lit((h), "</div>")

/* A card with its head. `more` is a link on the right, or plain words without `more_url`.
 *
 *	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "经过")});
 *	ui_body_begin(h);
 *	…
 *	ui_body_end(h);
 *	ui_card_end(h);
 */
struct ui_card {
	struct str title, count, more, more_url;
	struct str id; /* of the heading; made up where empty */
	enum icon icon;
	bool hot, lock, wall; /* urgent: titles bold; a sealed card; a firewall card */
};
void ui_card_begin(struct html *h, const struct ui_card *card);
#define ui_card_end(h)   h_lit((h), "</section>")
#define ui_body_begin(h) h_lit((h), "<div class=\"card-body\">")
#define ui_body_end(h)   h_lit((h), "</div>")
/* A line under the content of a card. */
#define ui_foot_begin(h) h_lit((h), "<div class=\"card-foot\">")
#define ui_foot_end(h)   h_lit((h), "</div>")

/* What is opened when it is needed; `text` is always seen. */
void ui_fold_begin(struct html *h, struct str text, bool open);
#define ui_fold_end(h) h_lit((h), "</details>")

/* A link that looks like a button. */
void ui_action(struct html *h, enum icon icon, struct str url, struct str text);
/* The page's one primary action, as a link. */
void ui_action_primary(struct html *h, enum icon icon, struct str url, struct str text);

#endif

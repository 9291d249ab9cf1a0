/* ui_table.h — tables with sort links, filters and pages, all of them plain GET addresses.
 *
 *	struct ui_param at[] = {{S("state"), S("open")}, {S("sort"), S("-due")}};
 *	struct ui_query q = {.path = S("/problem"), .params = at, .n = 2};
 *	struct ui_table t = {.cols = cols, .n_cols = 4, .query = &q, .label = S("问题列表")};
 *	ui_table_begin(h, &t);
 *	ui_tr_begin(h, selected); h_lit(h, "<td>"); …; ui_tr_end(h); …
 *	ui_table_end(h);
 *	ui_pager(h, &(struct ui_pager){.query = &q, .first = 1, .last = 16, .total = 46});
 *
 * With script, links and forms given a `swap` id replace only that element; the address stays true.
 */
#ifndef WEB_UI_TABLE_H
#define WEB_UI_TABLE_H

#include "web/html.h"

struct ui_param {
	struct str key, value;
};

/* The address of the list as it is shown now. */
struct ui_query {
	struct str path;
	const struct ui_param *params;
	int n;
	struct str swap; /* id of the element around the list; empty: whole pages */
};
/* The address with `key` set to `value` (left out where empty); going anywhere else than to another
 * page starts at the first. */
struct str ui_query_with(
	struct arena *a, const struct ui_query *q, struct str key, struct str value);
/* The value of `key`, or empty. */
struct str ui_query_get(const struct ui_query *q, struct str key);

struct ui_col {
	struct str text;
	struct str sort;  /* key for ?sort=; "-key" is descending; empty: cannot be sorted by */
	bool right;       /* figures and dates */
	bool hide_small;  /* not on small screens; give its cells class hide-m too */
	bool text_hidden; /* the head is only for screen readers */
};

struct ui_table {
	struct str label; /* what the table lists */
	const struct ui_col *cols;
	int n_cols;
	const struct ui_query *query; /* NULL: no sort links */
	bool dense, hover;
	struct str class_; /* widths: a class of app.css */
};
void ui_table_begin(struct html *h, const struct ui_table *t);
void ui_table_end(struct html *h);
void ui_tr_begin(struct html *h, bool selected);
#define ui_tr_end(h) h_lit((h), "</tr>")
/* Cells of text: plain, right-aligned, secondary. */
#define ui_td(h, s)       h_el((h), "td", (s))
#define ui_td_right(h, s) h_elc((h), "td", "rt nw", (s))
#define ui_td_quiet(h, s) h_elc((h), "td", "q2", (s))
void ui_td_int(struct html *h, int64_t n);
void ui_td_link(struct html *h, struct str url, struct str text);

/* "第 1—16 条，共 46 条" and 上一页 / 下一页, as the foot of a card; nothing where `last` is 0. */
struct ui_pager {
	const struct ui_query *query;
	int64_t first, last, total; /* total −1: not counted */
	int page, pages; /* from 1; pages 0: not counted, `more` says if there is a next */
	bool more;
};
void ui_pager(struct html *h, const struct ui_pager *p);

/* Filters above a list: a search box and choices that open as lists of links. */
struct ui_choice {
	struct str value, text;
	int64_t count; /* −1: not counted */
};
struct ui_filter {
	struct str key, label;
	const struct ui_choice *choices;
	int n;
};
/* `find` is the key of the search box (empty: none), `find_label` its words. */
void ui_filters(struct html *h, const struct ui_query *q, const struct ui_filter *filters, int n,
	struct str find, struct str find_label);
/* Choices for a whole page, in a card of their own above the others. */
void ui_filters_alone(
	struct html *h, const struct ui_query *q, const struct ui_filter *filters, int n);

#endif

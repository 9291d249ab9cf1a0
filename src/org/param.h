/* param.h — tables an administrator edits a row at a time: settings, codes, roles, lights.
 *
 * A sheet says its columns and has a function that reads the rows and one that saves a row; the
 * screens are the same for all (page_param.c). What a change must meet is the sheet's business;
 * every change has a reason, stands in the log, and is shown with its row (core/was.h). Cells hold
 * what is stored; a screen shows its words. */
#ifndef ORG_PARAM_H
#define ORG_PARAM_H

#include "core/ctx.h"
#include "core/kind.h"
#include "web/page.h"
#include "web/ui_form.h"

enum { PARAM_FIELDS = 8 };

struct param_row;
struct param_field {
	const char *name, *label;
	bool fixed;    /* shown, never edited */
	bool number;   /* right-aligned */
	bool quiet;    /* not in the list of small screens */
	bool in_form;  /* not in the list at all */
	bool only_new; /* asked for a new row; nobody's word afterwards, so never shown */
	int max;       /* characters */
	const char *hint;
	const struct choice *words; /* the cell is one of these codes */
	/* Made of the other cells. */
	struct str (*say)(struct ctx *cx, const struct param_row *r);
	/* The cell is any of these codes, parted by blanks; returns how many. */
	int (*ticks)(struct ctx *cx, const struct param_row *r, struct ui_option **out);
};
struct param_row {
	struct str key;   /* in the address */
	struct str group; /* a heading above the rows that share it; may be empty */
	struct str hint;  /* bounds, in words */
	struct str plain; /* what the program came with, where the sheet marks a difference */
	struct str cell[PARAM_FIELDS];
	unsigned lacks;             /* bit i: this row has no such cell */
	const struct choice *words; /* of the cells this row may edit, where the field has none */
};
struct param_in {
	struct str key; /* empty: a new row */
	struct str cell[PARAM_FIELDS];
	struct str seen[PARAM_FIELDS]; /* the cells the person saw */
	struct str reason;
};
struct param_sheet {
	const char *path, *title, *lead, *perm;
	const char *kind; /* in the log: setting, code, role, light_rule */
	const struct param_field *fields;
	int n;
	int (*rows)(struct ctx *cx, struct param_row **out);
	/* Errors under the field's name and under "reason". */
	enum flow_code (*save)(struct ctx *cx, struct param_in *in);
	/* A word behind the name: changed by the office, out of use; NULL: none. */
	const char *(*mark)(const struct param_row *r);
	const char *add; /* words of the button for a new row; NULL: none can be added */
};

/* Page functions; the route's page_def is inside a struct param_def. */
struct param_def {
	struct page_def page; /* first: page_serve() reads it */
	const struct param_sheet *sheet;
};
void param_list(struct page *pg);
void param_edit(struct page *pg);
void param_save(struct page *pg);
extern const struct route_param param_edit_params[], param_save_params[];

/* The tabs of all sheets; `here` is the path of the current one. */
void param_tabs(struct page *pg, const char *here);

/* The rows as they stand at ctx.now, also where that is the end of a past day. */
int param_rows(struct ctx *cx, const struct param_sheet *s, struct param_row **out);
/* A cell in the words of the screen. */
struct str param_show(
	struct ctx *cx, const struct param_sheet *s, const struct param_row *r, int i);

/* For save functions: the reason is there and not too long; every edited cell of the row as stored
 * is what was seen (FLOW_CONFLICT otherwise). */
enum flow_code param_check(struct ctx *cx, const struct param_sheet *s, const struct param_in *in,
	const struct param_row *now);
/* The log entry of a change: differences of the cells, with the key of the row. */
enum flow_code param_seal(struct ctx *cx, const struct param_sheet *s, const struct param_in *in,
	const struct param_row *was, struct str key);

extern const struct route param_routes[], role_routes[];

/* The routes of a sheet, for a table of routes. */
#define PARAM_SHEET(of, word)                                                                      \
	static const struct param_def of##_list = {                                                \
		{.fn = param_list, .perm = word, .flags = PAGE_AS_OF}, &of};                       \
	static const struct param_def of##_edit = {                                                \
		{.fn = param_edit, .perm = word, .flags = PAGE_AS_OF}, &of};                       \
	static const struct param_def of##_save = {{.fn = param_save, .perm = word}, &of}
#define PARAM_ROUTES(of, path)                                                                     \
	{.verb = VERB_GET, .pattern = path, .fn = page_serve, .more = &of##_list},                 \
		{.verb = VERB_GET,                                                                 \
			.pattern = path "/edit",                                                   \
			.fn = page_serve,                                                          \
			.more = &of##_edit,                                                        \
			.params = param_edit_params},                                              \
	{                                                                                          \
		.verb = VERB_POST, .pattern = path "/edit", .fn = page_serve, .more = &of##_save,  \
		.params = param_save_params                                                        \
	}

#endif

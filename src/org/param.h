/* param.h — tables an administrator edits a row at a time: settings, codes, roles, lights.
 *
 * A sheet says its columns and has a function that reads the rows and one that saves a row; the
 * screens are the same for all (page_param.c). What a change must meet is the sheet's business;
 * every change has a reason and stands in the log. */
#ifndef ORG_PARAM_H
#define ORG_PARAM_H

#include "core/ctx.h"
#include "web/page.h"

enum { PARAM_FIELDS = 8 };

struct param_field {
	const char *name, *label;
	bool fixed;  /* shown, never edited */
	bool number; /* right-aligned */
	bool quiet;  /* not in the list of small screens */
	int max;     /* characters */
	const char *hint;
};
struct param_row {
	struct str key;   /* in the address */
	struct str group; /* a heading above the rows that share it; may be empty */
	struct str hint;  /* bounds, in words */
	struct str cell[PARAM_FIELDS];
	bool marked; /* stands apart: changed by the office, not in use */
	struct str mark;
};
struct param_in {
	struct str key; /* empty: a new row */
	struct str cell[PARAM_FIELDS];
	struct str seen[PARAM_FIELDS]; /* the cells the person saw */
	struct str reason;
};
struct param_sheet {
	const char *path, *title, *lead, *perm;
	const struct param_field *fields;
	int n;
	int (*rows)(struct ctx *cx, struct param_row **out);
	/* Errors under the field's name and under "reason". */
	enum flow_code (*save)(struct ctx *cx, struct param_in *in);
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

/* For save functions: the reason is there and not too long; every edited cell of the row as stored
 * is what was seen (FLOW_CONFLICT otherwise). */
enum flow_code param_check(struct ctx *cx, const struct param_sheet *s, const struct param_in *in,
	const struct param_row *now);
/* The log entry of a change: differences of the cells, with the key. */
enum flow_code param_seal(struct ctx *cx, const struct param_sheet *s, const char *kind,
	const struct param_in *in, const struct param_row *was);

extern const struct route param_routes[];

#endif

/* wording_int.h — between reading a wording (wording.c) and filling it (wording_fill.c). */
#ifndef PAPER_WORDING_INT_H
#define PAPER_WORDING_INT_H

#include "paper/wording.h"

/* What the word at the beginning of a line stands for. */
enum wording_what {
	WHAT_NAME,
	WHAT_FORM,
	WHAT_FIELD,
	WHAT_SEALED,
	WHAT_ELEMENT,  /* one line of text; `at` is its place in struct letter */
	WHAT_DAY,      /* one day; `at` likewise */
	WHAT_TITLE,    /* every line of it adds one */
	WHAT_ATTACHED, /* 附件说明 */
	WHAT_BLOCK,    /* a paragraph, heading, line or annex */
	WHAT_TABLE,    /* a table whose rows are a field's */
	WHAT_HEADS,    /* a table with titles; rows follow */
	WHAT_FRAME,    /* a table without titles; rows follow */
	WHAT_ROW,
};

struct wording_word {
	const char *word;
	enum wording_what what;
	size_t at;
	enum letter_kind kind;
	int arg; /* level or place */
};

struct wording_line {
	int no;
	const struct wording_word *word;
	struct str text; /* behind the colon */
};

void wording_bad(struct arena *a, struct wording_errs *errs, int line, struct str field,
	const char *fmt, ...) __attribute__((format(printf, 5, 6)));
const struct wording_field *wording_field_of(const struct wording *w, struct str name);
/* The names of the fields, for messages. */
struct str wording_names(struct arena *a, const struct wording *w);

/* The next piece of `*rest`: plain text, or a field. False at the end; `*name` is empty for plain
 * text. A brace without its partner ends the pieces with `*broken`. */
bool wording_piece(struct str *rest, struct str *plain, struct str *name, bool *broken);
/* Cuts at the next | or ｜. */
struct str wording_cell(struct str *rest);
/* How many cells there are, empty ones at the end too. */
int wording_cells(struct str s);
/* The columns of 表格, 表头 or 表框, from what stands behind the field; 0 where they are wrong. */
int wording_cols(struct str rest, bool titles, struct letter_col out[static LETTER_COLUMNS]);

#endif

/* wording.h — the text of a letter with named fields, and the letter made of it.
 *
 * A wording is a row somebody in the office may change: lines of the form 词：text, and {field}
 * where a value stands. There are no expressions, conditions or loops. Two rules only: a line
 * all of whose fields are empty is left out, and a field of several lines makes a block of each.
 * What the words are is told in data/letters/README.md. A field that is not declared is refused
 * when the wording is saved (wording_read) and when it is used (wording_fill). Pure: nothing is
 * read or written elsewhere. DOC-01, 04…06, 09, 10, 13. */
#ifndef PAPER_WORDING_H
#define PAPER_WORDING_H

#include "base/vec.h"
#include "paper/letter.h"

enum wording_type {
	WORDING_TEXT,  /* 文字: one line */
	WORDING_LINES, /* 段落: each line makes a block */
	WORDING_DAY,   /* 日期: YYYY-MM-DD, printed as 2026年3月5日 */
	WORDING_TABLE, /* 表格: rows of cells */
};

struct wording_field {
	struct str name, help;
	enum wording_type type;
	bool must;
	int line;
};

/* Ceilings. */
enum {
	WORDING_MAX = 64 << 10, /* bytes of a wording */
	WORDING_LINE_MAX = 600, /* lines of it */
	WORDING_FIELDS = 60,
	WORDING_NAME = 60, /* bytes of a field's name */
	WORDING_ERRS = 50,
};

struct wording_err {
	int line;         /* of the wording, from 1; 0 where it is about a value */
	struct str field; /* the field it is about, or empty */
	struct str text;  /* a sentence in Chinese: what is wrong and what to do */
};
struct wording_errs {
	VEC(struct wording_err) list;
};

struct wording_line;

struct wording {
	struct str name;
	enum letter_form form;
	struct wording_field *fields;
	int n_fields;
	struct wording_line *lines;
	int n_lines;
};

/* Reads a wording. `known` (n_known of them; none where it is NULL) are the names of the fields
 * that can be filled where it will be used; a declared field that is not among them is an error.
 * NULL with everything that is wrong in `errs`. Keeps views of `text`. */
const struct wording *wording_read(struct arena *a, struct str text, const struct str *known,
	int n_known, struct wording_errs *errs);

/* A value. `text` for the first three types; rows × n_cols cells for a table. */
struct wording_value {
	struct str name, text;
	const struct str *cells;
	int n_rows, n_cols;
};

/* The letter. False with everything that is wrong in `errs`: a value for a field that does not
 * exist, a field that must not be empty, a day that does not exist, too much of something. The
 * letter keeps views of wording and values. */
bool wording_fill(struct arena *a, const struct wording *w, const struct wording_value *values,
	int n, struct letter *out, struct wording_errs *errs);

/* 文字, 段落, 日期, 表格. */
struct str wording_type_name(enum wording_type t);

#endif

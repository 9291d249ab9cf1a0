/* roster_int.h — what the files of roster_* share. */
#ifndef ORG_ROSTER_INT_H
#define ORG_ROSTER_INT_H

#include "base/map.h"
#include "base/vec.h"
#include "org/roster_table.h"

/* A table as it lies in a sheet. */
struct roster_block {
	enum roster_table table;
	uint32_t sheet, head_row;
	int at[ROSTER_COLS]; /* column of the sheet, -1 where the table has none */
};

enum roster_state { ROW_NEW, ROW_BUSY, ROW_DONE };
struct roster_row {
	const struct roster_block *block;
	uint32_t row;
	struct str cell[ROSTER_COLS];
	enum roster_state state;
};

struct roster_unit {
	rid id, parent;
	struct str name, short_name;
	bool closed;
};

struct roster_end {
	const struct roster_row *row;
	rid id;
	struct str day;
};

struct roster {
	struct ctx *cx;     /* its arena is emptied after every row */
	struct arena *keep; /* for what outlives a row */
	const struct book *book;
	struct str source;
	struct {
		struct roster_row *at;
		size_t n, room;
	} rows[ROSTER_TABLES];
	VEC(struct annotate_mark) marks;
	VEC(struct roster_line) lines;
	struct roster_sum *sum;
	bool world; /* the store failed */
	VEC(struct roster_end) ends;

	VEC(struct roster_unit) units;
	struct map by_id, aliases, codes, persons;
};

/* ---- roster_read.c ---- */

/* Finds the tables of the book and takes their rows; marks what it cannot make out. */
void roster_read(struct roster *r);
/* A cell's mark; `col` is the table's column. Warnings do not stop an import. */
void roster_wrong(struct roster *r, const struct roster_row *row, int col, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
/* 名称 without blanks, full-width letters and marks of obligation, in r->keep. */
struct str roster_plain(struct arena *a, struct str s);

/* ---- roster_ref.c ---- */

void roster_ref_open(struct roster *r);
void roster_ref_unit(struct roster *r, rid id, rid parent, struct str name, struct str short_name);
/* How many units the words could mean; `id` where it is one. */
int roster_ref_find(struct roster *r, struct str words, rid *id);
/* How many units have exactly this name, and the one of them below `parent`. */
int roster_ref_named(struct roster *r, struct str name, rid parent, rid *id);
void roster_ref_person(struct roster *r, struct str staff_no, rid id);
/* False where nobody has that number. RID_NONE: somebody of this sheet whose row is wrong. */
bool roster_ref_staff(struct roster *r, struct str staff_no, rid *id);
/* The code of a label in a code set; the empty view where there is none, `all` then lists them. */
struct str roster_ref_code(struct roster *r, const char *set, struct str label, struct str *all);

/* An other name that holds today. */
void roster_ref_alias(struct roster *r, struct str name, rid unit);
/* A unit whose row is wrong: it is found, as RID_NONE, so that only its own row is marked. */
void roster_ref_failed(struct roster *r, struct str name, struct str short_name);

/* ---- roster_row.c ---- */

/* What a row is about to do to one record. */
struct roster_do {
	const struct roster_row *row;
	rid id;   /* RID_NONE: a new one */
	rid unit; /* of a new one */
	struct str name;
	rid made; /* out */
	enum roster_change change;
	bool failed;
	struct buf *text; /* what changes, in words */
};
/* Takes the record through the steps of its kind. */
void roster_row_apply(struct roster *r, struct roster_do *d);
/* The cell of a column as the field takes it. False: it is wrong and marked. `given` is false for
 * an empty cell. */
bool roster_row_value(
	struct roster *r, const struct roster_row *row, int col, struct str *out, bool *given);
/* Persons and units that end do so when everything else is done. */
void roster_row_ends(struct roster *r);
/* Counts the row and keeps its line. */
void roster_row_count(struct roster *r, const struct roster_do *d);

/* ---- roster_unit.c ---- */

enum { ROSTER_WORDS = 64 };
/* The words of a cell, parted by semicolons, bars or lines, where `lists` also by 、 and commas. */
int roster_words(struct roster *r, struct str s, bool lists, struct str out[static ROSTER_WORDS]);
void roster_take_unit(struct roster *r, struct roster_row *row);
/* What hangs beside a record was changed, or could not be. */
void roster_note_change(struct roster_do *d, const char *what, struct str now);
void roster_side_failed(struct roster *r, struct roster_do *d, int col, enum flow_code code);

/* ---- roster.c ---- */

struct roster_do roster_do(struct roster *r, const struct roster_row *row);
/* The cell of the column with that field or title. */
struct str roster_cell(const struct roster_row *row, const char *col);

#endif

/* roster_table.h — the tables of an organisation sheet: which columns, and what each cell becomes.
 * For roster_*.c only. */
#ifndef ORG_ROSTER_TABLE_H
#define ORG_ROSTER_TABLE_H

#include "core/kind.h"
#include "org/roster.h"

enum { ROSTER_COLS = 14 };

/* How a cell becomes the text a field of the kind takes. */
enum roster_how {
	HOW_TEXT,
	HOW_INT,
	HOW_DAY,
	HOW_BOOL,
	HOW_CODE,   /* label or code of col.set */
	HOW_UNIT,   /* name, short name or alias; 上级/名称 where several have it */
	HOW_PERSON, /* staff number */
};

enum roster_flag {
	COL_MUST = 1, /* a table without this column cannot be read */
	COL_UNIT = 2, /* the record's own unit, not a field of the kind */
	COL_END = 4,  /* the day with which the record ends */
	COL_SIDE = 8, /* taken by the table's own function */
};

struct roster_col {
	const char *title; /* other words for it behind '|' */
	const char *field; /* of the kind; NULL: none */
	enum roster_how how;
	unsigned flags;
	const char *set;
	const char *hint; /* for the template */
};

struct roster_def {
	const char *title;
	const struct kind *kind; /* NULL: rules of a group */
	const struct roster_col *cols;
	int n_cols;
	const char *end_step; /* NULL: records of it do not end by import */
	bool edits;           /* the kind has a step "edit" */
};

const struct roster_def *roster_def(enum roster_table t);
/* Index of the column of that field or title; aborts where there is none. */
int roster_col(enum roster_table t, const char *field_or_title);

#endif

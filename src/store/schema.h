/* schema.h — tables from constant descriptions, and how old databases follow them.
 *
 * A new database is created from the descriptions. An old one gets the tables, columns and indexes
 * it has not (nothing is ever removed); whatever is more than an addition is a step, written by
 * hand, numbered, and never edited once released. Both ways must lead to the same tables
 * (test/upgrade). Names: [a-z][a-z0-9_]*, at most 30 characters.
 */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include "base/arena.h"
#include "base/buf.h"
#include "store/db.h"

enum col_type {
	COL_INT,   /* 64 bits; also booleans 0/1 and enumerations */
	COL_TEXT,  /* UTF-8, never '' */
	COL_DAY,   /* YYYY-MM-DD */
	COL_STAMP, /* milliseconds */
	COL_RID,   /* an id */
	COL_BLOB,
};

enum {                    /* flags of a column */
	COL_KEY = 1,      /* primary key; on several columns: all of them together, in order */
	COL_NOT_NULL = 2, /* COL_KEY implies it */
	COL_UNIQUE = 4,
	COL_INDEX = 8, /* an index on this column alone */
};

struct schema_col {
	const char *name;
	enum col_type type;
	unsigned flags;
	const char *refs; /* table whose `id` it holds, or NULL */
};

enum { SCHEMA_INDEX_COLS = 6 };
struct schema_index {
	const char *cols[SCHEMA_INDEX_COLS]; /* ends with NULL where shorter */
	bool unique;
	bool given; /* without the rows whose first column is empty: where most are */
};

struct schema_table {
	const char *name;
	const struct schema_col *cols;
	size_t n_cols;
	const struct schema_index *index;
	size_t n_index;
	/* Rows live in the key's tree (WITHOUT ROWID): for narrow rows of several keys. */
	bool clustered;
};

/* What one layer or capability keeps: tables, then fixed statements that are not tables (triggers,
 * virtual tables, the first row of a counter), each for its engine; NULL where there are none. */
struct schema_part {
	const char *name;
	const struct schema_table *tables;
	size_t n_tables;
	const char *sqlite;
	const char *pg;
};

/* One change of a released database. Steps stand in the order of their numbers from 1. */
struct schema_step {
	int number;
	const char *what;
	const char *sqlite;
	const char *pg;
};

struct schema {
	const struct schema_part *const *parts; /* store_part first */
	size_t n_parts;
	const struct schema_step *steps;
	size_t n_steps;
};

/* The tables of store/ itself: ids, version, attachments, search. */
extern const struct schema_part store_part;

/* Brings the database to `want`: creates everything where it is empty, runs the missing steps where
 * it is older (each in its own transaction), then adds what it lacks; nothing where it fits. A new
 * column of an old table must not be a key, unique or NOT NULL. False with `why` (in `a`)
 * where it is newer than this program, or the world failed. */
bool schema_apply(struct db *db, const struct schema *want, struct arena *a, struct str *why);
/* Whether it is there and has everything `want` describes, so that it can be read. */
bool schema_fits(struct db *db, const struct schema *want, struct arena *a);
/* The number of the last step a database has seen; -1 where it is empty. */
int schema_version(struct db *db);
/* The statements that create everything, for an engine, as text. */
void schema_print(const struct schema *s, bool pg, struct buf *out);
/* The same for one table, without what follows the tables. */
void schema_print_table(const struct schema_table *t, bool pg, struct buf *out);

#endif

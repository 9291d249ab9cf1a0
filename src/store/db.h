/* db.h — the only SQL interface.
 *
 * A `struct store` is the open database of one process, a `struct db` one connection of it. A
 * connection belongs to one thread at a time. Readers are read-only: the engine refuses a write on
 * them. Writing happens only inside db_tx(): the job runs on the one writer thread, in a SAVEPOINT
 * of a group commit, on both engines (every change continues one chain of hashes, so writers are
 * serial anyway, and sharing the sync is what makes them quick). db_tx() returns when the change is
 * durable.
 *
 * SQL is a portable subset (docs/ARCHITECTURE.md section 7). Text of SQL is a literal or comes from
 * the builder in store/sql.h, never from data. Parameters are `?`, numbered from 1. Days are stored
 * as YYYY-MM-DD, instants as integers; empty text is stored as NULL and read back as empty.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/arena.h"
#include "base/day.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct store;
struct db;
struct stmt;
struct sql; /* store/sql.h */

/* A record id. A struct, so that it cannot be mixed with a number. 0 = none. */
typedef struct {
	int64_t n;
} rid;
#define RID_NONE ((rid){0})

/* The world failed, or what a step found. */
enum db_code {
	DB_OK = 0,     /* done */
	DB_ROW,        /* db_step(): a row is there */
	DB_BUSY,       /* locked or serialization failure: try the job again */
	DB_CONSTRAINT, /* unique, foreign key, check or not-null refused it */
	DB_FULL,       /* disk or quota full */
	DB_IO,         /* reading or writing failed */
	DB_READONLY,   /* a write on a reader */
	DB_CORRUPT,    /* not a database, or damaged */
	DB_LOST,       /* connection gone */
	DB_ERROR,      /* anything else, logged where it happened */
	DB_ABORT,      /* a job asked for its transaction to be undone */
};
/* "busy", "full" …: a stable word for logs. */
const char *db_code_name(enum db_code c);

struct store_opt {
	const char *url;         /* a path, or postgres://… */
	bool create;             /* make it where it does not exist */
	bool read_only;          /* no writer at all (verify) */
	bool warn_scans;         /* log statements that walk many rows without an index (SQLite) */
	int64_t fault_nth;       /* tests: the Nth driver call fails; 0 = never */
	enum db_code fault_code; /* … with this; DB_OK = DB_IO */
};

/* Opens the database. NULL on failure: `why` (in `a`) then says what and what to do. */
struct store *store_open(const struct store_opt *o, struct arena *a, struct str *why);
/* Waits for running jobs, then closes. Every db of it must be closed before. */
void store_close(struct store *s);
/* Tests: calls to the engine so far, where fault_nth is set. */
int64_t store_calls(const struct store *s);
bool store_is_pg(const struct store *s);
/* A read-only connection for the calling thread; NULL when the world failed (logged). */
struct db *store_reader(struct store *s);
void db_close(struct db *db);
bool db_is_pg(const struct db *db);
bool db_may_write(const struct db *db);

/* Reads of one db between begin and end see one state of the database. */
enum db_code db_read_begin(struct db *db);
void db_read_end(struct db *db);
/* What failed first on a reader since db_read_begin() or, without, since it was opened (DB_OK:
 * nothing; DB_LOST goes before all). What was made of such reads is not to be shown nor used. After
 * DB_LOST the reader is to be closed and a new one taken. */
enum db_code db_failed(const struct db *db);

/* Runs `job` with a connection that may write; commits durably when it returns DB_OK, undoes it
 * otherwise and returns its code. A job in which a statement failed is undone whatever it returns.
 * A job that met DB_BUSY, or whose batch was undone because of another, runs again with the same
 * `arg`: what the first run left there must not matter (`make test-twice` runs every job so). Never
 * nested, never inside db_read_begin(). `db` is any reader of the store; the caller's thread waits
 * meanwhile. */
enum db_code db_tx(struct db *db, enum db_code (*job)(struct db *w, void *arg), void *arg);

/* Said by a job that writes very much (issuing a province): until it ends it may keep up to
 * 160 MB of pages instead of 8. */
void db_bulk(struct db *w);

/* A statement of `db`, prepared once per connection and kept. Literal SQL only. Owned by the
 * connection. Bind every parameter before each run. One cursor per statement: asking for it again
 * while it stands on a row (recursion, or a db_done() forgotten) is a bug. A statement that cannot
 * be prepared is a bug. */
#define db_prep(db, sql) db_prep_lit((db), "" sql "")
struct stmt *db_prep_lit(struct db *db, const char *literal);
/* The same for SQL from the builder; its parameters are bound already. Good until it is finished.
 */
struct stmt *db_prep_sql(struct db *db, const struct sql *q);

void db_int(struct stmt *s, int i, int64_t v);
void db_rid(struct stmt *s, int i, rid v); /* RID_NONE binds NULL */
/* Empty binds NULL; the bytes must live until the statement is finished. */
void db_text(struct stmt *s, int i, struct str v);
void db_blob(struct stmt *s, int i, struct str v);
void db_day(struct stmt *s, int i, struct day v);     /* DAY_NONE binds NULL */
void db_stamp(struct stmt *s, int i, struct stamp v); /* STAMP_NONE binds NULL */
void db_null(struct stmt *s, int i);

/* DB_ROW, DB_OK at the end, or an error. After anything but DB_ROW the statement is reset. */
enum db_code db_step(struct stmt *s);
/* Steps to the end and resets: for INSERT, UPDATE, DELETE. */
enum db_code db_run(struct stmt *s);
/* Resets early. Allowed at any time. */
void db_done(struct stmt *s);
/* Rows changed by the last db_run() of this connection. */
int64_t db_changes(struct db *db);

/* Columns of the current row, from 0. NULL reads as 0, "", DAY_NONE, STAMP_NONE, RID_NONE. Text is
 * valid until the next step or reset: str_dup() to keep it. */
int64_t db_col_int(struct stmt *s, int i);
rid db_col_rid(struct stmt *s, int i);
struct str db_col_text(struct stmt *s, int i);
struct str db_col_blob(struct stmt *s, int i);
struct day db_col_day(struct stmt *s, int i);
struct stamp db_col_stamp(struct stmt *s, int i);
bool db_col_is_null(struct stmt *s, int i);

/* One integer of the first row of a bound statement, `none` where there is no row; resets. */
int64_t db_one_int(struct stmt *s, int64_t none);

/* Something that lives as long as the connection, `n` bytes, made by `init` when it is
 * first asked for and ended by `fini` on closing: a digest context, say. Known by its `init`. */
void *db_own(struct db *db, size_t n, void (*init)(void *), void (*fini)(void *));

/* A new id, unique in the whole database and rising; only inside db_tx(). Taken in blocks. */
rid db_new_id(struct db *w);
/* The first of `n` consecutive new ids. */
rid db_new_ids(struct db *w, int64_t n);

#endif

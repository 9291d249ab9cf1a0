/* db_int.h — what the files of store/ share: the shape of an engine, a connection, a statement.
 *
 * An engine (SQLite, PostgreSQL) is a table of functions. Everything that does not depend on the
 * engine, such as the statement cache, the writer, ids and the injection of faults, is written once
 * above that table. Not for other folders. */
#ifndef STORE_DB_INT_H
#define STORE_DB_INT_H

#include "store/db.h"
#include "store/sql.h"

#include <stdatomic.h>

enum {
	CACHE_SLOTS = 512, /* hash buckets of a connection's statements */
	CACHE_LIVE = 160,  /* statements kept prepared; the least recently used give way */
	DB_MESSAGE = 256,  /* bytes of an engine's message that are kept */
	DB_BUSY_MS = 5000, /* how long another process may hold the lock */
};

struct stmt {
	struct db *db;
	const char *sql; /* the literal, or an own copy where `own` */
	uint64_t hash;
	bool own;
	bool held;           /* handed out and not yet finished: never evicted */
	bool active;         /* stands on a row */
	enum db_code failed; /* could not be prepared because the world failed */
	void *h;             /* sqlite3_stmt or struct pg_stmt; NULL: not prepared now */
	struct stmt *next;   /* in the bucket */
	struct stmt *newer, *older;
};

struct cache {
	struct stmt *slot[CACHE_SLOTS];
	struct stmt *newest, *oldest; /* only those that are prepared */
	int live;
};

enum { DB_OWN = 4 };
struct own {
	void (*init)(void *);
	void (*fini)(void *);
	void *p;
};

struct ids {
	int64_t next, end; /* the block in hand: next … end-1 */
	int64_t high;      /* nothing at or below was ever handed out twice */
};

struct db {
	struct store *store;
	void *h;       /* sqlite3 or PGconn */
	bool writable; /* the writer's own connection */
	bool bulk;     /* the job that runs said db_bulk() */
	bool words;    /* search_index() left words for search_flush() */
	bool in_read;  /* between db_read_begin() and db_read_end() */
	int64_t changes;
	enum db_code failed; /* first failed statement of the job that runs */
	struct cache cache;
	struct ids ids;
	struct own own[DB_OWN];
	char message[DB_MESSAGE];
};

struct driver {
	const char *name;
	/* Opens db->h; db->writable says for what. On failure db->message says why. */
	enum db_code (*open)(struct db *db);
	void (*close)(struct db *db);
	/* Sets s->h. DB_ERROR means that the text is wrong, which is a bug of ours. */
	enum db_code (*prep)(struct stmt *s);
	void (*drop)(struct stmt *s);
	void (*bind_int)(struct stmt *s, int i, int64_t v);
	/* `copy`: the bytes die before the statement is finished. v.p NULL binds NULL. */
	void (*bind_text)(struct stmt *s, int i, struct str v, bool copy);
	void (*bind_blob)(struct stmt *s, int i, struct str v);
	enum db_code (*step)(struct stmt *s);
	void (*reset)(struct stmt *s);
	void (*unbind)(struct stmt *s);
	bool (*col_null)(struct stmt *s, int i);
	int64_t (*col_int)(struct stmt *s, int i);
	struct str (*col_text)(struct stmt *s, int i);
	struct str (*col_blob)(struct stmt *s, int i);
	/* Begins the transaction of a batch, or a reading one. */
	enum db_code (*begin)(struct db *db, bool write);
	/* False once the engine has thrown the whole transaction away. */
	bool (*in_tx)(struct db *db);
	/* Widens the page cache, or narrows it again and gives the memory back. */
	void (*wide)(struct db *db, bool on);
	/* Fixed text without parameters, several statements allowed. */
	enum db_code (*script)(struct db *db, const char *sql);
};

struct writer;

struct store {
	const struct driver *drv;
	char *url;
	bool create, read_only, warn_scans;
	bool twice; /* tests: every job is run, undone and run again */
	int64_t fault_nth;
	enum db_code fault_code;
	_Atomic int64_t calls;
	_Atomic int readers;
	struct writer *writer;
};

extern const struct driver sqlite_driver;
extern const struct driver pg_driver;

/* db.c */
struct db *db_open(struct store *s, bool writable, enum db_code *code);
/* Logs what failed where; returns `code`. Remembers it for the running job. */
enum db_code db_note(struct db *db, enum db_code code, const char *what, const char *sql);
/* Runs a script of ours (DDL). */
enum db_code db_script(struct db *db, const char *sql);
/* The call that is to fail now, else DB_OK (store_opt.fault_nth). */
enum db_code db_fault(struct store *s);

/* cache.c */
struct stmt *cache_literal(struct db *db, const char *literal);
struct stmt *cache_text(struct db *db, struct str sql);
/* Makes sure that `s` is prepared and the most recent; s->failed says if the world failed. */
void cache_use(struct stmt *s);
/* Finishes every statement that was handed out. */
void cache_settle(struct cache *c);
void cache_free(struct cache *c);

/* ids.c */
/* The transaction that took the block was undone: forget the block. */
void ids_forget(struct ids *ids);

/* writer.c */
struct writer *writer_start(struct store *s, enum db_code *code, char why[static DB_MESSAGE]);
void writer_stop(struct writer *w);
enum db_code writer_run(struct writer *w, enum db_code (*job)(struct db *w, void *arg), void *arg);

/* Puts the words that the jobs of this transaction changed into the index; before its commit
 * (search.c). */
enum db_code search_flush(struct db *w);

#endif

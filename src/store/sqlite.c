/* sqlite.c — the SQLite engine: one file, write-ahead log, every commit synced.
 *
 * Opened defensively: foreign keys on, schema not trusted, no double-quoted text, no writing to
 * internal tables, readers query_only. Connections are NOMUTEX: each belongs to one thread. Small
 * private page caches, because pages are read through one shared mapping of the file.
 *
 * Not here: who writes when (writer.c), the word index (fts.c). */
#include "store/db_int.h"
#include "store/sqlite_int.h"

#include "base/bug.h"
#include "sys/log.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
	SCAN_STEPS = 1000,     /* rows walked without an index before a warning */
	DUBAN_ID = 0x4455424e, /* "DUBN" in the header of the file */
};

/* Not mapped: every commit of another connection makes SQLite unmap the file and fault it in anew,
 * which cost more than the request that followed. */
static const char pragmas_all[] = "PRAGMA foreign_keys=ON;"
				  "PRAGMA synchronous=FULL;"
				  "PRAGMA cell_size_check=ON;"
				  "PRAGMA recursive_triggers=ON;";
static const char pragmas_reader[] = "PRAGMA cache_size=-700;"
				     "PRAGMA query_only=ON;";
static const char pragmas_writer[] = "PRAGMA journal_mode=WAL;"
				     "PRAGMA wal_autocheckpoint=2000;"
				     "PRAGMA journal_size_limit=67108864;"
				     "PRAGMA cache_size=-8000;"
				     "PRAGMA temp_store=MEMORY;"
				     "CREATE TEMP TABLE search_todo (id INTEGER PRIMARY KEY, "
				     "was TEXT);";

enum db_code sqlite_code(sqlite3 *h, int rc)
{
	switch (rc & 0xff) {
	case SQLITE_OK:
	case SQLITE_DONE:
		return DB_OK;
	case SQLITE_ROW:
		return DB_ROW;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return DB_BUSY;
	case SQLITE_CONSTRAINT:
		return DB_CONSTRAINT;
	case SQLITE_FULL:
		return DB_FULL;
	case SQLITE_IOERR: {
		/* A limit on the size of files or a quota is "full" for the person who reads it.
		 * SQLite forgets the number when a commit fails; the system's still stands. */
		int e = h ? sqlite3_system_errno(h) : 0;
		e = e ? e : errno;
		return e == EFBIG || e == EDQUOT || e == ENOSPC ? DB_FULL : DB_IO;
	}
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
		return DB_IO;
	case SQLITE_READONLY:
		return DB_READONLY;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return DB_CORRUPT;
	default:
		return DB_ERROR;
	}
}

static enum db_code result(struct db *db, int rc)
{
	enum db_code c = sqlite_code(db->h, rc);
	if (c != DB_OK && c != DB_ROW)
		snprintf(db->message, sizeof db->message, "%s",
			db->h ? sqlite3_errmsg(db->h) : sqlite3_errstr(rc));
	return c;
}

/* Options of the process. Once the library has started they are refused, which is what we want
 * for every open but the first. Debian builds without lookaside: with statistics on, every small
 * allocation would take a mutex. */
static void setup(void)
{
	sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	AZ(sqlite3_initialize());
}

static enum db_code script(struct db *db, const char *sql)
{
	return result(db, sqlite3_exec(db->h, sql, NULL, NULL, NULL));
}

static enum db_code harden(struct db *db)
{
	int on = 0;
	AZ(sqlite3_db_config(db->h, SQLITE_DBCONFIG_DEFENSIVE, 1, &on));
	AZ(sqlite3_db_config(db->h, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, &on));
	AZ(sqlite3_db_config(db->h, SQLITE_DBCONFIG_DQS_DML, 0, &on));
	AZ(sqlite3_db_config(db->h, SQLITE_DBCONFIG_DQS_DDL, 0, &on));
	AZ(sqlite3_busy_timeout(db->h, DB_BUSY_MS));
	enum db_code c = script(db, pragmas_all);
	if (!c)
		c = script(db, db->writable ? pragmas_writer : pragmas_reader);
	return c;
}

/* A new file is for its owner alone; SQLite gives the log beside it the same mode. */
static enum db_code make_file(struct db *db)
{
	int fd = open(db->store->url, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
	if (fd >= 0)
		return close(fd) ? DB_IO : DB_OK;
	if (errno == EEXIST)
		return DB_OK;
	snprintf(db->message, sizeof db->message, "%m");
	return errno == ENOSPC || errno == EDQUOT ? DB_FULL : DB_IO;
}

static enum db_code mark_file(struct db *db)
{
	struct stmt *s = db_prep(db, "SELECT count(*) FROM sqlite_schema");
	if (db_one_int(s, 1) != 0)
		return DB_OK;
	char sql[48];
	snprintf(sql, sizeof sql, "PRAGMA application_id=%d", DUBAN_ID);
	return script(db, sql);
}

/* A file on a medium where nothing can be written, and without a log beside it, is opened as one
 * that nobody changes; SQLite could not keep its own notes there. */
static bool is_immutable(const struct store *s, char *uri, size_t room)
{
	char beside[PATH_MAX];
	snprintf(beside, sizeof beside, "%s-wal", s->url);
	bool log = access(beside, F_OK) == 0;
	snprintf(beside, sizeof beside, "%s", s->url);
	if (!s->read_only || log || access(dirname(beside), W_OK) == 0)
		return false;
	size_t n = (size_t)snprintf(uri, room, "file:");
	for (const char *p = s->url; *p && n + 16 < room; p++)
		n += (size_t)snprintf(uri + n, room - n, strchr("?#%", *p) ? "%%%02x" : "%c", *p);
	snprintf(uri + n, room - n, "?immutable=1");
	return true;
}

static enum db_code open_handle(struct db *db)
{
	const struct store *s = db->store;
	char uri[PATH_MAX * 3];
	int how = s->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
	bool fixed = is_immutable(s, uri, sizeof uri);
	int rc = sqlite3_open_v2(fixed ? uri : s->url, (sqlite3 **)&db->h,
		how | SQLITE_OPEN_NOMUTEX | (fixed ? SQLITE_OPEN_URI : 0), NULL);
	AN(db->h);
	sqlite3_extended_result_codes(db->h, 1);
	return result(db, rc);
}

static enum db_code open_db(struct db *db)
{
	setup();
	enum db_code c = DB_OK;
	if (db->writable && db->store->create)
		c = make_file(db);
	if (!c)
		c = open_handle(db);
	if (!c)
		c = harden(db);
	if (!c)
		c = fts_register(db);
	if (!c && db->writable && db->store->create)
		c = mark_file(db);
	return c;
}

static void close_db(struct db *db)
{
	AZ(sqlite3_close(db->h)); /* not _v2: a forgotten statement is a bug */
	db->h = NULL;
}

static enum db_code prep(struct stmt *s)
{
	int rc = sqlite3_prepare_v3(
		s->db->h, s->sql, -1, SQLITE_PREPARE_PERSISTENT, (sqlite3_stmt **)&s->h, NULL);
	enum db_code c = result(s->db, rc);
	if (!c && !s->h) {
		snprintf(s->db->message, sizeof s->db->message, "empty statement");
		return DB_ERROR;
	}
	return c;
}

static void drop(struct stmt *s)
{
	sqlite3_finalize(s->h);
}

static void bind_int(struct stmt *s, int i, int64_t v)
{
	AZ(sqlite3_bind_int64(s->h, i, v));
}

static void bind_text(struct stmt *s, int i, struct str v, bool copy)
{
	AN(v.n <= INT32_MAX);
	AZ(sqlite3_bind_text(s->h, i, v.p, (int)v.n, copy ? SQLITE_TRANSIENT : SQLITE_STATIC));
}

static void bind_blob(struct stmt *s, int i, struct str v)
{
	AN(v.n <= INT32_MAX);
	AZ(sqlite3_bind_blob(s->h, i, v.p, (int)v.n, SQLITE_STATIC));
}

static enum db_code step(struct stmt *s)
{
	struct db *db = s->db;
	errno = 0;
	int rc = sqlite3_step(s->h);
	if (rc == SQLITE_DONE && !sqlite3_stmt_readonly(s->h))
		db->changes = sqlite3_changes64(db->h);
	return result(db, rc);
}

static void reset(struct stmt *s)
{
	sqlite3_reset(s->h); /* repeats the error of the last step, which is known */
	if (!s->db->store->warn_scans)
		return;
	int n = sqlite3_stmt_status(s->h, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1);
	if (n >= SCAN_STEPS)
		log_warn("store", "full scan, %d rows [%.300s]", n, s->sql);
}

static void unbind(struct stmt *s)
{
	sqlite3_clear_bindings(s->h);
}

static bool col_null(struct stmt *s, int i)
{
	return sqlite3_column_type(s->h, i) == SQLITE_NULL;
}

static int64_t col_int(struct stmt *s, int i)
{
	AN(i < sqlite3_column_count(s->h));
	return sqlite3_column_int64(s->h, i);
}

static struct str col_text(struct stmt *s, int i)
{
	AN(i < sqlite3_column_count(s->h));
	const char *p = (const char *)sqlite3_column_text(s->h, i);
	return p ? str_n(p, (size_t)sqlite3_column_bytes(s->h, i)) : STR_NONE;
}

static struct str col_blob(struct stmt *s, int i)
{
	AN(i < sqlite3_column_count(s->h));
	const char *p = sqlite3_column_blob(s->h, i);
	return p ? str_n(p, (size_t)sqlite3_column_bytes(s->h, i)) : STR_NONE;
}

static enum db_code begin(struct db *db, bool write)
{
	/* IMMEDIATE: the lock is waited for here, where nothing has been done yet. */
	return db_run(write ? db_prep(db, "BEGIN IMMEDIATE") : db_prep(db, "BEGIN"));
}

static bool in_tx(struct db *db)
{
	return !sqlite3_get_autocommit(db->h);
}

static void wide(struct db *db, bool on)
{
	script(db, on ? "PRAGMA cache_size=-120000" : "PRAGMA cache_size=-8000");
	if (on)
		return;
	sqlite3_db_release_memory(db->h);
	malloc_trim(0);
}

const struct driver sqlite_driver = {
	.name = "sqlite",
	.open = open_db,
	.close = close_db,
	.prep = prep,
	.drop = drop,
	.bind_int = bind_int,
	.bind_text = bind_text,
	.bind_blob = bind_blob,
	.step = step,
	.reset = reset,
	.unbind = unbind,
	.col_null = col_null,
	.col_int = col_int,
	.col_text = col_text,
	.col_blob = col_blob,
	.begin = begin,
	.in_tx = in_tx,
	.wide = wide,
	.script = script,
};

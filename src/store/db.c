/* db.c — statements: prepare, bind, step, read; the same for every engine.
 *
 * Not here: what an engine does (sqlite.c, pg.c), transactions (writer.c), opening (store.c).
 * Invariant: a statement that has not given DB_ROW last is reset, so no cursor pins the log of the
 * database longer than its rows are read. */
#include "store/db_int.h"

#include "base/bug.h"
#include "sys/log.h"

#include <stdio.h>
#include <stdlib.h>

const char *db_code_name(enum db_code c)
{
	static const char *const names[] = {
		[DB_OK] = "ok",
		[DB_ROW] = "row",
		[DB_BUSY] = "busy",
		[DB_CONSTRAINT] = "constraint",
		[DB_FULL] = "full",
		[DB_IO] = "io",
		[DB_READONLY] = "readonly",
		[DB_CORRUPT] = "corrupt",
		[DB_LOST] = "lost",
		[DB_ERROR] = "error",
		[DB_ABORT] = "abort",
	};
	AN((size_t)c < NELEM(names));
	return names[c];
}

struct db *db_open(struct store *s, bool writable, enum db_code *code)
{
	struct db *db = calloc(1, sizeof *db);
	AN(db);
	db->store = s;
	db->writable = writable;
	*code = db_fault(s);
	if (!*code)
		*code = s->drv->open(db);
	return db;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	cache_free(&db->cache);
	for (int i = 0; i < DB_OWN && db->own[i].init; i++) {
		db->own[i].fini(db->own[i].p);
		free(db->own[i].p);
	}
	db->store->drv->close(db);
	if (!db->writable)
		db->store->readers--;
	free(db);
}

void *db_own(struct db *db, size_t n, void (*init)(void *), void (*fini)(void *))
{
	int i = 0;
	while (i < DB_OWN && db->own[i].init && db->own[i].init != init)
		i++;
	AN(i < DB_OWN);
	struct own *o = &db->own[i];
	if (!o->init) {
		*o = (struct own){init, fini, calloc(1, n)};
		AN(o->p);
		init(o->p);
	}
	return o->p;
}

bool db_is_pg(const struct db *db)
{
	return store_is_pg(db->store);
}

bool db_may_write(const struct db *db)
{
	return db->writable;
}

enum db_code db_fault(struct store *s)
{
	if (!s->fault_nth || atomic_fetch_add(&s->calls, 1) + 1 != s->fault_nth)
		return DB_OK;
	return s->fault_code;
}

enum db_code db_note(struct db *db, enum db_code code, const char *what, const char *sql)
{
	if (code == DB_OK || code == DB_ROW)
		return code;
	/* A server refuses all that follows a failure; that says nothing new. */
	bool echo = code == DB_ABORT && db->failed;
	/* The first failure is the one to tell, unless nothing more can be done here. */
	if (!db->failed || code == DB_LOST)
		db->failed = code;
	/* A refused value and a lock are ordinary; the caller decides. */
	if (!echo && code != DB_BUSY && code != DB_CONSTRAINT)
		log_error("store", "%s: %s: %s [%.200s]", what, db_code_name(code), db->message,
			sql ? sql : "");
	return code;
}

enum db_code db_script(struct db *db, const char *sql)
{
	enum db_code c = db_fault(db->store);
	if (!c)
		c = db->store->drv->script(db, sql);
	return db_note(db, c, "script", sql);
}

static struct stmt *ready(struct stmt *s)
{
	if (s->active) {
		log_error("store", "cursor still open: [%.200s]", s->sql);
		BUG("a statement is used again before db_done()");
	}
	cache_use(s);
	s->held = true;
	if (s->failed == DB_ERROR) {
		log_error("store", "%s [%s]", s->db->message, s->sql);
		BUG("SQL that cannot be prepared");
	}
	if (!s->failed)
		s->db->store->drv->unbind(s);
	return s;
}

struct stmt *db_prep_lit(struct db *db, const char *literal)
{
	return ready(cache_literal(db, literal));
}

struct stmt *db_prep_sql(struct db *db, const struct sql *q)
{
	AZ(q->text.full);
	struct stmt *s = ready(cache_text(db, buf_view(&q->text)));
	for (int i = 0; i < q->n_args; i++) {
		const struct sql_arg *a = &q->args[i];
		if (a->type == SQL_INT)
			db_int(s, i + 1, a->i);
		else if (a->type == SQL_TEXT)
			db_text(s, i + 1, a->s);
		else
			db_null(s, i + 1);
	}
	return s;
}

/* A statement finished earlier may have been dropped since: bring it back. */
static bool bindable(struct stmt *s)
{
	AZ(s->active);
	if (!s->held) {
		cache_use(s);
		s->held = true;
	}
	return s->failed == DB_OK;
}

void db_int(struct stmt *s, int i, int64_t v)
{
	if (bindable(s))
		s->db->store->drv->bind_int(s, i, v);
}

void db_rid(struct stmt *s, int i, rid v)
{
	if (v.n)
		db_int(s, i, v.n);
	else
		db_null(s, i);
}

void db_text(struct stmt *s, int i, struct str v)
{
	if (bindable(s))
		s->db->store->drv->bind_text(s, i, v.n ? v : STR_NONE, false);
}

void db_blob(struct stmt *s, int i, struct str v)
{
	if (bindable(s))
		s->db->store->drv->bind_blob(s, i, v.n ? v : STR_NONE);
}

void db_day(struct stmt *s, int i, struct day v)
{
	char t[DAY_TEXT];
	struct str text = day_is_set(v) ? str_of(day_text(v, t)) : STR_NONE;
	if (bindable(s))
		s->db->store->drv->bind_text(s, i, text, true);
}

void db_stamp(struct stmt *s, int i, struct stamp v)
{
	if (v.ms)
		db_int(s, i, v.ms);
	else
		db_null(s, i);
}

void db_null(struct stmt *s, int i)
{
	db_text(s, i, STR_NONE);
}

void db_done(struct stmt *s)
{
	if (s->held && s->h)
		s->db->store->drv->reset(s);
	s->held = s->active = false;
}

enum db_code db_step(struct stmt *s)
{
	enum db_code c = s->failed;
	if (!c) {
		AN(s->held);
		c = db_fault(s->db->store);
	}
	if (!c)
		c = s->db->store->drv->step(s);
	s->active = c == DB_ROW;
	if (c != DB_ROW) {
		db_note(s->db, c, "step", s->sql);
		db_done(s);
	}
	return c;
}

enum db_code db_run(struct stmt *s)
{
	enum db_code c;
	do
		c = db_step(s);
	while (c == DB_ROW);
	return c;
}

enum db_code db_failed(const struct db *db)
{
	return db->failed;
}

void db_bulk(struct db *w)
{
	AN(w->writable);
	if (!w->bulk)
		w->store->drv->wide(w, true);
	w->bulk = true;
}

int64_t db_changes(struct db *db)
{
	return db->changes;
}

int64_t db_col_int(struct stmt *s, int i)
{
	AN(s->active);
	return s->db->store->drv->col_int(s, i);
}

rid db_col_rid(struct stmt *s, int i)
{
	return (rid){db_col_int(s, i)};
}

struct str db_col_text(struct stmt *s, int i)
{
	AN(s->active);
	return s->db->store->drv->col_text(s, i);
}

struct str db_col_blob(struct stmt *s, int i)
{
	AN(s->active);
	return s->db->store->drv->col_blob(s, i);
}

struct day db_col_day(struct stmt *s, int i)
{
	struct day d;
	struct str t = db_col_text(s, i);
	if (!t.n)
		return DAY_NONE;
	if (day_parse(t, &d))
		return d;
	log_error("store", "not a day: column %d of [%.200s]", i, s->sql);
	return DAY_NONE;
}

struct stamp db_col_stamp(struct stmt *s, int i)
{
	return (struct stamp){db_col_int(s, i)};
}

bool db_col_is_null(struct stmt *s, int i)
{
	AN(s->active);
	return s->db->store->drv->col_null(s, i);
}

int64_t db_one_int(struct stmt *s, int64_t none)
{
	int64_t v = db_step(s) == DB_ROW ? db_col_int(s, 0) : none;
	db_done(s);
	return v;
}

/* store.c — opens and closes the database of a process, hands out readers, starts transactions. */
#include "store/db_int.h"

#include "base/bug.h"
#include "sys/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_pg_url(const char *url)
{
	struct str u = str_of(url);
	return str_starts(u, S("postgres://")) || str_starts(u, S("postgresql://"));
}

static struct str advice(enum db_code c)
{
	switch (c) {
	case DB_BUSY:
		return S("数据库正被其他程序占用，请稍后再试");
	case DB_FULL:
		return S("磁盘已满，请清理后再试");
	case DB_CORRUPT:
		return S("不是督办数据库，或文件已损坏，请检查路径或从备份恢复");
	case DB_LOST:
		return S("连不上数据库服务器，请检查地址、账号和网络");
	case DB_READONLY:
		return S("没有写权限，请检查文件和目录的属主与权限");
	case DB_OK:
	case DB_ROW:
	case DB_CONSTRAINT:
	case DB_IO:
	case DB_ERROR:
	case DB_ABORT:
	default:
		return S("请检查路径和权限");
	}
}

static enum db_code try_reader(struct store *s, char why[static DB_MESSAGE])
{
	enum db_code c;
	struct db *db = db_open(s, false, &c);
	s->readers++;
	memcpy(why, db->message, DB_MESSAGE);
	db_close(db);
	return c;
}

/* As with the clock of tests (sys/clock.h), only where both are said. */
static bool is_tried_twice(void)
{
	const char *test = getenv("DUBAN_TEST"), *twice = getenv("DUBAN_TWICE");
	return test && twice && strcmp(test, "1") == 0 && strcmp(twice, "1") == 0;
}

struct store *store_open(const struct store_opt *o, struct arena *a, struct str *why)
{
	struct store *s = calloc(1, sizeof *s);
	AN(s);
	s->drv = is_pg_url(o->url) ? &pg_driver : &sqlite_driver;
	s->url = strdup(o->url);
	AN(s->url);
	s->create = o->create;
	s->read_only = o->read_only;
	s->warn_scans = o->warn_scans;
	s->twice = is_tried_twice();
	s->fault_nth = o->fault_nth;
	s->fault_code = o->fault_code ? o->fault_code : DB_IO;
	enum db_code c = DB_OK;
	char message[DB_MESSAGE] = "";
	if (!o->create && !store_is_pg(s) && access(o->url, F_OK) != 0) {
		*why = str_fmt(
			a, "找不到数据库文件 %s：请检查路径，或先用 duban init 新建", o->url);
		goto fail;
	}
	if (o->read_only)
		c = try_reader(s, message);
	else
		s->writer = writer_start(s, &c, message);
	if (!c)
		return s;
	struct str hint = advice(c);
	*why = str_fmt(a, "打不开数据库 %s：%.*s（%s）", store_is_pg(s) ? "(PostgreSQL)" : o->url,
		STR_ARG(hint), message);
fail:
	free(s->url);
	free(s);
	return NULL;
}

void store_close(struct store *s)
{
	if (!s)
		return;
	AZ(s->readers);
	writer_stop(s->writer);
	free(s->url);
	free(s);
}

int64_t store_calls(const struct store *s)
{
	return s->calls;
}

bool store_is_pg(const struct store *s)
{
	return s->drv == &pg_driver;
}

struct db *store_reader(struct store *s)
{
	enum db_code c;
	s->readers++;
	struct db *db = db_open(s, false, &c);
	if (!c)
		return db;
	log_error("store", "reader: %s: %s", db_code_name(c), db->message);
	db_close(db);
	return NULL;
}

enum db_code db_read_begin(struct db *db)
{
	AZ(db->in_read || db->writable);
	db->failed = DB_OK;
	enum db_code c = db_fault(db->store);
	if (!c)
		c = db->store->drv->begin(db, false);
	db_note(db, c, "begin", NULL);
	db->in_read = c == DB_OK;
	return c;
}

void db_read_end(struct db *db)
{
	if (!db->in_read)
		return;
	cache_settle(&db->cache);
	db->store->drv->script(db, "COMMIT");
	db->in_read = false;
}

enum db_code db_tx(struct db *db, enum db_code (*job)(struct db *w, void *arg), void *arg)
{
	AZ(db->writable || db->in_read); /* nested, or it would not see its own change */
	if (!db->store->writer)
		return DB_READONLY;
	return writer_run(db->store->writer, job, arg);
}

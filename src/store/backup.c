/* backup.c — see backup.h. The copy is taken page by page inside one reading transaction, so
 * writers are neither stopped nor do they make it start again. It is left without a log beside it:
 * one file is the whole backup. */
#include "store/backup.h"

#include "base/bug.h"
#include "sys/file.h"

#include <sqlite3.h>

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STEP = 1024, PIECE = 1 << 20, IN_USE_MS = 200, MARK_MAX = 8192 };

struct copy {
	sqlite3 *from, *to;
	const struct backup_opt *o;
	struct arena *a;
	struct str *why;
};

static bool fail(struct copy *k, const char *what, sqlite3 *h, int rc)
{
	*k->why = str_fmt(k->a, "%s：%s", what, h ? sqlite3_errmsg(h) : sqlite3_errstr(rc));
	return false;
}

static bool run(sqlite3 *h, const char *sql)
{
	return sqlite3_exec(h, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static bool open_both(struct copy *k, const char *from, const char *to)
{
	int rc = sqlite3_open_v2(from, &k->from, SQLITE_OPEN_READONLY, NULL);
	if (rc)
		return fail(k, "打不开来源数据库", k->from, rc);
	sqlite3_busy_timeout(k->from, 5000);
	/* The transaction begins with the first read and holds this state to the end. */
	if (!run(k->from, "BEGIN; SELECT count(*) FROM sqlite_schema"))
		return fail(k, "读不出来源数据库", k->from, 0);
	int fd = open(to, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
	if (fd < 0) {
		*k->why = str_fmt(k->a, "不能写 %s：%m，请检查目录的权限和空间", to);
		return false;
	}
	close(fd);
	rc = sqlite3_open_v2(to, &k->to, SQLITE_OPEN_READWRITE, NULL);
	if (rc || !run(k->to, "PRAGMA synchronous=FULL"))
		return fail(k, "打不开目标文件", k->to, rc);
	return true;
}

static bool copy_pages(struct copy *k)
{
	sqlite3_backup *b = sqlite3_backup_init(k->to, "main", k->from, "main");
	int rc;
	if (!b)
		return fail(k, "不能开始复制", k->to, 0);
	do {
		rc = sqlite3_backup_step(b, STEP);
		int64_t total = sqlite3_backup_pagecount(b);
		if (k->o->progress)
			k->o->progress(k->o->arg, total - sqlite3_backup_remaining(b), total);
	} while (rc == SQLITE_OK);
	sqlite3_backup_finish(b);
	if (rc != SQLITE_DONE)
		return fail(k, rc == SQLITE_FULL ? "目标磁盘已满" : "复制中断", NULL, rc);
	if (!run(k->to, "PRAGMA journal_mode=DELETE"))
		return fail(k, "不能结束复制", k->to, 0);
	return true;
}

static bool copy_to(const char *from, const char *to, const struct backup_opt *o, struct arena *a,
	struct str *why)
{
	struct copy k = {.o = o, .a = a, .why = why};
	bool ok = open_both(&k, from, to) && copy_pages(&k);
	sqlite3_close(k.from);
	if (sqlite3_close(k.to) != SQLITE_OK)
		ok = false;
	return ok;
}

/* Makes the new name durable. */
static bool sync_folder(struct arena *a, const char *path)
{
	int fd = open(dirname(str_c(a, str_of(path))), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;
	if (fd >= 0)
		close(fd);
	return ok;
}

/* SQLite synced the content already; this is for file systems where that was not the last word. */
static bool give_name(struct arena *a, const char *part, const char *to)
{
	int fd = open(part, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;
	if (fd >= 0)
		close(fd);
	return ok && rename(part, to) == 0 && sync_folder(a, to);
}

bool backup_copy(const char *from, const char *to, const struct backup_opt *o, struct arena *a,
	struct str *why)
{
	char *part = arena_fmt(a, "%s.part-%d", to, (int)getpid());
	if (!o->replace && access(to, F_OK) == 0) {
		*why = str_fmt(a, "%s 已经存在，不覆盖：请换一个文件名，或加 --force", to);
		return false;
	}
	if (access(from, R_OK) != 0) {
		*why = str_fmt(a, "读不到 %s：%m，请检查路径", from);
		return false;
	}
	if (!copy_to(from, part, o, a, why)) {
		unlink(part);
		return false;
	}
	if (give_name(a, part, to))
		return true;
	*why = str_fmt(a, "不能写 %s：%m", to);
	unlink(part);
	return false;
}

bool backup_is_sound(const char *path, struct arena *a, struct str *why)
{
	sqlite3 *h = NULL;
	sqlite3_stmt *s = NULL;
	bool sound = false;
	*why = STR_NONE;
	if (sqlite3_open_v2(path, &h, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
		sqlite3_prepare_v2(h, "PRAGMA quick_check(1)", -1, &s, NULL) == SQLITE_OK &&
		sqlite3_step(s) == SQLITE_ROW) {
		struct str said = str_of((const char *)sqlite3_column_text(s, 0));
		sound = str_eq(said, S("ok"));
		*why = str_dup(a, said);
	} else {
		*why = str_dup(a, str_of(sqlite3_errmsg(h)));
	}
	sqlite3_finalize(s);
	sqlite3_close(h);
	return sound;
}

/* Byte for byte: the restored file is the copy. */
static bool copy_bytes(struct copy *k, int from, int to)
{
	struct stat st;
	int64_t done = 0;
	enum file_code c = fstat(from, &st) == 0 ? FILE_OK : FILE_IO;
	char *b = arena_get(k->a, PIECE);
	for (ssize_t n = 1; !c && n > 0; done += n) {
		n = file_get(from, b, PIECE);
		c = n < 0 ? FILE_IO : file_put(to, str_n(b, (size_t)n));
		if (!c && k->o->progress)
			k->o->progress(k->o->arg, done + n, (int64_t)st.st_size);
	}
	if (!c && done < (int64_t)st.st_size)
		c = FILE_IO;
	if (c)
		*k->why = str_fmt(k->a, "复制中断：%s", file_why(c, false));
	return c == FILE_OK;
}

static bool copy_file(const char *from, const char *to, const struct backup_opt *o, struct arena *a,
	struct str *why)
{
	struct copy k = {.o = o, .a = a, .why = why};
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = in < 0 ? -1 : open(to, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
	bool ok = out >= 0;
	if (ok)
		ok = copy_bytes(&k, in, out);
	else
		*why = str_fmt(a, "不能把 %s 复制成 %s：%m", from, to);
	if (in >= 0)
		close(in);
	if (out >= 0 && close(out) != 0)
		ok = false;
	return ok;
}

/* Whether another process has the database open. A damaged one tells nothing: then no. */
static bool is_in_use(const char *path)
{
	sqlite3 *h = NULL;
	int rc = sqlite3_open_v2(path, &h, SQLITE_OPEN_READWRITE, NULL);
	if (!rc) {
		sqlite3_busy_timeout(h, IN_USE_MS);
		run(h, "PRAGMA locking_mode=EXCLUSIVE");
		rc = sqlite3_exec(h, "BEGIN EXCLUSIVE; ROLLBACK", NULL, NULL, NULL);
	}
	sqlite3_close(h);
	return (rc & 0xff) == SQLITE_BUSY;
}

/* A log left beside the old file must never meet the new one: a database moves with all that
 * stands beside it. */
static const char *const ends[] = {"", "-wal", "-shm", "-journal"};

/* The first `n` of them get the other name; how many did, before one could not. */
static size_t move(struct arena *a, const char *from, const char *to, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (rename(arena_fmt(a, "%s%s", from, ends[i]),
			    arena_fmt(a, "%s%s", to, ends[i])) != 0 &&
			errno != ENOENT)
			return i;
	return n;
}

/* The new file takes the name, and the old one is kept under another; or all is as it was. */
static bool take_place(struct copy *k, const char *part, const char *to)
{
	char *kept = arena_fmt(k->a, "%s.replaced-%lld", to, (long long)k->o->now.ms);
	size_t moved = move(k->a, to, kept, NELEM(ends));
	if (moved == NELEM(ends) && give_name(k->a, part, to))
		return true;
	*k->why = str_fmt(k->a, "不能写 %s：%m", to);
	if (move(k->a, kept, to, moved) < moved)
		*k->why = str_fmt(k->a, "%.*s。原来的数据库在 %s，也放不回去（%m），请改回原名",
			STR_ARG(*k->why), kept);
	return false;
}

bool backup_restore(const char *from, const char *to, const struct backup_opt *o, struct arena *a,
	struct str *why)
{
	char *part = arena_fmt(a, "%s.part-%d", to, (int)getpid());
	bool there = access(to, F_OK) == 0;
	if (there && !o->replace) {
		*why = str_fmt(
			a, "%s 已经存在，不覆盖：确要替换请加 --force（原文件会改名保留）", to);
		return false;
	}
	if (there && is_in_use(to)) {
		*why = str_fmt(a, "%s 正在被使用：请先停止服务，再恢复", to);
		return false;
	}
	/* A log beside the copy (somebody copied a running database) belongs to its content. */
	bool log = access(arena_fmt(a, "%s-wal", from), F_OK) == 0;
	if (!(log ? copy_to : copy_file)(from, part, o, a, why)) {
		unlink(part);
		return false;
	}
	if (take_place(&(struct copy){.o = o, .a = a, .why = why}, part, to))
		return true;
	unlink(part);
	return false;
}

/* ---- when it was copied last ---- */

bool backup_mark(const char *db, const struct backup_mark *m, struct arena *a)
{
	char at[STAMP_TEXT], *whole = realpath(str_c(a, m->to), NULL);
	struct str line = str_fmt(
		a, "%s %s\n", stamp_text(m->at, at), whole ? whole : str_c(a, m->to));
	free(whole);
	return file_write(arena_fmt(a, "%s.copied", db), line, 0640) == FILE_OK;
}

bool backup_marked(const char *db, struct arena *a, struct backup_mark *out)
{
	struct str line;
	if (file_read(a, arena_fmt(a, "%s.copied", db), MARK_MAX, &line) != FILE_OK)
		return false;
	bool good = stamp_parse(str_cut(&line, S(" ")), &out->at);
	out->to = str_trim(line);
	return good && out->to.n;
}

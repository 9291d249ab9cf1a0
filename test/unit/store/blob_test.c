/* blob_test.c — attachments in and out, shared, swept; with DB=pg on TEST_PG_URL. */
#include "lib/store_fixture.h"

#include "store/blob.h"
#include "sys/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static int file_of(size_t n, unsigned seed)
{
	int fd = file_temp(NULL);
	assert_true(fd >= 0);
	char b[4096];
	for (size_t at = 0; at < n; at += sizeof b) {
		size_t part = n - at < sizeof b ? n - at : sizeof b;
		for (size_t i = 0; i < part; i++)
			b[i] = (char)((seed = seed * 1103515245 + 12345) >> 16);
		assert_int_equal(write(fd, b, part), part);
	}
	return fd;
}

static bool same(int x, int y)
{
	char a[4096], b[4096];
	lseek(x, 0, SEEK_SET);
	lseek(y, 0, SEEK_SET);
	for (;;) {
		ssize_t n = read(x, a, sizeof a), m = read(y, b, sizeof b);
		if (n != m || (n > 0 && memcmp(a, b, (size_t)n) != 0))
			return false;
		if (n <= 0)
			return true;
	}
}

static int64_t chunks(struct fixture *f)
{
	return db_one_int(db_prep(f->db, "SELECT count(*) FROM blob_chunk"), -1);
}

static const struct stamp now = {1789722000000};
enum { CEILING = 64 << 20 };

static void content_comes_back(void **state)
{
	(void)state;
	static const size_t sizes[] = {1, BLOB_CHUNK - 1, BLOB_CHUNK, BLOB_CHUNK + 1, 3000000};
	struct fixture f = fixture_open(NULL);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct blob b, again;
		int fd = file_of(sizes[i], (unsigned)i), out = file_temp(NULL);
		assert_int_equal(blob_put(f.db, fd, CEILING, now, &b), DB_OK);
		assert_int_equal(b.size, sizes[i]);
		assert_int_equal(blob_find(f.db, b.id, &again), DB_OK);
		assert_memory_equal(b.sha, again.sha, BLOB_SHA);
		assert_int_equal(blob_get_fd(f.db, b.id, out), DB_OK);
		assert_true(same(fd, out));
		close(fd);
		close(out);
	}
	fixture_close(&f);
}

static void the_same_content_is_kept_once(void **state)
{
	(void)state;
	struct fixture f = fixture_open(NULL);
	struct blob a, b, e;
	int fd = file_of(200000, 5), empty = file_of(0, 0);
	assert_int_equal(blob_put(f.db, fd, CEILING, now, &a), DB_OK);
	assert_int_equal(blob_put(f.db, fd, CEILING, now, &b), DB_OK);
	assert_int_equal(a.id.n, b.id.n);
	assert_int_equal(chunks(&f), 4);
	assert_int_equal(blob_put(f.db, empty, CEILING, now, &e), DB_OK);
	assert_int_equal(e.size, 0);
	assert_int_equal(blob_get_fd(f.db, e.id, empty), DB_OK);
	close(fd);
	close(empty);
	fixture_close(&f);
}

static void too_much_is_refused(void **state)
{
	(void)state;
	struct fixture f = fixture_open(NULL);
	struct blob b;
	int fd = file_of(100001, 1);
	assert_int_equal(blob_put(f.db, fd, 100000, now, &b), DB_FULL);
	assert_int_equal(chunks(&f), 0);
	assert_int_equal(blob_put(f.db, -1, 100000, now, &b), DB_IO);
	assert_int_equal(blob_find(f.db, (rid){77}, &b), DB_ABORT);
	close(fd);
	fixture_close(&f);
}

struct owned {
	rid owner, blob;
};

static enum db_code hold(struct db *w, void *arg)
{
	const struct owned *o = arg;
	return blob_hold(w, o->owner, o->blob);
}

static enum db_code release(struct db *w, void *arg)
{
	const struct owned *o = arg;
	return blob_release(w, o->owner, o->blob);
}

static void what_nobody_holds_is_swept(void **state)
{
	(void)state;
	struct fixture f = fixture_open(NULL);
	struct blob a, b;
	int64_t n;
	int fa = file_of(100000, 1), fb = file_of(100000, 2);
	assert_int_equal(blob_put(f.db, fa, CEILING, now, &a), DB_OK);
	assert_int_equal(blob_put(f.db, fb, CEILING, now, &b), DB_OK);
	struct owned o1 = {{900}, a.id}, o2 = {{901}, a.id};
	assert_int_equal(db_tx(f.db, hold, &o1), DB_OK);
	assert_int_equal(db_tx(f.db, hold, &o1), DB_OK);
	assert_int_equal(db_tx(f.db, hold, &o2), DB_OK);
	assert_int_equal(blob_sweep(f.db, now, &n), DB_OK);
	assert_int_equal(n, 0); /* as old as the limit: still being attached */
	struct stamp later = {now.ms + 1};
	assert_int_equal(blob_sweep(f.db, later, &n), DB_OK);
	assert_int_equal(n, 1);
	assert_int_equal(blob_find(f.db, b.id, &b), DB_ABORT);
	assert_int_equal(db_tx(f.db, release, &o1), DB_OK);
	assert_int_equal(blob_sweep(f.db, later, &n), DB_OK);
	assert_int_equal(n, 0);
	assert_int_equal(db_tx(f.db, release, &o2), DB_OK);
	assert_int_equal(blob_sweep(f.db, later, &n), DB_OK);
	assert_int_equal(n, 1);
	assert_int_equal(chunks(&f), 0);
	close(fa);
	close(fb);
	fixture_close(&f);
}

/* The same content again, while nobody holds the first: it is as young as a new one. */
static void content_sent_again_is_not_swept(void **state)
{
	(void)state;
	struct fixture f = fixture_open(NULL);
	struct stamp later = {now.ms + 86400000};
	struct blob a, b;
	int64_t n;
	int fd = file_of(100000, 1);
	assert_int_equal(blob_put(f.db, fd, CEILING, now, &a), DB_OK);
	assert_int_equal(blob_put(f.db, fd, CEILING, later, &b), DB_OK);
	assert_int_equal(blob_sweep(f.db, later, &n), DB_OK);
	assert_int_equal(n, 0);
	assert_int_equal(blob_find(f.db, b.id, &a), DB_OK);
	close(fd);
	fixture_close(&f);
}

static enum db_code somebody_is_faster(struct db *w, void *arg)
{
	(void)arg;
	return db_run(db_prep(w,
		"CREATE TRIGGER faster AFTER INSERT ON blob_chunk WHEN new.blob <> 900000 BEGIN "
		"INSERT OR IGNORE INTO blob (id, sha, size, made, whole) SELECT 900000, sha, size, "
		"made, 1 FROM blob WHERE id = new.blob; "
		"INSERT OR IGNORE INTO blob_chunk (blob, pos, bytes) VALUES (900000, new.pos, "
		"new.bytes); END"));
}

/* Somebody else finishes the same content meanwhile, and the job that notices runs twice: only the
 * own pieces go. */
static void content_of_another_stays(void **state)
{
	(void)state;
	if (fixture_is_pg())
		return; /* the trigger is written for SQLite; what it tests is the same there */
	setenv("DUBAN_TEST", "1", 1);
	setenv("DUBAN_TWICE", "1", 1);
	struct fixture f = fixture_open(NULL);
	struct blob b;
	int fd = file_of(200000, 3), out = file_temp(NULL);
	assert_int_equal(db_tx(f.db, somebody_is_faster, NULL), DB_OK);
	assert_int_equal(blob_put(f.db, fd, CEILING, now, &b), DB_OK);
	assert_int_equal(b.id.n, 900000);
	assert_int_equal(chunks(&f), 4);
	assert_int_equal(blob_get_fd(f.db, b.id, out), DB_OK);
	assert_true(same(fd, out));
	unsetenv("DUBAN_TWICE");
	close(fd);
	close(out);
	fixture_close(&f);
}

static enum db_code damage(struct db *w, void *arg)
{
	(void)arg;
	struct stmt *s = db_prep(w, "UPDATE blob_chunk SET bytes = ? WHERE pos = 1");
	db_blob(s, 1, S("x"));
	return db_run(s);
}

static int stop(void *arg, struct str part)
{
	(void)part;
	return ++*(int *)arg == 2;
}

static void damage_is_found_while_reading(void **state)
{
	(void)state;
	struct fixture f = fixture_open(NULL);
	struct blob b;
	int fd = file_of(300000, 9), calls = 0;
	assert_int_equal(blob_put(f.db, fd, CEILING, now, &b), DB_OK);
	assert_int_equal(blob_get(f.db, b.id, stop, &calls), DB_ABORT);
	assert_int_equal(calls, 2);
	assert_int_equal(db_tx(f.db, damage, NULL), DB_OK);
	assert_int_equal(blob_get_fd(f.db, b.id, fd), DB_CORRUPT);
	close(fd);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(content_comes_back),
		cmocka_unit_test(the_same_content_is_kept_once),
		cmocka_unit_test(too_much_is_refused),
		cmocka_unit_test(what_nobody_holds_is_swept),
		cmocka_unit_test(content_sent_again_is_not_swept),
		cmocka_unit_test(content_of_another_stays),
		cmocka_unit_test(damage_is_found_while_reading),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* backup_test.c — copies of a database that is being written, and putting one back.
 *
 * engine: sqlite (a server is copied by its own tools) */
#include "lib/seal_fixture.h"

#include "seal/seal_verify.h"
#include "store/backup.h"
#include "sys/file.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct names {
	char copy[300], back[300];
};

static struct names names_of(const struct fixture *f)
{
	struct names n;
	snprintf(n.copy, sizeof n.copy, "%s.copy", f->path);
	snprintf(n.back, sizeof n.back, "%s.back", f->path);
	unlink(n.copy);
	unlink(n.back);
	return n;
}

static struct seal_report verify(struct arena *a, const char *path)
{
	struct seal_report r;
	struct seal_verify_opt o = {0};
	struct str why;
	struct store_opt so = {.url = path, .read_only = true};
	struct store *s = store_open(&so, a, &why);
	assert_non_null(s);
	struct db *db = store_reader(s);
	assert_int_equal(seal_verify(db, &o, a, &r), DB_OK);
	db_close(db);
	store_close(s);
	return r;
}

struct load {
	struct store *store;
	_Atomic bool stop;
};

static void *write_on(void *arg)
{
	struct load *l = arg;
	struct db *db = store_reader(l->store);
	while (!l->stop)
		seal_fixture_fill(db, 1);
	db_close(db);
	return NULL;
}

static void a_copy_of_a_busy_database_is_whole(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&seal_fixture_schema);
	struct names n = names_of(&f);
	struct load l = {.store = f.store};
	struct str why;
	pthread_t t;
	int64_t last = 0;
	pthread_create(&t, NULL, write_on, &l);
	for (int i = 0; i < 5; i++) {
		struct backup_opt o = {.replace = i > 0};
		int64_t before = seal_size(f.db);
		assert_true(backup_copy(f.path, n.copy, &o, f.a, &why));
		assert_true(backup_is_sound(n.copy, f.a, &why));
		struct seal_report r = verify(f.a, n.copy);
		assert_int_equal(r.bad, 0);
		assert_true(r.entries >= before && r.entries >= last);
		last = r.entries;
	}
	l.stop = true;
	pthread_join(t, NULL);
	assert_true(seal_size(f.db) > 0);
	unlink(n.copy);
	fixture_close(&f);
}

static void nothing_is_overwritten_unasked(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&seal_fixture_schema);
	struct names n = names_of(&f);
	struct backup_opt o = {0};
	struct str why;
	struct stat st;
	seal_fixture_fill(f.db, 3);
	assert_true(backup_copy(f.path, n.copy, &o, f.a, &why));
	assert_int_equal(stat(n.copy, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_false(backup_copy(f.path, n.copy, &o, f.a, &why));
	assert_true(str_has(why, S("已经存在")));
	assert_false(backup_restore(n.copy, f.path, &o, f.a, &why));
	assert_true(str_has(why, S("已经存在")));
	o.replace = true;
	assert_false(backup_restore(n.copy, f.path, &o, f.a, &why)); /* f.db has it open */
	assert_true(str_has(why, S("正在被使用")));
	assert_false(backup_copy("/nowhere/x.db", n.back, &o, f.a, &why));
	assert_false(backup_copy(f.path, "/nowhere/x.db", &o, f.a, &why));
	unlink(n.copy);
	fixture_close(&f);
}

static void a_restored_database_is_the_copy(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&seal_fixture_schema);
	struct names n = names_of(&f);
	struct backup_opt o = {.replace = true, .now = {1789722000000}};
	struct str why;
	char kept[340];
	seal_fixture_fill(f.db, 3);
	assert_true(backup_copy(f.path, n.copy, &o, f.a, &why));
	seal_fixture_fill(f.db, 2);
	fixture_shut(&f);
	assert_true(backup_restore(n.copy, f.path, &o, f.a, &why));
	assert_int_equal(verify(f.a, f.path).entries, 3);
	snprintf(kept, sizeof kept, "%s.replaced-1789722000000", f.path);
	assert_int_equal(verify(f.a, kept).entries, 5);
	unlink(kept);
	assert_true(fixture_reopen(&f, 0));
	seal_fixture_fill(f.db, 1);
	assert_int_equal(seal_size(f.db), 4);
	unlink(n.copy);
	fixture_close(&f);
}

/* Where the new one cannot take the place, the old one has it again. */
static void a_failed_restore_puts_back_what_was_there(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&seal_fixture_schema);
	struct names n = names_of(&f);
	struct backup_opt o = {.replace = true, .now = {1789722000000}};
	struct str why;
	seal_fixture_fill(f.db, 3);
	assert_true(backup_copy(f.path, n.copy, &o, f.a, &why));
	seal_fixture_fill(f.db, 2);
	fixture_shut(&f);
	/* A file cannot take the name of a folder: the last of four names fails. */
	const char *log = arena_fmt(f.a, "%s-journal", f.path);
	const char *kept = arena_fmt(f.a, "%s.replaced-1789722000000", f.path);
	const char *wall = arena_fmt(f.a, "%s-journal", kept);
	assert_int_equal(file_write(log, S(""), 0600), FILE_OK);
	assert_int_equal(mkdir(wall, 0700), 0);
	assert_false(backup_restore(n.copy, f.path, &o, f.a, &why));
	assert_true(str_has(why, S("不能写")));
	assert_false(str_has(why, S("改回原名")));
	assert_int_equal(access(kept, F_OK), -1);
	assert_int_equal(access(log, F_OK), 0);
	assert_int_equal(rmdir(wall), 0);
	unlink(log);
	assert_int_equal(verify(f.a, f.path).entries, 5);
	unlink(n.copy);
	assert_true(fixture_reopen(&f, 0));
	fixture_close(&f);
}

static void a_damaged_file_is_not_sound(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&seal_fixture_schema);
	struct names n = names_of(&f);
	struct backup_opt o = {0};
	struct str why;
	seal_fixture_fill(f.db, 200);
	assert_true(backup_copy(f.path, n.copy, &o, f.a, &why));
	FILE *file = fopen(n.copy, "r+");
	for (long page = 4; page < 20; page++) {
		fseek(file, page * 4096 + 5, SEEK_SET);
		fputs("damage damage damage", file);
	}
	fclose(file);
	assert_false(backup_is_sound(n.copy, f.a, &why));
	assert_true(why.n > 0);
	unlink(n.copy);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_copy_of_a_busy_database_is_whole),
		cmocka_unit_test(nothing_is_overwritten_unasked),
		cmocka_unit_test(a_restored_database_is_the_copy),
		cmocka_unit_test(a_failed_restore_puts_back_what_was_there),
		cmocka_unit_test(a_damaged_file_is_not_sound),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* verify_test.c — duban verify, backup and restore: exit codes, words for people and for programs.
 *
 * engine: sqlite (a server is copied by its own tools) */
#include "lib/world_fixture.h"
#include "run/registry.h"
#include "seal/receipt.h"
#include "sys/file.h"

#include <jansson.h>
#include <sqlite3.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct world_fixture *f;
static char *out_text, *err_text;
static char copy[224], back[224], receipt[224], key[224];

/* Runs a command line; %s in it are paths. */
static int run(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
static int run(const char *fmt, ...)
{
	char line[512], *argv[20] = {(char *)"duban"};
	int n = 1;
	size_t a, b;
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(line, sizeof line, fmt, ap);
	va_end(ap);
	for (char *w = strtok(line, " "); w && n < 19; w = strtok(NULL, " "))
		argv[n++] = w;
	free(out_text);
	free(err_text);
	FILE *out = open_memstream(&out_text, &a), *err = open_memstream(&err_text, &b);
	int code = cli_main(registry_program(), argv, out, err);
	fclose(out);
	fclose(err);
	return code;
}

static bool intact_of_json(int64_t *bad)
{
	json_t *j = json_loads(out_text, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(j);
	bool intact = json_is_true(json_object_get(j, "intact"));
	json_t *first = json_object_get(j, "first_bad");
	*bad = json_integer_value(json_object_get(first, "entry"));
	assert_true(json_integer_value(json_object_get(j, "entries")) > 0 || !intact);
	json_decref(j);
	return intact;
}

static enum db_code make_head(struct db *w, void *arg)
{
	struct head h;
	return head_make(w, arg, (struct stamp){1789722000000}, &h);
}

/* A receipt for the first entry, as a file. */
static void write_receipt(void)
{
	struct str why;
	struct receipt r;
	struct head_key *k = head_key_open(key, true, f->a, &why);
	assert_non_null(k);
	assert_int_equal(db_tx(f->db, make_head, k), DB_OK);
	assert_int_equal(receipt_make(f->db, 1, &r), DB_OK);
	struct buf b = buf_in(f->a, RECEIPT_MAX);
	receipt_text(&r, &b);
	assert_int_equal(file_write(receipt, buf_view(&b), 0600), FILE_OK);
	head_key_close(k);
}

static void alter(const char *path, const char *sql)
{
	sqlite3 *h;
	assert_int_equal(sqlite3_open(path, &h), SQLITE_OK);
	assert_int_equal(sqlite3_exec(h, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(h);
}

static void a_whole_log_is_said_to_be_whole(void **state)
{
	(void)state;
	int64_t bad;
	assert_int_equal(run("verify --db %s", f->path), CLI_OK);
	assert_non_null(strstr(out_text, "存证完整"));
	assert_int_equal(run("verify --db %s --json", f->path), CLI_OK);
	assert_true(intact_of_json(&bad));
	assert_int_equal(run("verify --db /nowhere.db"), CLI_WORLD);
	assert_non_null(strstr(err_text, "找不到数据库文件"));
}

static void the_first_misfit_is_named(void **state)
{
	(void)state;
	int64_t bad;
	assert_int_equal(run("backup --db %s --to %s", f->path, copy), CLI_OK);
	alter(copy, "DROP TRIGGER seal_entry_no_UPDATE;"
		    "UPDATE seal_entry SET verb = 'look' WHERE seq = 3");
	assert_int_equal(run("verify --db %s", copy), CLI_FOUND);
	assert_non_null(strstr(out_text, "第 3 条"));
	assert_int_equal(run("verify --db %s --json", copy), CLI_FOUND);
	assert_false(intact_of_json(&bad));
	assert_int_equal(bad, 3);
	/* And such a copy is not restored. */
	assert_int_equal(run("restore %s --db %s", copy, back), CLI_REFUSED);
	assert_int_not_equal(access(back, F_OK), 0);
	unlink(copy);
}

static void a_receipt_stands_alone(void **state)
{
	(void)state;
	struct str text;
	write_receipt();
	assert_int_equal(run("verify --receipt %s", receipt), CLI_OK);
	assert_non_null(strstr(out_text, "回执有效"));
	assert_int_equal(run("verify --receipt %s --json", receipt), CLI_OK);
	assert_non_null(strstr(out_text, "\"valid\":true"));
	assert_int_equal(run("verify --db %s --kept %s", f->path, receipt), CLI_OK);
	assert_int_equal(file_read(f->a, receipt, RECEIPT_MAX, &text), FILE_OK);
	char *leaf = strstr((char *)text.p, "leaf ");
	leaf[6] = leaf[6] == '0' ? '1' : '0';
	assert_int_equal(file_write(receipt, text, 0600), FILE_OK);
	assert_int_equal(run("verify --receipt %s", receipt), CLI_FOUND);
	assert_int_equal(run("verify --receipt /nowhere"), CLI_REFUSED);
}

static void a_copy_is_taken_verified_and_put_back(void **state)
{
	(void)state;
	struct str x, y;
	assert_int_equal(run("backup --db %s", f->path), CLI_USAGE);
	assert_int_equal(run("backup --db %s --to %s", f->path, copy), CLI_OK);
	assert_non_null(strstr(out_text, "已备份并核验"));
	assert_int_equal(run("backup --db %s --to %s", f->path, copy), CLI_WORLD);
	assert_int_equal(run("backup --db %s --to %s --force --json", f->path, copy), CLI_OK);
	assert_non_null(strstr(out_text, "\"verified\":true"));
	assert_int_equal(run("restore %s --db %s", copy, back), CLI_OK);
	assert_int_equal(file_read(f->a, copy, 64 << 20, &x), FILE_OK);
	assert_int_equal(file_read(f->a, back, 64 << 20, &y), FILE_OK);
	assert_true(str_eq(x, y));
	assert_int_equal(run("restore %s --db %s", copy, back), CLI_REFUSED);
	assert_non_null(strstr(err_text, "--force"));
	assert_int_equal(run("restore %s --db %s --force", copy, f->path), CLI_REFUSED);
	assert_non_null(strstr(err_text, "正在被使用"));
	assert_int_equal(run("backup --db postgres://x/y --to %s", copy), CLI_REFUSED);
}

static void remove_all(void)
{
	const char *const all[] = {copy, back, receipt, key};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		unlink(all[i]);
}

static int open_all(void **state)
{
	(void)state;
	f = world_fixture_open("2026-09-18T10:00:00+08:00", true);
	snprintf(copy, sizeof copy, "%s.copy", f->path);
	snprintf(back, sizeof back, "%s.back", f->path);
	snprintf(receipt, sizeof receipt, "%s.receipt", f->path);
	snprintf(key, sizeof key, "%s.key", f->path);
	remove_all();
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	remove_all();
	world_fixture_close(f);
	free(out_text);
	free(err_text);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_log_is_said_to_be_whole),
		cmocka_unit_test(the_first_misfit_is_named),
		cmocka_unit_test(a_receipt_stands_alone),
		cmocka_unit_test(a_copy_is_taken_verified_and_put_back),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}

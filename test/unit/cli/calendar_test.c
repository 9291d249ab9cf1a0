/* calendar_test.c — `duban calendar import` as a user runs it. */
#include "paper/read.h"
#include "run/registry.h"
#include "sys/file.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct outcome {
	int code;
	char *out, *err;
};

static struct outcome duban(const char *const *words)
{
	char *argv[16] = {(char *)"duban"};
	struct outcome o;
	size_t n, m;
	for (int i = 0; words[i]; i++)
		argv[i + 1] = (char *)words[i];
	FILE *out = open_memstream(&o.out, &n), *err = open_memstream(&o.err, &m);
	o.code = cli_main(registry_program(), argv, out, err);
	fclose(out);
	fclose(err);
	return o;
}

static void assert_says(struct outcome o, int code, const char *said)
{
	if (o.code != code || !(strstr(o.out, said) || strstr(o.err, said)))
		fail_msg("code %d\n%s%s", o.code, o.out, o.err);
	free(o.out);
	free(o.err);
}

#define DUBAN(...) duban((const char *const[]){__VA_ARGS__, NULL})

static char path[] = "/tmp/duban-notice-XXXXXX";

static void a_notice_is_previewed(void **state)
{
	(void)state;
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	close(fd);
	struct str text = S("国务院办公厅关于2027年部分节假日安排的通知\n"
			    "一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n");
	assert_int_equal(file_write(path, text, 0600), FILE_OK);
	assert_says(DUBAN("calendar", "import", path, "--dry-run"), CLI_OK,
		"2027-01-01 周五  工作日 → 元旦");
	assert_says(DUBAN("calendar", "import", path, "--dry-run", "--year", "2028"), CLI_REFUSED,
		"要导入的是2028年");
	struct outcome o = DUBAN("calendar", "import", path, "--dry-run", "--json");
	json_t *j = json_loads(o.out, JSON_REJECT_DUPLICATES, NULL);
	assert_int_equal(json_integer_value(json_object_get(j, "year")), 2027);
	assert_int_equal(json_array_size(json_object_get(j, "days")), 3);
	assert_int_equal(json_array_size(json_object_get(j, "moved")), 1);
	json_decref(j);
	free(o.out);
	free(o.err);
	unlink(path);
}

static char dir[] = "/tmp/duban-calendar-XXXXXX";

static void a_year_is_stored_in_a_database(void **state)
{
	(void)state;
	char notice[64], db[64];
	assert_non_null(mkdtemp(dir));
	snprintf(notice, sizeof notice, "%s/2027.txt", dir);
	snprintf(db, sizeof db, "%s/d.db", dir);
	struct str text = S("2027-01-01,放假,元旦\n");
	assert_int_equal(file_write(notice, text, 0600), FILE_OK);
	assert_says(DUBAN("calendar", "import", notice, "--db", db), CLI_WORLD, "duban init");
	assert_says(DUBAN("init", "--db", db), CLI_OK, "已建好");
	assert_says(DUBAN("calendar", "import", notice, "--db", db), CLI_OK, "已经生效");
	assert_says(DUBAN("verify", "--db", db), CLI_OK, "");
}

int main(int argc, char **argv)
{
	paper_child(argc, argv);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_notice_is_previewed),
		cmocka_unit_test(a_year_is_stored_in_a_database),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* doctor_test.c — what is wrong is found, with a way out, and makes the exit code 1. */
#include "run/registry.h"
#include "sys/file.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static char dir[] = "/tmp/duban-doctor-XXXXXX";

/* Runs doctor with a configuration of these lines; returns its JSON and the exit code. */
static json_t *examine(const char *lines, int *code)
{
	char conf[64], text[1024], *out_text, *err_text;
	size_t n, m;
	snprintf(conf, sizeof conf, "%s/duban.conf", dir);
	snprintf(text, sizeof text, "db = %s/d.db\n%s\n", dir, lines);
	assert_int_equal(file_write(conf, str_of(text), 0600), FILE_OK);
	char *argv[] = {(char *)"duban", (char *)"doctor", (char *)"--json", (char *)"--config",
		conf, NULL};
	FILE *out = open_memstream(&out_text, &n), *err = open_memstream(&err_text, &m);
	*code = cli_main(registry_program(), argv, out, err);
	fclose(out);
	fclose(err);
	json_t *j = json_loads(out_text, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(j);
	assert_string_equal(err_text, "");
	free(out_text);
	free(err_text);
	return j;
}

/* The worst state reported under this check; every worse one has a way out. */
static const char *state_of(json_t *j, const char *check)
{
	const char *worst = "none";
	size_t i;
	json_t *row;
	json_array_foreach(json_object_get(j, "checks"), i, row)
	{
		const char *state = json_string_value(json_object_get(row, "state"));
		if (strcmp(state, "ok") != 0)
			assert_non_null(json_object_get(row, "next"));
		if (strcmp(json_string_value(json_object_get(row, "check")), check) == 0 &&
			strcmp(worst, "bad") != 0)
			worst = strcmp(state, "ok") == 0 && strcmp(worst, "warn") == 0 ? "warn"
										       : state;
	}
	return worst;
}

static void expect(const char *lines, const char *check, const char *state)
{
	int code;
	json_t *j = examine(lines, &code);
	assert_string_equal(state_of(j, check), state);
	bool bad = strcmp(json_string_value(json_object_get(j, "worst")), "bad") == 0;
	assert_int_equal(code, bad ? CLI_FOUND : CLI_OK);
	json_decref(j);
}

static void put_db(const char *bytes, size_t n, mode_t mode)
{
	char path[64];
	snprintf(path, sizeof path, "%s/d.db", dir);
	assert_int_equal(file_write(path, str_n(bytes, n), mode), FILE_OK);
}

static void listening_in_clear_is_bad(void **state)
{
	(void)state;
	expect("", "listen", "ok");
	expect("listen = 0.0.0.0:8080", "listen", "bad");
	expect("listen = 0.0.0.0:8080\ngateway = 10.0.0.9", "listen", "ok");
}

static void the_database_is_looked_at(void **state)
{
	(void)state;
	expect("", "database", "warn");
	put_db("SQLite format 3", 16, 0640);
	expect("", "database", "ok");
	put_db("SQLite format 3", 16, 0644);
	expect("", "database", "warn");
	put_db("PK something else", 17, 0640);
	expect("", "database", "bad");
	put_db("", 0, 0640);
	expect("", "database", "bad");
}

static void secrets_must_be_closed(void **state)
{
	char line[128], path[64];
	(void)state;
	expect("", "mail", "ok");
	expect("smtp = smtp://127.0.0.1", "mail", "bad");
	snprintf(path, sizeof path, "%s/secret", dir);
	snprintf(line, sizeof line,
		"smtp = smtp://127.0.0.1\nmail-from = a@b\nsmtp-secret-file = %s", path);
	expect(line, "mail", "bad");
	assert_int_equal(file_write(path, S("x"), 0644), FILE_OK);
	expect(line, "mail", "bad");
	assert_int_equal(file_write(path, S("x"), 0600), FILE_OK);
	expect(line, "mail", "ok");
	unlink(path);
}

static void missing_things_are_named(void **state)
{
	(void)state;
	expect("font-title = 没有这种字体", "fonts", "warn");
	expect("soffice = no-such-program", "soffice", "warn");
	expect("soffice = /bin/sh", "soffice", "ok");
}

static void a_test_clock_is_noticed(void **state)
{
	(void)state;
	setenv("DUBAN_TEST", "1", 1);
	setenv("DUBAN_CLOCK", "2026-09-18T10:00:00+08:00", 1);
	expect("", "clock", "warn");
	unsetenv("DUBAN_CLOCK");
	unsetenv("DUBAN_TEST");
}

static int make_dir(void **state)
{
	(void)state;
	return mkdtemp(dir) ? 0 : -1;
}

static int drop_dir(void **state)
{
	char path[64];
	(void)state;
	snprintf(path, sizeof path, "%s/d.db", dir);
	unlink(path);
	snprintf(path, sizeof path, "%s/duban.conf", dir);
	unlink(path);
	return rmdir(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(listening_in_clear_is_bad),
		cmocka_unit_test(the_database_is_looked_at),
		cmocka_unit_test(secrets_must_be_closed),
		cmocka_unit_test(missing_things_are_named),
		cmocka_unit_test(a_test_clock_is_noticed),
	};
	return cmocka_run_group_tests(tests, make_dir, drop_dir);
}

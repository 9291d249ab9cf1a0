/* doctor_test.c — what is wrong is found, with a way out, and makes the exit code 1. */
#include "paper/read.h"
#include "run/registry.h"
#include "seal/head.h"
#include "store/backup.h"
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

static void the_jail_reads_a_document(void **state)
{
	(void)state;
	expect("", "jail", "ok");
}

static void the_key_of_the_heads_is_looked_at(void **state)
{
	char line[128], path[64];
	(void)state;
	expect("", "seal-key", "warn");
	snprintf(path, sizeof path, "%s/heads.key", dir);
	snprintf(line, sizeof line, "seal-key = %s", path);
	expect(line, "seal-key", "ok"); /* made at its first use */
	assert_int_equal(file_write(path, S("no key"), 0600), FILE_OK);
	expect(line, "seal-key", "bad");
	unlink(path);
	struct arena *a = arena_open(1 << 20);
	struct str why;
	struct head_key *key = head_key_open(path, true, a, &why);
	assert_non_null(key);
	head_key_close(key);
	expect(line, "seal-key", "ok");
	assert_int_equal(chmod(path, 0644), 0);
	expect(line, "seal-key", "bad");
	unlink(path);
	expect("seal-key = /nonexistent/heads.key", "seal-key", "bad");
	arena_close(a);
}

static int run_line(char *line)
{
	char *argv[12], *out_text, *err_text;
	size_t n, m;
	int argc = 0;
	for (char *w = strtok(line, " "); w && argc < 11; w = strtok(NULL, " "))
		argv[argc++] = w;
	argv[argc] = NULL;
	FILE *out = open_memstream(&out_text, &n), *err = open_memstream(&err_text, &m);
	int code = cli_main(registry_program(), argv, out, err);
	fclose(out);
	fclose(err);
	free(out_text);
	free(err_text);
	return code;
}

static enum db_code put_session(struct db *w, void *https)
{
	struct stmt *s = db_prep(w, "DELETE FROM session");
	enum db_code c = db_run(s);
	s = db_prep(w, "INSERT INTO session (token_hash, account, secret, made, until, https) "
		       "VALUES ('h', 1, 's', 0, ?, ?)");
	db_stamp(s, 1, (struct stamp){INT64_C(2000000000000)});
	db_int(s, 2, *(int64_t *)https);
	return c ? c : db_run(s);
}

static void sign_in(struct arena *a, const char *path, int64_t https)
{
	struct str why;
	struct store *s = store_open(&(struct store_opt){.url = path}, a, &why);
	assert_non_null(s);
	struct db *db = store_reader(s);
	assert_int_equal(db_tx(db, put_session, &https), DB_OK);
	db_close(db);
	store_close(s);
}

/* A gateway that forgets to say that it was https leaves the cookies open to plain http. */
static void a_silent_gateway_is_noticed(struct arena *a, const char *path)
{
	expect("gateway = 127.0.0.1", "content", "ok"); /* nobody has signed in */
	sign_in(a, path, 0);
	expect("", "content", "ok"); /* without a gateway only this machine is served */
	expect("gateway = 127.0.0.1", "content", "warn");
	sign_in(a, path, 1);
	expect("gateway = 127.0.0.1", "content", "ok");
}

/* Of a real database: how old its copy is, whether the clock and the calendar fit it. */
static void copies_and_content_are_looked_at(void **state)
{
	struct arena *a = arena_open(1 << 20);
	struct backup_mark m = {.at = {0}};
	char path[80], copy[80], line[240];
	(void)state;
	snprintf(path, sizeof path, "%s/d.db", dir);
	snprintf(copy, sizeof copy, "%s/copy.db", dir);
	unlink(path);
	expect("", "backup", "warn");
	expect("", "content", "none"); /* there is no database to look into */
	setenv("DUBAN_TEST", "1", 1);
	setenv("DUBAN_CLOCK", "2026-09-18T10:00:00+08:00", 1);
	snprintf(line, sizeof line, "duban init --db %s --preset county", path);
	assert_int_equal(run_line(line), CLI_OK);
	expect("", "backup", "warn");
	expect("", "content", "ok");
	a_silent_gateway_is_noticed(a, path);
	snprintf(line, sizeof line, "duban backup --db %s --to %s", path, copy);
	assert_int_equal(run_line(line), CLI_OK);
	assert_true(backup_marked(path, a, &m));
	assert_true(str_eq(m.to, str_of(copy)));
	expect("", "backup", "warn"); /* on the same disk */
	m.to = S("/proc/version");
	assert_true(backup_mark(path, &m, a));
	expect("", "backup", "ok");
	setenv("DUBAN_CLOCK", "2026-09-22T10:00:00+08:00", 1);
	expect("", "backup", "warn"); /* days old */
	m.to = S("/nonexistent/copy.db");
	assert_true(backup_mark(path, &m, a));
	expect("", "backup", "warn");
	/* The clock went back behind the log; a year nobody has announced. */
	setenv("DUBAN_CLOCK", "2026-09-17T10:00:00+08:00", 1);
	expect("", "content", "bad");
	setenv("DUBAN_CLOCK", "2026-12-02T10:00:00+08:00", 1);
	expect("", "content", "warn");
	unsetenv("DUBAN_CLOCK");
	unsetenv("DUBAN_TEST");
	static const char *const left[] = {"d.db.copied", "copy.db", "d.db-wal", "d.db-shm"};
	for (size_t i = 0; i < 4; i++) {
		snprintf(copy, sizeof copy, "%s/%s", dir, left[i]);
		unlink(copy);
	}
	arena_close(a);
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

int main(int argc, char **argv)
{
	paper_child(argc, argv); /* this program reads a document in a jail of its own */
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(listening_in_clear_is_bad),
		cmocka_unit_test(the_database_is_looked_at),
		cmocka_unit_test(secrets_must_be_closed),
		cmocka_unit_test(missing_things_are_named),
		cmocka_unit_test(a_test_clock_is_noticed),
		cmocka_unit_test(the_jail_reads_a_document),
		cmocka_unit_test(the_key_of_the_heads_is_looked_at),
		cmocka_unit_test(copies_and_content_are_looked_at),
	};
	return cmocka_run_group_tests(tests, make_dir, drop_dir);
}

/* user_test.c — accounts from the command line: what is refused changes nothing, what is done can be
 * signed in with. */
#include "lib/world_fixture.h"
#include "org/account.h"
#include "run/registry.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct world_fixture *f;
static char *out_text, *err_text;

/* Runs "duban LINE --db …"; what it said is in out_text and err_text. */
static int run(const char *line)
{
	char *copy = strdup(line), *argv[20] = {(char *)"duban"};
	int n = 1;
	size_t a, b;
	for (char *w = strtok(copy, " "); w && n < 16; w = strtok(NULL, " "))
		argv[n++] = w;
	argv[n++] = (char *)"--db";
	argv[n] = f->path;
	free(out_text);
	free(err_text);
	FILE *out = open_memstream(&out_text, &a), *err = open_memstream(&err_text, &b);
	int code = cli_main(registry_program(), argv, out, err);
	fclose(out);
	fclose(err);
	free(copy);
	return code;
}

static struct str word_of_json(const char *key)
{
	json_t *j = json_loads(out_text, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(j);
	struct str s = str_dup(f->a, str_of(json_string_value(json_object_get(j, key))));
	json_decref(j);
	return s;
}

static enum sign_in sign_in(const char *login, struct str password)
{
	rid account;
	world_fixture_at(f, "2026-09-18T10:00:00+08:00");
	return account_sign_in(f->cx, str_of(login), password, STR_NONE, &account);
}

static void a_password_is_given_once(void **state)
{
	(void)state;
	assert_int_equal(run("user password sysadmin --json"), CLI_OK);
	struct str first = word_of_json("password");
	assert_int_equal(first.n, 19);
	assert_int_equal(sign_in("sysadmin", first), SIGN_IN_OK);
	assert_int_equal(run("user password sysadmin --json"), CLI_OK);
	assert_false(str_eq(word_of_json("password"), first));
	assert_int_equal(sign_in("sysadmin", first), SIGN_IN_WRONG);
	assert_int_equal(run("user password nobody"), CLI_REFUSED);
	assert_non_null(strstr(err_text, "nobody"));
}

static void a_locked_account_is_shut(void **state)
{
	(void)state;
	assert_int_equal(run("user password linzhiyuan --json"), CLI_OK);
	struct str password = word_of_json("password");
	assert_int_equal(run("user lock linzhiyuan"), CLI_REFUSED);
	assert_non_null(strstr(err_text, "理由"));
	assert_int_equal(sign_in("linzhiyuan", password), SIGN_IN_OK);
	assert_int_equal(run("user lock linzhiyuan --reason 调离"), CLI_OK);
	assert_int_not_equal(sign_in("linzhiyuan", password), SIGN_IN_OK);
	assert_int_equal(run("user lock linzhiyuan --reason 再停"), CLI_REFUSED);
	assert_int_equal(run("user unlock linzhiyuan --reason 回来"), CLI_OK);
	assert_int_equal(sign_in("linzhiyuan", password), SIGN_IN_OK);
	assert_int_equal(run("user close linzhiyuan --reason 退休"), CLI_OK);
	assert_int_equal(run("user unlock linzhiyuan --reason 误"), CLI_REFUSED);
	assert_int_not_equal(sign_in("linzhiyuan", password), SIGN_IN_OK);
}

static void an_account_belongs_to_a_person(void **state)
{
	(void)state;
	assert_int_equal(run("user add second --staff-no 990001 --json"), CLI_OK);
	assert_int_equal(sign_in("second", word_of_json("password")), SIGN_IN_OK);
	assert_int_equal(run("user add third --staff-no 12"), CLI_REFUSED);
	assert_int_equal(run("user add third"), CLI_REFUSED);
	assert_int_equal(run("user add xuwenxi --staff-no 990001"), CLI_REFUSED);
	assert_non_null(strstr(err_text, "已经有了"));
	assert_int_equal(run("user add UPPER --staff-no 990001"), CLI_REFUSED);
	assert_int_equal(run("user list --json"), CLI_OK);
	assert_non_null(strstr(out_text, "\"login\":\"second\""));
	assert_null(strstr(out_text, "third"));
	assert_null(strstr(out_text, "argon2"));
}

/* As in a new database: no security administrator, and somebody without a role. */
static enum db_code end_grants(struct db *w, void *arg)
{
	(void)arg;
	return db_run(db_prep(w, "UPDATE role_grant SET state = 'ended' WHERE role = 'secadmin' OR "
				 "person = (SELECT id FROM person WHERE staff_no = '990060')"));
}

/* The first administrators of a new database; never a second one, never another role. */
static void a_first_administrator_is_appointed_once(void **state)
{
	static const char chief[] = "user add chief --staff-no 990060 --role secadmin";
	(void)state;
	assert_int_equal(run(chief), CLI_REFUSED);
	assert_non_null(strstr(err_text, "已经有安全管理员"));
	assert_int_equal(db_tx(f->db, end_grants, NULL), DB_OK);
	assert_int_equal(run("user add chief --staff-no 990066 --role secadmin"), CLI_REFUSED);
	assert_non_null(strstr(err_text, "不能由一人兼任"));
	assert_int_equal(run("user add chief --staff-no 990060 --role office"), CLI_USAGE);
	assert_int_equal(run("user list"), CLI_OK);
	assert_null(strstr(out_text, "chief")); /* neither account nor role */
	assert_int_equal(run(chief), CLI_OK);
	assert_int_equal(run("user list"), CLI_OK);
	assert_non_null(strstr(out_text, "chief"));
	assert_int_equal(run("user add other --staff-no 990060 --role secadmin"), CLI_REFUSED);
}

static int open_world(void **state)
{
	(void)state;
	f = world_fixture_open("2026-09-18T10:00:00+08:00", true);
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	world_fixture_close(f);
	free(out_text);
	free(err_text);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_password_is_given_once),
		cmocka_unit_test(a_locked_account_is_shut),
		cmocka_unit_test(an_account_belongs_to_a_person),
		cmocka_unit_test(a_first_administrator_is_appointed_once),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}

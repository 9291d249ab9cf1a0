/* schema_test.c — docs/KINDS.md says what the program keeps.
 *
 * Runs in the project's root. When it fails after a change of a kind: `make man`, commit. */
#include "run/registry.h"
#include "sys/file.h"

#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static char *run(const char *option)
{
	char *text, *err_text, *argv[] = {(char *)"duban", (char *)"schema", (char *)option, NULL};
	size_t n, m;
	FILE *out = open_memstream(&text, &n), *err = open_memstream(&err_text, &m);
	assert_int_equal(cli_main(registry_program(), argv, out, err), CLI_OK);
	fclose(out);
	fclose(err);
	assert_string_equal(err_text, "");
	free(err_text);
	return text;
}

static void the_document_is_fresh(void **state)
{
	(void)state;
	struct arena *a = arena_open(1 << 24);
	struct str have;
	char *want = run("--kinds");
	if (file_read(a, "docs/KINDS.md", 1 << 22, &have) != FILE_OK || !str_eq(have, str_of(want)))
		fail_msg("docs/KINDS.md is stale: run `make man` and commit");
	free(want);
	arena_close(a);
}

static void hidden_fields_stay_hidden(void **state)
{
	(void)state;
	char *json = run("--json");
	assert_non_null(strstr(json, "\"name\":\"account\""));
	assert_null(strstr(json, "\"hash\""));
	assert_null(strstr(json, "\"totp\""));
	free(json);
}

static void both_engines_are_printed(void **state)
{
	(void)state;
	char *lite = run(NULL), *pg = run("--pg");
	assert_non_null(strstr(lite, "CREATE TABLE unit"));
	assert_non_null(strstr(pg, "CREATE TABLE unit"));
	assert_string_not_equal(lite, pg);
	free(lite);
	free(pg);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_document_is_fresh),
		cmocka_unit_test(hidden_fields_stay_hidden),
		cmocka_unit_test(both_engines_are_printed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

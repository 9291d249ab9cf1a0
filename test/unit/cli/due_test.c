/* due_test.c — what is owed is listed with its light, and handed in once, by who may, now. */
#include "demo/demo.h"
#include "world.h"

#include <jansson.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;
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
	argv[n] = t.url;
	free(out_text);
	free(err_text);
	FILE *out = open_memstream(&out_text, &a), *err = open_memstream(&err_text, &b);
	int code = cli_main(registry_program(), argv, out, err);
	fclose(out);
	fclose(err);
	free(copy);
	return code;
}

/* The rows of the last list. */
static json_t *rows(void)
{
	json_t *j = json_loads(out_text, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(j);
	json_t *list = json_incref(json_object_get(j, "due"));
	json_decref(j);
	return list;
}

static const char *word(json_t *row, const char *key)
{
	return json_string_value(json_object_get(row, key));
}

static void the_list_is_what_a_unit_owes(void **state)
{
	size_t i, red = 0;
	json_t *row;
	(void)state;
	assert_int_equal(run("due list --unit 城关派出所 --json"), CLI_OK);
	json_t *all = rows();
	assert_true(json_array_size(all) > 5);
	json_array_foreach(all, i, row)
	{
		assert_string_equal(word(row, "unit"), "城关所");
		assert_true(strcmp(word(row, "state"), "open") == 0 ||
			    strcmp(word(row, "state"), "returned") == 0);
	}
	json_decref(all);
	assert_int_equal(run("due list --late --json"), CLI_OK);
	json_t *late = rows();
	assert_true(json_array_size(late) > 10);
	json_array_foreach(late, i, row)
	{
		assert_true(strcmp(word(row, "day"), "2026-11-20") < 0);
		/* Blue: the number it asks for is reached, and only the report is missing. */
		bool met = strcmp(word(row, "light"), "blue") == 0;
		assert_true(met || strcmp(word(row, "light"), "red") == 0);
		red += !met;
	}
	assert_true(red > 10);
	json_decref(late);
}

static void rights_narrow_it(void **state)
{
	size_t i;
	json_t *row;
	(void)state;
	assert_int_equal(run("due list --as linzhiyuan --json --all"), CLI_OK);
	json_t *own = rows();
	assert_true(json_array_size(own) > 5);
	json_array_foreach(own, i, row) assert_string_equal(word(row, "unit"), "城关所");
	json_decref(own);
	assert_int_equal(run("due list --as sysadmin --json --all"), CLI_OK);
	json_t *none = rows();
	assert_int_equal(json_array_size(none), 0);
	json_decref(none);
	assert_int_equal(run("due list --as nobody"), CLI_REFUSED);
	assert_int_equal(run("due list --unit 没有这个所"), CLI_REFUSED);
	assert_non_null(strstr(err_text, "没有这个所"));
}

static void a_report_is_handed_in_once(void **state)
{
	char line[160];
	(void)state;
	assert_int_equal(run("due list --as linzhiyuan --json --from 2026-11-20"), CLI_OK);
	json_t *own = rows();
	long long id = (long long)json_integer_value(json_object_get(json_array_get(own, 0), "id"));
	json_decref(own);
	snprintf(line, sizeof line, "report %lld --as linzhiyuan", id);
	assert_int_equal(run(line), CLI_REFUSED);
	assert_non_null(strstr(err_text, "动态进展"));
	snprintf(line, sizeof line, "report %lld --as hanqiushi --progress x --effect y", id);
	assert_int_equal(run(line), CLI_REFUSED);
	snprintf(line, sizeof line,
		"report %lld --as linzhiyuan --json --progress 清理报表 --effect 少", id);
	assert_int_equal(run(line), CLI_OK);
	assert_non_null(strstr(out_text, "\"late_minutes\":0"));
	assert_int_equal(run(line), CLI_REFUSED);
	assert_int_equal(run("report 999999999 --progress x"), CLI_REFUSED);
	assert_int_equal(run("report one"), CLI_USAGE);
}

static int open_demo(void **state)
{
	(void)state;
	test_open(&t, "2026-02-09T09:00:00+08:00");
	test_time(&t, "2026-11-20T10:00:00+08:00");
	struct demo_in in = {.until = clock_now(&t.clock)};
	return demo_campaign(test_now(&t), &in) == FLOW_OK ? 0 : -1;
}

static int close_demo(void **state)
{
	(void)state;
	test_close(&t);
	free(out_text);
	free(err_text);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_list_is_what_a_unit_owes),
		cmocka_unit_test(rights_narrow_it),
		cmocka_unit_test(a_report_is_handed_in_once),
	};
	return cmocka_run_group_tests(tests, open_demo, close_demo);
}

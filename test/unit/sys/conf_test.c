/* conf_test.c — file < flags < environment, and no setting that is silently ignored. */
#include "sys/conf.h"
#include "sys/file.h"

#include <stdlib.h>
#include <unistd.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static char path[] = "/tmp/duban-conf-test";

static bool load(struct conf *c, const char *text, struct str *why)
{
	assert_int_equal(file_write(path, str_of(text), 0600), FILE_OK);
	return conf_load(c, path, why);
}

static void later_sources_win(void **state)
{
	struct conf c = conf_in(*state, false);
	struct str why;
	assert_int_equal(conf_int(&c, CONF_WORKERS), 16);
	assert_true(load(&c, "# comment\n\nworkers = 4\n db = \"/x y\" \nlang=en", &why));
	assert_int_equal(conf_int(&c, CONF_WORKERS), 4);
	assert_true(str_eq(conf_text(&c, CONF_DB), S("/x y")));
	assert_true(conf_set(&c, CONF_WORKERS, S("5"), CONF_FLAG, &why));
	assert_int_equal(conf_int(&c, CONF_WORKERS), 5);
	setenv("DUBAN_WORKERS", "6", 1);
	setenv("DUBAN_UPLOAD_MB", "7", 1);
	assert_true(conf_env(&c, &why));
	assert_int_equal(conf_int(&c, CONF_WORKERS), 6);
	assert_int_equal(conf_int(&c, CONF_UPLOAD), 7);
	assert_true(conf_set(&c, CONF_WORKERS, S("8"), CONF_FLAG, &why));
	assert_int_equal(conf_int(&c, CONF_WORKERS), 6);
	assert_string_equal(conf_from_name(c.at[CONF_WORKERS].from), "environment");
	unsetenv("DUBAN_WORKERS");
	unsetenv("DUBAN_UPLOAD_MB");
}

static void refuse(void **state, const char *text, const char *says)
{
	struct conf c = conf_in(*state, false);
	struct str why;
	assert_false(load(&c, text, &why));
	assert_true(str_has(why, str_of(says)));
}

static void wrong_lines_are_named(void **state)
{
	refuse(state, "db = x\nworker = 3\n", "第 2 行：没有“worker”这个设置，是不是 workers？");
	refuse(state, "db = x\n\ndb = y\n", "第 3 行：db 写了两次");
	refuse(state, "db\n", "第 1 行");
	refuse(state, "workers = many", "1 到 256");
	refuse(state, "workers = 0", "1 到 256");
	refuse(state, "lang = fr", "zh 或 en");
}

static void the_default_file_may_be_missing(void **state)
{
	struct conf c = conf_in(*state, true);
	struct str why;
	assert_false(conf_load(&c, "/nonexistent/duban.conf", &why));
	assert_true(str_has(why, S("cannot read configuration")));
	if (access(CONF_DEFAULT_PATH, F_OK) != 0) {
		assert_true(conf_load(&c, NULL, &why));
		assert_int_equal(c.path.n, 0);
	}
	setenv("DUBAN_WORKERS", "x", 1);
	assert_false(conf_env(&c, &why));
	assert_true(str_has(why, S("DUBAN_WORKERS")));
	unsetenv("DUBAN_WORKERS");
}

static int open_arena(void **state)
{
	*state = arena_open(1 << 20);
	return 0;
}

static int close_arena(void **state)
{
	arena_close(*state);
	unlink(path);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(later_sources_win),
		cmocka_unit_test(wrong_lines_are_named),
		cmocka_unit_test(the_default_file_may_be_missing),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}

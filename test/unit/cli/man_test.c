/* man_test.c — docs/man says what the program does: it is printed from the same tables.
 *
 * Runs in the project's root. When it fails after a change of a command: `make man`, commit. */
#include "run/registry.h"
#include "sys/file.h"

#include <dirent.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { CEILING = 1 << 20 };

static void compare(struct arena *a, const char *page, bool en, const struct buf *want)
{
	struct str have;
	const char *path = arena_fmt(a, "docs/man/%s%s", en ? "" : "zh_CN/", page);
	if (file_read(a, path, CEILING, &have) == FILE_OK && str_eq(have, buf_view(want)))
		return;
	print_error("%s is stale: run `make man` and commit\n", path);
	fail();
}

static int count_pages(const char *dir)
{
	int n = 0;
	DIR *d = opendir(dir);
	assert_non_null(d);
	for (struct dirent *e; (e = readdir(d)) != NULL;)
		n += strstr(e->d_name, ".1") || strstr(e->d_name, ".5");
	closedir(d);
	return n;
}

static void every_page_is_fresh(void **state)
{
	struct arena *a = *state;
	const struct command *const *all = registry_commands();
	int n = 2;
	for (int en = 0; en < 2; en++) {
		struct buf top = buf_in(a, CEILING), conf = buf_in(a, CEILING);
		cli_man(&top, all, NULL, en);
		compare(a, "duban.1", en, &top);
		cli_man_conf(&conf, en);
		compare(a, "duban.conf.5", en, &conf);
	}
	for (const struct command *const *c = all; *c; c++, n++) {
		for (int en = 0; en < 2; en++) {
			struct buf b = buf_in(a, CEILING);
			cli_man(&b, all, *c, en);
			compare(a, arena_fmt(a, "%s.1", cli_page_name(a, *c)), en, &b);
		}
	}
	assert_int_equal(count_pages("docs/man"), n);
	assert_int_equal(count_pages("docs/man/zh_CN"), n);
}

static bool is_common(const char *name)
{
	for (const struct opt *o = opt_common(); o->name; o++)
		if (strcmp(opt_name(o), name) == 0)
			return true;
	return false;
}

static void check_options(const struct command *c)
{
	int n = 0;
	for (const struct opt *o = c->opts; o && o->name; o++, n++) {
		assert_false(is_common(opt_name(o)));
		assert_true(strlen(opt_help(o, true)) > 3 && strlen(opt_help(o, false)) > 3);
		for (const struct opt *p = c->opts; p < o; p++)
			assert_string_not_equal(opt_name(p), opt_name(o));
	}
	assert_true(n < OPT_CEILING - 5);
}

static void every_command_is_described(void **state)
{
	(void)state;
	for (const struct command *const *c = registry_commands(); *c; c++) {
		assert_true((*c)->zh && (*c)->en && strcmp((*c)->zh, (*c)->en) != 0);
		assert_true(!(*c)->more_zh == !(*c)->more_en);
		assert_true((*c)->min <= (*c)->max && (*c)->run);
		check_options(*c);
		for (const struct command *const *d = registry_commands(); d < c; d++)
			assert_string_not_equal((*d)->name, (*c)->name);
	}
}

static void troff_cannot_be_confused(void **state)
{
	static const struct command odd = {.name = "odd",
		.zh = "中",
		.en = ".SH x\\fB",
		.more_en = "a\n.b\n'c",
		.more_zh = "中"};
	struct buf b = buf_in(*state, CEILING);
	cli_man(&b, registry_commands(), &odd, true);
	assert_true(str_has(buf_view(&b), S("odd \\- \\&.SH x\\efB\n")));
	assert_true(str_has(buf_view(&b), S("a\n\\&.b\n\\&'c\n")));
}

static int open_arena(void **state)
{
	*state = arena_open(1 << 28);
	return 0;
}

static int close_arena(void **state)
{
	arena_close(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_page_is_fresh),
		cmocka_unit_test(every_command_is_described),
		cmocka_unit_test(troff_cannot_be_confused),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}

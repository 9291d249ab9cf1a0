/* clock_test.c — a clock that never goes back, and the test clock that must be asked for. */
#include "sys/clock.h"
#include "sys/file.h"

#include <stdlib.h>
#include <unistd.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char ten[] = "2026-09-18T10:00:00+08:00", nine[] = "2026-09-18T09:00:00+08:00";

static struct stamp at(const char *s)
{
	struct stamp t;
	assert_true(stamp_parse(str_of(s), &t));
	return t;
}

static void the_test_clock_must_be_asked_for(void **state)
{
	struct arena *a = *state;
	struct clock c;
	struct str why;
	unsetenv("DUBAN_TEST");
	setenv("DUBAN_CLOCK", ten, 1);
	assert_false(clock_init(&c, a, &why));
	assert_true(str_has(why, S("DUBAN_CLOCK")));
	setenv("DUBAN_TEST", "1", 1);
	assert_true(clock_init(&c, a, &why));
	assert_true(clock_is_test(&c));
	assert_int_equal(clock_now(&c).ms, at(ten).ms);
	assert_int_equal(clock_now(&c).ms, at(ten).ms);
	setenv("DUBAN_CLOCK", "yesterday", 1);
	assert_false(clock_init(&c, a, &why));
	unsetenv("DUBAN_CLOCK");
	assert_true(clock_init(&c, a, &why));
	assert_false(clock_is_test(&c));
	assert_true(clock_now(&c).ms > at(ten).ms - (int64_t)20 * 365 * DAY_MS);
}

static void a_clock_set_back_stands_still(void **state)
{
	struct arena *a = *state;
	struct clock c;
	struct str why;
	char path[] = "/tmp/duban-clock-XXXXXX";
	close(mkstemp(path));
	assert_int_equal(file_write(path, str_of(ten), 0600), FILE_OK);
	setenv("DUBAN_TEST", "1", 1);
	setenv("DUBAN_CLOCK", arena_fmt(a, "@%s", path), 1);
	assert_true(clock_init(&c, a, &why));
	assert_int_equal(clock_now(&c).ms, at(ten).ms);
	assert_int_equal(clock_behind(&c), 0);
	assert_int_equal(file_write(path, str_of(nine), 0600), FILE_OK);
	assert_int_equal(clock_now(&c).ms, at(ten).ms);
	assert_int_equal(clock_behind(&c), 3600 * 1000);
	assert_int_equal(file_write(path, S("half"), 0600), FILE_OK);
	assert_int_equal(clock_now(&c).ms, at(ten).ms);
	assert_int_equal(file_write(path, S("2026-09-18T10:00:01+08:00\n"), 0600), FILE_OK);
	assert_int_equal(clock_now(&c).ms, at(ten).ms + 1000);
	unlink(path);
	unsetenv("DUBAN_CLOCK");
}

static void what_is_sealed_is_never_in_the_future(void **state)
{
	struct arena *a = *state;
	struct clock c;
	struct str why;
	setenv("DUBAN_TEST", "1", 1);
	setenv("DUBAN_CLOCK", nine, 1);
	assert_true(clock_init(&c, a, &why));
	clock_raise(&c, at(ten));
	assert_int_equal(clock_now(&c).ms, at(ten).ms);
	assert_int_equal(clock_behind(&c), 3600 * 1000);
	clock_raise(&c, at(nine));
	assert_int_equal(clock_now(&c).ms, at(ten).ms);
	unsetenv("DUBAN_CLOCK");
}

static int open_arena(void **state)
{
	*state = arena_open(1 << 20);
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
		cmocka_unit_test(the_test_clock_must_be_asked_for),
		cmocka_unit_test(a_clock_set_back_stands_still),
		cmocka_unit_test(what_is_sealed_is_never_in_the_future),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}

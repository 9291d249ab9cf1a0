/* log_test.c — one event, one line; the threshold is obeyed. */
#include "sys/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { ROOM = 4096 };

/* What lands on standard error while the calls of `speak` run. */
static const char *heard(void (*speak)(void), char out[static ROOM])
{
	int p[2], old = dup(STDERR_FILENO);
	assert_int_equal(pipe(p), 0);
	dup2(p[1], STDERR_FILENO);
	close(p[1]);
	speak();
	dup2(old, STDERR_FILENO);
	close(old);
	ssize_t n = read(p[0], out, ROOM - 1);
	close(p[0]);
	out[n > 0 ? n : 0] = '\0';
	return out;
}

static void say_lines(void)
{
	log_warn("store",
		"a\nb\x01"
		"c %d",
		7);
}

static void say_levels(void)
{
	log_error("x", "one");
	log_info("x", "two");
	log_debug("x", "three");
}

static void say_long(void)
{
	char *big = calloc(1, 5000);
	memset(big, 'z', 4999);
	log_error("x", "%s", big);
	free(big);
}

static void an_event_is_one_line(void **state)
{
	char out[ROOM];
	(void)state;
	unsetenv("DUBAN_LOG");
	unsetenv("JOURNAL_STREAM");
	heard(say_lines, out);
	assert_non_null(strstr(out, " warn store: a\\x0ab\\x01c 7\n"));
	assert_ptr_equal(strchr(out, '\n'), out + strlen(out) - 1);
	heard(say_long, out);
	assert_true(strlen(out) <= 1024);
	assert_int_equal(out[strlen(out) - 1], '\n');
}

static void the_threshold_is_obeyed(void **state)
{
	char out[ROOM];
	(void)state;
	unsetenv("DUBAN_LOG");
	heard(say_levels, out);
	assert_non_null(strstr(out, "two"));
	assert_null(strstr(out, "three"));
	setenv("DUBAN_LOG", "error", 1);
	heard(say_levels, out);
	assert_non_null(strstr(out, "one"));
	assert_null(strstr(out, "two"));
	setenv("DUBAN_LOG", "debug", 1);
	heard(say_levels, out);
	assert_non_null(strstr(out, "three"));
	unsetenv("DUBAN_LOG");
}

static void journald_gets_a_priority(void **state)
{
	char out[ROOM];
	(void)state;
	setenv("JOURNAL_STREAM", "8:1", 1);
	heard(say_lines, out);
	assert_ptr_equal(strstr(out, "<4>store: "), out);
	unsetenv("JOURNAL_STREAM");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_event_is_one_line),
		cmocka_unit_test(the_threshold_is_obeyed),
		cmocka_unit_test(journald_gets_a_priority),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

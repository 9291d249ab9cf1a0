/* progress_test.c — a line at every tenth, nothing for short or silent work. */
#include "sys/progress.h"

#include <stdlib.h>
#include <string.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static char *run(int64_t total, int64_t began_ago, bool silent)
{
	char *text = NULL;
	size_t n = 0;
	FILE *to = open_memstream(&text, &n);
	struct progress p = progress_begin_to(silent ? NULL : to, "签发", total);
	p.began -= began_ago;
	for (int64_t i = 0; i <= total; i++)
		progress_at(&p, i);
	progress_end(&p);
	fclose(to);
	return text;
}

static void long_work_speaks_ten_times(void **state)
{
	(void)state;
	char *text = run(1000, 60000, false);
	int lines = 0;
	for (char *p = text; *p; p++)
		lines += *p == '\n';
	assert_int_equal(lines, 10);
	assert_non_null(strstr(text, "签发 10% (100/1000)\n"));
	assert_non_null(strstr(text, "签发 100% (1000/1000)\n"));
	free(text);
}

static void short_or_silent_work_does_not(void **state)
{
	(void)state;
	char *text = run(1000, 0, false);
	assert_string_equal(text, "");
	free(text);
	text = run(1000, 60000, true);
	assert_string_equal(text, "");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(long_work_speaks_ten_times),
		cmocka_unit_test(short_or_silent_work_does_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

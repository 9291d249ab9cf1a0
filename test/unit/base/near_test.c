/* near_test.c — the word the user meant, or none. */
#include "base/near.h"
#include "base/bug.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char *const words[] = {"json", "help", "workers", "db", "smtp"};

static const char *near(const char *s)
{
	return near_word(str_of(s), words, NELEM(words));
}

static void one_slip_is_found(void **state)
{
	(void)state;
	assert_string_equal(near("jsn"), "json");
	assert_string_equal(near("hlep"), "help");
	assert_string_equal(near("worker"), "workers");
	assert_string_equal(near("wrkrs"), "workers");
	assert_string_equal(near("bd"), "db");
	assert_string_equal(near("json"), "json");
}

static void another_word_is_not(void **state)
{
	char *const far = "something-else-entirely-and-much-longer-than-any-word-there";
	(void)state;
	assert_null(near("listen"));
	assert_null(near("jxxn"));
	assert_null(near(""));
	assert_null(near(far));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_slip_is_found),
		cmocka_unit_test(another_word_is_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* draft_test.c — what was typed is kept for its writer alone, the last version of it. */
#include "duty/draft.h"
#include "world.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static void kept_for_its_writer(void **state)
{
	(void)state;
	struct test_world t;
	struct draft got;
	rid due = {4711};
	test_open(&t, "2026-09-18T09:00:00+08:00");
	struct ctx *cx = test_as(&t, "linzhiyuan");
	assert_false(draft_load(cx, due, &got));
	struct draft first = {due, S("已走访 12 户\n其中"), STR_NONE, STAMP_NONE};
	assert_int_equal(draft_save(cx, &first), FLOW_OK);
	test_time(&t, "2026-09-18T09:30:00+08:00");
	struct draft second = {due, S("已走访 15 户"), S("矛盾化解 2 起"), STAMP_NONE};
	assert_int_equal(draft_save(test_as(&t, "linzhiyuan"), &second), FLOW_OK);
	cx = test_as(&t, "linzhiyuan");
	assert_true(draft_load(cx, due, &got));
	assert_true(str_eq(got.progress, second.progress));
	assert_true(str_eq(got.effect, second.effect));
	assert_int_equal(stamp_minute(got.saved), 9 * 60 + 30);
	assert_false(draft_load(cx, (rid){4712}, &got));
	assert_false(draft_load(test_as(&t, "guchangning"), due, &got));
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kept_for_its_writer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

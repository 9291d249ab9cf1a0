/* demo_mark_test.c — the demo's measures have themes, pilots and key tasks with countermeasures. */
#include "demo/demo.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define one(t, sql) db_one_int(db_prep((t)->db, sql), -1)

static void measures_are_marked(void **state)
{
	struct test_world t;
	(void)state;
	test_open(&t, "2026-03-20T10:00:00+08:00");
	struct demo_in in = {.until = t.cx->now};
	assert_int_equal(demo_campaign(t.cx, &in), FLOW_OK);
	assert_true(one(&t, "SELECT count(DISTINCT theme) FROM measure") > 4);
	assert_int_equal(one(&t, "SELECT count(*) FROM measure WHERE pilot = 1"), 1);
	assert_int_equal(one(&t, "SELECT count(*) FROM measure WHERE key_task = 1"), 2);
	assert_int_equal(one(&t, "SELECT count(*) FROM measure WHERE (pilot = 1 OR key_task = 1) "
				 "AND counter IS NULL"),
		0);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(measures_are_marked)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

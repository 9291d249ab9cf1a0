/* inclusion_test.c — what a unit says stands in its work points and its assessment. */
#include "duty/inclusion.h"
#include "made.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int64_t listed(struct test_world *t)
{
	return db_one_int(
		db_prep(t->db, "SELECT count(*) FROM inclusion WHERE state = 'listed'"), -1);
}

static void a_unit_lists_what_it_owes(void **state)
{
	struct test_world t;
	struct made m = {.lead = "督察法制大队",
		.resp = "城关派出所",
		.rule = "MILESTONE{by:10-end,content:[完成]}"};
	(void)state;
	made_open(&t, &m);
	struct inclusion_in in = {.measure = m.measure,
		.unit = test_unit(&t, "城关派出所"),
		.place = IN_POINTS,
		.in = true};
	/* Twice is once. */
	assert_int_equal(inclusion_set(test_as(&t, "linzhiyuan"), &in), FLOW_OK);
	assert_int_equal(inclusion_set(test_as(&t, "linzhiyuan"), &in), FLOW_OK);
	assert_int_equal(listed(&t), 1);
	in.place = IN_ASSESSMENT;
	assert_int_equal(inclusion_set(test_as(&t, "linzhiyuan"), &in), FLOW_OK);
	assert_int_equal(listed(&t), 2);
	in.in = false;
	assert_int_equal(inclusion_set(test_as(&t, "linzhiyuan"), &in), FLOW_OK);
	assert_int_equal(inclusion_set(test_as(&t, "linzhiyuan"), &in), FLOW_OK);
	assert_int_equal(listed(&t), 1);
	/* Not for others, and not what it does not owe. */
	in.in = true;
	assert_int_equal(inclusion_set(test_as(&t, "zhoumingche"), &in), FLOW_DENIED);
	in.measure = m.campaign;
	assert_int_not_equal(inclusion_set(test_as(&t, "linzhiyuan"), &in), FLOW_OK);
	assert_int_equal(listed(&t), 1);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_unit_lists_what_it_owes)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* reach_test.c — a campaign is there for whoever owes in it, and for nobody else below. */
#include "duty/reach.h"
#include "made.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int found(struct test_world *t, const char *login)
{
	struct campaign_row **rows;
	return reach_campaigns(test_as(t, login), 10, &rows);
}

static void who_owes_sees_the_campaign(void **state)
{
	struct test_world t;
	struct made m = {.lead = "督察法制大队",
		.resp = "城关派出所",
		.rule = "MILESTONE{by:10-end,content:[完成]}"};
	(void)state;
	made_open(&t, &m);
	assert_true(reach_campaign(test_as(&t, "linzhiyuan"), m.campaign));
	assert_int_equal(found(&t, "linzhiyuan"), 1);
	assert_int_equal(found(&t, "xuwenxi"), 1);
	assert_int_equal(found(&t, "sysadmin"), 0);
	test_close(&t);
}

static void who_owes_nothing_does_not(void **state)
{
	struct test_world t;
	struct made m = {.lead = "督察法制大队",
		.resp = "东关派出所",
		.rule = "MILESTONE{by:10-end,content:[完成]}"};
	(void)state;
	made_open(&t, &m);
	assert_false(reach_campaign(test_as(&t, "linzhiyuan"), m.campaign));
	assert_int_equal(found(&t, "linzhiyuan"), 0);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_owes_sees_the_campaign),
		cmocka_unit_test(who_owes_nothing_does_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* quiet_test.c — nights and days off; hours that lie across midnight. */
#include "core/quiet.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;

static int open_world(void **state)
{
	(void)state;
	test_open(&t, "2026-09-18T09:00:00+08:00");
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	test_close(&t);
	return 0;
}

static bool may_at(const char *iso)
{
	test_time(&t, iso);
	return quiet_may_send(test_now(&t));
}

static void nobody_is_disturbed_at_night(void **state)
{
	(void)state;
	assert_true(may_at("2026-09-18T08:00:00+08:00"));
	assert_true(may_at("2026-09-18T19:59:00+08:00"));
	assert_false(may_at("2026-09-18T20:00:00+08:00"));
	assert_false(may_at("2026-09-18T07:59:00+08:00"));
}

static void days_off_are_quiet_and_make_up_days_are_not(void **state)
{
	(void)state;
	assert_false(may_at("2026-09-19T10:00:00+08:00"));
	assert_true(may_at("2026-09-20T10:00:00+08:00")); /* a Sunday that is worked */
	assert_false(may_at("2026-10-01T10:00:00+08:00"));
}

static enum flow_code set(struct ctx *cx, void *value)
{
	struct stmt *s = db_prep(
		cx->db, "UPDATE setting SET value = ? WHERE code = 'remind.quiet_until'");
	db_text(s, 1, str_of(value));
	return flow_of_db(db_run(s));
}

static bool quiet_until(const char *until, const char *iso)
{
	char text[16];
	snprintf(text, sizeof text, "%s", until);
	test_time(&t, iso);
	assert_int_equal(ctx_write(test_now(&t), set, text), FLOW_OK);
	return quiet_now(test_now(&t));
}

static void the_office_decides_the_hours(void **state)
{
	(void)state;
	assert_true(quiet_until("22:00", "2026-10-10T21:00:00+08:00"));
	assert_false(quiet_until("22:00", "2026-10-11T07:00:00+08:00"));
	assert_false(quiet_until("20:00", "2026-10-11T21:00:00+08:00"));
	assert_false(quiet_until("不设", "2026-10-11T21:00:00+08:00"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_is_disturbed_at_night),
		cmocka_unit_test(days_off_are_quiet_and_make_up_days_are_not),
		cmocka_unit_test(the_office_decides_the_hours),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}

/* years_test.c — which years a campaign has. */
#include "campaign/years.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void a_period_has_its_years(void **state)
{
	(void)state;
	struct campaign_row c = {.from_day = day_of(2023, 4, 1), .until_day = day_of(2025, 12, 31)};
	struct day today = day_of(2026, 2, 3);
	struct years y = years_of(&c, today);
	assert_int_equal(y.first, 2023);
	assert_int_equal(y.last, 2025);
	/* Without an end it has come to the present year. */
	c.until_day = DAY_NONE;
	assert_int_equal(years_of(&c, today).last, 2026);
	/* It has not begun yet. */
	c.from_day = day_of(2027, 1, 1);
	assert_int_equal(years_of(&c, today).first, 2027);
	assert_int_equal(years_of(&c, today).last, 2027);
	/* Nobody chooses among a hundred and seventy. */
	c.until_day = day_of(2199, 12, 31);
	assert_true(years_of(&c, today).last < 2100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_period_has_its_years)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

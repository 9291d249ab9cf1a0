/* sheet_test.c — every shipped rule of the lights has words for its colour, its items and its test,
 * and a threshold is asked only where it has one. */
#include "duty/page.h"
#include "org/param.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void every_rule_says_when_it_holds(void **state)
{
	struct test_world t;
	struct param_row *r;
	(void)state;
	test_open(&t, "2026-09-18T09:00:00+08:00");
	const struct param_sheet *s = ((const struct param_def *)light_routes[0].more)->sheet;
	int n = param_rows(test_now(&t), s, &r), thresholds = 0;
	assert_true(n >= 19);
	for (int i = 0; i < n; i++) {
		for (int f = 0; f < s->n - 1; f++) {
			struct str shown = param_show(t.cx, s, &r[i], f);
			assert_true(shown.n > 0);
			assert_true(f == 0 || shown.p[0] & 0x80);
		}
		thresholds += r[i].lacks == 0;
	}
	assert_int_equal(thresholds,
		db_one_int(db_prep(t.db, "SELECT count(*) FROM light_rule WHERE unit <> ''"), 0));
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(every_rule_says_when_it_holds)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

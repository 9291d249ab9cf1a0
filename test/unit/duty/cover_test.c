/* cover_test.c — coverage: units of a group by themselves, other sets by hand. */
#include "duty/cover.h"
#include "made.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;
static struct made m;

static void open_cover(const char *resp, const char *rule)
{
	m = (struct made){.lead = "政治工作办公室", .resp = resp, .rule = rule};
	made_open(&t, &m);
	test_time(&t, "2026-04-10T15:00:00+08:00");
	test_now(&t);
}

static enum flow_code visit(struct ctx *cx, rid due, const char *target, struct day day)
{
	return entry_add(cx,
		&(struct entry_in){
			.due = due, .day = day, .target = str_of(target), .what = S("走访座谈")});
}

static void every_station_of_a_group_is_to_be_covered(void **state)
{
	(void)state;
	open_cover("治安大队", "COVER{by:08-05,targets:[各派出所]}");
	struct due_row *d = made_due(&t, "治安大队", "各派出所");
	assert_non_null(d);
	struct cover c = cover_load(t.cx, d);
	assert_int_equal(c.n, 14);
	assert_int_equal(c.covered, 0);
	assert_false(c.by_hand);
	assert_int_equal(c.at[0].days, 40); /* since 1 March */
	assert_int_equal(visit(t.cx, d->head.id, "城关派出所", day_of(2026, 4, 1)), FLOW_OK);
	assert_int_equal(
		visit(test_now(&t), d->head.id, "城关派出所", day_of(2026, 4, 8)), FLOW_OK);
	assert_int_equal(
		visit(test_now(&t), d->head.id, "没有的派出所", day_of(2026, 4, 8)), FLOW_INVALID);
	d = made_due(&t, "治安大队", "各派出所");
	assert_int_equal(d->done, 1);
	assert_int_equal(d->whole, 14);
	c = cover_load(test_now(&t), d);
	assert_int_equal(c.covered, 1);
	/* The covered one stands last, with its latest day. */
	assert_string_equal(str_c(t.a, c.at[13].name), "城关派出所");
	assert_int_equal(c.at[13].times, 2);
	assert_int_equal(c.at[13].days, 2);
	test_close(&t);
}

static void a_set_without_units_is_listed_by_hand(void **state)
{
	(void)state;
	open_cover("城关派出所", "COVER{by:08-05,share:50%,targets:[规模以上企业]}");
	struct due_row *d = made_due(&t, "城关派出所", "规模以上企业");
	assert_non_null(d);
	rid due = d->head.id;
	assert_true(cover_load(t.cx, d).by_hand);
	assert_int_equal(cover_add(test_as(&t, "linzhiyuan"), due,
				 S("安澜纺织厂\n 月湖食品 \n\n安澜纺织厂\n澜江纸业\n")),
		FLOW_OK);
	d = made_due(&t, "城关派出所", "规模以上企业");
	assert_int_equal(cover_load(test_now(&t), d).n, 3);
	assert_int_equal(d->whole, 2); /* half of three, rounded up */
	assert_int_equal(cover_add(test_as(&t, "linzhiyuan"), due, S("月湖食品")), FLOW_INVALID);
	assert_int_equal(
		visit(test_as(&t, "linzhiyuan"), due, "月湖食品", day_of(2026, 4, 2)), FLOW_OK);
	assert_int_equal(
		visit(test_as(&t, "linzhiyuan"), due, "澜江纸业", day_of(2026, 4, 3)), FLOW_OK);
	assert_true(entry_met(made_due(&t, "城关派出所", "规模以上企业")));
	/* Struck off: neither owed nor counted any more. */
	struct cover c = cover_load(test_now(&t), d);
	rid gone = RID_NONE;
	for (int i = 0; i < c.n; i++)
		if (str_eq(c.at[i].name, S("澜江纸业")))
			gone = c.at[i].target;
	assert_int_equal(cover_drop(test_as(&t, "linzhiyuan"), due, gone, STR_NONE), FLOW_INVALID);
	assert_int_equal(
		cover_drop(test_as(&t, "linzhiyuan"), due, gone, S("已搬迁出县")), FLOW_OK);
	d = made_due(&t, "城关派出所", "规模以上企业");
	assert_int_equal(d->done, 1);
	assert_int_equal(d->whole, 1);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_station_of_a_group_is_to_be_covered),
		cmocka_unit_test(a_set_without_units_is_listed_by_hand),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

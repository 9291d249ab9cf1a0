/* sum_test.c — the maintained sums say what counting every due item would say. */
#include "world.h"
#include "demo/demo.h"
#include "duty/sum.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world w;

#define one(sql) db_one_int(db_prep(w.db, sql), -1)

static int64_t apart(void)
{
	return one("SELECT count(*) FROM (SELECT s.n, (SELECT count(*) FROM due d WHERE d.campaign "
		   "= s.campaign AND d.state = s.state AND d.kind = s.kind AND coalesce(d.due_day, "
		   "'9999-12-31') = s.due_day AND d.due_min = s.due_min AND coalesce(d.from_day, "
		   "'9999-12-31') = s.from_day AND d.unit = s.unit AND d.to_unit = s.to_unit AND "
		   "s.every = CASE WHEN d.period LIKE '%Q%' THEN 'quarterly' WHEN length(d.period) "
		   "= 7 THEN 'monthly' ELSE '-' END AND s.done = CASE WHEN d.kind IN ('quota', "
		   "'cover', 'draw') THEN coalesce(d.done, 0) ELSE 0 END AND s.need = CASE "
		   "WHEN d.kind = 'cover' THEN CASE WHEN d.whole > 1 THEN d.whole ELSE 1 END "
		   "WHEN d.kind IN ('quota', 'draw') THEN CASE WHEN d.need > 1 THEN d.need ELSE 1 "
		   "END ELSE 0 END) AS counted FROM due_sum s) x "
		   "WHERE n <> counted");
}

/* The totals against the sums they are made of, in both directions. */
static int64_t totals_apart(void)
{
	return one("SELECT count(*) FROM (SELECT campaign, state, kind, every, due_day, due_min, "
		   "from_day, done, need, sum(n) FROM due_sum GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 "
		   "EXCEPT SELECT campaign, state, kind, every, due_day, due_min, from_day, done, "
		   "need, n FROM due_total) x") +
	       one("SELECT sum(n) FROM due_total") - one("SELECT sum(n) FROM due_sum");
}

/* What is kept of each measure against its items, in both directions. */
static int64_t measures_apart(void)
{
	return one("SELECT count(*) FROM (SELECT campaign, measure, to_unit, state, coalesce("
		   "due_day, '9999-12-31'), due_min, coalesce(from_day, '9999-12-31'), CASE "
		   "WHEN first_at IS NULL THEN '-' WHEN late_min > 0 THEN 'late' ELSE 'on' END, "
		   "count(*) FROM due GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 EXCEPT SELECT campaign, "
		   "measure, to_unit, state, due_day, due_min, from_day, handed, sum(n) FROM "
		   "due_tally GROUP BY 1, 2, 3, 4, 5, 6, 7, 8) x") +
	       one("SELECT count(*) FROM due_tally WHERE n < 0") +
	       one("SELECT sum(n) FROM due_tally") - one("SELECT count(*) FROM due");
}

/* Eight months of the demo bureau go through every verb there is. */
static int open_lived(void **state)
{
	(void)state;
	test_open(&w, "2026-10-20T10:00:00+08:00");
	struct demo_in in = {.until = w.cx->now};
	return demo_campaign(w.cx, &in) == FLOW_OK ? 0 : -1;
}

static int close_lived(void **state)
{
	(void)state;
	test_close(&w);
	return 0;
}

static void sums_fit_the_items(void **state)
{
	(void)state;
	test_now(&w);
	assert_true(one("SELECT count(*) FROM due") > 1000);
	assert_int_equal(one("SELECT sum(n) FROM due_sum"), one("SELECT count(*) FROM due"));
	assert_int_equal(apart(), 0);
	assert_int_equal(totals_apart(), 0);
	assert_int_equal(measures_apart(), 0);
}

static void units_that_owe_are_kept(void **state)
{
	(void)state;
	test_now(&w);
	int64_t kept = one("SELECT count(*) FROM duty_unit");
	assert_true(kept > 10);
	assert_int_equal(
		kept, one("SELECT count(*) FROM (SELECT DISTINCT campaign, unit FROM duty) x"));
	assert_int_equal(one("SELECT count(*) FROM duty_unit o WHERE NOT EXISTS (SELECT 1 FROM "
			     "duty d WHERE d.campaign = o.campaign AND d.unit = o.unit)"),
		0);
}

static enum flow_code remove_one(struct ctx *cx, void *arg)
{
	(void)arg;
	return flow_of_db(
		db_run(db_prep(cx->db, "DELETE FROM due WHERE id = (SELECT max(id) FROM due)")));
}

static void an_item_that_goes_is_counted_out(void **state)
{
	(void)state;
	int64_t before = one("SELECT sum(n) FROM due_sum");
	assert_int_equal(ctx_write(test_now(&w), remove_one, NULL), FLOW_OK);
	assert_int_equal(one("SELECT sum(n) FROM due_sum"), before - 1);
	assert_int_equal(apart(), 0);
	assert_int_equal(totals_apart(), 0);
	assert_int_equal(measures_apart(), 0);
}

static void lights_add_up_and_follow_the_scope(void **state)
{
	(void)state;
	rid campaign = {one("SELECT min(id) FROM campaign")};
	struct light_sum all = sum_lights(test_now(&w), campaign, 0, w.cx->today);
	struct light_sum mine = sum_lights(test_as(&w, "guchangning"), campaign, 0, w.cx->today);
	int64_t n = 0;
	for (int i = 0; i < LIGHTS; i++)
		n += all.n[i];
	assert_int_equal(n, all.all);
	assert_int_equal(all.all, one("SELECT count(*) FROM due"));
	assert_true(mine.all > 0 && mine.all < all.all);
	struct light_sum year = sum_lights(test_now(&w), campaign, 2026, w.cx->today);
	assert_int_equal(year.all, one("SELECT count(*) FROM due WHERE due_day IS NULL OR due_day "
				       "BETWEEN '2026-01-01' AND '2026-12-31'"));
	assert_int_equal(sum_lights(w.cx, campaign, 2019, w.cx->today).all,
		one("SELECT count(*) FROM due WHERE due_day IS NULL"));
	assert_true(all.n[LIGHT_RED] > 0 && all.n[LIGHT_BLUE] > 0);
}

static void days_are_those_of_the_items(void **state)
{
	(void)state;
	int64_t n = 0;
	rid campaign = {one("SELECT min(id) FROM campaign")};
	struct light_sum sum = sum_lights(test_now(&w), campaign, 0, day_of(2026, 10, 5));
	for (int i = 0; i < SUM_DAYS; i++)
		n += sum.days[i];
	assert_true(n > 0);
	assert_int_equal(n, one("SELECT count(*) FROM due WHERE due_day BETWEEN '2026-10-05' AND "
				"'2026-11-01' AND state <> 'cancelled'"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sums_fit_the_items),
		cmocka_unit_test(units_that_owe_are_kept),
		cmocka_unit_test(lights_add_up_and_follow_the_scope),
		cmocka_unit_test(days_are_those_of_the_items),
		cmocka_unit_test(an_item_that_goes_is_counted_out),
	};
	return cmocka_run_group_tests(tests, open_lived, close_lived);
}

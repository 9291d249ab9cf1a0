/* hold_test.c — parts of a campaign against the duties, claims, steps and marks they rest on. */
#include "duty/hold.h"
#include "demo/demo.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world w;

#define one(sql) db_one_int(db_prep(w.db, sql), -1)

static int open_lived(void **state)
{
	(void)state;
	test_open(&w, "2026-05-20T10:00:00+08:00");
	struct demo_in in = {.until = w.cx->now};
	return demo_campaign(w.cx, &in) == FLOW_OK ? 0 : -1;
}

static int close_lived(void **state)
{
	(void)state;
	test_close(&w);
	return 0;
}

enum { ALL = 2000 };

static rid campaign(void)
{
	return (rid){one("SELECT min(id) FROM campaign")};
}

static struct hold_sum sum_of(struct ctx *cx, rid unit)
{
	return hold_sum(hold_load(cx, campaign(), unit));
}

#define PARTS_OF                                                                                   \
	"FROM (SELECT DISTINCT measure, unit FROM duty WHERE state <> 'cancelled' AND "            \
	"role <> 'coop') p"
#define PARTS PARTS_OF " WHERE "

#define DOER                                                                                       \
	"EXISTS (SELECT 1 FROM due d WHERE d.measure = p.measure AND d.unit = p.unit AND d.doer "  \
	"IS NOT NULL)"

static void sums_are_those_of_the_records(void **state)
{
	(void)state;
	struct hold *parts = hold_load(test_now(&w), campaign(), RID_NONE);
	struct hold_sum s = hold_sum(parts);
	assert_int_equal(s.parts, one("SELECT count(*) " PARTS "1 = 1"));
	assert_int_equal(s.claimed, one("SELECT count(*) " PARTS "EXISTS (SELECT 1 FROM claim c "
					"WHERE c.measure = p.measure AND c.unit = p.unit)"));
	assert_int_equal(s.named,
		one("SELECT count(*) " PARTS "EXISTS (SELECT 1 FROM claim c WHERE c.measure = "
		    "p.measure AND c.unit = p.unit) OR EXISTS (SELECT 1 FROM task t WHERE "
		    "t.measure = p.measure AND t.unit = p.unit AND t.state <> 'dropped') OR " DOER));
	assert_true(one("SELECT count(*) " PARTS DOER) > 0);
	assert_true(s.claimed > 0 && s.named > s.claimed && s.named < s.parts);
	assert_int_equal(s.points, one("SELECT count(*) FROM inclusion WHERE place = 'points'"));
	assert_true(s.assessment > 0 && s.assessment < s.points && s.neither > 0);
	struct hold_measures m = hold_measures(parts);
	assert_int_equal(m.all, one("SELECT count(DISTINCT measure) " PARTS "1 = 1"));
	assert_true(m.named <= m.all);
}

static void every_view_shows_what_the_sum_counts(void **state)
{
	struct hold_line *at;
	(void)state;
	const struct hold *parts = hold_load(test_now(&w), campaign(), RID_NONE);
	struct hold_sum s = hold_sum(parts);
	for (int v = 0; v < HOLD_VIEWS; v++) {
		enum hold_view view = (enum hold_view)v;
		int n = hold_list(w.cx, parts, view, (struct hold_range){0, ALL}, &at);
		assert_int_equal(n, hold_count(&s, view));
		for (int i = 0; i < n; i++) {
			assert_false(view == HOLD_UNNAMED && at[i].person.n);
			assert_false(view == HOLD_UNCLAIMED && at[i].claimed);
			assert_false(view == HOLD_NEITHER && (at[i].points || at[i].assessment));
		}
	}
}

/* Page by page the same as at once, in the order of the plan. */
static void pages_follow_each_other(void **state)
{
	enum { PAGE = 7 };
	struct hold_line *all, *at;
	(void)state;
	const struct hold *parts = hold_load(test_now(&w), campaign(), RID_NONE);
	int n = hold_list(w.cx, parts, HOLD_UNCLAIMED, (struct hold_range){0, ALL}, &all);
	assert_true(n > 2 * PAGE);
	for (int from = 0; from < n; from += PAGE) {
		int k = hold_list(
			w.cx, parts, HOLD_UNCLAIMED, (struct hold_range){from, PAGE}, &at);
		assert_int_equal(k, n - from < PAGE ? n - from : PAGE);
		for (int i = 0; i < k; i++) {
			assert_int_equal(at[i].measure.n, all[from + i].measure.n);
			assert_int_equal(at[i].unit.n, all[from + i].unit.n);
		}
	}
	assert_int_equal(all[0].measure.n,
		one("SELECT p.measure " PARTS_OF " JOIN measure m ON m.id = p.measure WHERE NOT "
		    "EXISTS (SELECT 1 FROM claim c WHERE c.measure = p.measure AND c.unit = p.unit) "
		    "ORDER BY m.seq LIMIT 1"));
}

static void units_add_up_and_see_their_own(void **state)
{
	struct hold_unit *at;
	struct hold_range range = {0, ALL};
	int64_t parts = 0, named = 0;
	(void)state;
	const struct hold *hold = hold_load(test_now(&w), campaign(), RID_NONE);
	struct hold_sum all = hold_sum(hold);
	int n = hold_units(w.cx, hold, range, &at);
	for (int i = 0; i < n; i++) {
		parts += at[i].sum.parts;
		named += at[i].sum.named;
	}
	assert_true(n > 5);
	assert_int_equal(parts, all.parts);
	assert_int_equal(named, all.named);
	rid second = at[1].unit;
	assert_int_equal(hold_units(w.cx, hold, (struct hold_range){1, 1}, &at), 1);
	assert_int_equal(at[0].unit.n, second.n);

	rid station = test_unit(&w, "城关派出所");
	n = hold_units(
		w.cx, hold_load(test_as(&w, "guchangning"), campaign(), RID_NONE), range, &at);
	assert_true(n > 0 && at[0].sum.parts > 0);
	for (int i = 0; i < n; i++)
		assert_true(at[i].unit.n == station.n || at[i].sum.parts < all.parts);
	assert_true(sum_of(test_as(&w, "guchangning"), station).parts > 0);
	assert_int_equal(sum_of(test_as(&w, "guchangning"), test_unit(&w, "东关派出所")).parts, 0);
}

/* Nobody had claimed anything on the first day. */
static void a_past_day_knows_no_later_claim(void **state)
{
	(void)state;
	struct ctx *cx = test_now(&w);
	cx->past = true;
	cx->today = day_of(2026, 3, 11);
	cx->now = (struct stamp){stamp_of_day(day_add(cx->today, 1)).ms - 1};
	struct hold_sum s = sum_of(cx, RID_NONE);
	assert_true(s.parts > 0);
	assert_int_equal(s.claimed, 0);
	assert_int_equal(s.named, 0);
	assert_int_equal(s.points, 0);
	cx->past = false;
}

#define CHANGE(name, sql)                                                                          \
	static enum flow_code name(struct ctx *cx, void *arg)                                      \
	{                                                                                          \
		(void)arg;                                                                         \
		return flow_of_db(db_run(db_prep(cx->db, sql)));                                   \
	}

CHANGE(move_step, "UPDATE task SET (measure, unit) = (SELECT measure, unit FROM claim ORDER BY id "
		  "LIMIT 1) WHERE person = (SELECT min(person) FROM task)")
CHANGE(drop_claim, "UPDATE claim SET state = 'dropped' WHERE id = (SELECT min(id) FROM claim)")
CHANGE(drop_steps, "UPDATE task SET state = 'dropped'")

static struct str person_of(rid measure, rid unit)
{
	struct hold_line *at;
	const struct hold *parts = hold_load(test_now(&w), campaign(), unit);
	int n = hold_list(w.cx, parts, HOLD_ALL, (struct hold_range){0, ALL}, &at);
	for (int i = 0; i < n; i++)
		if (at[i].measure.n == measure.n)
			return at[i].person;
	fail_msg("the part is not there");
	return STR_NONE;
}

/* A claim names the person before a step does; given up, neither counts. Changes the world. */
static void who_claimed_goes_before_who_has_a_step(void **state)
{
	(void)state;
	rid measure = {one("SELECT measure FROM claim ORDER BY id LIMIT 1")};
	rid unit = {one("SELECT unit FROM claim ORDER BY id LIMIT 1")};
	rid claims = {one("SELECT person FROM claim ORDER BY id LIMIT 1")};
	rid other = {one("SELECT min(person) FROM task")};
	assert_true(other.n != claims.n);
	assert_int_equal(ctx_write(test_now(&w), move_step, NULL), FLOW_OK);
	int64_t claimed = sum_of(test_now(&w), RID_NONE).claimed;
	assert_true(str_eq(person_of(measure, unit), tree_person_name(w.cx, claims)));
	assert_int_equal(ctx_write(test_now(&w), drop_claim, NULL), FLOW_OK);
	assert_int_equal(sum_of(test_now(&w), RID_NONE).claimed, claimed - 1);
	assert_true(str_eq(person_of(measure, unit), tree_person_name(w.cx, other)));
	assert_int_equal(ctx_write(test_now(&w), drop_steps, NULL), FLOW_OK);
	assert_false(str_eq(person_of(measure, unit), tree_person_name(w.cx, other)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sums_are_those_of_the_records),
		cmocka_unit_test(every_view_shows_what_the_sum_counts),
		cmocka_unit_test(pages_follow_each_other),
		cmocka_unit_test(units_add_up_and_see_their_own),
		cmocka_unit_test(a_past_day_knows_no_later_claim),
		cmocka_unit_test(who_claimed_goes_before_who_has_a_step),
	};
	return cmocka_run_group_tests(tests, open_lived, close_lived);
}

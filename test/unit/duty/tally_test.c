/* tally_test.c — the kept totals of each measure say what counting its items would say. */
#include "duty/tally.h"
#include "demo/demo.h"
#include "duty/sum.h"
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

static rid campaign(void)
{
	return (rid){one("SELECT min(id) FROM campaign")};
}

static struct tally whole(struct ctx *cx, int year)
{
	struct tally_line *at;
	struct tally sum = tally_none();
	int n = tally_load(cx, campaign(), year, &at);
	for (int i = 0; i < n; i++)
		tally_plus(&sum, &at[i].t);
	return sum;
}

static void each_measure_counts_its_items(void **state)
{
	struct tally_line *at;
	int n, owing = 0;
	(void)state;
	n = tally_load(test_now(&w), campaign(), 0, &at);
	for (int i = 0; i < n; i++) {
		struct tally t = tally_find(at, n, at[i].measure);
		struct stmt *s = db_prep(w.db,
			"SELECT count(*), coalesce(sum(CASE WHEN first_at IS NOT NULL AND "
			"late_min > 0 THEN 1 ELSE 0 END), 0), coalesce(sum(CASE WHEN first_at IS "
			"NOT NULL AND late_min = 0 THEN 1 ELSE 0 END), 0), coalesce(sum(CASE WHEN "
			"state = 'accepted' THEN 1 ELSE 0 END), 0), coalesce(sum(CASE WHEN state = "
			"'returned' THEN 1 ELSE 0 END), 0), coalesce(sum(CASE WHEN state = "
			"'reported' THEN 1 ELSE 0 END), 0), min(CASE WHEN state IN ('open', "
			"'returned') THEN due_day END) FROM due WHERE measure = ? AND state NOT IN "
			"('cancelled', 'before')");
		db_rid(s, 1, at[i].measure);
		assert_int_equal(db_step(s), DB_ROW);
		assert_int_equal(t.all, db_col_int(s, 0));
		assert_int_equal(t.late, db_col_int(s, 1));
		assert_int_equal(t.on_time, db_col_int(s, 2));
		assert_true(t.n[LIGHT_BLUE] >= db_col_int(s, 3));
		assert_int_equal(t.done, db_col_int(s, 3));
		assert_int_equal(t.back, db_col_int(s, 4));
		assert_int_equal(t.waits, db_col_int(s, 5));
		assert_int_equal(t.next.n, db_col_day(s, 6).n);
		db_done(s);
		owing += t.all > 0;
	}
	assert_true(owing > 10);
	assert_int_equal(tally_find(at, n, (rid){-1}).all, 0);
}

static void lights_are_those_of_the_campaign(void **state)
{
	(void)state;
	struct tally t = whole(test_now(&w), 0);
	struct light_sum sum = sum_lights(w.cx, campaign(), 0, w.cx->today);
	int64_t n = 0;
	for (int i = 0; i < LIGHTS; i++)
		n += t.n[i];
	assert_int_equal(n, t.all);
	assert_true(t.n[LIGHT_RED] > 0 && t.late > 0 && t.on_time > t.late);
	for (int i = LIGHT_BLUE; i < LIGHTS; i++)
		assert_int_equal(t.n[i], sum.n[i]);
}

/* Whoever sees a part counts from the items themselves: the same as the kept rows of that part. */
static void a_part_is_counted_within_the_scope(void **state)
{
	(void)state;
	struct tally all = whole(test_now(&w), 0);
	struct tally mine = whole(test_as(&w, "guchangning"), 0);
	test_now(&w);
	assert_true(mine.all > 0 && mine.all < all.all);
	struct stmt *s = db_prep(w.db, "SELECT count(*) FROM due WHERE (unit = ? OR to_unit = ?) "
				       "AND state NOT IN ('cancelled', 'before')");
	db_rid(s, 1, test_unit(&w, "城关派出所"));
	db_rid(s, 2, test_unit(&w, "城关派出所"));
	assert_int_equal(mine.all, db_one_int(s, 0));
}

static void a_year_takes_what_falls_due_in_it(void **state)
{
	(void)state;
	struct tally all = whole(test_now(&w), 0);
	assert_int_equal(whole(w.cx, 2026).all,
		one("SELECT count(*) FROM due WHERE (due_day BETWEEN '2026-01-01' AND "
		    "'2026-12-31' OR due_day IS NULL) AND state NOT IN ('cancelled', 'before')"));
	assert_int_equal(whole(w.cx, 2031).all,
		one("SELECT count(*) FROM due WHERE due_day IS NULL AND state NOT IN "
		    "('cancelled', 'before')"));
	assert_true(whole(w.cx, 2031).all < all.all);
}

static enum flow_code move_and_remove(struct ctx *cx, void *arg)
{
	(void)arg;
	enum flow_code code = flow_of_db(db_run(db_prep(cx->db,
		"UPDATE due SET first_at = 1, late_min = 5 WHERE id = (SELECT min(id) FROM due "
		"WHERE state = 'open' AND first_at IS NULL)")));
	return code != FLOW_OK ? code
			       : flow_of_db(db_run(db_prep(cx->db,
					 "DELETE FROM due WHERE id = (SELECT max(id) FROM due "
					 "WHERE state = 'open' AND first_at IS NULL)")));
}

static void what_changes_is_counted_over(void **state)
{
	(void)state;
	struct tally before = whole(test_now(&w), 0);
	assert_int_equal(ctx_write(test_now(&w), move_and_remove, NULL), FLOW_OK);
	struct tally after = whole(test_now(&w), 0);
	assert_int_equal(after.all, before.all - 1);
	assert_int_equal(after.late, before.late + 1);
	assert_int_equal(after.on_time, before.on_time);
	assert_int_equal(one("SELECT sum(n) FROM due_tally"), one("SELECT count(*) FROM due"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_measure_counts_its_items),
		cmocka_unit_test(lights_are_those_of_the_campaign),
		cmocka_unit_test(a_part_is_counted_within_the_scope),
		cmocka_unit_test(a_year_takes_what_falls_due_in_it),
		cmocka_unit_test(what_changes_is_counted_over),
	};
	return cmocka_run_group_tests(tests, open_lived, close_lived);
}

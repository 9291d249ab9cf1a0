/* matrix_test.c — the lights of the matrix, which are worked out once for many items, are those of
 * their items one by one; of two under one light the soonest is shown.
 *
 * limit: 120 s. */
#include "campaign/matrix.h"
#include "demo/demo.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;

/* An item of the same measure and unit under the same light, due before the one that is shown. */
static bool has_sooner(struct ctx *cx, const struct light_rules *rules, const struct due_row *shown)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT id FROM due WHERE measure = ? AND unit = ? AND due_day < ? AND state IN "
		"('open', 'returned', 'reported', 'paused') ORDER BY id");
	rid ids[64];
	int n = 0;
	struct light_in in = light_now(shown);
	enum light light = light_of(rules, &in, cx->cal, cx->now).light;
	db_rid(s, 1, shown->measure);
	db_rid(s, 2, shown->head.unit);
	db_day(s, 3, shown->due_day);
	while (n < 64 && db_step(s) == DB_ROW)
		ids[n++] = db_col_rid(s, 0);
	db_done(s);
	for (int i = 0; i < n; i++) {
		struct light_in other = light_now(rec_load(cx, &due_kind, ids[i]));
		if (light_of(rules, &other, cx->cal, cx->now).light == light)
			return true;
	}
	return false;
}

static int64_t due_in(const struct matrix *m, int cell, const char *but)
{
	struct stmt *s = db_prep(t.db,
		"SELECT count(*) FROM due WHERE measure = ? AND unit = ? AND due_day BETWEEN ? AND ? "
		"AND state NOT IN ('cancelled', 'before', ?)");
	db_rid(s, 1, m->measures[cell / m->n_units]->head.id);
	db_rid(s, 2, m->units[cell % m->n_units].id);
	db_day(s, 3, day_of(m->year, 1, 1));
	db_day(s, 4, day_of(m->year, 12, 31));
	db_text(s, 5, str_of(but));
	return db_one_int(s, -1);
}

/* Of a year who has anything due in it owes, and is blue where all of it is accepted (PLAN-51). */
static int assert_year(struct ctx *cx, const struct light_rules *rules, rid campaign, int year)
{
	int owe = 0, blue = 0;
	struct matrix *m = matrix_load(cx, campaign, rules, 0, year);
	assert_true(m->n_measures * m->n_units > 100);
	for (int i = 0; i < m->n_measures * m->n_units; i++) {
		const struct matrix_cell *c = &m->cells[i];
		assert_int_equal(c->owes, due_in(m, i, "-") > 0);
		if (!c->owes)
			continue;
		owe++;
		blue += c->light.light == LIGHT_BLUE;
		assert_int_equal(c->light.light == LIGHT_BLUE, due_in(m, i, "accepted") == 0);
	}
	assert_true(owe == 0 || blue > 0);
	return owe;
}

static void every_cell_has_the_light_of_its_own_item(void **state)
{
	int lit = 0;
	(void)state;
	test_open(&t, "2026-02-09T09:00:00+08:00");
	test_time(&t, "2026-06-22T10:00:00+08:00");
	struct demo_in in = {.until = clock_now(&t.clock)};
	assert_int_equal(demo_campaign(test_now(&t), &in), FLOW_OK);
	struct ctx *cx = test_now(&t);
	struct light_rules rules = light_load(cx);
	rid campaign = {db_one_int(db_prep(t.db, "SELECT id FROM campaign"), 0)};
	struct matrix *m = matrix_load(cx, campaign, &rules, 0, 0);
	for (int i = 0; i < m->n_measures * m->n_units; i++) {
		const struct matrix_cell *c = &m->cells[i];
		if (c->due.head.id.n == 0)
			continue;
		const struct due_row *d = rec_load(cx, &due_kind, c->due.head.id);
		struct light_in one = light_now(d);
		struct light_out want = light_of(&rules, &one, cx->cal, cx->now);
		assert_int_equal(c->light.light, want.light);
		assert_int_equal(c->light.days, want.days);
		assert_ptr_equal(c->light.rule, want.rule);
		assert_false(has_sooner(cx, &rules, d));
		lit++;
	}
	assert_year(cx, &rules, campaign, 2026);
	assert_true(assert_year(cx, &rules, campaign, 2025) == 0);
	/* Far more items than the memory of the matrix has places. */
	assert_true(lit > 100);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_cell_has_the_light_of_its_own_item),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

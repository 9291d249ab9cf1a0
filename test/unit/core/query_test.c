/* query_test.c — lists narrowed by words: kept up to date by every change, inside the scope. */
#include "lib/world_fixture.h"

#include "core/query.h"
#include "core/rec.h"
#include "core/tree.h"
#include "core/val.h"
#include "org/org.h"
#include "store/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int64_t found(struct world_fixture *f, struct str words)
{
	struct query q = {.kind = &unit_kind, .search = words};
	return query_count(f->cx, &q);
}

struct rename {
	rid unit;
	struct str name;
};

static enum flow_code rename_unit(struct ctx *cx, void *arg)
{
	const struct rename *r = arg;
	struct unit_row *u = rec_load(cx, &unit_kind, r->unit);
	assert_non_null(u);
	u->name = r->name;
	return rec_update(cx, &unit_kind, u);
}

static void words_find_records_as_they_are_now(void **state)
{
	(void)state;
	struct world_fixture *f = world_fixture_open("2026-09-18T10:00:00+08:00", true);
	assert_int_equal(found(f, S("督察")), 1);
	assert_int_equal(found(f, S("派出所")), 14);
	assert_int_equal(found(f, S("，")), 0);
	assert_int_equal(found(f, S("查无此词")), 0);
	struct query q = {.kind = &unit_kind, .search = S("督察"), .per_page = 5};
	void **rows;
	assert_int_equal(query_rows(f->cx, &q, &rows), 1);
	struct rename r = {((struct unit_row *)rows[0])->head.id, S("法治监督大队")};
	assert_int_equal(ctx_write(f->cx, rename_unit, &r), FLOW_OK);
	assert_int_equal(found(f, S("督察")), 0);
	assert_int_equal(found(f, S("法治监督")), 1);
	world_fixture_close(f);
}

/* Page after page by places gives every row once, in the order of the whole list, also where the
 * order's column is empty in some. */
static void walk_in_order(struct world_fixture *f, const struct kind *k, const char *order)
{
	struct query whole = {.kind = k, .per_page = 500}, q = {.kind = k, .per_page = 7};
	void **all, **rows;
	assert_true(query_sort(f->cx, &whole, str_of(order)));
	assert_true(query_sort(f->cx, &q, str_of(order)));
	int n = query_rows(f->cx, &whole, &all), seen = 0, got;
	assert_true(n > 20);
	while ((got = query_rows(f->cx, &q, &rows)) > 0) {
		int here = got > q.per_page ? q.per_page : got;
		for (int i = 0; i < here; i++, seen++)
			assert_int_equal(((struct rec_head *)rows[i])->id.n,
				((struct rec_head *)all[seen])->id.n);
		struct str cursor = query_cursor(f->cx, &q, rows[here - 1]);
		assert_true(query_go_on(f->cx, &q, cursor));
	}
	assert_int_equal(seen, n);
}

static void places_go_on_in_every_order(void **state)
{
	static const char *const unit_orders[] = {
		"id", "-id", "name", "-name", "made", "-changed", "parent", "-parent"};
	(void)state;
	struct world_fixture *f = world_fixture_open("2026-09-18T10:00:00+08:00", true);
	for (size_t i = 0; i < sizeof unit_orders / sizeof *unit_orders; i++)
		walk_in_order(f, &unit_kind, unit_orders[i]);
	walk_in_order(f, &appointment_kind, "until_day");
	walk_in_order(f, &appointment_kind, "-until_day");
	struct query q = {.kind = &account_kind};
	assert_false(query_sort(f->cx, &q, S("hash")));
	assert_false(query_sort(f->cx, &q, S("id; DROP TABLE unit")));
	assert_false(query_sort(f->cx, &q, S("")));
	q = (struct query){.kind = &unit_kind};
	assert_false(query_go_on(f->cx, &q, S("0~甲")));
	assert_false(query_go_on(f->cx, &q, S("x")));
	q.order = "-id";
	assert_false(query_go_on(f->cx, &q, S("7~甲")));
	assert_true(query_go_on(f->cx, &q, S("7")));
	world_fixture_close(f);
}

static enum flow_code older_than_the_column(struct ctx *cx, void *arg)
{
	(void)arg;
	db_run(db_prep(cx->db, "UPDATE unit SET pilot = 1 WHERE kind = 'station'"));
	return flow_of_db(db_run(
		db_prep(cx->db, "UPDATE unit SET pilot = NULL WHERE kind = 'dept' OR id % 3 = 0")));
}

/* Whatever the engine does by itself: what is empty comes last, up and down, so that both show the
 * same list; a row older than a column reads as zero and stands where zeros stand. */
static void what_is_empty_comes_last(void **state)
{
	static const char *const orders[] = {"parent", "-parent", "code", "-code"};
	(void)state;
	struct world_fixture *f = world_fixture_open("2026-09-18T10:00:00+08:00", true);
	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		const struct field *field = kind_field(
			&unit_kind, str_of(orders[i] + (orders[i][0] == '-')));
		struct query q = {.kind = &unit_kind, .order = orders[i], .per_page = 500};
		bool empty = false;
		void **rows;
		int n = query_rows(f->cx, &q, &rows), given = 0;
		for (int k = 0; k < n; k++) {
			assert_false(empty && !val_is_empty(field, rows[k]));
			empty = val_is_empty(field, rows[k]);
			given += !empty;
		}
		assert_true(empty && given > 0);
	}
	assert_int_equal(ctx_write(f->cx, older_than_the_column, NULL), FLOW_OK);
	walk_in_order(f, &unit_kind, "pilot");
	walk_in_order(f, &unit_kind, "-pilot");
	struct query q = {.kind = &unit_kind, .order = "pilot", .per_page = 500};
	bool was = false;
	void **rows;
	int n = query_rows(f->cx, &q, &rows);
	for (int k = 0; k < n; k++) {
		assert_true(((struct unit_row *)rows[k])->pilot >= was);
		was = ((struct unit_row *)rows[k])->pilot;
	}
	assert_true(was);
	world_fixture_close(f);
}

static void stations_only(struct ctx *cx, struct sql *q)
{
	(void)cx;
	sql_lit(q, " AND kind = 'station'");
}

/* A kind may narrow what even the system lists; then nothing else is there: not in the list, not in
 * the count, not by its number, not for a reference. */
static void a_kind_narrows_its_own_scope(void **state)
{
	(void)state;
	struct world_fixture *f = world_fixture_open("2026-09-18T10:00:00+08:00", true);
	struct kind narrow = unit_kind;
	struct query q = {.kind = &narrow, .per_page = 500};
	void **rows;
	int all = query_rows(f->cx, &q, &rows);
	rid top = tree_top(f->cx);
	assert_true(query_sees(f->cx, &narrow, top));
	narrow.scope = stations_only;
	int n = query_rows(f->cx, &q, &rows);
	assert_int_equal(n, 14);
	assert_true(n < all);
	for (int i = 0; i < n; i++)
		assert_true(str_eq(((struct unit_row *)rows[i])->kind, S("station")));
	assert_int_equal(query_count(f->cx, &q), n);
	assert_int_equal(query_count_to(f->cx, &q, 1000), n);
	assert_int_equal(query_count_to(f->cx, &q, 5), 5);
	assert_false(query_sees(f->cx, &narrow, top));
	assert_true(query_sees(f->cx, &narrow, ((struct rec_head *)rows[0])->id));
	world_fixture_close(f);
}

struct counted {
	int n;
	size_t most;
};

static bool count_row(struct ctx *cx, void *arg, const void *row)
{
	struct counted *c = arg;
	assert_true(((const struct rec_head *)row)->id.n > 0);
	c->n++;
	if (arena_used(cx->a) > c->most)
		c->most = arena_used(cx->a);
	return c->n < 200;
}

static void a_long_list_takes_the_memory_of_one_row(void **state)
{
	(void)state;
	struct world_fixture *f = world_fixture_open("2026-09-18T10:00:00+08:00", true);
	struct query q = {.kind = &person_kind};
	struct counted c = {0};
	size_t before = arena_used(f->a);
	assert_int_equal(query_each(f->cx, &q, count_row, &c), FLOW_OK);
	assert_true(c.n > 100);
	assert_true(c.most < 4096);
	assert_true(arena_used(f->a) - before < 64 * 1024);
	world_fixture_close(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_find_records_as_they_are_now),
		cmocka_unit_test(places_go_on_in_every_order),
		cmocka_unit_test(what_is_empty_comes_last),
		cmocka_unit_test(a_kind_narrows_its_own_scope),
		cmocka_unit_test(a_long_list_takes_the_memory_of_one_row),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

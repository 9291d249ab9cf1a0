/* query_test.c — lists narrowed by words: kept up to date by every change, inside the scope. */
#include "lib/world_fixture.h"

#include "core/query.h"
#include "core/rec.h"
#include "core/tree.h"
#include "org/org.h"

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
		cmocka_unit_test(a_long_list_takes_the_memory_of_one_row),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_find_records_as_they_are_now),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

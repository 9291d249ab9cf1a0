/* unit_list_test.c — the tree comes in its order, with who answers for each unit and what is vacant;
 * people are found by number, name and part of a name, within the actor's scope. */
#include "org/unit_list.h"
#include "org/leave.h"
#include "org/person.h"
#include "world.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static struct test_world t;

static int open_world(void **state)
{
	(void)state;
	test_open(&t, "2026-09-18T09:00:00+08:00");
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	test_close(&t);
	return 0;
}

static void the_tree_has_children_behind_their_parent(void **state)
{
	(void)state;
	struct unit_line *at;
	int n = unit_list(test_now(&t), &at), vacant = 0;
	assert_int_equal(n, 38);
	assert_true(str_eq(at[0].name, S("安澜县公安局")));
	assert_int_equal(at[0].depth, 0);
	for (int i = 1; i < n; i++) {
		assert_true(at[i].depth <= at[i - 1].depth + 1);
		vacant += !at[i].outside && at[i].head.n == 0;
		if (str_eq(at[i].name, S("城关派出所"))) {
			assert_true(str_eq(at[i].head, S("顾长宁")));
			assert_true(str_eq(at[i].liaison, S("林知远")));
			assert_true(at[i].paired && at[i].persons > 2);
		}
	}
	assert_true(vacant > 0);
	struct unit_pairing *p;
	assert_int_equal(unit_list_pairings(t.cx, RID_NONE, &p), 26);
	assert_int_equal(unit_list_pairings(t.cx, test_unit(&t, "月湖派出所"), &p), 1);
	struct unit_post *posts;
	assert_true(unit_list_posts(t.cx, test_unit(&t, "城关派出所"), &posts) >= 2);
}

static void people_are_found(void **state)
{
	(void)state;
	struct person_line *at;
	int64_t total;
	rid id;
	assert_int_equal(person_find(test_now(&t), S("林知远"), &id), 1);
	assert_int_equal(person_find(t.cx, S("９９００６４"), &id), 1);
	assert_int_equal(person_find(t.cx, S("没有此人"), &id), 0);
	struct person_filter f = {.per_page = 50};
	assert_int_equal(person_list(t.cx, &f, &at, &total), 50);
	assert_int_equal(total, 120);
	f.page = 2;
	assert_int_equal(person_list(t.cx, &f, &at, &total), 20);
	f = (struct person_filter){.words = S("知远"), .per_page = 50};
	assert_int_equal(person_list(t.cx, &f, &at, &total), 1);
	assert_true(str_eq(at[0].posts, S("联络员")) || str_has(at[0].posts, S("联络员")));
	f = (struct person_filter){.words = S("%"), .per_page = 50};
	assert_int_equal(person_list(t.cx, &f, &at, &total), 0);
	f = (struct person_filter){.per_page = 50};
	assert_true(person_list(test_as(&t, "linzhiyuan"), &f, &at, &total) < 20);
}

static enum flow_code enter(struct ctx *cx, void *arg)
{
	return leave_enter(cx, arg);
}

static enum flow_code end(struct ctx *cx, void *arg)
{
	return leave_end(cx, *(rid *)arg);
}

static void leave_is_entered_by_oneself_or_the_clerk(void **state)
{
	(void)state;
	struct leave_in in = {
		.from = S("2026-09-18"), .until = S("2026-09-25"), .why = S("年休假")};
	struct leave_line *l;
	person_find(test_now(&t), S("990064"), &in.person);
	person_find(t.cx, S("990063"), &in.deputy);
	assert_int_equal(ctx_write(test_as(&t, "guchangning"), enter, &in), FLOW_DENIED);
	assert_int_equal(ctx_write(test_as(&t, "linzhiyuan"), enter, &in), FLOW_OK);
	assert_int_equal(tree_acting_for(test_now(&t), in.person, t.cx->today).n, in.deputy.n);
	assert_int_equal(leave_list(test_as(&t, "guchangning"), false, &l), 0);
	assert_int_equal(leave_list(test_as(&t, "officer"), false, &l), 1);
	assert_int_equal(leave_list(test_as(&t, "org"), true, &l), 1);
	rid id = l[0].id;
	assert_int_equal(ctx_write(test_as(&t, "linzhiyuan"), end, &id), FLOW_OK);
	assert_int_equal(leave_list(test_as(&t, "org"), true, &l), 0);
	in.why = STR_NONE;
	struct ctx *cx = test_as(&t, "org");
	assert_int_equal(ctx_write(cx, enter, &in), FLOW_INVALID);
	assert_true(err_of(cx->errs, S("why")).n > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_tree_has_children_behind_their_parent),
		cmocka_unit_test(people_are_found),
		cmocka_unit_test(leave_is_entered_by_oneself_or_the_clerk),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}

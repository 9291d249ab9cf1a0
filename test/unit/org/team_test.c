/* team_test.c — the leadership team with its division of work, and the leader in charge of a unit
 * through the unit above it. */
#include "org/team.h"
#include "org/unit_list.h"
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

static void members_with_posts_and_what_is_theirs(void **state)
{
	struct team_line *at;
	(void)state;
	int n = team_list(test_as(&t, "org"), &at);
	assert_int_equal(n, 9);
	assert_true(str_eq(at[0].name, S("江怀瑾")));
	assert_true(str_eq(at[0].posts, S("党委书记、局长")));
	for (int i = 0; i < n; i++) {
		if (!str_eq(at[i].name, S("陆景和")))
			continue;
		assert_true(str_eq(at[i].function, S("刑侦大队、经侦大队")));
		assert_true(str_eq(at[i].area, S("柳河派出所、石岭派出所")));
		return;
	}
	fail_msg("a vice head is not in the team");
}

static void the_party_committee_has_its_members(void **state)
{
	struct unit_post *at;
	(void)state;
	rid unit = test_unit(&t, "局党委");
	int n = unit_list_posts(test_now(&t), unit, &at);
	assert_int_equal(n, 8);
	assert_true(str_eq(at[0].post, S("党委委员")) || str_eq(at[0].post, S("书记")));
}

static void a_unit_goes_with_the_one_above_it(void **state)
{
	struct team_leader l;
	(void)state;
	rid own = test_unit(&t, "交警大队"), below = test_unit(&t, "车辆管理所"),
	    bare = test_unit(&t, "警务保障室");
	struct ctx *cx = test_now(&t);
	assert_true(team_leader(cx, own, &l));
	rid who = l.person;
	assert_true(team_leader(cx, below, &l));
	assert_int_equal(l.person.n, who.n);
	assert_int_equal(l.from.n, own.n);
	assert_false(team_leader(cx, bare, &l));
}

static void units_without_anybody_are_listed(void **state)
{
	struct team_bare *at;
	(void)state;
	rid bare = test_unit(&t, "警务保障室"), below = test_unit(&t, "车辆管理所");
	int n = team_without(test_as(&t, "org"), &at);
	bool found = false;
	for (int i = 0; i < n; i++) {
		found |= at[i].id.n == bare.n;
		assert_int_not_equal(at[i].id.n, below.n);
	}
	assert_true(found);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_with_posts_and_what_is_theirs),
		cmocka_unit_test(the_party_committee_has_its_members),
		cmocka_unit_test(a_unit_goes_with_the_one_above_it),
		cmocka_unit_test(units_without_anybody_are_listed),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}

/* pair_test.c — which measure of a later edition is which of the one before. */
#include "plan/pair.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct side {
	struct measure_row rows[6], *at[6];
	int n;
};

static void add(struct side *s, int64_t id, int64_t parent, const char *path, const char *heading)
{
	struct measure_row *m = &s->rows[s->n];
	m->head.id.n = id;
	m->parent.n = parent;
	m->path = str_of(path);
	m->heading = str_of(heading);
	s->at[s->n++] = m;
}

static void check(const struct side *was, const struct side *is, const int *want)
{
	struct arena *a = arena_open(1 << 20);
	int partner[6];
	pair_measures(a, (struct pair_side){was->at, was->n}, (struct pair_side){is->at, is->n},
		NULL, partner);
	for (int i = 0; i < is->n; i++)
		assert_int_equal(partner[i], want[i]);
	arena_close(a);
}

static void a_number_that_shifts_is_no_change(void **state)
{
	(void)state;
	struct side was = {0}, is = {0};
	add(&was, 1, 0, "一", "强化理论武装");
	add(&was, 2, 0, "二", "深入查摆问题");
	add(&is, 11, 0, "一", "完善容错纠错机制");
	add(&is, 12, 0, "二", "强化理论武装");
	add(&is, 13, 0, "三", "深入查摆问题");
	check(&was, &is, (int[]){-1, 0, 1});
}

/* The same number with other words is another measure: its reports are not these. */
static void a_number_alone_makes_no_pair(void **state)
{
	(void)state;
	struct side was = {0}, is = {0};
	add(&was, 1, 0, "五", "畅通举报和反映问题渠道");
	add(&is, 11, 0, "五", "减轻基层负担");
	check(&was, &is, (int[]){-1});
}

static void a_reworded_heading_under_its_number_goes_on(void **state)
{
	(void)state;
	struct side was = {0}, is = {0};
	add(&was, 1, 0, "五", "畅通举报和反映问题渠道");
	add(&is, 11, 0, "五", "畅通群众举报和反映问题的渠道");
	check(&was, &is, (int[]){0});
}

static void equal_headings_are_told_apart_by_what_stands_above(void **state)
{
	(void)state;
	struct side was = {0}, is = {0};
	add(&was, 1, 0, "一", "党建工作");
	add(&was, 2, 1, "一/1", "开展自查");
	add(&was, 3, 0, "二", "业务工作");
	add(&was, 4, 3, "二/1", "开展自查");
	add(&is, 13, 0, "一", "业务工作");
	add(&is, 14, 13, "一/1", "开展自查");
	add(&is, 11, 0, "二", "党建工作");
	add(&is, 12, 11, "二/1", "开展自查");
	check(&was, &is, (int[]){2, 3, 0, 1});
}

static void what_was_taken_out_has_no_partner(void **state)
{
	(void)state;
	struct side was = {0}, is = {0};
	add(&was, 1, 0, "一", "强化理论武装");
	add(&is, 11, 0, "一", "强化理论武装");
	is.rows[0].head.state = MEASURE_CANCELLED;
	check(&was, &is, (int[]){-1});
}

static void likeness_goes_from_none_to_all(void **state)
{
	(void)state;
	struct arena *a = arena_open(1 << 20);
	assert_int_equal(pair_alike(a, S("强化理论武装"), S("强化理论武装")), 100);
	assert_int_equal(pair_alike(a, S("强化理论武装"), S("减轻基层负担")), 0);
	int half = pair_alike(a, S("强化理论武装"), S("强化理论学习"));
	assert_true(half > 40 && half < 90);
	arena_close(a);
}

static void what_a_person_said_comes_first(void **state)
{
	struct side was = {0}, is = {0};
	struct arena *a = arena_open(1 << 20);
	int partner[6];
	(void)state;
	add(&was, 1, 0, "一", "强化理论武装");
	add(&was, 2, 0, "二", "深入查摆问题");
	add(&is, 11, 0, "一", "强化理论武装");
	add(&is, 12, 0, "二", "深入查摆问题");
	add(&is, 13, 0, "三", "集中轮训");
	pair_measures(a, (struct pair_side){was.at, was.n}, (struct pair_side){is.at, is.n},
		(int[]){PAIR_BY_WORDS, PAIR_NEW, 0}, partner);
	/* The first loses what was given to the third; the second is new though its words are not. */
	assert_int_equal(partner[0], -1);
	assert_int_equal(partner[1], -1);
	assert_int_equal(partner[2], 0);
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_person_said_comes_first),
		cmocka_unit_test(a_number_that_shifts_is_no_change),
		cmocka_unit_test(a_number_alone_makes_no_pair),
		cmocka_unit_test(a_reworded_heading_under_its_number_goes_on),
		cmocka_unit_test(equal_headings_are_told_apart_by_what_stands_above),
		cmocka_unit_test(what_was_taken_out_has_no_partner),
		cmocka_unit_test(likeness_goes_from_none_to_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

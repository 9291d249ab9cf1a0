/* levels_test.c — totals of a campaign at every heading and every theme. */
#include "campaign/levels.h"
#include "demo/demo.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world w;

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

static struct levels *load(enum level_by by, enum level_mark mark)
{
	struct levels_in in = {.by = by, .mark = mark};
	test_now(&w);
	in.campaign = (rid){db_one_int(db_prep(w.db, "SELECT min(id) FROM campaign"), 0)};
	return levels_load(w.cx, &in);
}

static const struct level *named(const struct levels *l, const char *title)
{
	for (int i = 0; i < l->n; i++)
		if (str_eq(l->at[i].title, str_of(title)))
			return &l->at[i];
	fail_msg("no %s", title);
	return NULL;
}

static int64_t leaves(const struct levels *l, int from)
{
	int64_t all = 0;
	for (int i = from + 1; i < l->n && l->at[i].depth > l->at[from].depth; i++)
		all += l->at[i].leaf ? l->at[i].t.all : 0;
	return all;
}

static void every_level_is_the_sum_of_what_stands_below(struct levels *l)
{
	int64_t all = 0;
	int levels = 0, measures = 0;
	for (int i = 0; i < l->n; i++) {
		all += l->at[i].leaf ? l->at[i].t.all : 0;
		measures += l->at[i].leaf;
		if (l->at[i].leaf)
			continue;
		assert_int_equal(l->at[i].t.all, leaves(l, i));
		assert_true(l->at[i].measures > 0);
		levels++;
	}
	assert_int_equal(l->whole.t.all, all);
	assert_int_equal(l->whole.measures, measures);
	assert_true(levels > 2 && l->depth >= 2);
}

static void headings_add_up(void **state)
{
	(void)state;
	struct levels *l = load(BY_HEADING, MARK_ANY);
	every_level_is_the_sum_of_what_stands_below(l);
	const struct level *two = named(l, "畅通反映问题的渠道");
	assert_int_equal(two->measures, 3);
	assert_int_equal(two->depth, 1);
	assert_int_equal(named(l, "具体措施")->depth, 0);
}

static void themes_of_several_levels_add_up(void **state)
{
	(void)state;
	struct levels *l = load(BY_THEME, MARK_ANY);
	every_level_is_the_sum_of_what_stands_below(l);
	const struct level *top = named(l, "固本强基"), *below = named(l, "查摆整改");
	assert_int_equal(top->depth, 0);
	assert_int_equal(below->depth, 1);
	assert_int_equal(top->measures, 4);
	assert_int_equal(below->measures, 2);
	/* A theme with measures of its own and a level below it. */
	assert_int_equal(named(l, "为民服务")->measures, 6);
	assert_true(named(l, "未归入主题")->measures > 0);
	assert_int_equal(l->whole.measures, load(BY_HEADING, MARK_ANY)->whole.measures);
}

static void marked_measures_stand_by_themselves(void **state)
{
	(void)state;
	struct levels *pilot = load(BY_HEADING, MARK_PILOT), *key = load(BY_HEADING, MARK_KEY);
	assert_int_equal(pilot->whole.measures, 1);
	assert_int_equal(key->whole.measures, 2);
	const struct level *m = named(key, "为基层减负");
	assert_true(m->leaf && m->m->key_task && m->m->counter.n > 0);
	assert_true(key->whole.t.all > 0);
	/* Headings without any such measure are left out. */
	for (int i = 0; i < pilot->n; i++)
		assert_true(pilot->at[i].measures > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headings_add_up),
		cmocka_unit_test(themes_of_several_levels_add_up),
		cmocka_unit_test(marked_measures_stand_by_themselves),
	};
	return cmocka_run_group_tests(tests, open_lived, close_lived);
}

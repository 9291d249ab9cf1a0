/* light_test.c — at which minute, on which day and at which number a light changes, by the shipped
 * rows (PLAN-26): each case stands at an edge, with its neighbour on the other side. */
#include "duty/light.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { FIVE_PM = 17 * 60, NIGHT = 24 * 60 };

/* 2026-09-18 is a Friday. */
struct edge {
	const char *what, *now;
	enum due_state state;
	const char *kind, *every;
	struct ymd from, due;
	int minute;
	int64_t done, need;
	enum light light;
};

static const struct edge edges[] = {
	/* Late is what is past its minute, not what is at it. */
	{"at its minute", "2026-09-18T17:00:00+08:00", DUE_OPEN, "periodic", "monthly",
		{2026, 9, 1}, {2026, 9, 18}, FIVE_PM, 0, 0, LIGHT_YELLOW},
	{"a minute past it", "2026-09-18T17:01:00+08:00", DUE_OPEN, "periodic", "monthly",
		{2026, 9, 1}, {2026, 9, 18}, FIVE_PM, 0, 0, LIGHT_RED},
	{"a day later, to the end of the day", "2026-09-19T00:01:00+08:00", DUE_OPEN, "final", "",
		{2026, 9, 1}, {2026, 9, 18}, NIGHT, 0, 0, LIGHT_RED},
	{"late, but handed in", "2026-09-21T09:00:00+08:00", DUE_REPORTED, "periodic", "monthly",
		{2026, 9, 1}, {2026, 9, 18}, FIVE_PM, 0, 0, LIGHT_GREY},
	{"late, but accepted", "2026-09-21T09:00:00+08:00", DUE_ACCEPTED, "periodic", "monthly",
		{2026, 9, 1}, {2026, 9, 18}, FIVE_PM, 0, 0, LIGHT_BLUE},
	{"late, but paused", "2026-09-21T09:00:00+08:00", DUE_PAUSED, "periodic", "monthly",
		{2026, 9, 1}, {2026, 9, 18}, FIVE_PM, 0, 0, LIGHT_GREY},
	{"late, but from before the system", "2026-09-21T09:00:00+08:00", DUE_BEFORE, "periodic",
		"monthly", {2026, 8, 1}, {2026, 8, 25}, FIVE_PM, 0, 0, LIGHT_NONE},
	{"late, but its turn has not come", "2026-09-21T09:00:00+08:00", DUE_WAITING, "final", "",
		{2026, 9, 1}, {2026, 9, 18}, FIVE_PM, 0, 0, LIGHT_NONE},
	{"given back and late", "2026-09-21T09:00:00+08:00", DUE_RETURNED, "periodic", "monthly",
		{2026, 9, 1}, {2026, 9, 18}, FIVE_PM, 0, 0, LIGHT_RED},
	{"given back, in time", "2026-09-11T09:00:00+08:00", DUE_RETURNED, "periodic", "monthly",
		{2026, 9, 1}, {2026, 9, 30}, FIVE_PM, 0, 0, LIGHT_YELLOW},
	/* Working days that are left, the last one counted. */
	{"monthly, two left", "2026-09-16T09:00:00+08:00", DUE_OPEN, "periodic", "monthly",
		{2026, 9, 1}, {2026, 9, 18}, FIVE_PM, 0, 0, LIGHT_YELLOW},
	{"quarterly, five left", "2026-09-11T09:00:00+08:00", DUE_OPEN, "periodic", "quarterly",
		{2026, 7, 1}, {2026, 9, 18}, FIVE_PM, 0, 0, LIGHT_YELLOW},
	{"quarterly, six left", "2026-09-10T09:00:00+08:00", DUE_OPEN, "periodic", "quarterly",
		{2026, 7, 1}, {2026, 9, 18}, FIVE_PM, 0, 0, LIGHT_GREEN},
	{"final, ten left", "2026-09-04T09:00:00+08:00", DUE_OPEN, "final", "", {2026, 3, 1},
		{2026, 9, 18}, FIVE_PM, 0, 0, LIGHT_YELLOW},
	{"final, eleven left", "2026-09-03T09:00:00+08:00", DUE_OPEN, "final", "", {2026, 3, 1},
		{2026, 9, 18}, FIVE_PM, 0, 0, LIGHT_GREEN},
	/* The first day of its time has come, or not. */
	{"the day before it begins", "2026-09-30T23:59:00+08:00", DUE_OPEN, "final", "",
		{2026, 10, 1}, {2026, 12, 31}, NIGHT, 0, 0, LIGHT_NONE},
	{"the day it begins", "2026-10-01T00:00:00+08:00", DUE_OPEN, "final", "", {2026, 10, 1},
		{2026, 12, 31}, NIGHT, 0, 0, LIGHT_GREEN},
	/* A hundred days: as many points as days have passed; done are 20 of 100. */
	{"a quota 9 points behind", "2026-04-30T09:00:00+08:00", DUE_OPEN, "quota", "",
		{2026, 4, 1}, {2026, 7, 9}, NIGHT, 20, 100, LIGHT_GREEN},
	{"a quota 10 points behind", "2026-05-01T09:00:00+08:00", DUE_OPEN, "quota", "",
		{2026, 4, 1}, {2026, 7, 9}, NIGHT, 20, 100, LIGHT_YELLOW},
	{"a quota 29 points behind", "2026-05-20T09:00:00+08:00", DUE_OPEN, "quota", "",
		{2026, 4, 1}, {2026, 7, 9}, NIGHT, 20, 100, LIGHT_YELLOW},
	{"a quota 30 points behind", "2026-05-21T09:00:00+08:00", DUE_OPEN, "quota", "",
		{2026, 4, 1}, {2026, 7, 9}, NIGHT, 20, 100, LIGHT_RED},
	{"a quota with one missing", "2026-07-09T09:00:00+08:00", DUE_OPEN, "quota", "",
		{2026, 4, 1}, {2026, 7, 9}, NIGHT, 99, 100, LIGHT_YELLOW},
	{"a quota that is full", "2026-07-09T09:00:00+08:00", DUE_OPEN, "quota", "", {2026, 4, 1},
		{2026, 7, 9}, NIGHT, 100, 100, LIGHT_BLUE},
	{"coverage 30 points behind", "2026-05-21T09:00:00+08:00", DUE_OPEN, "cover", "",
		{2026, 4, 1}, {2026, 7, 9}, NIGHT, 20, 100, LIGHT_RED},
	{"coverage that is complete", "2026-05-21T09:00:00+08:00", DUE_OPEN, "cover", "",
		{2026, 4, 1}, {2026, 7, 9}, NIGHT, 100, 100, LIGHT_BLUE},
};

static struct light_out look(struct test_world *t, const struct light_in *in, const char *iso)
{
	struct light_rules rules = light_load(test_now(t));
	struct stamp now;
	assert_true(stamp_parse(str_of(iso), &now));
	return light_of(&rules, in, t->cx->cal, now);
}

static void a_light_changes_at_its_edge(void **state)
{
	struct test_world t;
	(void)state;
	test_open(&t, "2026-02-09T09:00:00+08:00");
	for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
		const struct edge *e = &edges[i];
		struct light_in in = {.state = e->state,
			.kind = e->kind,
			.every = e->every,
			.from_day = day_of(e->from.y, e->from.m, e->from.d),
			.due_day = day_of(e->due.y, e->due.m, e->due.d),
			.due_min = e->minute,
			.done = e->done,
			.need = e->need};
		enum light got = look(&t, &in, e->now).light;
		if (got != e->light)
			print_error(
				"%s: %s, not %s\n", e->what, light_code(got), light_code(e->light));
		assert_int_equal(got, e->light);
	}
	test_close(&t);
}

static void what_has_no_day_is_never_late(void **state)
{
	struct test_world t;
	struct light_in in = {.state = DUE_OPEN,
		.kind = "event",
		.every = "",
		.from_day = DAY_NONE,
		.due_day = DAY_NONE};
	(void)state;
	test_open(&t, "2026-02-09T09:00:00+08:00");
	assert_int_equal(look(&t, &in, "2026-09-18T09:00:00+08:00").light, LIGHT_GREEN);
	test_close(&t);
}

/* Whatever rows an administrator leaves, and in whatever order. */
static void what_was_before_the_system_is_never_late(void **state)
{
	static const struct light_rule rows[] = {{.code = {"late", 4},
							 .applies = {"*", 1},
							 .test = {"overdue", 7},
							 .light = LIGHT_RED},
		{.code = {"rest", 4},
			.applies = {"*", 1},
			.test = {"otherwise", 9},
			.light = LIGHT_GREEN}};
	const struct light_rules rules = {rows, 2};
	struct light_in in = {.state = DUE_BEFORE,
		.kind = "final",
		.every = "",
		.from_day = day_of(2026, 3, 1),
		.due_day = day_of(2026, 9, 18)};
	struct test_world t;
	struct stamp now;
	(void)state;
	test_open(&t, "2026-02-09T09:00:00+08:00");
	assert_true(stamp_parse(S("2026-09-22T09:00:00+08:00"), &now));
	assert_int_equal(light_of(&rules, &in, test_now(&t)->cal, now).light, LIGHT_NONE);
	in.state = DUE_OPEN;
	assert_int_equal(light_of(&rules, &in, t.cx->cal, now).light, LIGHT_RED);
	test_close(&t);
}

static void days_late_are_calendar_days_and_days_left_working_days(void **state)
{
	struct test_world t;
	struct light_in in = {.state = DUE_OPEN,
		.kind = "final",
		.every = "",
		.from_day = day_of(2026, 9, 1),
		.due_day = day_of(2026, 9, 18),
		.due_min = FIVE_PM};
	(void)state;
	test_open(&t, "2026-02-09T09:00:00+08:00");
	assert_int_equal(look(&t, &in, "2026-09-22T09:00:00+08:00").days, 4);
	in.due_day = day_of(2026, 9, 24);
	assert_int_equal(look(&t, &in, "2026-09-22T09:00:00+08:00").days, 2);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_light_changes_at_its_edge),
		cmocka_unit_test(what_has_no_day_is_never_late),
		cmocka_unit_test(what_was_before_the_system_is_never_late),
		cmocka_unit_test(days_late_are_calendar_days_and_days_left_working_days),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

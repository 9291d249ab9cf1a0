/* subjects_test.c — who counts as a paired leader on a day, since when, and until when. */
#include "campaign/subjects.h"
#include "base/bug.h"
#include "org/org.h"
#include "unit/duty/made.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;

static rid person(const char *staff_no)
{
	struct stmt *s = db_prep(t.db, "SELECT id FROM person WHERE staff_no = ?");
	db_text(s, 1, str_of(staff_no));
	return (rid){db_one_int(s, 0)};
}

static const struct part *of(const struct part *at, int n, const char *staff_no)
{
	for (int i = 0; i < n; i++)
		if (at[i].person.n == person(staff_no).n)
			return &at[i];
	return NULL;
}

static void leaders_who_are_paired_and_in_post(void **state)
{
	struct part *at;
	(void)state;
	test_open(&t, "2026-03-05T09:00:00+08:00");
	struct campaign_row c = {.office = test_unit(&t, "专项活动办公室")};
	assert_true(subjects_are_living(SUBJECT_LEADER) && subjects_are_living(SUBJECT_TEAM));
	assert_false(subjects_are_living(SUBJECT_UNIT));
	assert_int_equal(subjects_on(t.cx, &c, SUBJECT_LEADER, day_of(2026, 3, 1), &at), 1);
	assert_non_null(of(at, 1, "990007")); /* his last day */
	int n = subjects_on(t.cx, &c, SUBJECT_LEADER, day_of(2026, 3, 2), &at);
	assert_int_equal(n, 8);
	assert_null(of(at, n, "990007"));
	assert_int_equal(of(at, n, "990001")->to.n, c.office.n);
	assert_int_equal(subjects_on(t.cx, &c, SUBJECT_UNIT, day_of(2026, 3, 2), &at), 0);

	/* Entered on the 5th, in force from the 2nd: nobody knew before the 5th. */
	struct part p = {.person = person("990001")};
	struct subject_fact f = subjects_since(t.cx, &p, day_of(2026, 3, 6));
	assert_int_equal(f.day.n, day_of(2026, 3, 5).n);
	p.person = person("990007");
	f = subjects_left(t.cx, &p, day_of(2026, 3, 6));
	assert_int_equal(f.day.n, day_of(2026, 3, 2).n);
	assert_true(str_eq(f.why, S("2026-03-01 包联结束")));
	assert_false(day_is_set(subjects_left(t.cx, &p, day_of(2026, 3, 1)).day));
	p.person = person("990063"); /* never paired */
	assert_false(day_is_set(subjects_left(t.cx, &p, day_of(2026, 3, 6)).day));
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(leaders_who_are_paired_and_in_post)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

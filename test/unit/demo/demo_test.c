/* demo_test.c — the demo campaign is read, issued and lived through the real verbs, and has
 * something for every screen. */
#include "demo/demo.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int64_t in_state(struct test_world *t, const char *state)
{
	struct stmt *s = db_prep(t->db, "SELECT count(*) FROM due WHERE state = ?");
	db_text(s, 1, str_of(state));
	return db_one_int(s, -1);
}

static void every_kind_of_fate_is_there(void **state)
{
	struct test_world t;
	(void)state;
	test_open(&t, "2026-02-09T09:00:00+08:00");
	test_time(&t, "2026-11-22T10:00:00+08:00");
	struct demo_in in = {.until = clock_now(&t.clock)};
	assert_int_equal(demo_campaign(test_now(&t), &in), FLOW_OK);
	assert_true(in_state(&t, "accepted") > 1000);
	assert_true(in_state(&t, "open") > 100);
	assert_true(in_state(&t, "reported") > 3);
	assert_true(in_state(&t, "returned") > 3);
	assert_true(in_state(&t, "waiting") > 0);
	struct stmt *s = db_prep(
		t.db, "SELECT count(*) FROM due WHERE state = 'open' AND due_day < '2026-11-22'");
	int64_t late = db_one_int(s, -1);
	assert_true(late > 10 && late < 100);
	s = db_prep(t.db, "SELECT count(*) FROM due WHERE late_min > 0");
	assert_true(db_one_int(s, -1) > 30);
	/* Nobody received what he handed in himself, and nothing happened after today. */
	s = db_prep(t.db, "SELECT count(*) FROM report WHERE reviewed_by = made_by");
	assert_int_equal(db_one_int(s, -1), 0);
	s = db_prep(t.db, "SELECT count(*) FROM report WHERE sent_at > ?");
	db_stamp(s, 1, in.until);
	assert_int_equal(db_one_int(s, -1), 0);
	s = db_prep(t.db, "SELECT count(*) FROM report WHERE coalesce(progress, '') LIKE '%{%'");
	assert_int_equal(db_one_int(s, -1), 0);
	/* One change waits, one was approved, one item is paused, somebody was pressed and reminded. */
	s = db_prep(t.db, "SELECT count(*) FROM due_change WHERE state = 'proposed'");
	assert_int_equal(db_one_int(s, -1), 1);
	s = db_prep(t.db,
		"SELECT count(*) FROM due_change WHERE state = 'approved' AND what = 'later'");
	assert_int_equal(db_one_int(s, -1), 2);
	/* One of them into a year whose calendar is not published. */
	s = db_prep(
		t.db, "SELECT count(*) FROM due WHERE due_day >= '2027-01-01' AND provisional = 1");
	assert_int_equal(db_one_int(s, -1), 1);
	/* Something happened twice: dealt with but given back, and still to be dealt with. */
	s = db_prep(t.db, "SELECT count(DISTINCT d.state) FROM due_event e JOIN due d ON d.id = "
			  "e.due WHERE d.state IN ('open', 'returned')");
	assert_int_equal(db_one_int(s, -1), 2);
	/* Daily clearing has a step of yesterday and one of today. */
	s = db_prep(t.db, "SELECT count(DISTINCT due_day) FROM task WHERE state = 'open' AND "
			  "due_day BETWEEN '2026-11-21' AND '2026-11-22'");
	assert_int_equal(db_one_int(s, -1), 2);
	assert_int_equal(in_state(&t, "paused"), 1);
	/* Some things were over before the plan came, and a hot line is silent. */
	assert_true(in_state(&t, "before") > 10);
	s = db_prep(t.db, "SELECT count(*) FROM outage WHERE state = 'open'");
	assert_int_equal(db_one_int(s, -1), 1);
	/* A third team came in time for a quarter, and a leader gave his station to another. */
	s = db_prep(t.db, "SELECT count(DISTINCT y.squad) FROM due d JOIN duty y ON y.id = d.duty "
			  "WHERE d.state <> 'cancelled'");
	assert_int_equal(db_one_int(s, -1), 3);
	s = db_prep(t.db, "SELECT count(DISTINCT verb) FROM due_step WHERE verb IN ('join', "
			  "'leave')");
	assert_int_equal(db_one_int(s, -1), 2);
	s = db_prep(t.db, "SELECT count(*) FROM due_step WHERE verb = 'urge'");
	assert_int_equal(db_one_int(s, -1), 1);
	s = db_prep(t.db, "SELECT count(*) FROM note WHERE seen IS NULL AND text LIKE '%到期%'");
	assert_true(db_one_int(s, -1) > 10);
	/* A second edition is being reviewed: some agree, one objects, one is overruled, most wait. */
	s = db_prep(t.db, "SELECT count(DISTINCT state) FROM consent WHERE plan IN (SELECT id FROM "
			  "plan WHERE state = 'review' AND edition = 2)");
	assert_int_equal(db_one_int(s, -1), 4);
	s = db_prep(t.db, "SELECT count(*) FROM consent WHERE state = 'objected'");
	assert_int_equal(db_one_int(s, -1), 1);
	s = db_prep(t.db, "SELECT count(DISTINCT verdict) FROM appraisal");
	assert_int_equal(db_one_int(s, -1), 2);
	s = db_prep(t.db, "SELECT count(*) FROM duty WHERE state = 'ended'");
	assert_true(db_one_int(s, -1) > 10);
	test_close(&t);
}

static void before_the_issue_there_is_none(void **state)
{
	struct test_world t;
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	struct demo_in in = {.until = t.cx->now};
	assert_int_equal(demo_campaign(t.cx, &in), FLOW_OK);
	assert_int_equal(db_one_int(db_prep(t.db, "SELECT count(*) FROM campaign"), -1), 0);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_fate_is_there),
		cmocka_unit_test(before_the_issue_there_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

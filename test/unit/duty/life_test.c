/* life_test.c — sequences open part by part, duties end, measures follow, dates appear when a part
 * begins. */
#include "duty/life.h"
#include "duty/node.h"
#include "duty/reason.h"
#include "issued.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define STATION "城关派出所"

static void hand_in(struct test_world *t, rid due, const char *sent, const char *accepted)
{
	struct report_out out;
	struct report_in in = {.due = due, .progress = S("已办"), .effect = S("有成效")};
	test_time(t, sent);
	assert_int_equal(due_report(test_now(t), &in, &out), FLOW_OK);
	test_time(t, accepted);
	assert_int_equal(report_accept(test_now(t), out.report, S("")), FLOW_OK);
}

static int64_t in_state(struct test_world *t, const char *unit, const char *state)
{
	struct stmt *s = db_prep(t->db, "SELECT count(*) FROM due WHERE unit = ? AND state = ?");
	db_rid(s, 1, test_unit(t, unit));
	db_text(s, 2, str_of(state));
	return db_one_int(s, -1);
}

static int duty_of(struct test_world *t, rid due)
{
	const struct due_row *d = rec_load(t->cx, &due_kind, due);
	return ((struct duty_row *)rec_load(t->cx, &duty_kind, d->duty))->head.state;
}

static int measure_of(struct test_world *t, const struct issued *m)
{
	return ((struct measure_row *)rec_load(t->cx, &measure_kind, m->measure))->head.state;
}

static void open_at(struct test_world *t, struct issued *m, const char *rule)
{
	test_open(t, "2026-03-02T09:00:00+08:00");
	*m = (struct issued){.resp = STATION, .rule = rule};
	issued_open(t, m);
}

/* T-02: the list by the end of May, then it stands. Reviews missed before the start are not owed. */
static void a_milestone_accepted_becomes_a_standing_duty(void **state)
{
	struct test_world t;
	struct issued m;
	(void)state;
	open_at(&t, &m,
		"SEQ[MILESTONE{by:2026-05-31,content:[清单]},STANDING{review_every:month}]");
	struct due_row *first = issued_due(&t, STATION, "");
	assert_int_equal(in_state(&t, STATION, "waiting"), 7); /* June to December */
	hand_in(&t, first->head.id, "2026-07-10T10:00:00+08:00", "2026-07-13T10:00:00+08:00");
	assert_int_equal(in_state(&t, STATION, "waiting"), 0);
	assert_int_equal(in_state(&t, STATION, "cancelled"), 1); /* June */
	assert_int_equal(in_state(&t, STATION, "open"), 6);
	assert_int_equal(duty_of(&t, first->head.id), DUTY_STANDING);
	/* The lead unit has not handed in yet. */
	assert_int_equal(measure_of(&t, &m), MEASURE_ACTIVE);
	first = issued_due(&t, "政治工作办公室", "");
	hand_in(&t, first->head.id, "2026-07-14T10:00:00+08:00", "2026-07-15T10:00:00+08:00");
	assert_int_equal(measure_of(&t, &m), MEASURE_STANDING);
	struct due_row *july = issued_due(&t, STATION, "2026-07");
	assert_non_null(reason_of(t.cx, july)->why);
	test_close(&t);
}

/* Both of the first part must be accepted before the second opens. */
static void a_part_waits_for_all_of_the_part_before(void **state)
{
	struct test_world t;
	struct issued m;
	(void)state;
	open_at(&t, &m,
		"SEQ[AND[MILESTONE{by:2026-04-30,content:[清单]},MILESTONE{by:2026-05-31,content:["
		"报告]}],MILESTONE{by:2026-08-31,content:[整改]},MILESTONE{by:2026-10-31,content:["
		"总结]}]");
	struct due_row *d = issued_due(&t, STATION, "");
	assert_int_equal(in_state(&t, STATION, "waiting"), 2);
	hand_in(&t, d->head.id, "2026-04-10T10:00:00+08:00", "2026-04-13T10:00:00+08:00");
	assert_int_equal(in_state(&t, STATION, "waiting"), 2);
	struct stmt *s = db_prep(
		t.db, "SELECT id FROM due WHERE unit = ? AND due_day = '2026-05-31'");
	db_rid(s, 1, test_unit(&t, STATION));
	hand_in(&t, (rid){db_one_int(s, 0)}, "2026-05-11T10:00:00+08:00",
		"2026-05-12T10:00:00+08:00");
	assert_int_equal(in_state(&t, STATION, "waiting"), 1); /* only the next one */
	assert_int_equal(in_state(&t, STATION, "open"), 1);
	test_close(&t);
}

/* A first part without a date: its reviews get their dates when it is accepted, and say why. */
static void what_could_not_be_dated_is_dated_when_it_begins(void **state)
{
	struct test_world t;
	struct issued m;
	(void)state;
	open_at(&t, &m, "SEQ[MILESTONE{by:item,content:[清单]},STANDING{review_every:quarter}]");
	struct stmt *s = db_prep(
		t.db, "SELECT id FROM due WHERE unit = ? AND state = 'open' LIMIT 1");
	db_rid(s, 1, test_unit(&t, STATION));
	rid first = {db_one_int(s, 0)};
	assert_int_equal(in_state(&t, STATION, "waiting"), 1);
	hand_in(&t, first, "2026-05-11T10:00:00+08:00", "2026-05-12T10:00:00+08:00");
	assert_int_equal(in_state(&t, STATION, "waiting"), 0);
	assert_int_equal(in_state(&t, STATION, "open"), 2); /* third and fourth quarter */
	struct due_row *q3 = issued_due(&t, STATION, "2026Q3");
	assert_int_equal(q3->due_day.n, day_of(2026, 9, 30).n);
	assert_non_null(reason_of(t.cx, q3)->why);
	test_close(&t);
}

static void a_finite_duty_ends_with_its_last_item(void **state)
{
	struct test_world t;
	struct issued m;
	(void)state;
	open_at(&t, &m, "MILESTONE{by:2026-10-31}");
	struct due_row *d = issued_due(&t, STATION, "");
	hand_in(&t, d->head.id, "2026-04-10T10:00:00+08:00", "2026-04-13T10:00:00+08:00");
	assert_int_equal(duty_of(&t, d->head.id), DUTY_ENDED);
	assert_int_equal(measure_of(&t, &m), MEASURE_ACTIVE);
	d = issued_due(&t, "政治工作办公室", "");
	hand_in(&t, d->head.id, "2026-04-14T10:00:00+08:00", "2026-04-15T10:00:00+08:00");
	assert_int_equal(measure_of(&t, &m), MEASURE_DONE);
	test_close(&t);
}

static void a_standing_task_stands_from_the_first_day(void **state)
{
	struct test_world t;
	struct issued m;
	(void)state;
	open_at(&t, &m, "STANDING{review_every:month}");
	struct due_row *d = issued_due(&t, STATION, "");
	assert_int_equal(duty_of(&t, d->head.id), DUTY_STANDING);
	assert_int_equal(measure_of(&t, &m), MEASURE_STANDING);
	/* And goes on standing when the last review of the campaign is accepted. */
	int reviews = 0;
	for (int64_t left = in_state(&t, STATION, "open"); left; reviews++) {
		struct stmt *s = db_prep(
			t.db, "SELECT min(id) FROM due WHERE unit = ? AND state = 'open'");
		db_rid(s, 1, test_unit(&t, STATION));
		hand_in(&t, (rid){db_one_int(s, 0)}, "2026-04-10T10:00:00+08:00",
			"2026-04-13T10:00:00+08:00");
		left = in_state(&t, STATION, "open");
	}
	assert_true(reviews > 5);
	assert_int_equal(duty_of(&t, d->head.id), DUTY_STANDING);
	test_close(&t);
}

static void leaves_are_counted_depth_first(void **state)
{
	struct arena *a = arena_open(1 << 20);
	struct rule r;
	struct rule_error bad;
	(void)state;
	assert_true(rule_parse(a,
		S("SEQ[AND[MILESTONE{by:2026-04-30},MILESTONE{by:2026-05-31}],STANDING{review_"
		  "every:month}]"),
		&r, &bad));
	assert_int_equal(node_count(&r), 3);
	assert_int_equal(node_part(&r, 1), 0);
	assert_int_equal(node_part(&r, 2), 1);
	assert_int_equal(node_leaf(&r, 2)->kind, RULE_STANDING);
	assert_null(node_leaf(&r, 3));
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_milestone_accepted_becomes_a_standing_duty),
		cmocka_unit_test(a_part_waits_for_all_of_the_part_before),
		cmocka_unit_test(what_could_not_be_dated_is_dated_when_it_begins),
		cmocka_unit_test(a_finite_duty_ends_with_its_last_item),
		cmocka_unit_test(a_standing_task_stands_from_the_first_day),
		cmocka_unit_test(leaves_are_counted_depth_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* event_test.c — what happened makes the due item, with its date and why. */
#include "duty/event.h"
#include "duty/reason.h"
#include "issued.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define STATION "城关派出所"

static struct stamp at(const char *iso)
{
	struct stamp t;
	assert_true(stamp_parse(str_of(iso), &t));
	return t;
}

static void an_event_makes_a_due_item(void **state)
{
	struct test_world t;
	struct issued m = {
		.resp = STATION, .rule = "EVENT{trigger:[接到线索],within:3wd,content:[核查情况]}"};
	rid made;
	(void)state;
	test_open(&t, "2026-03-02T09:00:00+08:00");
	issued_open(&t, &m);
	struct due_row *d = issued_due(&t, STATION, "");
	assert_true(event_is_template(d));
	test_time(&t, "2026-04-03T15:00:00+08:00");
	struct stamp when = at("2026-04-03T14:30:00+08:00");
	struct ctx *cx = test_as(&t, "linzhiyuan");
	assert_int_equal(event_enter(cx, d->head.id, when, S(" "), &made), FLOW_INVALID);
	cx = test_as(&t, "linzhiyuan");
	assert_int_equal(
		event_enter(cx, d->head.id, at("2026-04-03T15:01:00+08:00"), S("来信"), &made),
		FLOW_INVALID);
	assert_int_equal(event_enter(test_as(&t, "sysadmin"), d->head.id, when, S("来信"), &made),
		FLOW_ABSENT);
	assert_int_equal(event_enter(test_as(&t, "officer"), d->head.id, when, S("来信"), &made),
		FLOW_ABSENT);
	assert_int_equal(
		event_enter(test_as(&t, "shenruochuan"), d->head.id, when, S("来信"), &made),
		FLOW_DENIED);
	assert_int_equal(event_enter(test_as(&t, "linzhiyuan"), d->head.id, when,
				 S("市局转来一件线索"), &made),
		FLOW_OK);
	/* Friday; the Qingming days off are Saturday to Monday; three working days end Thursday. */
	struct due_row *item = rec_load(test_now(&t), &due_kind, made);
	assert_int_equal(item->due_day.n, day_of(2026, 4, 9).n);
	assert_int_equal(item->head.state, DUE_OPEN);
	assert_true(str_eq(item->period, S("2026-04-03")));
	assert_true(str_has(item->content, S("市局转来一件线索")));
	assert_false(event_is_template(item));
	struct reason *r = reason_of(t.cx, item);
	assert_non_null(r->why);
	assert_int_equal(r->why->due.n, item->due_day.n);
	/* The office may enter too; the same day again has a name of its own. */
	assert_int_equal(
		event_enter(test_as(&t, "xuwenxi"), d->head.id, when, S("又一件"), &made), FLOW_OK);
	item = rec_load(test_now(&t), &due_kind, made);
	assert_true(str_eq(item->period, S("2026-04-03·2")));
	struct event *e;
	assert_int_equal(event_list(t.cx, d->head.id, 10, &e), 2);
	/* Only where one waits for events. */
	assert_int_equal(
		event_enter(test_as(&t, "linzhiyuan"), made, when, S("来信"), &made), FLOW_STATE);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_event_makes_a_due_item),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

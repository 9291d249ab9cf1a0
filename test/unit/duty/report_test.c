/* report_test.c — who may answer a report, and until when it can be asked for again. */
#include "core/actor.h"
#include "issued.h"
#include "org/org.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define STATION "城关派出所"
#define LEAD    "政治工作办公室"

/* The station's liaison, who may also answer reports at the lead unit. */
static enum flow_code grant_both(struct ctx *cx, void *arg)
{
	struct stmt *s = db_prep(cx->db, "SELECT person FROM account WHERE login = 'linzhiyuan'");
	struct role_grant_row *g = kind_row(&role_grant_kind, cx->a);
	g->person = (rid){db_one_int(s, 0)};
	g->head.unit = tree_find(cx, str_of(LEAD), cx->today);
	g->role = S("lead_staff");
	g->from_day = day_of(2026, 1, 1);
	(void)arg;
	return rec_insert(cx, &role_grant_kind, g);
}

static rid hand_in(struct test_world *t)
{
	struct issued m = {.resp = STATION, .rule = "RECUR{every:month,content:[动态进展]}"};
	struct report_out out;
	test_open(t, "2026-03-02T09:00:00+08:00");
	issued_open(t, &m);
	assert_int_equal(ctx_write(t->cx, grant_both, NULL), FLOW_OK);
	struct report_in in = {.due = issued_due(t, STATION, "2026-03")->head.id,
		.progress = S("已办"),
		.effect = S("有成效")};
	test_time(t, "2026-03-20T10:00:00+08:00");
	assert_int_equal(due_report(test_as(t, "linzhiyuan"), &in, &out), FLOW_OK);
	test_time(t, "2026-03-23T10:00:00+08:00");
	return out.report;
}

static void nobody_answers_his_own_report(void **state)
{
	struct test_world t;
	(void)state;
	rid report = hand_in(&t);
	struct ctx *cx = test_as(&t, "linzhiyuan");
	assert_true(actor_may(cx, "due.accept", test_unit(&t, LEAD)));
	assert_int_equal(report_accept(cx, report, S("")), FLOW_DENIED);
	assert_int_equal(report_return(test_as(&t, "linzhiyuan"), report, S("再补"),
				 day_of(2026, 3, 30), 1020),
		FLOW_DENIED);
	assert_int_equal(report_accept(test_as(&t, "org"), report, S("")), FLOW_OK);
	assert_int_equal(report_accept(test_as(&t, "org"), report, S("")), FLOW_STATE);
	test_close(&t);
}

static void a_return_names_why_and_a_day_that_can_be_met(void **state)
{
	struct test_world t;
	(void)state;
	rid report = hand_in(&t);
	struct ctx *cx = test_as(&t, "org");
	assert_int_equal(report_return(cx, report, S(" "), DAY_NONE, 1440), FLOW_INVALID);
	assert_true(err_of(cx->errs, S("note")).n && err_of(cx->errs, S("redo_day")).n);
	cx = test_as(&t, "org");
	assert_int_equal(
		report_return(cx, report, S("再补"), day_of(2026, 3, 22), 1440), FLOW_INVALID);
	assert_true(err_of(cx->errs, S("redo_day")).n);
	assert_int_equal(
		report_return(test_as(&t, "org"), report, S("再补"), day_of(2026, 3, 23), 1440),
		FLOW_OK);
	struct due_row *d = issued_due(&t, STATION, "2026-03");
	assert_int_equal(d->head.state, DUE_RETURNED);
	assert_int_equal(d->due_day.n, day_of(2026, 3, 23).n);
	assert_int_equal(d->first_at.ms, d->reported_at.ms); /* the first time is kept */
	test_close(&t);
}

/* Who sees a report cannot therefore answer it; what is over takes no other; and nothing is handed
 * in over what somebody else did meanwhile. */
static void a_report_is_for_its_recipient_and_its_moment(void **state)
{
	struct test_world t;
	struct report_out out;
	(void)state;
	rid report = hand_in(&t);
	struct ctx *cx = test_as(&t, "guchangning");
	assert_true(flow_may_see(cx, &report_kind, report));
	assert_int_equal(report_accept(cx, report, S("")), FLOW_DENIED);
	struct due_row *next = issued_due(&t, STATION, "2026-04");
	struct report_in in = {.due = next->head.id,
		.version = next->head.version,
		.progress = S("已办"),
		.effect = S("有成效")};
	assert_int_equal(due_sign(test_as(&t, "guchangning"), next->head.id), FLOW_OK);
	assert_int_equal(due_report(test_as(&t, "linzhiyuan"), &in, &out), FLOW_CONFLICT);
	assert_int_equal(report_accept(test_as(&t, "org"), report, S("")), FLOW_OK);
	in.due = issued_due(&t, STATION, "2026-03")->head.id;
	in.version = 0;
	assert_int_equal(due_report(test_as(&t, "linzhiyuan"), &in, &out), FLOW_STATE);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_answers_his_own_report),
		cmocka_unit_test(a_report_is_for_its_recipient_and_its_moment),
		cmocka_unit_test(a_return_names_why_and_a_day_that_can_be_met),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* entry_test.c — occurrences of a quota: what counts, what is refused, what the light says. */
#include "duty/entry.h"
#include "duty/light.h"
#include "made.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;
static struct made m;

static enum flow_code enter(struct ctx *cx, rid due, struct day day, const char *what)
{
	return entry_add(cx, &(struct entry_in){.due = due, .day = day, .what = str_of(what)});
}

static enum light light_at(const struct due_row *d)
{
	struct light_rules rules = light_load(t.cx);
	struct light_in in = light_now(d);
	return light_of(&rules, &in, t.cx->cal, t.cx->now).light;
}

static struct due_row *june(void)
{
	struct due_row *d = made_due(&t, "城关派出所", "2026-06");
	assert_non_null(d);
	return d;
}

static void open_quota(const char *rule)
{
	m = (struct made){.lead = "政治工作办公室", .resp = "城关派出所", .rule = rule};
	made_open(&t, &m);
	test_time(&t, "2026-06-26T15:00:00+08:00");
	test_now(&t);
}

static void two_on_one_day_count_once_and_the_light_follows(void **state)
{
	(void)state;
	open_quota("QUOTA{per:month,min:2,unit:day}");
	struct due_row *d = june();
	assert_int_equal(light_at(d), LIGHT_RED); /* 25 of 30 days gone, nothing done */
	struct ctx *cx = test_as(&t, "linzhiyuan");
	assert_int_equal(enter(cx, d->head.id, day_of(2026, 6, 3), "到企业走访"), FLOW_OK);
	assert_int_equal(enter(cx, d->head.id, day_of(2026, 6, 3), "又去一家"), FLOW_OK);
	d = june();
	assert_int_equal(d->done, 1);
	assert_int_equal(light_at(d), LIGHT_RED); /* 83 % of the time, 50 % done */
	assert_int_equal(
		enter(test_as(&t, "linzhiyuan"), d->head.id, day_of(2026, 6, 20), "到社区"),
		FLOW_OK);
	d = june();
	assert_int_equal(d->done, 2);
	assert_true(entry_met(d));
	assert_int_equal(light_at(d), LIGHT_BLUE);
	/* It stays so after the period: the number was reached. */
	test_time(&t, "2026-07-05T09:00:00+08:00");
	test_now(&t);
	assert_int_equal(light_at(d), LIGHT_BLUE);
	/* And it can be handed in without another word. */
	struct report_out out;
	assert_int_equal(
		due_report(test_as(&t, "linzhiyuan"), &(struct report_in){.due = d->head.id}, &out),
		FLOW_OK);
	test_close(&t);
}

static void what_does_not_count_is_refused(void **state)
{
	(void)state;
	open_quota("QUOTA{per:month,min:2,unit:working_day}");
	rid due = june()->head.id;
	static const struct {
		int month, day;
		const char *what, *field;
	} bad[] = {
		{6, 27, "明天的事", "day"}, /* after today */
		{5, 29, "上月的事", "day"}, /* another period */
		{6, 21, "周日去的", "day"}, /* not a working day */
		{6, 24, "  ", "what"},
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct ctx *cx = test_as(&t, "linzhiyuan");
		assert_int_equal(
			enter(cx, due, day_of(2026, bad[i].month, bad[i].day), bad[i].what),
			FLOW_INVALID);
		assert_int_equal(cx->errs->n, 1);
		assert_true(err_of(cx->errs, str_of(bad[i].field)).n > 0);
	}
	assert_int_equal(june()->done, 0);
	assert_int_equal(
		enter(test_as(&t, "zhoumingche"), due, day_of(2026, 6, 24), "代填"), FLOW_DENIED);
	/* Short: the report says why. */
	struct report_out out;
	assert_int_equal(
		due_report(test_as(&t, "linzhiyuan"), &(struct report_in){.due = due}, &out),
		FLOW_INVALID);
	test_close(&t);
}

static void one_taken_back_is_not_counted_but_stays(void **state)
{
	(void)state;
	struct entry_row **e;
	open_quota("QUOTA{per:month,min:1,unit:event}");
	rid due = june()->head.id;
	assert_int_equal(
		enter(test_as(&t, "linzhiyuan"), due, day_of(2026, 6, 24), "会商一次"), FLOW_OK);
	assert_int_equal(entry_list(test_now(&t), due, &e), 1);
	assert_int_equal(
		entry_withdraw(test_as(&t, "linzhiyuan"), e[0]->head.id, S(" ")), FLOW_INVALID);
	test_time(&t, "2026-06-29T10:00:00+08:00");
	assert_int_equal(
		entry_withdraw(test_as(&t, "linzhiyuan"), e[0]->head.id, S("记错了单位")), FLOW_OK);
	struct due_row *d = june();
	assert_int_equal(d->done, 0);
	assert_int_equal(entry_list(test_now(&t), due, &e), 1);
	assert_int_equal(e[0]->head.state, ENTRY_WITHDRAWN);
	assert_int_equal(
		entry_withdraw(test_as(&t, "linzhiyuan"), e[0]->head.id, S("再撤")), FLOW_STATE);
	/* On the day before it was taken back it stood. */
	assert_int_equal(entry_done_then(t.cx, d, day_of(2026, 6, 28)), 1);
	assert_int_equal(entry_done_then(t.cx, d, day_of(2026, 6, 29)), 0);
	assert_int_equal(entry_done_then(t.cx, d, day_of(2026, 6, 25)), 0);
	test_close(&t);
}

static void a_leaders_days_are_kept_by_the_leader_or_the_office(void **state)
{
	(void)state;
	open_quota("QUOTA{per:month,min:2,unit:working_day,per_subject:leader}");
	struct stmt *s = db_prep(t.db,
		"SELECT d.id FROM due d JOIN duty y ON y.id = d.duty JOIN account a "
		"ON a.person = y.person WHERE d.period = '2026-06' AND a.login = 'lujinghe'");
	rid due = {db_one_int(s, 0)};
	assert_true(due.n > 0);
	assert_int_equal(
		enter(test_as(&t, "lujinghe"), due, day_of(2026, 6, 9), "在所现场办公"), FLOW_OK);
	assert_int_equal(
		enter(test_as(&t, "xuwenxi"), due, day_of(2026, 6, 10), "办公室代记"), FLOW_OK);
	assert_int_equal(
		enter(test_as(&t, "linzhiyuan"), due, day_of(2026, 6, 11), "外人"), FLOW_ABSENT);
	struct due_row *d = rec_load(test_now(&t), &due_kind, due);
	assert_int_equal(d->done, 2);
	struct entry_row **e;
	assert_int_equal(entry_list(t.cx, due, &e), 2);
	assert_true(e[0]->person.n > 0 && e[0]->person.n == e[1]->person.n);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_on_one_day_count_once_and_the_light_follows),
		cmocka_unit_test(what_does_not_count_is_refused),
		cmocka_unit_test(one_taken_back_is_not_counted_but_stays),
		cmocka_unit_test(a_leaders_days_are_kept_by_the_leader_or_the_office),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

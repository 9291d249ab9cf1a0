/* asof_test.c — lists, sums, the matrix and an item as of a past day agree with what was there. */
#include "duty/asof.h"
#include "duty/entry.h"
#include "duty/list.h"
#include "campaign/matrix.h"
#include "duty/sum.h"
#include "made.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;
static struct made m;

/* Looks back from now to the end of a day. */
static struct ctx *back(int month, int day)
{
	struct ctx *cx = test_now(&t);
	cx->past = true;
	cx->today = day_of(2026, month, day);
	cx->now = (struct stamp){stamp_of_day(day_add(cx->today, 1)).ms - 1};
	return cx;
}

static struct due_line april(struct ctx *cx)
{
	struct due_line *at;
	struct light_rules rules = light_load(cx);
	struct due_filter f = {.perm = "due.read",
		.unit = test_unit(&t, "城关派出所"),
		.period = S("2026-04"),
		.from = DAY_NONE,
		.until = DAY_NONE,
		.per_page = 5};
	assert_int_equal(due_list(cx, &f, &rules, &at), 1);
	return at[0];
}

/* Reported late on 6 May, returned on the 7th to the 12th, reported again on the 11th. */
static void live(void)
{
	struct report_out out;
	struct due_row *d = made_due(&t, "城关派出所", "2026-04");
	struct report_in in = {.due = d->head.id, .progress = S("四月工作")};
	test_time(&t, "2026-05-06T10:00:00+08:00");
	assert_int_equal(due_report(test_as(&t, "linzhiyuan"), &in, &out), FLOW_OK);
	test_time(&t, "2026-05-07T10:00:00+08:00");
	assert_int_equal(
		report_return(test_now(&t), out.report, S("补数字"), day_of(2026, 5, 12), 1020),
		FLOW_OK);
	test_time(&t, "2026-05-11T10:00:00+08:00");
	assert_int_equal(due_report(test_as(&t, "linzhiyuan"), &in, &out), FLOW_OK);
	assert_int_equal(report_accept(test_now(&t), out.report, STR_NONE), FLOW_OK);
	test_time(&t, "2026-06-01T10:00:00+08:00");
	test_now(&t);
}

static void every_past_day_shows_its_own_colour(void **state)
{
	static const struct {
		int month, day, state;
		enum light light;
		int due_day;
	} want[] = {
		{4, 15, DUE_OPEN, LIGHT_GREEN, 30},
		{4, 29, DUE_OPEN, LIGHT_YELLOW, 30},
		{5, 5, DUE_OPEN, LIGHT_RED, 30},
		{5, 6, DUE_REPORTED, LIGHT_GREY, 30},
		{5, 8, DUE_RETURNED, LIGHT_YELLOW, 12},
		{5, 11, DUE_ACCEPTED, LIGHT_BLUE, 12},
	};
	(void)state;
	m = (struct made){.lead = "政治工作办公室",
		.resp = "城关派出所",
		.rule = "RECUR{every:month,content:[动态进展],until:12-end}"};
	made_open(&t, &m);
	live();
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		struct ctx *cx = back(want[i].month, want[i].day);
		struct due_line l = april(cx);
		struct due_row *d = asof_load(cx, l.d.head.id);
		struct light_in then;
		struct light_rules rules = light_load(cx);
		assert_int_equal(l.d.head.state, want[i].state);
		assert_int_equal(l.light.light, want[i].light);
		assert_int_equal(day_ymd(l.d.due_day).d, want[i].due_day);
		assert_int_equal(d->head.state, want[i].state);
		assert_true((d->first_at.ms > 0) == (want[i].state != DUE_OPEN));
		/* The other way to the same colour, from the row as it is now. */
		cx->past = false;
		assert_true(light_then(cx, rec_load(cx, &due_kind, l.d.head.id),
			day_of(2026, want[i].month, want[i].day), &then));
		assert_int_equal(light_of(&rules, &then, cx->cal, cx->now).light, want[i].light);
	}
	assert_null(asof_load(back(2, 1), april(test_now(&t)).d.head.id));
	test_close(&t);
}

static void sums_and_matrix_of_a_past_day_agree_with_the_list(void **state)
{
	(void)state;
	m = (struct made){.lead = "政治工作办公室",
		.resp = "城关派出所",
		.rule = "RECUR{every:month,content:[动态进展],until:12-end}"};
	made_open(&t, &m);
	live();
	struct ctx *cx = back(5, 5);
	struct light_rules rules = light_load(cx);
	struct light_sum sum = sum_lights(cx, m.campaign, 0, cx->today);
	assert_int_equal(sum.n[LIGHT_RED], 2); /* the station's and the lead's own */
	assert_int_equal(sum.n[LIGHT_BLUE], 0);
	struct matrix *x = matrix_load(cx, m.campaign, &rules, 0, 0);
	int red = 0;
	for (int i = 0; i < x->n_measures * x->n_units; i++)
		red += x->cells[i].light.light == LIGHT_RED;
	assert_int_equal(red, 2);
	/* And today's are untouched by it. */
	cx = test_now(&t);
	sum = sum_lights(cx, m.campaign, 0, cx->today);
	assert_int_equal(sum.n[LIGHT_BLUE], 1);
	test_close(&t);
}

static void a_look_back_cannot_act(void **state)
{
	(void)state;
	m = (struct made){.lead = "政治工作办公室",
		.resp = "城关派出所",
		.rule = "QUOTA{per:month,min:1,unit:day}"};
	made_open(&t, &m);
	struct due_row *d = made_due(&t, "城关派出所", "2026-04");
	test_time(&t, "2026-04-20T10:00:00+08:00");
	struct ctx *cx = test_as(&t, "linzhiyuan");
	struct entry_in in = {.due = d->head.id, .day = day_of(2026, 4, 20), .what = S("走访")};
	assert_int_equal(entry_add(cx, &in), FLOW_OK);
	cx = test_as(&t, "linzhiyuan");
	assert_true(due_may_report(cx, d));
	cx->past = true;
	assert_false(due_may_report(cx, d));
	assert_false(actor_may(cx, "due.report", d->head.unit));
	assert_true(actor_may(cx, "due.read", d->head.unit));
	/* The entry of the 20th is not there on the 19th. */
	assert_int_equal(asof_load(back(4, 19), d->head.id)->done, 0);
	assert_int_equal(asof_load(back(4, 20), d->head.id)->done, 1);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_past_day_shows_its_own_colour),
		cmocka_unit_test(sums_and_matrix_of_a_past_day_agree_with_the_list),
		cmocka_unit_test(a_look_back_cannot_act),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* deadline_test.c — 算到哪天: shipped limits and typed ones, with their derivation; worked by hand
 * from the calendar of 2026. */
#include "dates/deadline.h"
#include "cli/shipped.h"
#include "sys/data.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct desk {
	struct arena *a;
	struct errs *e;
	struct limits limits;
	const struct work *work;
};

static int open_desk(void **state)
{
	struct str why;
	struct arena *a = arena_open(16 << 20);
	struct desk *d = arena_new(a, struct desk);
	d->a = a;
	d->e = errs_new(a);
	d->work = shipped_calendar(a, NULL);
	assert_true(limit_read(a, data_get("limits.tsv"), &d->limits, &why));
	*state = d;
	return 0;
}

static int close_desk(void **state)
{
	arena_close(((struct desk *)*state)->a);
	return 0;
}

static struct deadline_in at(const char *iso)
{
	struct deadline_in in = {.pause_from = DAY_NONE, .pause_until = DAY_NONE};
	assert_true(stamp_parse(str_of(iso), &in.trigger));
	in.has_time = stamp_minute(in.trigger) > 0;
	return in;
}

static const struct limit *row(struct desk *d, const char *code, const struct deadline_in *in)
{
	const struct limit *l = limit_find(&d->limits, str_of(code), stamp_day(in->trigger));
	assert_non_null(l);
	return l;
}

static void assert_ends(struct desk *d, const struct limit *l, struct deadline_in in,
	const char *day, const char *why)
{
	struct deadline out;
	char text[DAY_TEXT];
	if (!deadline_count(d->e, l, d->work, &in, &out))
		fail_msg("%.*s", STR_ARG(d->e->at[0].text));
	struct str said = why_sentence(d->a, out.why);
	if (strcmp(day_text(out.due, text), day) != 0 || !str_has(said, str_of(why)))
		fail_msg("%s: %.*s", text, STR_ARG(said));
}

static void a_limit_of_law_says_its_article_and_rolls(void **state)
{
	struct desk *d = *state;
	/* 2026-08-03 and 60 days: Friday 2 October, a holiday until the 7th. */
	struct deadline_in in = at("2026-08-03T00:00:00+08:00");
	const struct limit *l = row(d, "XF-DECIDE", &in);
	assert_ends(d, l, in, "2026-10-08", "受理：2026年8月3日（周一）；");
	assert_ends(d, l, in, "2026-10-08", "顺延到10月8日（周四）（民法典第203条）");
	/* Counted on from 2 October, not from the 8th: 1 November is a Sunday. */
	in.extend = S("30日");
	assert_ends(d, l, in, "2026-11-02", "经机关负责人批准延长");
}

static void a_typed_limit_is_counted_in_its_own_unit(void **state)
{
	struct desk *d = *state;
	struct limit l;
	struct deadline_in in = at("2026-09-18T00:00:00+08:00");
	/* A Friday; Sunday the 20th is worked, the 25th is 中秋. */
	assert_true(deadline_text(d->a, S("5个工作日"), false, &l));
	assert_ends(d, &l, in, "2026-09-24", "9月19日周末不计，9月20日调休上班计入");
	assert_true(deadline_text(d->a, S("收到之日起7日内书面答复"), false, &l));
	assert_int_equal(l.length.n, 7);
	assert_ends(d, &l, in, "2026-09-25", "不顺延");
	assert_true(deadline_text(d->a, S("7天"), true, &l));
	assert_ends(d, &l, in, "2026-09-28", "顺延到9月28日（周一）");
	assert_int_equal(limit_basis(d->a, &l).n, 0);
	assert_false(deadline_text(d->a, S("尽快"), false, &l));
	assert_false(deadline_text(d->a, S("每月25日前"), false, &l));
}

static void beyond_the_published_calendar_is_provisional(void **state)
{
	struct desk *d = *state;
	struct limit l;
	struct deadline out;
	struct deadline_in in = at("2026-12-28T00:00:00+08:00");
	assert_true(deadline_text(d->a, S("10wd"), false, &l));
	assert_true(deadline_count(d->e, &l, d->work, &in, &out));
	assert_true(out.why->provisional);
	assert_true(str_has(why_sentence(d->a, out.why), S("2027年放假安排尚未公布，暂定")));
}

static void what_is_missing_is_said_at_its_field(void **state)
{
	struct desk *d = *state;
	struct deadline out;
	struct deadline_in in = at("2026-08-03T00:00:00+08:00");
	const struct limit *l = row(d, "HL-MAIL", &in);
	assert_false(deadline_count(d->e, l, d->work, &in, &out));
	assert_true(err_of(d->e, S("time")).n);
	errs_clear(d->e);
	l = row(d, "XF-DECIDE", &in);
	in.extend = S("31d");
	in.pause_from = day_of(2026, 8, 10);
	assert_false(deadline_count(d->e, l, d->work, &in, &out));
	assert_true(str_eq(err_of(d->e, S("extend")), S("这一时限最多延长30日")));
	assert_true(err_of(d->e, S("pause_until")).n);
	errs_clear(d->e);
	in.extend = S("5个工作日");
	in.pause_until = day_of(2026, 8, 9);
	assert_false(deadline_count(d->e, l, d->work, &in, &out));
	assert_true(err_of(d->e, S("extend")).n && err_of(d->e, S("pause_until")).n);
	errs_clear(d->e);
	in = at("2026-08-03T09:10:00+08:00");
	assert_ends(d, row(d, "HL-MAIL", &in), in, "2026-08-04", "到期 2026年8月4日（周二） 09:10");
	/* A hearing of five days: the 60 days end five later, on 7 October, and roll to the 8th. */
	in.pause_from = day_of(2026, 8, 10);
	in.pause_until = day_of(2026, 8, 14);
	assert_ends(d, l, in, "2026-10-08", "8月10日（周一）至8月14日（周五）中止");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_limit_of_law_says_its_article_and_rolls),
		cmocka_unit_test(a_typed_limit_is_counted_in_its_own_unit),
		cmocka_unit_test(beyond_the_published_calendar_is_provisional),
		cmocka_unit_test(what_is_missing_is_said_at_its_field),
	};
	return cmocka_run_group_tests(tests, open_desk, close_desk);
}

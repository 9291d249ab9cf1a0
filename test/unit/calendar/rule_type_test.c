/* rule_type_test.c — each type of value: every form it takes, and what it refuses. */
#include "calendar/rule_type.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
	const struct rule_type *type;
	const char *good[16];
	const char *bad[16];
} types[] = {
	{&rule_type_every,
		{"day", "workday", "week", "two_week", "ten_day", "half_month", "month",
			"two_month", "quarter", "half_year", "year", "campaign"},
		{"", "Month", "monthly", "none"}},
	{&rule_type_unit, {"event", "day", "working_day", "person", "item"}, {"days"}},
	{&rule_type_subject, {"unit", "leader", "team", "officer", "level", "joint"}, {"boss"}},
	{&rule_type_direction, {"up", "down"}, {"left"}},
	{&rule_type_count, {"1", "99999"}, {"0", "-1", "01", "100000", "1 ", ""}},
	{&rule_type_share, {"1%", "30%", "100%"}, {"0%", "101%", "30", "%"}},
	{&rule_type_rate, {"2/month", "1/half_year"}, {"2", "/month", "2/", "0/month", "2/moon"}},
	{&rule_type_due,
		{"end", "22", "31", "first/10", "next/5", "first/end", "fri", "next/mon",
			"workday/3", "workday/-1", "next/workday/5", "02-end", "03-15", "02-29",
			"campaign"},
		{"0", "32", "first/", "friday", "workday/0", "workday/32", "workday/", "13-01",
			"02-30", "next/02-end", "next/campaign", "last/5"}},
	{&rule_type_time, {"00:01", "17:00", "24:00"},
		{"00:00", "24:01", "7:00", "17:60", "17-00"}},
	{&rule_type_date,
		{"08-05", "12-end", "02-29", "2027-02-28", "2027-02-end", "+1/06-end", "start",
			"end", "issue", "issue+30d", "start+3y", "end+2w", "eve/春节",
			"+1/eve/国庆节", "2027/eve/春节", "item"},
		{"8-5", "13-01", "02-30", "2027-02-29", "+0/06-end", "+1/start", "item+3d",
			"issue+", "issue+5h", "eve/", "eve/x", "2027-eve/春节", "2027/06-30",
			"1800-01-01", "06-31"}},
	{&rule_type_length, {"48h", "15d", "5wd"}, {"15", "soon"}},
	{&rule_type_hours, {"24x7", "09:00-17:30", "workday/09:00-17:30"},
		{"17:30-09:00", "9-17", "workday/24x7", ""}},
	{&rule_type_notice, {"none"}, {"given", ""}},
};

static void forms_round_trip(void **state)
{
	(void)state;
	struct arena *a = arena_open(1 << 20);
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		for (int k = 0; k < 16 && types[i].good[k]; k++) {
			void *v = arena_get(a, types[i].type->size);
			struct buf b = buf_in(a, 256);
			assert_false(types[i].type->is_set(v));
			if (!types[i].type->parse(a, str_of(types[i].good[k]), v))
				fail_msg("refused %s", types[i].good[k]);
			assert_true(types[i].type->is_set(v));
			types[i].type->print(&b, v);
			if (!str_eq(buf_view(&b), str_of(types[i].good[k]))) {
				struct str got = buf_view(&b);
				fail_msg("%s became %.*s", types[i].good[k], STR_ARG(got));
			}
		}
		for (int k = 0; k < 16 && types[i].bad[k]; k++)
			if (types[i].type->parse(
				    a, str_of(types[i].bad[k]), arena_get(a, types[i].type->size)))
				fail_msg("accepted %s", types[i].bad[k]);
	}
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(forms_round_trip)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

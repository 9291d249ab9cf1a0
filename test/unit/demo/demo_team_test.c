/* demo_team_test.c — the demo's teams are formed by its office, and a station changes its leader. */
#include "demo/demo_int.h"
#include "plan/squad.h"
#include "unit/duty/made.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void teams_are_formed_and_a_station_changes_hands(void **state)
{
	struct test_world t;
	struct made m = {
		.lead = "政治工作办公室", .resp = "城关派出所", .rule = "MILESTONE{by:06-end}"};
	(void)state;
	test_open(&t, "2026-03-06T09:00:00+08:00");
	assert_int_equal(ctx_write(t.cx, made_rows, &m), FLOW_OK);
	assert_int_equal(demo_teams(test_as(&t, "xuwenxi"), m.campaign), FLOW_OK);
	assert_int_equal(squad_count(test_now(&t), m.campaign, day_of(2026, 3, 6)), 2);
	assert_int_equal(demo_team_later(test_now(&t), day_of(2026, 3, 6)), FLOW_OK);
	assert_int_equal(squad_count(test_now(&t), m.campaign, day_of(2026, 3, 6)), 3);
	test_time(&t, "2026-10-02T08:10:00+08:00");
	assert_int_equal(demo_pair_again(test_now(&t), day_of(2026, 10, 2)), FLOW_OK);
	struct stmt *s = db_prep(t.db, "SELECT count(*) FROM pairing WHERE unit = ? AND kind = "
				       "'contract' AND until_day IS NULL");
	db_rid(s, 1, test_unit(&t, "月湖派出所"));
	assert_int_equal(db_one_int(s, 0), 1);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(teams_are_formed_and_a_station_changes_hands)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

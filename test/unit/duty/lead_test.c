/* lead_test.c — which lead is the first, and what each still owes. */
#include "duty/lead.h"
#include "core/rec.h"
#include "demo/demo.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void the_first_lead_and_what_co_leads_owe(void **state)
{
	struct test_world w;
	struct lead_line *at;
	int64_t owes = 0, late = 0;
	(void)state;
	test_open(&w, "2026-10-20T10:00:00+08:00");
	struct demo_in in = {.until = w.cx->now};
	assert_int_equal(demo_campaign(w.cx, &in), FLOW_OK);
	test_now(&w);
	struct stmt *s = db_prep(w.db, "SELECT measure FROM measure_unit WHERE role = 'lead' AND "
				       "measure IN (SELECT measure FROM due) GROUP BY measure "
				       "HAVING count(unit) > 1 ORDER BY measure LIMIT 1");
	rid shared = {db_one_int(s, 0)};
	int n = lead_lines(w.cx, shared, &at);
	assert_true(n > 1);
	for (int i = 0; i < n; i++)
		assert_int_equal(at[i].first, i == 0);
	s = db_prep(w.db, "SELECT unit FROM measure_unit WHERE measure = ? AND role = 'lead' "
			  "ORDER BY sort, id LIMIT 1");
	db_rid(s, 1, shared);
	assert_int_equal(at[0].unit.n, db_one_int(s, 0));
	/* Over all measures: against the items of lead units themselves. */
	struct stmt *all = db_prep(w.db, "SELECT id FROM measure WHERE assigned = 1");
	rid ids[60];
	int k = 0;
	while (k < 60 && db_step(all) == DB_ROW)
		ids[k++] = db_col_rid(all, 0);
	db_done(all);
	for (int i = 0; i < k; i++) {
		n = lead_lines(w.cx, ids[i], &at);
		assert_true(n != 1 || !at[0].first);
		for (int j = 0; j < n; j++) {
			assert_true(at[j].late <= at[j].owes && at[j].owes <= at[j].asked);
			owes += at[j].owes;
			late += at[j].late;
		}
	}
	s = db_prep(w.db, "SELECT count(*) FROM due d WHERE state IN ('open', 'returned') AND "
			  "(from_day IS NULL OR from_day <= '2026-10-20') AND EXISTS (SELECT 1 "
			  "FROM measure_unit u WHERE u.measure = d.measure AND u.unit = d.unit "
			  "AND u.role = 'lead')");
	assert_int_equal(owes, db_one_int(s, -1));
	assert_true(owes > 0 && late >= 0);
	test_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_lead_and_what_co_leads_owe),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* list_test.c — a page of due items put together from branches is the page a plain query gives. */
#include "base/bug.h"
#include "world.h"
#include "demo/demo.h"
#include "duty/list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world w;

static int open_lived(void **state)
{
	(void)state;
	test_open(&w, "2026-10-20T10:00:00+08:00");
	struct demo_in in = {.until = w.cx->now};
	return demo_campaign(w.cx, &in) == FLOW_OK ? 0 : -1;
}

static int close_lived(void **state)
{
	(void)state;
	test_close(&w);
	return 0;
}

/* Every item of the filter, page after page. */
static int all_pages(struct ctx *cx, struct due_filter f, rid *out, int max)
{
	struct light_rules rules = light_load(cx);
	struct due_line *at;
	int n = f.per_page + 1, total = 0;
	for (; n > f.per_page; f.page++) {
		n = due_list(cx, &f, &rules, &at);
		for (int i = 0; i < n && i < f.per_page && total < max; i++)
			out[total++] = at[i].d.head.id;
	}
	return total;
}

/* The plain query: the same states and days, in the order of the day, sorted as a whole; seen by
 * the unit itself or by who receives. */
static int plain(const char *login, rid unit, bool newest, rid *out, int max)
{
	struct ctx *cx = test_as(&w, login);
	struct stmt *s = newest ? db_prep(cx->db,
					  "SELECT id FROM due WHERE state IN ('open', "
					  "'returned', 'accepted') AND (unit = ? OR to_unit "
					  "= ?) ORDER BY due_day DESC, id DESC")
				: db_prep(cx->db,
					  "SELECT id FROM due WHERE state IN ('open', "
					  "'returned', 'accepted') AND (unit = ? OR to_unit "
					  "= ?) ORDER BY due_day, id");
	int n = 0;
	db_rid(s, 1, unit);
	db_rid(s, 2, unit);
	while (db_step(s) == DB_ROW && n < max)
		out[n++] = db_col_rid(s, 0);
	db_done(s);
	return n;
}

enum { MOST = 4000 };
static const unsigned three = STATE_BIT(DUE_OPEN) | STATE_BIT(DUE_RETURNED) |
			      STATE_BIT(DUE_ACCEPTED);

static void compare(const char *login, bool newest, int per_page)
{
	static rid here[MOST], there[MOST];
	struct ctx *cx = test_as(&w, login);
	struct due_filter f = {.perm = "due.read",
		.states = three,
		.from = DAY_NONE,
		.until = DAY_NONE,
		.newest = newest,
		.per_page = per_page};
	int n = all_pages(cx, f, here, MOST), m = plain(login, cx->who->unit, newest, there, MOST);
	assert_true(n > per_page);
	assert_int_equal(n, m);
	assert_memory_equal(here, there, (size_t)n * sizeof *here);
}

/* A lead unit owes some items and receives others: two branches for each state. */
static void pages_are_those_of_a_plain_query(void **state)
{
	(void)state;
	compare("linzhiyuan", false, 7);
	compare("linzhiyuan", true, 7);
	compare("990016", false, 7);
	compare("990016", true, 50);
}

static enum flow_code receive_own(struct ctx *cx, void *arg)
{
	const rid *unit = arg;
	struct stmt *s = db_prep(cx->db, "UPDATE due SET to_unit = unit WHERE unit = ?");
	db_rid(s, 1, *unit);
	return flow_of_db(db_run(s));
}

/* Both branches find an item of a unit that also receives it; the page has it once. */
static void what_two_branches_find_stands_once(void **state)
{
	(void)state;
	rid unit = test_as(&w, "990016")->who->unit;
	assert_int_equal(ctx_write(test_now(&w), receive_own, &unit), FLOW_OK);
	compare("990016", false, 7);
	compare("990016", true, 50);
}

static void everything_is_one_branch_for_each_state(void **state)
{
	(void)state;
	static rid here[MOST], there[MOST];
	struct ctx *cx = test_now(&w);
	struct due_filter f = {
		.perm = "due.read", .from = DAY_NONE, .until = DAY_NONE, .per_page = 50};
	int n = all_pages(cx, f, here, MOST), m = 0;
	struct stmt *s = db_prep(cx->db, "SELECT id FROM due ORDER BY due_day, id");
	while (db_step(s) == DB_ROW && m < MOST)
		there[m++] = db_col_rid(s, 0);
	db_done(s);
	assert_true(n > 1000);
	assert_int_equal(n, m);
	assert_memory_equal(here, there, (size_t)n * sizeof *here);
}

static void counts_stop_at_a_thousand(void **state)
{
	(void)state;
	struct ctx *cx = test_now(&w);
	struct due_filter f = {.perm = "due.read", .from = DAY_NONE, .until = DAY_NONE};
	assert_int_equal(due_count(cx, &f), DUE_COUNT_MOST);
	assert_true(str_eq(due_count_say(cx, due_count(cx, &f)), S("999+")));
	f.states = STATE_BIT(DUE_REPORTED);
	int64_t n = due_count(cx, &f);
	assert_int_equal(n,
		db_one_int(db_prep(w.db, "SELECT count(*) FROM due WHERE state = 'reported'"), -1));
	assert_true(n > 0 && n < DUE_COUNT_MOST);
}

/* Who may see everything is counted from kept totals, others item by item; a filter by nothing that
 * narrows makes the second way count for the first actor too. */
static void totals_count_what_items_count(void **state)
{
	static const unsigned states[] = {0, STATE_OWED, STATE_BIT(DUE_ACCEPTED), STATE_TAKES};
	const struct day days[] = {DAY_NONE, day_of(2026, 6, 30), day_of(2026, 10, 20)};
	(void)state;
	struct ctx *cx = test_as(&w, "xuwenxi");
	rid campaign = {db_one_int(db_prep(cx->db, "SELECT min(id) FROM campaign"), 0)};
	int64_t some = 0;
	for (size_t i = 0; i < NELEM(states); i++)
		for (size_t k = 0; k < NELEM(days) * 2; k++) {
			struct due_filter f = {.perm = "due.read",
				.states = states[i],
				.campaign = k % 2 ? campaign : RID_NONE,
				.from = k % 2 ? DAY_NONE : days[(k + 2) / 2 % NELEM(days)],
				.until = days[k / 2]};
			int64_t n = due_count(cx, &f);
			int64_t items = 0;
			struct stmt *s = db_prep(cx->db, "SELECT id FROM measure");
			while (db_step(s) == DB_ROW) {
				f.measure = db_col_rid(s, 0);
				items += due_count(cx, &f);
			}
			db_done(s);
			assert_int_equal(n, items < DUE_COUNT_MOST ? items : DUE_COUNT_MOST);
			some += n > 0 && n < DUE_COUNT_MOST;
		}
	assert_true(some > 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(totals_count_what_items_count),
		cmocka_unit_test(pages_are_those_of_a_plain_query),
		cmocka_unit_test(what_two_branches_find_stands_once),
		cmocka_unit_test(everything_is_one_branch_for_each_state),
		cmocka_unit_test(counts_stop_at_a_thousand),
	};
	return cmocka_run_group_tests(tests, open_lived, close_lived);
}

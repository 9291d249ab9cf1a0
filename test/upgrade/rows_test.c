/* rows_test.c — a database from before: rows a newer program ships come in at the next start, what
 * the office changed or removed stays, and the log fits before and after. */
#include "base/bug.h"
#include "core/setting.h"
#include "demo/demo.h"
#include "org/limit.h"
#include "seal/seal_verify.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* What an older program left: without some rows, without the tables that came later, and with the
 * office's own values. */
static enum db_code make_old(struct db *w, void *arg)
{
	const char *marks = arg;
	enum db_code rc = db_run(db_prep(w, "DELETE FROM setting WHERE code = 'upload.max_files'"));
	if (rc == DB_OK)
		rc = db_run(db_prep(
			w, "UPDATE setting SET value = '6' WHERE code = 'due.return_days'"));
	if (rc == DB_OK)
		rc = db_run(db_prep(w, "DELETE FROM code WHERE code_set = 'unit_kind' "
				       "AND code = 'external'"));
	if (rc == DB_OK)
		rc = db_run(
			db_prep(w, "UPDATE role SET perms = 'org.read' WHERE code = 'officer'"));
	if (rc == DB_OK)
		rc = db_run(
			db_prep(w, "UPDATE role SET perms = replace(perms, ' calendar.edit', '')"));
	if (rc == DB_OK)
		rc = db_run(db_prep(w, "DELETE FROM time_limit"));
	if (rc == DB_OK)
		rc = db_run(db_prep(w, "DELETE FROM reminder"));
	if (rc == DB_OK && marks == NULL)
		rc = db_run(db_prep(w, "DELETE FROM shipped"));
	return rc;
}

static void start_again(struct test_world *t)
{
	struct str why;
	db_close(t->db);
	world_close(t->w);
	t->w = world_open(t->a, registry_parts(), &t->clock, t->url, WORLD_USE, &why);
	assert_non_null(t->w);
	t->db = store_reader(t->w->store);
	test_now(t);
}

static int64_t count(struct test_world *t, struct stmt *s)
{
	(void)t;
	return db_one_int(s, -1);
}

static struct str perms(struct test_world *t, const char *role)
{
	struct stmt *s = db_prep(t->db, "SELECT perms FROM role WHERE code = ?");
	struct str out = STR_NONE;
	db_text(s, 1, str_of(role));
	if (db_step(s) == DB_ROW)
		out = str_dup(t->a, db_col_text(s, 0));
	db_done(s);
	return out;
}

static void what_is_new_comes_in_and_what_was_changed_stays(void **state)
{
	struct test_world t;
	(void)state;
	test_open(&t, "2026-09-18T09:00:00+08:00");
	assert_int_equal(db_tx(t.db, make_old, NULL), DB_OK);
	/* Even before the next start a setting that is missing has its shipped value. */
	assert_int_equal(setting_int(test_now(&t), S("upload.max_files")), 10);
	start_again(&t);
	assert_int_equal(count(&t, db_prep(t.db, "SELECT count(*) FROM setting WHERE code = "
						 "'upload.max_files' AND value = '10'")),
		1);
	assert_int_equal(setting_int(t.cx, S("due.return_days")), 6);
	assert_int_equal(count(&t, db_prep(t.db, "SELECT count(*) FROM code WHERE code_set = "
						 "'unit_kind' AND code = 'external'")),
		1);
	assert_int_equal(count(&t, db_prep(t.db, "SELECT count(*) FROM time_limit")), 62);
	assert_true(count(&t, db_prep(t.db, "SELECT count(*) FROM reminder")) > 0);
	/* A word nobody had came with the program; one the office took away stays away. */
	assert_true(str_has(perms(&t, "office"), S("calendar.edit")));
	assert_true(str_eq(perms(&t, "officer"), S("org.read")));

	struct seal_report r;
	struct seal_verify_opt opt = {0};
	assert_int_equal(seal_verify(t.db, &opt, t.a, &r), DB_OK);
	assert_int_equal(r.bad, 0);
	int64_t entries = r.entries;
	start_again(&t);
	assert_int_equal(seal_verify(t.db, &opt, t.a, &r), DB_OK);
	assert_int_equal(r.entries, entries); /* nothing is offered twice */
	test_close(&t);
}

static void what_the_office_removed_after_it_was_offered_stays_away(void **state)
{
	struct test_world t;
	(void)state;
	test_open(&t, "2026-09-18T09:00:00+08:00");
	assert_int_equal(db_tx(t.db, make_old, "keep the marks"), DB_OK);
	start_again(&t);
	assert_int_equal(count(&t, db_prep(t.db, "SELECT count(*) FROM code WHERE code_set = "
						 "'unit_kind' AND code = 'external'")),
		0);
	assert_false(str_has(perms(&t, "office"), S("calendar.edit")));
	assert_int_equal(setting_int(t.cx, S("upload.max_files")), 10);
	test_close(&t);
}

static enum db_code drop_tables(struct db *w, void *arg)
{
	(void)arg;
	enum db_code rc = db_run(db_prep(w, "DROP TABLE time_limit"));
	if (rc == DB_OK)
		rc = db_run(db_prep(w, "UPDATE store_version SET shape = NULL"));
	if (rc == DB_OK)
		rc = db_run(db_prep(w, "DROP TABLE edition"));
	if (rc == DB_OK)
		rc = db_run(db_prep(w, "DROP TABLE setting_was"));
	return rc == DB_OK ? db_run(db_prep(w, "DROP TABLE shipped")) : rc;
}

static void tables_that_came_later_are_made_and_filled(void **state)
{
	struct test_world t;
	(void)state;
	test_open(&t, "2026-09-18T09:00:00+08:00");
	assert_int_equal(db_tx(t.db, drop_tables, NULL), DB_OK);
	start_again(&t);
	assert_int_equal(count(&t, db_prep(t.db, "SELECT count(*) FROM time_limit")), 62);
	assert_non_null(limit_get(t.cx, S("XF-DECIDE"), t.cx->today, NULL));
	test_close(&t);
}

static enum db_code drop_triggers(struct db *w)
{
	struct stmt *gone[] = {db_prep(w, "DROP TRIGGER due_total_new"),
		db_prep(w, "DROP TRIGGER due_total_change"),
		db_prep(w, "DROP TRIGGER duty_unit_new"),
		db_prep(w, "DROP TRIGGER duty_unit_moved")};
	enum db_code rc = DB_OK;
	for (size_t i = 0; rc == DB_OK && i < NELEM(gone); i++)
		rc = db_run(gone[i]);
	return rc;
}

static enum db_code drop_functions(struct db *w)
{
	enum db_code rc = db_run(db_prep(w, "DROP FUNCTION due_total_count() CASCADE"));
	return rc ? rc : db_run(db_prep(w, "DROP FUNCTION duty_unit_keep() CASCADE"));
}

static enum db_code drop_kept(struct db *w, void *arg)
{
	enum db_code rc = db_is_pg(w) ? drop_functions(w) : drop_triggers(w);
	(void)arg;
	if (rc == DB_OK)
		rc = db_run(db_prep(w, "UPDATE store_version SET shape = NULL"));
	if (rc == DB_OK)
		rc = db_run(db_prep(w, "DROP TABLE due_total"));
	return rc == DB_OK ? db_run(db_prep(w, "DROP TABLE duty_unit")) : rc;
}

static void kept_figures_that_came_later_are_counted_from_what_is_there(void **state)
{
	struct test_world t;
	struct demo_in in = {0};
	(void)state;
	test_open(&t, "2026-05-20T09:00:00+08:00");
	in.until = t.cx->now;
	assert_int_equal(demo_campaign(t.cx, &in), FLOW_OK);
	assert_int_equal(db_tx(t.db, drop_kept, NULL), DB_OK);
	start_again(&t);
	int64_t items = count(&t, db_prep(t.db, "SELECT count(*) FROM due"));
	assert_true(items > 100);
	assert_int_equal(count(&t, db_prep(t.db, "SELECT sum(n) FROM due_total")), items);
	assert_int_equal(count(&t, db_prep(t.db, "SELECT count(*) FROM duty_unit")),
		count(&t, db_prep(t.db, "SELECT count(*) FROM (SELECT DISTINCT campaign, unit FROM "
					"duty) x")));
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_new_comes_in_and_what_was_changed_stays),
		cmocka_unit_test(what_the_office_removed_after_it_was_offered_stays_away),
		cmocka_unit_test(tables_that_came_later_are_made_and_filled),
		cmocka_unit_test(kept_figures_that_came_later_are_counted_from_what_is_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* look_test.c — what leaves the house, and every look at what is guarded, stands in the log before
 * it is sent; without the entry nothing is sent.
 *
 * limit: 120 s. */
#include "lib/ask.h"

#include "core/actor.h"
#include "core/look.h"
#include "org/access.h"
#include "org/org.h"
#include "run/registry.h"
#include "seal/seal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct app_fixture f;

static int open_bureau(void **state)
{
	(void)state;
	app_fixture_open(&f, "2026-04-20T10:00:00+08:00", true);
	return 0;
}

static int close_bureau(void **state)
{
	(void)state;
	app_fixture_close(&f);
	return 0;
}

/* The newest entry of the log; its number is `seq`. */
static struct seal_entry newest(void)
{
	size_t n;
	struct seal_entry *at = seal_latest(f.db, 0, 1, f.a, &n);
	assert_int_equal(n, 1);
	return at[0];
}

static void is_look(
	const char *login, const char *verb, const char *kind, int64_t record, const char *has)
{
	struct seal_entry e = newest();
	assert_true(str_eq(e.verb, str_of(verb)));
	assert_true(str_eq(e.kind, str_of(kind)));
	assert_int_equal(e.record.n, record);
	assert_int_equal(e.actor.n, app_fixture_cx(&f, login)->who->account.n);
	if (!str_has(e.payload, str_of(has)))
		fail_msg("%.*s lacks %s", STR_ARG(e.payload), has);
}

static struct app_reply page(const char *login, const char *path)
{
	return app_fixture_ask(&f, "GET", path, app_fixture_cookie(&f, login), NULL);
}

static void an_export_is_sealed_with_its_filter(void **state)
{
	(void)state;
	int64_t campaign = db_one_int(db_prep(f.db, "SELECT id FROM campaign"), 0);
	const char *cookie = app_fixture_cookie(&f, "xuwenxi");
	int64_t before = seal_size(f.db);
	struct app_reply r = app_fixture_ask(&f, "GET", "/k/due.xlsx?state=open", cookie, NULL);
	assert_int_equal(r.status, 200);
	assert_int_equal(seal_size(f.db), before + 1);
	is_look("xuwenxi", "export", "due", 0, "state=open");
	is_look("xuwenxi", "export", "due", 0, "rows");
	r = app_fixture_ask(&f, "GET", "/due.xlsx?view=all", cookie, NULL);
	assert_int_equal(r.status, 200);
	is_look("xuwenxi", "export", "due", 0, "view=all");
	r = app_fixture_ask(&f, "GET",
		arena_fmt(f.a, "/campaign/%lld/matrix.xlsx", (long long)campaign), cookie, NULL);
	assert_int_equal(r.status, 200);
	is_look("xuwenxi", "export", "campaign", campaign, "matrix");
	r = app_fixture_ask(&f, "GET",
		arena_fmt(f.a, "/campaign/%lld/lists.xlsx", (long long)campaign), cookie, NULL);
	assert_int_equal(r.status, 200);
	is_look("xuwenxi", "export", "campaign", campaign, "lists");
	assert_int_equal(seal_size(f.db), before + 4);
	/* A screen of the same records, an open kind, and what is refused leave no entry. */
	assert_int_equal(app_fixture_ask(&f, "GET", "/k/due", cookie, NULL).status, 200);
	assert_int_equal(app_fixture_ask(&f, "GET", "/k/unit.xlsx", cookie, NULL).status, 200);
	assert_int_equal(app_fixture_ask(&f, "GET", "/k/account.xlsx", cookie, NULL).status, 404);
	assert_int_equal(seal_size(f.db), before + 4);
}

static void every_look_at_a_guarded_kind_is_sealed(void **state)
{
	(void)state;
	struct ctx *cx = app_fixture_cx(&f, "sysadmin");
	int64_t id = cx->who->account.n, before = seal_size(f.db);
	assert_int_equal(page("sysadmin", "/org/account").status, 200);
	is_look("sysadmin", "look", "account", 0, "rows");
	assert_int_equal(
		page("sysadmin", arena_fmt(f.a, "/org/account/%lld", (long long)id)).status, 200);
	is_look("sysadmin", "look", "account", id, "");
	assert_int_equal(
		page("sysadmin", arena_fmt(f.a, "/k/account/%lld", (long long)id)).status, 200);
	is_look("sysadmin", "look", "account", id, "");
	assert_int_equal(page("sysadmin", "/k/account").status, 200);
	assert_int_equal(page("sysadmin", "/k/account.xlsx").status, 200);
	is_look("sysadmin", "export", "account", 0, "rows");
	assert_int_equal(seal_size(f.db), before + 5);
	/* Programs too, one by one. */
	const char *token = app_fixture_token(&f, "sysadmin", ACCESS_READ);
	before = seal_size(f.db);
	json_decref(ask_json(&f, "GET", "/api/v1/account?limit=3", token, NULL, 200));
	is_look("sysadmin", "feed", "account", 0, "limit=3");
	json_decref(ask_json(&f, "GET", "/api/v1/account?limit=3", token, NULL, 200));
	json_decref(ask_json(&f, "GET", arena_fmt(f.a, "/api/v1/account/%lld", (long long)id),
		token, NULL, 200));
	is_look("sysadmin", "feed", "account", id, "");
	assert_int_equal(seal_size(f.db), before + 3);
	json_decref(ask_json(&f, "GET", "/api/v1/account/999999999", token, NULL, 404));
	assert_int_equal(seal_size(f.db), before + 3);
	/* What happened to an account is another matter than who looked at it. */
	size_t n;
	struct seal_entry *at = seal_history(f.db, (rid){id}, 100, f.a, &n);
	for (size_t i = 0; i < n; i++)
		assert_false(str_eq(at[i].verb, S("look")) || str_eq(at[i].verb, S("feed")));
}

static void a_program_that_asks_all_day_is_entered_once_a_day(void **state)
{
	(void)state;
	const char *token = app_fixture_token(&f, "xuwenxi", ACCESS_READ);
	int64_t before = seal_size(f.db);
	for (int i = 0; i < 3; i++)
		json_decref(ask_json(&f, "GET", "/api/v1/due?limit=5", token, NULL, 200));
	assert_int_equal(seal_size(f.db), before + 1);
	is_look("xuwenxi", "feed", "due", 0, "");
	json_decref(ask_json(&f, "GET", "/api/v1/duty?limit=5", token, NULL, 200));
	assert_int_equal(seal_size(f.db), before + 2);
	/* Somebody else, and the next day, are other looks. */
	const char *other = app_fixture_token(&f, "lujinghe", ACCESS_READ);
	before = seal_size(f.db) - 2;
	json_decref(ask_json(&f, "GET", "/api/v1/due?limit=5", other, NULL, 200));
	assert_int_equal(seal_size(f.db), before + 3);
	f.clock.frozen.ms += DAY_MS;
	json_decref(ask_json(&f, "GET", "/api/v1/due?limit=5", token, NULL, 200));
	assert_int_equal(seal_size(f.db), before + 4);
	f.clock.frozen.ms -= DAY_MS;
}

/* Refuses, or takes again, every new entry of the log. */
static enum flow_code refuse_entries(struct ctx *cx, void *arg)
{
	bool on = *(bool *)arg;
	if (db_is_pg(cx->db))
		return flow_of_db(
			db_run(on ? db_prep(cx->db, "ALTER TABLE seal_entry ADD CONSTRAINT no_more "
						    "CHECK (seq < 0) NOT VALID")
				  : db_prep(cx->db, "ALTER TABLE seal_entry DROP CONSTRAINT "
						    "no_more")));
	return flow_of_db(
		db_run(on ? db_prep(cx->db, "CREATE TRIGGER full BEFORE INSERT ON seal_entry BEGIN "
					    "SELECT RAISE(ABORT, 'full'); END")
			  : db_prep(cx->db, "DROP TRIGGER full")));
}

static void without_the_entry_nothing_is_sent(void **state)
{
	bool yes = true, no = false;
	(void)state;
	const char *cookie = app_fixture_cookie(&f, "sysadmin");
	const char *token = app_fixture_token(&f, "sysadmin", ACCESS_READ);
	assert_int_equal(ctx_write(app_fixture_cx(&f, NULL), refuse_entries, &yes), FLOW_OK);
	struct app_reply r = app_fixture_ask(&f, "GET", "/k/account.xlsx", cookie, NULL);
	assert_int_equal(r.status, 503);
	assert_false(str_has(app_fixture_header(&r, "content-disposition"), S(".xlsx")));
	r = app_fixture_ask(&f, "GET", "/org/account", cookie, NULL);
	assert_int_equal(r.status, 503);
	assert_false(str_has(r.body, S("动态口令")));
	r = app_fixture_api(&f, "GET", "/api/v1/account", token, NULL);
	ask_is_error(&r, 503, "world", NULL);
	assert_false(str_has(r.body, S("\"login\"")));
	/* What needs no entry is still there. */
	assert_int_equal(app_fixture_ask(&f, "GET", "/k/unit", cookie, NULL).status, 200);
	assert_int_equal(ctx_write(app_fixture_cx(&f, NULL), refuse_entries, &no), FLOW_OK);
	r = app_fixture_ask(&f, "GET", "/org/account", cookie, NULL);
	assert_int_equal(r.status, 200);
	assert_true(str_has(r.body, S("动态口令")));
}

static void the_level_says_which_looks(void **state)
{
	static const struct {
		enum kind_level level;
		bool see, take, feed;
	} want[] = {{LEVEL_INNER, false, true, true}, {LEVEL_OPEN, false, false, false},
		{LEVEL_GUARDED, true, true, true}};
	(void)state;
	assert_false(look_asked(&(struct look){.kind = NULL}));
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		struct kind k = {.level = want[i].level};
		assert_int_equal(
			look_asked(&(struct look){.kind = &k, .way = LOOK_SEE}), want[i].see);
		assert_int_equal(
			look_asked(&(struct look){.kind = &k, .way = LOOK_TAKE}), want[i].take);
		assert_int_equal(
			look_asked(&(struct look){.kind = &k, .way = LOOK_FEED}), want[i].feed);
	}
	assert_int_equal(account_kind.level, LEVEL_GUARDED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_export_is_sealed_with_its_filter),
		cmocka_unit_test(every_look_at_a_guarded_kind_is_sealed),
		cmocka_unit_test(a_program_that_asks_all_day_is_entered_once_a_day),
		cmocka_unit_test(without_the_entry_nothing_is_sent),
		cmocka_unit_test(the_level_says_which_looks),
	};
	return cmocka_run_group_tests(tests, open_bureau, close_bureau);
}

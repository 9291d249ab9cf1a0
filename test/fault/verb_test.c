/* verb_test.c — the main acts of the office with the 1st, 2nd, 3rd … call to the engine failing: a
 * sign-in, a plan that comes in and is issued, a report, its acceptance, a sheet of persons. Each is
 * done as a whole or not at all, and a world that failed is never taken for the user's mistake.
 *
 * limit: 300 s. engine: sqlite (the calls above the engine are the same ones) */
#include "core/actor.h"
#include "issued.h"
#include "org/account.h"
#include "org/import.h"
#include "org/org.h"
#include "paper/doc.h"
#include "paper/read.h"
#include "seal/seal_verify.h"
#include "sys/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define STATION  "城关派出所"
#define PASSWORD "an-invented-1"

enum { ARENA = 256 << 20, TRIES = 30, FILE_MOST = 256 << 20 };

static struct test_world t;
static struct str kept; /* the database as it was before the act */
static struct doc plan;
static rid campaign, draft, due, report, sheet, account;

/* ---- the database, again and again as it was ---- */

static void shut(void)
{
	db_close(t.db);
	world_close(t.w);
}

static void open_again(void)
{
	struct str why;
	t.w = world_open(t.a, registry_parts(), &t.clock, t.url, WORLD_USE, &why);
	assert_non_null(t.w);
	t.db = store_reader(t.w->store);
	test_now(&t);
}

static void keep(struct arena *a)
{
	shut();
	assert_int_equal(file_read(a, t.url, FILE_MOST, &kept), FILE_OK);
	open_again();
}

static void put_back(void)
{
	shut();
	assert_int_equal(file_write(t.url, kept, 0600), FILE_OK);
	open_again();
}

/* ---- the acts ---- */

static enum flow_code sign_in(struct ctx *cx)
{
	rid found;
	enum sign_in end = account_sign_in(cx, S("linzhiyuan"), S(PASSWORD), STR_NONE, &found);
	return end == SIGN_IN_OK ? FLOW_OK : end == SIGN_IN_WORLD ? FLOW_WORLD : FLOW_DENIED;
}

static enum flow_code bring_plan(struct ctx *cx)
{
	struct plan_import in = {.campaign = campaign,
		.doc = &plan,
		.source_name = S("plan.txt"),
		.issue_day = day_of(2026, 3, 2)};
	return plan_import(cx, &in);
}

static enum flow_code issue(struct ctx *cx)
{
	struct issue_sum sum;
	return issue_plan(cx, &(struct issue_in){.plan = draft}, &sum);
}

static enum flow_code send_report(struct ctx *cx)
{
	struct report_in in = {.due = due, .progress = S("已办"), .effect = S("有成效")};
	struct report_out out;
	return due_report(cx, &in, &out);
}

static enum flow_code accept(struct ctx *cx)
{
	return report_accept(cx, report, S("属实"));
}

static enum flow_code bring_sheet(struct ctx *cx)
{
	struct import_draft d = {.name = S("人员.csv"),
		.bytes = S("警号,姓名,所属单位\n880001,甲某,治安大队\n880002,乙某,治安大队\n")};
	enum flow_code code = import_try(cx, &d);
	if (code == FLOW_OK)
		code = ctx_write(cx, import_keep, &d);
	if (code == FLOW_OK)
		sheet = d.id;
	return code;
}

static enum flow_code apply_sheet(struct ctx *cx)
{
	struct import_draft d = {.id = sheet};
	enum flow_code code = import_again(cx, &d);
	return code == FLOW_OK ? ctx_write(cx, import_apply, &d) : code;
}

/* ---- each with one call failing ---- */

struct act {
	const char *what, *login; /* NULL: nobody is there yet */
	enum flow_code (*run)(struct ctx *cx);
};

struct tried {
	enum flow_code code;
	bool world; /* the code or the reader says that the world failed: a page says 503 */
	int64_t calls;
};

static struct tried try(const struct act *act, int64_t nth)
{
	struct tried r = {FLOW_WORLD, true, 0};
	struct str why;
	struct arena *a = arena_open(ARENA);
	struct store_opt so = {.url = t.url, .fault_nth = nth};
	struct world world = *t.w;
	world.store = store_open(&so, a, &why);
	struct db *db = world.store ? store_reader(world.store) : NULL;
	if (db) {
		struct ctx *cx = world_ctx(&world, a, db);
		cx->who = act->login ? test_as(&t, act->login)->who : actor_nobody();
		r.code = act->run(cx);
		r.world = r.code == FLOW_WORLD || db_failed(db) != DB_OK;
		r.calls = store_calls(world.store);
		db_close(db);
	}
	store_close(world.store);
	arena_close(a);
	return r;
}

static int64_t entries(void)
{
	return db_one_int(db_prep(t.db, "SELECT count(*) FROM seal_entry"), -1);
}

static void all_or_nothing(const struct act *act, int64_t nth, int64_t before)
{
	struct tried r = try(act, nth);
	int64_t sealed = entries() - before;
	if (r.code != FLOW_OK && sealed)
		fail_msg("%s: refused and yet done where call %lld failed", act->what,
			(long long)nth);
	if (r.code == FLOW_OK && !sealed)
		fail_msg("%s: said to be done where call %lld failed", act->what, (long long)nth);
	if (r.code != FLOW_OK && !r.world)
		fail_msg("%s: %s where call %lld failed", act->what, flow_code_name(r.code),
			(long long)nth);
	if (r.code == FLOW_OK)
		put_back();
}

/* Fails call after call; then does it, and the log is whole. */
static void go_through(const struct act *act)
{
	struct seal_report log;
	struct seal_verify_opt opt = {0};
	struct arena *a = arena_open(2 * (size_t)FILE_MOST);
	keep(a);
	int64_t before = entries();
	struct tried all = try(act, INT64_MAX);
	if (all.code != FLOW_OK || entries() == before)
		fail_msg("%s: %s", act->what, flow_code_name(all.code));
	put_back();
	for (int64_t n = 1; n <= all.calls; n += all.calls / TRIES + 1)
		all_or_nothing(act, n, before);
	print_message("%s: %lld calls\n", act->what, (long long)all.calls);
	assert_int_equal(try(act, INT64_MAX).code, FLOW_OK);
	assert_int_equal(seal_verify(t.db, &opt, t.a, &log), DB_OK);
	assert_int_equal(log.bad, 0);
	arena_close(a);
}

static void a_sign_in(void **state)
{
	(void)state;
	go_through(&(struct act){"sign-in", NULL, sign_in});
}

static void a_plan_that_comes_in(void **state)
{
	(void)state;
	go_through(&(struct act){"plan", "xuwenxi", bring_plan});
}

static void an_issue(void **state)
{
	(void)state;
	go_through(&(struct act){"issue", "xuwenxi", issue});
	test_now(&t);
	due = issued_due(&t, STATION, "2026-03")->head.id;
}

static void a_report(void **state)
{
	(void)state;
	test_time(&t, "2026-03-20T10:00:00+08:00");
	go_through(&(struct act){"report", "linzhiyuan", send_report});
	report = (rid){db_one_int(db_prep(t.db, "SELECT max(id) FROM report"), 0)};
}

static void an_acceptance(void **state)
{
	(void)state;
	test_time(&t, "2026-03-23T10:00:00+08:00");
	go_through(&(struct act){"acceptance", "xuwenxi", accept});
}

static void a_sheet_of_persons(void **state)
{
	(void)state;
	go_through(&(struct act){"sheet", "org", bring_sheet});
	go_through(&(struct act){"sheet applied", "org", apply_sheet});
}

/* A campaign whose plan waits to be issued, and an account with a password. */
static int prepare(void **state)
{
	struct issued m = {.resp = STATION, .rule = "RECUR{every:month,content:[动态进展]}"};
	struct str text;
	(void)state;
	test_open(&t, "2026-03-02T09:00:00+08:00");
	assert_int_equal(ctx_write(t.cx, issued_make, &m), FLOW_OK);
	campaign = m.campaign;
	draft = m.plan;
	account = account_find(test_now(&t), S("linzhiyuan"));
	assert_int_equal(account_set_password(t.cx, account, S(PASSWORD), false), FLOW_OK);
	assert_int_equal(file_read(t.a, "examples/plan-2026.txt", 1 << 20, &text), FILE_OK);
	plan = doc_from_text(t.a, text);
	return 0;
}

static int finish(void **state)
{
	(void)state;
	test_close(&t);
	return 0;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sign_in),
		cmocka_unit_test(an_issue),
		cmocka_unit_test(a_report),
		cmocka_unit_test(an_acceptance),
		cmocka_unit_test(a_plan_that_comes_in),
		cmocka_unit_test(a_sheet_of_persons),
	};
	paper_child(argc, argv);
	return cmocka_run_group_tests(tests, prepare, finish);
}

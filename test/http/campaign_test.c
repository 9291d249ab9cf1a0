/* campaign_test.c — the lists of a campaign over HTTP, by role: totals at every level, parts and what holds them.
 *
 * limit: 120 s. */
#include "lib/app_fixture.h"

#include "core/actor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct app_fixture f;
static long long campaign;

static int open_bureau(void **state)
{
	(void)state;
	app_fixture_open(&f, "2026-10-20T10:00:00+08:00", true);
	campaign = (long long)db_one_int(db_prep(f.db, "SELECT min(id) FROM campaign"), 0);
	return 0;
}

static int close_bureau(void **state)
{
	(void)state;
	app_fixture_close(&f);
	return 0;
}

static struct app_reply ask(const char *login, const char *tail)
{
	return app_fixture_ask(&f, "GET", arena_fmt(f.a, "/campaign/%lld%s", campaign, tail),
		app_fixture_cookie(&f, login), NULL);
}

static void has(const struct app_reply *r, const char *text)
{
	assert_int_equal(r->status, 200);
	if (!str_has(r->body, str_of(text)))
		fail_msg("the page lacks %s", text);
}

static void lacks(const struct app_reply *r, const char *text)
{
	assert_int_equal(r->status, 200);
	if (str_has(r->body, str_of(text)))
		fail_msg("the page has %s", text);
}

static void is_sheet(const struct app_reply *r)
{
	assert_int_equal(r->status, 200);
	assert_true(r->body.n > 1000 && memcmp(r->body.p, "PK", 2) == 0);
}

static void totals_stand_at_every_level(void **state)
{
	(void)state;
	struct app_reply r = ask("xuwenxi", "/measures");
	has(&r, "各级合计");
	has(&r, "畅通反映问题的渠道");
	lacks(&r, "查摆整改");
	r = ask("xuwenxi", "/measures?by=theme");
	has(&r, "查摆整改");
	has(&r, "未归入主题");
	r = ask("xuwenxi", "/measures?mark=key");
	has(&r, "为基层减负");
	lacks(&r, "抓实作风教育");
	r = ask("linzhiyuan", "/measures");
	has(&r, "各级合计");
	r = ask("xuwenxi", "/measures.xlsx?by=theme");
	is_sheet(&r);
	assert_int_equal(ask("sysadmin", "/measures.xlsx").status, 404);
	/* One year only: there is nothing to choose. */
	r = ask("xuwenxi", "/measures?year=2026");
	lacks(&r, "/measures?year=2026"); /* the sheet takes it along */
}

static struct str form_field(struct str page, const char *name)
{
	ptrdiff_t at = str_find(page, str_of(arena_fmt(f.a, "name=\"%s\" value=\"", name)), 0);
	assert_true(at >= 0);
	struct str rest = str_from(page, (size_t)at + strlen(name) + 15);
	return str_cut(&rest, S("\""));
}

static int64_t listed(void)
{
	return db_one_int(
		db_prep(f.db, "SELECT count(*) FROM inclusion WHERE state = 'listed'"), 0);
}

/* A unit takes the first of its measures that is not in its work points, and puts it there. */
static void parts_are_listed_and_marked(void **state)
{
	(void)state;
	long long unit = (long long)db_one_int(
		db_prep(f.db, "SELECT id FROM unit WHERE name = '城关派出所'"), 0);
	struct app_reply r = ask("xuwenxi", "/hold?view=unclaimed");
	has(&r, "没有认领");
	has(&r, "措施到人");
	r = ask("xuwenxi", "/hold.xlsx?view=neither");
	is_sheet(&r);
	assert_int_equal(ask("sysadmin", "/hold").status, 404);
	const char *mine = arena_fmt(f.a, "/hold?view=points&unit=%lld", unit);
	const char *cookie = app_fixture_cookie(&f, "linzhiyuan");
	r = app_fixture_ask(
		&f, "GET", arena_fmt(f.a, "/campaign/%lld%s", campaign, mine), cookie, NULL);
	has(&r, "列入");
	int64_t before = listed();
	struct str csrf = form_field(r.body, "csrf");
	struct str once = form_field(r.body, "once");
	struct str measure = form_field(r.body, "measure");
	const char *body = arena_fmt(f.a,
		"csrf=%.*s&once=%.*s&measure=%.*s&unit=%lld&place=points&act=in", STR_ARG(csrf),
		STR_ARG(once), STR_ARG(measure), unit);
	r = app_fixture_ask(&f, "POST", arena_fmt(f.a, "/campaign/%lld/hold", campaign),
		arena_fmt(f.a, "%sContent-Type: application/x-www-form-urlencoded\r\n", cookie),
		body);
	assert_int_equal(r.status, 303);
	assert_int_equal(listed(), before + 1);
}

/* Of several leads the first is marked wherever leads are listed; pilots say what is done about
 * them. */
static void leads_and_marks_stand_on_the_measure(void **state)
{
	(void)state;
	long long shared = (long long)db_one_int(
		db_prep(f.db, "SELECT measure FROM measure_unit WHERE role = 'lead' AND measure IN "
			      "(SELECT measure FROM due) GROUP BY measure HAVING count(unit) > 1 "
			      "ORDER BY measure LIMIT 1"),
		0);
	long long key = (long long)db_one_int(
		db_prep(f.db, "SELECT id FROM measure WHERE key_task = 1 ORDER BY id LIMIT 1"), 0);
	struct app_reply r = ask("xuwenxi", arena_fmt(f.a, "/measure/%lld", shared));
	has(&r, "第一牵头");
	r = ask("xuwenxi", "/measures");
	has(&r, "第一牵头");
	r = ask("xuwenxi", "/lists");
	has(&r, "（第一牵头）");
	r = ask("linzhiyuan", arena_fmt(f.a, "/measure/%lld", key));
	has(&r, "重点推进");
	has(&r, "对策措施");
	lacks(&r, "归类与标记");
	r = ask("xuwenxi", arena_fmt(f.a, "/measure/%lld", key));
	has(&r, "归类与标记");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(totals_stand_at_every_level),
		cmocka_unit_test(parts_are_listed_and_marked),
		cmocka_unit_test(leads_and_marks_stand_on_the_measure),
	};
	return cmocka_run_group_tests(tests, open_bureau, close_bureau);
}

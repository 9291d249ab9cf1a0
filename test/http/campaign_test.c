/* campaign_test.c — the lists of a campaign over HTTP, by role: totals at every level.
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
	lacks(&r, "?year=2026");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(totals_stand_at_every_level),
	};
	return cmocka_run_group_tests(tests, open_bureau, close_bureau);
}

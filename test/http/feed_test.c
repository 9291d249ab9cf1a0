/* feed_test.c — the calendar of a liaison holds what his station owes, under names that stay, and
 * only as long as its address is good. */
#include "lib/app_fixture.h"
#include "lib/ics_parse.h"

#include "core/actor.h"
#include "duty/list.h"
#include "org/access.h"
#include "sys/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

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

static struct app_reply fetch(const char *secret)
{
	return app_fixture_ask(&f, "GET", arena_fmt(f.a, "/ics/%s.ics", secret), "", NULL);
}

static struct ics_file calendar(const char *secret)
{
	struct ics_file file;
	struct app_reply r = fetch(secret);
	assert_int_equal(r.status, 200);
	assert_true(str_starts(app_fixture_header(&r, "content-type"), S("text/calendar")));
	const char *wrong = ics_parse(f.a, r.body, &file);
	if (wrong)
		fail_msg("%s", wrong);
	return file;
}

/* What waits for an event has no day, and no place in a calendar. */
static int64_t owed(const char *login)
{
	struct due_filter d = {.perm = "due.report",
		.col = "unit",
		.states = STATE_OWED,
		.from = day_of(2000, 1, 1),
		.until = DAY_NONE};
	return due_count(app_fixture_cx(&f, login), &d);
}

static void it_holds_what_is_owed(void **state)
{
	(void)state;
	const char *secret = app_fixture_token(&f, "linzhiyuan", ACCESS_CALENDAR);
	struct ics_file first = calendar(secret), again = calendar(secret);
	assert_true(first.events > 10);
	assert_int_equal(first.events, owed("linzhiyuan"));
	for (int i = 0; i < first.events; i++) {
		assert_true(str_eq(ics_parse_get(f.a, &first, "UID", i),
			ics_parse_get(f.a, &again, "UID", i)));
		assert_true(str_has(ics_parse_get(f.a, &first, "URL", i), S("http://test/due/")));
	}
	/* Somebody who owes nothing has an empty calendar, not somebody else's. */
	secret = app_fixture_token(&f, "auditor", ACCESS_CALENDAR);
	assert_int_equal(calendar(secret).events, 0);
}

static void only_its_own_address_opens_it(void **state)
{
	struct access *at;
	(void)state;
	const char *secret = app_fixture_token(&f, "guchangning", ACCESS_CALENDAR);
	calendar(secret);
	assert_int_equal(access_list(app_fixture_cx(&f, "guchangning"), &at), 1);
	assert_true(day_is_set(at[0].last_day));
	assert_int_equal(fetch(app_fixture_token(&f, "guchangning", ACCESS_WRITE)).status, 404);
	assert_int_equal(fetch("dbn_").status, 404);
	assert_int_equal(
		app_fixture_ask(&f, "GET", arena_fmt(f.a, "/ics/%s", secret), "", NULL).status,
		404);
	assert_int_equal(access_end(app_fixture_cx(&f, "guchangning"), at[0].id), FLOW_OK);
	assert_int_equal(fetch(secret).status, 404);
}

/* The log names route and account; a secret address stands in it nowhere. */
static void the_access_log_holds_no_address(void **state)
{
	struct str log;
	(void)state;
	const char *secret = app_fixture_token(&f, "linzhiyuan", ACCESS_CALENDAR);
	struct ctx *cx = app_fixture_cx(&f, "linzhiyuan");
	calendar(secret);
	app_fixture_ask(&f, "GET", "/login?x=1", "", NULL);
	/* The line is written when the answer has left. */
	for (int tries = 0; tries < 200; tries++) {
		assert_int_equal(file_read(f.a, f.log, 16 << 20, &log), FILE_OK);
		if (str_has(log, S("GET /login ")))
			break;
		usleep(10000);
	}
	assert_false(str_has(log, str_of(secret)));
	assert_true(str_has(log, S("GET /ics/:token 200 ")));
	assert_true(str_has(log, str_fmt(f.a, " %lld\n", (long long)cx->who->account.n)));
	assert_true(str_has(log, S("GET /login 400 ")));
	assert_false(str_has(log, S("x=1")));
	assert_false(str_has(log, S("127.0.0.1")));
	assert_false(str_has(log, cx->who->name));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_holds_what_is_owed),
		cmocka_unit_test(only_its_own_address_opens_it),
		cmocka_unit_test(the_access_log_holds_no_address),
	};
	return cmocka_run_group_tests(tests, open_bureau, close_bureau);
}

/* session_test.c — a session ends after its hours, and earlier where nobody was there for long; its
 * marks cannot be made by anybody else (SEC-07). */
#include "web/session.h"
#include "core/setting.h"
#include "org/account.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;
static struct session made;

static int open_world(void **state)
{
	(void)state;
	test_open(&t, "2026-09-18T08:00:00+08:00");
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	test_close(&t);
	return 0;
}

/* The cookies an answer sets, as the browser sends them back. */
static struct str cookies_of(const struct http_res *r)
{
	struct buf b = buf_in(t.a, 4096);
	for (struct str head = buf_view(&r->head); head.n;) {
		struct str line = str_cut(&head, S("\r\n"));
		struct str value = str_from(line, strlen("Set-Cookie: "));
		if (b.n)
			buf_lit(&b, "; ");
		buf_str(&b, str_cut(&value, S(";")));
	}
	return buf_view(&b);
}

static enum flow_code start(struct ctx *cx, void *arg)
{
	struct http_req q = {.a = t.a};
	made = (struct session){.account = account_find(cx, S("linzhiyuan"))};
	return session_start(cx, &made, &q, arg);
}

static struct str sign_in(void)
{
	struct http_res r = http_res_in(t.a);
	assert_int_equal(ctx_write(test_now(&t), start, &r), FLOW_OK);
	return cookies_of(&r);
}

/* What becomes of a request with these cookies; `next` gets those it answers with, or the same. */
static enum session_code ask(struct str cookies, struct str *next)
{
	struct http_pair h = {S("cookie"), cookies};
	struct http_req q = {.a = t.a, .headers = &h, .n_headers = 1};
	struct http_res r = http_res_in(t.a);
	struct session s;
	enum session_code code = session_load(test_now(&t), &q, &s);
	if (code == SESSION_OK) {
		assert_int_equal(s.account.n, made.account.n);
		session_touch(t.cx, &s, &q, &r);
	}
	struct str token = str_cut(&cookies, S(";")), mark = cookies_of(&r);
	if (next && mark.n) /* the first cookie stays, the mark is the new one */
		*next = str_fmt(t.a, "%.*s; %.*s", STR_ARG(token), STR_ARG(mark));
	return code;
}

static void at(int minutes)
{
	char text[STAMP_TEXT];
	struct stamp begin;
	assert_true(stamp_parse(S("2026-09-18T08:00:00+08:00"), &begin));
	test_time(&t, stamp_text((struct stamp){begin.ms + (int64_t)minutes * 60000}, text));
}

static void it_ends_after_its_hours_however_busy(void **state)
{
	(void)state;
	struct str c = sign_in();
	int hours = (int)setting_int(t.cx, S("session.hours")), m = 0;
	for (; m < hours * 60; m += 10) {
		at(m);
		assert_int_equal(ask(c, &c), SESSION_OK);
	}
	at(m);
	assert_int_equal(ask(c, NULL), SESSION_ENDED);
}

static void it_ends_when_nobody_is_there(void **state)
{
	(void)state;
	at(24 * 60);
	struct str c = sign_in();
	int idle = (int)setting_int(t.cx, S("session.idle_minutes"));
	at(24 * 60 + idle);
	assert_int_equal(ask(c, NULL), SESSION_OK);
	at(24 * 60 + idle + 1);
	assert_int_equal(ask(c, NULL), SESSION_IDLE);
}

static void marks_cannot_be_made_up(void **state)
{
	(void)state;
	at(48 * 60);
	struct str c = sign_in(), rest = c, token = str_cut(&rest, S(";"));
	assert_int_equal(ask(c, NULL), SESSION_OK);
	assert_int_equal(ask(token, NULL), SESSION_IDLE); /* without the mark */
	assert_int_equal(ask(str_fmt(t.a, "%.*s; duban_seen=%lld.00", STR_ARG(token),
				     (long long)t.cx->now.ms),
				 NULL),
		SESSION_IDLE);
	assert_int_equal(ask(S("duban=00"), NULL), SESSION_NONE);
	assert_int_equal(
		ask(str_replace(t.a, c, str_first(str_from(token, 6), 4), S("zzzz")), NULL),
		SESSION_ENDED);
	struct session other = made;
	other.secret = S("another");
	assert_true(session_csrf_ok(t.a, &made, session_csrf(t.a, &made)));
	assert_false(session_csrf_ok(t.a, &made, session_csrf(t.a, &other)));
	assert_false(session_csrf_ok(t.a, &made, STR_NONE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_ends_after_its_hours_however_busy),
		cmocka_unit_test(it_ends_when_nobody_is_there),
		cmocka_unit_test(marks_cannot_be_made_up),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}

/* cookie_test.c — cookies in and out. */
#include "web/cookie.h"
#include "base/bug.h"
#include "lib/dies.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct str get(const char *header, struct str name)
{
	struct http_pair h = {S("cookie"), str_of(header)};
	struct http_req q = {.headers = &h, .n_headers = 1};
	return cookie_get(&q, name);
}

static void values_are_found(void **state)
{
	(void)state;
	assert_true(str_eq(get("sid=abc", S("sid")), S("abc")));
	assert_true(str_eq(get("a=1; sid=abc; b=2", S("sid")), S("abc")));
	assert_true(str_eq(get("a=1;sid=a=b", S("sid")), S("a=b")));
	assert_int_equal(get("xsid=abc; sid2=x", S("sid")).n, 0);
	assert_int_equal(get("", S("sid")).n, 0);
	assert_int_equal(get("SID=abc", S("sid")).n, 0);
	/* Set twice, one of them by somebody else. */
	assert_int_equal(get("sid=mine; sid=theirs", S("sid")).n, 0);
}

static void lines_are_written(void **state)
{
	struct arena *a = arena_open(1 << 20);
	struct http_res r = http_res_in(a);
	(void)state;
	cookie_set(&r, S("sid"), S("a-b_c.d~9"), 3600, true);
	cookie_set(&r, S("old"), STR_NONE, 0, false);
	cookie_set(&r, S("s"), S("1"), COOKIE_SESSION, false);
	assert_true(str_eq(buf_view(&r.head),
		S("Set-Cookie: sid=a-b_c.d~9; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600; "
		  "Secure\r\n"
		  "Set-Cookie: old=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0\r\n"
		  "Set-Cookie: s=1; Path=/; HttpOnly; SameSite=Lax\r\n")));
	arena_close(a);
}

static void set_bad_value(void *arg)
{
	struct arena *a = arena_open(1 << 20);
	struct http_res r = http_res_in(a);
	cookie_set(&r, S("sid"), str_of(arg), 1, false);
}

static void a_value_cannot_carry_more(void **state)
{
	static const char *const bad[] = {"a;b", "a b", "a\r\nX: y", "a,b", "\"a\"", "督"};
	(void)state;
	for (size_t i = 0; i < NELEM(bad); i++)
		assert_true(dies(set_bad_value, (void *)(uintptr_t)bad[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_found),
		cmocka_unit_test(lines_are_written),
		cmocka_unit_test(a_value_cannot_carry_more),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* form_test.c — urlencoded forms and query strings. */
#include "web/form.h"
#include "base/bug.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int begin(void **state)
{
	*state = arena_open(64 << 20);
	return 0;
}

static int end(void **state)
{
	arena_close(*state);
	return 0;
}

static void order_and_duplicates_are_kept(void **state)
{
	struct http_pairs p = {0};
	struct str v;
	assert_int_equal(
		form_urlencoded(*state, S("a=1&b=%E7%9D%A3+%2B&&a=2&c&d=x=y&"), &p), FORM_OK);
	assert_int_equal(p.n, 5);
	assert_true(http_nth(&p, S("a"), 0, &v) && str_eq(v, S("1")));
	assert_true(http_nth(&p, S("a"), 1, &v) && str_eq(v, S("2")));
	assert_false(http_nth(&p, S("a"), 2, &v));
	assert_true(http_nth(&p, S("b"), 0, &v) && str_eq(v, S("督 +")));
	assert_true(http_nth(&p, S("c"), 0, &v) && v.n == 0);
	assert_true(http_nth(&p, S("d"), 0, &v) && str_eq(v, S("x=y")));
}

static void newlines_become_one_kind(void **state)
{
	struct http_pairs p = {0};
	assert_int_equal(form_urlencoded(*state, S("t=a%0D%0Ab%0Dc%0Ad%0D%0D%0A"), &p), FORM_OK);
	assert_true(str_eq(p.at[0].value, S("a\nb\nc\nd\n\n")));
}

static void what_does_not_parse_is_refused(void **state)
{
	static const struct {
		struct str raw;
		enum form_err want;
	} cases[] = {
		{S("a=%"), FORM_ESCAPE},
		{S("a=%4"), FORM_ESCAPE},
		{S("a=%4g"), FORM_ESCAPE},
		{S("a=%G4"), FORM_ESCAPE},
		{S("a=\xe7\x9d\xa3"), FORM_ESCAPE},
		{S("a=1 2"), FORM_ESCAPE},
		{S("a=1\0"), FORM_ESCAPE},
		{S("a=%00"), FORM_CHARS},
		{S("a=%1F"), FORM_CHARS},
		{S("a=%7F"), FORM_CHARS},
		{S("a=%FF"), FORM_CHARS},
		{S("a=%C0%80"), FORM_CHARS},
		{S("a=%ED%A0%80"), FORM_CHARS},
		{S("a%0A=1"), FORM_CHARS},
		{S("=1"), FORM_LONG},
	};
	for (size_t i = 0; i < NELEM(cases); i++) {
		struct http_pairs p = {0};
		enum form_err e = form_urlencoded(*state, cases[i].raw, &p);
		if (e != cases[i].want)
			fail_msg("case %zu: %d", i, (int)e);
		assert_true(form_err_text(e).n > 0);
	}
}

static void ceilings_hold(void **state)
{
	struct http_pairs p = {0};
	struct buf b = buf_in(*state, FORM_VALUE_MAX + 4096);
	for (int i = 0; i < FORM_FIELDS_MAX; i++)
		buf_lit(&b, "a=1&");
	assert_int_equal(form_urlencoded(*state, buf_view(&b), &p), FORM_OK);
	buf_lit(&b, "a=1");
	p.n = 0;
	assert_int_equal(form_urlencoded(*state, buf_view(&b), &p), FORM_MANY);
	b.n = 0;
	for (int i = 0; i <= FORM_NAME_MAX; i++)
		buf_ch(&b, 'n');
	p.n = 0;
	assert_int_equal(form_urlencoded(*state, buf_view(&b), &p), FORM_LONG);
	b.n = 0;
	buf_lit(&b, "a=");
	for (int i = 0; i <= FORM_VALUE_MAX; i++)
		buf_ch(&b, 'v');
	assert_int_equal(form_urlencoded(*state, buf_view(&b), &p), FORM_LONG);
}

static void every_byte_escapes_and_comes_back(void **state)
{
	char all[256];
	struct buf b = buf_in(*state, 4096);
	struct str back;
	for (int i = 0; i < 256; i++)
		all[i] = (char)i;
	form_escape(&b, str_n(all, sizeof all));
	for (size_t i = 0; i < b.n; i++)
		assert_true(b.p[i] > ' ' && b.p[i] < 0x7f && b.p[i] != '+' && b.p[i] != '&');
	assert_true(form_unescape(*state, buf_view(&b), true, &back));
	assert_int_equal(back.n, sizeof all);
	assert_memory_equal(back.p, all, sizeof all);
	assert_true(form_unescape(*state, S("a+b"), false, &back) && str_eq(back, S("a+b")));
}

static void the_content_type_decides(void **state)
{
	static const struct {
		const char *type, *body;
		enum form_err want;
		size_t fields;
	} cases[] = {
		{"application/x-www-form-urlencoded", "a=1&b=2", FORM_OK, 2},
		{"Application/X-WWW-Form-Urlencoded; charset=UTF-8", "a=1", FORM_OK, 1},
		{"multipart/form-data; boundary=x",
			"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--\r\n",
			FORM_OK, 1},
		{"text/plain", "a=1", FORM_TYPE, 0},
		{"application/json", "{}", FORM_TYPE, 0},
		{"", "a=1", FORM_TYPE, 0},
		{"", "", FORM_OK, 0},
	};
	for (size_t i = 0; i < NELEM(cases); i++) {
		struct http_pair h = {S("Content-Type"), str_of(cases[i].type)};
		struct http_req q = {.a = *state, .headers = &h, .n_headers = 1};
		q.body = bytes_of(str_of(cases[i].body));
		assert_int_equal(form_read(&q), cases[i].want);
		assert_int_equal(q.fields.n, cases[i].fields);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(order_and_duplicates_are_kept),
		TEST(newlines_become_one_kind),
		TEST(what_does_not_parse_is_refused),
		TEST(ceilings_hold),
		TEST(every_byte_escapes_and_comes_back),
		TEST(the_content_type_decides),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

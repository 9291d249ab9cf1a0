/* http_test.c — what handlers read from a request and put into an answer. */
#include "web/http.h"
#include "base/bug.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int begin(void **state)
{
	*state = arena_open(1 << 20);
	return 0;
}

static int end(void **state)
{
	arena_close(*state);
	return 0;
}

static void names_of_headers_have_no_case(void **state)
{
	const struct http_pair h[] = {{S("Host"), S("a")}, {S("X-Long"), S("b")}};
	struct http_req q = {.headers = h, .n_headers = 2};
	(void)state;
	assert_true(str_eq(http_header(&q, S("HOST")), S("a")));
	assert_true(str_eq(http_header(&q, S("x-long")), S("b")));
	assert_null(http_header(&q, S("x-lon")).p);
}

static void arguments_are_positive_numbers(void **state)
{
	static const struct {
		struct str arg;
		int64_t id;
	} cases[] = {{S("17"), 17}, {S("9223372036854775807"), INT64_MAX}, {S("0"), 0},
		{S("-1"), 0}, {S("9223372036854775808"), 0}, {S("1x"), 0}, {S(""), 0}};
	(void)state;
	for (size_t i = 0; i < NELEM(cases); i++) {
		struct http_req q = {.args = {S("x"), cases[i].arg}};
		int64_t id = 0;
		assert_int_equal(http_arg_id(&q, 1, &id), cases[i].id != 0);
		assert_int_equal(id, cases[i].id);
	}
	struct http_req q = {0};
	int64_t id;
	assert_false(http_arg_id(&q, HTTP_ARGS, &id));
}

static void redirects_stay_here(void **state)
{
	static const struct {
		struct str to, want;
	} cases[] = {
		{S("/due/17?x=1"), S("Location: /due/17?x=1\r\n")},
		{S("//evil.example/"), S("Location: /\r\n")},
		{S("/\\evil.example/"), S("Location: /\r\n")},
		{S("https://evil.example/"), S("Location: /\r\n")},
		{S("/a\r\nX: y"), S("Location: /\r\n")},
		{S("/督"), S("Location: /\r\n")},
		{S(""), S("Location: /\r\n")},
	};
	for (size_t i = 0; i < NELEM(cases); i++) {
		struct http_res r = http_res_in(*state);
		http_redirect(&r, cases[i].to);
		assert_int_equal(r.status, 303);
		assert_true(str_eq(buf_view(&r.head), cases[i].want));
	}
}

static void header_values_cannot_end_the_line(void **state)
{
	struct http_res r = http_res_in(*state);
	http_set(&r, S("X-A"), S("a\r\nSet-Cookie: b=1\0\x7f"));
	assert_true(str_eq(buf_view(&r.head), S("X-A: aSet-Cookie: b=1\r\n")));
}

static void downloads_have_two_names(void **state)
{
	struct http_res r = http_res_in(*state);
	http_download(&r, bytes_of(S("x")), S("text/csv"), S("月报\"1\"\r\n.csv"));
	assert_true(str_eq(buf_view(&r.head),
		S("Content-Disposition: attachment; filename=\"_______1___.csv\"; "
		  "filename*=UTF-8''%E6%9C%88%E6%8A%A5%221%22%0D%0A.csv\r\n")));
	assert_int_equal(r.file.size, 1);
}

static void a_failure_replaces_the_page(void **state)
{
	struct http_res r = http_res_in(*state);
	buf_lit(&r.body, "half a page");
	r.cache = CACHE_FOREVER;
	http_fail(&r, 404, S("没有 <这个> & 那个"));
	assert_int_equal(r.status, 404);
	assert_int_equal(r.cache, CACHE_NONE);
	assert_true(str_has(buf_view(&r.body), S("没有 &lt;这个> &amp; 那个")));
	assert_false(str_has(buf_view(&r.body), S("half")));
}

static void files_are_found_by_field(void **state)
{
	struct http_file two[] = {
		{.field = S("a"), .name = S("1")}, {.field = S("b"), .name = S("2")}};
	struct http_req q = {.files = {.at = two, .n = 2}};
	(void)state;
	assert_ptr_equal(http_file(&q, S("b")), &two[1]);
	assert_null(http_file(&q, S("c")));
}

static void another_site_is_told_by_its_host(void **state)
{
	static const struct {
		struct str host, origin;
		bool own;
	} cases[] = {{S("duban.example"), S("https://duban.example"), true},
		{S("duban.example"), S("https://DUBAN.example:8443"), true},
		{S("10.0.0.1:8080"), S("http://10.0.0.1:8080"), true},
		{S("[::1]:8080"), S("http://[::1]:8080"), true},
		{S("[::1]"), S("http://[::1]"), true}, {S("[::1]"), S("http://[::2]"), false},
		{S("duban.example"), STR_NONE, true}, {S("duban.example"), S("null"), false},
		{S("duban.example"), S("https://duban.example.org"), false},
		{S("duban.example"), S("https://evil-duban.example"), false},
		{STR_NONE, S("https://duban.example"), false}};
	(void)state;
	for (size_t i = 0; i < NELEM(cases); i++) {
		const struct http_pair h[] = {
			{S("Host"), cases[i].host}, {S("Origin"), cases[i].origin}};
		struct http_req q = {.headers = h, .n_headers = NELEM(h)};
		assert_int_equal(http_is_own(&q), cases[i].own);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(names_of_headers_have_no_case),
		TEST(arguments_are_positive_numbers),
		TEST(redirects_stay_here),
		TEST(header_values_cannot_end_the_line),
		TEST(downloads_have_two_names),
		TEST(a_failure_replaces_the_page),
		TEST(files_are_found_by_field),
		TEST(another_site_is_told_by_its_host),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* http_write_test.c — heads of answers. */
#include "web/http_write.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define DATE "Sun, 06 Nov 1994 08:49:37 GMT"

static void dates_follow_the_standard(void **state)
{
	char out[HTTP_DATE];
	(void)state;
	http_date((struct stamp){784111777999}, out); /* RFC 9110 5.6.7 */
	assert_string_equal(out, DATE);
	http_date((struct stamp){0}, out);
	assert_string_equal(out, "Thu, 01 Jan 1970 00:00:00 GMT");
	http_date((struct stamp){4107542399000}, out);
	assert_string_equal(out, "Sun, 28 Feb 2100 23:59:59 GMT");
}

static struct str head(struct arena *a, const struct http_res *r, bool keep)
{
	struct buf out = buf_in(a, 16384);
	http_write_head(&out, r, 5, keep, DATE);
	return buf_view(&out);
}

static void pages_carry_the_policy(void **state)
{
	struct arena *a = arena_open(1 << 20);
	struct http_res r = http_res_in(a);
	struct str h = head(a, &r, true);
	(void)state;
	assert_true(str_starts(h, S("HTTP/1.1 200 OK\r\nDate: " DATE "\r\n")));
	assert_true(str_has(h, S("\r\nContent-Length: 5\r\n")));
	assert_true(str_has(h, S("\r\nCache-Control: no-store\r\n")));
	assert_true(str_has(h, S("Content-Security-Policy: default-src 'none'; style-src 'self'; "
				 "script-src 'self'; img-src 'self' data:; ")));
	assert_true(str_has(h, S("frame-ancestors 'none'\r\nX-Frame-Options: DENY\r\n"
				 "Referrer-Policy: same-origin\r\n")));
	assert_true(str_has(h, S("X-Content-Type-Options: nosniff\r\n")));
	assert_false(str_has(h, S("unsafe")) || str_has(h, S("Connection")));
	assert_true(str_ends(h, S("\r\n\r\n")));
	assert_true(str_ends(head(a, &r, false), S("\r\nConnection: close\r\n\r\n")));
	arena_close(a);
}

static void each_kind_of_answer_has_its_headers(void **state)
{
	struct arena *a = arena_open(1 << 20);
	struct http_res r = http_res_in(a);
	(void)state;
	r.type = HTTP_TEXT;
	r.cache = CACHE_FOREVER;
	r.gzipped = true;
	struct str h = head(a, &r, true);
	assert_false(str_has(h, S("Content-Security-Policy")));
	assert_true(str_has(h, S("Cache-Control: public, max-age=31536000, immutable\r\n")));
	assert_true(str_has(h, S("Content-Encoding: gzip\r\n")));
	r = http_res_in(a);
	r.cache = CACHE_CHECK;
	r.status = 304;
	h = head(a, &r, true);
	assert_true(str_starts(h, S("HTTP/1.1 304 Not Modified\r\n")));
	assert_true(str_has(h, S("Cache-Control: no-cache\r\n")));
	assert_false(str_has(h, S("Content-Length")));
	r = http_res_in(a);
	http_redirect(&r, S("/x"));
	h = head(a, &r, true);
	assert_true(str_has(h, S("303 See Other\r\n")) && str_has(h, S("\r\nLocation: /x\r\n")));
	assert_false(str_has(h, S("\r\nContent-Type")));
	arena_close(a);
}

static void refusals_are_whole(void **state)
{
	static const int statuses[] = {400, 408, 413, 417, 429, 431, 503, 505, 507};
	struct arena *a = arena_open(1 << 20);
	(void)state;
	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
		struct buf out = buf_in(a, HTTP_REFUSAL);
		http_write_refusal(&out, statuses[i], DATE);
		struct str all = buf_view(&out);
		ptrdiff_t end = str_find(all, S("\r\n\r\n"), 0);
		assert_true(end > 0 && str_has(all, S("\r\nConnection: close\r\n")));
		struct str body = str_from(all, (size_t)end + 4);
		assert_true(str_has(all, str_fmt(a, "\r\nContent-Length: %zu\r\n", body.n)));
		assert_string_not_equal(http_reason(statuses[i]), "Unknown");
		assert_false(out.full);
		assert_true(str_has(body, S("<h1>")) && str_ends(body, S("</html>\n")));
		assert_true(str_has(body, S("lang=\"en\">")) && str_has(body, S("href=\"/\"")));
		assert_true(str_has(all, S("\r\nContent-Security-Policy: ")));
	}
	arena_close(a);
}

static void some_answers_have_no_body(void **state)
{
	(void)state;
	assert_true(http_has_body(VERB_GET, 200) && http_has_body(VERB_POST, 404));
	assert_false(http_has_body(VERB_HEAD, 200) || http_has_body(VERB_GET, 304) ||
		     http_has_body(VERB_GET, 204));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_follow_the_standard),
		cmocka_unit_test(pages_carry_the_policy),
		cmocka_unit_test(each_kind_of_answer_has_its_headers),
		cmocka_unit_test(refusals_are_whole),
		cmocka_unit_test(some_answers_have_no_body),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* static_test.c — embedded files: both forms, entity tags, keeping times. */
#include "web/static.h"
#include "base/bug.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define LIT(s)                                                                                     \
	{                                                                                          \
		s, sizeof(s) - 1                                                                   \
	}
static const struct static_file table[] = {
	{LIT("a.css"), LIT("text/css"), LIT("body {}"), LIT("packed"), LIT("\"t1\""), true},
	{LIT("b"), LIT("text/plain"), LIT("short"), {"", 0}, LIT("\"t2\""), false},
	{LIT("b.js"), LIT("text/javascript"), LIT("x()"), {"", 0}, LIT("\"t3\""), true},
	{LIT("icon.svg"), LIT("image/svg+xml"), LIT("<svg/>"), {"", 0}, LIT("\"t4\""), false},
};

static struct http_res get(struct arena *a, const char *name, const char *header, const char *value)
{
	struct http_pair h = {str_of(header), str_of(value)};
	struct http_req q = {.a = a, .headers = &h, .n_headers = 1};
	struct http_res r = http_res_in(a);
	if (!static_serve(table, NELEM(table), str_of(name), &q, &r))
		r.status = 404;
	return r;
}

static void every_name_is_found(void **state)
{
	struct arena *a = arena_open(1 << 20);
	(void)state;
	for (size_t i = 0; i < NELEM(table); i++) {
		struct http_res r = get(a, str_c(a, table[i].name), "x", "");
		assert_int_equal(r.status, 200);
		assert_true(str_eq(r.file.mem, table[i].bytes));
		assert_true(str_eq(r.type, table[i].type));
		assert_int_equal(r.cache, table[i].hashed ? CACHE_FOREVER : CACHE_CHECK);
		assert_true(str_has(buf_view(&r.head), table[i].etag));
	}
	assert_int_equal(get(a, "", "x", "").status, 404);
	assert_int_equal(get(a, "a", "x", "").status, 404);
	assert_int_equal(get(a, "b.", "x", "").status, 404);
	assert_int_equal(get(a, "zzz", "x", "").status, 404);
	arena_close(a);
}

static void the_packed_form_is_for_those_who_accept_it(void **state)
{
	struct arena *a = arena_open(1 << 20);
	struct http_res r = get(a, "a.css", "accept-encoding", "gzip, br");
	(void)state;
	assert_true(r.gzipped && str_eq(r.file.mem, S("packed")));
	assert_true(str_has(buf_view(&r.head), S("Vary: Accept-Encoding")));
	r = get(a, "a.css", "accept-encoding", "br");
	assert_true(!r.gzipped && str_eq(r.file.mem, S("body {}")));
	assert_true(str_has(buf_view(&r.head), S("Vary: Accept-Encoding")));
	r = get(a, "b", "accept-encoding", "gzip");
	assert_true(!r.gzipped && str_eq(r.file.mem, S("short")));
	arena_close(a);
}

static void what_is_known_is_not_sent(void **state)
{
	static const struct {
		const char *tags;
		int status;
	} cases[] = {{"\"t2\"", 304}, {"W/\"t2\"", 304}, {"\"x\", \"t2\"", 304}, {"*", 304},
		{"\"t1\"", 200}, {"t2", 200}, {"", 200}};
	struct arena *a = arena_open(1 << 20);
	(void)state;
	for (size_t i = 0; i < NELEM(cases); i++) {
		struct http_res r = get(a, "b", "if-none-match", cases[i].tags);
		assert_int_equal(r.status, cases[i].status);
		assert_int_equal(r.file.mem.p != NULL, cases[i].status == 200);
	}
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_name_is_found),
		cmocka_unit_test(the_packed_form_is_for_those_who_accept_it),
		cmocka_unit_test(what_is_known_is_not_sent),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

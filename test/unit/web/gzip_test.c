/* gzip_test.c — packing, checked by unpacking with zlib. */
#include "web/gzip.h"
#include "base/bug.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <zlib.h>

static struct str unpack(struct arena *a, struct str in, size_t room)
{
	z_stream z = {0};
	unsigned char *to = arena_get(a, room);
	AZ(inflateInit2(&z, 15 + 16));
	z.next_in = (unsigned char *)(uintptr_t)in.p;
	z.avail_in = (unsigned)in.n;
	z.next_out = to;
	z.avail_out = (unsigned)room;
	AN(inflate(&z, Z_FINISH) == Z_STREAM_END);
	AZ(inflateEnd(&z));
	return str_n((char *)to, z.total_out);
}

static void text_comes_back(void **state)
{
	struct arena *own = arena_open(4 << 20), *a = arena_open(64 << 20);
	struct gzip *g = gzip_in(own);
	(void)state;
	for (int rows = 20; rows < 20000; rows *= 3) {
		arena_reset(a);
		struct buf page = buf_in(a, 4 << 20), out = buf_in(a, 4 << 20);
		for (int i = 0; i < rows; i++)
			buf_fmt(&page, "<tr><td>第%d项措施</td></tr>\n", i * 7919);
		buf_lit(&out, "before");
		assert_true(gzip_pack(g, buf_view(&page), &out));
		assert_true(out.n < page.n / 2);
		struct str packed = str_from(buf_view(&out), 6);
		assert_true(str_eq(unpack(a, packed, page.n + 1), buf_view(&page)));
	}
	arena_close(a);
	arena_close(own);
}

static void what_gets_no_smaller_stays(void **state)
{
	struct arena *a = arena_open(8 << 20);
	struct gzip *g = gzip_in(a);
	char noise[5000];
	uint32_t x = 1;
	(void)state;
	for (size_t i = 0; i < sizeof noise; i++)
		noise[i] = (char)((x = x * 1664525 + 1013904223) >> 24);
	struct buf out = buf_in(a, 1 << 20);
	assert_false(gzip_pack(g, str_n(noise, sizeof noise), &out));
	assert_false(gzip_pack(g, S(""), &out));
	assert_int_equal(out.n, 0);
	arena_close(a);
}

static void the_client_decides(void **state)
{
	static const struct {
		struct str accept;
		bool want;
	} cases[] = {
		{S("gzip"), true},
		{S("deflate, GZIP;q=0.5, br"), true},
		{S("gzip; q=1.0"), true},
		{S("gzip;q=0.001"), true},
		{S("gzip;q=0"), false},
		{S("gzip;q=0.000"), false},
		{S("br, deflate"), false},
		{S("xgzip"), false},
		{S("identity"), false},
		{S(""), false},
	};
	(void)state;
	for (size_t i = 0; i < NELEM(cases); i++)
		assert_int_equal(gzip_accepted(cases[i].accept), cases[i].want);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_comes_back),
		cmocka_unit_test(what_gets_no_smaller_stays),
		cmocka_unit_test(the_client_decides),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* json_test.c — what is written reads back as the same with a strict parser. */
#include "base/json.h"
#include "lib/dies.h"

#include <jansson.h>

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static struct arena *arena;
static struct buf out;

static int open_arena(void **state)
{
	(void)state;
	arena = arena_open(1 << 20);
	return 0;
}

static int close_arena(void **state)
{
	(void)state;
	arena_close(arena);
	return 0;
}

static struct json fresh(void)
{
	out = buf_in(arena, 1 << 16);
	return json_to(&out);
}

#define wrote(want) assert_string_equal(str_c(arena, buf_view(&out)), want)

static void commas_and_nesting(void **state)
{
	(void)state;
	struct json j = fresh();
	json_obj(&j);
	json_kv_int(&j, "n", -3);
	json_key(&j, S("list"));
	json_arr(&j);
	json_nothing(&j);
	json_bool(&j, true);
	json_obj(&j);
	json_end_obj(&j);
	json_arr(&j);
	json_end_arr(&j);
	json_end_arr(&j);
	json_kv_day(&j, "day", day_of(2026, 9, 18));
	json_kv_day(&j, "none", DAY_NONE);
	json_kv_text(&j, "t", S("督"));
	json_kv_bool(&j, "b", false);
	json_end_obj(&j);
	wrote("{\"n\":-3,\"list\":[null,true,{},[]],\"day\":\"2026-09-18\",\"none\":null,"
	      "\"t\":\"督\",\"b\":false}");
}

/* Every byte value, alone and inside text: valid text comes back the same, the rest as U+FFFD. */
static void every_byte_reads_back(void **state)
{
	(void)state;
	for (int c = 0; c < 256; c++) {
		const char text[] = {'a', (char)c, 'b'};
		struct json j = fresh();
		json_arr(&j);
		json_text(&j, str_n(text, 3));
		json_end_arr(&j);
		json_t *v = json_loadb(out.p, out.n, JSON_ALLOW_NUL, NULL);
		assert_non_null(v);
		json_t *s = json_array_get(v, 0);
		if (c < 0x80) {
			assert_int_equal(json_string_length(s), 3);
			assert_memory_equal(json_string_value(s), text, 3);
		} else {
			assert_string_equal(json_string_value(s), "a\xef\xbf\xbd"
								  "b");
		}
		json_decref(v);
	}
}

static void too_deep(void *arg)
{
	struct json *j = arg;
	for (int i = 0; i < JSON_DEPTH; i++)
		json_arr(j);
}

static void closed_twice(void *arg)
{
	struct json *j = arg;
	json_arr(j);
	json_end_arr(j);
	json_end_arr(j);
}

static void misuse_aborts(void **state)
{
	(void)state;
	struct json j = fresh();
	assert_true(dies(too_deep, &j));
	assert_true(dies(closed_twice, &j));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commas_and_nesting),
		cmocka_unit_test(every_byte_reads_back),
		cmocka_unit_test(misuse_aborts),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}

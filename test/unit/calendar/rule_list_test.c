/* rule_list_test.c — texts, lists and date ranges as values. */
#include "calendar/rule_type.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
	const struct rule_type *type;
	const char *good[8];
	const char *bad[10];
} types[] = {
	{&rule_type_text, {"定期", "\"a,b\"", "\"\\\"\\\\\"", "\" x\"", "x y", "\"a=b\""},
		{"", "\"", "\"\"", "\"a", "\"a\"b", "\"\\n\"", "a\"", "\"a\nb\"", "\"a\\\""}},
	{&rule_type_texts, {"[甲]", "[甲,乙 丙]", "[\"甲,]\",乙]"},
		{"甲", "[]", "[甲,]", "[,甲]", "[甲", "[[甲]]", "[甲]乙"}},
	{&rule_type_ranges,
		{"[国庆节=10-01..10-07]", "[a=start..end,b=12-31..2027-01-end]",
			"[\"x=y\"=08-01..08-10]"},
		{"[]", "[国庆节]", "[=10-01..10-07]", "[a=10-01]", "[a=10-01..]",
			"[a=13-01..12-end]"}},
};

static void forms_round_trip(void **state)
{
	(void)state;
	struct arena *a = arena_open(1 << 20);
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		for (int k = 0; k < 8 && types[i].good[k]; k++) {
			void *v = arena_get(a, types[i].type->size);
			struct buf b = buf_in(a, 256);
			assert_false(types[i].type->is_set(v));
			if (!types[i].type->parse(a, str_of(types[i].good[k]), v))
				fail_msg("refused %s", types[i].good[k]);
			assert_true(types[i].type->is_set(v));
			types[i].type->print(&b, v);
			if (!str_eq(buf_view(&b), str_of(types[i].good[k]))) {
				struct str got = buf_view(&b);
				fail_msg("%s became %.*s", types[i].good[k], STR_ARG(got));
			}
		}
		for (int k = 0; k < 10 && types[i].bad[k]; k++)
			if (types[i].type->parse(
				    a, str_of(types[i].bad[k]), arena_get(a, types[i].type->size)))
				fail_msg("accepted %s", types[i].bad[k]);
	}
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms_round_trip),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

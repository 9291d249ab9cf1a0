/* rule_text_test.c — where a value ends, and which texts need quotes. */
#include "calendar/rule_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void spans_end_at_signs_outside_quotes(void **state)
{
	(void)state;
	static const struct {
		const char *text, *span;
		size_t end;
	} cases[] = {
		{"a,b", "a", 1},
		{" a }", "a", 3},
		{"[a,b],c", "[a,b]", 5},
		{"\"a,}\",c", "\"a,}\"", 5},
		{"param:x(a,b)}", "param:x(a,b)", 12},
		{"\"open", "\"open", 5},
		{"\"a\\\"b\",c", "\"a\\\"b\"", 6},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t at = 0;
		struct str span = rule_text_span(str_of(cases[i].text), &at);
		assert_true(str_eq(span, str_of(cases[i].span)));
		assert_int_equal(at, cases[i].end);
	}
}

static void texts_are_quoted_only_where_they_must(void **state)
{
	(void)state;
	static const struct {
		const char *text, *printed;
	} cases[] = {
		{"完成", "完成"},
		{"a b", "a b"},
		{" a", "\" a\""},
		{"a,b", "\"a,b\""},
		{"a=b", "\"a=b\""},
		{"1..2", "\"1..2\""},
		{"a\"\\", "\"a\\\"\\\\\""},
	};
	struct arena *a = arena_open(1 << 20);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf b = buf_in(a, 64);
		struct str back;
		rule_text_print(&b, str_of(cases[i].text));
		assert_string_equal(str_c(a, buf_view(&b)), cases[i].printed);
		assert_true(rule_text_read(a, buf_view(&b), &back));
		assert_true(str_eq(back, str_of(cases[i].text)));
	}
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spans_end_at_signs_outside_quotes),
		cmocka_unit_test(texts_are_quoted_only_where_they_must),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* rule_field_test.c — the table of fields: every field is somebody's, has a label and is found. */
#include "calendar/rule_field.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void every_field_is_somebodys(void **state)
{
	(void)state;
	for (size_t i = 0; i < rule_field_count; i++) {
		const struct rule_field *f = &rule_fields[i];
		assert_true(f->may != 0);
		assert_int_equal(f->must & ~f->may, 0);
		assert_true(f->at + f->type->size <= sizeof(struct rule));
		assert_ptr_equal(rule_field_named(str_of(f->name)), f);
		assert_false(str_eq(rule_field_label(str_of(f->name)), str_of(f->name)));
		for (size_t k = 0; k < i; k++)
			assert_int_not_equal(rule_fields[k].at, f->at);
	}
	assert_null(rule_field_named(S("colour")));
	assert_true(str_eq(rule_field_label(S("colour")), S("colour")));
}

static void what_is_missing_is_named(void **state)
{
	(void)state;
	struct str target = S("x");
	const struct {
		struct rule rule;
		const char *word;
	} cases[] = {
		{{.kind = RULE_RECUR}, "every"},
		{{.kind = RULE_COVER, .targets = {&target, 1}}, "by 或 within"},
		{{.kind = RULE_RANDOM}, "min_per 或 share"},
		{{.kind = RULE_RECUR, .every = EVERY_MONTH, .min = 2, .max = 1}, "min"},
		{{.kind = RULE_MILESTONE, .by = {.kind = DATE_END}, .every = EVERY_MONTH}, "every"},
	};
	struct arena *a = arena_open(1 << 20);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (!str_has(rule_field_wrong(a, &cases[i].rule), str_of(cases[i].word)))
			fail_msg("%s", cases[i].word);
	struct rule ok = {.kind = RULE_RECUR, .every = EVERY_MONTH};
	assert_int_equal(rule_field_wrong(a, &ok).n, 0);
	assert_true(rule_field_is_said(&ok, rule_field_named(S("every"))));
	assert_null(rule_field_open(&ok, rule_field_named(S("every"))));
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_field_is_somebodys),
		cmocka_unit_test(what_is_missing_is_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

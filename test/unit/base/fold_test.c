/* fold_test.c — folding keeps exact spans of the source. */
#include "base/fold.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct fold fold_of(struct arena *a, const char *c)
{
	return fold_text(a, str_of(c));
}

static void forms_become_one(void **state)
{
	struct arena *a = *state;
	assert_true(str_eq(fold_of(a, "責任單位：Ａ局，２０２３年—２０２４年").s,
		S("责任单位:A局,2023年-2024年")));
	assert_true(str_eq(fold_of(a, "二○二三\xE2\x80\x8B年\xC2\xA0底").s, S("二〇二三年 底")));
	assert_true(str_eq(fold_of(a, "甲　乙").s, S("甲　乙")));
	assert_int_equal(fold_of(a, "").s.n, 0);
	assert_true(str_eq(
		fold_of(a, "1.整治\"四乱\".三.限3.5天.\n").s, S("1.整治“四乱”。三.限3.5天。\n")));
}

static void every_part_finds_its_source(void **state)
{
	struct arena *a = *state;
	struct fold f = fold_of(a, "（１）牽頭單位：甲\xFF局");
	ptrdiff_t at = str_find(f.s, S("牵头单位"), 0);
	assert_true(at > 0);
	assert_true(str_eq(fold_source(&f, str_n(f.s.p + at, S("牵头单位").n)), S("牽頭單位")));
	assert_true(str_eq(fold_source(&f, f.s), f.source));
	assert_int_equal(fold_find(&f, 0), 0);
	assert_int_equal(fold_find(&f, 3), 1);
	assert_int_equal(fold_find(&f, f.source.n), f.s.n);
}

static int open_arena(void **state)
{
	*state = arena_open(1 << 20);
	return 0;
}

static int close_arena(void **state)
{
	arena_close(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms_become_one),
		cmocka_unit_test(every_part_finds_its_source),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}

/* bigram_test.c — text into index words. */
#include "store/bigram.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

struct words {
	char b[1024];
	size_t n;
};

static int collect(void *arg, const char *word, int n, int from, int to)
{
	struct words *w = arg;
	assert_true(to > from);
	w->n += (size_t)snprintf(w->b + w->n, sizeof w->b - w->n, "%.*s|", n, word);
	return 0;
}

static const char *words(struct words *w, struct str text, bool query)
{
	w->n = 0;
	w->b[0] = 0;
	assert_int_equal(bigram_each(text, query, collect, w), 0);
	return w->b;
}

static void han_gives_pairs(void **state)
{
	(void)state;
	struct words w;
	assert_string_equal(words(&w, S("监督检查"), false), "监督|督检|检查|查|");
	assert_string_equal(words(&w, S("监督检查"), true), "监督|督检|检查|");
	assert_string_equal(words(&w, S("监"), false), "监|");
	assert_string_equal(words(&w, S("监"), true), "监|");
	assert_string_equal(words(&w, S("监督，检查"), false), "监督|督|检查|查|");
	assert_string_equal(words(&w, S(""), false), "");
	assert_string_equal(words(&w, S("，。！"), false), "");
}

static void letters_give_lower_case_words(void **state)
{
	(void)state;
	struct words w;
	assert_string_equal(words(&w, S("PLAN-09第3条"), false), "plan|09|第|3|条|");
	assert_string_equal(words(&w, S("ＡＢ１２号"), true), "ab12|号|");
	assert_string_equal(words(&w, S("été"), true), "été|");
}

static void bad_bytes_are_no_words(void **state)
{
	(void)state;
	struct words w;
	assert_string_equal(words(&w,
				    str_n("a\xff\xfe"
					  "b\xe7\x9b",
					    6),
				    false),
		"a|b|");
}

static void long_words_are_cut(void **state)
{
	(void)state;
	struct words w;
	char text[200];
	memset(text, 'x', sizeof text);
	words(&w, str_n(text, sizeof text), false);
	assert_int_equal(w.n, BIGRAM_WORD + 1);
}

static void a_lone_character_at_the_end_is_known(void **state)
{
	(void)state;
	assert_true(bigram_ends_alone(S("区")));
	assert_true(bigram_ends_alone(S("A区")));
	assert_false(bigram_ends_alone(S("区域")));
	assert_false(bigram_ends_alone(S("区A")));
	assert_false(bigram_ends_alone(S("")));
}

static int stop(void *arg, const char *word, int n, int from, int to)
{
	(void)word;
	(void)n;
	(void)from;
	(void)to;
	return ++*(int *)arg == 2 ? 5 : 0;
}

static void the_walk_can_be_stopped(void **state)
{
	(void)state;
	int n = 0;
	assert_int_equal(bigram_each(S("监督检查 abc"), false, stop, &n), 5);
	assert_int_equal(n, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(han_gives_pairs),
		cmocka_unit_test(letters_give_lower_case_words),
		cmocka_unit_test(bad_bytes_are_no_words),
		cmocka_unit_test(long_words_are_cut),
		cmocka_unit_test(a_lone_character_at_the_end_is_known),
		cmocka_unit_test(the_walk_can_be_stopped),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

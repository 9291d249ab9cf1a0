/* lines_test.c — where lines break: 28 characters to a line, and what may not begin or end one. */
#include "paper/lines.h"

#include "base/utf8.h"

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { MOST_CHARS = 10 };

static struct arena *a;
static struct faces *faces;

static int open_faces(void **state)
{
	(void)state;
	static const struct docx_fonts FONTS;
	struct str why;
	a = arena_open((size_t)256 << 20);
	faces = faces_open(a, &FONTS, &why);
	return faces ? 0 : -1;
}

static int close_faces(void **state)
{
	(void)state;
	faces_close(faces);
	arena_close(a);
	return 0;
}

/* Lines of ten characters; joined by / for comparison. */
static struct str broken(const char *text, struct line **lines)
{
	const struct line_run run = {str_of(text), FACE_BODY};
	const struct lines_in in = {
		.runs = &run, .n_runs = 1, .size = 16, .pitch = 16, .width = 16 * MOST_CHARS};
	struct buf b = buf_in(a, 4096);
	int n = lines_break(a, faces, &in, lines);
	for (int i = 0; i < n; i++) {
		if (i)
			buf_ch(&b, '/');
		for (int k = 0; k < (*lines)[i].n; k++)
			utf8_put(&b, (*lines)[i].chars[k].c);
	}
	return buf_view(&b);
}

static void breaks_are_where_they_belong(void **state)
{
	(void)state;
	static const char *const CASES[][2] = {
		{"", ""},
		{"一二三四五六七八九十一二", "一二三四五六七八九十/一二"},
		/* a comma is drawn into the line, its blank half outside */
		{"一二三四五六七八九十，一二", "一二三四五六七八九十，/一二"},
		{"一二三四五六七八九十。", "一二三四五六七八九十。"},
		/* two of them take a character along */
		{"一二三四五六七八九十。”二", "一二三四五六七八九/十。”二"},
		/* an opening bracket goes to the next line */
		{"一二三四五六七八九（十）", "一二三四五六七八九/（十）"},
		{"一二三四五六七八九《十》", "一二三四五六七八九/《十》"},
		/* a number and a word stay whole */
		{"一二三四五六七八九12345年", "一二三四五六七八九/12345年"},
		{"一二三四五六七八九ABCD", "一二三四五六七八九/ABCD"},
		{"一二三四五六七八九十%以上", "一二三四五六七八九/十%以上"},
		/* a dash is not cut */
		{"一二三四五六七八九——十一", "一二三四五六七八/九——十一"},
		{"甲\n乙", "甲/乙"},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct line *lines;
		struct str got = broken(CASES[i][0], &lines);
		if (!str_eq(got, str_of(CASES[i][1])))
			fail_msg("%s: %.*s", CASES[i][0], STR_ARG(got));
	}
}

/* A line that is not the last reaches the edge, whatever was pushed to the next. */
static void lines_are_filled_to_the_edge(void **state)
{
	(void)state;
	struct line *lines;
	broken("一二三四五六七八九（十）二三四五六七八九十", &lines);
	assert_true(fabs(lines[0].wide - 160) < 0.1);
	assert_true(lines[0].chars[1].x > 16.5);
	broken("一二三四五六七八九十，一二", &lines);
	assert_true(fabs(lines[0].wide - 168) < 0.1); /* half a comma outside */
	assert_true(lines[1].wide < 33);
}

static void a_word_longer_than_a_line_is_cut(void **state)
{
	(void)state;
	struct line *lines;
	struct str got = broken("0123456789012345678901234567890123456789", &lines);
	assert_true(str_has(got, S("/")));
	assert_true(lines[0].wide <= 160.1);
}

static void indents_shift_and_shorten(void **state)
{
	(void)state;
	const struct line_run run = {S("一二三四五六七八九十一二三四五六七八九十"), FACE_BODY};
	const struct lines_in in = {.runs = &run,
		.n_runs = 1,
		.size = 16,
		.pitch = 16,
		.width = 160,
		.indent = 32,
		.hang = 16};
	struct line *lines;
	assert_int_equal(lines_break(a, faces, &in, &lines), 3);
	assert_int_equal(lines[0].n, 8);
	assert_int_equal(lines[1].n, 9);
	assert_true(fabs(lines[0].chars[0].x - 32) < 0.1);
	assert_true(fabs(lines[1].chars[0].x - 16) < 0.1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(breaks_are_where_they_belong),
		cmocka_unit_test(lines_are_filled_to_the_edge),
		cmocka_unit_test(a_word_longer_than_a_line_is_cut),
		cmocka_unit_test(indents_shift_and_shorten),
	};
	return cmocka_run_group_tests(tests, open_faces, close_faces);
}

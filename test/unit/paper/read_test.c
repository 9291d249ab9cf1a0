/* read_test.c — files in, document or one clear sentence out; through the jail, as in real use. */
#include "paper/read.h"

#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct fix {
	struct arena *a;
	struct doc doc;
	struct str error;
};

static int open_fix(void **state)
{
	static struct fix f;
	f = (struct fix){.a = arena_open((size_t)256 << 20)};
	*state = &f;
	return 0;
}

static int close_fix(void **state)
{
	arena_close(((struct fix *)*state)->a);
	return 0;
}

static bool read_bytes(struct fix *f, struct str bytes, struct str name)
{
	f->doc = (struct doc){0};
	const struct paper_hint hint = {.name = name, .office = S("soffice")};
	return paper_read(f->a, bytes, &hint, &f->doc, &f->error);
}

static void assert_line(const struct fix *f, int i, const char *want)
{
	assert_true(i < f->doc.n_lines);
	struct str s = doc_slice(&f->doc, f->doc.lines[i].span);
	assert_int_equal(s.n, strlen(want));
	assert_memory_equal(s.p, want, s.n);
}

static void assert_refused(struct fix *f, struct str bytes, struct str needle)
{
	assert_false(read_bytes(f, bytes, S("方案.docx")));
	if (!str_has(f->error, needle))
		fail_msg("%.*s", STR_ARG(f->error));
	assert_true(utf8_is_valid(f->error));
}

static void text_becomes_lines(void **state)
{
	struct fix *f = *state;
	assert_true(
		read_bytes(f, S("\xEF\xBB\xBF一、总体要求\r\n\r\n（一）摸底\t排查\n"), S("a.txt")));
	assert_int_equal(f->doc.n_lines, 3);
	assert_line(f, 0, "一、总体要求");
	assert_line(f, 1, "");
	assert_line(f, 2, "（一）摸底\t排查");
	assert_true(str_eq(f->doc.format, S("txt")));
	assert_true(str_eq(f->doc.charset, S("UTF-8")));
	assert_int_equal(f->doc.n_notes, 0);
}

static void chinese_encodings_are_told_apart(void **state)
{
	struct fix *f = *state;
	/* 牵头单位：县信访局 */
	assert_true(read_bytes(f,
		S("\xC7\xA3\xCD\xB7\xB5\xA5\xCE\xBB\xA3\xBA\xCF\xD8\xD0\xC5\xB7\xC3\xBE\xD6"),
		S("a")));
	assert_line(f, 0, "牵头单位：县信访局");
	assert_true(str_eq(f->doc.charset, S("GB18030")));
	/* 督办\n with and without its mark, both orders */
	assert_true(read_bytes(f, S("\xFF\xFE\x63\x77\x9E\x52\x0A\x00"), S("a")));
	assert_line(f, 0, "督办");
	assert_true(str_eq(f->doc.charset, S("UTF-16LE")));
	assert_true(read_bytes(f, S("\xFE\xFF\x77\x63\x52\x9E\x00\x0A"), S("a")));
	assert_line(f, 0, "督办");
	assert_true(read_bytes(f, S("\x77\x63\x52\x9E\x00\x0A\x00\x31"), S("a")));
	assert_line(f, 0, "督办");
	assert_true(str_eq(f->doc.charset, S("UTF-16BE")));
}

static void wrong_bytes_are_mended_with_a_note(void **state)
{
	struct fix *f = *state;
	struct buf b = buf_in(f->a, 10000);
	for (int i = 0; i < 40; i++)
		buf_lit(&b, "各责任单位要压实责任");
	buf_lit(&b, "\xE5\xB1"); /* cut in the middle of a character */
	assert_true(read_bytes(f, buf_view(&b), S("a.txt")));
	assert_true(str_eq(f->doc.charset, S("UTF-8")));
	assert_int_equal(f->doc.n_notes, 1);
	assert_true(str_has(f->doc.notes[0], S("2 处")));
	assert_true(utf8_is_valid(f->doc.text));
}

static void other_things_are_named(void **state)
{
	struct fix *f = *state;
	assert_refused(f, S(""), S("空的"));
	assert_refused(f, S(" \r\n \xE3\x80\x80\n"), S("没有文字"));
	assert_refused(f, S("MZ\x90\0\x03\0\0\0"), S("程序文件"));
	assert_refused(f, S("\xFF\xD8\xFF\xE0\0\x10JFIF"), S("图片"));
	assert_refused(f, S("\n<!DOCTYPE HTML><html><body>一、</body>"), S("网页"));
	assert_refused(f, S("Rar!\x1A\x07\x01\0"), S("压缩包"));
	assert_refused(f, S("\x01\x02\x03\0\0\x05\xFF\xFE\x80\x81\x82\x99"), S("不是文字文件"));
	assert_refused(f,
		S("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a"
		  "\0g\0e\0"),
		S("密码"));
}

static void what_is_too_big_is_refused(void **state)
{
	struct fix *f = *state;
	size_t n = ((size_t)50 << 20) + 1;
	char *p = arena_get(f->a, n);
	memset(p, 'a', n);
	assert_refused(f, str_n(p, n), S("50 MB"));
	assert_refused(f, str_n(p, (size_t)20 << 20), S("16 MB"));
	assert_refused(f, str_n(p, (size_t)12 << 20), S("8 MB"));
}

static void ten_thousand_lines_are_read(void **state)
{
	struct fix *f = *state;
	struct buf b = buf_in(f->a, (size_t)8 << 20);
	for (int i = 1; i <= 10000; i++)
		buf_fmt(&b, "%d．开展第%d项专项整治。（责任单位：县公安局）\n", i, i);
	assert_true(read_bytes(f, buf_view(&b), S("长.txt")));
	assert_int_equal(f->doc.n_lines, 10000);
	assert_line(f, 9999, "10000．开展第10000项专项整治。（责任单位：县公安局）");
}

int main(int argc, char **argv)
{
	paper_child(argc, argv);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_becomes_lines),
		cmocka_unit_test(chinese_encodings_are_told_apart),
		cmocka_unit_test(wrong_bytes_are_mended_with_a_note),
		cmocka_unit_test(other_things_are_named),
		cmocka_unit_test(what_is_too_big_is_refused),
		cmocka_unit_test(ten_thousand_lines_are_read),
	};
	return cmocka_run_group_tests(tests, open_fix, close_fix);
}

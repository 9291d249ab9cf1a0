/* xlsx_test.c — what is written is what is read back: lists, several sheets, annotated imports. */
#include "paper/xlsx.h"

#include "base/buf.h"
#include "paper/annotate.h"
#include "paper/read.h"
#include "paper/xlsx_int.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static struct arena *A;

static struct str slurp(int fd)
{
	struct stat st;
	assert_true(fd >= 0);
	assert_int_equal(fstat(fd, &st), 0);
	assert_int_equal(lseek(fd, 0, SEEK_CUR), 0);
	char *p = arena_get(A, (size_t)st.st_size);
	assert_int_equal(pread(fd, p, (size_t)st.st_size, 0), st.st_size);
	close(fd);
	return str_n(p, (size_t)st.st_size);
}

static struct book read_back(int fd)
{
	static const struct paper_hint HINT;
	struct book b;
	struct str error;
	if (!paper_read_book(A, slurp(fd), &HINT, &b, &error))
		fail_msg("%.*s", STR_ARG(error));
	return b;
}

/* Cells of a sheet as "A1=text|B1:7|…": "=" text, ":" number, "@" day. */
static const char *cells(const struct sheet *s)
{
	struct buf b = buf_in(A, 1 << 20);
	for (uint32_t i = 0; i < s->n_cells; i++)
		buf_fmt(&b, "%s%c%u%c%.*s", i ? "|" : "", (char)('A' + s->cells[i].col),
			s->cells[i].row + 1, "=:@"[s->cells[i].kind], STR_ARG(s->cells[i].text));
	return str_c(A, buf_view(&b));
}

static const struct xlsx_col COLS[] = {{{"任务", 6}, 20}, {{"件数", 6}, 0}, {{"期限", 6}, 12}};

/* The library opens the result by a name under /proc. */
static void it_is_told_why_nothing_came_out(void **state)
{
	enum { NOT_OPEN = 987 };
	(void)state;
	errno = 0;
	assert_int_equal(xlsx_finish(xlsx_book(A, NOT_OPEN, false), NOT_OPEN, false), -1);
	assert_int_equal(errno, ENOSYS);
	int full = open("/dev/full", O_RDWR);
	assert_int_equal(xlsx_finish(xlsx_book(A, full, false), full, false), -1);
	assert_int_equal(errno, ENOSPC);
}

static void lists_come_back(void **state)
{
	(void)state;
	struct xlsx *x = xlsx_open(A);
	assert_non_null(x);
	xlsx_sheet(x, S("问题/清单"), COLS, 3);
	xlsx_text(x, S("=SUM(A1)"));
	xlsx_int(x, -7);
	xlsx_day(x, day_of(2026, 9, 18));
	xlsx_row(x);
	xlsx_text(x, S("摸底\x01排查\xFF <&>"));
	xlsx_num(x, 0.5);
	xlsx_day(x, DAY_NONE);
	xlsx_row(x);
	xlsx_sheet(x, S("问题?清单"), COLS, 1);
	xlsx_row(x);
	xlsx_text(x, S("多\n行"));
	xlsx_row(x);
	struct book b = read_back(xlsx_close(x));
	assert_int_equal(b.n_sheets, 2);
	assert_true(str_eq(b.sheets[0].name, S("问题 清单")));
	assert_true(str_eq(b.sheets[1].name, S("问题 清单(2)")));
	assert_string_equal(cells(&b.sheets[0]),
		"A1=任务|B1=件数|C1=期限|A2==SUM(A1)|B2:-7|C2@2026-09-18|"
		"A3=摸底排查\xEF\xBF\xBD <&>|B3:0.5");
	assert_string_equal(cells(&b.sheets[1]), "A1=任务|A3=多\n行");
}

static void long_text_is_cut(void **state)
{
	(void)state;
	struct xlsx *x = xlsx_open(A);
	char *p = arena_get(A, 120000);
	for (size_t i = 0; i < 120000; i += 3)
		memcpy(p + i, "长", 3);
	xlsx_sheet(x, S("长"), COLS, 1);
	xlsx_text(x, str_n(p, 120000));
	xlsx_row(x);
	struct book b = read_back(xlsx_close(x));
	assert_true(str_ends(b.sheets[0].cells[1].text, S("已截断）")));
	assert_in_range(b.sheets[0].cells[1].text.n, 96000, 97000);
}

static void a_long_list_needs_no_more_memory(void **state)
{
	(void)state;
	struct xlsx *x = xlsx_open(A);
	xlsx_sheet(x, S("清单"), COLS, 3);
	size_t before = arena_used(A);
	for (int i = 0; i < 20000; i++) {
		xlsx_text(x, S("开展专项整治"));
		xlsx_int(x, i);
		xlsx_row(x);
	}
	assert_int_equal(arena_used(A), before);
	struct book b = read_back(xlsx_close(x));
	assert_int_equal(b.sheets[0].n_cells, 3 + 2 * 20000);
}

static void a_dropped_workbook_leaves_nothing(void **state)
{
	(void)state;
	int before = dup(0);
	close(before);
	struct xlsx *x = xlsx_open(A);
	xlsx_sheet(x, S("清单"), COLS, 3);
	xlsx_drop(x);
	int after = dup(0);
	close(after);
	assert_int_equal(before, after); /* no descriptor is left open */
}

static void imports_come_back_annotated(void **state)
{
	(void)state;
	static const struct paper_hint HINT = {.name = {"单位.csv", 10}};
	struct book b;
	struct str error;
	assert_true(paper_read_book(
		A, S("单位,上级,人数\n县公安局,县政府,abc\n\"a\"\"b,c\",,3\n"), &HINT, &b, &error));
	assert_string_equal(cells(&b.sheets[0]),
		"A1=单位|B1=上级|C1=人数|A2=县公安局|B2=县政府|C2=abc|A3=a\"b,c|C3=3");
	const struct annotate_mark marks[] = {
		{0, 2, 1, S("上级不能为空，请填写"), false},
		{0, 1, 2, S("人数应当是数字"), false},
		{0, 1, 2, S("第二条"), true},
	};
	struct book back = read_back(annotate_write(A, &b, marks, 3));
	assert_int_equal(back.n_sheets, 2);
	assert_string_equal(cells(&back.sheets[0]), cells(&b.sheets[0]));
	assert_true(str_eq(back.sheets[1].name, S(ANNOTATE_SHEET)));
	assert_string_equal(cells(&back.sheets[1]), "A1=工作表|B1=单元格|C1=程度|D1=问题和改法|A2="
						    "Sheet1|B2=C2|C2=须修改|D2=人数应当是数字|"
						    "A3=Sheet1|B3=C2|C3=请留意|D3=第二条|A4=Sheet1|"
						    "B4=B3|C4=须修改|D4=上级不能为空，请填写");
}

static int open_arena(void **state)
{
	(void)state;
	A = arena_open((size_t)512 << 20);
	return 0;
}

static int close_arena(void **state)
{
	(void)state;
	arena_close(A);
	return 0;
}

int main(int argc, char **argv)
{
	paper_child(argc, argv);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_told_why_nothing_came_out),
		cmocka_unit_test(lists_come_back),
		cmocka_unit_test(long_text_is_cut),
		cmocka_unit_test(a_long_list_needs_no_more_memory),
		cmocka_unit_test(a_dropped_workbook_leaves_nothing),
		cmocka_unit_test(imports_come_back_annotated),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}

/* form_test.c — an official table comes back with its heading, its heads over two rows, numbers as
 * numbers; the file asks for A4 across and repeats the heads. */
#include "paper/form.h"

#include "base/buf.h"
#include "paper/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include <cmocka.h>

static struct arena *A;

static const struct form_col COLS[] = {{{"编号", 6}, {NULL, 0}, 6, false},
	{{"牵头单位", 12}, {"责任分工", 12}, 12, false},
	{{"配合单位", 12}, {"责任分工", 12}, 12, false}, {{"应报", 6}, {NULL, 0}, 6, true}};
static const struct str CELLS[] = {{"一", 3}, {"督察大队", 12}, {"政工室", 9}, {"12", 2}, {"二", 3},
	{"=1+1", 4}, {NULL, 0}, {"不详", 6}};

static struct str slurp(int fd)
{
	struct stat st;
	assert_true(fd >= 0);
	assert_int_equal(fstat(fd, &st), 0);
	char *p = arena_get(A, (size_t)st.st_size);
	assert_int_equal(pread(fd, p, (size_t)st.st_size, 0), st.st_size);
	close(fd);
	return str_n(p, (size_t)st.st_size);
}

static struct str made(void)
{
	struct form f = {.name = S("清单"),
		.title = S("安澜县责任落实清单"),
		.left = S("单位：办公室"),
		.right = S("2026年9月18日"),
		.foot = S("注：截至当日"),
		.cols = COLS,
		.n_cols = 4,
		.n_rows = 2,
		.cells = CELLS};
	return slurp(form_xlsx(A, &f, 1, STR_NONE, S("仿宋_GB2312")));
}

static void it_comes_back(void **state)
{
	static const struct paper_hint hint;
	struct book b;
	struct str error;
	(void)state;
	if (!paper_read_book(A, made(), &hint, &b, &error))
		fail_msg("%.*s", STR_ARG(error));
	const struct sheet *s = &b.sheets[0];
	struct buf out = buf_in(A, 1 << 16);
	for (uint32_t i = 0; i < s->n_cells; i++)
		buf_fmt(&out, "%s%c%u%c%.*s", i ? "|" : "", (char)('A' + s->cells[i].col),
			s->cells[i].row + 1, "=:@"[s->cells[i].kind], STR_ARG(s->cells[i].text));
	assert_string_equal(str_c(A, buf_view(&out)),
		"A1=安澜县责任落实清单|A2=单位：办公室|C2=2026年9月18日|A3=编号|B3=责任分工|D3=应报|"
		"B4=牵头单位|C4=配合单位|A5=一|B5=督察大队|C5=政工室|D5:12|A6=二|B6==1+1|D6=不详|"
		"A7=注：截至当日");
	/* Title, two halves of the line, two heads over two rows, one over two columns, the foot. */
	assert_int_equal(s->n_merges, 7);
}

/* A part of the package as text. */
static struct str part(struct str file, const char *name)
{
	zip_error_t why;
	zip_source_t *src = zip_source_buffer_create(file.p, file.n, 0, &why);
	zip_t *z = zip_open_from_source(src, ZIP_RDONLY, &why);
	assert_non_null(z);
	zip_file_t *f = zip_fopen(z, name, 0);
	assert_non_null(f);
	char *p = arena_get(A, 1 << 16);
	int64_t n = zip_fread(f, p, 1 << 16);
	assert_true(n > 0);
	zip_fclose(f);
	zip_close(z);
	return str_n(p, (size_t)n);
}

static void it_prints_across_with_its_heads(void **state)
{
	(void)state;
	struct str file = made();
	struct str sheet = part(file, "xl/worksheets/sheet1.xml");
	assert_true(str_has(sheet, S("paperSize=\"9\"")));
	assert_true(str_has(sheet, S("orientation=\"landscape\"")));
	assert_true(str_has(sheet, S("fitToPage=\"1\"")));
	struct str book = part(file, "xl/workbook.xml");
	assert_true(str_has(book, S("_xlnm.Print_Titles")));
	assert_true(str_has(book, S("$3:$4")));
}

static int open_arena(void **state)
{
	(void)state;
	A = arena_open(256 << 20);
	return 0;
}

static int close_arena(void **state)
{
	(void)state;
	arena_close(A);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_comes_back),
		cmocka_unit_test(it_prints_across_with_its_heads),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}

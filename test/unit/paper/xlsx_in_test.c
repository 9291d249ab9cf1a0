/* xlsx_in_test.c — cells as people see them: strings, days, months, percentages, merged areas. */
#include "paper/xlsx_in.h"

#include "paper/book_doc.h"
#include "paper/xlsx_style.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define SHEET(rows, more) S("<worksheet><sheetData>" rows "</sheetData>" more "</worksheet>")

static struct arena *A;

static const char *cells(struct str sheet, struct str strings, struct str styles)
{
	struct draft d = draft_in(A, S("xlsx"));
	struct sheet s = {0};
	struct buf b = buf_in(A, 1 << 16);
	if (!xlsx_read_xml(&d, sheet, strings, styles, &s))
		return arena_fmt(A, "!%.*s", STR_ARG(d.error));
	for (uint32_t i = 0; i < s.n_cells; i++)
		buf_fmt(&b, "%s%u.%u%c%.*s", i ? "|" : "", s.cells[i].row, s.cells[i].col,
			"=:@"[s.cells[i].kind], STR_ARG(s.cells[i].text));
	return str_c(A, buf_view(&b));
}

static void strings_shared_and_inline(void **state)
{
	(void)state;
	assert_string_equal(
		cells(SHEET("<row r=\"2\"><c r=\"B2\" t=\"s\"><v>1</v></c><c t=\"inlineStr\"><is><r><t>"
			    "内</t></r><r><t>联</t></r></is></c><c r=\"F2\" t=\"str\"><f>X</f><v>公式</v>"
			    "</c><c t=\"b\"><v>1</v></c></row><row><c><v>0.30000000000000004</v></c></row>",
			      ""),
			S("<sst><si><t>零</t></si><si><r><t>共</t></r><rPh><t>gong</t></rPh><r><t>享</t>"
			  "</r></si></sst>"),
			STR_NONE),
		"1.1=共享|1.2=内联|1.5=公式|1.6=是|2.0:0.3");
}

static void numbers_show_what_they_mean(void **state)
{
	(void)state;
	struct str styles = S(
		"<styleSheet><numFmts><numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m"
		"&quot;月&quot;\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"
		"<xf numFmtId=\"176\"/><xf numFmtId=\"9\"/><xf numFmtId=\"22\"/></cellXfs>"
		"</styleSheet>");
	assert_string_equal(
		cells(SHEET("<row><c s=\"1\"><v>46283</v></c><c s=\"2\"><v>46174</v></c><c s=\"3\"><v>0.5"
			    "</v></c><c s=\"4\"><v>46283.729166667</v></c><c s=\"0\"><v>46283</v></c>"
			    "<c s=\"1\"><v>59</v></c><c s=\"1\"><v>61</v></c></row>",
			      ""),
			STR_NONE, styles),
		"0.0@2026-09-18|0.1=2026年6月|0.2=50%|0.3@2026-09-18 17:30|0.4:46283|"
		"0.5@1900-02-28|0.6@1900-03-01");
}

static void format_codes_are_understood(void **state)
{
	(void)state;
	static const struct {
		const char *code;
		enum xlsx_show show;
	} CASES[] = {{"General", XLSX_PLAIN}, {"0.00", XLSX_PLAIN}, {"yyyy-mm-dd", XLSX_DAY},
		{"[$-804]yyyy\"年\"m\"月\"d\"日\";@", XLSX_DAY}, {"m\"月\"d\"日\"", XLSX_DAY},
		{"yyyy\"年\"m\"月\"", XLSX_MONTH}, {"h:mm", XLSX_TIME}, {"mm:ss", XLSX_TIME},
		{"0%", XLSX_PERCENT}, {"\"day\"0", XLSX_PLAIN}, {"[Red]0", XLSX_PLAIN},
		{"", XLSX_PLAIN}, {"\"unclosed", XLSX_PLAIN}, {"0\\d", XLSX_PLAIN}};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
		if (xlsx_show_of(str_of(CASES[i].code)) != CASES[i].show)
			fail_msg("%s", CASES[i].code);
}

static void disorder_and_size_are_refused(void **state)
{
	(void)state;
	assert_non_null(
		strstr(cells(SHEET("<row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"1\"><c "
				   "r=\"A1\"><v>1</v></c></row>",
				     ""),
			       STR_NONE, STR_NONE),
			"次序混乱"));
	assert_non_null(strstr(
		cells(SHEET("<row r=\"60000\"><c><v>1</v></c></row>", ""), STR_NONE, STR_NONE),
		"太大"));
	assert_non_null(strstr(cells(SHEET("<row r=\"1\"><c r=\"ZZ1\"><v>1</v></c></row>", ""),
				       STR_NONE, STR_NONE),
		"太大"));
	/* formatted but empty cells far away do not count */
	assert_string_equal(
		cells(SHEET("<row r=\"1048576\"><c r=\"XFD1048576\" s=\"1\"/></row>", ""), STR_NONE,
			STR_NONE),
		"");
	assert_non_null(
		strstr(cells(SHEET("<row><c t=\"s\"><v>99</v></c></row", ""), STR_NONE, STR_NONE),
			"损坏"));
}

static void merged_areas_repeat_their_value(void **state)
{
	(void)state;
	struct draft d = draft_in(A, S("xlsx"));
	struct sheet s = {.name = S("任务")};
	struct book book = {.sheets = &s, .n_sheets = 1};
#define T(ref, text) "<c r=\"" ref "\" t=\"str\"><v>" text "</v></c>"
	assert_true(xlsx_read_xml(&d,
		SHEET("<row r=\"1\">" T("B1", "总表") "</row><row r=\"2\">" T("B2", "序号") T(
			      "C2", "任务") T("E2", "单位") "</row><row r=\"4\">" T("B4", "1")
				T("C4", "摸底") T("E4", "甲") "</row><row r=\"5\">" T("C5", "排查")
					T("E5", "乙") "</row>",
			"<mergeCells><mergeCell ref=\"B1:E1\"/><mergeCell ref=\"C2:D2\"/><mergeCell "
			"ref=\"B4:B5\"/></mergeCells>"),
		STR_NONE, STR_NONE, &s));
	book_doc(&d, &book);
	struct doc doc = draft_doc(&d);
	assert_string_equal(
		str_c(A, doc.text), "总表\n序号\t任务\t单位\n1\t摸底\t甲\n1\t排查\t乙\n");
	assert_int_equal(doc.lines[0].n_cells, 1);
}

static int open_arena(void **state)
{
	(void)state;
	A = arena_open((size_t)256 << 20);
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
		cmocka_unit_test(strings_shared_and_inline),
		cmocka_unit_test(numbers_show_what_they_mean),
		cmocka_unit_test(format_codes_are_understood),
		cmocka_unit_test(disorder_and_size_are_refused),
		cmocka_unit_test(merged_areas_repeat_their_value),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}

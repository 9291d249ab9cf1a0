/* docx_in_test.c — Word's XML in, lines out: numbers, tables, what is left out. */
#include "paper/docx_in.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define W         "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define DOC(body) S("<w:document " W "><w:body>" body "<w:sectPr/></w:body></w:document>")
#define P(text)   "<w:p><w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r></w:p>"
#define NP(num, level, text)                                                                       \
	"<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" #level "\"/><w:numId w:val=\"" #num                \
	"\"/></w:numPr></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define SP(style, text)                                                                            \
	"<w:p><w:pPr><w:pStyle w:val=\"" style "\"/></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define LVL(i, fmt, text, more)                                                                    \
	"<w:lvl w:ilvl=\"" #i "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" fmt                    \
	"\"/><w:lvlText w:val=\"" text "\"/>" more "</w:lvl>"

static struct arena *A;

/* Lines joined by "|", cells by "/", headings marked "#". */
static const char *read_all(struct str doc, struct str styles, struct str numbering)
{
	struct draft d = draft_in(A, S("docx"));
	struct buf out = buf_in(A, 1 << 20);
	docx_read_xml(&d, doc, styles, numbering);
	struct doc got = draft_doc(&d);
	if (d.error.n)
		return arena_fmt(A, "!%.*s", STR_ARG(d.error));
	for (int i = 0; i < got.n_lines; i++) {
		const struct doc_line *l = &got.lines[i];
		if (i)
			buf_ch(&out, '|');
		if (l->heading)
			buf_ch(&out, '#');
		if (l->kind == LINE_PARA)
			buf_str(&out, doc_slice(&got, l->span));
		for (int k = 0; k < l->n_cells; k++) {
			struct str cell = doc_slice(&got, l->cells[k]);
			buf_fmt(&out, "%s%.*s", k ? "/" : "[", STR_ARG(cell));
		}
		if (l->n_cells)
			buf_ch(&out, ']');
	}
	for (int i = 0; i < got.n_notes; i++)
		buf_fmt(&out, "~%.*s", STR_ARG(got.notes[i]));
	return str_c(A, buf_view(&out));
}

static const char *read_body(struct str doc)
{
	return read_all(doc, STR_NONE, STR_NONE);
}

static void text_and_breaks(void **state)
{
	(void)state;
	assert_string_equal(
		read_body(DOC(P("安澜县") P("") P(" 一、总体要求"))), "安澜县|| 一、总体要求");
	assert_string_equal(read_body(DOC("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/>"
					  "<w:noBreakHyphen/></w:r></w:p>")),
		"甲|乙\t-");
	assert_string_equal(
		read_body(DOC(
			"<w:p><w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink><w:sdt><w:sdtPr>"
			"<w:t>x</w:t></w:sdtPr><w:sdtContent><w:r><w:t>接</w:t></w:r></"
			"w:sdtContent>"
			"</w:sdt></w:p>")),
		"链接");
}

static void tracked_changes(void **state)
{
	(void)state;
	assert_string_equal(
		read_body(DOC("<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r>"
			      "<w:delText>旧</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>移"
			      "</w:t></w:r></w:moveFrom></w:p>")),
		"新");
	/* the end of the first paragraph is deleted */
	assert_string_equal(read_body(DOC("<w:p><w:pPr><w:rPr><w:del/></w:rPr></"
					  "w:pPr><w:r><w:t>前</w:t></w:r></w:p>" P("后"))),
		"前后");
}

static void what_is_left_out_is_noted(void **state)
{
	(void)state;
	assert_string_equal(
		read_body(DOC(
			"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r><w:r><w:t>明</w:t>"
			"<w:footnoteReference w:id=\"2\"/></w:r></w:p>")),
		"明~文中有隐藏文字，没有读入。~文中有脚注，脚注内容没有读入。");
	assert_string_equal(
		read_body(DOC("<w:p><w:r><w:fldChar/><w:instrText>PAGE</w:instrText><w:t>3</w:t>"
			      "</w:r></w:p>")),
		"3");
}

static void text_boxes_come_after_their_paragraph(void **state)
{
	(void)state;
	const char *got = read_body(DOC(
		"<w:p><w:r><w:AlternateContent><w:Choice><w:drawing><w:txbxContent>" P("框一") P(
			"框二") "</w:txbxContent></w:drawing></w:Choice><w:Fallback><w:pict>"
				"<w:txbxContent>" P("框一") "</w:txbxContent></w:pict></w:Fallback>"
							    "</w:AlternateContent><w:t>正文</w:t></"
							    "w:r></w:p>"));
	assert_string_equal(got, "正文|框一|框二");
}

#define TC(props, text) "<w:tc><w:tcPr>" props "</w:tcPr>" P(text) "</w:tc>"
#define TR(cells)       "<w:tr>" cells "</w:tr>"

static void tables_repeat_merged_cells(void **state)
{
	(void)state;
	assert_string_equal(
		read_body(DOC("<w:tbl>" TR(TC("<w:gridSpan w:val=\"3\"/>", "任务表"))
				TR(TC("", "序号") TC("", "任务") TC("", "单位")) TR(
					TC("<w:vMerge w:val=\"restart\"/>", "1") TC("", "摸底")
						TC("", "县公安局")) TR(TC("<w:vMerge/>",
					"") TC("<w:gridSpan w:val=\"2\"/>", "通栏")) "</w:tbl>")),
		"[任务表]|[序号/任务/单位]|[1/摸底/县公安局]|[1/通栏/通栏]");
}

static void dragged_columns_vanish(void **state)
{
	(void)state;
	assert_string_equal(
		read_body(DOC("<w:tbl>" TR(TC("<w:gridSpan w:val=\"2\"/>", "甲") TC("", "乙"))
				TR(TC("<w:gridSpan w:val=\"2\"/>", "丙") TC("", "丁")) "</w:tbl>")),
		"[甲/乙]|[丙/丁]");
}

static void cells_hold_paragraphs_and_tables(void **state)
{
	(void)state;
	assert_string_equal(
		read_body(DOC("<w:tbl>" TR("<w:tc>" P("县公安局") P("县住建局") "</w:tc>" TC(
			"", "x")) TR("<w:tc><w:tcPr/>" P("外") "<w:tbl>" TR(TC("", "内1")
				TC("", "内2")) "</w:tbl>" P("") "</w:tc>" TC("", "y")) "</w:tbl>")),
		"[县公安局 县住建局/x]|[外 内1 内2/y]");
	assert_string_equal(read_body(DOC("<w:tbl>" TR(TC("", "框中")) "</w:tbl>")), "框中");
}

static void deleted_rows_are_left_out(void **state)
{
	(void)state;
	assert_string_equal(
		read_body(DOC("<w:tbl>" TR(TC("", "1") TC(
			"", "2")) "<w:tr><w:trPr><w:del/>"
				  "</w:trPr>" TC("", "3") TC("", "4") "</w:tr>" TR(
					  "<w:trPr><w:gridBefore "
					  "w:val=\"1\"/></w:trPr>" TC("", "5")) "</w:tbl>")),
		"[1/2]|[/5]");
}

static struct str numbering(void)
{
	return S("<w:numbering " W "><w:abstractNum w:abstractNumId=\"7\">" LVL(0,
		"chineseCounting", "%1、",
		"<w:suff w:val=\"nothing\"/>") LVL(1, "japaneseCounting", "（%2）", "") LVL(2,
		"decimal", "%3.", "") LVL(3, "decimalEnclosedCircle", "%4", "") LVL(4, "decimal",
		"%1.%3", "<w:isLgl/>") LVL(5, "bullet", "●", "") LVL(6, "decimal", "第%7条",
		"<w:lvlRestart w:val=\"0\"/>") "</w:abstractNum><w:abstractNum "
					       "w:abstractNumId=\"8\">"
					       "<w:lvl w:ilvl=\"0\"><w:start "
					       "w:val=\"3\"/><w:numFmt "
					       "w:val=\"chineseCountingThousand\"/>"
					       "<w:lvlText w:val=\"第%1章\"/><w:pStyle "
					       "w:val=\"2\"/></w:lvl></w:abstractNum>"
					       "<w:abstractNum "
					       "w:abstractNumId=\"9\"><w:numStyleLink "
					       "w:val=\"L\"/></w:abstractNum>"
					       "<w:abstractNum w:abstractNumId=\"10\"><w:styleLink "
					       "w:val=\"L\"/>" LVL(0, "upperLetter", "%1)",
						       "") "</w:abstractNum>"
							   "<w:num w:numId=\"1\"><w:abstractNumId "
							   "w:val=\"7\"/></w:num>"
							   "<w:num w:numId=\"2\"><w:abstractNumId "
							   "w:val=\"7\"/><w:lvlOverride "
							   "w:ilvl=\"0\">"
							   "<w:startOverride "
							   "w:val=\"1\"/></w:lvlOverride></w:num>"
							   "<w:num w:numId=\"3\"><w:abstractNumId "
							   "w:val=\"8\"/></w:num>"
							   "<w:num w:numId=\"4\"><w:abstractNumId "
							   "w:val=\"9\"/></w:num>"
							   "</w:numbering>");
}

static void numbers_are_rebuilt(void **state)
{
	(void)state;
	assert_string_equal(read_all(DOC(NP(1, 0, "甲") NP(1, 1, "乙") NP(1, 1, "丙") NP(1, 2,
					     "丁") NP(1, 3, "戊") NP(1, 0, "己") NP(1, 1, "庚")
						     NP(1, 2, "辛") NP(1, 4, "壬") NP(1, 5, "癸")),
				    STR_NONE, numbering()),
		"一、甲|（一）乙|（二）丙|1. 丁|①戊|二、己|（一）庚|1. 辛|2.1 壬|癸");
}

static void numbers_restart(void **state)
{
	(void)state;
	assert_string_equal(read_all(DOC(NP(1, 0, "甲") NP(1, 0, "乙") NP(2, 0, "丙") NP(2, 0, "丁")
						     NP(1, 6, "条") NP(1, 0, "戊") NP(1, 6, "条")),
				    STR_NONE, numbering()),
		"一、甲|二、乙|一、丙|二、丁|第1条 条|三、戊|第2条 条");
	assert_string_equal(
		read_all(DOC(NP(4, 0, "甲") NP(4, 0, "乙") NP(0, 0, "丙") NP(99, 0, "丁")),
			STR_NONE, numbering()),
		"A) 甲|B) 乙|丙|丁");
}

static struct str styles(void)
{
	return S("<w:styles " W
		 "><w:style w:type=\"paragraph\" w:styleId=\"2\"><w:name w:val=\"heading 1\"/>"
		 "<w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr></w:style>"
		 "<w:style w:type=\"paragraph\" w:styleId=\"3\"><w:name w:val=\"我的章\"/>"
		 "<w:basedOn w:val=\"2\"/></w:style>"
		 "<w:style w:type=\"paragraph\" w:styleId=\"T\"><w:name w:val=\"TOC 1\"/></w:style>"
		 "</w:styles>");
}

static void styles_number_and_mark(void **state)
{
	(void)state;
	assert_string_equal(
		read_all(DOC(SP("T", "第一章……1") SP("2", "总则") SP("3", "分则") P("正文")),
			styles(), numbering()),
		"#第三章 总则|#第四章 分则|正文~目录没有读入。");
}

static void attacks_are_refused(void **state)
{
	(void)state;
	struct str bomb = S(
		"<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>"
		"<w:document " W "><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body>"
		"</w:document>");
	assert_int_equal(read_body(bomb)[0], '!');
	assert_non_null(strstr(read_body(bomb), "DOCTYPE"));
	assert_non_null(strstr(read_body(S("<w:document " W "><w:body><w:p>")), "损坏"));
	assert_non_null(strstr(read_body(S("\x01\x02")), "损坏"));
	struct buf deep = buf_in(A, 1 << 16);
	for (int i = 0; i < 210; i++)
		buf_lit(&deep, "<w>");
	assert_non_null(strstr(read_body(buf_view(&deep)), "嵌套过深"));
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
		cmocka_unit_test(text_and_breaks),
		cmocka_unit_test(tracked_changes),
		cmocka_unit_test(what_is_left_out_is_noted),
		cmocka_unit_test(text_boxes_come_after_their_paragraph),
		cmocka_unit_test(tables_repeat_merged_cells),
		cmocka_unit_test(dragged_columns_vanish),
		cmocka_unit_test(cells_hold_paragraphs_and_tables),
		cmocka_unit_test(deleted_rows_are_left_out),
		cmocka_unit_test(numbers_are_rebuilt),
		cmocka_unit_test(numbers_restart),
		cmocka_unit_test(styles_number_and_mark),
		cmocka_unit_test(attacks_are_refused),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}

/* msg_test.c — a message comes back whole; a damaged one never gives anything out of bounds. */
#include "paper/msg.h"

#include "paper/draft.h"
#include "paper/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct str sample_doc(struct arena *a)
{
	struct draft d = draft_in(a, S("docx"));
	const struct str row[] = {S("1"), S("摸底\t排查"), S("")};
	draft_para(&d, S("标题"), true);
	draft_table(&d);
	draft_row(&d, row, 3);
	draft_para(&d, S("第一行\n第二行"), false);
	draft_note(&d, S("一条说明"));
	struct doc doc = draft_doc(&d);
	struct buf out = buf_in(a, 1 << 16);
	msg_put_doc(&out, &doc);
	return buf_view(&out);
}

static struct str sample_book(struct arena *a)
{
	struct cell cells[] = {{0, 0, CELL_TEXT, S("甲")}, {0, 2, CELL_NUMBER, S("7")},
		{3, 1, CELL_DAY, S("2026-09-18")}};
	struct merge merge = {0, 0, 1, 3};
	struct width width = {2, 1250};
	struct sheet sheet = {S("表一"), true, cells, 3, &merge, 1, &width, 1};
	struct book book = {&sheet, 1, S("xlsx"), S(""), NULL, 0};
	struct buf out = buf_in(a, 1 << 16);
	msg_put_book(&out, &book);
	return buf_view(&out);
}

static void documents_come_back(void **state)
{
	(void)state;
	struct arena *a = arena_open(1 << 22);
	struct msg m;
	assert_true(msg_get(a, sample_doc(a), &m));
	assert_int_equal(m.kind, MSG_DOC);
	assert_int_equal(m.doc.n_lines, 4);
	assert_true(m.doc.lines[0].heading);
	assert_int_equal(m.doc.lines[1].n_cells, 3);
	assert_true(str_eq(doc_slice(&m.doc, m.doc.lines[1].cells[1]), S("摸底 排查")));
	assert_true(str_eq(doc_slice(&m.doc, m.doc.lines[3].span), S("第二行")));
	assert_true(str_eq(m.doc.notes[0], S("一条说明")));
	arena_close(a);
}

static void books_come_back(void **state)
{
	(void)state;
	struct arena *a = arena_open(1 << 22);
	struct msg m;
	assert_true(msg_get(a, sample_book(a), &m));
	assert_int_equal(m.book.n_sheets, 1);
	assert_true(m.book.sheets[0].hidden);
	assert_true(str_eq(m.book.sheets[0].cells[2].text, S("2026-09-18")));
	assert_int_equal(m.book.sheets[0].merges[0].last_col, 3);
	assert_int_equal(m.book.sheets[0].widths[0].hundredths, 1250);
	arena_close(a);
}

static void sentences_come_back(void **state)
{
	(void)state;
	struct arena *a = arena_open(1 << 22);
	struct buf out = buf_in(a, 1 << 16);
	struct msg m;
	msg_put_text(&out, MSG_ERROR, S("文件是空的"));
	assert_true(msg_get(a, buf_view(&out), &m));
	assert_int_equal(m.kind, MSG_ERROR);
	assert_true(str_eq(m.text, S("文件是空的")));
	arena_close(a);
}

static void assert_inside(const struct doc *d)
{
	uint32_t from = 0;
	for (int i = 0; i < d->n_lines; i++) {
		const struct doc_line *l = &d->lines[i];
		assert_true(l->span.at >= from && l->span.at + l->span.n <= d->text.n);
		from = l->span.at + l->span.n;
		for (int k = 0; k < l->n_cells; k++)
			assert_true(l->cells[k].at >= l->span.at &&
				    l->cells[k].at + l->cells[k].n <= from);
	}
}

static void damaged_messages_are_refused_or_harmless(void **state)
{
	(void)state;
	struct arena *a = arena_open(1 << 26);
	struct str whole[] = {sample_doc(a), sample_book(a)};
	struct msg m;
	for (int w = 0; w < 2; w++) {
		for (size_t n = 0; n < whole[w].n; n++)
			assert_false(msg_get(a, str_first(whole[w], n), &m));
		assert_false(msg_get(a, str_cat(a, whole[w], S("x")), &m));
		for (size_t i = 0; i < whole[w].n; i++)
			for (int bit = 0; bit < 8; bit++) {
				char *p = arena_copy(a, whole[w].p, whole[w].n);
				p[i] = (char)(p[i] ^ (1 << bit));
				if (msg_get(a, str_n(p, whole[w].n), &m) && m.kind == MSG_DOC)
					assert_inside(&m.doc);
			}
	}
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(documents_come_back),
		cmocka_unit_test(books_come_back),
		cmocka_unit_test(sentences_come_back),
		cmocka_unit_test(damaged_messages_are_refused_or_harmless),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

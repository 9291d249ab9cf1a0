/* search_test.c — indexing and finding, on both engines (TEST_PG_URL); FTS5 against plain search. */
#include "lib/store_fixture.h"

#include "store/search.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

struct doc {
	const char *kind;
	int64_t id;
	struct str text;
};

static enum db_code index_doc(struct db *w, void *arg)
{
	const struct doc *d = arg;
	return search_index(w, d->kind, (rid){d->id}, d->text);
}

static const char *const texts[] = {
	"开展监督检查，督促整改落实",
	"检查监督工作的落实情况",
	"安澜县公安局交通管理大队 PLAN-09 第３条",
	"查处“吃拿卡要”问题，It's 100% done",
	"区域警务；民警谈心谈话",
	"上年度全年考核",
	"",
};

static void fill(struct fixture *f)
{
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct doc d = {i % 2 ? "duty" : "report", (int64_t)i + 1, str_of(texts[i])};
		assert_int_equal(db_tx(f->db, index_doc, &d), DB_OK);
	}
}

/* The ids found, newest first, as text. */
static const char *find(struct fixture *f, const char *kind, struct str words)
{
	struct sql *q = sql_new(f->a);
	sql_lit(q, "SELECT m.id FROM (");
	if (!search_ids(q, db_is_pg(f->db), kind, words))
		return "nothing";
	sql_lit(q, ") m ORDER BY m.id DESC");
	struct buf b = buf_in(f->a, 1024);
	struct stmt *s = db_prep_sql(f->db, q);
	while (db_step(s) == DB_ROW)
		buf_fmt(&b, "%lld ", (long long)db_col_int(s, 0));
	buf_ch(&b, 0);
	return b.p;
}

static void words_are_found(void **state)
{
	(void)state;
	struct fixture f = fixture_open(NULL);
	fill(&f);
	assert_string_equal(find(&f, NULL, S("监督")), "2 1 ");
	assert_string_equal(find(&f, NULL, S("监督检查")), "1 ");
	assert_string_equal(find(&f, NULL, S("落实 监督")), "2 1 ");
	assert_string_equal(find(&f, NULL, S("落实　检查")), "2 1 ");
	assert_string_equal(find(&f, NULL, S("落实情况 整改")), "");
	assert_string_equal(find(&f, "duty", S("监督")), "2 ");
	assert_string_equal(find(&f, "report", S("监督")), "1 ");
	assert_string_equal(find(&f, NULL, S("查")), "4 2 1 ");
	assert_string_equal(find(&f, NULL, S("区")), "5 ");
	assert_string_equal(find(&f, NULL, S("核")), "6 ");
	fixture_close(&f);
}

static void letters_and_odd_signs_do_no_harm(void **state)
{
	(void)state;
	struct fixture f = fixture_open(NULL);
	fill(&f);
	assert_string_equal(find(&f, NULL, S("plan-09")), "3 ");
	assert_string_equal(find(&f, NULL, S("ｐｌａｎ")), "3 ");
	assert_string_equal(find(&f, NULL, S("第3条")), "3 ");
	assert_string_equal(find(&f, NULL, S("It's")), "4 ");
	assert_string_equal(find(&f, NULL, S("\"吃拿卡要\" OR NEAR(")), "");
	assert_string_equal(find(&f, NULL, S("吃拿卡要")), "4 ");
	assert_string_equal(find(&f, NULL, S("a\\b & ! | ( :* ' \" ''")), "");
	assert_string_equal(find(&f, NULL, S("  ，。 ")), "nothing");
	assert_string_equal(find(&f, NULL, S("")), "nothing");
	fixture_close(&f);
}

static void changed_and_removed_texts_are_not_found(void **state)
{
	(void)state;
	struct fixture f = fixture_open(NULL);
	fill(&f);
	struct doc d = {"report", 1, S("谈心谈话")}, gone = {"duty", 2, STR_NONE};
	assert_int_equal(db_tx(f.db, index_doc, &d), DB_OK);
	assert_int_equal(db_tx(f.db, index_doc, &gone), DB_OK);
	assert_string_equal(find(&f, NULL, S("监督")), "");
	assert_string_equal(find(&f, NULL, S("谈话")), "5 1 ");
	assert_int_equal(search_tidy(f.db), DB_OK);
	assert_string_equal(find(&f, NULL, S("谈话")), "5 1 ");
	fixture_close(&f);
}

static void a_removed_word_leaves_the_file(void **state)
{
	(void)state;
	if (fixture_is_pg())
		skip();
	struct fixture f = fixture_open(NULL);
	fill(&f);
	struct doc d = {"report", 900, S("zebracrossing")};
	assert_int_equal(db_tx(f.db, index_doc, &d), DB_OK);
	d.text = STR_NONE;
	assert_int_equal(db_tx(f.db, index_doc, &d), DB_OK);
	assert_int_equal(search_tidy(f.db), DB_OK);
	fixture_shut(&f);
	FILE *file = fopen(f.path, "rb");
	char *bytes = arena_get(f.a, 1 << 20);
	size_t n = fread(bytes, 1, 1 << 20, file);
	fclose(file);
	assert_true(n > 0);
	assert_false(str_has(str_n(bytes, n), S("zebracross")));
	assert_true(fixture_reopen(&f, 0));
	fixture_close(&f);
}

/* Random short texts of few characters: the index must agree with looking at every text. */
static void the_index_agrees_with_reading_everything(void **state)
{
	(void)state;
	static const char *const chars[] = {
		"监", "督", "检", "查", "，", " ", "a", "区", "域", "9"};
	struct fixture f = fixture_open(NULL);
	char all[200][64];
	unsigned seed = 7;
	for (int i = 0; i < 200; i++) {
		all[i][0] = 0;
		for (int k = 0; k < 12; k++)
			strcat(all[i], chars[(seed = seed * 1103515245 + 12345) >> 16 & 7]);
		struct doc d = {"t", i + 1, str_of(all[i])};
		assert_int_equal(db_tx(f.db, index_doc, &d), DB_OK);
	}
	for (int i = 0; i < 300; i++) {
		char word[32] = "";
		int n = 1 + (int)(seed >> 8 & 3);
		for (int k = 0; k < n; k++)
			strcat(word, chars[(seed = seed * 1103515245 + 12345) >> 16 & 3]);
		struct buf want = buf_in(f.a, 4096);
		for (int k = 199; k >= 0; k--)
			if (strstr(all[k], word))
				buf_fmt(&want, "%d ", k + 1);
		buf_ch(&want, 0);
		assert_string_equal(find(&f, NULL, str_of(word)), want.p);
	}
	fixture_close(&f);
}

/* Several texts of one record in one transaction, and one that is undone with its job. */
static enum db_code index_often(struct db *w, void *arg)
{
	enum db_code c = search_index(w, "t", (rid){1}, S("第一稿 石榴"));
	if (!c)
		c = search_index(w, "t", (rid){1}, S("第二稿 枇杷"));
	if (!c)
		c = search_index(w, "t", (rid){2}, STR_NONE);
	return c ? c : *(enum db_code *)arg;
}

static void the_last_text_of_a_transaction_is_found(void **state)
{
	struct fixture f = fixture_open(NULL);
	enum db_code end = DB_OK, bad = DB_CONSTRAINT;
	struct doc before[] = {{"t", 1, S("从前 樱桃")}, {"t", 2, S("从前 荔枝")}};
	(void)state;
	assert_int_equal(db_tx(f.db, index_doc, &before[0]), DB_OK);
	assert_int_equal(db_tx(f.db, index_doc, &before[1]), DB_OK);
	assert_int_equal(db_tx(f.db, index_often, &bad), DB_CONSTRAINT);
	assert_string_equal(find(&f, NULL, S("从前")), "2 1 ");
	assert_string_equal(find(&f, NULL, S("枇杷")), "");
	assert_int_equal(db_tx(f.db, index_often, &end), DB_OK);
	assert_string_equal(find(&f, NULL, S("枇杷")), "1 ");
	assert_string_equal(find(&f, NULL, S("石榴")), "");
	assert_string_equal(find(&f, NULL, S("从前")), "");
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_found),
		cmocka_unit_test(letters_and_odd_signs_do_no_harm),
		cmocka_unit_test(changed_and_removed_texts_are_not_found),
		cmocka_unit_test(a_removed_word_leaves_the_file),
		cmocka_unit_test(the_last_text_of_a_transaction_is_found),
		cmocka_unit_test(the_index_agrees_with_reading_everything),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

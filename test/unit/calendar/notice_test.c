/* notice_test.c — the four published notices read as printed equal the shipped rows; tables in
 * several shapes; what disagrees with itself is refused. */
#include "base/buf.h"
#include "calendar/notice.h"
#include "unit/calendar/years.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena *a;

static struct notice read(const char *text, int year)
{
	struct notice n;
	notice_read(a, str_of(text), year, &n);
	return n;
}

static bool complains(const struct notice *n, const char *word, bool grave)
{
	for (size_t i = 0; i < n->problems.n; i++)
		if (str_has(n->problems.at[i].what, str_of(word)))
			return n->problems.at[i].grave == grave;
	return false;
}

static void assert_same_rows(const struct work_year *x, const struct work_year *y)
{
	assert_int_equal(x->year, y->year);
	assert_true(str_eq(x->cite, y->cite));
	assert_int_equal(x->n, y->n);
	for (size_t i = 0; i < x->n; i++) {
		assert_int_equal(x->rows[i].day.n, y->rows[i].day.n);
		assert_int_equal(x->rows[i].works, y->rows[i].works);
		assert_true(str_eq(x->rows[i].name, y->rows[i].name));
	}
}

static void printed_notices_equal_the_shipped_rows(void **state)
{
	(void)state;
	struct str rest = cases_bytes(a, "test/data/days_notices.txt");
	int years = 0;
	str_cut(&rest, S("== "));
	while (rest.n) {
		struct str text = str_cut(&rest, S("== "));
		int year = 2023 + years++;
		struct notice prose, rows;
		notice_read(a, text, 0, &prose);
		notice_read(a, cases_bytes(a, arena_fmt(a, "data/calendars/%d.tsv", year)), year,
			&rows);
		if (prose.problems.n)
			fail_msg("%d: %.*s", year, STR_ARG(prose.problems.at[0].what));
		assert_same_rows(&prose.year, &rows.year);
		assert_int_equal(prose.parts.n, rows.parts.n);
	}
	assert_int_equal(years, 4);
}

static void parts_are_ready_to_show(void **state)
{
	(void)state;
	struct notice n = read("一、国庆节：１０月１日（周五）至7日（周四）放假调休，共7天。"
			       "9月26日（周日）、10月9日（周六）上班。",
		2027);
	assert_false(n.grave);
	assert_int_equal(n.parts.n, 1);
	assert_int_equal(n.parts.at[0].from.n, day_of(2027, 10, 1).n);
	assert_int_equal(n.parts.at[0].until.n, day_of(2027, 10, 7).n);
	assert_int_equal(n.parts.at[0].days_off, 7);
	assert_int_equal(n.parts.at[0].days_worked, 2);
	assert_true(complains(&n, "没有春节", false));
}

static void tables_come_in_several_shapes(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"2027-10-01\tOFF\t国庆节\n2027-10-09\tWORK\t国庆节\n",
		"日期,类型,名称\r\n2027/10/1,放假,国庆节\r\n2027/10/9,上班,国庆节\r\n",
		"国庆节,2027年10月1日,休\n国庆节,2027年10月9日,班\n",
		"# 草稿\n\n\"20271001\",\"OFF\",\"国庆节\"\n\"20271009\",\"WORK\",\"国庆节\"\n",
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct notice n = read(texts[i], 2027);
		assert_false(n.grave);
		assert_int_equal(n.year.year, 2027);
		assert_int_equal(n.year.n, 2);
		assert_int_equal(n.year.rows[0].day.n, day_of(2027, 10, 1).n);
		assert_false(n.year.rows[0].works);
		assert_true(n.year.rows[1].works);
		assert_true(str_eq(n.year.rows[1].name, S("国庆节")));
	}
}

static void what_disagrees_with_itself_is_refused(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int year;
		const char *word;
	} cases[] = {
		{"一、元旦：1月1日至3日放假调休，共4天。", 2026, "共4天"},
		{"一、元旦：1月1日（周五）放假。", 2026, "周四"},
		{"一、元旦：1月1日放假。1月5日上班。", 2026, "本来就上班"},
		{"一、元旦：2月30日放假。", 2026, "没有2026年2月30日"},
		{"一、元旦：放假待定。", 2026, "没有读出放假日期"},
		{"一、元旦：5月5日至1日放假。", 2026, "起止"},
		{"一、元旦：1月1日放假。二、春节：1月1日放假。", 2026, "两次"},
		{"一、元旦：1月1日放假。", 0, "哪一年"},
		{"关于2027年部分节假日安排\n一、元旦：1月1日放假。", 2028, "2027"},
		{"2027-01-01\tOFF\t元旦\n乱七八糟\n", 2027, "第2行"},
		{"2026-01-01\tOFF\t元旦\n", 2027, "不在2027年"},
		{"", 2027, "没有读出"},
		{"\xff\xfe", 2027, "UTF-8"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct notice n = read(cases[i].text, cases[i].year);
		if (!n.grave || !complains(&n, cases[i].word, true)) {
			struct str said = n.problems.n ? n.problems.at[0].what : S("no complaint");
			fail_msg("%s: %.*s", cases[i].text, STR_ARG(said));
		}
	}
}

static void floods_have_a_ceiling(void **state)
{
	(void)state;
	struct buf b = buf_in(a, NOTICE_MAX);
	buf_lit(&b, "一、元旦：");
	while (b.n + 64 < NOTICE_MAX)
		buf_lit(&b, "1月1日至31日放假、");
	struct notice n;
	notice_read(a, buf_view(&b), 2027, &n);
	assert_true(complains(&n, "日期太多", true));
	assert_true(n.problems.n <= NOTICE_PROBLEMS_MAX);
	assert_true(n.year.n <= NOTICE_ROWS_MAX + 1);
}

static void differences_are_the_days_that_move(void **state)
{
	(void)state;
	struct notice n = read("关于2027年部分节假日安排\n一、元旦：1月1日（周五）放假。"
			       "1月9日（周六）上班。",
		2027);
	struct work *was = years_load(a, 2023, 2026), *is = work_of(a, &n.year, 1);
	struct day out[8];
	size_t count = notice_differences(was, is, 2027, out, 8);
	assert_int_equal(count, 2);
	assert_int_equal(out[0].n, day_of(2027, 1, 1).n);
	assert_int_equal(out[1].n, day_of(2027, 1, 9).n);
	assert_int_equal(notice_differences(was, was, 2027, out, 8), 0);
	assert_int_equal(notice_differences(was, is, 2027, out, 1), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(printed_notices_equal_the_shipped_rows),
		cmocka_unit_test(parts_are_ready_to_show),
		cmocka_unit_test(tables_come_in_several_shapes),
		cmocka_unit_test(what_disagrees_with_itself_is_refused),
		cmocka_unit_test(floods_have_a_ceiling),
		cmocka_unit_test(differences_are_the_days_that_move),
	};
	a = arena_open(256 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(a);
	return failed;
}

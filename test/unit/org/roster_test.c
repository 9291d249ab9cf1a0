/* roster_test.c — the organisation out and in again: nothing changes; every mistake of a sheet is
 * marked at its cell at once and nothing is written; a changed cell changes what it says and no
 * more. */
#include "org/roster.h"
#include "org/group.h"
#include "org/org.h"
#include "org/unit.h"
#include "paper/read.h"
#include "world.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <time.h>
#include <sys/stat.h>
#include <cmocka.h>

static struct test_world t;

static int open_world(void **state)
{
	(void)state;
	test_open(&t, "2026-09-18T09:00:00+08:00");
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	test_close(&t);
	return 0;
}

static struct book book_of(struct str bytes)
{
	static const struct paper_hint hint = {.name = {"org.csv", 7}};
	struct book b;
	struct str error = STR_NONE;
	if (!paper_read_book(t.a, bytes, &hint, &b, &error))
		fail_msg("%.*s", STR_ARG(error));
	return b;
}

static struct str slurp(int fd)
{
	struct stat st;
	assert_true(fd >= 0);
	assert_int_equal(fstat(fd, &st), 0);
	char *p = arena_get(t.a, (size_t)st.st_size);
	assert_int_equal(pread(fd, p, (size_t)st.st_size, 0), st.st_size);
	close(fd);
	return str_n(p, (size_t)st.st_size);
}

static int64_t log_size(void)
{
	return db_one_int(db_prep(t.db, "SELECT count(*) FROM seal_entry"), -1);
}

static struct roster_sum check(struct ctx *cx, const char *csv)
{
	struct roster_sum s;
	struct book b = book_of(str_of(csv));
	assert_int_equal(roster_check(cx, &b, S("表.csv"), &s), FLOW_OK);
	return s;
}

static struct roster_sum load(const char *csv)
{
	struct roster_sum s;
	struct book b = book_of(str_of(csv));
	enum flow_code code = roster_load(test_now(&t), &b, S("表.csv"), &s);
	for (size_t i = 0; i < s.n_marks; i++)
		print_error("%u,%u %.*s\n", s.marks[i].row, s.marks[i].col,
			STR_ARG(s.marks[i].message));
	assert_int_equal(code, FLOW_OK);
	return s;
}

/* "row,col message" of the first mark at that cell, NULL where there is none. */
static const char *mark_at(const struct roster_sum *s, uint32_t row, uint32_t col)
{
	for (size_t i = 0; i < s->n_marks; i++)
		if (s->marks[i].row == row && s->marks[i].col == col)
			return str_c(t.a, s->marks[i].message);
	return NULL;
}

#define assert_marked(s, row, col, words)                                                          \
	do {                                                                                       \
		const char *said = mark_at((s), (row), (col));                                     \
		if (said == NULL || strstr(said, (words)) == NULL)                                 \
			fail_msg("cell %d,%d: %s", (row), (col), said ? said : "no mark");         \
	} while (0)

static void what_comes_out_goes_in_unchanged(void **state)
{
	(void)state;
	struct str csv = roster_csv(test_now(&t));
	struct book from_csv = book_of(csv), from_xlsx = book_of(slurp(roster_xlsx(test_now(&t))));
	const struct book *const books[] = {&from_csv, &from_xlsx};
	int64_t before = log_size();
	for (int i = 0; i < 2; i++) {
		struct roster_sum s;
		assert_int_equal(roster_load(test_now(&t), books[i], S("表"), &s), FLOW_OK);
		assert_int_equal(s.changes, 0);
		assert_int_equal(s.n_marks, 0);
		assert_int_equal(s.n[ROSTER_UNIT][ROSTER_SAME], 38);
		assert_int_equal(s.n[ROSTER_PERSON][ROSTER_SAME], 120);
		assert_int_equal(s.n[ROSTER_POST][ROSTER_SAME], 129);
		assert_int_equal(s.n[ROSTER_PAIRING][ROSTER_SAME], 27);
		assert_int_equal(s.n[ROSTER_ACCOUNT][ROSTER_SAME], 120);
	}
	assert_int_equal(log_size(), before);
	assert_true(str_eq(roster_csv(test_now(&t)), csv));
}

static enum flow_code base_rows(struct ctx *cx, void *arg)
{
	(void)arg;
	return preset_base(cx);
}

static void an_empty_database_takes_a_whole_bureau(void **state)
{
	(void)state;
	struct str csv = roster_csv(test_now(&t)), why;
	struct test_world empty = {.a = t.a};
	char url[96];
	snprintf(url, sizeof url, "%s/empty.db", t.dir);
	empty.w = world_open(t.a, registry_parts(), &t.clock, url, WORLD_MAKE, &why);
	assert_non_null(empty.w);
	empty.db = store_reader(empty.w->store);
	struct ctx *cx = world_ctx(empty.w, t.a, empty.db);
	struct roster_sum s;
	struct book b = book_of(csv);
	assert_int_equal(ctx_write(cx, base_rows, NULL), FLOW_OK);
	assert_int_equal(roster_load(cx, &b, S("表.csv"), &s), FLOW_OK);
	assert_int_equal(s.n[ROSTER_UNIT][ROSTER_NEW], 38);
	assert_int_equal(s.n[ROSTER_ACCOUNT][ROSTER_NEW], 120);
	assert_int_equal(roster_load(cx, &b, S("表.csv"), &s), FLOW_OK);
	assert_int_equal(s.changes, 0);
	db_close(empty.db);
	world_close(empty.w);
	unlink(url);
}

static const char wrong_sheet[] = "【单位】\n"
				  "单位名称,上级单位,层级,类别,机构代码,特征,颜色\n"
				  "新桥派出所,安澜县公安局,基层所队级,派出所,12,,\n"
				  "老桥派出所,没有的局,所级,派出所,,窗口,\n"
				  "\n【人员】\n警号,姓名,所属单位,到岗日期\n"
				  "880001,甲某,新桥派出所,2026-02-30\n"
				  "880002,,治安大队,2026年3月1日\n"
				  "880002,乙某,治安大队,\n"
				  "990003,陆景和,城关派出所,\n"
				  "\n【任职】\n警号,姓名,单位,岗位,任职日期\n"
				  "880001,甲某,新桥派出所,所长,2026-09-01\n"
				  "990062,错名,城关派出所,民警,2026-09-01\n"
				  "889999,,城关派出所,骑士,2026-09-01\n"
				  "990063,,城关派出所,所长,2026-09-01\n";

static void every_mistake_is_marked_at_once_and_nothing_is_written(void **state)
{
	(void)state;
	int64_t before = log_size();
	struct roster_sum s = check(test_now(&t), wrong_sheet);
	assert_int_equal(s.n_wrong, 11);
	assert_marked(&s, 1, 6, "没有“颜色”这一列");
	assert_marked(&s, 2, 4, "12 位数字");
	assert_marked(&s, 3, 1, "没有叫“没有的局”的单位");
	assert_marked(&s, 3, 2, "省级、市级");
	assert_marked(&s, 7, 3, "不是日期");
	assert_marked(&s, 8, 1, "姓名");
	assert_marked(&s, 9, 0, "与第 9 行重复");
	assert_marked(&s, 10, 2, "交接");
	assert_marked(&s, 15, 1, "不是错名");
	assert_marked(&s, 16, 0, "没有警号“889999”");
	assert_marked(&s, 16, 3, "所长");
	assert_marked(&s, 17, 3, "已有主要负责人");
	struct book b = book_of(str_of(wrong_sheet));
	assert_int_equal(roster_load(test_now(&t), &b, S("表.csv"), &s), FLOW_INVALID);
	assert_int_equal(log_size(), before);
	assert_int_equal(tree_find(test_now(&t), S("新桥派出所"), t.cx->today).n, 0);
	/* The marked sheet comes in again, with the same mistakes and no new ones. */
	struct book marked = book_of(slurp(annotate_write(t.a, &b, s.marks, s.n_marks)));
	size_t wrong = s.n_wrong;
	assert_int_equal(roster_check(test_now(&t), &marked, S("表.xlsx"), &s), FLOW_OK);
	assert_int_equal(s.n_wrong, wrong);
}

static const char good_sheet[] =
	"单位,,,,,\n"
	"单位名称,简称,上级单位,层级,类别,特征,别名\n"
	"综合室,,新桥派出所,内设机构,内设机构,,\n"
	"综合室,,治安大队,内设机构,内设机构,,\n"
	"新桥派出所,新桥所,安澜县公安局,基层所队级,派出所,窗口单位、基层科所队,"
	"北桥派出所（2010-01-01至2025-12-31）、新桥警务站\n"
	"【单位组】\n单位组名称,同义写法\n桥组,两座桥；桥们\n"
	"【组成员】\n单位组,加减,依据,对象,开始日期\n桥组,加,特征,窗口单位,\n"
	"桥组,减,单位,城关派出所,2026-10-01\n"
	"【人员】\n工号,姓名,部门,职务\n"
	"880001,甲某,新桥派出所,所长\n880002,乙某,新桥派出所/综合室,内勤\n"
	"【任职】\n警号,单位,岗位,任职日期,免职日期\n"
	"880001,新桥所,所长,2026-09-01,\n"
	"880001,治安大队,副大队长,2020-01-01,2026-08-31\n"
	"【包联】\n警号,包联单位,方式,开始日期\n990002,新桥警务站,包联,2026-09-01\n"
	"【账号】\n登录名,警号\nxinqiao.1,880001\n";

static void a_sheet_builds_units_people_and_what_ties_them(void **state)
{
	(void)state;
	struct roster_sum s = check(test_now(&t), good_sheet);
	assert_int_equal(s.n_wrong, 0);
	assert_int_equal(s.changes, 11);
	struct str digest = s.digest;
	s = load(good_sheet);
	assert_true(str_eq(s.digest, digest));
	struct ctx *cx = test_now(&t);
	rid bridge = test_unit(&t, "新桥派出所");
	assert_int_equal(test_unit(&t, "新桥警务站").n, bridge.n);
	assert_int_equal(tree_find(cx, S("北桥派出所"), cx->today).n, 0);
	assert_int_equal(tree_find(cx, S("北桥派出所"), day_of(2025, 1, 1)).n, bridge.n);
	assert_int_equal(tree_find(cx, S("综合室"), cx->today).n, 0); /* two of them */
	rid head = tree_head(cx, bridge, cx->today);
	assert_true(str_eq(tree_person_name(cx, head), S("甲某")));
	rid members[100];
	rid group = org_group_find(cx, S("桥们"));
	int n = org_group_members(cx, group, day_of(2026, 9, 18), members, 100);
	assert_int_equal(org_group_members(cx, group, day_of(2026, 10, 1), members, 100), n - 1);
	/* Twice is once. */
	int64_t before = log_size();
	s = load(good_sheet);
	assert_int_equal(s.changes, 0);
	assert_int_equal(log_size(), before);
}

static void only_what_a_cell_says_changes(void **state)
{
	(void)state;
	struct roster_sum s = load("【人员】\n警号,姓名,所属单位,职务,办公电话\n"
				   "990063,,,一级警长,12345\n");
	assert_int_equal(s.changes, 1);
	assert_true(str_has(s.lines[0].text, S("办公电话：— → 12345")));
	rid id = {db_one_int(db_prep(t.db, "SELECT id FROM person WHERE staff_no = '990063'"), 0)};
	const struct person_row *p = rec_load(test_now(&t), &person_kind, id);
	assert_true(p->name.n > 0 && str_eq(p->title, S("一级警长")));
	s = load("警号,姓名,所属单位,办公电话\n990063,,,无\n");
	assert_int_equal(s.changes, 1);
	p = rec_load(test_now(&t), &person_kind, id);
	assert_int_equal(p->phone.n, 0);
	assert_true(str_eq(p->title, S("一级警长")));
}

static void a_unit_keeps_its_number_under_a_new_name(void **state)
{
	(void)state;
	rid old = test_unit(&t, "情指中心");
	struct roster_sum s = load("单位名称,机构代码\n情报与指挥中心,990126010000\n");
	assert_int_equal(s.n[ROSTER_UNIT][ROSTER_CHANGED], 1);
	assert_int_equal(test_unit(&t, "情报与指挥中心").n, old.n);
	/* Documents of yesterday still find it. */
	assert_int_equal(tree_find(t.cx, S("情指中心"), day_of(2026, 9, 17)).n, old.n);
	s = load("单位名称,机构代码\n情指中心,990126010000\n");
	assert_int_equal(s.n[ROSTER_UNIT][ROSTER_CHANGED], 1);
}

static void an_end_date_ends(void **state)
{
	(void)state;
	static const char sheet[] = "【任职】\n警号,单位,岗位,任职日期,免职日期\n"
				    "990062,城关派出所,所长,2024-01-08,2026-09-17\n"
				    "990063,城关派出所,所长,2026-09-18,\n";
	struct roster_sum s = load(sheet);
	assert_int_equal(s.n[ROSTER_POST][ROSTER_ENDED], 1);
	assert_int_equal(s.n[ROSTER_POST][ROSTER_NEW], 1);
	s = load(sheet);
	assert_int_equal(s.changes, 0);
	s = check(test_now(&t), "【任职】\n警号,单位,岗位,任职日期,免职日期\n"
				"990062,城关派出所,所长,2024-01-08,2026-09-10\n");
	assert_marked(&s, 2, 4, "已在 2026-09-17 结束");
}

static void rights_hold_in_a_sheet_too(void **state)
{
	(void)state;
	static const char accounts[] = "登录名,警号\nnew.one,880002\n";
	struct ctx *clerk = test_as(&t, "org");
	struct roster_sum s = check(clerk, "警号,姓名,所属单位\n880009,丙某,治安大队\n");
	assert_int_equal(s.n_wrong, 0);
	s = check(clerk, accounts);
	assert_marked(&s, 1, 0, "没有维护这一项的权限");
	s = check(test_as(&t, "sysadmin"), accounts);
	assert_int_equal(s.n_wrong, 0);
	s = check(test_as(&t, "linzhiyuan"), "警号,姓名,所属单位\n880009,丙某,城关派出所\n");
	assert_marked(&s, 1, 0, "没有维护这一项的权限");
	assert_int_equal(str_has(roster_csv(clerk), S("【账号】")), 0);
}

static void a_sheet_that_is_none_is_told(void **state)
{
	(void)state;
	struct roster_sum s = check(test_now(&t), "甲,乙\n1,2\n3,4\n");
	assert_int_equal(s.n_wrong, 1);
	assert_marked(&s, 0, 0, "认不出这张表");
	s = check(test_now(&t), "【人员】\n警号,姓名\n1,2\n");
	assert_marked(&s, 1, 0, "缺少“所属单位”");
	struct book b = book_of(slurp(roster_template(test_now(&t))));
	assert_int_equal(b.n_sheets, 8);
	assert_int_equal(roster_check(test_now(&t), &b, S("模板.xlsx"), &s), FLOW_OK);
	assert_marked(&s, 0, 0, "没有一行数据");
}

static void two_thousand_persons_take_seconds(void **state)
{
	(void)state;
	struct buf b = buf_in(t.a, 1 << 20);
	buf_lit(&b, "【人员】\n警号,姓名,所属单位,职务\n");
	for (int i = 0; i < 2000; i++)
		buf_fmt(&b, "7%05d,人员%d,治安大队,民警\n", i, i);
	buf_lit(&b, "【任职】\n警号,单位,岗位,任职日期\n");
	for (int i = 0; i < 2000; i++)
		buf_fmt(&b, "7%05d,治安大队,民警,2026-09-01\n", i);
	clock_t start = clock();
	struct roster_sum s = load(str_c(t.a, buf_view(&b)));
	double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
	print_message("4000 rows: %.2f s\n", seconds);
	assert_int_equal(s.changes, 4000);
	assert_true(seconds < 10);
}

int main(int argc, char **argv)
{
	paper_child(argc, argv); /* the jailed reader is this program started anew */
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_comes_out_goes_in_unchanged),
		cmocka_unit_test(an_empty_database_takes_a_whole_bureau),
		cmocka_unit_test(every_mistake_is_marked_at_once_and_nothing_is_written),
		cmocka_unit_test(a_sheet_builds_units_people_and_what_ties_them),
		cmocka_unit_test(only_what_a_cell_says_changes),
		cmocka_unit_test(a_unit_keeps_its_number_under_a_new_name),
		cmocka_unit_test(an_end_date_ends),
		cmocka_unit_test(rights_hold_in_a_sheet_too),
		cmocka_unit_test(a_sheet_that_is_none_is_told),
		cmocka_unit_test(two_thousand_persons_take_seconds),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}

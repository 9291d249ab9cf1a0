/* import_test.c — the two steps of an import: what was shown is what is done, and a preview that
 * is no longer true is not carried out. */
#include "org/import.h"
#include "org/org.h"
#include "paper/read.h"
#include "store/blob.h"
#include "world.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
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

static struct import_row *load_row(rid id)
{
	return rec_load(test_now(&t), &import_kind, id);
}

static rid upload(struct ctx *cx, const char *csv)
{
	struct import_draft d = {.name = S("人员.csv"), .bytes = str_of(csv)};
	assert_int_equal(import_try(cx, &d), FLOW_OK);
	assert_int_equal(ctx_write(cx, import_keep, &d), FLOW_OK);
	return d.id;
}

static enum flow_code apply(struct ctx *cx, rid id)
{
	struct import_draft d = {.id = id};
	enum flow_code code = import_again(cx, &d);
	return code == FLOW_OK ? ctx_write(cx, import_apply, &d) : code;
}

static const char two[] = "警号,姓名,所属单位\n880001,甲某,治安大队\n880002,乙某,治安大队\n";

static void what_was_shown_is_done_once(void **state)
{
	(void)state;
	struct import_line *l;
	rid id = upload(test_as(&t, "org"), two);
	assert_int_equal(load_row(id)->head.state, IMPORT_READY);
	assert_int_equal(load_row(id)->n_new, 2);
	assert_int_equal(import_lines(test_now(&t), id, 0, 10, &l), 2);
	assert_true(str_eq(l[1].name, S("乙某 880002")));
	assert_int_equal(apply(test_as(&t, "lujinghe"), id), FLOW_ABSENT);
	assert_int_equal(apply(test_as(&t, "org"), id), FLOW_OK);
	assert_int_equal(load_row(id)->head.state, IMPORT_DONE);
	assert_int_equal(apply(test_as(&t, "org"), id), FLOW_STATE);
	id = upload(test_as(&t, "org"), two);
	assert_int_equal(load_row(id)->head.state, IMPORT_SAME);
}

static void a_preview_that_is_no_longer_true_is_not_carried_out(void **state)
{
	(void)state;
	static const char later[] = "警号,姓名,所属单位,职务\n880001,,,队长\n";
	rid first = upload(test_as(&t, "org"), later), second = upload(test_as(&t, "org"), later);
	assert_int_equal(apply(test_as(&t, "org"), first), FLOW_OK);
	assert_int_equal(apply(test_as(&t, "org"), second), FLOW_CONFLICT);
	assert_int_equal(load_row(second)->head.state, IMPORT_READY);
}

static void a_wrong_sheet_comes_back_marked(void **state)
{
	(void)state;
	struct import_line *l;
	rid id = upload(test_as(&t, "org"), "警号,姓名,所属单位\n88 0003,丙某,没有的单位\n");
	const struct import_row *row = load_row(id);
	struct blob b;
	assert_int_equal(row->head.state, IMPORT_WRONG);
	assert_int_equal(import_lines(test_now(&t), id, 0, 10, &l), row->n_wrong);
	assert_true(str_ends(l[0].name, S(" C2")) || str_ends(l[0].name, S(" A2")));
	assert_int_equal(blob_find(t.db, (rid){row->marked}, &b), DB_OK);
	assert_int_equal(apply(test_as(&t, "org"), id), FLOW_STATE);
}

static void not_everybody_imports(void **state)
{
	(void)state;
	struct import_draft d = {.name = S("人员.csv"), .bytes = str_of(two)};
	assert_int_equal(import_try(test_as(&t, "xuwenxi"), &d), FLOW_DENIED);
	struct import_draft junk = {.name = S("a.xlsx"), .bytes = S("PK\3\4 no zip")};
	struct ctx *cx = test_as(&t, "org");
	assert_int_equal(import_try(cx, &junk), FLOW_INVALID);
	assert_true(err_of(cx->errs, S("file")).n > 0);
}

int main(int argc, char **argv)
{
	paper_child(argc, argv);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_shown_is_done_once),
		cmocka_unit_test(a_preview_that_is_no_longer_true_is_not_carried_out),
		cmocka_unit_test(a_wrong_sheet_comes_back_marked),
		cmocka_unit_test(not_everybody_imports),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}

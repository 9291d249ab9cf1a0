/* judge_test.c — an outcome is judged on evidence by somebody of another unit, in words. */
#include "duty/judge.h"
#include "issued.h"
#include "store/blob.h"
#include "sys/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

static const char t09[] = "AND[RECUR{every:quarter,content:[动态进展,工作成效],until:11-end},"
			  "MILESTONE{by:11-end,content:[明显改观]}]";

static enum flow_code answered(struct ctx *cx, void *arg)
{
	const struct issued *m = arg;
	struct question_row *q = kind_row(&question_kind, cx->a);
	q->head.unit = tree_top(cx);
	q->head.state = 1;
	q->plan = m->plan;
	q->measure = m->measure;
	q->code = S("outcome");
	q->ask = S("由谁按什么标准评定？");
	q->answer = S("群众满意度不低于90分，由机关纪委评定");
	q->basis = S("党委会");
	return rec_insert(cx, &question_kind, q);
}

static struct evidence_in paper_of(struct test_world *t)
{
	struct blob b;
	int fd = file_temp(t->dir);
	assert_true(fd >= 0);
	assert_int_equal(file_put(fd, S("测评表")), FILE_OK);
	assert_int_equal(blob_put(t->db, fd, 100, t->cx->now, &b), DB_OK);
	close(fd);
	return (struct evidence_in){.blob = b.id, .name = S("测评表.txt"), .size = b.size};
}

static struct due_row *outcome_of(struct test_world *t, const char *unit)
{
	struct stmt *s = db_prep(t->db, "SELECT id FROM due WHERE unit = ? AND kind = 'final'");
	db_rid(s, 1, test_unit(t, unit));
	struct due_row *d = rec_load(t->cx, &due_kind, (rid){db_one_int(s, 0)});
	assert_non_null(d);
	return d;
}

static void an_outcome_needs_evidence_another_unit_and_words(void **state)
{
	struct test_world t;
	struct issued m = {.resp = "城关派出所", .rule = t09};
	struct report_out out;
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	issued_open(&t, &m);
	assert_int_equal(ctx_write(test_now(&t), answered, &m), FLOW_OK);
	struct due_row *d = outcome_of(&t, "城关派出所");
	assert_true(judge_needed(d));
	assert_true(str_has(judge_standard(t.cx, d), S("不低于90分")));

	test_time(&t, "2026-11-20T09:00:00+08:00");
	struct report_in in = {.due = d->head.id, .effect = S("投诉明显减少")};
	struct ctx *cx = test_as(&t, "linzhiyuan");
	assert_int_equal(due_report(cx, &in, &out), FLOW_INVALID);
	assert_true(str_eq(cx->errs->at[0].field, S("files")));
	struct evidence_in paper = paper_of(&t);
	in.evidence = &paper;
	in.n_evidence = 1;
	assert_int_equal(due_report(test_as(&t, "linzhiyuan"), &in, &out), FLOW_OK);

	test_now(&t);
	assert_int_equal(report_accept(t.cx, out.report, S("  ")), FLOW_INVALID);
	assert_true(str_eq(t.cx->errs->at[0].field, S("note")));
	test_now(&t);
	assert_int_equal(report_accept(t.cx, out.report, S("测评93分，达到标准")), FLOW_OK);
	d = outcome_of(&t, "城关派出所");
	assert_int_equal(d->head.state, DUE_ACCEPTED);
	test_close(&t);
}

static void nobody_of_the_unit_judges_it(void **state)
{
	struct test_world t;
	struct issued m = {.resp = "督察法制大队", .rule = t09};
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	issued_open(&t, &m);
	struct due_row *own = outcome_of(&t, "督察法制大队");
	struct due_row *other = outcome_of(&t, "政治工作办公室");
	struct ctx *cx = test_as(&t, "zhoumingche");
	assert_int_equal(judge_accept(cx, own, S("达到标准")), FLOW_DENIED);
	assert_int_equal(judge_accept(cx, other, S("达到标准")), FLOW_OK);
	test_close(&t);
}

/* What is only finished, or reported by the quarter, needs none of it. */
static void nothing_else_is_judged(void **state)
{
	struct test_world t;
	struct issued m = {.resp = "城关派出所",
		.rule = "AND[RECUR{every:quarter,content:[工作成效],until:11-end},"
			"MILESTONE{by:11-end,content:[完成]}]"};
	struct report_out out;
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	issued_open(&t, &m);
	struct due_row *d = outcome_of(&t, "城关派出所");
	assert_false(judge_needed(d));
	assert_int_equal(judge_standard(t.cx, d).n, 0);
	struct report_in in = {.due = d->head.id, .effect = S("已完成")};
	assert_int_equal(due_report(test_as(&t, "linzhiyuan"), &in, &out), FLOW_OK);
	assert_int_equal(report_accept(test_now(&t), out.report, STR_NONE), FLOW_OK);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_outcome_needs_evidence_another_unit_and_words),
		cmocka_unit_test(nobody_of_the_unit_judges_it),
		cmocka_unit_test(nothing_else_is_judged),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

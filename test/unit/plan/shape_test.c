/* shape_test.c — the tree of a reading is put right by hand; spans stay true to the text. */
#include "plan/hurdle.h"
#include "plan/shape.h"
#include "plan/answer.h"
#include "seal/seal_verify.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char text[] =
	"安澜县公安局2026年作风建设工作方案\n\n二、具体措施\n"
	"（一）强化理论武装。组织集中学习。每人撰写心得。\n"
	"牵头单位：政治工作办公室\n责任单位：城关派出所\n完成时限：2026年6月30日前\n"
	"（二）畅通举报渠道。公布举报电话。\n"
	"责任单位：柳河派出所\n完成时限：2026年9月30日前\n"
	"（三）强化正向激励。\n"
	"责任单位：机关纪委\n完成时限：2026年11月30日前\n";

static struct test_world t;
static rid plan;
static struct str source;

static enum flow_code make(struct ctx *cx, void *arg)
{
	struct campaign_row *c = kind_row(&campaign_kind, cx->a);
	(void)arg;
	c->head.unit = tree_top(cx);
	c->name = S("“整作风”专项工作");
	c->type = S("special");
	c->from_day = day_of(2026, 3, 1);
	c->until_day = day_of(2026, 12, 31);
	c->office = tree_find(cx, S("专项活动办公室"), cx->today);
	assert_int_equal(rec_insert(cx, &campaign_kind, c), FLOW_OK);
	struct doc doc = doc_from_text(cx->a, str_of(text));
	struct plan_import in = {.campaign = c->head.id,
		.doc = &doc,
		.source_name = S("方案.txt"),
		.issue_day = day_of(2026, 3, 1)};
	enum flow_code code = plan_import(cx, &in);
	plan = in.plan;
	return code;
}

static int open_world(void **state)
{
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	assert_int_equal(ctx_write(t.cx, make, NULL), FLOW_OK);
	test_now(&t);
	source = plan_text(t.cx, plan);
	return 0;
}

static int close_world(void **state)
{
	struct seal_report r;
	struct seal_verify_opt o = {0};
	(void)state;
	assert_int_equal(seal_verify(t.db, &o, t.a, &r), DB_OK);
	assert_int_equal(r.bad, 0);
	test_close(&t);
	return 0;
}

static struct measure_row *at(const char *heading)
{
	struct measure_row **m;
	int n = plan_measures(test_now(&t), plan, &m);
	for (int i = 0; i < n; i++)
		if (str_eq(m[i]->heading, str_of(heading)))
			return m[i];
	return NULL;
}

static void assert_order(const char *const *want)
{
	struct measure_row **m;
	int n = plan_measures(test_now(&t), plan, &m), k = 0;
	for (int i = 0; i < n; i++) {
		if (!m[i]->assigned || m[i]->head.state == MEASURE_CANCELLED)
			continue;
		assert_non_null(want[k]);
		assert_string_equal(str_c(t.a, m[i]->heading), want[k++]);
	}
	assert_null(want[k]);
}

static struct str words(const struct measure_row *m)
{
	return str_trim(str_n(source.p + m->span_at, (size_t)m->span_n));
}

static void a_measure_moves_up_and_down_among_its_siblings(void **state)
{
	(void)state;
	struct measure_row *m = at("强化正向激励");
	assert_int_equal(shape_move(t.cx, m->head.id, true), FLOW_STATE);
	assert_int_equal(shape_move(test_now(&t), m->head.id, false), FLOW_OK);
	assert_order((const char *[]){"强化理论武装", "强化正向激励", "畅通举报渠道", NULL});
	assert_int_equal(shape_move(test_now(&t), m->head.id, true), FLOW_OK);
	assert_order((const char *[]){"强化理论武装", "畅通举报渠道", "强化正向激励", NULL});
}

static void a_part_that_is_split_off_points_to_its_own_words(void **state)
{
	struct measure_unit *u;
	struct measure_rule *r;
	size_t *places;
	rid part;
	(void)state;
	struct measure_row *m = at("强化理论武装"), *n;
	int k = shape_sentences(t.cx, m->text, &places), second = -1;
	for (int i = 0; i < k; i++)
		if (str_starts(str_from(m->text, places[i]), S("每人撰写")))
			second = i;
	assert_true(second >= 0);
	assert_int_equal(shape_split(test_now(&t), m->head.id, 1, &part), FLOW_INVALID);
	assert_int_equal(shape_split(test_now(&t), m->head.id, places[second], &part), FLOW_OK);
	m = at("强化理论武装");
	n = at("每人撰写心得");
	assert_non_null(n);
	assert_int_equal(n->head.id.n, part.n);
	assert_int_equal(m->span_at + m->span_n, n->span_at);
	assert_true(str_eq(words(m), m->text));
	assert_true(str_eq(words(n), n->text));
	assert_order((const char *[]){
		"强化理论武装", "每人撰写心得", "畅通举报渠道", "强化正向激励", NULL});
	/* The fields stood behind both sentences: both parts have them. */
	assert_int_equal(plan_units(t.cx, m->head.id, &u), 2);
	assert_int_equal(plan_units(t.cx, n->head.id, &u), 2);
	assert_int_equal(plan_rules(t.cx, m->head.id, &r), 1);
	assert_int_equal(plan_rules(t.cx, n->head.id, &r), 1);
}

static void fields_are_no_place_to_part(void **state)
{
	size_t *places;
	(void)state;
	struct str s = S("集中学习一次。每人撰写心得。\n牵头单位：政工室；责任单位：各部门\n"
			 "【完成时限】9月底前\n（配合单位：督察大队。）\n评选先进。");
	int n = shape_sentences(t.cx, s, &places);
	assert_int_equal(n, 2);
	assert_true(str_starts(str_from(s, places[0]), S("每人撰写心得")));
	assert_true(str_starts(str_from(s, places[1]), S("评选先进")));
}

static void what_is_merged_again_is_whole(void **state)
{
	struct measure_unit *u;
	struct measure_rule *r;
	(void)state;
	int64_t end = at("每人撰写心得")->span_at + at("每人撰写心得")->span_n;
	assert_int_equal(shape_merge(t.cx, at("每人撰写心得")->head.id), FLOW_OK);
	struct measure_row *m = at("强化理论武装");
	assert_int_equal(m->span_at + m->span_n, end);
	assert_true(str_has(m->text, S("每人撰写心得")));
	assert_int_equal(plan_units(t.cx, m->head.id, &u), 2);
	assert_int_equal(plan_rules(t.cx, m->head.id, &r), 1);
	assert_int_equal(at("每人撰写心得")->head.state, MEASURE_CANCELLED);
	assert_int_equal(shape_merge(t.cx, m->head.id), FLOW_STATE);
}

static void a_measure_goes_under_another_but_not_under_itself(void **state)
{
	(void)state;
	rid one = at("强化理论武装")->head.id, three = at("强化正向激励")->head.id;
	assert_int_equal(shape_under(t.cx, three, one), FLOW_OK);
	assert_order((const char *[]){"强化理论武装", "强化正向激励", "畅通举报渠道", NULL});
	assert_int_equal(shape_under(test_now(&t), one, three), FLOW_INVALID);
	assert_int_equal(shape_drop(test_now(&t), one, S("重复")), FLOW_INVALID);
}

static void adding_and_taking_out_leave_a_trace(void **state)
{
	rid added;
	(void)state;
	rid two = at("畅通举报渠道")->head.id;
	assert_int_equal(shape_add(t.cx, two, S(" "), STR_NONE, &added), FLOW_INVALID);
	assert_int_equal(
		shape_add(test_now(&t), two, S("开展谈心谈话"), STR_NONE, &added), FLOW_OK);
	assert_order((const char *[]){
		"强化理论武装", "强化正向激励", "畅通举报渠道", "开展谈心谈话", NULL});
	assert_int_equal(shape_drop(test_now(&t), added, STR_NONE), FLOW_INVALID);
	assert_int_equal(shape_drop(test_now(&t), added, S("党委会决定不列")), FLOW_OK);
	assert_int_equal(at("开展谈心谈话")->head.state, MEASURE_CANCELLED);
	struct stmt *s = db_prep(t.db, "SELECT count(*) FROM seal_entry WHERE kind = 'measure' AND "
				       "record = ? AND verb IN ('add', 'drop')");
	db_rid(s, 1, added);
	assert_int_equal(db_one_int(s, 0), 2);
}

static void a_heading_asks_nothing_of_anybody(void **state)
{
	struct plan_hurdle *h;
	(void)state;
	rid two = at("畅通举报渠道")->head.id;
	struct measure_unit *u;
	assert_int_equal(plan_units(t.cx, two, &u), 1);
	assert_int_equal(answer_drop_unit(test_now(&t), u[0].id), FLOW_OK);
	int before = plan_hurdles(test_now(&t), plan, &h);
	assert_int_equal(shape_assign(test_now(&t), two, false), FLOW_OK);
	assert_true(plan_hurdles(test_now(&t), plan, &h) < before);
}

static void others_and_issued_plans_are_left_alone(void **state)
{
	(void)state;
	rid one = at("强化理论武装")->head.id;
	assert_int_not_equal(shape_move(test_as(&t, "linzhiyuan"), one, true), FLOW_OK);
	assert_int_equal(shape_move(test_now(&t), (rid){987654321}, true), FLOW_ABSENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_measure_moves_up_and_down_among_its_siblings),
		cmocka_unit_test(a_part_that_is_split_off_points_to_its_own_words),
		cmocka_unit_test(fields_are_no_place_to_part),
		cmocka_unit_test(what_is_merged_again_is_whole),
		cmocka_unit_test(a_measure_goes_under_another_but_not_under_itself),
		cmocka_unit_test(adding_and_taking_out_leave_a_trace),
		cmocka_unit_test(a_heading_asks_nothing_of_anybody),
		cmocka_unit_test(others_and_issued_plans_are_left_alone),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}

/* link_test.c — a plan says what it rests on, a measure which clause it answers. */
#include "plan/link.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;
static rid plans[2], measure;

static enum flow_code make(struct ctx *cx, void *arg)
{
	(void)arg;
	struct campaign_row *c = kind_row(&campaign_kind, cx->a);
	c->head.unit = tree_top(cx);
	c->name = S("“整作风”专项工作");
	c->type = S("special");
	c->from_day = day_of(2026, 3, 1);
	c->office = tree_find(cx, S("专项活动办公室"), cx->today);
	enum flow_code code = rec_insert(cx, &campaign_kind, c);
	for (int i = 0; i < 2 && code == FLOW_OK; i++) {
		struct plan_row *p = kind_row(&plan_kind, cx->a);
		p->head.unit = c->head.unit;
		p->campaign = c->head.id;
		p->title = i ? S("分方案") : S("工作方案");
		code = rec_insert(cx, &plan_kind, p);
		plans[i] = p->head.id;
	}
	struct measure_row *m = kind_row(&measure_kind, cx->a);
	m->head.unit = c->head.unit;
	m->plan = plans[1];
	m->campaign = c->head.id;
	m->heading = S("强化理论武装");
	if (code == FLOW_OK)
		code = rec_insert(cx, &measure_kind, m);
	measure = m->head.id;
	return code;
}

static int open_world(void **state)
{
	(void)state;
	test_open(&t, "2026-03-10T09:00:00+08:00");
	return ctx_write(t.cx, make, NULL) == FLOW_OK ? 0 : -1;
}

static int close_world(void **state)
{
	(void)state;
	test_close(&t);
	return 0;
}

static void a_plan_is_traced_up_and_down_but_never_round(void **state)
{
	struct plan_link *l;
	rid *below;
	(void)state;
	struct link_in up = {.kind = LINK_SUPERIOR, .target = plans[0]};
	assert_int_equal(link_add(test_now(&t), plans[1], &up), FLOW_OK);
	assert_int_equal(link_list(test_now(&t), plans[1], &l), 1);
	assert_true(str_eq(l[0].title, S("工作方案")));
	assert_int_equal(link_below(t.cx, plans[0], &below), 1);
	assert_int_equal(below[0].n, plans[1].n);
	up.target = plans[1];
	assert_int_equal(link_add(test_now(&t), plans[1], &up), FLOW_INVALID);
	assert_int_equal(link_add(test_now(&t), plans[0], &up), FLOW_INVALID);
}

static void a_document_stands_once_in_the_library(void **state)
{
	struct plan_link *l;
	(void)state;
	struct link_in doc = {.kind = LINK_DOCUMENT, .title = S(" "), .issued = DAY_NONE};
	assert_int_equal(link_add(test_now(&t), plans[1], &doc), FLOW_INVALID);
	doc.title = S("容错纠错八条意见");
	doc.number = S("安公党〔2025〕3号");
	doc.issued = day_of(2025, 5, 1);
	assert_int_equal(link_add(test_now(&t), plans[1], &doc), FLOW_OK);
	assert_int_equal(link_add(test_now(&t), plans[0], &doc), FLOW_OK);
	assert_int_equal(db_one_int(db_prep(t.db, "SELECT count(*) FROM govdoc"), 0), 1);
	assert_int_equal(link_list(test_now(&t), plans[0], &l), 1);
	assert_int_equal(l[0].issued.n, day_of(2025, 5, 1).n);
	assert_int_not_equal(link_add(test_as(&t, "linzhiyuan"), plans[1], &doc), FLOW_OK);
}

static void a_measure_names_the_clause_it_answers(void **state)
{
	struct plan_link *l, *other;
	struct measure_clause *c;
	(void)state;
	assert_int_equal(link_list(test_now(&t), plans[1], &l), 2);
	assert_int_equal(link_list(t.cx, plans[0], &other), 1);
	/* Only what the measure's own plan rests on. */
	assert_int_equal(
		link_answer(test_now(&t), measure, other[0].id, S("第二条")), FLOW_INVALID);
	assert_int_equal(link_answer(test_now(&t), measure, l[0].id, S("")), FLOW_INVALID);
	assert_int_equal(link_answer(test_now(&t), measure, l[0].id, S("第二条")), FLOW_OK);
	assert_int_equal(link_clauses(test_now(&t), measure, &c), 1);
	assert_true(str_eq(c[0].clause, S("第二条")));
	assert_int_equal(link_drop(test_now(&t), plans[1], l[0].id), FLOW_STATE);
	assert_int_equal(link_unanswer(test_now(&t), measure, c[0].id), FLOW_OK);
	assert_int_equal(link_drop(test_now(&t), plans[1], l[0].id), FLOW_OK);
	assert_int_equal(link_list(test_now(&t), plans[1], &l), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plan_is_traced_up_and_down_but_never_round),
		cmocka_unit_test(a_document_stands_once_in_the_library),
		cmocka_unit_test(a_measure_names_the_clause_it_answers),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}

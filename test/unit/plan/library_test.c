/* library_test.c — a document knows who rests on it, and what of it nobody answers. */
#include "plan/library.h"
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
	for (int i = 0; i < 3 && code == FLOW_OK; i++) {
		static const char *const headings[] = {"强化理论武装", "减轻基层负担", "抓实学习"};
		static const char *const paths[] = {"二/（一）", "二/（十一）", "一"};
		struct measure_row *m = kind_row(&measure_kind, cx->a);
		m->head.unit = c->head.unit;
		m->plan = plans[i == 2];
		m->campaign = c->head.id;
		m->path = str_of(paths[i]);
		m->heading = str_of(headings[i]);
		m->assigned = true;
		code = rec_insert(cx, &measure_kind, m);
		measure = m->head.id;
	}
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

static void a_document_knows_who_rests_on_it_and_what_is_left(void **state)
{
	struct library_doc *d;
	struct library_answer *a;
	struct measure_row **gaps;
	struct plan_link *l;
	(void)state;
	struct link_in up = {.kind = LINK_SUPERIOR, .target = plans[0]};
	struct link_in rule = {.kind = LINK_DOCUMENT, .title = S("若干规定"), .issued = DAY_NONE};
	assert_int_equal(link_add(test_now(&t), plans[1], &up), FLOW_OK);
	assert_int_equal(link_add(test_now(&t), plans[0], &rule), FLOW_OK);
	assert_int_equal(link_add(test_now(&t), plans[1], &rule), FLOW_OK);
	assert_int_equal(library_docs(test_now(&t), &d), 2);
	assert_true(d[0].kind == LINK_SUPERIOR && d[0].plans.n == 1);
	assert_true(d[1].kind == LINK_DOCUMENT && d[1].plans.n == 2);

	assert_int_equal(library_answers(t.cx, &d[0], &a), 0);
	assert_int_equal(library_gaps(t.cx, &d[0], a, 0, &gaps), 2);
	/* （一） is answered; it is not （十一）. */
	assert_true(link_list(t.cx, plans[1], &l) >= 1);
	assert_int_equal(link_answer(test_now(&t), measure, l[0].id, S("第二部分（一）")), FLOW_OK);
	assert_int_equal(library_docs(test_now(&t), &d), 2);
	assert_int_equal(library_answers(t.cx, &d[0], &a), 1);
	assert_int_equal(a[0].measure.n, measure.n);
	assert_int_equal(library_gaps(t.cx, &d[0], a, 1, &gaps), 1);
	assert_true(str_eq(gaps[0]->heading, S("减轻基层负担")));
	/* What the clauses of another's document are is not known. */
	assert_int_equal(library_gaps(t.cx, &d[1], a, 0, &gaps), 0);
	/* Nobody learns of plans he may not see. */
	assert_int_equal(library_docs(test_as(&t, "linzhiyuan"), &d), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_document_knows_who_rests_on_it_and_what_is_left, open_world, close_world),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* chain_test.c — the chain of a unit: what is written down, the head in post where nobody is, gaps
 * where somebody has left; one chain for each unit; it goes over with everything else. */
#include "org/chain.h"
#include "org/org.h"
#include "org/person.h"
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

static rid person(const char *staff_no)
{
	rid id;
	assert_int_equal(person_find(test_now(&t), str_of(staff_no), &id), 1);
	return id;
}

static struct chain_line line(const char *unit)
{
	struct chain_line l;
	rid id = test_unit(&t, unit);
	assert_true(chain_load(test_now(&t), id, &l));
	return l;
}

static enum flow_code record(const char *login, const char *unit, rid deputy)
{
	struct input v[] = {{S("body"), S("党支部")},
		{S("deputy"), deputy.n ? str_fmt(t.a, "%lld", (long long)deputy.n) : STR_NONE}};
	struct flow_in in = {.kind = &chain_kind,
		.step = kind_step(&chain_kind, S("new")),
		.unit = test_unit(&t, unit),
		.values = {v, 2}};
	struct flow_out out;
	return flow_apply(test_as(&t, login), &in, &out);
}

static void the_chief_is_the_head_in_post(void **state)
{
	(void)state;
	struct chain_line l = line("柳河派出所");
	assert_true(l.follows && l.at[CHAIN_CHIEF].n);
	assert_true(str_eq(l.at[CHAIN_BODY], S("柳河派出所党支部")));
	assert_int_equal(l.gaps, 3);
	l = line("城关派出所");
	assert_int_equal(l.gaps, 0);
	/* Nothing written down: only the head is known. */
	l = line("东关派出所");
	assert_int_equal(l.chain.n, 0);
	assert_int_equal(l.gaps, CHAIN_LINKS - 1);
}

static void external_bodies_have_none(void **state)
{
	struct chain_line *at, l;
	(void)state;
	rid outside = test_unit(&t, "澜宁市公安局");
	assert_false(chain_load(test_now(&t), outside, &l));
	int n = chain_list(test_now(&t), &at);
	assert_true(n > 20);
	for (int i = 0; i < n; i++)
		assert_int_not_equal(at[i].unit.n, outside.n);
}

static void one_for_each_unit_by_who_keeps_the_organisation(void **state)
{
	(void)state;
	assert_int_equal(record("linzhiyuan", "东关派出所", RID_NONE), FLOW_DENIED);
	assert_int_equal(record("org", "城关派出所", RID_NONE), FLOW_INVALID);
	assert_int_equal(record("org", "东关派出所", person("990063")), FLOW_OK);
	assert_int_equal(line("东关派出所").gaps, 2);
	assert_int_equal(record("org", "东关派出所", RID_NONE), FLOW_INVALID);
}

static enum flow_code leave(struct ctx *cx, void *arg)
{
	struct person_row *p = rec_load(cx, &person_kind, *(rid *)arg);
	p->head.state = 1;
	return rec_update(cx, &person_kind, p);
}

static void it_goes_over_and_who_left_is_a_gap(void **state)
{
	struct handover_out out;
	(void)state;
	struct handover_in in = {.person = person("990063"),
		.successor = person("990065"),
		.day = day_of(2026, 9, 18),
		.why = HANDOVER_LEAVE,
		.note = S("安公政〔2026〕18 号")};
	assert_true(str_eq(line("城关派出所").at[CHAIN_DEPUTY], S("沈若谷")));
	assert_int_equal(handover_apply(test_as(&t, "org"), &in, &out), FLOW_OK);
	assert_true(str_eq(line("城关派出所").at[CHAIN_DEPUTY], S("陆青岚")));
	assert_true(str_eq(line("东关派出所").at[CHAIN_DEPUTY], S("陆青岚")));
	/* As a record from before may name somebody who has left. */
	rid gone = person("990065");
	assert_int_equal(ctx_write(test_now(&t), leave, &gone), FLOW_OK);
	assert_int_equal(line("城关派出所").at[CHAIN_DEPUTY].n, 0);
	assert_int_equal(line("城关派出所").gaps, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_chief_is_the_head_in_post),
		cmocka_unit_test(external_bodies_have_none),
		cmocka_unit_test(one_for_each_unit_by_who_keeps_the_organisation),
		cmocka_unit_test(it_goes_over_and_who_left_is_a_gap),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}

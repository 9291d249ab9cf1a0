/* turn_test.c — a turn writes row, log and history together; the note goes to whoever is liaison. */
#include "duty/turn.h"
#include "issued.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static enum flow_code take(struct ctx *cx, void *arg)
{
	struct due_row *d = arg, before = *d;
	d->due_day = day_add(d->due_day, 3);
	enum flow_code code = turn_save(
		cx, &before, d, &(struct turn){.verb = "change", .note = S("因故")});
	return code == FLOW_OK ? turn_tell(cx, d->head.unit, d, S("改了")) : code;
}

static void a_turn_leaves_three_traces(void **state)
{
	struct test_world t;
	struct issued m = {.resp = "城关派出所", .rule = "MILESTONE{by:2026-06-30}"};
	struct due_step *step;
	int64_t sealed = 0;
	(void)state;
	test_open(&t, "2026-03-02T09:00:00+08:00");
	issued_open(&t, &m);
	struct due_row *d = issued_due(&t, "城关派出所", "");
	t.cx->sealed = &sealed;
	assert_int_equal(ctx_write(t.cx, take, d), FLOW_OK);
	assert_int_equal(due_history(t.cx, d->head.id, &step), 1);
	assert_int_equal(step[0].due_day.n, day_of(2026, 7, 3).n);
	assert_true(str_eq(step[0].note, S("因故")));
	assert_int_equal(step[0].seal_no, sealed);
	struct due_row *now = rec_load(t.cx, &due_kind, d->head.id);
	assert_int_equal(now->head.version, 2);
	struct stmt *s = db_prep(t.db, "SELECT count(*) FROM note n JOIN account a ON a.person = "
				       "n.person WHERE a.login = 'linzhiyuan' AND n.text = '改了'");
	assert_int_equal(db_one_int(s, -1), 1);
	/* The same row once more is stale. */
	d->head.version = 1;
	assert_int_equal(ctx_write(t.cx, take, d), FLOW_CONFLICT);
	test_close(&t);
}

/* Without a liaison the head is told. */
static enum flow_code no_liaison(struct ctx *cx, void *arg)
{
	(void)arg;
	return flow_of_db(
		db_run(db_prep(cx->db, "DELETE FROM appointment WHERE post = 'liaison'")));
}

static void the_head_stands_in_for_a_missing_liaison(void **state)
{
	struct test_world t;
	(void)state;
	test_open(&t, "2026-03-02T09:00:00+08:00");
	rid unit = test_unit(&t, "城关派出所");
	rid liaison = turn_liaison(t.cx, unit);
	assert_int_equal(ctx_write(t.cx, no_liaison, NULL), FLOW_OK);
	test_now(&t);
	assert_int_equal(turn_liaison(t.cx, unit).n, tree_head(t.cx, unit, t.cx->today).n);
	assert_true(liaison.n != turn_liaison(t.cx, unit).n);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_turn_leaves_three_traces),
		cmocka_unit_test(the_head_stands_in_for_a_missing_liaison),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

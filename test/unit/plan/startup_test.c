/* startup_test.c — the start-up list becomes the campaign's own: ticks of before are kept, items are
 * added with who and by when, struck with a reason, and what is struck holds nothing up. */
#include "core/tree.h"
#include "plan/setup.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { SHIPPED = 8 };

static struct test_world t;
static rid campaign;

/* As in a database of before the list was records: the campaign has none, only a tick. */
static enum flow_code make_campaign(struct ctx *cx, void *arg)
{
	struct campaign_row *c = kind_row(&campaign_kind, cx->a);
	(void)arg;
	c->head.unit = tree_top(cx);
	c->name = S("“整作风”专项工作");
	c->type = S("special");
	c->from_day = day_of(2026, 3, 1);
	c->office = tree_find(cx, S("专项活动办公室"), cx->today);
	enum flow_code code = rec_insert(cx, &campaign_kind, c);
	struct stmt *s = db_prep(cx->db, "INSERT INTO startup (id, campaign, item, done_day, "
					 "done_by, note, sort) VALUES (?, ?, 'study', ?, ?, ?, 0)");
	campaign = c->head.id;
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, campaign);
	db_day(s, 3, day_of(2026, 3, 2));
	db_rid(s, 4, cx->who->person);
	db_text(s, 5, S("会议记录第3号"));
	return code == FLOW_OK ? flow_of_db(db_run(s)) : code;
}

static int items(struct setup_item **it)
{
	struct ctx *cx = test_now(&t);
	return setup_items(cx, rec_load(cx, &campaign_kind, campaign), it);
}

static const struct setup_item *item(const char *label)
{
	struct setup_item *it;
	int n = items(&it);
	for (int i = 0; i < n; i++)
		if (str_eq(it[i].label, str_of(label)))
			return &it[i];
	fail_msg("no item %s", label);
	return NULL;
}

static enum flow_code step(const char *label, const char *name, const char *reason)
{
	struct flow_in in = {.kind = &startup_kind,
		.step = kind_step(&startup_kind, str_of(name)),
		.id = item(label)->id,
		.reason = str_of(reason)};
	struct flow_out out;
	return flow_apply(test_now(&t), &in, &out);
}

static int refused(void)
{
	struct ctx *cx = test_now(&t);
	return setup_refuse(cx, rec_load(cx, &campaign_kind, campaign));
}

static void the_shipped_list_is_proposed(void **state)
{
	(void)state;
	struct setup_item *it;
	assert_int_equal(ctx_write(test_now(&t), make_campaign, NULL), FLOW_OK);
	assert_int_equal(items(&it), SHIPPED);
	assert_int_equal(it[0].id.n, 0);
	assert_true(item("党委会专题研究")->done);
	assert_int_equal(refused(), 5);
}

static void the_first_change_makes_it_the_campaigns_own(void **state)
{
	(void)state;
	struct setup_item add = {.label = S("公布举报电话"),
		.required = true,
		.owner = t.cx->who->person,
		.due = day_of(2026, 3, 20)};
	assert_int_equal(setup_add_item(test_now(&t), campaign, &add), FLOW_OK);
	struct setup_item *it;
	assert_int_equal(items(&it), SHIPPED + 1);
	assert_true(it[0].id.n > 0);
	assert_true(item("党委会专题研究")->done);
	assert_true(str_eq(item("党委会专题研究")->note, S("会议记录第3号")));
	const struct setup_item *own = item("公布举报电话");
	assert_int_equal(own->owner.n, t.cx->who->person.n);
	assert_int_equal(own->due.n, day_of(2026, 3, 20).n);
	assert_true(str_eq(it[SHIPPED].label, own->label));
	assert_int_equal(refused(), 6);
	/* A second time changes nothing. */
	assert_int_equal(setup_adopt(test_now(&t), campaign), FLOW_OK);
	assert_int_equal(items(&it), SHIPPED + 1);
	add.label = STR_NONE;
	assert_int_equal(setup_add_item(test_now(&t), campaign, &add), FLOW_INVALID);
}

static void a_tick_says_who_and_when(void **state)
{
	(void)state;
	struct str id = str_fmt(t.a, "%lld", (long long)item("公布举报电话")->id.n);
	struct day today = t.cx->today;
	assert_int_equal(
		setup_tick(test_now(&t), campaign, id, day_add(today, 1), S("")), FLOW_INVALID);
	assert_int_equal(setup_tick(test_now(&t), campaign, id, today, S("当晚播出")), FLOW_OK);
	const struct setup_item *own = item("公布举报电话");
	assert_true(own->done);
	assert_int_equal(own->day.n, today.n);
	assert_int_equal(own->by.n, t.cx->who->person.n);
	assert_int_equal(setup_tick(test_now(&t), campaign, id, DAY_NONE, S("")), FLOW_OK);
	assert_false(item("公布举报电话")->done);
	assert_int_equal(item("公布举报电话")->by.n, 0);
	assert_int_equal(step("印发实施方案", "tick", ""), FLOW_INVALID);
	assert_int_equal(
		setup_tick(test_as(&t, "linzhiyuan"), campaign, id, today, S("")), FLOW_ABSENT);
}

static void what_is_struck_holds_nothing_up(void **state)
{
	(void)state;
	assert_int_equal(step("公布举报电话", "drop", ""), FLOW_INVALID);
	assert_int_equal(step("公布举报电话", "drop", "市局统一公布"), FLOW_OK);
	assert_true(item("公布举报电话")->dropped);
	assert_int_equal(refused(), 5);
	assert_int_equal(step("公布举报电话", "restore", ""), FLOW_OK);
	assert_int_equal(refused(), 6);
}

static int open_world(void **state)
{
	(void)state;
	test_open(&t, "2026-03-10T09:00:00+08:00");
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	test_close(&t);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_shipped_list_is_proposed),
		cmocka_unit_test(the_first_change_makes_it_the_campaigns_own),
		cmocka_unit_test(a_tick_says_who_and_when),
		cmocka_unit_test(what_is_struck_holds_nothing_up),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}

/* contact_test.c — the form of a lead unit says who is in post; its paper is ticked once, by who
 * runs the campaign, and a change of post after it came is seen. */
#include "plan/contact.h"
#include "issued.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;
static struct issued m = {.resp = "城关派出所", .rule = "MILESTONE{by:2026-03-13,time:17:00}"};

static int open_world(void **state)
{
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	issued_open(&t, &m);
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	test_close(&t);
	return 0;
}

static struct contact_form form(void)
{
	struct contact_form f;
	rid unit = test_unit(&t, "政治工作办公室");
	assert_true(contact_load(test_now(&t), m.campaign, unit, &f));
	return f;
}

static enum flow_code take(const char *login, const char *unit, const char *day)
{
	struct ctx *cx = test_as(&t, login);
	return contact_take(cx, m.campaign, test_unit(&t, unit), str_of(day), STR_NONE);
}

static void only_leads_have_one_and_it_names_who_is_in_post(void **state)
{
	struct contact_form *at, f;
	(void)state;
	assert_int_equal(contact_list(test_now(&t), m.campaign, &at), 1);
	assert_false(contact_load(test_now(&t), m.campaign, test_unit(&t, "城关派出所"), &f));
	f = form();
	assert_non_null(f.chief);
	assert_int_equal(f.chief->head.id.n, tree_head(t.cx, f.unit, t.cx->today).n);
	assert_null(f.paper);
	assert_false(day_is_set(contact_due(t.cx, m.campaign)));
}

static void a_unit_knows_its_own(void **state)
{
	struct contact_of_unit *at;
	(void)state;
	assert_int_equal(contact_of(test_now(&t), test_unit(&t, "城关派出所"), &at), 0);
	assert_int_equal(contact_of(t.cx, test_unit(&t, "政治工作办公室"), &at), 1);
	assert_int_equal(at[0].campaign.n, m.campaign.n);
	assert_null(at[0].form.paper);
	assert_false(at[0].asked); /* no day set, and nobody has handed one in */
}

static void another_unit_sees_none(void **state)
{
	struct contact_form *at, f;
	(void)state;
	rid unit = test_unit(&t, "政治工作办公室");
	assert_int_equal(contact_list(test_as(&t, "990020"), m.campaign, &at), 1);
	assert_int_equal(contact_list(test_as(&t, "990037"), m.campaign, &at), 0);
	assert_false(contact_load(test_as(&t, "990037"), m.campaign, unit, &f));
}

static void the_letter_has_the_names(void **state)
{
	struct wording_errs errs = {0};
	struct letter l;
	(void)state;
	struct contact_form f = form();
	assert_true(contact_letter(t.cx, S("“整作风”专项工作"), &f, &l, &errs));
	assert_true(str_has(l.title, S("信息表")));
	const struct letter_table *table = NULL;
	for (int i = 0; i < l.n_blocks && table == NULL; i++)
		table = l.blocks[i].table;
	assert_non_null(table);
	assert_int_equal(table->n_rows, 2);
	assert_true(str_eq(table->cells[1], f.chief->name));
	assert_true(str_eq(table->cells[2], f.chief->title));
	assert_true(str_eq(table->cells[table->n_cols], S("联络员")));
}

static void the_office_takes_it_in_once(void **state)
{
	(void)state;
	assert_int_equal(take("linzhiyuan", "政治工作办公室", "2026-03-01"), FLOW_DENIED);
	assert_int_equal(take("xuwenxi", "政治工作办公室", "2026-03-02"), FLOW_INVALID);
	assert_int_equal(take("xuwenxi", "政治工作办公室", ""), FLOW_INVALID);
	assert_int_equal(take("xuwenxi", "城关派出所", "2026-03-01"), FLOW_INVALID);
	assert_null(form().paper);
	assert_int_equal(take("xuwenxi", "政治工作办公室", "2026-03-01"), FLOW_OK);
	struct contact_form f = form();
	assert_non_null(f.paper);
	assert_int_equal(f.paper->chief.n, f.chief->head.id.n);
	assert_int_not_equal(f.paper->head.by.n, 0);
	assert_false(f.changed);
	struct stmt *s = db_prep(t.db, "SELECT count(*) FROM seal_entry WHERE kind = 'contact'");
	assert_int_equal(db_one_int(s, -1), 1);
	assert_int_equal(take("xuwenxi", "政治工作办公室", "2026-03-01"), FLOW_INVALID);
	struct contact_of_unit *at;
	assert_int_equal(contact_of(test_now(&t), f.unit, &at), 1);
	assert_true(at[0].asked && at[0].form.paper);
}

static enum flow_code end_head(struct ctx *cx, void *arg)
{
	const struct contact_form *f = arg;
	struct stmt *s = db_prep(
		cx->db, "UPDATE appointment SET until_day = ? WHERE unit = ? AND person = ?");
	db_day(s, 1, day_add(cx->today, -1));
	db_rid(s, 2, f->unit);
	db_rid(s, 3, f->chief->head.id);
	return flow_of_db(db_run(s));
}

static void a_change_of_post_is_seen_and_sent_back_it_is_owed_again(void **state)
{
	struct flow_out out;
	(void)state;
	struct contact_form f = form();
	assert_int_equal(ctx_write(test_now(&t), end_head, &f), FLOW_OK);
	f = form();
	assert_true(f.changed);
	struct flow_in in = {.kind = &contact_kind,
		.step = kind_step(&contact_kind, S("back")),
		.id = f.paper->head.id,
		.reason = S("换了第一责任人")};
	assert_int_equal(flow_apply(test_as(&t, "xuwenxi"), &in, &out), FLOW_OK);
	f = form();
	assert_null(f.paper);
	assert_false(f.changed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_leads_have_one_and_it_names_who_is_in_post),
		cmocka_unit_test(a_unit_knows_its_own),
		cmocka_unit_test(another_unit_sees_none),
		cmocka_unit_test(the_letter_has_the_names),
		cmocka_unit_test(the_office_takes_it_in_once),
		cmocka_unit_test(a_change_of_post_is_seen_and_sent_back_it_is_owed_again),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}

/* remind_test.c — who is told what on which morning: weekends, make-up days, quiet hours, leave,
 * twice the same run, and that it stops when the report is there. */
#include "duty/remind.h"
#include "issued.h"
#include "org/org.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char monthly[] = "RECUR{every:month,content:[动态进展]}";

/* Everything there is to tell at this instant; the notes it made. */
static int64_t run_at(struct test_world *t, const char *iso)
{
	bool more = true;
	test_time(t, iso);
	int64_t before = db_one_int(db_prep(t->db, "SELECT count(*) FROM note"), -1);
	for (int i = 0; more && i < 50; i++)
		assert_int_equal(remind_run(test_now(t), &more), FLOW_OK);
	assert_false(more);
	return db_one_int(db_prep(t->db, "SELECT count(*) FROM note"), -1) - before;
}

static int64_t told(struct test_world *t, const char *login, const char *like)
{
	struct stmt *s = db_prep(t->db,
		"SELECT count(*) FROM note n JOIN account a ON a.person = n.person WHERE a.login = "
		"? AND n.text LIKE ?");
	db_text(s, 1, str_of(login));
	db_text(s, 2, str_of(like));
	return db_one_int(s, -1);
}

static void open_at(struct test_world *t, struct issued *m, const char *rule)
{
	test_open(t, "2026-03-02T09:00:00+08:00");
	*m = (struct issued){.resp = "城关派出所", .rule = rule};
	issued_open(t, m);
	run_at(t, "2026-03-02T09:10:00+08:00");
}

/* August ends on a Monday, so five working days before is Monday the 24th. */
static void before_is_counted_in_working_days(void **state)
{
	struct test_world t;
	struct issued m;
	(void)state;
	open_at(&t, &m, monthly);
	run_at(&t, "2026-08-21T09:00:00+08:00");
	assert_int_equal(told(&t, "linzhiyuan", "%2026年8月，还有 5 个%"), 0);
	assert_int_equal(run_at(&t, "2026-08-22T09:00:00+08:00"), 0); /* Saturday */
	assert_int_equal(run_at(&t, "2026-08-24T07:30:00+08:00"), 0); /* too early in the day */
	run_at(&t, "2026-08-24T08:00:00+08:00");
	assert_int_equal(
		told(&t, "linzhiyuan",
			"强化理论武装 · 2026年8月，还有 5 个工作日到期（8月31日 周一 24:00 到期）"),
		1);
	run_at(&t, "2026-08-27T08:00:00+08:00");
	assert_int_equal(told(&t, "linzhiyuan", "%2026年8月，还有 2 个工作日到期%"), 1);
	run_at(&t, "2026-08-31T08:00:00+08:00");
	assert_int_equal(told(&t, "linzhiyuan", "%2026年8月，今天到期%"), 1);
	test_close(&t);
}

/* 31 May 2026 is a Sunday nobody works: the last word comes on Friday. 30 September is followed by
 * the holiday; Sunday the 20th is worked and counts. */
static void a_day_off_is_told_before_it(void **state)
{
	struct test_world t;
	struct issued m;
	(void)state;
	open_at(&t, &m, monthly);
	run_at(&t, "2026-05-29T09:00:00+08:00");
	assert_int_equal(told(&t, "linzhiyuan", "%2026年5月，休息日到期，请提前办好%"), 1);
	assert_int_equal(run_at(&t, "2026-05-31T09:00:00+08:00"), 0);
	test_close(&t);
}

static void twice_is_once(void **state)
{
	struct test_world t;
	struct issued m;
	(void)state;
	open_at(&t, &m, monthly);
	run_at(&t, "2026-03-30T09:00:00+08:00");
	assert_true(run_at(&t, "2026-03-31T09:00:00+08:00") > 0);
	assert_int_equal(run_at(&t, "2026-03-31T09:05:00+08:00"), 0);
	assert_int_equal(run_at(&t, "2026-03-31T16:00:00+08:00"), 0);
	test_close(&t);
}

/* Late since 1 April: the unit and its head at once, the bureau's head on the third working day
 * (Tuesday the 7th after the Qingming days off), the office on the fifth, the leader on the tenth. */
static void lateness_climbs_and_stops_when_reported(void **state)
{
	struct test_world t;
	struct issued m;
	struct report_out out;
	(void)state;
	open_at(&t, &m, monthly);
	run_at(&t, "2026-04-01T09:00:00+08:00");
	assert_int_equal(told(&t, "linzhiyuan", "%2026年3月，已逾期%"), 1);
	assert_int_equal(told(&t, "guchangning", "城关派出所：%2026年3月，本单位逾期%"), 1);
	assert_int_equal(told(&t, "990001", "城关派出所：%逾期 3 个工作日%"), 0);
	run_at(&t, "2026-04-02T09:00:00+08:00");
	run_at(&t, "2026-04-03T09:00:00+08:00");
	assert_int_equal(told(&t, "990001", "城关派出所：%逾期 3 个工作日%"), 1);
	run_at(&t, "2026-04-08T09:00:00+08:00");
	assert_int_equal(told(&t, "xuwenxi", "城关派出所：%逾期 5 个工作日%"), 1);
	struct due_row *d = issued_due(&t, "城关派出所", "2026-03");
	struct report_in in = {.due = d->head.id, .progress = S("已学习")};
	test_time(&t, "2026-04-08T15:00:00+08:00");
	assert_int_equal(due_report(test_as(&t, "linzhiyuan"), &in, &out), FLOW_OK);
	run_at(&t, "2026-04-20T09:00:00+08:00");
	assert_int_equal(told(&t, "990001", "城关派出所：%逾期 10 个工作日%"), 0);
	/* Now the other side lets it lie. */
	assert_int_equal(told(&t, "990020", "城关派出所 强化理论武装，有报送等待接收%"), 1);
	test_close(&t);
}

static enum flow_code on_leave(struct ctx *cx, void *arg)
{
	struct proxy_row *p = kind_row(&proxy_kind, cx->a);
	(void)arg;
	p->head.unit = tree_find(cx, S("城关派出所"), cx->today);
	p->person = (rid){db_one_int(
		db_prep(cx->db, "SELECT person FROM account WHERE login = 'linzhiyuan'"), 0)};
	p->deputy = (rid){db_one_int(
		db_prep(cx->db, "SELECT person FROM account WHERE login = 'officer'"), 0)};
	p->from_day = day_of(2026, 3, 30);
	p->until_day = day_of(2026, 4, 5);
	return rec_insert(cx, &proxy_kind, p);
}

static void leave_sends_it_to_the_proxy(void **state)
{
	struct test_world t;
	struct issued m;
	(void)state;
	open_at(&t, &m, monthly);
	assert_int_equal(ctx_write(t.cx, on_leave, NULL), FLOW_OK);
	run_at(&t, "2026-03-31T09:00:00+08:00");
	assert_int_equal(told(&t, "linzhiyuan", "%2026年3月，今天到期%"), 0);
	assert_int_equal(told(&t, "officer", "（代 %2026年3月，今天到期%"), 1);
	test_close(&t);
}

/* A server that stood still tells what is still true, once; not the reminders of days gone by. */
static void after_a_stop_nothing_stale_is_told(void **state)
{
	struct test_world t;
	struct issued m;
	(void)state;
	open_at(&t, &m, monthly);
	run_at(&t, "2026-03-20T09:00:00+08:00");
	run_at(&t, "2026-04-02T09:00:00+08:00");
	assert_int_equal(told(&t, "linzhiyuan", "%2026年3月，还有%"), 0);
	assert_int_equal(told(&t, "linzhiyuan", "%2026年3月，已逾期%"), 1);
	test_close(&t);
}

static enum flow_code hours(struct ctx *cx, void *arg)
{
	(void)arg;
	struct reminder_row *r = kind_row(&reminder_kind, cx->a);
	r->code = S("last_hours");
	r->applies = S("final");
	r->moment = REMIND_BEFORE;
	r->n = 6;
	r->span = 1;
	r->text = S("还有 6 小时");
	return rec_insert(cx, &reminder_kind, r);
}

static void hours_are_counted_from_the_minute(void **state)
{
	struct test_world t;
	struct issued m;
	(void)state;
	test_open(&t, "2026-03-02T09:00:00+08:00");
	m = (struct issued){.resp = "城关派出所", .rule = "MILESTONE{by:2026-06-30,time:17:00}"};
	issued_open(&t, &m);
	assert_int_equal(ctx_write(t.cx, hours, NULL), FLOW_OK);
	run_at(&t, "2026-06-30T10:00:00+08:00");
	assert_int_equal(told(&t, "linzhiyuan", "%还有 6 小时%"), 0);
	run_at(&t, "2026-06-30T11:10:00+08:00");
	assert_int_equal(told(&t, "linzhiyuan", "%还有 6 小时%"), 1);
	run_at(&t, "2026-06-30T12:10:00+08:00");
	assert_int_equal(told(&t, "linzhiyuan", "%还有 6 小时%"), 1);
	test_close(&t);
}

/* What nobody signed for is told the next working day, several in one note. */
static void unsigned_items_share_a_note(void **state)
{
	struct test_world t;
	struct issued m;
	(void)state;
	open_at(&t, &m,
		"AND[MILESTONE{by:2026-06-30,content:[清单]},MILESTONE{by:2026-10-31,content:[完成]}]");
	run_at(&t, "2026-03-03T09:00:00+08:00");
	assert_int_equal(told(&t, "linzhiyuan", "2 项还没有签收：%；%"), 1);
	test_close(&t);
}

/* Rows are switched off by administrators and by nobody else. */
static void only_an_administrator_changes_the_rows(void **state)
{
	struct test_world t;
	struct flow_out out;
	(void)state;
	test_open(&t, "2026-03-02T09:00:00+08:00");
	struct stmt *s = db_prep(t.db, "SELECT id FROM reminder WHERE code = 'before_near'");
	struct flow_in in = {.kind = &reminder_kind,
		.step = kind_step(&reminder_kind, S("off")),
		.id = {db_one_int(s, 0)},
		.reason = S("提醒太多")};
	assert_int_equal(flow_apply(test_as(&t, "linzhiyuan"), &in, &out), FLOW_ABSENT);
	assert_int_equal(flow_apply(test_as(&t, "xuwenxi"), &in, &out), FLOW_ABSENT);
	assert_int_equal(flow_apply(test_as(&t, "sysadmin"), &in, &out), FLOW_OK);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(before_is_counted_in_working_days),
		cmocka_unit_test(a_day_off_is_told_before_it),
		cmocka_unit_test(twice_is_once),
		cmocka_unit_test(lateness_climbs_and_stops_when_reported),
		cmocka_unit_test(leave_sends_it_to_the_proxy),
		cmocka_unit_test(after_a_stop_nothing_stale_is_told),
		cmocka_unit_test(hours_are_counted_from_the_minute),
		cmocka_unit_test(unsigned_items_share_a_note),
		cmocka_unit_test(only_an_administrator_changes_the_rows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

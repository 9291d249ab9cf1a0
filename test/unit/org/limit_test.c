/* limit_test.c — limits as rows: the shipped ones, a revision that keeps the old version, what was
 * checked and what was not; settings, codes and roles with their checks. */
#include "core/flow.h"
#include "core/setting.h"
#include "core/was.h"
#include "duty/page.h"
#include "org/limit.h"
#include "org/param.h"
#include "run/registry.h"
#include "seal/seal_verify.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static rid limit_id(struct test_world *t, const char *code)
{
	struct stmt *s = db_prep(t->db, "SELECT id FROM time_limit WHERE code = ?");
	db_text(s, 1, str_of(code));
	rid id = {db_one_int(s, 0)};
	assert_true(id.n > 0);
	return id;
}

static enum flow_code step(
	struct ctx *cx, rid id, const char *name, struct inputs in, const char *reason)
{
	struct flow_out out;
	return flow_apply(cx,
		&(struct flow_in){.kind = &limit_kind,
			.step = kind_step(&limit_kind, str_of(name)),
			.id = id,
			.values = in,
			.reason = str_of(reason)},
		&out);
}

#define INPUTS(...)                                                                                \
	(struct inputs)                                                                            \
	{                                                                                          \
		(const struct input[]){__VA_ARGS__},                                               \
			sizeof((const struct input[]){__VA_ARGS__}) / sizeof(struct input)         \
	}

static void every_shipped_limit_is_a_row_with_its_basis(void **state)
{
	struct test_world t;
	struct limit_row **r;
	bool verified;
	(void)state;
	test_open(&t, "2026-09-18T09:00:00+08:00");
	assert_int_equal(limit_all(t.cx, &r), 62);
	const struct limit *l = limit_get(t.cx, S("XF-DECIDE"), t.cx->today, &verified);
	assert_non_null(l);
	assert_true(verified);
	assert_int_equal(l->length.n, 60);
	assert_true(str_eq(limit_basis(t.a, l), S("《信访工作条例》第34条")));
	assert_null(limit_get(t.cx, S("XF-DECIDE"), day_of(2022, 4, 30), NULL));
	l = limit_get(t.cx, S("JB-UP"), t.cx->today, &verified);
	assert_false(verified);
	l = limit_get(t.cx, S("DB-HARD"), t.cx->today, NULL);
	assert_true(l->is_local);
	assert_null(limit_get(t.cx, S("NO-SUCH"), t.cx->today, NULL));
	test_close(&t);
}

static void a_revision_keeps_the_old_version_with_its_days(void **state)
{
	struct test_world t;
	bool verified;
	(void)state;
	test_open(&t, "2026-09-18T09:00:00+08:00");
	rid id = limit_id(&t, "XF-REVIEW");
	struct inputs in = INPUTS({S("length"), S("20d")}, {S("from_day"), S("2027-01-01")});
	assert_int_equal(step(test_as(&t, "xuwenxi"), id, "revise", in, "修订"), FLOW_ABSENT);
	assert_int_equal(step(test_as(&t, "sysadmin"), id, "revise", in, ""), FLOW_INVALID);
	assert_int_equal(step(test_as(&t, "sysadmin"), id, "revise", in, "条例修订"), FLOW_OK);
	test_now(&t);
	assert_int_equal(
		limit_get(t.cx, S("XF-REVIEW"), day_of(2026, 12, 31), &verified)->length.n, 30);
	assert_true(verified);
	assert_int_equal(
		limit_get(t.cx, S("XF-REVIEW"), day_of(2027, 1, 1), &verified)->length.n, 20);
	assert_false(verified);
	assert_int_equal(step(test_as(&t, "sysadmin"), id, "verify", INPUTS({S("x"), S("")}),
				 "对照官方文本"),
		FLOW_OK);
	limit_get(test_now(&t), S("XF-REVIEW"), day_of(2027, 1, 1), &verified);
	assert_true(verified);
	/* 日 and 工作日 are different types; nonsense is refused. */
	in = INPUTS({S("length"), S("20左右")});
	assert_int_equal(step(test_as(&t, "sysadmin"), id, "correct", in, "更正"), FLOW_INVALID);
	in = INPUTS({S("extend"), S("5wd")});
	assert_int_equal(step(test_as(&t, "sysadmin"), id, "correct", in, "更正"), FLOW_INVALID);
	test_close(&t);
}

static void a_setting_is_checked_kept_and_sealed(void **state)
{
	struct test_world t;
	struct was *was;
	(void)state;
	test_open(&t, "2026-09-18T09:00:00+08:00");
	struct setting_in in = {.code = S("session.idle_minutes"),
		.value = S("0"),
		.seen = S("30"),
		.reason = S("等保测评")};
	assert_int_equal(setting_set(test_as(&t, "xuwenxi"), &in), FLOW_DENIED);
	assert_int_equal(setting_set(test_as(&t, "sysadmin"), &in), FLOW_INVALID);
	in.value = S("20");
	in.reason = STR_NONE;
	assert_int_equal(setting_set(test_as(&t, "sysadmin"), &in), FLOW_INVALID);
	in.reason = S("等保测评");
	in.seen = S("25");
	assert_int_equal(setting_set(test_as(&t, "sysadmin"), &in), FLOW_CONFLICT);
	in.seen = S("30");
	assert_int_equal(setting_set(test_as(&t, "sysadmin"), &in), FLOW_OK);
	test_now(&t);
	assert_int_equal(setting_int(t.cx, S("session.idle_minutes")), 20);
	assert_int_equal(was_list(t.cx, S("setting"), in.code, WAS_UNTIL_NOW, &was), 1);
	assert_true(str_eq(was[0].by, S("方予安")) && str_eq(was[0].reason, S("等保测评")));
	assert_true(was[0].seal_no > 0 && str_has(was[0].cells, S("30")));
	assert_int_equal(was_list(t.cx, S("setting"), S("due.hour"), WAS_UNTIL_NOW, &was), 0);
	assert_int_equal(was_list(t.cx, S("role"), in.code, WAS_UNTIL_NOW, &was), 0);
	in = (struct setting_in){.code = S("due.hour"),
		.value = S("25:00"),
		.seen = S("17:00"),
		.reason = S("作息")};
	assert_int_equal(setting_set(test_as(&t, "sysadmin"), &in), FLOW_INVALID);
	in.value = S("17:30");
	assert_int_equal(setting_set(test_as(&t, "sysadmin"), &in), FLOW_OK);
	in.code = S("no.such");
	assert_int_equal(setting_set(test_as(&t, "sysadmin"), &in), FLOW_ABSENT);
	struct seal_report r;
	struct seal_verify_opt opt = {0};
	assert_int_equal(seal_verify(t.db, &opt, t.a, &r), DB_OK);
	assert_int_equal(r.bad, 0);
	test_close(&t);
}

/* The sheet behind an address, as the routes have it. */
static const struct param_sheet *sheet(const char *path)
{
	const struct route *const all[] = {param_routes, role_routes, light_routes};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		for (const struct route *r = all[i]; r->pattern; r++)
			if (strcmp(r->pattern, path) == 0)
				return ((const struct param_def *)r->more)->sheet;
	return NULL;
}

struct save {
	const struct param_sheet *sheet;
	struct param_in in;
};

static enum flow_code do_save(struct ctx *cx, void *arg)
{
	struct save *s = arg;
	return s->sheet->save(cx, &s->in);
}

static enum flow_code save_perms(
	struct test_world *t, const char *role, const char *was, const char *is)
{
	struct save s = {sheet("/role"), {.key = str_of(role), .reason = S("分工调整")}};
	s.in.seen[2] = str_of(was);
	s.in.cell[2] = str_of(is);
	return ctx_write(test_as(t, "secadmin"), do_save, &s);
}

static void an_administrator_gets_no_business_words(void **state)
{
	struct test_world t;
	(void)state;
	test_open(&t, "2026-09-18T09:00:00+08:00");
	static const char had[] = "org.read log.read";
	assert_int_equal(
		save_perms(&t, "auditor", had, "org.read log.read due.read"), FLOW_INVALID);
	assert_int_equal(save_perms(&t, "auditor", had, "log.read nonsense"), FLOW_INVALID);
	assert_int_equal(save_perms(&t, "auditor", had, " log.read   org.read "), FLOW_OK);
	assert_int_equal(save_perms(&t, "officer", "org.read campaign.read",
				 "org.read campaign.read setting.edit"),
		FLOW_INVALID);
	assert_int_equal(save_perms(&t, "officer", "org.read", "org.read"), FLOW_CONFLICT);
	assert_true(actor_may(test_as(&t, "auditor"), "log.read", RID_NONE));
	test_close(&t);
}

static void a_code_is_added_and_put_out_of_use(void **state)
{
	struct test_world t;
	(void)state;
	test_open(&t, "2026-09-18T09:00:00+08:00");
	struct save s = {sheet("/code"), {.reason = S("新设机构")}};
	const char *const cells[] = {"警务站", "unit_kind", "post_station", "55", "", "0"};
	for (int i = 0; i < 6; i++)
		s.in.cell[i] = str_of(cells[i]);
	assert_int_equal(ctx_write(test_as(&t, "sysadmin"), do_save, &s), FLOW_OK);
	assert_int_equal(ctx_write(test_as(&t, "sysadmin"), do_save, &s), FLOW_INVALID);
	s.in.key = S("unit_kind post_station");
	for (int i = 0; i < 6; i++)
		s.in.seen[i] = str_of(cells[i]);
	s.in.cell[5] = S("1");
	assert_int_equal(ctx_write(test_as(&t, "sysadmin"), do_save, &s), FLOW_OK);
	assert_int_equal(ctx_write(test_as(&t, "sysadmin"), do_save, &s), FLOW_CONFLICT);
	test_close(&t);
}

/* The row of that key as it was at the end of `day`. */
static const struct param_row *row_on(
	struct test_world *t, const struct param_sheet *s, const char *key, struct day day)
{
	struct param_row *r;
	struct ctx *cx = test_as(t, "sysadmin");
	cx->past = true;
	cx->today = day;
	cx->now = (struct stamp){stamp_of_day(day_add(day, 1)).ms - 1};
	int n = param_rows(cx, s, &r);
	for (int i = 0; i < n; i++)
		if (str_eq(r[i].key, str_of(key)))
			return &r[i];
	return NULL;
}

static void a_past_day_shows_what_was_in_force(void **state)
{
	struct test_world t;
	(void)state;
	test_open(&t, "2026-09-18T09:00:00+08:00");
	const struct param_sheet *set = sheet("/setting"), *code = sheet("/code"),
				 *light = sheet("/light");
	struct save s = {set, {.key = S("due.return_days"), .reason = S("试行")}};
	s.in.cell[1] = S("7");
	s.in.seen[1] = S("5");
	assert_int_equal(ctx_write(test_as(&t, "sysadmin"), do_save, &s), FLOW_OK);
	test_time(&t, "2026-09-20T09:00:00+08:00");
	s.in.cell[1] = S("9");
	s.in.seen[1] = S("7");
	assert_int_equal(ctx_write(test_as(&t, "sysadmin"), do_save, &s), FLOW_OK);
	assert_true(
		str_eq(row_on(&t, set, "due.return_days", day_of(2026, 9, 17))->cell[1], S("5")));
	assert_true(
		str_eq(row_on(&t, set, "due.return_days", day_of(2026, 9, 19))->cell[1], S("7")));

	struct save c = {code, {.reason = S("新设机构")}};
	const char *const cells[] = {"警务站", "unit_kind", "post_station", "55", "", "0"};
	for (int i = 0; i < 6; i++)
		c.in.cell[i] = str_of(cells[i]);
	assert_int_equal(ctx_write(test_as(&t, "sysadmin"), do_save, &c), FLOW_OK);
	assert_null(row_on(&t, code, "unit_kind post_station", day_of(2026, 9, 19)));
	assert_non_null(row_on(&t, code, "unit_kind post_station", day_of(2026, 9, 20)));

	const struct param_row *near = row_on(&t, light, "near", day_of(2026, 9, 20));
	struct save l = {light, {.key = S("near"), .reason = S("提前一点")}};
	for (int i = 0; i < light->n; i++)
		l.in.cell[i] = l.in.seen[i] = near->cell[i];
	l.in.cell[4] = S("6");
	assert_int_equal(ctx_write(test_as(&t, "sysadmin"), do_save, &l), FLOW_OK);
	near = row_on(&t, light, "near", day_of(2026, 9, 19));
	assert_true(str_eq(param_show(t.cx, light, near, 3), S("剩余不超过 5 个工作日")));
	near = row_on(&t, light, "near", day_of(2026, 9, 20));
	assert_true(str_eq(param_show(t.cx, light, near, 3), S("剩余不超过 6 个工作日")));
	test_close(&t);
}

/* No code, word or number of the program's own on a screen. */
static void every_cell_of_a_list_is_a_word_of_the_screen(void **state)
{
	struct test_world t;
	static const char *const paths[] = {"/setting", "/code", "/role", "/light"};
	(void)state;
	test_open(&t, "2026-09-18T09:00:00+08:00");
	for (size_t p = 0; p < 4; p++) {
		const struct param_sheet *s = sheet(paths[p]);
		struct param_row *r;
		int n = param_rows(test_now(&t), s, &r);
		assert_true(n > 0);
		for (int i = 0; i < n; i++)
			for (int f = 0; f < s->n; f++) {
				struct str shown = param_show(t.cx, s, &r[i], f);
				if (s->fields[f].only_new)
					continue;
				/* 等保三级 身份鉴别 b is the standard's own letter. */
				for (size_t k = 0; k + 1 < shown.n; k++)
					assert_false(shown.p[k] >= 'a' && shown.p[k] <= 'z' &&
						     shown.p[k + 1] >= '_');
				assert_false(str_eq(shown, S("*")));
			}
	}
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_shipped_limit_is_a_row_with_its_basis),
		cmocka_unit_test(a_revision_keeps_the_old_version_with_its_days),
		cmocka_unit_test(a_setting_is_checked_kept_and_sealed),
		cmocka_unit_test(an_administrator_gets_no_business_words),
		cmocka_unit_test(a_code_is_added_and_put_out_of_use),
		cmocka_unit_test(a_past_day_shows_what_was_in_force),
		cmocka_unit_test(every_cell_of_a_list_is_a_word_of_the_screen),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* trail_test.c — whatever the log of a lived-in bureau holds is said in words: no code of a table,
 * no bare number of a record; every verb and kind the program can write has its word; what the
 * reader may not see stays a number. */
#include "campaign/issue.h"
#include "demo/demo.h"
#include "duty/duty.h"
#include "sys/file.h"
#include "web/locale.h"
#include "web/trail.h"
#include "world.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;

static int open_bureau(void **state)
{
	struct demo_in in = {0};
	(void)state;
	test_open(&t, "2026-04-20T10:00:00+08:00");
	in.until = t.cx->now;
	return demo_campaign(test_now(&t), &in) == FLOW_OK ? 0 : -1;
}

static int close_bureau(void **state)
{
	(void)state;
	test_close(&t);
	return 0;
}

/* A word of a table, and not of people: small letters and underscores only. */
static bool is_code(struct str s)
{
	if (s.n < 2)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || s.p[i] == '_'))
			return false;
	return true;
}

static void one_entry(struct ctx *cx, const struct seal_entry *e)
{
	struct ui_change at[64];
	struct seal_change raw;
	struct str rest = e->payload;
	if (is_code(trail_kind(cx, LANG_ZH, e->kind)) ||
		is_code(trail_verb(cx, LANG_ZH, e->kind, e->verb)))
		fail_msg("%.*s %.*s has no word", STR_ARG(e->kind), STR_ARG(e->verb));
	int n = trail_changes(cx, LANG_ZH, e, at, 64);
	for (int i = 0; i < n; i++) {
		assert_true(seal_next_field(&rest, &raw));
		if (is_code(at[i].label) || is_code(at[i].before) || is_code(at[i].after))
			fail_msg("%.*s %.*s: %.*s: %.*s -> %.*s", STR_ARG(e->kind),
				STR_ARG(e->verb), STR_ARG(at[i].label), STR_ARG(at[i].before),
				STR_ARG(at[i].after));
	}
}

static void the_demo_log_holds_no_code(void **state)
{
	(void)state;
	struct ctx *cx = test_as(&t, "xuwenxi");
	struct arena *a = arena_open(64u << 20), *kept = cx->a;
	int64_t before = 0, seen = 0;
	size_t n;
	do {
		struct seal_entry *at = seal_latest(t.db, before, 200, a, &n);
		cx->a = a;
		for (size_t i = 0; i < n; i++)
			one_entry(cx, &at[i]);
		before = n ? at[n - 1].seq : 0;
		seen += (int64_t)n;
		cx->a = kept;
		arena_reset(a);
	} while (n && before > 1);
	assert_int_equal(seen, seal_size(t.db));
	assert_true(seen > 500);
	arena_close(a);
}

/* One line of the history of a report, as the screen shows it. */
static void references_and_states_are_named(void **state)
{
	(void)state;
	struct ctx *cx = test_as(&t, "xuwenxi");
	size_t n;
	rid id = {db_one_int(
		db_prep(t.db, "SELECT id FROM report WHERE state = 'accepted' ORDER BY id"), 0)};
	struct seal_entry *at = seal_history(t.db, id, 10, t.a, &n);
	assert_true(n >= 2);
	struct str line = trail_line(cx, LANG_ZH, &at[0]);
	assert_true(str_has(line, S("状态：已报送 → 已接收")) || str_has(line, S(" → ")));
	assert_false(str_has(line, S("accepted")));
	struct report_row *r = rec_load(cx, &report_kind, id);
	assert_true(str_has(line, tree_person_name(cx, r->reviewed_by)));
	/* The title of the item is shown to who may see it, and to nobody else. */
	line = trail_line(cx, LANG_ZH, &at[n - 1]);
	assert_true(str_has(line, rec_title(cx, &due_kind, r->due)));
	line = trail_line(test_as(&t, "sysadmin"), LANG_ZH, &at[n - 1]);
	assert_false(str_has(line, rec_title(cx, &due_kind, r->due)));
	assert_true(str_has(line, str_fmt(t.a, "编号 %lld", (long long)r->due.n)));
	assert_true(str_has(trail_line(cx, LANG_EN, &at[0]), locale_find(LANG_EN, S("状态"))));
}

static void odd_payloads_do_no_harm(void **state)
{
	struct ui_change at[4];
	(void)state;
	struct ctx *cx = test_as(&t, "xuwenxi");
	struct buf b = buf_in(t.a, 4096);
	struct seal_entry e = {
		.kind = S("due"), .verb = S("nothing_known"), .payload = S("# a b\n")};
	assert_int_equal(trail_changes(cx, LANG_ZH, &e, at, 4), 0);
	assert_true(str_eq(trail_verb(cx, LANG_ZH, e.kind, e.verb), e.verb));
	/* A choice that is no more, a record that is gone, a day of a calendar. */
	seal_field(&b, "kind", S("periodic"), S("olden"));
	seal_field(&b, "duty", STR_NONE, S("999999999"));
	seal_field(&b, "day_2026_10_01", STR_NONE, S("off"));
	e.payload = buf_view(&b);
	assert_int_equal(trail_changes(cx, LANG_ZH, &e, at, 4), 3);
	assert_true(str_eq(at[0].after, S("olden")));
	assert_false(is_code(at[0].before));
	assert_true(str_eq(at[1].after, S("编号 999999999")));
	assert_true(str_eq(at[2].label, S("2026-10-01")));
	assert_true(str_eq(at[2].after, S("休息")));
	assert_int_equal(cx->errs->n, 0);
}

/* Every literal the source hands to the log as a verb. */
static void one_source(struct ctx *cx, const char *path, int *n)
{
	struct str text;
	assert_int_equal(file_read(t.a, path, 1 << 20, &text), FILE_OK);
	for (struct str rest = text; rest.n;) {
		str_cut(&rest, S(".verb = \""));
		struct str verb = rest.n ? str_cut(&rest, S("\"")) : STR_NONE;
		if (!is_code(verb) || str_eq(verb, S("before")))
			continue;
		if (is_code(trail_verb(cx, LANG_ZH, S("due"), verb)))
			fail_msg("%s: \"%.*s\" has no word: give it one in web/trail.c", path,
				STR_ARG(verb));
		(*n)++;
	}
}

static void every_verb_in_the_source_has_a_word(void **state)
{
	glob_t g;
	int n = 0;
	(void)state;
	assert_int_equal(glob("src/*/*.c", 0, NULL, &g), 0);
	for (size_t i = 0; i < g.gl_pathc; i++)
		one_source(t.cx, g.gl_pathv[i], &n);
	globfree(&g);
	assert_true(n > 15);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_demo_log_holds_no_code),
		cmocka_unit_test(references_and_states_are_named),
		cmocka_unit_test(odd_payloads_do_no_harm),
		cmocka_unit_test(every_verb_in_the_source_has_a_word),
	};
	return cmocka_run_group_tests(tests, open_bureau, close_bureau);
}

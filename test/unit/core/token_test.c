/* token_test.c — sessions are found by the hash of their token until they are dropped; a form's token
 * is spent once, together with what the form did. */
#include "core/token.h"
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

static enum flow_code add(struct ctx *cx, void *s)
{
	return token_session_add(cx, s);
}

static enum flow_code drop(struct ctx *cx, void *hash)
{
	return token_session_drop(cx, *(struct str *)hash);
}

static enum flow_code drop_all(struct ctx *cx, void *account)
{
	return token_session_drop_all(cx, *(rid *)account);
}

static void sessions_come_and_go(void **state)
{
	(void)state;
	struct session one = {{7}, S("h1"), S("s1"), {1000}, false};
	struct session two = {{7}, S("h2"), S("s2"), {2000}, true};
	struct session other = {{8}, S("h3"), S("s3"), {3000}, false}, got;
	struct session *all[] = {&one, &two, &other};
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(ctx_write(test_now(&t), add, all[i]), FLOW_OK);
	assert_true(token_session(test_now(&t), S("h2"), &got));
	assert_int_equal(got.account.n, 7);
	assert_true(str_eq(got.secret, S("s2")));
	assert_int_equal(got.until.ms, 2000);
	assert_false(token_session(t.cx, S("h"), &got));
	assert_int_equal(ctx_write(test_now(&t), drop, &one.token_hash), FLOW_OK);
	assert_false(token_session(test_now(&t), S("h1"), &got));
	assert_true(token_session(t.cx, S("h2"), &got));
	assert_int_equal(ctx_write(test_now(&t), drop_all, &two.account), FLOW_OK);
	assert_false(token_session(test_now(&t), S("h2"), &got));
	assert_true(token_session(t.cx, S("h3"), &got));
}

/* Only those that run are counted, and of these those that began over https. */
static void sessions_are_counted(void **state)
{
	(void)state;
	int64_t now = test_now(&t)->now.ms, https = -1;
	struct session over = {{9}, S("c1"), S("s"), {now - 1}, true};
	struct session plain = {{9}, S("c2"), S("s"), {now + 1000}, false};
	struct session safe = {{9}, S("c3"), S("s"), {now + 1000}, true};
	struct session *all[] = {&over, &plain, &safe};
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(ctx_write(test_now(&t), add, all[i]), FLOW_OK);
	assert_int_equal(token_session_count(test_now(&t), &https), 2);
	assert_int_equal(https, 1);
}

static enum flow_code spend_and_fail(struct ctx *cx, void *arg)
{
	(void)arg;
	assert_int_equal(token_spend(cx, S("form"), 9), FLOW_OK);
	return FLOW_WORLD;
}

static enum flow_code spend(struct ctx *cx, void *seal_no)
{
	return token_spend(cx, S("form"), *(int64_t *)seal_no);
}

static void a_form_is_spent_with_what_it_did(void **state)
{
	(void)state;
	int64_t no = 17;
	assert_int_equal(token_spent(test_now(&t), S("form")), -1);
	assert_int_equal(ctx_write(t.cx, spend_and_fail, NULL), FLOW_WORLD);
	assert_int_equal(token_spent(test_now(&t), S("form")), -1);
	assert_int_equal(ctx_write(t.cx, spend, &no), FLOW_OK);
	assert_int_equal(token_spent(test_now(&t), S("form")), 17);
	assert_int_not_equal(ctx_write(t.cx, spend, &no), FLOW_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sessions_come_and_go),
		cmocka_unit_test(sessions_are_counted),
		cmocka_unit_test(a_form_is_spent_with_what_it_did),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}

/* account_test.c — passwords age and are not used twice; a lock-out ends by time or by an
 * administrator; nobody administers his own account. */
#include "org/account.h"
#include "core/token.h"
#include "org/org.h"
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

static rid account(const char *login)
{
	return account_find(test_now(&t), str_of(login));
}

static enum sign_in sign_in(const char *login, const char *password)
{
	rid id;
	return account_sign_in(test_now(&t), str_of(login), str_of(password), STR_NONE, &id);
}

static void a_password_is_not_used_twice_and_gets_old(void **state)
{
	(void)state;
	rid id = account("officer");
	assert_int_equal(account_set_password(t.cx, id, S("first-pass-1"), false), FLOW_OK);
	assert_int_equal(
		account_set_password(test_now(&t), id, S("second-pass-2"), false), FLOW_OK);
	struct ctx *cx = test_now(&t);
	assert_int_equal(account_set_password(cx, id, S("first-pass-1"), false), FLOW_INVALID);
	assert_true(str_has(err_of(cx->errs, S("password")), S("最近 5 个")));
	for (char c = '3'; c <= '6'; c++) {
		char text[] = "another-pass-3";
		text[13] = c;
		assert_int_equal(
			account_set_password(test_now(&t), id, str_of(text), false), FLOW_OK);
	}
	assert_int_equal(account_set_password(test_now(&t), id, S("first-pass-1"), false), FLOW_OK);
	assert_false(test_as(&t, "officer")->who->must_change);
	test_time(&t, "2026-12-16T09:00:00+08:00");
	assert_false(test_as(&t, "officer")->who->must_change);
	test_time(&t, "2026-12-18T09:00:00+08:00");
	assert_true(test_as(&t, "officer")->who->must_change);
	test_time(&t, "2026-09-18T09:00:00+08:00");
}

static enum flow_code forgive(struct ctx *cx, void *arg)
{
	return account_forgive(cx, *(rid *)arg);
}

static void a_lock_out_is_ended_by_the_administrator(void **state)
{
	(void)state;
	rid id = account("hanqiushi");
	assert_int_equal(account_set_password(t.cx, id, S("long-enough-1"), false), FLOW_OK);
	assert_int_equal(ctx_write(test_as(&t, "sysadmin"), forgive, &id), FLOW_STATE);
	for (int i = 0; i < 5; i++)
		assert_int_equal(sign_in("hanqiushi", "wrong-pass-9"), SIGN_IN_WRONG);
	assert_int_equal(sign_in("hanqiushi", "long-enough-1"), SIGN_IN_LOCKED);
	assert_int_equal(ctx_write(test_as(&t, "org"), forgive, &id), FLOW_ABSENT);
	assert_int_equal(ctx_write(test_as(&t, "sysadmin"), forgive, &id), FLOW_OK);
	assert_int_equal(sign_in("hanqiushi", "long-enough-1"), SIGN_IN_OK);
}

static void a_reset_is_for_one_sign_in_and_by_somebody_else(void **state)
{
	(void)state;
	struct str password;
	rid own = account("sysadmin"), other = account("shenruochuan");
	assert_int_equal(account_reset(test_as(&t, "sysadmin"), own, &password), FLOW_DENIED);
	assert_int_equal(account_reset(test_as(&t, "secadmin"), other, &password), FLOW_ABSENT);
	assert_int_equal(account_reset(test_as(&t, "sysadmin"), other, &password), FLOW_OK);
	assert_int_equal(sign_in("shenruochuan", str_c(t.a, password)), SIGN_IN_OK);
	assert_true(test_as(&t, "shenruochuan")->who->must_change);
	assert_int_equal(
		account_set_password(test_as(&t, "shenruochuan"), other, S("my-own-pass-7"), false),
		FLOW_OK);
	assert_false(test_as(&t, "shenruochuan")->who->must_change);
}

static enum flow_code two_sessions(struct ctx *cx, void *arg)
{
	struct session s = {.account = *(rid *)arg,
		.token_hash = S("here"),
		.secret = S("x"),
		.until = {cx->now.ms + 1000}};
	enum flow_code code = token_session_add(cx, &s);
	s.token_hash = S("there");
	return code == FLOW_OK ? token_session_add(cx, &s) : code;
}

static enum flow_code drop_there(struct ctx *cx, void *arg)
{
	return token_session_drop_others(cx, *(rid *)arg, S("here"));
}

static void sessions_elsewhere_end(void **state)
{
	(void)state;
	rid id = account("zhoumingche");
	struct session_line *at;
	assert_int_equal(ctx_write(test_now(&t), two_sessions, &id), FLOW_OK);
	assert_int_equal(token_sessions(test_now(&t), id, &at), 2);
	assert_int_equal(ctx_write(test_now(&t), drop_there, &id), FLOW_OK);
	assert_int_equal(token_sessions(test_now(&t), id, &at), 1);
	assert_true(str_eq(at[0].token_hash, S("here")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_password_is_not_used_twice_and_gets_old),
		cmocka_unit_test(a_lock_out_is_ended_by_the_administrator),
		cmocka_unit_test(a_reset_is_for_one_sign_in_and_by_somebody_else),
		cmocka_unit_test(sessions_elsewhere_end),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}

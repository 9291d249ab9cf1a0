/* totp_test.c — codes are those of RFC 6238, each good once; the second factor counts only after
 * its first code; who may switch it off. */
#include "org/totp.h"
#include "org/account.h"
#include "org/org.h"
#include "world.h"

#include <pthread.h>

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

/* RFC 6238 appendix B, the last six digits. */
static void codes_are_those_of_the_standard(void **state)
{
	(void)state;
	const struct str secret = S("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
	const struct {
		int64_t s;
		struct str code;
	} cases[] = {{59, S("287082")}, {1111111109, S("081804")}, {1234567890, S("005924")},
		{2000000000, S("279037")}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct stamp now = {cases[i].s * 1000};
		int64_t step = cases[i].s / 30;
		assert_int_equal(totp_step(secret, cases[i].code, now, 0), step);
		assert_int_equal(totp_step(secret, cases[i].code, now, step), 0);
		now.ms += 30 * 1000;
		assert_int_equal(totp_step(secret, cases[i].code, now, 0), step);
		now.ms += 60 * 1000;
		assert_int_equal(totp_step(secret, cases[i].code, now, 0), 0);
	}
	assert_int_equal(totp_step(S("not base32"), S("000000"), (struct stamp){1}, 0), 0);
	assert_int_equal(totp_step(secret, S("28708"), (struct stamp){59000}, 0), 0);
}

/* The code an app would show. */
static struct str code_now(struct ctx *cx, struct str secret)
{
	char text[8];
	for (int i = 0; i < 1000000; i++) {
		snprintf(text, sizeof text, "%06d", i);
		if (totp_step(secret, str_of(text), cx->now, cx->now.ms / 30000 - 1) ==
			cx->now.ms / 30000)
			return str_dup(t.a, str_of(text));
	}
	return STR_NONE;
}

static enum flow_code begin(struct ctx *cx, void *arg)
{
	(void)arg;
	return totp_begin(cx);
}

static enum flow_code confirm(struct ctx *cx, void *arg)
{
	return totp_confirm(cx, *(struct str *)arg);
}

static enum flow_code reset(struct ctx *cx, void *arg)
{
	return totp_reset(cx, *(rid *)arg);
}

static enum sign_in sign_in(struct str code)
{
	rid account;
	return account_sign_in(test_now(&t), S("linzhiyuan"), S("long-enough-1"), code, &account);
}

struct racer {
	struct db *db;
	struct str code;
	enum sign_in end;
	pthread_t thread;
};

static void *race(void *arg)
{
	struct racer *r = arg;
	struct arena *a = arena_open(8 << 20);
	rid account;
	r->end = account_sign_in(
		world_ctx(t.w, a, r->db), S("linzhiyuan"), S("long-enough-1"), r->code, &account);
	arena_close(a);
	return NULL;
}

/* Two at once with one code: both have read that it was not used yet. */
static int how_many_get_in(struct str code)
{
	struct racer r[2] = {{.code = code}, {.code = code}};
	int in = 0;
	for (int i = 0; i < 2; i++) {
		r[i].db = store_reader(t.w->store);
		assert_int_equal(pthread_create(&r[i].thread, NULL, race, &r[i]), 0);
	}
	for (int i = 0; i < 2; i++) {
		assert_int_equal(pthread_join(r[i].thread, NULL), 0);
		db_close(r[i].db);
		in += r[i].end == SIGN_IN_OK;
		assert_true(r[i].end == SIGN_IN_OK || r[i].end == SIGN_IN_WRONG);
	}
	return in;
}

static enum sign_in second(struct str half, struct str code)
{
	rid account;
	return account_sign_in_half(test_now(&t), half, code, &account);
}

static void the_code_alone_is_the_second_half(struct str secret)
{
	test_time(&t, "2026-09-18T09:03:00+08:00");
	struct str half = account_half(test_now(&t), S("linzhiyuan"));
	struct str forged = str_fmt(t.a, "%.*s0", (int)half.n - 1, half.p);
	if (str_eq(forged, half))
		forged = str_fmt(t.a, "%.*s1", (int)half.n - 1, half.p);
	assert_int_equal(account_half(t.cx, S("nobody")).n, 0);
	assert_int_equal(second(forged, code_now(t.cx, secret)), SIGN_IN_STALE);
	assert_int_equal(second(S("1.2"), code_now(t.cx, secret)), SIGN_IN_STALE);
	assert_int_equal(second(half, S("12345")), SIGN_IN_WRONG);
	assert_int_equal(second(half, STR_NONE), SIGN_IN_NEED_CODE);
	assert_int_equal(second(half, code_now(t.cx, secret)), SIGN_IN_OK);
	test_time(&t, "2026-09-18T09:09:00+08:00");
	assert_int_equal(second(half, code_now(test_now(&t), secret)), SIGN_IN_STALE);
	/* Failures count as with the password: after enough of them not even the right code opens. */
	half = account_half(t.cx, S("linzhiyuan"));
	for (int i = 0; i < 10; i++)
		second(half, S("12345"));
	assert_int_equal(second(half, code_now(t.cx, secret)), SIGN_IN_LOCKED);
	test_time(&t, "2026-09-18T10:09:00+08:00");
}

static void it_counts_after_its_first_code_and_each_code_once(void **state)
{
	(void)state;
	rid id = account_find(test_now(&t), S("linzhiyuan"));
	assert_int_equal(account_set_password(t.cx, id, S("long-enough-1"), false), FLOW_OK);
	struct ctx *cx = test_as(&t, "linzhiyuan");
	assert_int_equal(ctx_write(cx, begin, NULL), FLOW_OK);
	struct str secret = totp_waiting(test_as(&t, "linzhiyuan"));
	assert_int_equal(secret.n, 32);
	assert_int_equal(sign_in(STR_NONE), SIGN_IN_OK);
	struct str wrong = S("12345");
	assert_int_equal(ctx_write(test_as(&t, "linzhiyuan"), confirm, &wrong), FLOW_INVALID);
	struct str code = code_now(test_now(&t), secret);
	assert_int_equal(ctx_write(test_as(&t, "linzhiyuan"), confirm, &code), FLOW_OK);
	assert_int_equal(sign_in(STR_NONE), SIGN_IN_NEED_CODE);
	assert_int_equal(sign_in(code), SIGN_IN_WRONG); /* used for the confirmation */
	test_time(&t, "2026-09-18T09:01:00+08:00");
	code = code_now(test_now(&t), secret);
	assert_int_equal(sign_in(code), SIGN_IN_OK);
	assert_int_equal(sign_in(code), SIGN_IN_WRONG);
	test_time(&t, "2026-09-18T09:02:00+08:00");
	assert_int_equal(how_many_get_in(code_now(test_now(&t), secret)), 1);
	the_code_alone_is_the_second_half(secret);
	assert_int_equal(ctx_write(test_as(&t, "org"), reset, &id), FLOW_ABSENT);
	assert_int_equal(ctx_write(test_as(&t, "sysadmin"), reset, &id), FLOW_OK);
	assert_int_equal(sign_in(STR_NONE), SIGN_IN_OK);
}

static void an_app_reads_the_address(void **state)
{
	(void)state;
	struct str uri = totp_uri(t.a, S("安 局"), S("lin"), S("GEZD"));
	assert_string_equal(uri.p, "otpauth://totp/%E5%AE%89%20%E5%B1%80:lin?secret=GEZD&issuer="
				   "%E5%AE%89%20%E5%B1%80&algorithm=SHA1&digits=6&period=30");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_are_those_of_the_standard),
		cmocka_unit_test(it_counts_after_its_first_code_and_each_code_once),
		cmocka_unit_test(an_app_reads_the_address),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}

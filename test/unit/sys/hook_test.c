/* hook_test.c — a document is posted once, signed, without following where it is sent on to. */
#include "sys/hook.h"
#include "sys/file.h"
#include "lib/peer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define BODY "{\"due\":17}"

/* Reads a whole request, answers with this status line and headers. */
static void answer(int fd, int to, const char *reply)
{
	char all[8192];
	size_t n = 0;
	while (n < sizeof all - 1 &&
		(n < strlen(BODY) || memcmp(all + n - strlen(BODY), BODY, strlen(BODY)) != 0)) {
		ssize_t got = read(fd, all + n, sizeof all - 1 - n);
		if (got <= 0)
			break;
		n += (size_t)got;
	}
	if (write(to, all, n) < 0 || write(fd, reply, strlen(reply)) < 0)
		_exit(1);
}

static void takes(int fd, int to)
{
	answer(fd, to, "HTTP/1.1 204 No Content\r\n\r\n");
}

static void refuses(int fd, int to)
{
	answer(fd, to, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
}

static void is_busy(int fd, int to)
{
	answer(fd, to, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
}

static void sends_on(int fd, int to)
{
	answer(fd, to,
		"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
}

static char heard[PEER_HEARD];

static enum send_code post(void **state, void (*play)(int, int), const char *secret)
{
	struct str why;
	struct conf c = conf_in(*state, true);
	struct peer *p = peer_start(play);
	assert_true(conf_set(&c, CONF_WEBHOOK, str_fmt(*state, "http://127.0.0.1:%d/hook", p->port),
		CONF_FLAG, &why));
	assert_true(conf_set(&c, CONF_WEBHOOK_SECRET, str_of(secret), CONF_FLAG, &why));
	enum send_code code = hook_post(&c, *state, S("note-17"), S(BODY), &why);
	strcpy(heard, peer_end(p));
	free(p);
	return code;
}

static void a_document_is_posted(void **state)
{
	assert_int_equal(post(state, takes, ""), SEND_DONE);
	assert_ptr_equal(strstr(heard, "POST /hook HTTP/1.1\r\n"), heard);
	assert_non_null(strstr(heard, "Content-Type: application/json\r\n"));
	assert_non_null(strstr(heard, "X-Duban-Id: note-17\r\n"));
	assert_null(strstr(heard, "X-Duban-Signature"));
	assert_non_null(strstr(heard, "\r\n\r\n" BODY));
}

static void a_key_signs_it(void **state)
{
	const char *path = "/tmp/duban-hook-key";
	assert_int_equal(file_write(path, S("key\n"), 0600), FILE_OK);
	assert_int_equal(post(state, takes, path), SEND_DONE);
	/* HMAC-SHA-256("key", body), computed elsewhere. */
	assert_non_null(strstr(heard,
		"X-Duban-Signature: "
		"sha256=6064880e3c4596c03dfaed9748ad0a8f16d5ecb05fc6fdf39806e41301b279a9\r\n"));
	unlink(path);
}

static void answers_are_told_apart(void **state)
{
	assert_int_equal(post(state, refuses, ""), SEND_REFUSED);
	assert_int_equal(post(state, is_busy, ""), SEND_LATER);
	assert_int_equal(post(state, sends_on, ""), SEND_REFUSED);
}

static void wrong_addresses_are_refused(void **state)
{
	static const char *const bad[] = {"file:///etc/passwd", "ftp://127.0.0.1/", "http://"};
	struct str why;
	struct conf c = conf_in(*state, true);
	assert_int_equal(hook_post(&c, *state, S("1"), S(BODY), &why), SEND_OFF);
	for (unsigned i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_true(conf_set(&c, CONF_WEBHOOK, str_of(bad[i]), CONF_FLAG, &why));
		assert_int_equal(hook_post(&c, *state, S("1"), S(BODY), &why), SEND_REFUSED);
	}
}

static int open_arena(void **state)
{
	*state = arena_open(1 << 24);
	return 0;
}

static int close_arena(void **state)
{
	arena_close(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_document_is_posted),
		cmocka_unit_test(a_key_signs_it),
		cmocka_unit_test(answers_are_told_apart),
		cmocka_unit_test(wrong_addresses_are_refused),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}

/* mail_test.c — a message arrives whole, a refusal is told from "later", nothing slips into a
 * header. */
#include "sys/mail.h"
#include "sys/clock.h"
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

static void say(int fd, const char *s)
{
	if (write(fd, s, strlen(s)) < 0)
		_exit(1);
}

/* A mail server that answers RCPT with `verdict`. */
static void serve(int fd, int to, const char *verdict)
{
	char line[4096];
	bool data = false;
	FILE *in = fdopen(fd, "r");
	say(fd, "220 here\r\n");
	while (fgets(line, sizeof line, in)) {
		say(to, line);
		if (data && strcmp(line, ".\r\n") != 0)
			continue;
		if (strncmp(line, "RCPT", 4) == 0)
			say(fd, verdict);
		else if (strncmp(line, "DATA", 4) == 0)
			say(fd, "354 go on\r\n");
		else if (strncmp(line, "QUIT", 4) == 0)
			break;
		else
			say(fd, "250 ok\r\n");
		data = strncmp(line, "DATA", 4) == 0;
	}
	say(fd, "221 bye\r\n");
}

static void takes(int fd, int to)
{
	serve(fd, to, "250 ok\r\n");
}

static void refuses(int fd, int to)
{
	serve(fd, to, "550 nobody\r\n");
}

static void defers(int fd, int to)
{
	serve(fd, to, "451 later\r\n");
}

static const struct mail mail = {.to = S("lin@anlan.example"),
	.id = S("note-17"),
	.subject = S("逾期提醒：自查问题整改情况 9月（城关派出所）已逾期 1 个工作日"),
	.text = S("请于今天报送。\nhttp://127.0.0.1/due/17\n.\n"),
	.date = {1789700000000}};

static enum send_code send_to(void **state, struct peer *p, const struct mail *m, struct str *why)
{
	struct conf c = conf_in(*state, true);
	assert_true(conf_set(&c, CONF_SMTP, str_fmt(*state, "smtp://127.0.0.1:%d", p ? p->port : 1),
		CONF_FLAG, why));
	assert_true(conf_set(&c, CONF_MAIL_FROM, S("duban@anlan.example"), CONF_FLAG, why));
	return mail_send(&c, *state, m, why);
}

static void a_message_arrives_whole(void **state)
{
	struct str why;
	struct peer *p = peer_start(takes);
	assert_int_equal(send_to(state, p, &mail, &why), SEND_DONE);
	const char *heard = peer_end(p);
	assert_non_null(strstr(heard, "MAIL FROM:<duban@anlan.example>"));
	assert_non_null(strstr(heard, "RCPT TO:<lin@anlan.example>"));
	assert_non_null(strstr(heard, "Subject: =?UTF-8?B?6YC+5pyf"));
	assert_non_null(strstr(heard, "Date: Fri, 18 Sep 2026 "));
	assert_non_null(strstr(heard, "Message-ID: <note-17@anlan.example>"));
	assert_non_null(strstr(heard, "6K+35LqO5LuK5aSp5oql6YCB44CC"));
	free(p);
}

static void headers_are_short_ascii_lines(void **state)
{
	struct str text = mail_text(*state, S("a@b"), &mail);
	while (text.n) {
		struct str line = str_cut(&text, S("\r\n"));
		assert_true(line.n <= 78);
		for (size_t i = 0; i < line.n; i++)
			assert_true(line.p[i] >= ' ' && line.p[i] < 0x7F);
	}
}

static void refused_and_later_are_told_apart(void **state)
{
	struct str why;
	struct peer *p = peer_start(refuses);
	assert_int_equal(send_to(state, p, &mail, &why), SEND_REFUSED);
	assert_true(str_has(why, S("550")));
	peer_end(p);
	free(p);
	p = peer_start(defers);
	assert_int_equal(send_to(state, p, &mail, &why), SEND_LATER);
	peer_end(p);
	free(p);
	assert_int_equal(send_to(state, NULL, &mail, &why), SEND_LATER);
}

static void nothing_slips_into_a_header(void **state)
{
	static const char *const bad[] = {
		"a@b\r\nBcc: c@d", "a", "@b", "a@", "a b@c", "a@b@c", "<a@b>", ""};
	struct str why;
	struct mail m = mail;
	for (unsigned i = 0; i < sizeof bad / sizeof *bad; i++) {
		m.to = str_of(bad[i]);
		assert_int_equal(send_to(state, NULL, &m, &why), SEND_REFUSED);
	}
	m = mail;
	m.subject = S("x\r\nBcc: c@d");
	assert_int_equal(send_to(state, NULL, &m, &why), SEND_REFUSED);
}

static void without_a_server_nothing_is_sent(void **state)
{
	struct str why;
	struct conf c = conf_in(*state, true);
	assert_int_equal(mail_send(&c, *state, &mail, &why), SEND_OFF);
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
		cmocka_unit_test(a_message_arrives_whole),
		cmocka_unit_test(headers_are_short_ascii_lines),
		cmocka_unit_test(refused_and_later_are_told_apart),
		cmocka_unit_test(nothing_slips_into_a_header),
		cmocka_unit_test(without_a_server_nothing_is_sent),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}

/* peer_test.c — addresses, zones and what a gateway says. */
#include "web/peer.h"
#include "base/bug.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <netinet/in.h>
#include <sys/socket.h>

static void zones_are_told_apart(void **state)
{
	static const struct {
		struct str text;
		enum http_zone zone;
	} cases[] = {
		{S("127.0.0.1"), ZONE_LOOPBACK},
		{S("127.9.9.9"), ZONE_LOOPBACK},
		{S("::1"), ZONE_LOOPBACK},
		{S("::ffff:127.0.0.1"), ZONE_LOOPBACK},
		{S("10.1.2.3"), ZONE_PRIVATE},
		{S("172.16.0.1"), ZONE_PRIVATE},
		{S("172.31.255.255"), ZONE_PRIVATE},
		{S("172.32.0.1"), ZONE_PUBLIC},
		{S("192.168.1.1"), ZONE_PRIVATE},
		{S("192.169.1.1"), ZONE_PUBLIC},
		{S("fd00::1"), ZONE_PRIVATE},
		{S("fe80::1"), ZONE_PRIVATE},
		{S("2001:db8::1"), ZONE_PUBLIC},
		{S("::"), ZONE_PUBLIC},
	};
	(void)state;
	for (size_t i = 0; i < NELEM(cases); i++) {
		struct http_peer p;
		assert_true(peer_parse(cases[i].text, &p));
		assert_int_equal(p.zone, cases[i].zone);
	}
}

static void other_texts_are_no_addresses(void **state)
{
	static const struct str bad[] = {S(""), S("1.2.3"), S("1.2.3.256"), S("a"), S("1.2.3.4:80"),
		S("[::1]"), S("::1\0"), S("1.2.3.4 "),
		S("0000:0000:0000:0000:0000:0000:0000:0000:0000:1")};
	struct http_peer p;
	(void)state;
	for (size_t i = 0; i < NELEM(bad); i++)
		assert_false(peer_parse(bad[i], &p));
}

static void texts_come_back(void **state)
{
	struct arena *a = arena_open(1 << 20);
	struct http_peer p;
	(void)state;
	assert_true(peer_parse(S("10.1.2.3"), &p));
	assert_true(str_eq(http_peer_text(&p, a), S("10.1.2.3")));
	assert_true(peer_parse(S("2001:DB8:0::1"), &p));
	assert_true(str_eq(http_peer_text(&p, a), S("2001:db8::1")));
	p = (struct http_peer){.zone = ZONE_HIDDEN};
	assert_true(str_eq(http_peer_text(&p, a), S("-")));
	arena_close(a);
}

static void the_last_forwarded_address_counts(void **state)
{
	struct http_peer p = {0}, want;
	(void)state;
	assert_true(peer_parse(S("10.0.0.9"), &want));
	assert_true(peer_forwarded(S("10.0.0.9"), &p) && peer_is_same(&p, &want));
	/* What the client itself claimed stands before it. */
	assert_true(peer_forwarded(S("127.0.0.1, 10.0.0.9"), &p) && peer_is_same(&p, &want));
	assert_false(peer_forwarded(S(""), &p));
	assert_false(peer_forwarded(S("10.0.0.9, unknown"), &p));
	assert_true(peer_is_same(&p, &want));
}

static void sockets_have_peers(void **state)
{
	struct sockaddr_storage s = {.ss_family = AF_INET};
	struct http_peer p, want;
	(void)state;
	((struct sockaddr_in *)&s)->sin_addr.s_addr = htonl(0x0a010203);
	p = peer_of(&s);
	assert_true(peer_parse(S("10.1.2.3"), &want) && peer_is_same(&p, &want));
	s = (struct sockaddr_storage){.ss_family = AF_UNIX};
	assert_int_equal(peer_of(&s).zone, ZONE_LOOPBACK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(zones_are_told_apart),
		cmocka_unit_test(other_texts_are_no_addresses),
		cmocka_unit_test(texts_come_back),
		cmocka_unit_test(the_last_forwarded_address_counts),
		cmocka_unit_test(sockets_have_peers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

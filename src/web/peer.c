/* peer.c — see peer.h. */
#include "web/peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};

static enum http_zone zone4(const uint8_t *ip)
{
	if (ip[0] == 127)
		return ZONE_LOOPBACK;
	bool inside = ip[0] == 10 || (ip[0] == 172 && (ip[1] & 0xf0) == 16) ||
		      (ip[0] == 192 && ip[1] == 168) || (ip[0] == 169 && ip[1] == 254);
	return inside ? ZONE_PRIVATE : ZONE_PUBLIC;
}

static enum http_zone zone_of(const uint8_t ip[16])
{
	if (memcmp(ip, mapped, sizeof mapped) == 0)
		return zone4(ip + 12);
	if (memcmp(ip, &in6addr_loopback, 16) == 0)
		return ZONE_LOOPBACK;
	bool inside = (ip[0] & 0xfe) == 0xfc || (ip[0] == 0xfe && (ip[1] & 0xc0) == 0x80);
	return inside ? ZONE_PRIVATE : ZONE_PUBLIC;
}

static struct http_peer peer4(const void *ip)
{
	struct http_peer p;
	memcpy(p.ip, mapped, sizeof mapped);
	memcpy(p.ip + sizeof mapped, ip, 4);
	p.zone = zone_of(p.ip);
	return p;
}

static struct http_peer peer6(const void *ip)
{
	struct http_peer p;
	memcpy(p.ip, ip, sizeof p.ip);
	p.zone = zone_of(p.ip);
	return p;
}

struct http_peer peer_of(const struct sockaddr_storage *from)
{
	if (from->ss_family == AF_INET)
		return peer4(&((const struct sockaddr_in *)from)->sin_addr);
	if (from->ss_family == AF_INET6)
		return peer6(&((const struct sockaddr_in6 *)from)->sin6_addr);
	return peer6(&in6addr_loopback);
}

bool peer_parse(struct str text, struct http_peer *out)
{
	char z[INET6_ADDRSTRLEN];
	uint8_t ip[16];
	if (text.n == 0 || text.n >= sizeof z || memchr(text.p, '\0', text.n))
		return false;
	memcpy(z, text.p, text.n);
	z[text.n] = '\0';
	if (inet_pton(AF_INET, z, ip) == 1)
		*out = peer4(ip);
	else if (inet_pton(AF_INET6, z, ip) == 1)
		*out = peer6(ip);
	else
		return false;
	return true;
}

bool peer_is_same(const struct http_peer *x, const struct http_peer *y)
{
	return memcmp(x->ip, y->ip, sizeof x->ip) == 0;
}

bool peer_forwarded(struct str forwarded_for, struct http_peer *out)
{
	struct str last = STR_NONE;
	while (forwarded_for.n > 0)
		last = str_trim(str_cut(&forwarded_for, S(",")));
	return peer_parse(last, out);
}

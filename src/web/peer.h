/* peer.h — who is at the other end: addresses, zones, gateways. */
#ifndef WEB_PEER_H
#define WEB_PEER_H

#include "web/http.h"

struct sockaddr_storage;

/* The peer of an accepted socket; a unix socket counts as loopback. */
struct http_peer peer_of(const struct sockaddr_storage *from);
/* "127.0.0.1", "::1" and so on; false where it is no address. */
bool peer_parse(struct str text, struct http_peer *out);
bool peer_is_same(const struct http_peer *x, const struct http_peer *y);
/* The client a gateway speaks for: the last address of X-Forwarded-For, which the gateway itself
 * wrote. False, with `out` as it was, where there is none. */
bool peer_forwarded(struct str forwarded_for, struct http_peer *out);

#endif

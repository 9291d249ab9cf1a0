/* hook.h — posts one JSON document to the address the office configured (TIME-29).
 *
 * Optional: off unless `webhook` is set. Blocks for up to 20 seconds, so only jobs call it. Where a
 * key is configured, X-Duban-Signature is "sha256=" and the HMAC-SHA-256 of the body in hex, so
 * that the receiver can tell ours from others'. */
#ifndef SYS_HOOK_H
#define SYS_HOOK_H

#include "sys/conf.h"
#include "sys/curl.h"

/* Posts `json`. `id` is the same for every attempt (X-Duban-Id). `why` (in `a`) is for the log. */
enum send_code hook_post(
	const struct conf *conf, struct arena *a, struct str id, struct str json, struct str *why);

#endif

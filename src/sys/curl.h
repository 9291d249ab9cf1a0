/* curl.h — libcurl, opened when something is to be sent. Only mail.c and hook.c use it. */
#ifndef SYS_CURL_H
#define SYS_CURL_H

#include "base/arena.h"
#include "base/str.h"

/* Its checking macros do not work through a table of functions. */
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <stdbool.h>

struct curl_fns {
	__typeof__(curl_global_init) *curl_global_init;
	__typeof__(curl_easy_init) *curl_easy_init;
	CURLcode (*curl_easy_setopt)(CURL *h, CURLoption o, ...);
	CURLcode (*curl_easy_getinfo)(CURL *h, CURLINFO i, ...);
	__typeof__(curl_easy_perform) *curl_easy_perform;
	__typeof__(curl_easy_strerror) *curl_easy_strerror;
	__typeof__(curl_easy_cleanup) *curl_easy_cleanup;
	__typeof__(curl_slist_append) *curl_slist_append;
	__typeof__(curl_slist_free_all) *curl_slist_free_all;
};

/* What sending came to. */
enum send_code {
	SEND_DONE,    /* the other side has taken it */
	SEND_OFF,     /* not configured: nothing was sent */
	SEND_REFUSED, /* the other side will never take it */
	SEND_LATER,   /* not now: try again */
};

/* Opens the library. False where it is not installed. */
bool curl_open(struct curl_fns *c);
/* A handle for `url` with deadlines (5 s to connect, 20 s in all), only these protocols
 * ("smtp,smtps"), no redirects, no signals, whatever comes back thrown away. NULL where there is no
 * memory. */
CURL *curl_begin(const struct curl_fns *c, const char *url, const char *protocols);
/* Runs it and frees it. `why` (in `a`) says in one line what happened. */
enum send_code curl_end(const struct curl_fns *c, CURL *h, struct arena *a, struct str *why);
/* The first line of the file with a secret, or the empty view. */
struct str curl_secret(struct arena *a, struct str path);

#endif

/* curl.c — see curl.h. */
#include "sys/curl.h"
#include "base/bug.h"
#include "sys/file.h"
#include "sys/lib.h"

enum { CONNECT_S = 5, TOTAL_S = 20, SECRET = 4096 };

bool curl_open(struct curl_fns *c)
{
	static const struct lib_sym syms[] = {
		LIB_SYM(struct curl_fns, curl_global_init),
		LIB_SYM(struct curl_fns, curl_easy_init),
		LIB_SYM(struct curl_fns, curl_easy_setopt),
		LIB_SYM(struct curl_fns, curl_easy_getinfo),
		LIB_SYM(struct curl_fns, curl_easy_perform),
		LIB_SYM(struct curl_fns, curl_easy_strerror),
		LIB_SYM(struct curl_fns, curl_easy_cleanup),
		LIB_SYM(struct curl_fns, curl_slist_append),
		LIB_SYM(struct curl_fns, curl_slist_free_all),
	};
	return lib_open("libcurl.so.4", syms, NELEM(syms), c) &&
	       c->curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

static size_t throw_away(char *p, size_t size, size_t n, void *to)
{
	(void)p;
	(void)to;
	return size * n;
}

CURL *curl_begin(const struct curl_fns *c, const char *url, const char *protocols)
{
	CURL *h = c->curl_easy_init();
	if (h == NULL)
		return NULL;
	c->curl_easy_setopt(h, CURLOPT_URL, url);
	c->curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, protocols);
	c->curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
	c->curl_easy_setopt(h, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S);
	c->curl_easy_setopt(h, CURLOPT_TIMEOUT, (long)TOTAL_S);
	c->curl_easy_setopt(h, CURLOPT_FOLLOWLOCATION, 0L);
	c->curl_easy_setopt(
		h, CURLOPT_PROXY, ""); /* what the environment says is not configuration */
	c->curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, throw_away);
	return h;
}

/* A reply of 4xx by mail or 429/5xx by HTTP is worth another try; a refusal is not. */
static enum send_code verdict(CURLcode rc, long reply, bool is_mail)
{
	if (rc == CURLE_OK && (is_mail || (reply >= 200 && reply < 300)))
		return SEND_DONE;
	if (is_mail && reply >= 500)
		return SEND_REFUSED;
	if (!is_mail && rc == CURLE_OK && reply < 500 && reply != 429 && reply != 408)
		return SEND_REFUSED;
	if (rc == CURLE_URL_MALFORMAT || rc == CURLE_UNSUPPORTED_PROTOCOL)
		return SEND_REFUSED;
	return SEND_LATER;
}

enum send_code curl_end(const struct curl_fns *c, CURL *h, struct arena *a, struct str *why)
{
	long reply = 0;
	char *scheme = NULL;
	CURLcode rc = c->curl_easy_perform(h);
	c->curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &reply);
	c->curl_easy_getinfo(h, CURLINFO_SCHEME, &scheme);
	struct str s = str_of(scheme);
	bool is_mail = s.n && (s.p[0] == 'S' || s.p[0] == 's');
	*why = str_fmt(a, "%s, reply %ld", c->curl_easy_strerror(rc), reply);
	enum send_code code = verdict(rc, reply, is_mail);
	c->curl_easy_cleanup(h);
	return code;
}

struct str curl_secret(struct arena *a, struct str path)
{
	struct str text;
	if (path.n == 0 || file_read(a, str_c(a, path), SECRET, &text) != FILE_OK)
		return STR_NONE;
	return str_trim(str_cut(&text, S("\n")));
}

/* hook.c — see hook.h. */
#include "sys/hook.h"
#include "base/bug.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

static const char *signature(struct arena *a, struct str key, struct str body)
{
	unsigned char mac[EVP_MAX_MD_SIZE];
	unsigned n = 0;
	AN(HMAC(EVP_sha256(), key.p, (int)key.n, (const unsigned char *)body.p, body.n, mac, &n));
	char *hex = arena_get(a, 2 * (size_t)n + 1);
	for (unsigned i = 0; i < n; i++) {
		hex[2 * i] = "0123456789abcdef"[mac[i] >> 4];
		hex[2 * i + 1] = "0123456789abcdef"[mac[i] & 15];
	}
	return hex;
}

static struct curl_slist *headers(const struct curl_fns *c, const struct conf *conf,
	struct arena *a, struct str id, struct str json)
{
	struct str key = curl_secret(a, conf_text(conf, CONF_WEBHOOK_SECRET));
	struct curl_slist *h = c->curl_slist_append(NULL, "Content-Type: application/json");
	h = c->curl_slist_append(h, arena_fmt(a, "X-Duban-Id: %.*s", STR_ARG(id)));
	h = c->curl_slist_append(h, "Expect:");
	if (key.n)
		h = c->curl_slist_append(
			h, arena_fmt(a, "X-Duban-Signature: sha256=%s", signature(a, key, json)));
	AN(h);
	return h;
}

enum send_code hook_post(
	const struct conf *conf, struct arena *a, struct str id, struct str json, struct str *why)
{
	struct curl_fns c;
	*why = STR_NONE;
	if (conf_text(conf, CONF_WEBHOOK).n == 0)
		return SEND_OFF;
	if (!curl_open(&c)) {
		*why = S("libcurl is not installed");
		return SEND_LATER;
	}
	CURL *h = curl_begin(&c, str_c(a, conf_text(conf, CONF_WEBHOOK)), "http,https");
	AN(h);
	struct curl_slist *list = headers(&c, conf, a, id, json);
	c.curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
	c.curl_easy_setopt(h, CURLOPT_POSTFIELDS, json.p);
	c.curl_easy_setopt(h, CURLOPT_POSTFIELDSIZE, (long)json.n);
	enum send_code code = curl_end(&c, h, a, why);
	c.curl_slist_free_all(list);
	return code;
}

/* cookie.c — see cookie.h. */
#include "web/cookie.h"
#include "base/bug.h"

struct str cookie_get(const struct http_req *q, struct str name)
{
	struct str rest = http_header(q, S("cookie")), found = STR_NONE;
	bool seen = false;
	while (rest.n > 0) {
		struct str pair = str_trim(str_cut(&rest, S(";")));
		struct str key = str_cut(&pair, S("="));
		if (!str_eq(key, name))
			continue;
		if (seen)
			return STR_NONE;
		seen = true;
		found = pair.n <= COOKIE_VALUE_MAX ? pair : STR_NONE;
	}
	return found;
}

static bool is_plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool alnum = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			     (c >= '0' && c <= '9');
		if (!alnum && (c == '\0' || strchr("-_.~", c) == NULL))
			return false;
	}
	return true;
}

void cookie_set(struct http_res *r, struct str name, struct str value, int seconds, bool secure)
{
	AN(name.n > 0 && is_plain(name) && is_plain(value) && value.n <= COOKIE_VALUE_MAX);
	struct buf line = buf_in(r->a, COOKIE_VALUE_MAX + 256);
	buf_str(&line, name);
	buf_ch(&line, '=');
	buf_str(&line, value);
	buf_lit(&line, "; Path=/; HttpOnly; SameSite=Lax");
	if (seconds >= 0)
		buf_fmt(&line, "; Max-Age=%d", seconds);
	if (secure)
		buf_lit(&line, "; Secure");
	http_set(r, S("Set-Cookie"), buf_view(&line));
}

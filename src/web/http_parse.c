/* http_parse.c — see http_parse.h. */
#include "web/http_parse.h"
#include "base/bug.h"
#include "base/num.h"
#include "base/utf8.h"
#include "web/form.h"

#include <strings.h>

static struct str view(const struct http_parse *p, struct http_span s)
{
	return str_n(p->room + s.at, s.n);
}

static int refuse(struct http_parse *p, int status)
{
	p->state = PARSE_BAD;
	p->status = status;
	return HPE_USER;
}

/* llhttp may hand over a part in pieces; they touch, because the buffer does not move. A gap is a
 * folded header. */
static bool extend(struct http_parse *p, struct http_span *s, const char *at, size_t n)
{
	size_t from = (size_t)(at - p->room);
	if (s->n == 0)
		s->at = (uint16_t)from;
	else if ((size_t)s->at + s->n != from)
		return false;
	s->n = (uint16_t)(s->n + n);
	return true;
}

static int on_url(llhttp_t *ll, const char *at, size_t n)
{
	struct http_parse *p = ll->data;
	return extend(p, &p->target, at, n) ? 0 : refuse(p, 400);
}

static int on_field(llhttp_t *ll, const char *at, size_t n)
{
	struct http_parse *p = ll->data;
	if (p->state != PARSE_HEAD) /* a trailer */
		return refuse(p, 400);
	if (p->n_headers == HTTP_HEADERS_MAX)
		return refuse(p, 431);
	return extend(p, &p->name[p->n_headers], at, n) ? 0 : refuse(p, 400);
}

static int on_value(llhttp_t *ll, const char *at, size_t n)
{
	struct http_parse *p = ll->data;
	if (p->state != PARSE_HEAD || p->n_headers == HTTP_HEADERS_MAX)
		return refuse(p, 400);
	return extend(p, &p->value[p->n_headers], at, n) ? 0 : refuse(p, 400);
}

static int on_value_end(llhttp_t *ll)
{
	struct http_parse *p = ll->data;
	if (p->state == PARSE_HEAD)
		p->n_headers++;
	return 0;
}

static int on_extension(llhttp_t *ll, const char *at, size_t n)
{
	(void)at;
	return n ? refuse(ll->data, 400) : 0;
}

/* Where the head ends: the first empty line behind its last part. 0, 400 or 431. */
static int find_end(struct http_parse *p)
{
	size_t last = (size_t)p->target.at + p->target.n;
	if (p->n_headers) {
		struct http_span v = p->value[p->n_headers - 1], k = p->name[p->n_headers - 1];
		last = v.n ? (size_t)v.at + v.n : (size_t)k.at + k.n;
	}
	ptrdiff_t end = str_find(str_n(p->room, p->fed), S("\r\n\r\n"), last);
	if (end < 0) /* it ended with a bare LF */
		return 400;
	if ((size_t)end + 4 > HTTP_HEAD_MAX)
		return 431;
	p->head_n = (uint16_t)(end + 4);
	return 0;
}

/* One blank before the target and one behind it. */
static bool has_clean_first_line(const struct http_parse *p)
{
	struct http_span t = p->target;
	size_t end = (size_t)t.at + t.n;
	return t.at >= 2 && p->room[t.at - 1] == ' ' && p->room[t.at - 2] != ' ' &&
	       end + 1 < p->fed && memcmp(p->room + end, " H", 2) == 0;
}

/* Every line ends with CR LF and none begins with a blank (a folded header, RFC 9112 5.2). */
static bool has_clean_lines(const struct http_parse *p)
{
	const char *end = p->room + p->head_n, *at = p->room;
	while ((at = memchr(at, '\n', (size_t)(end - at)))) {
		if (at == p->room || at[-1] != '\r')
			return false;
		if (++at < end && (*at == ' ' || *at == '\t'))
			return false;
	}
	return true;
}

static bool is_clean_value(struct str v)
{
	for (size_t i = 0; i < v.n; i++) {
		unsigned char c = (unsigned char)v.p[i];
		if ((c < ' ' && c != '\t') || c == 0x7f)
			return false;
	}
	return utf8_is_valid(v);
}

static bool same_name(struct str x, const char *y)
{
	return strlen(y) == x.n && strncasecmp(x.p, y, x.n) == 0;
}

/* Headers that mean something once only; twice is somebody's attempt to be read in two ways. */
static int single_index(struct str name)
{
	static const char *const single[] = {"host", "content-length", "transfer-encoding",
		"content-type", "authorization", "expect", "cookie", "origin", "referer",
		"x-forwarded-for", "x-forwarded-proto", "x-real-ip"};
	for (size_t i = 0; i < NELEM(single); i++)
		if (same_name(name, single[i]))
			return (int)i;
	return -1;
}

static bool has_clean_headers(struct http_parse *p)
{
	unsigned seen = 0;
	for (size_t i = 0; i < p->n_headers; i++) {
		struct str v = view(p, p->value[i]);
		while (v.n && (v.p[v.n - 1] == ' ' || v.p[v.n - 1] == '\t'))
			v.n--;
		p->value[i].n = (uint16_t)v.n;
		int k = single_index(view(p, p->name[i]));
		if (p->name[i].n == 0 || !is_clean_value(v) || (k >= 0 && seen & 1u << k))
			return false;
		seen |= k >= 0 ? 1u << k : 0;
	}
	return true;
}

static bool has_clean_host(const struct http_parse *p)
{
	struct str h = http_parse_header(p, S("host"));
	if (h.n == 0) /* may be missing in 1.0 only */
		return h.p == NULL && p->ll.http_minor == 0;
	for (size_t i = 0; i < h.n; i++) {
		char c = h.p[i];
		bool ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			  (c >= '0' && c <= '9') || strchr(".-:[]_", c);
		if (!ok)
			return false;
	}
	return h.n <= 255;
}

/* How long the body is, in exactly one way. */
static bool has_clean_length(struct http_parse *p)
{
	struct str te = http_parse_header(p, S("transfer-encoding"));
	struct str cl = http_parse_header(p, S("content-length"));
	int64_t n = 0;
	p->chunked = te.p != NULL;
	if (te.p && (cl.p || !same_name(te, "chunked") || p->ll.http_minor == 0))
		return false;
	if (cl.p && (cl.n == 0 || cl.p[0] == '-' || !num_int(cl, 0, INT64_MAX, &n)))
		return false;
	p->length = (uint64_t)n;
	return true;
}

static enum http_verb verb_of(uint8_t method)
{
	switch (method) {
	case HTTP_GET:
		return VERB_GET;
	case HTTP_HEAD:
		return VERB_HEAD;
	case HTTP_POST:
		return VERB_POST;
	case HTTP_PUT:
		return VERB_PUT;
	case HTTP_PATCH:
		return VERB_PATCH;
	case HTTP_DELETE:
		return VERB_DELETE;
	default:
		return VERB_OTHER;
	}
}

static bool is_clean_path(struct str path)
{
	for (struct str rest = str_from(path, 1); rest.n > 0;) {
		struct str part = str_cut(&rest, S("/"));
		if (part.n == 0 || str_eq(part, S(".")) || str_eq(part, S("..")))
			return false;
	}
	for (size_t i = 0; i < path.n; i++)
		if ((unsigned char)path.p[i] < ' ' || path.p[i] == 0x7f || path.p[i] == '\\')
			return false;
	return utf8_is_valid(path);
}

/* Decodes the path where it lies; an encoded '/' is refused because it would be read in two ways.
 */
static bool decode_path(struct http_parse *p)
{
	struct str t = view(p, p->target), path = str_cut(&t, S("?"));
	bool has_query = path.n < p->target.n;
	char *to = p->room + p->target.at;
	size_t n = 0;
	if (path.n == 0 || path.p[0] != '/' || memchr(to, '#', p->target.n))
		return false;
	for (size_t i = 0; i < path.n; i++) {
		char c = path.p[i];
		if (c == '%') {
			int hi = i + 2 < path.n ? form_hex(path.p[i + 1]) : -1;
			int lo = hi >= 0 ? form_hex(path.p[i + 2]) : -1;
			if (lo < 0)
				return false;
			c = (char)(hi << 4 | lo);
			if (c == '/' || c == '\0')
				return false;
			i += 2;
		}
		to[n++] = c;
	}
	p->query = (struct http_span){(uint16_t)(p->target.at + path.n + has_query), (uint16_t)t.n};
	p->path = (struct http_span){p->target.at, (uint16_t)n};
	return is_clean_path(view(p, p->path));
}

/* 0, or why this head is refused. */
static int check_head(struct http_parse *p)
{
	if (p->ll.http_major != 1 || p->ll.http_minor > 1)
		return 505;
	int status = find_end(p);
	if (status)
		return status;
	if (!has_clean_first_line(p) || !has_clean_lines(p) || !has_clean_headers(p) ||
		!has_clean_host(p))
		return 400;
	if (!has_clean_length(p) || !decode_path(p))
		return 400;
	struct str expect = http_parse_header(p, S("expect"));
	if (expect.p && (!same_name(expect, "100-continue") || p->ll.http_minor == 0))
		return 417;
	p->expect = expect.p != NULL;
	return 0;
}

static int on_head_end(llhttp_t *ll)
{
	struct http_parse *p = ll->data;
	p->verb = verb_of(ll->method);
	int status = check_head(p);
	if (status)
		return refuse(p, status);
	ll->upgrade = 0; /* no protocol is ever switched */
	p->keep_alive = ll->http_minor == 1 && llhttp_should_keep_alive(ll);
	p->state = PARSE_BODY;
	status = p->on_head(p->arg);
	if (status == 0)
		return 0;
	p->status = status;
	if (p->length == 0 && !p->chunked)
		return 0; /* nothing to skip: the connection stays usable */
	p->keep_alive = false;
	p->state = PARSE_DONE;
	return HPE_USER;
}

static int on_body(llhttp_t *ll, const char *at, size_t n)
{
	struct http_parse *p = ll->data;
	int status = p->on_body(p->arg, at, n);
	return status ? refuse(p, status) : 0;
}

static int on_end(llhttp_t *ll)
{
	struct http_parse *p = ll->data;
	p->state = PARSE_DONE;
	return HPE_PAUSED;
}

static const llhttp_settings_t settings = {
	.on_url = on_url,
	.on_header_field = on_field,
	.on_header_value = on_value,
	.on_header_value_complete = on_value_end,
	.on_headers_complete = on_head_end,
	.on_chunk_extension_name = on_extension,
	.on_chunk_extension_value = on_extension,
	.on_body = on_body,
	.on_message_complete = on_end,
};

void http_parse_start(struct http_parse *p, char *room)
{
	p->room = room;
	p->fed = 0;
	p->state = PARSE_HEAD;
	p->status = 0;
	p->target = p->path = p->query = (struct http_span){0};
	memset(p->name, 0, sizeof p->name);
	memset(p->value, 0, sizeof p->value);
	p->n_headers = p->head_n = 0;
	p->keep_alive = p->expect = p->chunked = false;
	p->length = 0;
	llhttp_init(&p->ll, HTTP_REQUEST, &settings);
	p->ll.data = p;
}

size_t http_parse_feed(struct http_parse *p, const char *at, size_t n)
{
	AN(p->state == PARSE_HEAD || p->state == PARSE_BODY);
	if (p->state == PARSE_HEAD) {
		AN(at == p->room + p->fed);
		p->fed += n;
	}
	llhttp_errno_t e = llhttp_execute(&p->ll, at, n);
	if (p->state == PARSE_DONE && e == HPE_PAUSED)
		return (size_t)(llhttp_get_error_pos(&p->ll) - at);
	if (p->state == PARSE_DONE || p->state == PARSE_BAD)
		return n;
	if (e != HPE_OK)
		refuse(p, e == HPE_INVALID_VERSION ? 505 : 400);
	else if (p->state == PARSE_HEAD && p->fed > HTTP_HEAD_MAX)
		refuse(p, 431);
	return n;
}

struct str http_parse_header(const struct http_parse *p, struct str name)
{
	for (size_t i = 0; i < p->n_headers; i++) {
		struct str k = view(p, p->name[i]);
		if (k.n == name.n && strncasecmp(k.p, name.p, name.n) == 0)
			return view(p, p->value[i]);
	}
	return STR_NONE;
}

void http_parse_req(const struct http_parse *p, struct http_pair *pairs, struct http_req *q)
{
	for (size_t i = 0; pairs && i < p->n_headers; i++)
		pairs[i] = (struct http_pair){view(p, p->name[i]), view(p, p->value[i])};
	q->verb = p->verb;
	q->path = view(p, p->path);
	q->query = view(p, p->query);
	q->headers = pairs;
	q->n_headers = pairs ? p->n_headers : 0;
}

/* http.c — see http.h. */
#include "web/http.h"
#include "base/bug.h"
#include "base/num.h"
#include "web/form.h"

#include <arpa/inet.h>
#include <strings.h>

struct str http_header(const struct http_req *q, struct str name)
{
	for (size_t i = 0; i < q->n_headers; i++) {
		const struct http_pair *h = &q->headers[i];
		if (h->name.n == name.n && strncasecmp(h->name.p, name.p, name.n) == 0)
			return h->value;
	}
	return STR_NONE;
}

bool http_nth(const struct http_pairs *p, struct str name, size_t i, struct str *out)
{
	for (size_t k = 0; k < p->n; k++) {
		if (!str_eq(p->at[k].name, name) || i-- > 0)
			continue;
		*out = p->at[k].value;
		return true;
	}
	return false;
}

struct str http_param(const struct http_req *q, struct str name)
{
	struct str v = STR_NONE;
	http_nth(&q->params, name, 0, &v);
	return v;
}

struct str http_field(const struct http_req *q, struct str name)
{
	struct str v = STR_NONE;
	http_nth(&q->fields, name, 0, &v);
	return v;
}

const struct http_file *http_file(const struct http_req *q, struct str field)
{
	for (size_t i = 0; i < q->files.n; i++)
		if (str_eq(q->files.at[i].field, field))
			return &q->files.at[i];
	return NULL;
}

bool http_arg_id(const struct http_req *q, size_t i, int64_t *id)
{
	return i < HTTP_ARGS && num_int(q->args[i], 1, INT64_MAX, id);
}

struct str http_peer_text(const struct http_peer *p, struct arena *a)
{
	static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
	char text[INET6_ADDRSTRLEN];
	if (p->zone == ZONE_HIDDEN)
		return S("-");
	bool v4 = memcmp(p->ip, mapped, sizeof mapped) == 0;
	AN(inet_ntop(v4 ? AF_INET : AF_INET6, v4 ? p->ip + 12 : p->ip, text, sizeof text));
	return str_dup(a, str_of(text));
}

bool http_is_local(struct str to)
{
	if (to.n == 0 || to.p[0] != '/')
		return false;
	if (to.n > 1 && (to.p[1] == '/' || to.p[1] == '\\'))
		return false;
	for (size_t i = 0; i < to.n; i++)
		if ((unsigned char)to.p[i] <= ' ' || (unsigned char)to.p[i] >= 0x7f)
			return false;
	return true;
}

/* "10.0.0.1:8080" without the port; an IPv6 address keeps its brackets. */
static struct str host_name(struct str host)
{
	const char *colon = memrchr(host.p, ':', host.n), *end = memrchr(host.p, ']', host.n);
	return colon && colon > end ? str_first(host, (size_t)(colon - host.p)) : host;
}

bool http_is_own(const struct http_req *q)
{
	struct str origin = http_header(q, S("origin")), host = http_header(q, S("host"));
	if (origin.n == 0)
		return true;
	ptrdiff_t at = str_find(origin, S("://"), 0);
	if (at < 0 || host.n == 0)
		return false;
	struct str x = host_name(str_from(origin, (size_t)at + 3)), y = host_name(host);
	return x.n == y.n && strncasecmp(x.p, y.p, x.n) == 0;
}

struct http_res http_res_in(struct arena *a)
{
	return (struct http_res){
		.a = a,
		.status = 200,
		.type = HTTP_HTML,
		.body = buf_in(a, HTTP_RES_MAX),
		.file = BYTES_NONE,
		.head = buf_in(a, 16 * 1024),
	};
}

void http_set(struct http_res *r, struct str name, struct str value)
{
	buf_str(&r->head, name);
	buf_lit(&r->head, ": ");
	for (size_t i = 0; i < value.n; i++)
		if ((unsigned char)value.p[i] >= ' ' && value.p[i] != 0x7f)
			buf_ch(&r->head, value.p[i]);
	buf_lit(&r->head, "\r\n");
}

void http_redirect(struct http_res *r, struct str to)
{
	r->status = 303;
	r->type = STR_NONE;
	http_set(r, S("Location"), http_is_local(to) ? to : S("/"));
}

void http_download(struct http_res *r, struct bytes data, struct str type, struct str name)
{
	struct buf v = buf_in(r->a, 2048);
	buf_lit(&v, "attachment; filename=\"");
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		bool plain = c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '%';
		buf_ch(&v, plain ? c : '_');
	}
	buf_lit(&v, "\"; filename*=UTF-8''");
	form_escape(&v, name);
	http_set(r, S("Content-Disposition"), buf_view(&v));
	r->type = type;
	r->file = data;
}

static void escape_text(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '<')
			buf_lit(out, "&lt;");
		else if (s.p[i] == '&')
			buf_lit(out, "&amp;");
		else
			buf_ch(out, s.p[i]);
	}
}

void http_fail(struct http_res *r, int status, struct str zh)
{
	r->status = status;
	r->type = HTTP_HTML;
	r->cache = CACHE_NONE;
	r->body = buf_in(r->a, HTTP_RES_MAX);
	r->gzipped = false;
	buf_lit(&r->body, "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
			  "<title>未能完成</title></head>\n<body><h1>未能完成（");
	buf_int(&r->body, status);
	buf_lit(&r->body, "）</h1>\n<p>");
	escape_text(&r->body, zh);
	buf_lit(&r->body, "</p>\n<p><a href=\"/\">返回首页</a></p></body></html>\n");
}

const char *http_reason(int status)
{
	static const struct {
		int status;
		const char *reason;
	} table[] = {
		{100, "Continue"},
		{200, "OK"},
		{201, "Created"},
		{202, "Accepted"},
		{204, "No Content"},
		{206, "Partial Content"},
		{303, "See Other"},
		{304, "Not Modified"},
		{400, "Bad Request"},
		{401, "Unauthorized"},
		{403, "Forbidden"},
		{404, "Not Found"},
		{405, "Method Not Allowed"},
		{408, "Request Timeout"},
		{409, "Conflict"},
		{410, "Gone"},
		{412, "Precondition Failed"},
		{413, "Content Too Large"},
		{415, "Unsupported Media Type"},
		{417, "Expectation Failed"},
		{422, "Unprocessable Content"},
		{423, "Locked"},
		{429, "Too Many Requests"},
		{431, "Request Header Fields Too Large"},
		{500, "Internal Server Error"},
		{501, "Not Implemented"},
		{503, "Service Unavailable"},
		{505, "HTTP Version Not Supported"},
		{507, "Insufficient Storage"},
	};
	for (size_t i = 0; i < NELEM(table); i++)
		if (table[i].status == status)
			return table[i].reason;
	return "Unknown";
}

const char *http_verb_name(enum http_verb v)
{
	static const char *const names[VERBS] = {
		"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OTHER"};
	return v < VERBS ? names[v] : names[VERB_OTHER];
}

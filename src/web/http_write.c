/* http_write.c — see http_write.h. */
#include "web/http_write.h"

#include <stdio.h>

/* The pages use no inline script and no inline style. `connect-src` is what the script that swaps
 * fragments needs; framing and other bases are refused. */
#define POLICY                                                                                     \
	"Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; "       \
	"img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "          \
	"base-uri 'none'; frame-ancestors 'none'\r\n"                                              \
	"X-Frame-Options: DENY\r\n"                                                                \
	"Referrer-Policy: same-origin\r\n"                                                         \
	"Cross-Origin-Opener-Policy: same-origin\r\n"

#define ALWAYS "X-Content-Type-Options: nosniff\r\n"

void http_date(struct stamp t, char out[static HTTP_DATE])
{
	static const char days[7][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
	static const char months[12][4] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	struct day d = {(int32_t)(t.ms / DAY_MS)};
	struct ymd c = day_ymd(d);
	unsigned s = (unsigned)(t.ms % DAY_MS / 1000);
	snprintf(out, HTTP_DATE, "%s, %02u %s %04u %02u:%02u:%02u GMT", days[day_weekday(d) - 1],
		(unsigned)c.d % 100, months[c.m - 1], (unsigned)c.y % 10000, s / 3600 % 24,
		s / 60 % 60, s % 60);
}

bool http_has_body(enum http_verb verb, int status)
{
	return verb != VERB_HEAD && status != 304 && status != 204 && status >= 200;
}

static void put_cache(struct buf *out, enum http_cache cache)
{
	switch (cache) {
	case CACHE_NONE:
		buf_lit(out, "Cache-Control: no-store\r\n");
		return;
	case CACHE_CHECK:
		buf_lit(out, "Cache-Control: no-cache\r\n");
		return;
	case CACHE_FOREVER:
		buf_lit(out, "Cache-Control: public, max-age=31536000, immutable\r\n");
		return;
	}
}

static void put_first_line(struct buf *out, int status, const char *date)
{
	if (status == 200)
		buf_lit(out, "HTTP/1.1 200 OK\r\nDate: ");
	else
		buf_fmt(out, "HTTP/1.1 %d %s\r\nDate: ", status, http_reason(status));
	buf_put(out, date, HTTP_DATE - 1);
	buf_lit(out, "\r\n");
}

void http_write_head(
	struct buf *out, const struct http_res *r, uint64_t size, bool keep_alive, const char *date)
{
	put_first_line(out, r->status, date);
	if (r->type.n) {
		buf_lit(out, "Content-Type: ");
		buf_str(out, r->type);
		buf_lit(out, "\r\n");
	}
	if (r->status != 304 && r->status != 204) {
		buf_lit(out, "Content-Length: ");
		buf_int(out, (int64_t)size);
		buf_lit(out, "\r\n");
	}
	if (r->gzipped)
		buf_lit(out, "Content-Encoding: gzip\r\n");
	put_cache(out, r->cache);
	buf_lit(out, ALWAYS);
	if (str_starts(r->type, S("text/html")) || str_starts(r->type, S("image/svg")))
		buf_lit(out, POLICY);
	buf_str(out, buf_view(&r->head));
	if (keep_alive)
		buf_lit(out, "\r\n");
	else
		buf_lit(out, "Connection: close\r\n\r\n");
}

static const char *sentence(int status)
{
	switch (status) {
	case 408:
		return "等待时间太长，请检查网络后重试。";
	case 413:
		return "提交的内容太大，请压缩或分几次上传。";
	case 429:
		return "您的地址同时打开的连接太多，请稍后再试。";
	case 431:
		return "浏览器发来的信息太长，请清除本站的浏览数据后重试。";
	case 503:
		return "系统正忙，请稍后再试。";
	case 507:
		return "服务器磁盘空间不足，内容没有保存，请联系管理员。";
	default:
		return "浏览器发来的请求无法识别。";
	}
}

void http_write_refusal(struct buf *out, int status, const char *date)
{
	const char *zh = sentence(status);
	put_first_line(out, status, date);
	buf_lit(out, "Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n" ALWAYS
		     "Connection: close\r\n");
	if (status == 503 || status == 429)
		buf_lit(out, "Retry-After: 2\r\n");
	buf_fmt(out, "Content-Length: %zu\r\n\r\n%s\n", strlen(zh) + 1, zh);
}

/* http_write.c — see http_write.h. */
#include "web/http_write.h"
#include "web/ui_asset.h"

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

/* Who is refused here has no language yet: both are said. */
struct words {
	int status;
	const char *title, *zh, *en;
};

static const struct words *words_of(int status)
{
	static const struct words at[] = {
		{408, "等待时间太长",
			"网络太慢或断了，没有收到完整的内容。请用“后退”回到刚才的页面，再提交一次。",
			"The request took too long and was not received. Go back, send it again."},
		{413, "内容太大，没有收下",
			"请用“后退”回到刚才的页面，压缩文件、删去图片，或者分几次上传。",
			"Too large; nothing was stored. Go back and send less, or several times."},
		{429, "连接太多",
			"您的电脑或办公网出口同时打开的连接太多。请关掉不用的页面，过一会儿刷新。",
			"Too many connections from your address. Close some pages, then reload."},
		{431, "浏览器发来的信息太长", "请清除浏览器里本站的数据（Cookie），再打开一次。",
			"The browser sent too much. Clear this site's cookies and try again."},
		{503, "系统正忙", "没有办理任何内容。请过一分钟刷新；仍不行请告诉系统管理员。",
			"The server is busy and did nothing. Reload in a minute."},
		{507, "磁盘空间不足",
			"服务器的磁盘满了，内容没有保存。请告诉系统管理员，腾出空间后再提交。",
			"The server's disk is full; nothing was stored. Tell the administrator."},
		{0, "请求无法识别", "浏览器发来的请求不合规范，没有办理。请从首页重新进入。",
			"The request could not be understood. Start again from the first page."},
	};
	const struct words *w = at;
	while (w->status && w->status != status)
		w++;
	return w;
}

static struct str refusal_page(struct arena *a, int status)
{
	const struct words *w = words_of(status);
	return str_fmt(a,
		"<!doctype html>\n<html lang=\"zh-CN\" data-bs-theme=\"light\"><head>"
		"<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, "
		"initial-scale=1\"><title>%s · 督办</title><link rel=\"stylesheet\" "
		"href=\"%.*s\"></head><body class=\"sign\"><header class=\"pub-top\"><div "
		"class=\"pub-in\"><a class=\"brand\" href=\"/\"><i aria-hidden=\"true\">督</i>督办"
		"</a></div></header><main class=\"sign-in\" id=\"main\"><div class=\"refuse\">"
		"<h1>%s</h1><p>%s</p><p class=\"q\" lang=\"en\">%s</p><p><a class=\"btn\" "
		"href=\"/\">回到首页</a></p></div></main></body></html>\n",
		w->title, STR_ARG(asset_url[ASSET_CSS]), w->title, w->zh, w->en);
}

void http_write_refusal(struct buf *out, int status, const char *date)
{
	struct str page = refusal_page(out->a, status);
	put_first_line(out, status, date);
	buf_lit(out, "Content-Type: text/html; charset=utf-8\r\nCache-Control: no-store\r\n" ALWAYS
			     POLICY "Connection: close\r\n");
	if (status == 503 || status == 429)
		buf_lit(out, "Retry-After: 2\r\n");
	buf_fmt(out, "Content-Length: %zu\r\n\r\n", page.n);
	buf_str(out, page);
}

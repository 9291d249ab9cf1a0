/* mail.c — see mail.h. Headers are ASCII (RFC 2047), the text is base64 in lines of 76. */
#include "sys/mail.h"
#include "base/buf.h"
#include "base/bug.h"

#include <string.h>

enum { MESSAGE = 256 * 1024, LINE_BYTES = 57, WORD_BYTES = 42 };

static void put_base64(struct buf *b, struct str s)
{
	static const char set[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < s.n; i += 3) {
		uint32_t v = (uint32_t)(unsigned char)s.p[i] << 16;
		v |= i + 1 < s.n ? (uint32_t)(unsigned char)s.p[i + 1] << 8 : 0;
		v |= i + 2 < s.n ? (unsigned char)s.p[i + 2] : 0;
		buf_ch(b, set[v >> 18]);
		buf_ch(b, set[v >> 12 & 63]);
		buf_ch(b, i + 1 < s.n ? set[v >> 6 & 63] : '=');
		buf_ch(b, i + 2 < s.n ? set[v & 63] : '=');
	}
}

/* The longest part of at most `n` bytes that does not cut a character. */
static struct str first_whole(struct str s, size_t n)
{
	if (s.n <= n)
		return s;
	while (n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
		n--;
	return str_first(s, n);
}

static void put_subject(struct buf *b, struct str s)
{
	buf_lit(b, "Subject:");
	while (s.n) {
		struct str part = first_whole(s, WORD_BYTES);
		if (part.n == 0) /* not UTF-8: cut anywhere */
			part = str_first(s, WORD_BYTES);
		buf_lit(b, " =?UTF-8?B?");
		put_base64(b, part);
		buf_lit(b, "?=\r\n");
		s = str_from(s, part.n);
	}
}

static void put_date(struct buf *b, struct stamp t)
{
	static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
	static const char *const months[] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	struct day d = stamp_day(t);
	struct ymd c = day_ymd(d);
	int minute = stamp_minute(t);
	buf_fmt(b, "Date: %s, %d %s %d %02d:%02d:%02d +0800\r\n", days[day_weekday(d) - 1], c.d,
		months[c.m - 1], c.y, minute / 60, minute % 60,
		(int)((t.ms - stamp_of_day(d).ms) / 1000 % 60));
}

struct str mail_text(struct arena *a, struct str from, const struct mail *m)
{
	struct buf b = buf_in(a, MESSAGE);
	struct str host = from;
	str_cut(&host, S("@"));
	buf_fmt(&b, "From: <%.*s>\r\nTo: <%.*s>\r\n", STR_ARG(from), STR_ARG(m->to));
	put_subject(&b, m->subject);
	put_date(&b, m->date);
	buf_fmt(&b, "Message-ID: <%.*s@%.*s>\r\n", STR_ARG(m->id), STR_ARG(host));
	buf_lit(&b, "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
		    "Content-Type: text/plain; charset=utf-8\r\n"
		    "Content-Transfer-Encoding: base64\r\n\r\n");
	for (struct str rest = m->text; rest.n; rest = str_from(rest, LINE_BYTES)) {
		put_base64(&b, str_first(rest, LINE_BYTES));
		buf_lit(&b, "\r\n");
	}
	return b.full ? STR_NONE : buf_view(&b);
}

static bool is_one_line(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20)
			return false;
	return true;
}

/* local@domain of printable ASCII without what would end the address. */
static bool is_address(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] > '~' || strchr("<>()[],;:\\\"", s.p[i]))
			return false;
	ptrdiff_t at = str_find(s, S("@"), 0);
	return at > 0 && (size_t)at + 1 < s.n && str_find(s, S("@"), (size_t)at + 1) < 0;
}

struct upload {
	struct str rest;
};

static size_t hand_over(char *to, size_t size, size_t n, void *arg)
{
	struct upload *u = arg;
	size_t k = size * n < u->rest.n ? size * n : u->rest.n;
	memcpy(to, u->rest.p, k);
	u->rest = str_from(u->rest, k);
	return k;
}

static enum send_code perform(const struct conf *conf, struct arena *a, struct str from,
	struct str to, struct str text, struct str *why)
{
	struct curl_fns c;
	struct upload body = {text};
	if (!curl_open(&c)) {
		*why = S("libcurl is not installed");
		return SEND_LATER;
	}
	CURL *h = curl_begin(&c, str_c(a, conf_text(conf, CONF_SMTP)), "smtp,smtps");
	struct curl_slist *rcpt = c.curl_slist_append(NULL, arena_fmt(a, "<%.*s>", STR_ARG(to)));
	if (h == NULL || rcpt == NULL)
		BUG("out of memory");
	struct str user = conf_text(conf, CONF_SMTP_USER);
	c.curl_easy_setopt(h, CURLOPT_MAIL_FROM, arena_fmt(a, "<%.*s>", STR_ARG(from)));
	c.curl_easy_setopt(h, CURLOPT_MAIL_RCPT, rcpt);
	c.curl_easy_setopt(h, CURLOPT_UPLOAD, 1L);
	c.curl_easy_setopt(h, CURLOPT_READFUNCTION, hand_over);
	c.curl_easy_setopt(h, CURLOPT_READDATA, &body);
	/* A password never travels in clear; without one the office's own relay may be plain. */
	c.curl_easy_setopt(
		h, CURLOPT_USE_SSL, user.n ? (long)CURLUSESSL_ALL : (long)CURLUSESSL_TRY);
	if (user.n) {
		c.curl_easy_setopt(h, CURLOPT_USERNAME, str_c(a, user));
		c.curl_easy_setopt(h, CURLOPT_PASSWORD,
			str_c(a, curl_secret(a, conf_text(conf, CONF_SMTP_SECRET))));
	}
	enum send_code code = curl_end(&c, h, a, why);
	c.curl_slist_free_all(rcpt);
	return code;
}

enum send_code mail_send(
	const struct conf *conf, struct arena *a, const struct mail *m, struct str *why)
{
	struct str from = conf_text(conf, CONF_MAIL_FROM);
	*why = STR_NONE;
	if (conf_text(conf, CONF_SMTP).n == 0)
		return SEND_OFF;
	if (!is_address(m->to) || !is_address(from) || !is_one_line(m->subject) ||
		!is_one_line(m->id)) {
		*why = S("address or subject cannot stand in a header");
		return SEND_REFUSED;
	}
	struct str text = mail_text(a, from, m);
	if (text.n == 0) {
		*why = S("the message is too long");
		return SEND_REFUSED;
	}
	return perform(conf, a, from, m->to, text, why);
}

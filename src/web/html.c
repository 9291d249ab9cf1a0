/* html.c — see html.h. */
#include "web/html.h"

struct html html_to(struct buf *out, enum lang lang, struct day today)
{
	return (struct html){.out = out, .lang = lang, .today = today};
}

enum { ESC_NONE, ESC_AMP, ESC_LT, ESC_GT, ESC_QUOT, ESC_APOS, ESC_CTRL };

static const struct str escapes[] = {
	[ESC_AMP] = {"&amp;", 5},
	[ESC_LT] = {"&lt;", 4},
	[ESC_GT] = {"&gt;", 4},
	[ESC_QUOT] = {"&quot;", 6},
	[ESC_APOS] = {"&#39;", 5},
	[ESC_CTRL] = {"\xef\xbf\xbd", 3},
};

/* What each byte needs between tags. Tab, newline and carriage return are text. */
static const uint8_t in_text[256] = {
	[0 ... 8] = ESC_CTRL,
	[11] = ESC_CTRL,
	[12] = ESC_CTRL,
	[14 ... 31] = ESC_CTRL,
	['&'] = ESC_AMP,
	['<'] = ESC_LT,
	['>'] = ESC_GT,
	[127] = ESC_CTRL,
};
static const uint8_t in_attr[256] = {
	[0 ... 8] = ESC_CTRL,
	[11] = ESC_CTRL,
	[12] = ESC_CTRL,
	[14 ... 31] = ESC_CTRL,
	['&'] = ESC_AMP,
	['<'] = ESC_LT,
	['>'] = ESC_GT,
	[127] = ESC_CTRL,
	['"'] = ESC_QUOT,
	['\''] = ESC_APOS,
};

static void escape(struct buf *out, struct str s, const uint8_t need[static 256])
{
	size_t from = 0;
	for (size_t i = 0; i < s.n; i++) {
		uint8_t e = need[(uint8_t)s.p[i]];
		if (e == ESC_NONE)
			continue;
		buf_put(out, s.p + from, i - from);
		buf_str(out, escapes[e]);
		from = i + 1;
	}
	if (s.n > from)
		buf_put(out, s.p + from, s.n - from);
}

void h_text(struct html *h, struct str s)
{
	escape(h->out, s, in_text);
}

void h_attr(struct html *h, struct str s)
{
	escape(h->out, s, in_attr);
}

void h_url(struct html *h, struct str s)
{
	buf_url(h->out, s);
}

void h_int(struct html *h, int64_t n)
{
	buf_int(h->out, n);
}

void h_cent(struct html *h, int64_t hundredths)
{
	int64_t n = hundredths < 0 ? -hundredths : hundredths;
	if (hundredths < 0)
		buf_ch(h->out, '-');
	buf_int(h->out, n / 100);
	if (n % 100 == 0)
		return;
	buf_ch(h->out, '.');
	buf_ch(h->out, (char)('0' + n / 10 % 10));
	if (n % 10)
		buf_ch(h->out, (char)('0' + n % 10));
}

void h_day(struct html *h, struct day d)
{
	h_text(h, locale_day(html_arena(h), h->lang, d, h->today));
}

void h_weekday(struct html *h, struct day d)
{
	h_text(h, locale_weekday(html_arena(h), h->lang, d, h->today));
}

void h_stamp(struct html *h, struct stamp t)
{
	h_text(h, locale_stamp(html_arena(h), h->lang, t, h->today));
}

void h_lines(struct html *h, struct str s)
{
	while (s.n) {
		struct str line = str_cut(&s, S("\n"));
		h_text(h, str_ends(line, S("\r")) ? str_first(line, line.n - 1) : line);
		if (s.n)
			h_lit(h, "<br>");
	}
}

void h_found(struct html *h, struct str s, struct str mark)
{
	size_t from = 0;
	ptrdiff_t at;
	while (mark.n && (at = str_find(s, mark, from)) >= 0) {
		h_text(h, str_n(s.p + from, (size_t)at - from));
		h_elc(h, "mark", "hit", mark);
		from = (size_t)at + mark.n;
	}
	h_text(h, str_from(s, from));
}

/* Own site only: a path (but not "//host" nor "/\host"), a fragment, a query. A control character
 * anywhere refuses the whole, since browsers drop some of them before they parse. */
static bool is_local(struct str url)
{
	if (url.n == 0)
		return false;
	for (size_t i = 0; i < url.n; i++)
		if ((uint8_t)url.p[i] < 33 || url.p[i] == 127)
			return false;
	if (url.p[0] == '#' || url.p[0] == '?')
		return true;
	return url.p[0] == '/' && (url.n == 1 || (url.p[1] != '/' && url.p[1] != '\\'));
}

void html_address(struct html *h, struct str url)
{
	h_attr(h, is_local(url) ? url : S("#"));
	if (h->keep.n == 0 || !str_starts(url, S("/")) || str_starts(url, S("/a/")) ||
		str_has(url, S("#")) || str_has(url, h->keep))
		return;
	h_attr(h, str_has(url, S("?")) ? S("&") : S("?"));
	h_attr(h, h->keep);
}

void h_href(struct html *h, struct str url)
{
	h_at_url(h, "href", url);
}

void h_link(struct html *h, struct str url, struct str text)
{
	h_lit(h, "<a");
	h_href(h, url);
	h_lit(h, ">");
	h_text(h, text);
	h_lit(h, "</a>");
}

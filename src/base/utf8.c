/* utf8.c — see utf8.h. */
#include "base/utf8.h"

static int need_of(unsigned char lead)
{
	if (lead < 0x80)
		return 0;
	if (lead >= 0xC2 && lead <= 0xDF)
		return 1;
	if (lead >= 0xE0 && lead <= 0xEF)
		return 2;
	if (lead >= 0xF0 && lead <= 0xF4)
		return 3;
	return -1;
}

static const uint32_t smallest[4] = {0, 0x80, 0x800, 0x10000};

static bool decode(struct str s, size_t at, uint32_t *c, size_t *len)
{
	const unsigned char *p = (const unsigned char *)s.p + at;
	int need = need_of(p[0]);
	if (need < 0 || (size_t)need >= s.n - at)
		return false;
	uint32_t v = need == 0 ? p[0] : p[0] & (0x3Fu >> need);
	for (int i = 1; i <= need; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return false;
		v = v << 6 | (p[i] & 0x3F);
	}
	if (v < smallest[need] || v > 0x10FFFF || (v >= 0xD800 && v <= 0xDFFF))
		return false;
	*c = v;
	*len = (size_t)need + 1;
	return true;
}

uint32_t utf8_next(struct str s, size_t *at)
{
	uint32_t c = UTF8_BAD;
	size_t len = 1;
	decode(s, *at, &c, &len);
	*at += len;
	return c;
}

void utf8_put(struct buf *b, uint32_t c)
{
	if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		c = UTF8_BAD;
	if (c < 0x80) {
		buf_ch(b, (char)c);
		return;
	}
	char t[4];
	size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	for (size_t i = n - 1; i > 0; i--, c >>= 6)
		t[i] = (char)(0x80 | (c & 0x3F));
	static const unsigned char lead[5] = {0, 0, 0xC0, 0xE0, 0xF0};
	t[0] = (char)(lead[n] | c);
	buf_put(b, t, n);
}

bool utf8_is_valid(struct str s)
{
	uint32_t c;
	size_t len;
	for (size_t at = 0; at < s.n; at += len)
		if (!decode(s, at, &c, &len))
			return false;
	return true;
}

size_t utf8_count(struct str s)
{
	size_t n = 0;
	for (size_t at = 0; at < s.n; n++)
		utf8_next(s, &at);
	return n;
}

struct str utf8_first(struct str s, size_t n)
{
	size_t at = 0;
	while (at < s.n && n-- > 0)
		utf8_next(s, &at);
	return str_first(s, at);
}

static struct str map_text(struct arena *a, struct str s, uint32_t (*fn)(uint32_t))
{
	struct buf b = buf_in(a, s.n * 3 + 1);
	for (size_t at = 0; at < s.n;) {
		uint32_t c = utf8_next(s, &at);
		utf8_put(&b, fn ? fn(c) : c);
	}
	return buf_view(&b);
}

struct str utf8_mend(struct arena *a, struct str s)
{
	return utf8_is_valid(s) ? s : map_text(a, s, NULL);
}

uint32_t utf8_narrow(uint32_t c)
{
	if (c >= 0xFF01 && c <= 0xFF5E)
		return c - 0xFEE0;
	return c == 0x3000 ? ' ' : c;
}

struct str utf8_narrow_text(struct arena *a, struct str s)
{
	return map_text(a, s, utf8_narrow);
}

bool utf8_is_han(uint32_t c)
{
	return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || c == 0x3007 ||
	       (c >= 0x20000 && c <= 0x323AF);
}

/* scan.c — see scan.h. */
#include "base/scan.h"
#include "base/bug.h"
#include "base/num.h"
#include "base/utf8.h"

size_t scan_back(struct str t, size_t i)
{
	if (i == 0)
		return 0;
	i--;
	while (i > 0 && ((unsigned char)t.p[i] & 0xC0) == 0x80)
		i--;
	return i;
}

size_t scan_step(struct str t, size_t i)
{
	if (i >= t.n)
		return t.n;
	utf8_next(t, &i);
	return i;
}

uint32_t scan_at(struct str t, size_t i)
{
	return i < t.n ? utf8_next(t, &i) : 0;
}

bool scan_is_blank(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x3000;
}

bool scan_eat(struct str t, size_t *i, struct str lit)
{
	if (t.n - *i < lit.n || memcmp(t.p + *i, lit.p, lit.n) != 0)
		return false;
	*i += lit.n;
	return true;
}

int scan_any(struct str t, size_t *i, const struct str *list, size_t n)
{
	if (*i >= t.n)
		return -1;
	for (size_t k = 0; k < n; k++)
		if (list[k].p[0] == t.p[*i] && scan_eat(t, i, list[k]))
			return (int)k;
	return -1;
}

bool scan_blank(struct str t, size_t *i)
{
	size_t from = *i;
	while (*i < t.n && scan_is_blank(scan_at(t, *i)))
		*i = scan_step(t, *i);
	return *i > from;
}

bool scan_is_numeral(uint32_t c)
{
	switch (c) {
	case 0x4E00: /* 一 */
	case 0x4E8C: /* 二 */
	case 0x4E09: /* 三 */
	case 0x56DB: /* 四 */
	case 0x4E94: /* 五 */
	case 0x516D: /* 六 */
	case 0x4E03: /* 七 */
	case 0x516B: /* 八 */
	case 0x4E5D: /* 九 */
	case 0x5341: /* 十 */
	case 0x767E: /* 百 */
	case 0x96F6: /* 零 */
	case 0x3007: /* 〇 */
	case 0x4E24: /* 两 */
		return true;
	default:
		return false;
	}
}

bool scan_num(struct str t, size_t *i, int64_t *out)
{
	enum { MOST_DIGITS = 9, MOST_NUMERALS = 9 };
	size_t e = *i;
	int len = 0;
	if (e < t.n && t.p[e] >= '0' && t.p[e] <= '9') {
		for (; e < t.n && t.p[e] >= '0' && t.p[e] <= '9'; e++)
			len++;
		if (len > MOST_DIGITS)
			return false;
	} else {
		while (e < t.n && scan_is_numeral(scan_at(t, e)) && len <= MOST_NUMERALS) {
			e = scan_step(t, e);
			len++;
		}
		if (len == 0 || len > MOST_NUMERALS)
			return false;
	}
	if (!num_zh(str_n(t.p + *i, e - *i), out))
		return false;
	*i = e;
	return true;
}

int scan_ends(struct str s, const struct str *list, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (str_ends(s, list[k]))
			return (int)k;
	return -1;
}

int scan_starts(struct str s, const struct str *list, size_t n)
{
	size_t i = 0;
	return scan_any(s, &i, list, n);
}

int scan_has(struct str s, const struct str *list, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (str_has(s, list[k]))
			return (int)k;
	return -1;
}

static bool joins(uint32_t c)
{
	switch (c) {
	case ',':
	case ';':
	case '.':
	case ':':
	case 0x3001: /* 、 */
	case 0x3002: /* 。 */
		return true;
	default:
		return scan_is_blank(c);
	}
}

struct str scan_trim(struct str s)
{
	size_t b = 0, e = s.n;
	if (e == 0)
		return s;
	while (b < e && joins(scan_at(s, b)))
		b = scan_step(s, b);
	while (e > b && joins(scan_at(s, scan_back(s, e))))
		e = scan_back(s, e);
	return str_n(s.p + b, e - b);
}

static uint32_t closer(uint32_t c)
{
	switch (c) {
	case '(':
		return ')';
	case 0x3010: /* 【 */
		return 0x3011;
	case 0x3014: /* 〔 */
		return 0x3015;
	case 0x201C: /* “ */
		return 0x201D;
	case 0x300A: /* 《 */
		return 0x300B;
	case 0x300C: /* 「 */
		return 0x300D;
	default:
		return 0;
	}
}

size_t scan_close(struct str t, size_t i)
{
	/* A bracket that stays open longer, or holds deeper ones, is a typing error; the bounds
	 * also keep a text of nothing but opening brackets cheap. */
	enum { FAR = 3000, DEEP = 8 };
	uint32_t open = scan_at(t, i), shut = closer(open);
	if (!shut)
		return 0;
	int depth = 0;
	for (size_t e = i; e < t.n && e - i < FAR;) {
		uint32_t c = utf8_next(t, &e);
		if (c == open && ++depth > DEEP)
			return 0;
		if (c == shut && --depth == 0)
			return e;
	}
	return 0;
}

size_t scan_count(struct str s, size_t most)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n && n < most; n++)
		i = scan_step(s, i);
	return n;
}

/* num.c — see num.h. */
#include "base/num.h"
#include "base/utf8.h"

bool num_int(struct str s, int64_t lo, int64_t hi, int64_t *out)
{
	bool minus = s.n && s.p[0] == '-';
	size_t i = minus ? 1 : 0;
	if (i == s.n || s.n - i > 19)
		return false;
	uint64_t v = 0;
	for (; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		v = v * 10 + (uint64_t)(s.p[i] - '0');
	}
	if (v > (uint64_t)INT64_MAX)
		return false;
	int64_t n = minus ? -(int64_t)v : (int64_t)v;
	if (n < lo || n > hi)
		return false;
	*out = n;
	return true;
}

static int digit_of(uint32_t c)
{
	static const uint32_t han[10] = {
		0x96F6,
		0x4E00,
		0x4E8C,
		0x4E09,
		0x56DB,
		0x4E94,
		0x516D,
		0x4E03,
		0x516B,
		0x4E5D,
	};
	c = utf8_narrow(c);
	if (c >= '0' && c <= '9')
		return (int)(c - '0');
	if (c == 0x3007 || c == 0x25CB) /* 〇 ○ */
		return 0;
	if (c == 0x4E24 || c == 0x5169) /* 两 兩 */
		return 2;
	for (int i = 0; i < 10; i++)
		if (han[i] == c)
			return i;
	return -1;
}

static int64_t unit_of(uint32_t c)
{
	switch (c) {
	case 0x5341: /* 十 */
		return 10;
	case 0x767E: /* 百 */
		return 100;
	case 0x5343: /* 千 */
		return 1000;
	default:
		return 0;
	}
}

/* 一百一十三, 十五; the digits are at most one per unit. */
static bool by_units(struct str s, int64_t *out)
{
	int64_t sum = 0, digit = -1, last = 10000;
	for (size_t at = 0; at < s.n;) {
		uint32_t c = utf8_next(s, &at);
		int64_t unit = unit_of(c);
		if (unit) {
			if (unit >= last)
				return false;
			sum += (digit < 0 ? 1 : digit) * unit;
			digit = -1;
			last = unit;
			continue;
		}
		int d = digit_of(c);
		if (d < 0 || digit > 0)
			return false;
		digit = d;
	}
	*out = sum + (digit > 0 ? digit : 0);
	return true;
}

bool num_zh(struct str s, int64_t *out)
{
	int64_t v = 0;
	size_t n = 0;
	if (s.n == 0)
		return false;
	for (size_t at = 0; at < s.n; n++) {
		uint32_t c = utf8_next(s, &at);
		if (unit_of(c))
			return by_units(s, out);
		int d = digit_of(c);
		if (d < 0 || n >= 8)
			return false;
		v = v * 10 + d;
	}
	*out = v;
	return true;
}

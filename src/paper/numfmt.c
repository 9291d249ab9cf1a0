/* numfmt.c — see numfmt.h. */
#include "paper/numfmt.h"

#include "base/bug.h"
#include "base/utf8.h"

#include <stdio.h>

static const struct {
	const char *word;
	enum numfmt fmt;
} WORDS[] = {
	{"decimal", NUMFMT_DECIMAL},
	{"decimalZero", NUMFMT_DECIMAL_ZERO},
	{"decimalFullWidth", NUMFMT_FULL_WIDTH},
	{"decimalFullWidth2", NUMFMT_FULL_WIDTH},
	{"decimalEnclosedCircle", NUMFMT_CIRCLE},
	{"decimalEnclosedCircleChinese", NUMFMT_CIRCLE},
	{"decimalEnclosedParen", NUMFMT_PAREN},
	{"decimalEnclosedFullstop", NUMFMT_STOP},
	{"chineseCounting", NUMFMT_CHINESE},
	{"chineseCountingThousand", NUMFMT_CHINESE},
	{"japaneseCounting", NUMFMT_CHINESE},
	{"taiwaneseCounting", NUMFMT_CHINESE},
	{"taiwaneseCountingThousand", NUMFMT_CHINESE},
	{"koreanCounting", NUMFMT_CHINESE},
	{"chineseLegalSimplified", NUMFMT_CHINESE_LEGAL},
	{"ideographLegalTraditional", NUMFMT_CHINESE_LEGAL},
	{"ideographDigital", NUMFMT_CHINESE_DIGIT},
	{"japaneseDigitalTenThousand", NUMFMT_CHINESE_DIGIT},
	{"taiwaneseDigital", NUMFMT_CHINESE_DIGIT},
	{"ideographTraditional", NUMFMT_STEM},
	{"ideographZodiac", NUMFMT_BRANCH},
	{"upperLetter", NUMFMT_UPPER_LETTER},
	{"lowerLetter", NUMFMT_LOWER_LETTER},
	{"upperRoman", NUMFMT_UPPER_ROMAN},
	{"lowerRoman", NUMFMT_LOWER_ROMAN},
	{"bullet", NUMFMT_BULLET},
	{"none", NUMFMT_NONE},
};

static const char *const DIGITS[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
static const char *const LEGAL[] = {"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};
static const char *const PLACES[] = {"", "十", "百", "千"};
static const char *const LEGAL_PLACES[] = {"", "拾", "佰", "仟"};
static const char *const STEMS[] = {"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"};
static const char *const BRANCHES[] = {
	"子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥"};

enum numfmt numfmt_of(struct str word)
{
	for (size_t i = 0; i < NELEM(WORDS); i++)
		if (str_eq(word, str_of(WORDS[i].word)))
			return WORDS[i].fmt;
	return NUMFMT_DECIMAL;
}

static void put_c(struct buf *out, const char *s)
{
	buf_str(out, str_of(s));
}

/* 一百零一, 十五 (not 一十五). */
static void put_chinese(struct buf *out, int n, bool legal)
{
	const char *const *digits = legal ? LEGAL : DIGITS, *const *places = legal ? LEGAL_PLACES
										   : PLACES;
	bool begun = false, gap = false;
	for (int place = 3, unit = 1000; place >= 0; place--, unit /= 10) {
		int digit = n / unit % 10;
		if (digit == 0) {
			gap = begun;
			continue;
		}
		if (gap)
			put_c(out, LEGAL[0]);
		gap = false;
		if (legal || begun || place != 1 || digit != 1)
			put_c(out, digits[digit]);
		put_c(out, places[place]);
		begun = true;
	}
}

static void put_digits(struct buf *out, int n, uint32_t zero, const char *const *digits)
{
	char t[16];
	snprintf(t, sizeof t, "%d", n);
	for (const char *p = t; *p; p++)
		if (digits)
			put_c(out, digits[*p - '0']);
		else
			utf8_put(out, zero + (uint32_t)(*p - '0'));
}

/* A … Z, AA … ZZ, AAA …: the letter repeats, as word processors do it. */
static void put_letters(struct buf *out, int n, char first)
{
	for (int i = (n - 1) / 26; i >= 0 && i < 32; i--)
		buf_ch(out, (char)(first + (n - 1) % 26));
}

static void put_roman(struct buf *out, int n, bool upper)
{
	static const struct {
		int n;
		const char *upper, *lower;
	} R[] = {{1000, "M", "m"}, {900, "CM", "cm"}, {500, "D", "d"}, {400, "CD", "cd"},
		{100, "C", "c"}, {90, "XC", "xc"}, {50, "L", "l"}, {40, "XL", "xl"}, {10, "X", "x"},
		{9, "IX", "ix"}, {5, "V", "v"}, {4, "IV", "iv"}, {1, "I", "i"}};
	for (size_t i = 0; i < NELEM(R); i++)
		for (; n >= R[i].n; n -= R[i].n)
			put_c(out, upper ? R[i].upper : R[i].lower);
}

/* ① to ⑳, then ㉑ to ㉟ and ㊱ to ㊿; no sign above 50. */
static bool put_circle(struct buf *out, int n)
{
	if (n > 50)
		return false;
	utf8_put(out, (uint32_t)(n <= 20   ? 0x2460 + n - 1
				 : n <= 35 ? 0x3251 + n - 21
					   : 0x32B1 + n - 36));
	return true;
}

static bool put_special(struct buf *out, enum numfmt fmt, int n)
{
	switch (fmt) {
	case NUMFMT_CIRCLE:
		return put_circle(out, n);
	case NUMFMT_PAREN:
	case NUMFMT_STOP:
		if (n <= 20)
			utf8_put(out, (fmt == NUMFMT_PAREN ? 0x2474u : 0x2488u) + (uint32_t)n - 1);
		return n <= 20;
	case NUMFMT_FULL_WIDTH:
		put_digits(out, n, 0xFF10, NULL);
		return true;
	case NUMFMT_CHINESE_DIGIT:
		put_digits(out, n, 0, DIGITS);
		return true;
	case NUMFMT_CHINESE:
	case NUMFMT_CHINESE_LEGAL:
		put_chinese(out, n, fmt == NUMFMT_CHINESE_LEGAL);
		return true;
	case NUMFMT_STEM:
	case NUMFMT_BRANCH:
		put_c(out, fmt == NUMFMT_STEM ? STEMS[(n - 1) % 10] : BRANCHES[(n - 1) % 12]);
		return true;
	case NUMFMT_UPPER_LETTER:
	case NUMFMT_LOWER_LETTER:
		put_letters(out, n, fmt == NUMFMT_UPPER_LETTER ? 'A' : 'a');
		return true;
	case NUMFMT_UPPER_ROMAN:
	case NUMFMT_LOWER_ROMAN:
		put_roman(out, n, fmt == NUMFMT_UPPER_ROMAN);
		return true;
	case NUMFMT_BULLET:
	case NUMFMT_NONE:
		return true;
	case NUMFMT_DECIMAL:
	case NUMFMT_DECIMAL_ZERO:
		break;
	}
	return false;
}

void numfmt_put(struct buf *out, enum numfmt fmt, int n)
{
	if (n >= 1 && n <= 9999 && put_special(out, fmt, n))
		return;
	if (fmt == NUMFMT_DECIMAL_ZERO && n >= 0 && n < 10)
		buf_ch(out, '0');
	buf_int(out, n);
}

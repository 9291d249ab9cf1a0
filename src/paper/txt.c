/* txt.c — see txt.h. */
#include "paper/txt.h"

#include "base/utf8.h"
#include "paper/limits.h"

#include <unicode/ucnv.h>

/* A mended text may have one wrong byte in … characters, not more. */
enum { WRONG_ONE_IN = 50 };
/* UTF-8 is believed in spite of errors where it has … good multi-byte sequences for each of them.
 */
enum { GOOD_PER_BAD = 10 };

static struct str not_text(void)
{
	return S("这个文件不是文字文件，无法识别其内容。请用 WPS 或 Word 打开后另存为 .docx "
		 "再导入。");
}

void txt_warm(void)
{
	UErrorCode err = U_ZERO_ERROR;
	ucnv_close(ucnv_open("gb18030", &err));
}

/* ---- UTF-16 ---- */

static uint32_t unit_at(struct str in, size_t i, bool big)
{
	unsigned char x = (unsigned char)in.p[i], y = (unsigned char)in.p[i + 1];
	return big ? (uint32_t)x << 8 | y : (uint32_t)y << 8 | x;
}

static struct str from_utf16(struct arena *a, struct str in, bool big, size_t *bad)
{
	struct buf out = buf_in(a, in.n * 2 + 4);
	*bad = in.n % 2;
	for (size_t i = 0; i + 1 < in.n; i += 2) {
		uint32_t c = unit_at(in, i, big);
		bool high = c >= 0xD800 && c <= 0xDBFF;
		uint32_t low = high && i + 3 < in.n ? unit_at(in, i + 2, big) : 0;
		if (low >= 0xDC00 && low <= 0xDFFF) {
			c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
			i += 2;
		}
		if (c == 0 || (c >= 0xD800 && c <= 0xDFFF)) {
			c = UTF8_BAD;
			++*bad;
		}
		utf8_put(&out, c);
	}
	return buf_view(&out);
}

static bool is_everyday(uint32_t c)
{
	return (c >= 0x20 && c < 0x7F) || c == '\n' || c == '\r' || c == '\t' ||
	       (c >= 0x3000 && c <= 0x303F) || (c >= 0x4E00 && c <= 0x9FFF) ||
	       (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x2010 && c <= 0x2030);
}

/* How many of 100 units are everyday characters of Chinese text. */
static size_t everyday_share(struct str in, bool big)
{
	size_t n = 0, all = in.n / 2;
	for (size_t i = 0; i + 1 < in.n; i += 2)
		n += is_everyday(unit_at(in, i, big));
	return all ? n * 100 / all : 0;
}

/* ---- GB18030 ---- */

static struct str from_gb18030(struct arena *a, struct str in, size_t *bad)
{
	UErrorCode err = U_ZERO_ERROR;
	UConverter *gb = ucnv_open("gb18030", &err);
	UConverter *u8 = ucnv_open("UTF-8", &err);
	size_t room = in.n * 3 + 16;
	char *out = arena_get(a, room), *to = out;
	const char *from = in.p;
	if (U_SUCCESS(err))
		ucnv_convertEx(u8, gb, &to, out + room, &from, in.p + in.n, NULL, NULL, NULL, NULL,
			true, true, &err);
	ucnv_close(gb);
	ucnv_close(u8);
	struct str text = str_n(out, (size_t)(to - out));
	*bad = U_SUCCESS(err) ? 0 : in.n;
	for (ptrdiff_t at = 0; (at = str_find(text, S("\xEF\xBF\xBD"), (size_t)at)) >= 0; at += 3)
		++*bad;
	return text;
}

/* ---- choosing ---- */

struct count {
	size_t bad, multi, all; /* wrong bytes, good multi-byte sequences, characters */
};

static struct count count_utf8(struct str in)
{
	struct count n = {0};
	for (size_t at = 0, from = 0; at < in.n; from = at, n.all++) {
		uint32_t c = utf8_next(in, &at);
		if (at - from > 1)
			n.multi++;
		else if (c == UTF8_BAD)
			n.bad++;
	}
	return n;
}

static bool mended(struct draft *d, struct str text, size_t bad)
{
	if (bad * WRONG_ONE_IN > utf8_count(text))
		return draft_fail(d, not_text());
	if (bad)
		draft_note(d, str_fmt(d->a,
				      "文件里有 %zu 处字节不合 %.*s "
				      "编码，已用“\xEF\xBF\xBD”代替，请对照原件核对。",
				      bad, STR_ARG(d->charset)));
	return true;
}

static bool decode_utf16(struct draft *d, struct str in, bool big, struct str *out)
{
	size_t bad;
	d->charset = big ? S("UTF-16BE") : S("UTF-16LE");
	*out = from_utf16(d->a, in, big, &bad);
	return mended(d, *out, bad);
}

static bool decode_bytes(struct draft *d, struct str in, struct str *out)
{
	struct count n = count_utf8(in);
	d->charset = S("UTF-8");
	if (n.bad == 0 || n.multi >= n.bad * GOOD_PER_BAD) {
		*out = utf8_mend(d->a, in);
		return mended(d, *out, n.bad);
	}
	size_t bad;
	d->charset = S("GB18030");
	*out = from_gb18030(d->a, in, &bad);
	return mended(d, *out, bad);
}

bool txt_decode(struct draft *d, struct str in, struct str *utf8)
{
	enum { SURE = 80 };
	if (str_starts(in, S("\xEF\xBB\xBF")))
		in = str_from(in, 3);
	else if (in.n >= 4 &&
		 (memcmp(in.p, "\xFF\xFE\0\0", 4) == 0 || memcmp(in.p, "\0\0\xFE\xFF", 4) == 0))
		return draft_fail(
			d, S("文件是 UTF-32 编码，很少见。请用记事本另存为 UTF-8 编码再导入。"));
	else if (str_starts(in, S("\xFF\xFE")))
		return decode_utf16(d, str_from(in, 2), false, utf8);
	else if (str_starts(in, S("\xFE\xFF")))
		return decode_utf16(d, str_from(in, 2), true, utf8);
	if (in.n == 0 || memchr(in.p, 0, in.n) == NULL)
		return decode_bytes(d, in, utf8);
	/* Zero bytes: UTF-16 without its mark, or no text at all. */
	size_t little = everyday_share(in, false), big = everyday_share(in, true);
	if (in.n % 2 == 0 && (little >= SURE || big >= SURE))
		return decode_utf16(d, in, big > little, utf8);
	return draft_fail(d, not_text());
}

bool txt_read(struct draft *d, struct str in)
{
	struct str text;
	if (in.n > LIMIT_TEXT * 2)
		return draft_fail(d, S("文字文件超过 16 MB，读取已停止。请拆成几份再导入。"));
	if (!txt_decode(d, in, &text))
		return false;
	if (str_ends(text, S("\n")))
		text.n--;
	if (str_ends(text, S("\r")))
		text.n--;
	draft_para(d, text, false);
	return d->error.n == 0;
}

/* sniff.c — see sniff.h. */
#include "paper/sniff.h"

#include "base/bug.h"

#include <strings.h>

struct magic {
	struct str bytes;
	enum sniff_kind kind;
	struct str why;
};

#define BYTES(lit)                                                                                 \
	{                                                                                          \
		"" lit, sizeof(lit) - 1                                                            \
	}
#define PICTURE                                                                                    \
	BYTES("这是一张图片，读不到文字。请先做文字识别（OCR）另存为 .docx，或直接粘贴文字。")
#define PROGRAM BYTES("这是一个程序文件，不是文档，没有打开。请确认选对了文件。")
#define ARCHIVE BYTES("这是一个压缩包。请先解压，再选择里面的文档导入。")
#define WEBPAGE BYTES("这是网页文件。请在浏览器中打开，复制正文后用“粘贴文字”导入。")
#define MEDIA   BYTES("这是音频或视频文件，不是文档。请确认选对了文件。")
#define OLD_XML BYTES("这是 XML 文件，不是 .docx。请用 WPS 或 Word 打开后另存为 .docx 再导入。")

static const struct magic MAGIC[] = {
	{BYTES("PK\x03\x04"), SNIFF_ZIP, {0}},
	{BYTES("PK\x05\x06"), SNIFF_REFUSED, BYTES("这是一个空的压缩包。请确认选对了文件。")},
	{BYTES("{\\rtf"), SNIFF_OFFICE_TEXT, {0}},
	{BYTES("MZ"), SNIFF_REFUSED, PROGRAM},
	{BYTES("\x7F"
	       "ELF"),
		SNIFF_REFUSED, PROGRAM},
	{BYTES("\xFF\xD8\xFF"), SNIFF_REFUSED, PICTURE},
	{BYTES("\x89PNG"), SNIFF_REFUSED, PICTURE},
	{BYTES("GIF8"), SNIFF_REFUSED, PICTURE},
	{BYTES("BM"), SNIFF_REFUSED, PICTURE},
	{BYTES("II*\0"), SNIFF_REFUSED, PICTURE},
	{BYTES("MM\0*"), SNIFF_REFUSED, PICTURE},
	{BYTES("RIFF"), SNIFF_REFUSED, MEDIA},
	{BYTES("ID3"), SNIFF_REFUSED, MEDIA},
	{BYTES("\0\0\0\x18"
	       "ftyp"),
		SNIFF_REFUSED, MEDIA},
	{BYTES("\0\0\0 ftyp"), SNIFF_REFUSED, MEDIA},
	{BYTES("Rar!"), SNIFF_REFUSED, ARCHIVE},
	{BYTES("7z\xBC\xAF"), SNIFF_REFUSED, ARCHIVE},
	{BYTES("\x1F\x8B"), SNIFF_REFUSED, ARCHIVE},
	{BYTES("BZh"), SNIFF_REFUSED, ARCHIVE},
	{BYTES("\xFD"
	       "7zXZ"),
		SNIFF_REFUSED, ARCHIVE},
	{BYTES("SQLite format 3"), SNIFF_REFUSED,
		BYTES("这是数据库文件，不是文档。请确认选对了文件。")},
};

/* Text formats that are no plain text, by how the text begins (case does not matter). */
static const struct magic MARKUP[] = {
	{BYTES("<!doctype html"), SNIFF_REFUSED, WEBPAGE},
	{BYTES("<html"), SNIFF_REFUSED, WEBPAGE},
	{BYTES("<head"), SNIFF_REFUSED, WEBPAGE},
	{BYTES("<body"), SNIFF_REFUSED, WEBPAGE},
	{BYTES("mime-version:"), SNIFF_REFUSED, WEBPAGE},
	{BYTES("<?xml"), SNIFF_REFUSED, OLD_XML},
};

/* The start of every OLE compound file: .doc, .xls, .wps, .et, and encrypted .docx and .xlsx. */
static const struct str OLE = BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");

static struct sniff refuse(struct str why)
{
	return (struct sniff){SNIFF_REFUSED, why};
}

/* Directory entries of an OLE file carry their names in UTF-16LE. */
static struct sniff sniff_ole(struct str in)
{
	if (str_has(in, S("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0")))
		return refuse(
			S("文件有打开密码，读不到内容。请在 WPS 或 Word 中打开，取消密码（文件 → "
			  "文档加密）后另存，再导入。"));
	if (str_has(in, S("W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0")))
		return (struct sniff){.kind = SNIFF_OFFICE_TEXT};
	if (str_has(in, S("W\0o\0r\0k\0b\0o\0o\0k\0")))
		return (struct sniff){.kind = SNIFF_OFFICE_SHEET};
	return refuse(S("这个旧格式文件里没有可读的正文，可能已损坏。请用 WPS 或 Word "
			"打开，另存为 .docx 再导入。"));
}

static bool starts_like(struct str in, struct str lower)
{
	return in.n >= lower.n && strncasecmp(in.p, lower.p, lower.n) == 0;
}

static struct sniff sniff_text(struct str in, struct str name)
{
	struct str body = str_trim(str_first(in, 4096));
	if (in.n <= 4096 && body.n == 0)
		return refuse(S("文件里没有文字。请确认选对了文件。"));
	for (size_t i = 0; i < NELEM(MARKUP); i++)
		if (starts_like(body, MARKUP[i].bytes))
			return refuse(MARKUP[i].why);
	bool csv = name.n >= 4 && starts_like(str_from(name, name.n - 4), S(".csv"));
	return (struct sniff){.kind = csv ? SNIFF_CSV : SNIFF_TEXT};
}

struct sniff sniff_bytes(struct str in, struct str name)
{
	enum { PDF_HEAD = 1024 }; /* readers look for %PDF in the first KiB */
	if (in.n == 0)
		return refuse(S("文件是空的（0 字节），可能没有上传完整。请重新选择文件。"));
	if (str_starts(in, OLE))
		return sniff_ole(in);
	for (size_t i = 0; i < NELEM(MAGIC); i++)
		if (str_starts(in, MAGIC[i].bytes))
			return (struct sniff){MAGIC[i].kind, MAGIC[i].why};
	if (str_has(str_first(in, PDF_HEAD), S("%PDF-")))
		return (struct sniff){.kind = SNIFF_PDF};
	return sniff_text(in, name);
}

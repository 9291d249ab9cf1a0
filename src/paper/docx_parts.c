/* docx_parts.c — see docx_parts.h. Sizes are half points, lengths twentieths of a point. */
#include "paper/docx_parts.h"

#include "base/bug.h"
#include "base/utf8.h"

#include <zip.h>

void docx_parts_escape(struct buf *out, struct str text)
{
	for (size_t at = 0; at < text.n;) {
		uint32_t c = utf8_next(text, &at);
		if (c == '&')
			buf_lit(out, "&amp;");
		else if (c == '<')
			buf_lit(out, "&lt;");
		else if (c == '>')
			buf_lit(out, "&gt;");
		else if (c == '"')
			buf_lit(out, "&quot;");
		else if (c >= ' ' && c != 0xFFFE && c != 0xFFFF)
			utf8_put(out, c);
	}
}

/* ---- styles ---- */

static struct str or_else(struct str s, struct str otherwise)
{
	return s.n ? s : otherwise;
}

struct docx_fonts docx_fonts_or_standard(const struct docx_fonts *f)
{
	return (struct docx_fonts){
		.title = or_else(f->title, S("方正小标宋简体")),
		.body = or_else(f->body, S("仿宋_GB2312")),
		.kai = or_else(f->kai, S("楷体_GB2312")),
		.hei = or_else(f->hei, S("黑体")),
	};
}

static void put_font(struct buf *out, struct str name)
{
	buf_lit(out,
		"<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"");
	docx_parts_escape(out, name);
	buf_lit(out, "\"/>");
}

static void put_style(struct buf *out, const char *id, const char *name, const char *para)
{
	buf_fmt(out,
		"<w:style w:type=\"paragraph\" w:styleId=\"%s\"><w:name w:val=\"%s\"/><w:basedOn "
		"w:val=\"Normal\"/><w:pPr>%s</w:pPr>",
		id, name, para);
}

static void put_run_style(struct buf *out, const char *id, struct str font)
{
	buf_fmt(out, "<w:style w:type=\"character\" w:styleId=\"%s\"><w:name w:val=\"%s\"/><w:rPr>",
		id, id);
	put_font(out, font);
	buf_lit(out, "</w:rPr></w:style>");
}

void docx_parts_styles(struct buf *out, const struct docx_fonts *f)
{
	buf_lit(out, DOCX_HEAD "<w:styles " DOCX_NS "><w:docDefaults><w:rPrDefault><w:rPr>");
	put_font(out, f->body);
	buf_lit(out, "<w:spacing w:val=\"-5\"/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/>"
		     "<w:lang w:val=\"en-US\" "
		     "w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault><w:pPrDefault>"
		     "<w:pPr><w:overflowPunct w:val=\"0\"/><w:autoSpaceDE w:val=\"0\"/>"
		     "<w:autoSpaceDN w:val=\"0\"/><w:spacing w:before=\"0\" w:after=\"0\" "
		     "w:line=\"579\" "
		     "w:lineRule=\"exact\"/></w:pPr></w:pPrDefault></w:docDefaults>"
		     "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name "
		     "w:val=\"Normal\"/><w:pPr><w:jc w:val=\"both\"/></w:pPr></w:style>");
	put_style(out, "Title", "Title",
		"<w:snapToGrid w:val=\"0\"/><w:spacing w:after=\"579\"/><w:jc "
		"w:val=\"center\"/>");
	buf_lit(out, "<w:rPr>");
	put_font(out, f->title);
	buf_lit(out, "<w:sz w:val=\"44\"/></w:rPr></w:style>");
	put_style(
		out, "Body", "Body Text", "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>");
	buf_lit(out, "</w:style>");
	put_style(out, "Cell", "Table Text",
		"<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"360\" w:lineRule=\"exact\"/>"
		"<w:jc w:val=\"left\"/>");
	buf_lit(out, "<w:rPr><w:sz w:val=\"24\"/></w:rPr></w:style>");
	for (int i = 1; i <= 4; i++) {
		struct str id = str_fmt(out->a, "Heading%d", i),
			   name = str_fmt(out->a, "heading %d", i);
		put_style(out, id.p, name.p,
			str_fmt(out->a,
				"<w:numPr><w:ilvl w:val=\"%d\"/><w:numId "
				"w:val=\"1\"/></w:numPr><w:ind "
				"w:firstLineChars=\"200\" w:firstLine=\"640\"/><w:outlineLvl "
				"w:val=\"%d\"/>",
				i - 1, i - 1)
				.p);
		buf_lit(out, "</w:style>");
	}
	put_style(out, "Mark", "Issuer", "<w:snapToGrid w:val=\"0\"/><w:jc w:val=\"center\"/>");
	buf_lit(out, "<w:rPr>");
	put_font(out, f->title);
	buf_lit(out, "<w:color w:val=\"FF0000\"/><w:spacing w:val=\"0\"/></w:rPr></w:style>");
	put_style(out, "Number", "Document Number",
		"<w:pBdr><w:bottom w:val=\"single\" w:sz=\"12\" w:space=\"5\" "
		"w:color=\"FF0000\"/></w:pBdr><w:spacing w:before=\"1158\"/>");
	buf_lit(out, "</w:style>");
	put_style(out, "Foot", "Colophon",
		"<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"460\" w:lineRule=\"exact\"/>");
	buf_lit(out, "<w:rPr><w:sz w:val=\"28\"/></w:rPr></w:style>");
	put_run_style(out, "Hei", f->hei);
	put_run_style(out, "Kai", f->kai);
	buf_lit(out, "</w:styles>");
}

/* ---- numbering ---- */

static const char *const LEVELS[4][2] = {
	{"chineseCounting", "%1、"},
	{"chineseCounting", "（%2）"},
	{"decimal", "%3."},
	{"decimal", "（%4）"},
};

void docx_parts_numbering(struct buf *out, const int *levels, int n)
{
	buf_lit(out, DOCX_HEAD "<w:numbering " DOCX_NS "><w:abstractNum w:abstractNumId=\"0\">"
			       "<w:multiLevelType w:val=\"multilevel\"/>");
	for (int i = 0; i < 4; i++)
		buf_fmt(out,
			"<w:lvl w:ilvl=\"%d\"><w:start w:val=\"1\"/><w:numFmt "
			"w:val=\"%s\"/><w:pStyle "
			"w:val=\"Heading%d\"/><w:suff w:val=\"nothing\"/><w:lvlText w:val=\"%s\"/>"
			"<w:lvlJc w:val=\"left\"/></w:lvl>",
			i, LEVELS[i][0], i + 1, LEVELS[i][1]);
	buf_lit(out, "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>");
	for (int i = 1; i < n; i++)
		buf_fmt(out,
			"<w:num w:numId=\"%d\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride "
			"w:ilvl=\"%d\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>",
			i + 1, levels[i] - 1);
	buf_lit(out, "</w:numbering>");
}

/* ---- fixed parts ---- */

#define TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define REL  "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define RELS                                                                                       \
	"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
#define FOOTER_RUN                                                                                 \
	"<w:r><w:rPr><w:rFonts w:ascii=\"宋体\" w:hAnsi=\"宋体\" w:eastAsia=\"宋体\"/>"      \
	"<w:sz w:val=\"28\"/></w:rPr>"
/* — 1 — in 四号, one character from the edge: right on odd pages, left on even ones. */
#define FOOTER(place)                                                                              \
	DOCX_HEAD "<w:ftr " DOCX_NS "><w:p><w:pPr><w:spacing w:line=\"280\" "                      \
		  "w:lineRule=\"exact\"/><w:ind w:leftChars=\"100\" w:left=\"320\" "               \
		  "w:rightChars=\"100\" w:right=\"320\"/><w:jc w:val=\"" place                     \
		  "\"/></w:pPr>" FOOTER_RUN "<w:t xml:space=\"preserve\">— </w:t></w:r>"         \
		  "<w:fldSimple w:instr=\"PAGE\">" FOOTER_RUN                                      \
		  "<w:t>1</w:t></w:r></w:fldSimple>" FOOTER_RUN                                    \
		  "<w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>"
#define TEXT(lit)                                                                                  \
	{                                                                                          \
		"" lit, sizeof(lit) - 1                                                            \
	}

static const struct docx_part FIXED[] = {
	{"[Content_Types].xml",
		TEXT(DOCX_HEAD
			"<Types "
			"xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
			"<Default Extension=\"rels\" "
			"ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
			"<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
			"<Override PartName=\"/word/document.xml\" ContentType=\"" TYPE
			"document.main+xml\"/>"
			"<Override PartName=\"/word/styles.xml\" ContentType=\"" TYPE
			"styles+xml\"/>"
			"<Override PartName=\"/word/numbering.xml\" ContentType=\"" TYPE
			"numbering+xml\"/>"
			"<Override PartName=\"/word/settings.xml\" ContentType=\"" TYPE
			"settings+xml\"/>"
			"<Override PartName=\"/word/footer1.xml\" ContentType=\"" TYPE
			"footer+xml\"/>"
			"<Override PartName=\"/word/footer2.xml\" ContentType=\"" TYPE
			"footer+xml\"/>"
			"</Types>")},
	{"_rels/.rels", TEXT(DOCX_HEAD RELS "<Relationship Id=\"rId1\" Type=\"" REL
					    "officeDocument\" Target=\"word/document.xml\"/>"
					    "</Relationships>")},
	{"word/_rels/document.xml.rels",
		TEXT(DOCX_HEAD RELS
			"<Relationship Id=\"rId1\" Type=\"" REL "styles\" Target=\"styles.xml\"/>"
			"<Relationship Id=\"rId2\" Type=\"" REL
			"numbering\" Target=\"numbering.xml\"/>"
			"<Relationship Id=\"rId3\" Type=\"" REL
			"settings\" Target=\"settings.xml\"/>"
			"<Relationship Id=\"rId4\" Type=\"" REL "footer\" Target=\"footer1.xml\"/>"
			"<Relationship Id=\"rId5\" Type=\"" REL "footer\" Target=\"footer2.xml\"/>"
			"</Relationships>")},
	{"word/settings.xml",
		TEXT(DOCX_HEAD "<w:settings " DOCX_NS "><w:evenAndOddHeaders/>"
			       "<w:characterSpacingControl w:val=\"doNotCompress\"/><w:compat>"
			       "<w:compatSetting w:name=\"compatibilityMode\" "
			       "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/>"
			       "</w:compat></w:settings>")},
	{"word/footer1.xml", TEXT(FOOTER("right"))},
	{"word/footer2.xml", TEXT(FOOTER("left"))},
};

size_t docx_parts_fixed(struct docx_part *out, size_t room)
{
	AN(room >= NELEM(FIXED));
	memcpy(out, FIXED, sizeof FIXED);
	return NELEM(FIXED);
}

/* ---- the package ---- */

static struct str take(zip_source_t *from, struct arena *a)
{
	zip_stat_t st;
	AZ(zip_source_open(from));
	AZ(zip_source_stat(from, &st));
	char *p = arena_get(a, st.size);
	AN(zip_source_read(from, p, st.size) == (zip_int64_t)st.size);
	zip_source_close(from);
	return str_n(p, st.size);
}

/* In memory, so only a lack of memory could fail, and that ends the program anyhow. */
struct str docx_parts_zip(struct arena *a, const struct docx_part *parts, size_t n)
{
	static const zip_uint16_t MIDNIGHT = 0, FIRST_DAY = 1 << 5 | 1; /* of 1980 */
	zip_error_t err;
	zip_error_init(&err);
	zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, &err);
	AN(to);
	zip_source_keep(to);
	zip_t *z = zip_open_from_source(to, ZIP_TRUNCATE, &err);
	AN(z);
	for (size_t i = 0; i < n; i++) {
		zip_source_t *s = zip_source_buffer(z, parts[i].bytes.p, parts[i].bytes.n, 0);
		AN(s);
		zip_int64_t at = zip_file_add(z, parts[i].name, s, ZIP_FL_ENC_UTF_8);
		AN(at >= 0);
		AZ(zip_set_file_compression(z, (zip_uint64_t)at, ZIP_CM_STORE, 0));
		AZ(zip_file_set_dostime(z, (zip_uint64_t)at, MIDNIGHT, FIRST_DAY, 0));
	}
	AZ(zip_close(z));
	struct str bytes = take(to, a);
	zip_source_free(to);
	zip_error_fini(&err);
	return bytes;
}

/* letter_docx.c — see letter_docx.h. Lengths are twentieths of a point. */
#include "paper/letter_docx.h"

#include "base/bug.h"
#include "base/utf8.h"
#include "paper/docx_parts.h"

enum {
	MOST_BODY = 48 << 20,
	PARTS = 12,
	NUMS = 1 + LETTER_ATTACHED, /* numberings: the body's and those of annexes */
	CHAR = 316,                 /* a character of the grid: 8844 ÷ 28 */
	LINE = 579,
	TEXT_WIDE = 8844,
};

struct out {
	struct arena *a;
	const struct letter *l;
	struct buf b;
	int num, levels[NUMS]; /* the numbering in force, from 1 */
	struct letter_count count;
};

/* ---- paragraphs ---- */

static void put_text(struct out *o, struct str text)
{
	while (true) {
		bool more = str_has(text, S("\n"));
		buf_lit(&o->b, "<w:t xml:space=\"preserve\">");
		docx_parts_escape(&o->b, str_cut(&text, S("\n")));
		buf_lit(&o->b, "</w:t>");
		if (!more)
			return;
		buf_lit(&o->b, "<w:br/>");
	}
}

/* A run; `style` is a character style, `more` further run properties. */
static void put_run(struct out *o, const char *style, const char *more, struct str text)
{
	if (text.n == 0)
		return;
	buf_lit(&o->b, "<w:r>");
	if (*style || *more)
		buf_fmt(&o->b, "<w:rPr>%s%s%s%s</w:rPr>", *style ? "<w:rStyle w:val=\"" : "", style,
			*style ? "\"/>" : "", more);
	put_text(o, text);
	buf_lit(&o->b, "</w:r>");
}

static void begin(struct out *o, const char *style, const char *more)
{
	buf_fmt(&o->b, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>%s</w:pPr>", style, more);
}

static void end(struct out *o)
{
	buf_lit(&o->b, "</w:p>");
}

static void para(struct out *o, const char *style, const char *more, struct str text)
{
	begin(o, style, more);
	put_run(o, "", "", text);
	end(o);
}

#define KEEP "<w:keepNext/>"

static void blank(struct out *o, int n, bool keep)
{
	while (n-- > 0)
		para(o, "Normal", keep ? KEEP : "", STR_NONE);
}

/* ---- 版头 ---- */

/* Width in characters of 三号, halves for narrow ones, times two. */
static int halves(struct str s)
{
	int n = 0;
	for (size_t at = 0; at < s.n;)
		n += utf8_next(s, &at) < 0x80 ? 1 : 2;
	return n;
}

/* Half points of 发文机关标志: as large as the line allows. */
static int mark_size(struct str mark, int most)
{
	int n = halves(mark), fit = n ? TEXT_WIDE * 2 / 10 / n : most;
	return (fit < most ? fit : most) & ~1;
}

/* Always three lines, so that what follows stands where it should. */
static void put_marks(struct out *o)
{
	const struct {
		struct str text;
		const char *style;
	} MARKS[] = {{o->l->copy_no, ""}, {o->l->secrecy, "Hei"}, {o->l->urgency, "Hei"}};
	int n = 0;
	for (size_t i = 0; i < NELEM(MARKS); i++) {
		if (MARKS[i].text.n == 0)
			continue;
		begin(o, "Normal", "");
		put_run(o, MARKS[i].style, "", MARKS[i].text);
		end(o);
		n++;
	}
	if (o->l->form == LETTER_RED)
		blank(o, (int)NELEM(MARKS) - n, false);
}

static void put_mark(struct out *o, const char *place, int size)
{
	begin(o, "Mark",
		arena_fmt(o->a,
			"%s<w:spacing w:before=\"%d\" w:line=\"%d\" "
			"w:lineRule=\"exact\"/>",
			place, o->l->form == LETTER_RED ? 1984 - 3 * LINE : 0, size * 11));
	put_run(o, "", arena_fmt(o->a, "<w:sz w:val=\"%d\"/>", size), o->l->mark);
	end(o);
}

/* 发文字号 over the red rule; on its right 签发人, where there is one. */
static void head_red(struct out *o)
{
	put_marks(o);
	put_mark(o, "", mark_size(o->l->mark, 116));
	bool up = o->l->signer.n > 0;
	begin(o, "Number",
		up ? "<w:tabs><w:tab w:val=\"right\" w:pos=\"8528\"/></w:tabs>"
		     "<w:ind w:left=\"316\"/>"
		   : "<w:jc w:val=\"center\"/>");
	put_run(o, "", "", o->l->number);
	if (up) {
		buf_lit(&o->b, "<w:r><w:tab/></w:r>");
		put_run(o, "", "", S("签发人："));
		put_run(o, "Kai", "", o->l->signer);
	}
	end(o);
}

#define FRAME(x)                                                                                   \
	"<w:framePr w:w=\"9638\" w:wrap=\"notBeside\" w:vAnchor=\"page\" w:hAnchor=\"page\" "      \
	"w:xAlign=\"center\" " x "/>"
#define DOUBLE(side, val)                                                                          \
	"<w:pBdr><w:" side " w:val=\"" val "\" w:sz=\"24\" w:space=\"%d\" "                        \
	"w:color=\"FF0000\"/></w:pBdr>"

/* 信函格式: the mark and the lower double rule stand in frames at their places on the page. */
static void head_mail(struct out *o)
{
	int size = mark_size(o->l->mark, 92);
	put_mark(o, arena_fmt(o->a, FRAME("w:y=\"1701\"") DOUBLE("bottom", "thickThinSmallGap"), 8),
		size);
	para(o, "Normal",
		arena_fmt(o->a,
			FRAME("w:y=\"15704\"") DOUBLE(
				"top", "thinThickSmallGap") "<w:spacing "
							    "w:line=\"20\" w:lineRule=\"exact\"/>",
			0),
		STR_NONE);
	para(o, "Normal",
		arena_fmt(o->a, "<w:spacing w:before=\"%d\"/><w:jc w:val=\"right\"/>", LINE),
		o->l->number);
	put_marks(o);
	blank(o, 2, false);
}

static void put_head(struct out *o)
{
	if (o->l->form == LETTER_RED)
		head_red(o);
	else if (o->l->form == LETTER_MAIL)
		head_mail(o);
	else
		put_marks(o);
}

/* ---- 主体 ---- */

static void put_title(struct out *o, struct str title, const char *more, int before)
{
	struct str lines[LETTER_TITLE_LINES], all = STR_NONE;
	int n = letter_title(title, TEXT_WIDE / 440 - 1, lines);
	for (int i = 0; i < n; i++)
		all = i ? str_fmt(o->a, "%.*s\n%.*s", STR_ARG(all), STR_ARG(lines[i])) : lines[i];
	if (n)
		para(o, "Title",
			arena_fmt(o->a,
				KEEP "%s<w:spacing w:before=\"%d\" w:after=\"%d\" w:line=\"%d\" "
				     "w:lineRule=\"exact\"/>",
				more, before, LINE, LINE),
			all);
}

/* A heading of the numbering in force; the part that looks like a heading has its font. */
static void put_item(struct out *o, const struct letter_block *b)
{
	static const char *const FONTS[] = {"", "Hei", "Kai", "", ""};
	const char *font = FONTS[b->level], *num = "";
	size_t head = letter_head_part(b->text);
	if (o->num > 1)
		num = arena_fmt(o->a,
			"<w:numPr><w:ilvl w:val=\"%d\"/><w:numId w:val=\"%d\"/></w:numPr>",
			b->level - 1, o->num);
	begin(o, arena_fmt(o->a, "Heading%d", b->level),
		arena_fmt(o->a, "%s%s%s%s%s", head == b->text.n ? KEEP : "", num,
			*font ? "<w:rPr><w:rStyle w:val=\"" : "", font,
			*font ? "\"/></w:rPr>" : ""));
	put_run(o, font, "", str_first(b->text, head));
	put_run(o, "", "", str_from(b->text, head));
	end(o);
}

static void put_cell(
	struct out *o, const struct letter_table *t, int col, struct str text, bool head)
{
	int sum = letter_shares(t);
	buf_fmt(&o->b,
		"<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/><w:vAlign "
		"w:val=\"center\"/></w:tcPr>",
		TEXT_WIDE * t->cols[col].share / sum);
	begin(o, "Cell", head || letter_is_centred(t, col) ? "<w:jc w:val=\"center\"/>" : "");
	put_run(o, head ? "Hei" : "", "", text);
	end(o);
	buf_lit(&o->b, "</w:tc>");
}

static void put_row(struct out *o, const struct letter_table *t, const struct str *cells)
{
	buf_fmt(&o->b, "<w:tr><w:trPr><w:cantSplit/>%s%s</w:trPr>",
		t->bare ? "<w:trHeight w:val=\"680\" w:hRule=\"atLeast\"/>" : "",
		cells ? "" : "<w:tblHeader/>");
	for (int i = 0; i < t->n_cols; i++)
		put_cell(o, t, i, cells ? cells[i] : t->cols[i].title, !cells);
	buf_lit(&o->b, "</w:tr>");
}

static void put_table(struct out *o, const struct letter_table *t)
{
	static const char *const SIDES[] = {"top", "left", "bottom", "right", "insideH", "insideV"};
	int sum = letter_shares(t);
	buf_lit(&o->b, "<w:tbl><w:tblPr><w:tblW w:w=\"8844\" w:type=\"dxa\"/><w:tblBorders>");
	for (size_t i = 0; i < NELEM(SIDES); i++)
		buf_fmt(&o->b,
			"<w:%s w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>",
			SIDES[i]);
	buf_lit(&o->b, "</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>");
	for (int i = 0; i < t->n_cols; i++)
		buf_fmt(&o->b, "<w:gridCol w:w=\"%d\"/>", TEXT_WIDE * t->cols[i].share / sum);
	buf_lit(&o->b, "</w:tblGrid>");
	if (!t->bare)
		put_row(o, t, NULL);
	for (int i = 0; i < t->n_rows; i++)
		put_row(o, t, &t->cells[(size_t)i * (size_t)t->n_cols]);
	if (t->n_rows == 0 && t->bare)
		put_row(o, t, arena_array(o->a, (size_t)t->n_cols, sizeof(struct str)));
	buf_lit(&o->b, "</w:tbl>");
}

static void put_annex(struct out *o, const struct letter_block *b, int i)
{
	struct str name = letter_annex_name(o->a, o->l, i);
	if (name.n) {
		begin(o, "Normal", KEEP "<w:pageBreakBefore/>");
		put_run(o, "Hei", "", name);
		end(o);
		blank(o, 1, true);
	}
	put_title(o, b->text, name.n ? "" : "<w:pageBreakBefore/>", 0);
	if (o->num < NUMS)
		o->levels[o->num++] = 1;
}

static void put_block(struct out *o, const struct letter_block *b, const char *keep)
{
	static const char *const PLACES[] = {"left", "center", "right"};
	switch (b->kind) {
	case LETTER_PARA:
		para(o, "Body", keep, b->text);
		break;
	case LETTER_HEAD:
		put_item(o, b);
		break;
	case LETTER_LINE:
		para(o, "Normal", arena_fmt(o->a, "%s<w:jc w:val=\"%s\"/>", keep, PLACES[b->place]),
			b->text);
		break;
	case LETTER_TABLE:
		/* Two tables without a paragraph between them would become one. */
		if (b > o->l->blocks && b[-1].kind == LETTER_TABLE)
			para(o, "Normal",
				"<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"20\" "
				"w:lineRule=\"exact\"/>",
				STR_NONE);
		put_table(o, b->table);
		break;
	case LETTER_ANNEX:
		BUG("annexes are put by themselves");
	}
}

/* 附件：1.… — further lines stand under the name, further names under the first. */
static void put_attached(struct out *o)
{
	if (o->l->n_attached)
		blank(o, 1, o->l->n_attached <= 2);
	for (int i = 0; i < o->l->n_attached; i++) {
		struct str mark = letter_attached_mark(o->a, o->l, i);
		int at = (i ? 5 : 2) * CHAR, wide = halves(mark) * CHAR / 2;
		para(o, "Normal",
			arena_fmt(o->a, "%s<w:ind w:left=\"%d\" w:hanging=\"%d\"/>",
				o->l->n_attached <= 2 ? KEEP : "", at + wide, wide),
			str_cat(o->a, mark, o->l->attached[i]));
	}
}

/* Indents from the right, in half characters; see sign_spots() in sheet_body.c. */
static void put_sign(struct out *o)
{
	struct str day = letter_day(o->a, o->l->date);
	int from = halves(o->l->from), date = halves(day), right_from = 4, right_date = from - date;
	if (from == 0 && date == 0)
		return;
	if (o->l->sealed) {
		right_date = 8;
		right_from = 8 + (date - from) / 2;
		if (right_from < 0) {
			right_from = 0;
			right_date = (from - date) / 2;
		}
	} else if (date > from) {
		right_date = 4;
		right_from = 8 + date - from;
	}
	blank(o, o->l->sealed ? 2 : 1, true);
	if (from)
		para(o, "Normal",
			arena_fmt(o->a, "%s<w:ind w:right=\"%d\"/><w:jc w:val=\"right\"/>",
				date ? KEEP : "", right_from * CHAR / 2),
			o->l->from);
	if (date)
		para(o, "Normal",
			arena_fmt(o->a, "<w:ind w:right=\"%d\"/><w:jc w:val=\"right\"/>",
				right_date * CHAR / 2),
			day);
}

static int put_main(struct out *o)
{
	const struct letter *l = o->l;
	int i = 0, n = 0;
	put_title(o, l->title, "", l->form == LETTER_RED ? 2 * LINE : 0);
	if (l->to.n)
		para(o, "Normal", "",
			str_ends(l->to, S("：")) ? l->to : str_cat(o->a, l->to, S("：")));
	while (n < l->n_blocks && l->blocks[n].kind != LETTER_ANNEX)
		n++;
	for (; i < n; i++)
		put_block(o, &l->blocks[i], i + 1 == n && l->from.n ? KEEP : "");
	put_attached(o);
	put_sign(o);
	if (l->note.n)
		para(o, "Body", "", str_fmt(o->a, "（%.*s）", STR_ARG(l->note)));
	return i;
}

/* ---- 版记 ---- */

/* Stands at the foot of the page whatever is above it; word processors that do not know floating
 * tables set it behind the text. */
#define FOOT                                                                                       \
	"<w:tbl><w:tblPr><w:tblpPr w:leftFromText=\"0\" w:rightFromText=\"0\" "                    \
	"w:vertAnchor=\"margin\" w:horzAnchor=\"margin\" w:tblpXSpec=\"left\" "                    \
	"w:tblpYSpec=\"bottom\"/><w:tblOverlap w:val=\"never\"/>"                                  \
	"<w:tblW w:w=\"8844\" w:type=\"dxa\"/>%s<w:tblLayout w:type=\"fixed\"/>"                   \
	"<w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" "                      \
	"w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w=\"8844\"/></w:tblGrid>"
#define RULE(side, size)                                                                           \
	"<w:" side " w:val=\"single\" w:sz=\"" size "\" w:space=\"0\" w:color=\"000000\"/>"
#define ROW     "<w:tr><w:tc><w:tcPr><w:tcW w:w=\"8844\" w:type=\"dxa\"/></w:tcPr>"
#define END_ROW "</w:tc></w:tr>"

static void put_printed(struct out *o)
{
	struct str day = letter_day(o->a, o->l->printed);
	begin(o, "Foot",
		"<w:tabs><w:tab w:val=\"right\" w:pos=\"8564\"/></w:tabs><w:ind w:left=\"280\" "
		"w:right=\"280\"/>");
	put_run(o, "", "", o->l->printed_by);
	buf_lit(&o->b, "<w:r><w:tab/></w:r>");
	put_run(o, "", "", day.n ? str_cat(o->a, day, S("印发")) : day);
	end(o);
}

/* Thick rules (0.35 mm) outside, a thin one (0.25 mm) between; a 信函 has none. */
static void put_colophon(struct out *o)
{
	const struct letter *l = o->l;
	bool ruled = l->form != LETTER_MAIL, printed = ruled && l->printed_by.n;
	if (l->cc.n || printed)
		buf_fmt(&o->b, FOOT,
			ruled ? "<w:tblBorders>" RULE("top", "8") RULE("bottom", "8")
					RULE("insideH", "6") "</w:tblBorders>"
			      : "");
	if (l->cc.n) {
		buf_lit(&o->b, ROW);
		para(o, "Foot",
			"<w:ind w:left=\"1120\" w:right=\"280\" w:hanging=\"840\"/><w:jc "
			"w:val=\"left\"/>",
			str_fmt(o->a, "抄送：%.*s。", STR_ARG(l->cc)));
		buf_lit(&o->b, END_ROW);
	}
	if (printed) {
		buf_lit(&o->b, ROW);
		put_printed(o);
		buf_lit(&o->b, END_ROW);
	}
	if (l->cc.n || printed)
		buf_lit(&o->b, "</w:tbl>");
	/* A document ends with a paragraph of its own. */
	para(o, "Normal",
		"<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"20\" "
		"w:lineRule=\"exact\"/>",
		STR_NONE);
}

/* ---- the package ---- */

static struct str document(struct out *o)
{
	int annex = 0;
	buf_lit(&o->b, DOCX_HEAD "<w:document " DOCX_NS "><w:body>");
	put_head(o);
	for (int i = put_main(o); i < o->l->n_blocks; i++) {
		if (o->l->blocks[i].kind == LETTER_ANNEX)
			put_annex(o, &o->l->blocks[i], annex++);
		else
			put_block(o, &o->l->blocks[i], "");
	}
	put_colophon(o);
	buf_fmt(&o->b,
		"<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/>"
		"<w:footerReference w:type=\"even\" r:id=\"rId5\"/>"
		"<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2098\" w:right=\"1474\" "
		"w:bottom=\"1984\" w:left=\"1588\" w:header=\"851\" w:footer=\"1474\" "
		"w:gutter=\"0\"/>%s" DOCX_GRID "</w:sectPr></w:body></w:document>",
		o->l->form == LETTER_MAIL ? "<w:titlePg/>" : "");
	return buf_view(&o->b);
}

bool letter_docx(struct arena *a, const struct letter *l, const struct docx_fonts *fonts,
	struct str *out, struct str *why)
{
	struct out o = {.a = a, .l = l, .b = buf_in(a, MOST_BODY), .num = 1};
	struct docx_part parts[PARTS];
	struct buf styles = buf_in(a, 1 << 16), numbering = buf_in(a, 1 << 17);
	if (!letter_ok(a, l, why))
		return false;
	struct docx_fonts f = docx_fonts_or_standard(fonts);
	size_t n = docx_parts_fixed(parts, PARTS);
	parts[n++] = (struct docx_part){"word/document.xml", document(&o)};
	docx_parts_styles(&styles, &f);
	docx_parts_numbering(&numbering, o.levels, o.num);
	parts[n++] = (struct docx_part){"word/styles.xml", buf_view(&styles)};
	parts[n++] = (struct docx_part){"word/numbering.xml", buf_view(&numbering)};
	AZ(o.b.full);
	*out = docx_parts_zip(a, parts, n);
	return true;
}

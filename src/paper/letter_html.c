/* letter_html.c — see letter_html.h. */
#include "paper/letter_html.h"

#include "base/bug.h"
#include "base/utf8.h"
#include "paper/docx_parts.h"

enum { MOST_BYTES = 32 << 20 };

struct out {
	struct arena *a;
	const struct letter *l;
	struct buf b;
	struct letter_count count;
};

/* Lengths follow paper/sheet.h. A line of 225 mm ÷ 22; a character of 156 mm ÷ 28, so 16 points
 * less 0.2 between two. */
static const char STYLE[] =
	"@page{size:A4;margin:37mm 26mm 35mm 28mm}"
	"@page:right{@bottom-right{content:'— ' counter(page) ' —';font:14pt 宋体,SimSun,"
	"'Noto Serif CJK SC',serif;vertical-align:top;padding:6mm 16pt 0 0}}"
	"@page:left{@bottom-left{content:'— ' counter(page) ' —';font:14pt 宋体,SimSun,"
	"'Noto Serif CJK SC',serif;vertical-align:top;padding:6mm 0 0 16pt}}"
	"*{box-sizing:border-box}"
	"body{margin:0 auto;font-size:16pt;line-height:28.99pt;letter-spacing:-.207pt;color:#000;"
	"text-align:justify;line-break:strict;overflow-wrap:anywhere}"
	"p,h1,h2,h3,h4{margin:0;font-size:inherit;font-weight:normal}"
	".p,h2,h3,h4{text-indent:31.6pt}"
	".sheet{display:flex;flex-direction:column;min-height:225mm}"
	".rest{flex:1}"
	".marks{min-height:35mm}"
	".mark{color:#f00;text-align:center;white-space:nowrap;letter-spacing:0;line-height:1}"
	".number{margin-top:58pt;padding-bottom:5pt;border-bottom:1.5pt solid #f00;"
	"text-align:center;margin-bottom:58pt}"
	".up{display:flex;justify-content:space-between;padding-left:16pt;padding-right:16pt}"
	".mail .mark{padding-bottom:4mm;margin:-7mm -7mm 0;border-bottom:4.5pt double #f00}"
	".mail .number{border:0;margin:14pt 0 0;padding:0;text-align:right}"
	".mail .marks{min-height:0;margin-bottom:58pt}"
	".doc{font-size:22pt;text-align:center;letter-spacing:0;margin-bottom:28.99pt}"
	".att{padding-left:31.6pt}"
	".sign{break-inside:avoid;break-before:avoid;margin-top:28.99pt}"
	".seal{margin-top:57.98pt}"
	"table{border-collapse:collapse;width:100%;font-size:12pt;line-height:18pt;"
	"letter-spacing:0;"
	"table-layout:fixed}"
	"h2,h3,h4,.doc{break-after:avoid}"
	"th,td{border:.5pt solid #000;padding:4pt;text-align:left;font-weight:normal}"
	".form td{height:34pt}th,.c{text-align:center}tr{break-inside:avoid}"
	".annex{break-before:page}"
	".foot{font-size:14pt;line-height:23pt;letter-spacing:0;border-top:.35mm solid #000;"
	"border-bottom:.35mm solid #000;break-inside:avoid}"
	".foot p{padding:0 14pt}.foot .cc{padding-left:56pt;text-indent:-42pt}"
	".foot .by{display:flex;justify-content:space-between}"
	".foot .cc+.by{border-top:.25mm solid #000}"
	".mail .foot{border:0}"
	"@media screen{html{background:#e8e8e8}"
	"body{width:210mm;max-width:100%;min-height:297mm;background:#fff;"
	"padding:37mm 26mm 35mm 28mm}.mark{white-space:normal}}"
	"@media screen and (max-width:210mm){body{padding:8mm}.mail .mark{margin:0}"
	"table{display:block;overflow-x:auto}}";

static void put(struct out *o, struct str text)
{
	while (true) {
		bool more = str_has(text, S("\n"));
		docx_parts_escape(&o->b, str_cut(&text, S("\n")));
		if (!more)
			return;
		buf_lit(&o->b, "<br>");
	}
}

static void element(struct out *o, const char *tag, const char *attrs, struct str text)
{
	buf_fmt(&o->b, "<%s%s>", tag, attrs);
	put(o, text);
	buf_fmt(&o->b, "</%s>\n", tag);
}

/* A font's name between quotes in a style; what could end the quotes is dropped. */
static void put_family(struct out *o, const char *selector, struct str name, const char *others)
{
	buf_fmt(&o->b, "%s{font-family:\"", selector);
	for (size_t at = 0; at < name.n;) {
		uint32_t c = utf8_next(name, &at);
		if (c >= ' ' && c != '"' && c != '\\' && c != '<' && c != '>' && c != '}')
			utf8_put(&o->b, c);
	}
	buf_fmt(&o->b, "\",%s}", others);
}

static void put_style(struct out *o, const struct docx_fonts *f)
{
	/* A family of regular weight would stand in for a title face as if it were one. */
	buf_fmt(&o->b,
		"<style>@font-face{font-family:bold-title;src:local(\"Noto Serif CJK SC Bold\"),"
		"local(\"NotoSerifCJKsc-Bold\"),local(\"Source Han Serif SC Bold\")}%s",
		STYLE);
	put_family(o, "body", f->body, "仿宋,FangSong,STFangsong,\"Noto Serif CJK SC\",serif");
	put_family(
		o, ".mark,.doc", f->title, "方正小标宋_GBK,华文中宋,STZhongsong,bold-title,serif");
	put_family(o, ".hei,th,h2 b", f->hei, "SimHei,\"Noto Sans CJK SC\",sans-serif");
	put_family(o, ".kai,h3 b", f->kai,
		"楷体,KaiTi,STKaiti,\"LXGW WenKai\",\"AR PL KaitiM GB\",serif");
	buf_lit(&o->b, "b{font-weight:normal}</style>\n");
}

/* ---- 版头 ---- */

static void put_marks(struct out *o)
{
	const struct letter *l = o->l;
	if (l->form == LETTER_PLAIN && l->copy_no.n + l->secrecy.n + l->urgency.n == 0)
		return;
	buf_lit(&o->b, "<div class=\"marks\">");
	element(o, "p", "", l->copy_no);
	element(o, "p", " class=\"hei\"", l->secrecy);
	element(o, "p", " class=\"hei\"", l->urgency);
	buf_lit(&o->b, "</div>\n");
}

static void put_mark(struct out *o, int most)
{
	int n = (int)utf8_count(o->l->mark), fit = n ? 442 / n : most;
	element(o, "p",
		arena_fmt(
			o->a, " class=\"mark\" style=\"font-size:%dpt\"", fit < most ? fit : most),
		o->l->mark);
}

static void put_number(struct out *o)
{
	if (o->l->signer.n == 0) {
		element(o, "p", " class=\"number\"", o->l->number);
		return;
	}
	buf_lit(&o->b, "<p class=\"number up\"><span>");
	put(o, o->l->number);
	buf_lit(&o->b, "</span><span>签发人：<span class=\"kai\">");
	put(o, o->l->signer);
	buf_lit(&o->b, "</span></span></p>\n");
}

static void put_head(struct out *o)
{
	if (o->l->form == LETTER_MAIL) {
		put_mark(o, 46);
		put_number(o);
		put_marks(o);
	} else {
		put_marks(o);
		if (o->l->form == LETTER_RED) {
			put_mark(o, 58);
			put_number(o);
		}
	}
}

/* ---- 主体 ---- */

static void put_title(struct out *o, const char *tag, struct str title)
{
	struct str lines[LETTER_TITLE_LINES];
	int n = letter_title(title, 19, lines);
	if (n == 0)
		return;
	buf_fmt(&o->b, "<%s class=\"doc\">", tag);
	for (int i = 0; i < n; i++) {
		if (i)
			buf_lit(&o->b, "<br>");
		put(o, lines[i]);
	}
	buf_fmt(&o->b, "</%s>\n", tag);
}

/* Headings of level 1 and 2 are headings of the page, deeper ones look like text. */
static void put_item(struct out *o, const struct letter_block *b)
{
	static const char *const TAGS[] = {"", "h2", "h3", "h4", "h4"};
	const char *tag = TAGS[b->level];
	size_t head = letter_head_part(b->text);
	buf_fmt(&o->b, "<%s><b>", tag);
	put(o, letter_number(o->a, &o->count, b->level));
	put(o, str_first(b->text, head));
	buf_lit(&o->b, "</b>");
	put(o, str_from(b->text, head));
	buf_fmt(&o->b, "</%s>\n", tag);
}

static void put_table(struct out *o, const struct letter_table *t)
{
	int sum = letter_shares(t);
	buf_fmt(&o->b, "<table%s><colgroup>", t->bare ? " class=\"form\"" : "");
	for (int i = 0; i < t->n_cols; i++)
		buf_fmt(&o->b, "<col style=\"width:%d.%d%%\">", t->cols[i].share * 100 / sum,
			t->cols[i].share * 1000 / sum % 10);
	buf_lit(&o->b, "</colgroup>");
	if (!t->bare) {
		buf_lit(&o->b, "<thead><tr>");
		for (int i = 0; i < t->n_cols; i++)
			element(o, "th", "", t->cols[i].title);
		buf_lit(&o->b, "</tr></thead>");
	}
	buf_lit(&o->b, "<tbody>\n");
	for (int r = 0; r < t->n_rows; r++) {
		buf_lit(&o->b, "<tr>");
		for (int i = 0; i < t->n_cols; i++)
			element(o, "td", letter_is_centred(t, i) ? " class=\"c\"" : "",
				t->cells[(size_t)r * (size_t)t->n_cols + (size_t)i]);
		buf_lit(&o->b, "</tr>\n");
	}
	buf_lit(&o->b, "</tbody></table>\n");
}

static void put_block(struct out *o, const struct letter_block *b)
{
	static const char *const PLACES[] = {
		"", " style=\"text-align:center\"", " style=\"text-align:right\""};
	switch (b->kind) {
	case LETTER_PARA:
		element(o, "p", " class=\"p\"", b->text);
		break;
	case LETTER_HEAD:
		put_item(o, b);
		break;
	case LETTER_LINE:
		element(o, "p", PLACES[b->place], b->text);
		break;
	case LETTER_TABLE:
		put_table(o, b->table);
		break;
	case LETTER_ANNEX:
		BUG("annexes are put by themselves");
	}
}

static void put_attached(struct out *o)
{
	if (o->l->n_attached == 0)
		return;
	buf_lit(&o->b, "<div class=\"att\"><br>");
	for (int i = 0; i < o->l->n_attached; i++) {
		buf_fmt(&o->b, "<p%s>", i ? " style=\"padding-left:47.4pt\"" : "");
		put(o, letter_attached_mark(o->a, o->l, i));
		put(o, o->l->attached[i]);
		buf_lit(&o->b, "</p>\n");
	}
	buf_lit(&o->b, "</div>\n");
}

/* Sealed: name and date in one column, centred, four characters from the right. Not sealed: the
 * date two characters to the right of where the name begins. */
static void put_sign(struct out *o)
{
	struct str day = letter_day(o->a, o->l->date);
	if (o->l->from.n == 0 && day.n == 0)
		return;
	buf_fmt(&o->b,
		"<div class=\"sign%s\"><div style=\"width:fit-content;margin-left:auto;%s\">",
		o->l->sealed ? " seal" : "",
		o->l->sealed ? "margin-right:63.2pt;text-align:center" : "margin-right:31.6pt");
	element(o, "p", "", o->l->from);
	element(o, "p", o->l->sealed ? "" : " style=\"padding-left:31.6pt\"", day);
	buf_lit(&o->b, "</div></div>\n");
}

static int put_main(struct out *o)
{
	const struct letter *l = o->l;
	int i = 0;
	put_title(o, "h1", l->title);
	if (l->to.n)
		element(o, "p", "",
			str_ends(l->to, S("：")) ? l->to : str_cat(o->a, l->to, S("：")));
	for (; i < l->n_blocks && l->blocks[i].kind != LETTER_ANNEX; i++)
		put_block(o, &l->blocks[i]);
	put_attached(o);
	put_sign(o);
	if (l->note.n)
		element(o, "p", " class=\"p\"", str_fmt(o->a, "（%.*s）", STR_ARG(l->note)));
	return i;
}

static void put_annexes(struct out *o, int i)
{
	for (int n = 0; i < o->l->n_blocks; i++) {
		const struct letter_block *b = &o->l->blocks[i];
		if (b->kind != LETTER_ANNEX) {
			put_block(o, b);
			continue;
		}
		o->count = (struct letter_count){0};
		buf_lit(&o->b, "<div class=\"rest\"></div></div>\n<div class=\"sheet annex\">");
		struct str name = letter_annex_name(o->a, o->l, n++);
		if (name.n) {
			element(o, "p", " class=\"hei\"", name);
			buf_lit(&o->b, "<br>");
		}
		put_title(o, "h2", b->text);
	}
}

static void put_colophon(struct out *o)
{
	const struct letter *l = o->l;
	struct str day = letter_day(o->a, l->printed);
	bool printed = l->form != LETTER_MAIL && l->printed_by.n;
	buf_lit(&o->b, "<div class=\"rest\"></div>\n");
	if (l->cc.n == 0 && !printed)
		return;
	buf_lit(&o->b, "<div class=\"foot\">");
	if (l->cc.n)
		element(o, "p", " class=\"cc\"", str_fmt(o->a, "抄送：%.*s。", STR_ARG(l->cc)));
	if (printed) {
		buf_lit(&o->b, "<p class=\"by\">");
		element(o, "span", "", l->printed_by);
		element(o, "span", "", day.n ? str_cat(o->a, day, S("印发")) : day);
		buf_lit(&o->b, "</p>");
	}
	buf_lit(&o->b, "</div>\n");
}

bool letter_html(struct arena *a, const struct letter *l, const struct docx_fonts *fonts,
	struct str *out, struct str *why)
{
	struct out o = {.a = a, .l = l, .b = buf_in(a, MOST_BYTES)};
	struct docx_fonts f = docx_fonts_or_standard(fonts);
	if (!letter_ok(a, l, why))
		return false;
	buf_lit(&o.b, "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
		      "<meta name=\"viewport\" content=\"width=device-width\">\n");
	element(&o, "title", "", str_replace(a, l->title, S("\n"), S("")));
	put_style(&o, &f);
	buf_fmt(&o.b, "</head><body%s>\n<div class=\"sheet\">",
		l->form == LETTER_MAIL ? " class=\"mail\"" : "");
	put_head(&o);
	put_annexes(&o, put_main(&o));
	put_colophon(&o);
	buf_lit(&o.b, "</div>\n</body></html>\n");
	AZ(o.b.full);
	*out = buf_view(&o.b);
	return true;
}

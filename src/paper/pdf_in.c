/* pdf_in.c — see pdf_in.h. */
#include "paper/pdf_in.h"

#include "base/bug.h"
#include "base/utf8.h"
#include "paper/flow.h"
#include "paper/limits.h"
#include "sys/lib.h"

#include <poppler.h>

#define FN(name) __typeof__(name) *name
struct poppler {
	FN(poppler_document_new_from_bytes);
	FN(poppler_document_get_n_pages);
	FN(poppler_document_get_page);
	FN(poppler_page_get_text);
	FN(poppler_page_get_text_layout);
	FN(g_bytes_new_static);
	FN(g_bytes_unref);
	FN(g_object_unref);
	FN(g_free);
};
#undef FN

static const struct lib_sym SYMS[] = {
	LIB_SYM(struct poppler, poppler_document_new_from_bytes),
	LIB_SYM(struct poppler, poppler_document_get_n_pages),
	LIB_SYM(struct poppler, poppler_document_get_page),
	LIB_SYM(struct poppler, poppler_page_get_text),
	LIB_SYM(struct poppler, poppler_page_get_text_layout),
	LIB_SYM(struct poppler, g_bytes_new_static),
	LIB_SYM(struct poppler, g_bytes_unref),
	LIB_SYM(struct poppler, g_object_unref),
	LIB_SYM(struct poppler, g_free),
};

static bool open_poppler(struct poppler *p)
{
	return lib_open("libpoppler-glib.so.8", SYMS, NELEM(SYMS), p);
}

void pdf_warm(void)
{
	struct poppler p;
	open_poppler(&p);
}

/* One rectangle per character of the text; blanks and line ends have some, too, and are left out.
 */
static size_t place(struct arena *a, struct str text, const PopplerRectangle *r, guint n_r,
	struct flow_char **out)
{
	struct flow_char *chars = arena_array(a, n_r, sizeof *chars);
	size_t n = 0, at = 0;
	for (guint i = 0; i < n_r && at < text.n; i++) {
		uint32_t c = utf8_next(text, &at);
		float x1 = (float)r[i].x1, y1 = (float)r[i].y1;
		float x2 = (float)r[i].x2, y2 = (float)r[i].y2;
		if (c > ' ' && c != 0x3000 && x2 > x1 && y2 > y1)
			chars[n++] = (struct flow_char){x1, y1, x2, y2, c};
	}
	*out = chars;
	return n;
}

/* Returns whether the page has text. */
static bool read_page(
	struct draft *d, const struct poppler *p, PopplerDocument *doc, int i, struct flow *f)
{
	PopplerPage *page = p->poppler_document_get_page(doc, i);
	if (page == NULL)
		return false;
	char *text = p->poppler_page_get_text(page);
	PopplerRectangle *r = NULL;
	guint n_r = 0;
	struct flow_char *chars = NULL;
	size_t n = 0;
	if (text && p->poppler_page_get_text_layout(page, &r, &n_r) && n_r <= LIMIT_TEXT)
		n = place(d->a, str_of(text), r, n_r, &chars);
	int lines = flow_page(f, chars, n);
	p->g_free(r);
	p->g_free(text);
	p->g_object_unref(page);
	return lines > 0;
}

static bool read_pages(struct draft *d, const struct poppler *p, PopplerDocument *doc)
{
	int n = p->poppler_document_get_n_pages(doc), empty = 0;
	if (n > LIMIT_PAGES)
		return draft_fail(d, S("PDF 超过 500 页，读取已停止。请只保留方案部分再导入。"));
	struct flow f = flow_in(d);
	for (int i = 0; i < n && d->error.n == 0; i++)
		empty += !read_page(d, p, doc, i, &f);
	if (empty == n)
		return draft_fail(d, S("这个 PDF 是扫描件或图片，没有可读的文字。请找到原来的 Word "
				       "文件导入，或先做文字识别（OCR）另存为 .docx。"));
	if (empty)
		draft_note(
			d, str_fmt(d->a, "PDF 有 %d 页没有文字（可能是扫描图片），这些页没有读入。",
				   empty));
	flow_end(&f);
	return d->error.n == 0;
}

bool pdf_read(struct draft *d, struct str in)
{
	struct poppler p;
	GError *err = NULL;
	if (!open_poppler(&p))
		return draft_fail(
			d, S("本机没有安装读取 PDF 的组件（poppler）。请另存为 .docx 再导入，"
			     "或请管理员安装。"));
	GBytes *bytes = p.g_bytes_new_static(in.p, in.n);
	PopplerDocument *doc = p.poppler_document_new_from_bytes(bytes, NULL, &err);
	bool ok = doc && read_pages(d, &p, doc);
	if (doc)
		p.g_object_unref(doc);
	else if (err && err->code == POPPLER_ERROR_ENCRYPTED)
		draft_fail(d, S("PDF 有打开密码，读不到内容。请取消密码后另存，再导入。"));
	else
		draft_fail(d,
			S("PDF 已损坏或没有上传完整，打不开。请重新导出或另存为 .docx 再导入。"));
	p.g_bytes_unref(bytes);
	return ok;
}

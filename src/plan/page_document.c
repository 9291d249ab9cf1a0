/* page_document.c — a plan as a document to print or to go on writing in (PLAN-02). */
#include "paper/letter_docx.h"
#include "paper/letter_html.h"
#include "plan/document.h"
#include "plan/page_int.h"
#include "sys/conf.h"

static void send(struct page *pg, const char *ending, struct str type,
	bool (*write)(struct arena *a, const struct letter *l, const struct docx_fonts *fonts,
		struct str *out, struct str *why))
{
	const struct plan_row *p = page_plan_asked(pg);
	struct str bytes, why;
	if (p == NULL)
		return;
	const struct conf *c = pg->app->conf;
	struct docx_fonts fonts = {conf_text(c, CONF_FONT_TITLE), conf_text(c, CONF_FONT_BODY),
		conf_text(c, CONF_FONT_KAI), conf_text(c, CONF_FONT_HEI)};
	if (!write(pg->cx->a, document_of(pg->cx, p), &fonts, &bytes, &why)) {
		http_fail(pg->r, 422, why);
		return;
	}
	struct bytes mem = bytes_of(bytes), file = {.fd = bytes_copy(&mem, NULL), .size = bytes.n};
	if (file.fd < 0) {
		page_refuse(pg, FLOW_WORLD);
		return;
	}
	page_look(pg, &(struct look){.way = LOOK_TAKE, .kind = &plan_kind, .record = p->head.id});
	http_download(pg->r, file, type, str_fmt(pg->cx->a, "%.*s%s", STR_ARG(p->title), ending));
}

void page_document_docx(struct page *pg)
{
	send(pg, ".docx",
		S("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
		letter_docx);
}

void page_document_html(struct page *pg)
{
	send(pg, ".html", HTTP_HTML, letter_html);
}

/* page_letter.c — see page_letter.h. */
#include "plan/page_letter.h"
#include "paper/letter_docx.h"
#include "paper/letter_html.h"

static const struct {
	const char *ending, *type;
	bool (*write)(struct arena *a, const struct letter *l, const struct docx_fonts *fonts,
		struct str *out, struct str *why);
} files[] = {
	[LETTER_DOCX] = {".docx",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		letter_docx},
	[LETTER_HTML] = {".html", "text/html; charset=utf-8", letter_html},
};

void page_letter_send(struct page *pg, const struct letter *l, enum letter_file as,
	const struct look *of, struct str name)
{
	struct docx_fonts fonts = docx_fonts_of(pg->app->conf);
	struct look look = *of;
	struct str bytes, why;
	if (!files[as].write(pg->cx->a, l, &fonts, &bytes, &why)) {
		http_fail(pg->r, 422, why);
		return;
	}
	struct bytes mem = bytes_of(bytes), file = {.fd = bytes_copy(&mem, NULL), .size = bytes.n};
	if (file.fd < 0) {
		page_refuse(pg, FLOW_WORLD);
		return;
	}
	look.way = LOOK_TAKE;
	page_look(pg, &look);
	http_download(pg->r, file, str_of(files[as].type),
		str_cat(pg->cx->a, name, str_of(files[as].ending)));
}

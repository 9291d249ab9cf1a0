/* page_document.c — a plan as a document to print or to go on writing in (PLAN-02). */
#include "plan/document.h"
#include "plan/page_int.h"
#include "plan/page_letter.h"

static void send(struct page *pg, enum letter_file as)
{
	const struct plan_row *p = page_plan_asked(pg);
	if (p)
		page_letter_send(pg, document_of(pg->cx, p), as,
			&(struct look){.kind = &plan_kind, .record = p->head.id}, p->title);
}

void page_document_docx(struct page *pg)
{
	send(pg, LETTER_DOCX);
}

void page_document_html(struct page *pg)
{
	send(pg, LETTER_HTML);
}

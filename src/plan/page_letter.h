/* page_letter.h — a letter as a download, for the pages that print one. */
#ifndef PLAN_PAGE_LETTER_H
#define PLAN_PAGE_LETTER_H

#include "paper/letter.h"
#include "web/page.h"

enum letter_file { LETTER_DOCX, LETTER_HTML };
/* `name` is the file's, without its ending. What was taken out is `of`; its way is set here. A
 * letter that is too long is refused with 422 and why. */
void page_letter_send(struct page *pg, const struct letter *l, enum letter_file as,
	const struct look *of, struct str name);

#endif

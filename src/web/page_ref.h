/* page_ref.h — naming one record of a form among very many.
 *
 * A few hundred records are a choice. More of them are a line to write a number or a name in, and
 * what that fits is shown to choose from when the form comes back; it is one sending of the form
 * where only one fits, and works without script. page_serve() puts the number of what was found
 * where the form's field would be, before the page's function runs; where nothing or several fit,
 * the field has an error, and page_write() writes nothing. Everything within the actor's scope. */
#ifndef WEB_PAGE_REF_H
#define WEB_PAGE_REF_H

#include "web/page.h"
#include "web/ui_form.h"

struct page_ref {
	const struct kind *kind;
	rid under;                                            /* RID_NONE: everywhere */
	struct str (*text)(struct page *pg, const void *row); /* of a choice; NULL: its title */
	bool open;         /* only records in use (state "active"), where the kind has that state */
	struct str chosen; /* its number, as text */
};

/* Makes `f`, whose name, label and error are set, the input for it. */
void page_ref_field(struct page *pg, const struct page_ref *ref, struct ui_field *f);

#endif

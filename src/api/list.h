/* list.h — reading: the list of a kind, one record, and who is asking. */
#ifndef API_LIST_H
#define API_LIST_H

#include "web/page.h"

enum { LIST_LIMIT = 50, LIST_MOST = 500 };

void list_root(struct page *pg);
void list_kind(struct page *pg);
void list_record(struct page *pg);

/* The kind of the address, readable by the actor; NULL after the answer. */
const struct kind *list_asked(struct page *pg);

#endif

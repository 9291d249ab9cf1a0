/* page_int.h — what the screens of this folder share. */
#ifndef ORG_PAGE_INT_H
#define ORG_PAGE_INT_H

#include "core/actor.h"
#include "org/page.h"
#include "web/page.h"
#include "web/ui.h"

/* Opens a page of 组织与账号 with its tabs; `here` is the tab's address. */
void page_org_open(struct page *pg, const struct page_frame *f, const char *here);
/* The number in a parameter or form field; RID_NONE where it is none. */
rid page_org_rid(struct str text);
/* The page (?page=) asked for, from 0. */
int page_org_page(struct page *pg);
/* 上一页 下一页 under a list of `per` rows. */
void page_org_pager(struct page *pg, const char *path, int per, int64_t total);

/* The chain of responsibility of a unit, as a card; nothing for an external body. */
void page_unit_chain(struct page *pg, rid unit);

/* Password, second factor and sessions on 我的设置. */
void page_secure_cards(struct page *pg);

#endif

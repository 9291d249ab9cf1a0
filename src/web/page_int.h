/* page_int.h — what the files of page_* share. */
#ifndef WEB_PAGE_INT_H
#define WEB_PAGE_INT_H

#include "web/page.h"

/* One worker's own: its reading connection. */
struct page_worker {
	struct arena *a; /* holds this */
	const struct app *app;
	struct db *db; /* NULL while the store cannot be reached */
	rid account;   /* of the last request */
};

/* Fills `pg` for a request that has no actor yet. */
void page_start(struct page *pg, struct http_req *q, struct http_res *r, struct page_worker *w);
/* Language and look of the signed-in person. */
void page_taste(struct page *pg);
/* Instead of the page: sign in first. A form that was sent is kept and offered again afterwards. */
void page_ask_sign_in(struct page *pg, enum session_code why);
/* Instead of the page: the form's token is not of this session; offers to send it once more. */
void page_ask_again(struct page *pg);
/* Instead of the page, without its frame: the store cannot be read. */
void page_unreadable(struct page *pg);
/* Instead of the page: what the router refused. */
void page_refuse_status(struct page *pg, int status, struct str zh);
/* Takes what was written to look for out of the form, and puts in what it names (page_ref.h). */
void page_ref_take(struct page *pg);
/* The path and query of this page, to come back to. */
struct str page_here(struct page *pg);
/* Takes ?as_of: the page then shows the end of that day, and every link of it does. */
void page_look_back(struct page *pg);
/* The banner of a past day, or the way to one, under the head of pages that can show it. */
void page_past(struct page *pg);

#endif

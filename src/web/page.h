/* page.h — what every screen begins and ends with.
 *
 * A page function gets a `struct page`: the unit of work with its actor, the request, the answer
 * and an HTML writer. page_serve() has already found the session, checked the permission the route
 * declares and, for a form, the two tokens. Screens hold no rule: they call a capability's verbs
 * and draw what comes back. */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "core/ctx.h"
#include "core/look.h"
#include "web/app.h"
#include "web/html.h"
#include "web/http.h"
#include "web/session.h"

struct flow_in; /* core/flow.h */
struct flow_out;

struct page {
	struct ctx *cx;
	struct http_req *q;
	struct http_res *r;
	struct html *h;
	const struct app *app;
	const struct session *session; /* NULL on a public page */
	struct str csrf;
	struct ui_frame *frame;
	int64_t sealed; /* log number of what this request changed; 0 = nothing */
	struct look look;
	struct http_pairs finds; /* what was written to look for (page_ref.h) */
	/* The access token a PAGE_PLAIN request came with, and when it was used before. */
	rid token;
	struct day token_day;
};

enum page_flag {
	PAGE_PUBLIC = 1 << 0, /* without sign-in */
	PAGE_AS_OF = 1 << 4,  /* can show the end of a past day: ?as_of=2026-09-18 (N7) */
	PAGE_RENEW = 1 << 2,  /* also open while the password must be changed first */
	PAGE_PLAIN = 1 << 1,  /* no page and no session: the function finds out who asks */
};

/* In route.more. `perm` NULL: any signed-in person; otherwise held at any unit, the verbs look at
 * the unit in question. */
struct page_def {
	void (*fn)(struct page *pg);
	const char *perm;
	unsigned flags;
	/* Says in the route's own form (JSON) that the store cannot be read; NULL: a page. */
	void (*fail)(struct page *pg, int status, struct str zh);
	/* Runs after `fn`, when the reads are over, so that it may write; may be NULL. */
	void (*then)(struct page *pg);
};

/* The handler of every route whose `more` is a page_def. Where the store failed under a read, the
 * answer is 503 in words and nothing of what `fn` made: an empty list would be a lie. A form that
 * changed something is answered as it stands. */
void page_serve(struct http_req *q, struct http_res *r, void *worker);
/* Refusals of the router and of page_serve() in the page frame. */
void page_fail(struct http_req *q, struct http_res *r, void *worker, int status, struct str zh);

/* A worker's own state: its reading connection. For server_opt.init and fini; `app` is shared. */
void *page_worker_open(const void *app, int index);
void page_worker_close(void *worker);
/* Who the last request of this worker was of, for the access log; asked once for each request. */
rid page_worker_account(void *worker);
/* A page for a request that never came to page_serve(): who asks is not known. */
void page_plain(struct page *pg, struct http_req *q, struct http_res *r, void *worker);

struct page_frame {
	struct str title;    /* of the window and, where `h1` is empty, of the page */
	struct str h1, lead; /* heading; the sentence under it, *…* is bold */
	struct str nav;      /* href of the navigation entry that is current */
	const struct ui_link *crumbs;
	int n_crumbs;
	struct str crumb;
	enum lamp lamp; /* with `word`: a tinted light before the sentence */
	struct str word;
	void (*actions)(struct page *pg, void *arg); /* buttons right of the heading; may be NULL */
	void *arg;
	bool charts, one_page;
};
/* Draws everything before and after the page's own content. */
void page_open(struct page *pg, const struct page_frame *f);
void page_close(struct page *pg);

/* The two hidden inputs every form needs: session token and once-only token. */
void page_tokens(struct page *pg);
/* Runs `verb` in a transaction that also spends the form's once-only token: a form sent twice takes
 * effect once, and the second time the first answer's log number is in `sealed` with FLOW_OK. The
 * same form sent again with other content is another one, and `verb` decides. */
enum flow_code page_write(
	struct page *pg, enum flow_code (*verb)(struct ctx *cx, void *arg), void *arg);
/* The same for one step of one record: flow_apply(). */
enum flow_code page_step(struct page *pg, const struct flow_in *in, struct flow_out *out);
/* What is wrong with a form as a whole, as notes; what is wrong with a field stands beside it. */
void page_errors(struct page *pg);
/* Sends the browser to `to`, where the frame says what was done and its log number. */
void page_done(struct page *pg, struct str to);
/* After sign-in: a form that was filled in before the session ended, to be sent to `action`. */
void page_offer_kept(struct page *pg, struct str action);
/* Makes the page that of somebody who has just signed in. False where the account is closed. */
bool page_become(struct page *pg, const struct session *s);
/* What this answer shows of a kind's records: sealed before it is sent, where the kind's level asks
 * for it; without the entry the answer is 503 and shows nothing. The filter is the address's query
 * unless given. Once a request. */
void page_look(struct page *pg, const struct look *l);
/* Sends the workbook in `fd` (closed by the server) as a download of that name; -1: the disk was
 * full, which the person is told. `of`: what was taken out; its way is set here. */
void page_send_sheet(struct page *pg, const struct look *of, int fd, struct str name);
/* A whole page for anything but FLOW_OK and FLOW_INVALID: absent, denied, wrong state, world. */
void page_refuse(struct page *pg, enum flow_code code);
/* The same page for a record that does not exist and one the actor may not see. */
void page_absent(struct page *pg);
/* "https://duban.example" as configured, else the address the browser used; no '/' at the end. */
struct str page_base_url(struct page *pg);

/* /help. */
extern const struct route help_routes[];

#endif

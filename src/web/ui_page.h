/* ui_page.h — whole pages that are the same everywhere: sign-in, refusals, confirmation, conflict,
 * help, and the public frame.
 *
 * Functions that take a frame draw inside it; the others are complete documents. */
#ifndef WEB_UI_PAGE_H
#define WEB_UI_PAGE_H

#include "web/ui_doc.h"
#include "web/ui_form.h"
#include "web/ui_frame.h"
#include "web/ui_table.h"

/* Fields: name, password; or, in the second step, code. */
struct ui_sign_in {
	struct str bureau;
	enum ui_theme theme;
	struct ui_form form; /* where to, with its tokens */
	const struct ui_param
		*hidden; /* what waits behind the sign-in: a page, or a form's fields */
	int n_hidden;
	struct str name;   /* what was typed */
	struct str error;  /* one sentence that does not say which of the two was wrong */
	bool code;         /* asks for the six digits of the second factor alone */
	struct str notice; /* above the form: the session ended and the draft is kept */
	struct str help;   /* below: whom to ask */
	struct ui_link other_lang, again; /* `again`: below the form, to begin anew */
	const struct ui_kv *demo;         /* demo accounts; only where the database is a demo */
	int n_demo;
};
void ui_sign_in(struct html *h, const struct ui_sign_in *s);

/* Absent and forbidden are one page: it cannot be told from outside whether a record exists
 * (SEC-04). `frame` NULL: nobody is signed in. */
void ui_missing(struct html *h, const struct ui_frame *frame, struct str bureau);
/* Any other refusal: what happened, what to do now. */
struct ui_refusal {
	struct str title, text, advice;
	struct str back_url, back; /* empty: the desk */
	struct str reference;      /* to give to an administrator; empty: none */
};
void ui_refuse(struct html *h, const struct ui_frame *frame, struct str bureau,
	const struct ui_refusal *refusal);

/* An irreversible act has a page: what will happen, to whom; the button is the verb. Inside a frame
 * and below a head. */
struct ui_confirm {
	struct str title;       /* 签发方案？ */
	const struct str *what; /* sentences; *…* is bold */
	int n_what;
	struct ui_form form;
	const struct ui_param *hidden;
	int n_hidden;
	const struct ui_field *fields; /* a reason, a password; may be none */
	int n_fields;
	struct str verb, back_url;
};
void ui_confirm(struct html *h, const struct ui_confirm *c);

/* Somebody else saved first. Both texts side by side; the reader's own is kept and can be sent
 * again on top of the other's version (form.version is the newest). */
struct ui_conflict {
	struct str who, when; /* who saved, when in words */
	const struct ui_change *changes;
	int n_changes;
	struct ui_form form;
	const struct ui_param *mine; /* every field of the reader's form */
	int n_mine;
	struct str view_url; /* the record as it is now */
};
void ui_conflict(struct html *h, const struct ui_conflict *c);

/* After success, on the page one is sent to: what was done and its entry in the log. */
void ui_done(struct html *h, struct str text, int64_t seal, struct str hash, struct str url);

/* Help: contents on the left, sections on the right. In `text` blank lines part paragraphs, lines
 * with "- " are a list, *…* is bold. */
struct ui_help {
	struct str id, title, text;
};
void ui_help(struct html *h, const struct ui_help *sections, int n);

/* The public portal's own frame: 16 px, no script, no cookie. */
struct ui_public {
	struct str bureau, title;
	enum ui_theme theme;
	const struct ui_link *nav;
	int n_nav;
	struct ui_link other_lang;
	struct str foot; /* what is not recorded, whom to call */
	const struct ui_link *foot_links;
	int n_foot_links;
};
void ui_public_begin(struct html *h, const struct ui_public *p);
void ui_public_end(struct html *h, const struct ui_public *p);

#endif

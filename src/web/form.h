/* form.h — query strings and form bodies into fields, strictly.
 *
 * Both parsers keep order and duplicates. Text must be valid UTF-8 without control characters other
 * than tab and newline; CR LF and CR become LF. Nothing is guessed or mended: what does not parse
 * is refused with a code. Which names a page knows is route.h's business. */
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include "web/http.h"

enum form_err {
	FORM_OK,
	FORM_ESCAPE,    /* "%" without two hex digits, a byte that must be escaped */
	FORM_CHARS,     /* not UTF-8, or control characters */
	FORM_MANY,      /* more than FORM_FIELDS_MAX fields or FORM_FILES_MAX files */
	FORM_LONG,      /* a name, a value or a part's head above its ceiling */
	FORM_BROKEN,    /* a multipart body that does not follow RFC 7578 */
	FORM_CUT,       /* a multipart body that ends early */
	FORM_TYPE,      /* a content type that is no form */
	FORM_DISK,      /* the temporary file cannot be read */
	FORM_UNDECLARED /* a name the page does not know, or twice what may be there once */
};

enum {
	FORM_FIELDS_MAX = 4096,
	FORM_FILES_MAX = 64,
	FORM_NAME_MAX = 96,
	FORM_VALUE_MAX = 4 << 20, /* a long text that was pasted */
	FORM_TEXT_MAX = 8 << 20   /* all names and values of one form */
};

/* Parses a query string or an application/x-www-form-urlencoded body. */
enum form_err form_urlencoded(struct arena *a, struct str raw, struct http_pairs *out);
/* Parses the request's body by its content type into q->fields and q->files. A request without a
 * body gives no fields. */
enum form_err form_read(struct http_req *q);
/* What to tell the person, in Chinese. */
struct str form_err_text(enum form_err e);
/* Checks one text and makes its newlines "\n". A single line may not hold newlines. */
enum form_err form_text(struct arena *a, struct str raw, bool one_line, struct str *out);
/* Percent-decodes; with `plus` a '+' is a blank. False on a malformed escape. */
bool form_unescape(struct arena *a, struct str raw, bool plus, struct str *out);
/* The value of a hex digit, or -1. */
int form_hex(char c);
/* Percent-encodes everything but RFC 3986 unreserved characters: for building addresses. */
void form_escape(struct buf *out, struct str text);

#endif

/* html.h — writes HTML as it goes; data cannot get out unescaped.
 *
 * Markup comes only from string literals (h_lit refuses anything else at compile time); data goes
 * through an emitter for its place: h_text between tags, h_attr inside a quoted attribute, h_href
 * for a whole address, h_url for one part of an address. There is no way to write raw data.
 *
 *	h_lit(h, "<td class=\"q2\">");
 *	h_text(h, row->title);
 *	h_lit(h, "</td>");
 *
 * Words of the interface are Chinese literals: h_tr(h, "责任单位"). Layout is ui.h's work, not this
 * file's. SEC-05 (output encoding).
 */
#ifndef WEB_HTML_H
#define WEB_HTML_H

#include "base/buf.h"
#include "base/day.h"
#include "web/locale.h"

struct html {
	struct buf *out;
	enum lang lang;
	struct day today;  /* decides where a year is written */
	uint64_t icons[2]; /* ui_icon.h: which icons this page used */
	int ids;           /* for elements that need an id of their own */
	struct str keep;   /* "as_of=2026-09-18": every address of the page carries it on */
};

struct html html_to(struct buf *out, enum lang lang, struct day today);
/* The arena behind the page, for texts made on the way. */
static inline struct arena *html_arena(const struct html *h)
{
	return h->out->a;
}

/* Markup. Literals only. */
#define h_lit(h, lit) buf_put((h)->out, "" lit, sizeof(lit) - 1)
/* Text between tags: & < > are escaped, control characters become U+FFFD, lines stay lines. */
void h_text(struct html *h, struct str s);
/* Text inside "…" of an attribute: also " and '. */
void h_attr(struct html *h, struct str s);
/* One part of an address (a path segment, a query key or value), percent-encoded. */
void h_url(struct html *h, struct str s);
void h_int(struct html *h, int64_t n);
/* Hundredths as a decimal: 5060 → 50.60. For drawing. */
void h_cent(struct html *h, int64_t hundredths);
/* "9月18日"; with weekday; with time. See locale.h. */
void h_day(struct html *h, struct day d);
void h_weekday(struct html *h, struct day d);
void h_stamp(struct html *h, struct stamp t);
/* Text with every newline as <br>. */
void h_lines(struct html *h, struct str s);
/* `s` with the first and every further `mark` inside <mark>; for search results. */
void h_found(struct html *h, struct str s, struct str mark);

/* ` href="…"`: only addresses of this site (/…, #…, ?…) are written, anything else becomes "#". */
void h_href(struct html *h, struct str url);
/* The same check for other attributes (action, hx-get): ` name="…"`. */
#define h_at_url(h, name, url)                                                                     \
	(h_lit((h), " " name "=\""), html_address((h), (url)), h_lit((h), "\""))
void html_address(struct html *h, struct str url);

/* ` name="value"`; and only where the value is not empty. */
#define h_at(h, name, s) (h_lit((h), " " name "=\""), h_attr((h), (s)), h_lit((h), "\""))
#define h_at_opt(h, name, s)                                                                       \
	do {                                                                                       \
		if ((s).n)                                                                         \
			h_at((h), name, (s));                                                      \
	} while (0)
#define h_at_int(h, name, n) (h_lit((h), " " name "=\""), h_int((h), (n)), h_lit((h), "\""))
/* ` checked`, ` disabled` … where `on`. */
#define h_at_if(h, name, on)                                                                       \
	do {                                                                                       \
		if (on)                                                                            \
			h_lit((h), " " name);                                                      \
	} while (0)

/* <tag>text</tag>, and with a class; tag and class are literals. */
#define h_el(h, tag, s) (h_lit((h), "<" tag ">"), h_text((h), (s)), h_lit((h), "</" tag ">"))
#define h_elc(h, tag, cls, s)                                                                      \
	(h_lit((h), "<" tag " class=\"" cls "\">"), h_text((h), (s)), h_lit((h), "</" tag ">"))

/* Words of the interface, in the reader's language. */
#define h_tr(h, zh)   h_text((h), tr((h)->lang, zh))
#define h_trf(h, ...) h_text((h), trf(html_arena(h), (h)->lang, __VA_ARGS__))
/* tr() as attribute: ` aria-label="…"`. */
#define h_at_tr(h, name, zh) h_at((h), name, tr((h)->lang, zh))
/* <a href>text</a>. */
void h_link(struct html *h, struct str url, struct str text);

#endif

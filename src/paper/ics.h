/* ics.h — calendar entries as iCalendar text (RFC 5545), for feeds that phones and desktops fetch.
 *
 * Lines end with CR LF and are folded at 75 octets without cutting a character; text is escaped.
 * Times are UTC. Nothing is repeated and nothing blocks the reader's time. */
#ifndef PAPER_ICS_H
#define PAPER_ICS_H

#include "base/buf.h"
#include "base/day.h"

#include <stdbool.h>

struct ics_event {
	struct str uid;              /* the same for the same thing for ever */
	struct str title, text, url; /* text: may hold newlines; url: may be empty */
	struct day day;
	int minute; /* local minutes after midnight by which it is due; 1440 or more: all day */
	bool provisional;
	int64_t sequence; /* rises when the thing changes */
	struct stamp now;
};

void ics_begin(struct buf *b, struct str name);
void ics_put(struct buf *b, const struct ics_event *e);
void ics_end(struct buf *b);

#endif

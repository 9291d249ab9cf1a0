/* ics_parse.h — for tests: a small, strict reader of iCalendar text. */
#ifndef TEST_LIB_ICS_PARSE_H
#define TEST_LIB_ICS_PARSE_H

#include "base/arena.h"
#include "base/str.h"

struct ics_line {
	struct str name, params, value; /* "DTSTART", "VALUE=DATE", "20260918" */
};
struct ics_file {
	struct ics_line *at;
	size_t n, room;
	int events;
};

/* Reads and checks what RFC 5545 asks of every line: CR LF, at most 75 octets, whole characters on
 * each, BEGIN and END in pairs; each event has UID, DTSTAMP, DTSTART and SUMMARY, no UID twice.
 * NULL where it is right, otherwise what is wrong. */
const char *ics_parse(struct arena *a, struct str text, struct ics_file *out);
/* Value number `i` of a name, unescaped; empty where there are fewer. */
struct str ics_parse_get(struct arena *a, const struct ics_file *f, const char *name, int i);

#endif

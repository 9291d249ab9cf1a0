/* ics.c — see ics.h. */
#include "paper/ics.h"

enum { FOLD = 75, DAY_MINUTES = 1440, LEAD_MINUTES = 30, UTC_TEXT = 17 };

static bool is_inside(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* One content line; what follows the first 75 octets goes on in lines that begin with a blank. */
static void put_line(struct buf *b, struct str s)
{
	size_t room = FOLD;
	while (s.n > room) {
		size_t n = room;
		while (n > 1 && is_inside(s.p[n]))
			n--;
		buf_put(b, s.p, n);
		buf_lit(b, "\r\n ");
		s = str_from(s, n);
		room = FOLD - 1;
	}
	buf_str(b, s);
	buf_lit(b, "\r\n");
}

static void put_text(struct buf *b, const char *name, struct str text)
{
	struct buf line = buf_in(b->a, text.n * 2 + 64);
	buf_fmt(&line, "%s:", name);
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		if (c == '\n')
			buf_lit(&line, "\\n");
		else if (c == '\\' || c == ';' || c == ',')
			buf_fmt(&line, "\\%c", c);
		else if ((unsigned char)c >= ' ' && c != 0x7F)
			buf_ch(&line, c);
	}
	put_line(b, buf_view(&line));
}

/* 20260918T090000Z */
static void utc_text(struct stamp t, char out[static UTC_TEXT])
{
	/* stamp_text() speaks local time: what it says of an instant eight hours earlier is UTC. */
	char text[STAMP_TEXT];
	stamp_text((struct stamp){t.ms - DAY_ZONE_MS}, text);
	size_t n = 0;
	for (size_t i = 0; i < 19; i++)
		if (text[i] != '-' && text[i] != ':')
			out[n++] = text[i];
	out[n++] = 'Z';
	out[n] = '\0';
}

static void put_utc(struct buf *b, const char *name, struct stamp t)
{
	char text[UTC_TEXT];
	utc_text(t, text);
	buf_fmt(b, "%s:%s\r\n", name, text);
}

static void put_day(struct buf *b, const char *name, struct day d)
{
	struct ymd v = day_ymd(d);
	buf_fmt(b, "%s;VALUE=DATE:%04d%02d%02d\r\n", name, v.y, v.m, v.d);
}

void ics_begin(struct buf *b, struct str name)
{
	buf_lit(b, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//duban//duban//ZH\r\n"
		   "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"
		   "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n");
	put_text(b, "X-WR-CALNAME", name);
}

void ics_put(struct buf *b, const struct ics_event *e)
{
	buf_lit(b, "BEGIN:VEVENT\r\n");
	put_text(b, "UID", e->uid);
	put_utc(b, "DTSTAMP", e->now);
	buf_fmt(b, "SEQUENCE:%lld\r\n", (long long)e->sequence);
	if (e->minute >= DAY_MINUTES) {
		put_day(b, "DTSTART", e->day);
		put_day(b, "DTEND", day_add(e->day, 1));
	} else {
		int64_t end = stamp_of_day(e->day).ms + (int64_t)e->minute * 60000;
		put_utc(b, "DTSTART", (struct stamp){end - LEAD_MINUTES * 60000});
		put_utc(b, "DTEND", (struct stamp){end});
	}
	put_text(b, "SUMMARY", e->provisional ? str_cat(b->a, S("【暂定】"), e->title) : e->title);
	if (e->text.n)
		put_text(b, "DESCRIPTION", e->text);
	if (e->url.n) {
		struct buf line = buf_in(b->a, e->url.n + 16);
		buf_lit(&line, "URL:");
		buf_str(&line, e->url);
		put_line(b, buf_view(&line));
	}
	buf_str(b, e->provisional ? S("STATUS:TENTATIVE\r\n") : S("STATUS:CONFIRMED\r\n"));
	buf_lit(b, "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n");
}

void ics_end(struct buf *b)
{
	buf_lit(b, "END:VCALENDAR\r\n");
}

/* log.c — see log.h. */
#include "sys/log.h"
#include "base/bug.h"
#include "base/day.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LINE = 1024 };

static const struct {
	const char *name;
	int syslog; /* sd-daemon(3) priority */
} levels[] = {
	[LOG_ERROR] = {"error", 3},
	[LOG_WARN] = {"warn", 4},
	[LOG_INFO] = {"info", 6},
	[LOG_DEBUG] = {"debug", 7},
};

bool log_is_on(enum log_level level)
{
	const char *want = getenv("DUBAN_LOG");
	enum log_level limit = LOG_INFO;
	for (unsigned i = 0; want && i < NELEM(levels); i++)
		if (strcmp(want, levels[i].name) == 0)
			limit = (enum log_level)i;
	return level <= limit;
}

/* Copies `from` so that it stays one line; returns the bytes written, at most `room`. */
static size_t put_escaped(char *to, size_t room, const char *from)
{
	size_t n = 0;
	for (; *from && n + 4 <= room; from++) {
		unsigned char c = (unsigned char)*from;
		if (c >= 0x20 && c != 0x7F)
			to[n++] = (char)c;
		else
			n += (size_t)snprintf(to + n, room - n, "\\x%02x", c);
	}
	return n;
}

static int put_head(char *to, enum log_level level, const char *where)
{
	struct timespec now;
	char at[STAMP_TEXT];
	if (getenv("JOURNAL_STREAM"))
		return snprintf(to, LINE, "<%d>%.40s: ", levels[level].syslog, where);
	AZ(clock_gettime(CLOCK_REALTIME, &now));
	stamp_text((struct stamp){(int64_t)now.tv_sec * 1000}, at);
	return snprintf(to, LINE, "%s %s %.40s: ", at, levels[level].name, where);
}

void log_line(enum log_level level, const char *where, const char *fmt, ...)
{
	char line[LINE], text[LINE];
	if (!log_is_on(level))
		return;
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	size_t n = (size_t)put_head(line, level, where);
	n += put_escaped(line + n, sizeof line - n - 1, text);
	line[n++] = '\n';
	/* Nothing can be done about a log that cannot be written. */
	ssize_t written = write(STDERR_FILENO, line, n);
	(void)written;
}

/* log.h — one line per event on standard error, for the person who runs the server.
 *
 *	log_warn("store", "disk nearly full: %lld MB left", mb);
 *	2026-11-22T14:38:12+08:00 warn store: disk nearly full: 12 MB left
 *
 * English, because it is searched for and quoted. Never personal data, never the content of a
 * record, never a peer address (VOICE-06): ids and codes only. Not the record of what happened to
 * the business data: that is the seal. Control characters are escaped, so an event is always one
 * line; a line is written with one call, so lines of several threads do not mix. Under journald
 * the priority is put in front as <n> and the time is left out.
 *
 * The threshold is DUBAN_LOG=error|warn|info|debug, info where it is not set. */
#ifndef SYS_LOG_H
#define SYS_LOG_H

#include "base/str.h"

#include <stdbool.h>

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

/* `where` is the folder or job that speaks, a literal such as "store". */
void log_line(enum log_level level, const char *where, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Whether lines of this level are written. */
bool log_is_on(enum log_level level);

#define log_error(where, ...) log_line(LOG_ERROR, (where), __VA_ARGS__)
#define log_warn(where, ...)  log_line(LOG_WARN, (where), __VA_ARGS__)
#define log_info(where, ...)  log_line(LOG_INFO, (where), __VA_ARGS__)
#define log_debug(where, ...) log_line(LOG_DEBUG, (where), __VA_ARGS__)

#endif

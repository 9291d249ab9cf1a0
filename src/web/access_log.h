/* access_log.h — one line for every answered request, for whoever runs the server:
 *
 *	2026-11-22T14:38:12+08:00 GET /due/#id 200 5321 12 340 17
 *
 * time, method, route, status, bytes of the body, microseconds in the queue and at work, account.
 * The route is the pattern, never the address, which may name a person or hold a secret; "-" stands
 * for none. No peer, no user agent, nobody's name. Written with one call at the file's end, so that
 * lines of several threads and processes do not mix and a rotated file (copytruncate) goes on. */
#ifndef WEB_ACCESS_LOG_H
#define WEB_ACCESS_LOG_H

#include "base/day.h"
#include "store/db.h"
#include "web/server.h"

/* Opens or creates the file for appending; the descriptor, or -errno. */
int access_log_open(const char *path);
/* Nothing can be done about a line that cannot be written. */
void access_log_put(int fd, struct stamp now, const struct server_line *line, rid account);

#endif

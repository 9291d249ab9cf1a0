/* access_log.c — see access_log.h. */
#include "web/access_log.h"
#include "web/route.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

enum { LINE = 512, MODE = 0640 };

int access_log_open(const char *path)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, MODE);
	return fd < 0 ? -errno : fd;
}

void access_log_put(int fd, struct stamp now, const struct server_line *l, rid account)
{
	char line[LINE], at[STAMP_TEXT], who[24] = "-";
	if (account.n)
		snprintf(who, sizeof who, "%" PRId64, account.n);
	int n = snprintf(line, sizeof line, "%s %s %s %d %" PRIu64 " %u %u %s\n",
		stamp_text(now, at), http_verb_name(l->verb), l->route ? l->route->pattern : "-",
		l->status, l->bytes, l->wait_us, l->work_us, who);
	ssize_t written = write(fd, line, (size_t)n < sizeof line ? (size_t)n : sizeof line - 1);
	(void)written;
}

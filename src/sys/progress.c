/* progress.c — see progress.h. */
#include "sys/progress.h"
#include "sys/clock.h"

#include <unistd.h>

enum { QUIET_MS = 500, REDRAW_MS = 100, BAR = 30 };

struct progress progress_begin_to(FILE *to, const char *what, int64_t total)
{
	return (struct progress){
		.to = to, .what = what, .total = total > 0 ? total : 1, .began = clock_ticks()};
}

struct progress progress_begin(const char *what, int64_t total, bool quiet)
{
	struct progress p = progress_begin_to(quiet ? NULL : stderr, what, total);
	p.terminal = isatty(STDERR_FILENO);
	return p;
}

static int percent(const struct progress *p)
{
	return (int)(p->done >= p->total ? 100 : p->done * 100 / p->total);
}

static void draw_bar(struct progress *p, int64_t now)
{
	if (now - p->drawn < REDRAW_MS)
		return;
	p->drawn = now;
	int full = percent(p) * BAR / 100;
	fprintf(p->to, "\r%s [", p->what);
	for (int i = 0; i < BAR; i++)
		fputc(i < full ? '#' : '-', p->to);
	fprintf(p->to, "] %3d%% %lld/%lld", percent(p), (long long)p->done, (long long)p->total);
	fflush(p->to);
}

static void draw_line(struct progress *p)
{
	if (percent(p) / 10 <= p->tenths)
		return;
	p->tenths = percent(p) / 10;
	fprintf(p->to, "%s %d%% (%lld/%lld)\n", p->what, percent(p), (long long)p->done,
		(long long)p->total);
	fflush(p->to);
}

void progress_at(struct progress *p, int64_t done)
{
	p->done = done;
	if (p->to == NULL)
		return;
	int64_t now = clock_ticks();
	if (now - p->began < QUIET_MS)
		return;
	if (p->terminal)
		draw_bar(p, now);
	else
		draw_line(p);
}

void progress_end(struct progress *p)
{
	if (p->to && p->terminal && p->drawn)
		fprintf(p->to, "\r\033[K");
	p->to = NULL;
}

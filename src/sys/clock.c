/* clock.c — see clock.h. */
#include "sys/clock.h"
#include "base/bug.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int64_t ms_of(clockid_t id)
{
	struct timespec t;
	AZ(clock_gettime(id, &t));
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool parse_test_clock(struct clock *c, struct str s)
{
	if (s.n == 0 || s.p[0] != '@')
		return stamp_parse(s, &c->frozen);
	if (s.n < 2 || s.n > CLOCK_PATH)
		return false;
	memcpy(c->path, s.p + 1, s.n - 1);
	return true;
}

bool clock_init(struct clock *c, struct arena *a, struct str *why)
{
	const char *test = getenv("DUBAN_TEST"), *at = getenv("DUBAN_CLOCK");
	*c = (struct clock){0};
	if (at == NULL)
		return true;
	if (test == NULL || strcmp(test, "1") != 0) {
		*why = str_fmt(a, "DUBAN_CLOCK 只能在测试中使用（同时设 DUBAN_TEST=1）。"
				  "请从环境变量中去掉 DUBAN_CLOCK。");
		return false;
	}
	if (parse_test_clock(c, str_of(at)))
		return true;
	*why = str_fmt(
		a, "DUBAN_CLOCK 看不懂：%s。请写成 2026-09-18T17:00:00+08:00 或 @文件。", at);
	return false;
}

bool clock_is_test(const struct clock *c)
{
	return c->frozen.ms != 0 || c->path[0] != '\0';
}

/* The instant in the test's file. A file that is missing or half written counts as "no change":
 * the test rewrites it while the server reads. */
static bool read_test_file(const char *path, struct stamp *out)
{
	char text[64];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	ssize_t n = read(fd, text, sizeof text);
	close(fd);
	return n > 0 && stamp_parse(str_trim(str_n(text, (size_t)n)), out);
}

static int64_t machine_ms(const struct clock *c, int64_t floor)
{
	struct stamp t = c->frozen;
	if (c->path[0])
		return read_test_file(c->path, &t) ? t.ms : floor;
	return t.ms ? t.ms : ms_of(CLOCK_REALTIME);
}

struct stamp clock_now(struct clock *c)
{
	int64_t floor = atomic_load(&c->floor), now = machine_ms(c, floor);
	while (now > floor)
		if (atomic_compare_exchange_weak(&c->floor, &floor, now))
			return (struct stamp){now};
	return (struct stamp){floor};
}

void clock_raise(struct clock *c, struct stamp t)
{
	int64_t floor = atomic_load(&c->floor);
	while (t.ms > floor && !atomic_compare_exchange_weak(&c->floor, &floor, t.ms))
		;
}

int64_t clock_behind(struct clock *c)
{
	int64_t floor = atomic_load(&c->floor), now = machine_ms(c, floor);
	return now < floor ? floor - now : 0;
}

int64_t clock_ticks(void)
{
	return ms_of(CLOCK_MONOTONIC);
}

int64_t clock_micros(void)
{
	struct timespec t;
	AZ(clock_gettime(CLOCK_MONOTONIC, &t));
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

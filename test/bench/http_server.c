/* http_server.c — the server with a few handlers for benches and probes: one line, a small page, a
 * sleeping handler, an upload that is counted, a large download. Not for users.
 *
 *	http_server ADDRESS [name=value …]   names: workers awake one connections per_address queue
 *	                                     head_ms body_ms idle_ms write_ms drain_ms gzip
 */
#include "base/bug.h"
#include "base/num.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "web/route.h"
#include "web/server.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static struct server *running; /* for the signal handler */

static void on_stop(int sig)
{
	(void)sig;
	server_stop(running);
}

static void hello(struct http_req *q, struct http_res *r, void *worker)
{
	(void)q;
	(void)worker;
	r->type = HTTP_TEXT;
	buf_lit(&r->body, "hello, world\n");
}

static void page(struct http_req *q, struct http_res *r, void *worker)
{
	int64_t rows = 50;
	(void)worker;
	num_int(http_param(q, S("rows")), 1, 100000, &rows);
	buf_lit(&r->body, "<!DOCTYPE html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><table>\n");
	for (int64_t i = 0; i < rows; i++)
		buf_fmt(&r->body,
			"<tr><td><a href=\"/due/%lld\">关于整治形式主义为基层减负的第%lld项措施"
			"</a></td><td>安澜县第%lld派出所</td><td>2026-09-%02lld</td>"
			"<td class=\"lamp lamp-g\">剩 %lld 个工作日</td></tr>\n",
			(long long)(i * 7919 % 99991), (long long)i, (long long)(i * 31 % 14),
			(long long)(i % 30 + 1), (long long)(i * 17 % 23));
	buf_lit(&r->body, "</table></html>\n");
}

static void slow(struct http_req *q, struct http_res *r, void *worker)
{
	int64_t ms = 300;
	num_int(http_param(q, S("ms")), 0, 60000, &ms);
	struct timespec t = {ms / 1000, ms % 1000 * 1000000};
	while (nanosleep(&t, &t) != 0 && errno == EINTR)
		;
	hello(q, r, worker);
}

static void upload(struct http_req *q, struct http_res *r, void *worker)
{
	(void)worker;
	r->type = HTTP_TEXT;
	buf_fmt(&r->body, "fields %zu files %zu", q->fields.n, q->files.n);
	for (size_t i = 0; i < q->files.n; i++)
		buf_fmt(&r->body, " [%.*s %llu]", STR_ARG(q->files.at[i].name),
			(unsigned long long)q->files.at[i].data.size);
	buf_lit(&r->body, "\n");
}

static void large(struct http_req *q, struct http_res *r, void *worker)
{
	static const char line[1024] = {[0 ... 1023] = 'x'};
	int fd = file_temp(NULL);
	(void)q;
	(void)worker;
	AN(fd >= 0);
	for (int i = 0; i < 32 * 1024; i++)
		AN(write(fd, line, sizeof line) == sizeof line);
	http_download(r, (struct bytes){.fd = fd, .size = 32u << 20}, S("application/octet-stream"),
		S("大文件.bin"));
}

static const struct route_param rows_param[] = {{.name = "rows", .max = 8}, {0}};
static const struct route_param ms_param[] = {{.name = "ms", .max = 8}, {0}};
static const struct route_param upload_params[] = {
	{.name = "text", .max = 4096, .flags = PARAM_MANY},
	{.name = "file", .max = 64u << 20, .flags = PARAM_FILE | PARAM_MANY},
	{0},
};
static const struct route routes[] = {
	{.verb = VERB_GET, .pattern = "/hello", .fn = hello},
	{.verb = VERB_GET, .pattern = "/page", .fn = page, .params = rows_param},
	{.verb = VERB_GET, .pattern = "/slow", .fn = slow, .params = ms_param},
	{.verb = VERB_GET, .pattern = "/large", .fn = large},
	{.verb = VERB_POST,
		.pattern = "/upload",
		.fn = upload,
		.params = upload_params,
		.max_body = 80u << 20},
	{0},
};

static uint64_t admit(struct http_req *q, const void *shared)
{
	return route_admit(q, shared);
}

static void handle(struct http_req *q, struct http_res *r, const void *shared, void *worker)
{
	route_serve(shared, q, r, worker);
}

static void set_option(struct server_opt *o, const char *arg)
{
	const struct {
		const char *name;
		int *to;
	} ints[] = {{"workers", &o->workers}, {"awake", &o->awake},
		{"connections", &o->connections}, {"per_address", &o->per_address},
		{"queue", &o->queue}, {"head_ms", &o->head_ms}, {"body_ms", &o->body_ms},
		{"idle_ms", &o->idle_ms}, {"write_ms", &o->write_ms}, {"drain_ms", &o->drain_ms}};
	struct str value = str_of(arg), name = str_cut(&value, S("="));
	int64_t n = 0;
	AN(num_int(value, 0, INT32_MAX, &n));
	for (size_t i = 0; i < NELEM(ints); i++)
		if (str_eq(name, str_of(ints[i].name)))
			*ints[i].to = (int)n;
	if (str_eq(name, S("one")))
		o->one = n != 0;
	if (str_eq(name, S("gzip")))
		o->gzip = n != 0;
}

int main(int argc, char **argv)
{
	struct arena *a = arena_open(64 << 20);
	struct clock clock;
	struct str why;
	AN(clock_init(&clock, a, &why));
	const struct route *tables[] = {routes};
	int listening = argc > 1 ? server_listen(argv[1]) : -EINVAL;
	if (listening < 0) {
		fprintf(stderr, "http_server: %s\n", strerror(-listening));
		return 1;
	}
	struct server_opt o = {
		.listen = &listening,
		.n_listen = 1,
		.per_address = 4096,
		.clock = &clock,
		.shared = route_build(a, tables, 1, NULL, NULL),
		.admit = admit,
		.handle = handle,
	};
	for (int i = 2; i < argc; i++)
		set_option(&o, argv[i]);
	running = server_open(a, &o);
	AN(running);
	struct sigaction stop = {.sa_handler = on_stop};
	sigaction(SIGTERM, &stop, NULL);
	sigaction(SIGINT, &stop, NULL);
	int err = server_run(running);
	struct server_stat st = server_stat(running);
	fprintf(stderr, "requests %llu accepted %llu refused %llu timed out %llu\n",
		(unsigned long long)st.requests, (unsigned long long)st.accepted,
		(unsigned long long)st.refused, (unsigned long long)st.timed_out);
	server_close(running);
	close(listening);
	arena_close(a);
	return err ? 1 : 0;
}

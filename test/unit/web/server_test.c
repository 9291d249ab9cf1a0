/* server_test.c — the whole server over real sockets: keep-alive, pipelines, bodies, deadlines,
 * limits, draining, blocking handlers. */
#include "web/server.h"
#include "base/bug.h"
#include "base/num.h"
#include "lib/web_fixture.h"
#include "sys/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { TEXT = 1 << 20 };

static void hello(struct http_req *q, struct http_res *r, void *worker)
{
	(void)q;
	(void)worker;
	r->type = HTTP_TEXT;
	buf_lit(&r->body, "hello");
}

static void sleeper(struct http_req *q, struct http_res *r, void *worker)
{
	struct timespec t = {0, 300 * 1000000};
	nanosleep(&t, NULL);
	hello(q, r, worker);
}

/* Says how long the body was, where it lay and what its bytes add up to. */
static void echo(struct http_req *q, struct http_res *r, void *worker)
{
	unsigned char step[4096];
	uint64_t at = 0, sum = 0;
	int64_t n;
	(void)worker;
	while ((n = bytes_read(&q->body, at, step, sizeof step)) > 0) {
		for (int64_t i = 0; i < n; i++)
			sum += step[i];
		at += (uint64_t)n;
	}
	buf_fmt(&r->body, "n=%llu sum=%llu %s.", (unsigned long long)at, (unsigned long long)sum,
		q->body.fd < 0 ? "memory" : "file");
}

static void big(struct http_req *q, struct http_res *r, void *worker)
{
	(void)worker;
	(void)q;
	for (int i = 0; i < 7 << 16; i++)
		buf_fmt(&r->body, "%015d\n", i);
}

static void download(struct http_req *q, struct http_res *r, void *worker)
{
	int fd = file_temp(NULL);
	(void)worker;
	(void)q;
	AN(fd >= 0);
	for (int i = 0; i < 4096; i++)
		AZ(file_put(
			fd, S("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")));
	http_download(r, (struct bytes){.fd = fd, .at = 16, .size = 200000}, S("application/zip"),
		S("证据 1.zip"));
}

static void not_modified(struct http_req *q, struct http_res *r, void *worker)
{
	hello(q, r, worker);
	r->status = 304;
}

/* Who asks, as a handler sees it. */
static void who(struct http_req *q, struct http_res *r, void *worker)
{
	(void)worker;
	r->type = HTTP_TEXT;
	buf_str(&r->body, http_peer_text(&q->peer, q->a));
	buf_str(&r->body, q->secure ? S(" secure") : S(" plain"));
}

static const struct route routes[] = {
	{.verb = VERB_GET, .pattern = "/who", .fn = who},
	{.verb = VERB_GET, .pattern = "/anonymous/#id", .fn = who, .flags = ROUTE_ANON},
	{.verb = VERB_GET, .pattern = "/hello", .fn = hello},
	{.verb = VERB_GET, .pattern = "/sleep", .fn = sleeper},
	{.verb = VERB_GET, .pattern = "/big", .fn = big},
	{.verb = VERB_GET, .pattern = "/download", .fn = download},
	{.verb = VERB_GET, .pattern = "/same", .fn = not_modified},
	{.verb = VERB_POST,
		.pattern = "/echo",
		.fn = echo,
		.flags = ROUTE_RAW,
		.max_body = 4 << 20},
	{0},
};

#define GET(path)  "GET " path " HTTP/1.1\r\nHost: a\r\n\r\n"
#define LAST(path) "GET " path " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

static int ask(const struct web_fixture *f, const char *raw, char *to)
{
	return web_fixture_ask(f, raw, strlen(raw), to, TEXT);
}

static char *text_new(void)
{
	char *t = malloc(TEXT);
	AN(t);
	return t;
}

static size_t count_of(const char *text, const char *part)
{
	size_t n = 0;
	for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
		n++;
	return n;
}

static int64_t since(int64_t began)
{
	return clock_ticks() - began;
}

static void answers_are_whole(void **state)
{
	struct web_fixture *f = *state;
	char *t = text_new();
	assert_int_equal(ask(f, LAST("/hello"), t), 200);
	assert_non_null(strstr(t, "Content-Length: 5\r\n"));
	assert_non_null(strstr(t, "Cache-Control: no-store\r\n"));
	assert_non_null(strstr(t, "X-Content-Type-Options: nosniff\r\n"));
	assert_non_null(strstr(t, "Connection: close\r\n\r\nhello"));
	assert_int_equal(
		ask(f, "HEAD /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", t), 200);
	assert_non_null(strstr(t, "Content-Length: 5\r\n"));
	assert_null(strstr(t, "hello"));
	assert_int_equal(ask(f, LAST("/same"), t), 304);
	assert_null(strstr(t, "Content-Length"));
	assert_null(strstr(t, "hello"));
	assert_int_equal(ask(f, LAST("/nothing"), t), 404);
	assert_non_null(strstr(t, "Content-Security-Policy: default-src 'none';"));
	assert_int_equal(
		ask(f, "DELETE /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", t), 405);
	assert_non_null(strstr(t, "Allow: GET, HEAD\r\n"));
	free(t);
}

static void refusals_close(void **state)
{
	static const struct {
		const char *raw;
		int status;
	} cases[] = {
		{"GET / HTTP/1.1\r\n\r\n", 400},
		{"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505},
		{"GET / HTTP/1.1\r\nHost: a\r\nA: b\r\n c\r\n\r\n", 400},
		{"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: "
		 "chunked\r\n\r\n0\r\n\r\n",
			400},
		{"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4194305\r\n\r\n", 413},
		{"POST /nothing HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nGET ", 404},
		{"GET /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx", 413},
	};
	struct web_fixture *f = *state;
	char *t = text_new();
	for (size_t i = 0; i < NELEM(cases); i++) {
		int64_t began = clock_ticks();
		assert_int_equal(ask(f, cases[i].raw, t), cases[i].status);
		assert_int_equal(count_of(t, "HTTP/1.1 "), 1);
		assert_non_null(strstr(t, "Connection: close\r\n"));
		assert_true(since(began) < 4000);
	}
	free(t);
}

static void pipelines_are_answered_in_order(void **state)
{
	struct web_fixture *f = *state;
	char *t = text_new();
	char raw[] = GET("/hello") GET("/nothing") GET("/hello") LAST("/same");
	for (size_t cut = 1; cut < sizeof raw - 1; cut += 13) {
		int fd = web_fixture_connect(f);
		assert_true(web_fixture_send(fd, raw, cut));
		assert_true(web_fixture_send(fd, raw + cut, sizeof raw - 1 - cut));
		web_fixture_read(fd, t, TEXT);
		close(fd);
		assert_int_equal(count_of(t, "HTTP/1.1 200"), 2);
		const char *missing = strstr(t, "HTTP/1.1 404"), *same = strstr(t, "HTTP/1.1 304");
		assert_true(missing && same && strstr(t, "hello") < missing && missing < same);
	}
	free(t);
}

static void many_in_one_write(void **state)
{
	enum { N = 500 };
	struct web_fixture *f = *state;
	char *t = text_new(), *raw = text_new();
	size_t n = 0;
	for (int i = 0; i < N; i++)
		n += (size_t)sprintf(raw + n, "%s", GET("/hello"));
	n += (size_t)sprintf(raw + n, "%s", LAST("/hello"));
	assert_int_equal(web_fixture_ask(f, raw, n, t, TEXT), 200);
	assert_int_equal(count_of(t, "HTTP/1.1 200"), N + 1);
	free(raw);
	free(t);
}

/* Posts `n` bytes, plainly or in chunks, and checks what the handler saw. */
static void post(const struct web_fixture *f, size_t n, size_t chunk, const char *where)
{
	char *raw = malloc(n * 2 + 4096), *t = text_new(), want[80];
	uint64_t sum = 0;
	AN(raw);
	size_t at = (size_t)sprintf(raw, "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n");
	if (chunk)
		at += (size_t)sprintf(raw + at, "Transfer-Encoding: chunked\r\n\r\n");
	else
		at += (size_t)sprintf(raw + at, "Content-Length: %zu\r\n\r\n", n);
	for (size_t i = 0; i < n; i++) {
		if (chunk && i % chunk == 0)
			at += (size_t)sprintf(raw + at, "%s%zx\r\n", i ? "\r\n" : "",
				n - i < chunk ? n - i : chunk);
		raw[at] = (char)(i * 31 + i / 251);
		sum += (unsigned char)raw[at++];
	}
	if (chunk)
		at += (size_t)sprintf(raw + at, "%s0\r\n\r\n", n ? "\r\n" : "");
	sprintf(want, "n=%zu sum=%llu %s.", n, (unsigned long long)sum, where);
	assert_int_equal(web_fixture_ask(f, raw, at, t, TEXT), 200);
	if (strstr(t, want) == NULL)
		fail_msg("wanted %s, got %s", want, strstr(t, "\r\n\r\n"));
	free(t);
	free(raw);
}

static void bodies_arrive(void **state)
{
	static const size_t sizes[] = {0, 1, 1000, 30000, 31000, 33000, 256 * 1024};
	struct web_fixture *f = *state;
	for (size_t i = 0; i < NELEM(sizes); i++) {
		post(f, sizes[i], 0, "memory");
		post(f, sizes[i], 777, "memory");
	}
	post(f, 256 * 1024 + 1, 0, "file");
	post(f, 256 * 1024 + 1, 5000, "file");
	post(f, 4 << 20, 0, "file");
}

static void a_chunked_body_has_its_ceiling(void **state)
{
	struct web_fixture *f = *state;
	char *t = text_new(), *raw = malloc(6 << 20);
	AN(raw);
	size_t n = (size_t)sprintf(raw,
		"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n500000\r\n");
	memset(raw + n, 'x', 0x500000);
	assert_int_equal(web_fixture_ask(f, raw, n + 0x500000, t, TEXT), 413);
	free(raw);
	free(t);
}

static void expect_is_answered(void **state)
{
	struct web_fixture *f = *state;
	char t[4096];
	static const char head[] = "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
				   "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n";
	int fd = web_fixture_connect(f);
	assert_true(web_fixture_send(fd, head, sizeof head - 1));
	assert_int_equal(recv(fd, t, 25, MSG_WAITALL), 25);
	assert_memory_equal(t, "HTTP/1.1 100 Continue\r\n\r\n", 25);
	assert_true(web_fixture_send(fd, "abc", 3));
	web_fixture_read(fd, t, sizeof t);
	assert_non_null(strstr(t, "n=3 sum=294 memory."));
	close(fd);
	static const char refused[] = "POST /nothing HTTP/1.1\r\nHost: a\r\n"
				      "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n";
	assert_int_equal(web_fixture_ask(f, refused, sizeof refused - 1, t, sizeof t), 404);
}

static void large_answers_wait_for_slow_readers(void **state)
{
	struct web_fixture *f = *state;
	size_t n = 0, room = 16 << 20;
	char *t = malloc(room);
	AN(t);
	int fd = web_fixture_connect(f), small = 64 * 1024;
	setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
	assert_true(web_fixture_send(fd, LAST("/big"), strlen(LAST("/big"))));
	usleep(100000);
	assert_int_equal(ask(f, LAST("/hello"), t), 200);
	n = web_fixture_read(fd, t, room);
	close(fd);
	const char *body = strstr(t, "\r\n\r\n");
	assert_non_null(body);
	assert_int_equal(n - (size_t)(body + 4 - t), 7 << 20);
	for (size_t i = 0; i < 7 << 16; i += 4097)
		assert_int_equal(atoi(body + 4 + i * 16), i);
	free(t);
}

static void downloads_are_parts_of_files(void **state)
{
	struct web_fixture *f = *state;
	char *t = text_new();
	assert_int_equal(ask(f, LAST("/download"), t), 200);
	const char *body = strstr(t, "\r\n\r\n");
	assert_non_null(strstr(t, "attachment; filename=\"______ 1.zip\"; "
				  "filename*=UTF-8''%E8%AF%81%E6%8D%AE%201.zip\r\n"));
	assert_non_null(body);
	assert_int_equal(strlen(body + 4), 200000);
	assert_memory_equal(body + 4, "0123456789abcdef", 16);
	free(t);
}

static void blocking_handlers_do_not_stall_others(void **state)
{
	struct web_fixture *f = *state;
	int slow[16];
	char t[4096];
	for (size_t i = 0; i < NELEM(slow); i++) {
		slow[i] = web_fixture_connect(f);
		assert_true(web_fixture_send(slow[i], LAST("/sleep"), strlen(LAST("/sleep"))));
	}
	int64_t began = clock_ticks();
	assert_int_equal(
		web_fixture_ask(f, LAST("/hello"), strlen(LAST("/hello")), t, sizeof t), 200);
	assert_true(since(began) < 1500); /* two at a time they would need 2 400 */
	for (size_t i = 0; i < NELEM(slow); i++) {
		web_fixture_read(slow[i], t, sizeof t);
		assert_non_null(strstr(t, "hello"));
		close(slow[i]);
	}
}

static int start(void **state)
{
	struct web_fixture *f = calloc(1, sizeof *f);
	AN(f);
	web_fixture_start(f, routes);
	*state = f;
	return 0;
}

static int start_one(void **state)
{
	struct web_fixture *f = calloc(1, sizeof *f);
	AN(f);
	f->o.one = true;
	web_fixture_start(f, routes);
	*state = f;
	return 0;
}

static int start_strict(void **state)
{
	struct web_fixture *f = calloc(1, sizeof *f);
	AN(f);
	f->o.head_ms = f->o.body_ms = f->o.idle_ms = f->o.write_ms = 700;
	f->o.per_address = 8;
	f->o.workers = f->o.awake = f->o.queue = 1;
	web_fixture_start(f, routes);
	*state = f;
	return 0;
}

static int start_without_disk(void **state)
{
	struct web_fixture *f = calloc(1, sizeof *f);
	AN(f);
	f->o.tmp_dir = "/nonexistent";
	web_fixture_start(f, routes);
	*state = f;
	return 0;
}

static int start_behind_gateway(void **state)
{
	static const struct http_peer gateway = {
		.zone = ZONE_LOOPBACK, .ip = {[10] = 0xff, 0xff, 127, 0, 0, 1}};
	struct web_fixture *f = calloc(1, sizeof *f);
	AN(f);
	f->o.gateways = &gateway;
	f->o.n_gateways = 1;
	web_fixture_start(f, routes);
	*state = f;
	return 0;
}

static int stop(void **state)
{
	struct web_fixture *f = *state;
	web_fixture_stop(f);
	int bad = f->result;
	free(f);
	return bad;
}

/* Sends a byte each 50 ms until the server closes; the milliseconds that took. */
static int64_t drip(int fd, const char *raw)
{
	int64_t began = clock_ticks();
	size_t n = strlen(raw);
	for (size_t i = 0; since(began) < 4000; i++) {
		char c;
		if (!web_fixture_send(fd, i < n ? raw + i : "x", 1))
			break;
		usleep(50000);
		if (recv(fd, &c, 1, MSG_PEEK | MSG_DONTWAIT) >= 0)
			break;
	}
	return since(began);
}

static void slow_clients_are_closed(void **state)
{
	static const struct {
		const char *first, *slowly;
	} cases[] = {
		{"", "GET /hello HTTP/1.1\r\nHost: a\r\nA: "},
		{"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n", ""},
		{GET("/hello"), "GET /hello HTTP/1.1\r\nHost: a\r\nA: "},
	};
	struct web_fixture *f = *state;
	char t[4096];
	for (size_t i = 0; i < NELEM(cases); i++) {
		int fd = web_fixture_connect(f);
		assert_true(web_fixture_send(fd, cases[i].first, strlen(cases[i].first)));
		if (i == 2)
			assert_true(recv(fd, t, sizeof t, 0) > 0);
		int64_t took = drip(fd, cases[i].slowly);
		assert_in_range(took, 600, 3500);
		web_fixture_read(fd, t, sizeof t);
		assert_non_null(strstr(t, "HTTP/1.1 408"));
		close(fd);
	}
	int idle = web_fixture_connect(f);
	int64_t began = clock_ticks();
	assert_int_equal(web_fixture_read(idle, t, sizeof t), 0);
	assert_in_range(since(began), 600, 3500);
	close(idle);
	assert_int_equal(server_stat(f->server).timed_out, 4);
}

static void readers_that_stop_are_closed(void **state)
{
	struct web_fixture *f = *state;
	char t[4096];
	int fd = web_fixture_connect(f), small = 4096;
	setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
	assert_true(web_fixture_send(fd, LAST("/big"), strlen(LAST("/big"))));
	for (int i = 0; i < 40 && server_stat(f->server).timed_out == 0; i++)
		usleep(100000);
	assert_int_equal(server_stat(f->server).timed_out, 1);
	close(fd);
	assert_int_equal(
		web_fixture_ask(f, LAST("/hello"), strlen(LAST("/hello")), t, sizeof t), 200);
}

static void one_address_has_a_cap(void **state)
{
	struct web_fixture *f = *state;
	int fds[8];
	char t[4096];
	for (size_t i = 0; i < NELEM(fds); i++) {
		fds[i] = web_fixture_connect(f);
		assert_true(web_fixture_send(fds[i], GET("/hello"), strlen(GET("/hello"))));
		assert_true(recv(fds[i], t, sizeof t, 0) > 0);
	}
	assert_int_equal(
		web_fixture_ask(f, LAST("/hello"), strlen(LAST("/hello")), t, sizeof t), 429);
	close(fds[0]);
	usleep(100000);
	assert_int_equal(
		web_fixture_ask(f, LAST("/hello"), strlen(LAST("/hello")), t, sizeof t), 200);
	for (size_t i = 1; i < NELEM(fds); i++)
		close(fds[i]);
}

static void a_full_queue_says_so(void **state)
{
	struct web_fixture *f = *state;
	int fds[6];
	size_t busy = 0, done = 0;
	char t[4096];
	for (size_t i = 0; i < NELEM(fds); i++) {
		fds[i] = web_fixture_connect(f);
		assert_true(web_fixture_send(fds[i], LAST("/sleep"), strlen(LAST("/sleep"))));
		usleep(10000);
	}
	for (size_t i = 0; i < NELEM(fds); i++) {
		web_fixture_read(fds[i], t, sizeof t);
		busy += strstr(t, "HTTP/1.1 503") != NULL;
		done += strstr(t, "HTTP/1.1 200") != NULL;
		close(fds[i]);
	}
	assert_int_equal(done + busy, NELEM(fds));
	assert_true(done >= 2 && busy >= 1); /* one at work, one in the queue */
}

static void a_disk_that_fails_is_told(void **state)
{
	struct web_fixture *f = *state;
	char *t = text_new(), *raw = text_new();
	size_t n = (size_t)sprintf(
		raw, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n");
	memset(raw + n, 'x', 300000);
	assert_int_equal(web_fixture_ask(f, raw, n + 300000, t, TEXT), 507);
	assert_non_null(strstr(t, "磁盘空间不足"));
	assert_int_equal(ask(f, LAST("/hello"), t), 200);
	free(raw);
	free(t);
}

#define FORWARDED(path)                                                                            \
	"GET " path " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Forwarded-For: 10.9.9.9, "     \
	"10.1.2.3\r\nX-Forwarded-Proto: https\r\n\r\n"

static void only_a_gateway_speaks_for_others(void **state)
{
	struct web_fixture *f = *state;
	char *t = text_new();
	bool gateway = f->o.n_gateways > 0;
	assert_int_equal(ask(f, FORWARDED("/who"), t), 200);
	assert_non_null(strstr(t, gateway ? "\r\n\r\n10.1.2.3 secure" : "\r\n\r\n127.0.0.1 plain"));
	assert_int_equal(ask(f, FORWARDED("/anonymous/7"), t), 200);
	assert_non_null(strstr(t, "\r\n\r\n- "));
	free(t);
}

/* What the access log was told, seen by the test. */
struct told {
	struct server_line line;
	struct http_peer peer;
	_Atomic int n;
};

static void tell(const struct server_line *line, const void *shared, void *worker)
{
	struct told *to = worker;
	(void)shared;
	to->line = *line;
	to->peer = *line->peer;
	atomic_fetch_add(&to->n, 1);
}

static void *init_told(const void *shared, int index)
{
	static struct told told;
	(void)shared;
	(void)index;
	return &told;
}

/* Asks, and waits until the log was told of `n` answers: that comes after the answer itself. */
static void ask_and_wait(const struct web_fixture *f, const char *raw, int n, char *to)
{
	struct told *told = init_told(NULL, 0);
	assert_true(ask(f, raw, to) > 0);
	for (int i = 0; i < 5000 && atomic_load(&told->n) < n; i++)
		usleep(1000);
	assert_int_equal(atomic_load(&told->n), n);
}

static void the_log_names_routes_not_people(void **state)
{
	(void)state;
	struct web_fixture f = {.o = {.one = true, .init = init_told, .log = tell}};
	struct told *told = init_told(NULL, 0);
	char *t = text_new();
	web_fixture_start(&f, routes);
	ask_and_wait(&f, LAST("/anonymous/7"), 1, t);
	assert_string_equal(told->line.route->pattern, "/anonymous/#id");
	assert_int_equal(told->line.status, 200);
	assert_int_equal(told->line.bytes, 7);
	assert_int_equal(told->peer.zone, ZONE_HIDDEN);
	ask_and_wait(&f, LAST("/who"), 2, t);
	assert_int_equal(told->peer.zone, ZONE_LOOPBACK);
	ask_and_wait(&f, LAST("/nothing/secret"), 3, t);
	assert_null(told->line.route);
	assert_int_equal(told->line.status, 404);
	web_fixture_stop(&f);
	free(t);
}

static int64_t one_turn(void *arg)
{
	atomic_fetch_add((_Atomic int *)arg, 1);
	return 20;
}

/* Beside the requests and where none comes; never where several threads serve. */
static void one_thread_takes_turns(void **state)
{
	(void)state;
	char *t = text_new();
	for (int one = 1; one >= 0; one--) {
		_Atomic int turns = 0;
		struct web_fixture f = {.o = {.one = one, .turn = one_turn, .turn_arg = &turns}};
		web_fixture_start(&f, routes);
		for (int i = 0; i < 100 && atomic_load(&turns) < 5; i++)
			usleep(one ? 50000 : 2000);
		assert_int_equal(ask(&f, LAST("/hello"), t), 200);
		/* As often as asked for, not at each event. */
		int64_t began = clock_ticks();
		int before = atomic_load(&turns);
		for (int i = 0; i < 50; i++)
			assert_int_equal(ask(&f, LAST("/hello"), t), 200);
		assert_true(atomic_load(&turns) - before <= since(began) / 20 + 1);
		web_fixture_stop(&f);
		assert_int_equal(atomic_load(&turns) >= 5, one);
		assert_int_equal(f.result, 0);
	}
	free(t);
}

static void stopping_answers_what_has_begun(void **state)
{
	(void)state;
	struct web_fixture f = {0};
	char t[4096];
	web_fixture_start(&f, routes);
	int idle = web_fixture_connect(&f), working = web_fixture_connect(&f),
	    half = web_fixture_connect(&f);
	assert_true(web_fixture_send(idle, GET("/hello"), strlen(GET("/hello"))));
	assert_true(recv(idle, t, sizeof t, 0) > 0);
	assert_true(web_fixture_send(working, GET("/sleep"), strlen(GET("/sleep"))));
	assert_true(web_fixture_send(half, "GET /hello HTTP/1.1\r\n", 21));
	usleep(50000);
	int64_t began = clock_ticks();
	server_stop(f.server);
	usleep(20000);
	assert_true(web_fixture_send(half, "Host: a\r\n\r\n", 11));
	web_fixture_read(working, t, sizeof t);
	assert_non_null(strstr(t, "Connection: close\r\n\r\nhello"));
	web_fixture_read(half, t, sizeof t);
	assert_non_null(strstr(t, "Connection: close\r\n\r\nhello"));
	assert_int_equal(web_fixture_read(idle, t, sizeof t), 0);
	close(idle);
	close(working);
	close(half);
	web_fixture_stop(&f);
	assert_true(since(began) < 5000);
	assert_int_equal(f.result, 0);
}

#define WITH(test, begin) cmocka_unit_test_setup_teardown(test, begin, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_thread_takes_turns),
		WITH(answers_are_whole, start),
		WITH(refusals_close, start),
		WITH(pipelines_are_answered_in_order, start),
		WITH(many_in_one_write, start),
		WITH(bodies_arrive, start),
		WITH(a_chunked_body_has_its_ceiling, start),
		WITH(expect_is_answered, start),
		WITH(large_answers_wait_for_slow_readers, start),
		WITH(downloads_are_parts_of_files, start),
		WITH(blocking_handlers_do_not_stall_others, start),
		WITH(answers_are_whole, start_one),
		WITH(pipelines_are_answered_in_order, start_one),
		WITH(many_in_one_write, start_one),
		WITH(bodies_arrive, start_one),
		WITH(large_answers_wait_for_slow_readers, start_one),
		WITH(slow_clients_are_closed, start_strict),
		WITH(readers_that_stop_are_closed, start_strict),
		WITH(one_address_has_a_cap, start_strict),
		WITH(a_full_queue_says_so, start_strict),
		WITH(a_disk_that_fails_is_told, start_without_disk),
		WITH(only_a_gateway_speaks_for_others, start),
		WITH(only_a_gateway_speaks_for_others, start_behind_gateway),
		cmocka_unit_test(the_log_names_routes_not_people),
		cmocka_unit_test(stopping_answers_what_has_begun),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* conn.c — see conn.h. The states of a connection and how it goes from one to the next. */
#include "web/conn.h"
#include "base/bug.h"
#include "web/http_write.h"
#include "web/peer.h"

#include <errno.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

_Static_assert(sizeof(struct conn) < CONN_PAGE / 2, "an idle connection takes one page");

enum {
	ARENA_MAX = 4 << 20,
	DISCARD_TURNS = 16,
	BIG = 8 << 20,   /* above it a transfer gets more time, */
	BIG_PER_MS = 128 /* a millisecond for each so many bytes */
};

int64_t conn_extra_ms(uint64_t bytes)
{
	return bytes > BIG ? (int64_t)((bytes - BIG) / BIG_PER_MS) : 0;
}

struct arena *conn_arena(struct conn *c)
{
	if (c->a == NULL)
		c->a = arena_open(ARENA_MAX);
	return c->a;
}

static uint32_t events_of(enum conn_state state)
{
	return (state == CONN_WRITE ? EPOLLOUT : EPOLLIN) | EPOLLONESHOT;
}

/* The owner's last touch. What it wrote is published by `state` and by the system call. */
static void arm(struct conn *c, enum conn_state state, int64_t deadline)
{
	struct epoll_event e = {.events = events_of(state), .data.ptr = c};
	int epoll = c->s->epoll, fd = c->fd;
	atomic_store_explicit(&c->deadline, deadline, memory_order_relaxed);
	atomic_store_explicit(&c->state, state, memory_order_release);
	AZ(epoll_ctl(epoll, EPOLL_CTL_MOD, fd, &e));
}

static void set_work(struct conn *c)
{
	atomic_store_explicit(&c->deadline, INT64_MAX, memory_order_relaxed);
	atomic_store_explicit(&c->state, CONN_WORK, memory_order_release);
}

static int on_head(void *arg)
{
	struct conn *c = arg;
	const struct server_opt *o = c->s->o;
	struct http_req *q = &c->req;
	*q = (struct http_req){.peer = c->peer, .body = BYTES_NONE};
	http_parse_req(&c->parse, NULL, q);
	for (size_t i = 0; i < o->n_gateways; i++) {
		if (!peer_is_same(&o->gateways[i], &c->peer))
			continue;
		peer_forwarded(http_parse_header(&c->parse, S("x-forwarded-for")), &q->peer);
		q->secure = str_eq(
			http_parse_header(&c->parse, S("x-forwarded-proto")), S("https"));
	}
	uint64_t max = o->admit(q, o->shared);
	if (q->refused == 0 && c->parse.length > max)
		q->refused = 413;
	conn_body_open(c, max);
	c->until = clock_ticks() + o->body_ms + conn_extra_ms(c->parse.length);
	return q->refused;
}

static int on_body(void *arg, const char *p, size_t n)
{
	return conn_body_put(arg, p, n);
}

void conn_open(struct conn *c, struct conn_shared *s, int fd, const struct http_peer *peer)
{
	c->fd = fd;
	c->s = s;
	c->a = NULL;
	c->peer = *peer;
	c->body = (struct conn_body){.fd = -1};
	c->out = (struct conn_out){.fd = -1};
	c->in_n = c->touched = 0;
	c->parse.on_head = on_head;
	c->parse.on_body = on_body;
	c->parse.arg = c;
	http_parse_start(&c->parse, c->room);
	atomic_store_explicit(&c->deadline, clock_ticks() + s->o->idle_ms, memory_order_relaxed);
	atomic_store_explicit(&c->state, CONN_IDLE, memory_order_release);
}

static void release_request(struct conn *c)
{
	conn_body_close(c);
	conn_out_close(c);
	arena_close(c->a);
	c->a = NULL;
}

void conn_close(struct conn *c)
{
	release_request(c);
	atomic_store_explicit(&c->state, CONN_FREE, memory_order_relaxed);
	close(c->fd);
	c->fd = -1;
	if (sizeof *c + c->touched > CONN_PAGE) /* a long head or an upload: give the memory back */
		madvise((char *)c + CONN_PAGE, CONN_BLOCK - CONN_PAGE, MADV_DONTNEED);
}

void conn_drop(struct conn *c)
{
	shutdown(c->fd, SHUT_RDWR);
	arm(c, CONN_LINGER, clock_ticks() + CONN_LINGER_MS);
}

/* Says no more, and reads what the client is still sending so that it gets to see the answer. */
static void linger(struct conn *c)
{
	shutdown(c->fd, SHUT_WR);
	arm(c, CONN_LINGER, clock_ticks() + CONN_LINGER_MS);
}

void conn_refuse(struct conn *c, int status)
{
	char date[HTTP_DATE];
	struct buf out = buf_in(conn_arena(c), HTTP_REFUSAL);
	http_date(clock_now(c->s->o->clock), date);
	http_write_refusal(&out, status, date);
	atomic_fetch_add_explicit(&c->s->refused, 1, memory_order_relaxed);
	send(c->fd, out.p, out.n, MSG_NOSIGNAL | MSG_DONTWAIT);
	release_request(c);
	linger(c);
}

void conn_wait_out(struct conn *c)
{
	arm(c, CONN_WRITE, c->until);
}

static bool send_continue(struct conn *c)
{
	static const char line[] = "HTTP/1.1 100 Continue\r\n\r\n";
	c->parse.expect = false;
	return send(c->fd, line, sizeof line - 1, MSG_NOSIGNAL | MSG_DONTWAIT) ==
	       (ssize_t)sizeof line - 1;
}

enum feed { FEED_MORE, FEED_WHOLE, FEED_REFUSED, FEED_BROKEN };

/* Gives the parser the last `n` bytes read. */
static enum feed feed(struct conn *c, size_t n)
{
	struct http_parse *p = &c->parse;
	size_t at = c->in_n - n, used = http_parse_feed(p, c->room + at, n);
	switch (p->state) {
	case PARSE_DONE:
		c->rest_at = at + used;
		return FEED_WHOLE;
	case PARSE_BAD:
		return FEED_REFUSED;
	case PARSE_HEAD:
		return FEED_MORE;
	case PARSE_BODY:
		if (c->body.kind != BODY_ROOM)
			c->in_n = p->head_n; /* read on behind the head */
		return p->expect && c->body.n == 0 && !send_continue(c) ? FEED_BROKEN : FEED_MORE;
	}
	BUG("parser state");
}

static enum conn_next after_feed(struct conn *c, enum feed f)
{
	switch (f) {
	case FEED_WHOLE:
		set_work(c);
		return NEXT_WORK;
	case FEED_REFUSED:
		conn_refuse(c, c->parse.status);
		return NEXT_NONE;
	case FEED_BROKEN:
		conn_drop(c);
		return NEXT_NONE;
	case FEED_MORE:
		arm(c, CONN_READ, c->until);
		return NEXT_NONE;
	}
	BUG("feed result");
}

static enum conn_next read_some(struct conn *c)
{
	for (;;) {
		size_t space = CONN_ROOM - c->in_n;
		AN(space);
		ssize_t n = recv(c->fd, c->room + c->in_n, space, MSG_DONTWAIT);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return after_feed(c, FEED_MORE);
		if (n <= 0)
			return NEXT_CLOSE;
		if (c->in_n == 0)
			c->until = clock_ticks() + c->s->o->head_ms;
		c->in_n += (size_t)n;
		c->touched = c->in_n > c->touched ? c->in_n : c->touched;
		enum feed f = feed(c, (size_t)n);
		if (f != FEED_MORE || (size_t)n < space)
			return after_feed(c, f);
	}
}

static enum conn_next discard(struct conn *c)
{
	for (int i = 0; i < DISCARD_TURNS; i++) {
		ssize_t n = recv(c->fd, c->room, CONN_ROOM, MSG_DONTWAIT);
		if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
			return NEXT_CLOSE;
		if (n < 0)
			break;
	}
	arm(c, CONN_LINGER, atomic_load_explicit(&c->deadline, memory_order_relaxed));
	return NEXT_NONE;
}

static enum conn_next write_some(struct conn *c)
{
	switch (conn_out_more(c)) {
	case SENT_ALL:
		return conn_answered(c);
	case SENT_PART:
		conn_wait_out(c);
		return NEXT_NONE;
	case SENT_BROKEN:
		return NEXT_CLOSE;
	}
	BUG("send result");
}

enum conn_next conn_event(struct conn *c)
{
	switch ((enum conn_state)atomic_load_explicit(&c->state, memory_order_acquire)) {
	case CONN_IDLE:
	case CONN_READ:
		return read_some(c);
	case CONN_WRITE:
		return write_some(c);
	case CONN_LINGER:
		return discard(c);
	case CONN_FREE:
	case CONN_WORK:
		break;
	}
	BUG("an event for a connection that is not armed");
}

enum conn_next conn_answered(struct conn *c)
{
	bool last = c->out.last;
	size_t rest = c->in_n - c->rest_at;
	release_request(c);
	if (last) {
		linger(c);
		return NEXT_NONE;
	}
	memmove(c->room, c->room + c->rest_at, rest);
	c->in_n = rest;
	http_parse_start(&c->parse, c->room);
	if (rest == 0) {
		arm(c, CONN_IDLE, clock_ticks() + c->s->o->idle_ms);
		return NEXT_NONE;
	}
	c->until = clock_ticks() + c->s->o->head_ms;
	return after_feed(c, feed(c, rest));
}

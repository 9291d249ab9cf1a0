/* conn.h — one connection: what it has received, what it has still to send, who owns it.
 *
 * Ownership. A connection has one owner at a time. The IO thread owns it from an epoll event until
 * it arms it again (one-shot) or queues it; a worker owns it from the queue until it arms it.
 * Arming is the owner's last touch. The deadline sweep, in the IO thread, reads `deadline`, `state`
 * and `fd` of connections it may not own, and only ever calls shutdown(); only an epoll event, in
 * the IO thread, frees. So a connection is never freed or used again under a worker. */
#ifndef WEB_CONN_H
#define WEB_CONN_H

#include "sys/clock.h"
#include "web/http_parse.h"
#include "web/pool.h"
#include "web/server.h"

enum {
	CONN_BLOCK = 32 * 1024, /* one connection with its read buffer; whole pages */
	CONN_PAGE = 4096,
	CONN_LINGER_MS = 2000,
	CONN_OUT_MEMORY = 256 * 1024 /* of a parked answer; more goes to a temporary file */
};

enum conn_state {
	CONN_FREE,
	CONN_IDLE,  /* waiting for the first byte of a request */
	CONN_READ,  /* inside a head or a body */
	CONN_WORK,  /* queued or with a worker */
	CONN_WRITE, /* waiting for the client to take the rest of the answer */
	CONN_LINGER /* answered for the last time, waiting for the client to close */
};

/* What the connections of one server share; constant but for the counters. */
struct conn_shared {
	const struct server_opt *o;
	int epoll;
	_Atomic bool draining;
	_Atomic size_t bodies; /* bytes of bodies in memory */
	_Atomic uint64_t refused;
};

enum conn_body_kind { BODY_ROOM, BODY_MEMORY, BODY_FILE };

/* The request's body on its way in. */
struct conn_body {
	enum conn_body_kind kind;
	char *p;
	size_t room;
	uint64_t n, max;
	int fd;
	size_t counted; /* in conn_shared.bodies */
};

/* What of the answer the socket has not taken: first the bytes, then the part of the file. */
struct conn_out {
	const char *p;
	size_t n;
	int fd;
	uint64_t at, left;
	bool last; /* close afterwards */
};

struct conn {
	struct pool_job job; /* first: a job is cast back to its connection */
	int fd;
	_Atomic int state;        /* enum conn_state */
	_Atomic int64_t deadline; /* ms, monotonic; INT64_MAX where there is none */
	struct conn_shared *s;
	struct conn *next_free;
	struct arena *a; /* of a large body or a parked answer; NULL while not needed */
	struct http_peer peer;
	bool counted; /* by the cap on addresses */
	struct http_parse parse;
	struct http_req req; /* filled in the head, finished by the worker */
	struct conn_body body;
	struct conn_out out;
	int64_t until;  /* absolute end of what is going on now: head, body, answer */
	size_t in_n;    /* bytes in `room` */
	size_t rest_at; /* where the next request begins, once this one is whole */
	size_t touched; /* the most bytes there ever were */
	char room[];
};
enum { CONN_ROOM = CONN_BLOCK - sizeof(struct conn) };

/* The time a transfer of so many bytes gets on top of the usual. */
int64_t conn_extra_ms(uint64_t bytes);

/* Makes `c` the connection of `fd`, not yet armed. */
void conn_open(struct conn *c, struct conn_shared *s, int fd, const struct http_peer *peer);
/* Gives everything back; IO thread, on an event. */
void conn_close(struct conn *c);

/* What the owner has to do with the connection after a call. */
enum conn_next {
	NEXT_NONE, /* it was armed: not ours any more */
	NEXT_WORK, /* a whole request is there: queue it */
	NEXT_CLOSE /* IO thread: close and free it */
};
/* An epoll event arrived (IO thread). */
enum conn_next conn_event(struct conn *c);
/* The answer's last byte was given to the socket, or could not be: NEXT_NONE or NEXT_WORK. */
enum conn_next conn_answered(struct conn *c);
/* Refuses what was read, without a worker, and closes. Not ours any more. */
void conn_refuse(struct conn *c, int status);
/* Shuts the connection down so that an event will free it. Not ours any more. */
void conn_drop(struct conn *c);
/* Waits, from `now`, for the client to take the rest of the answer. Not ours any more. */
void conn_wait_out(struct conn *c);
/* The connection's arena, opened when first needed. */
struct arena *conn_arena(struct conn *c);

void conn_body_open(struct conn *c, uint64_t max);
/* 0, 413, 507. */
int conn_body_put(struct conn *c, const char *p, size_t n);
struct bytes conn_body_bytes(const struct conn *c);
void conn_body_close(struct conn *c);

enum conn_sent { SENT_ALL, SENT_PART, SENT_BROKEN };
/* Sends head, body and file as far as the socket takes them and keeps the rest. Owns file.fd. */
enum conn_sent conn_out_send(struct conn *c, struct str head, struct str body, struct bytes file);
enum conn_sent conn_out_more(struct conn *c);
void conn_out_close(struct conn *c);

#endif

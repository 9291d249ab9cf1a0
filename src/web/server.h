/* server.h — the HTTP/1.1 server: one IO thread, a capped pool of workers.
 *
 * The IO thread accepts, reads and parses; a worker gets a whole request and writes the answer, so
 * a slow client never holds a worker and a slow handler never holds a client of another. A
 * connection has one owner at a time. Handlers run on worker threads and share nothing but
 * `shared`, which must not change. No TLS and no HTTP/2: the gateway's job.
 *
 * Bounds, all absolute (a byte a second does not extend them): head 16 KB and 10 s, body by route
 * and 60 s, idle 15 s, write 60 s; a body or a download above 8 MB gets one second more for each
 * 128 KB. */
#ifndef WEB_SERVER_H
#define WEB_SERVER_H

#include "web/http.h"

struct clock;
struct server;

/* One answered request, for the access log. `pattern` is the route's, never the path, which may
 * name a person; `peer` is hidden on anonymous routes. */
struct server_line {
	enum http_verb verb;
	const struct route *route; /* NULL where none was found */
	int status;
	uint64_t bytes; /* of the answer's body */
	uint32_t wait_us, work_us;
	const struct http_peer *peer;
};

struct server_opt {
	const int *listen; /* listening sockets of server_listen(), not closed by the server */
	size_t n_listen;
	int workers;     /* threads, 1 to 256; 0 means 16 */
	int awake;       /* runnable at once; 0 means one per core */
	bool one;        /* no threads at all: everything in server_run(), for debugging */
	int connections; /* 0 means 4096 */
	int per_address; /* connections of one address; 0 means 256; gateways are not counted */
	int queue;       /* requests waiting for a worker before 503; 0 means 1024 */
	int head_ms, body_ms, idle_ms, write_ms, drain_ms; /* 0 means 10, 60, 15, 60, 10 seconds */
	struct clock *clock;                               /* of the process; for the Date header */
	const char *tmp_dir;                               /* NULL: TMPDIR or /tmp */
	bool gzip; /* pack text answers above 1 400 bytes where the client accepts it */
	const struct http_peer *gateways; /* whose X-Forwarded-For and -Proto are believed */
	size_t n_gateways;

	const void *shared; /* passed to the calls below; constant while the server runs */
	/* Bytes of body this head may bring; may set q->route, q->args, q->refused. Sees verb,
	 * path, query and peer only. IO thread. */
	uint64_t (*admit)(struct http_req *q, const void *shared);
	/* Answers one request. `worker` is what `init` returned. */
	void (*handle)(struct http_req *q, struct http_res *r, const void *shared, void *worker);
	/* Per worker: what it owns (database handle). `init` runs in the worker's thread. May be
	 * NULL. */
	void *(*init)(const void *shared, int index);
	void (*fini)(void *worker);
	void (*log)(const struct server_line *line, const void *shared, void *worker);
	/* With `one`: other work of the process, done between two requests and where none comes.
	 * Returns in how many milliseconds it wants to be asked again. May be NULL. */
	int64_t (*turn)(void *arg);
	void *turn_arg;
};

/* Opens a listening TCP socket on "127.0.0.1:8080", "[::1]:8080" or "unix:/path". Returns the
 * descriptor, or -errno. Close-on-exec, non-blocking. */
int server_listen(const char *address);

/* NULL when the system refuses (errno says why). The arena must outlive the server. */
struct server *server_open(struct arena *a, const struct server_opt *opt);
/* Serves until server_stop(), then drains: takes no new connection, answers every request whose
 * head has arrived, closes the rest; at most `drain_ms`. Returns 0, or -errno when epoll fails. */
int server_run(struct server *s);
/* Asks server_run() to drain and return. May be called from a signal handler or another thread. */
void server_stop(struct server *s);
void server_close(struct server *s);

/* Figures since the start, read by anybody at any time. */
struct server_stat {
	uint64_t requests, accepted, refused, timed_out;
	int connections, queued, awake;
};
struct server_stat server_stat(const struct server *s);

#endif

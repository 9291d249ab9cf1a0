/* web_fixture.h — a server in a thread of the test, and raw sockets to talk to it. */
#ifndef TEST_LIB_WEB_FIXTURE_H
#define TEST_LIB_WEB_FIXTURE_H

#include "sys/clock.h"
#include "web/route.h"
#include "web/server.h"

#include <pthread.h>

struct web_fixture {
	struct arena *a;
	struct clock clock;
	struct server *server;
	struct server_opt o;
	int listening, port, result;
	pthread_t thread;
};

/* Serves `routes` on a free port of 127.0.0.1; other fields of f->o may be set before. */
void web_fixture_start(struct web_fixture *f, const struct route *routes);
/* Stops and waits. */
void web_fixture_stop(struct web_fixture *f);
/* A connected socket whose reads give up after five seconds. */
int web_fixture_connect(const struct web_fixture *f);
/* Sends all of `n` bytes; false when the other side is gone. */
bool web_fixture_send(int fd, const char *p, size_t n);
/* Reads until the other side closes, time is up or `size` - 1 bytes are there; NUL-terminated. */
size_t web_fixture_read(int fd, char *to, size_t size);
/* One connection: sends `raw`, reads to the end. Returns the status, 0 where nothing came. */
int web_fixture_ask(const struct web_fixture *f, const char *raw, size_t n, char *to, size_t size);

#endif

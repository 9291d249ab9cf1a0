/* web_fixture.c — see web_fixture.h. */
#include "lib/web_fixture.h"
#include "base/bug.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static uint64_t admit(struct http_req *q, const void *shared)
{
	return route_admit(q, shared);
}

static void handle(struct http_req *q, struct http_res *r, const void *shared, void *worker)
{
	route_serve(shared, q, r, worker);
}

static void *run(void *arg)
{
	struct web_fixture *f = arg;
	f->result = server_run(f->server);
	return NULL;
}

void web_fixture_start(struct web_fixture *f, const struct route *routes)
{
	struct str why;
	struct sockaddr_in at;
	socklen_t n = sizeof at;
	f->a = arena_open(64 << 20);
	AN(clock_init(&f->clock, f->a, &why));
	f->listening = server_listen("127.0.0.1:0");
	AN(f->listening >= 0);
	AZ(getsockname(f->listening, (struct sockaddr *)&at, &n));
	f->port = ntohs(at.sin_port);
	f->o.listen = &f->listening;
	f->o.n_listen = 1;
	f->o.clock = &f->clock;
	f->o.shared = route_build(f->a, &routes, 1, NULL, NULL);
	f->o.admit = admit;
	f->o.handle = handle;
	f->server = server_open(f->a, &f->o);
	AN(f->server);
	AZ(pthread_create(&f->thread, NULL, run, f));
}

void web_fixture_stop(struct web_fixture *f)
{
	server_stop(f->server);
	AZ(pthread_join(f->thread, NULL));
	server_close(f->server);
	close(f->listening);
	arena_close(f->a);
}

int web_fixture_connect(const struct web_fixture *f)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)f->port)};
	struct timeval five = {.tv_sec = 5};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	AN(fd >= 0);
	AZ(connect(fd, (struct sockaddr *)&to, sizeof to));
	AZ(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &five, sizeof five));
	return fd;
}

bool web_fixture_send(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t w = send(fd, p, n, MSG_NOSIGNAL);
		if (w < 0 && errno != EINTR)
			return false;
		p += w > 0 ? w : 0;
		n -= w > 0 ? (size_t)w : 0;
	}
	return true;
}

size_t web_fixture_read(int fd, char *to, size_t size)
{
	size_t got = 0;
	while (got + 1 < size) {
		ssize_t n = recv(fd, to + got, size - 1 - got, 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		got += (size_t)n;
	}
	to[got] = '\0';
	return got;
}

int web_fixture_ask(const struct web_fixture *f, const char *raw, size_t n, char *to, size_t size)
{
	int fd = web_fixture_connect(f);
	web_fixture_send(fd, raw, n);
	size_t got = web_fixture_read(fd, to, size);
	close(fd);
	return got > 12 && memcmp(to, "HTTP/1.1 ", 9) == 0 ? atoi(to + 9) : 0;
}

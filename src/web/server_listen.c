/* server_listen.c — listening sockets. */
#include "base/num.h"
#include "web/server.h"
#include "web/peer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 1024 };

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	struct sockaddr_un un;
};

static socklen_t unix_address(struct str path, union address *to)
{
	if (path.n == 0 || path.n >= sizeof to->un.sun_path)
		return 0;
	to->un.sun_family = AF_UNIX;
	memcpy(to->un.sun_path, path.p, path.n);
	return sizeof to->un;
}

/* "10.0.0.1:8080", "[::1]:8080". */
static socklen_t inet_address(struct str text, union address *to)
{
	static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
	const char *colon = memrchr(text.p, ':', text.n);
	struct http_peer ip;
	int64_t port;
	if (colon == NULL)
		return 0;
	struct str host = str_first(text, (size_t)(colon - text.p));
	if (!num_int(str_from(text, host.n + 1), 0, 65535, &port))
		return 0;
	if (host.n > 2 && host.p[0] == '[' && host.p[host.n - 1] == ']')
		host = str_n(host.p + 1, host.n - 2);
	else if (memchr(host.p, ':', host.n))
		return 0;
	if (!peer_parse(host, &ip))
		return 0;
	if (memcmp(ip.ip, mapped, sizeof mapped) == 0) {
		to->v4.sin_family = AF_INET;
		to->v4.sin_port = htons((uint16_t)port);
		memcpy(&to->v4.sin_addr, ip.ip + sizeof mapped, 4);
		return sizeof to->v4;
	}
	to->v6.sin6_family = AF_INET6;
	to->v6.sin6_port = htons((uint16_t)port);
	memcpy(&to->v6.sin6_addr, ip.ip, sizeof ip.ip);
	return sizeof to->v6;
}

static int listen_on(int fd, const union address *at, socklen_t n)
{
	int on = 1;
	bool is_unix = at->any.sa_family == AF_UNIX;
	if (is_unix)
		unlink(at->un.sun_path);
	else if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) ||
		 setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on))
		return -errno;
	if (bind(fd, &at->any, n) || listen(fd, BACKLOG))
		return -errno;
	return fd;
}

int server_listen(const char *address)
{
	struct str text = str_of(address);
	union address at;
	memset(&at, 0, sizeof at);
	bool is_unix = str_starts(text, S("unix:"));
	socklen_t n = is_unix ? unix_address(str_from(text, 5), &at) : inet_address(text, &at);
	if (n == 0)
		return -EINVAL;
	int fd = socket(at.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	int got = listen_on(fd, &at, n);
	if (got < 0)
		close(fd);
	return got;
}

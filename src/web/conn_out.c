/* conn_out.c — an answer on its way out, and where its rest waits for a slow client. */
#include "base/bug.h"
#include "sys/file.h"
#include "web/conn.h"

#include <errno.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { TURN = 1 << 20 /* bytes of a file in one go, so that others get their turn */ };

void conn_out_close(struct conn *c)
{
	if (c->out.fd >= 0)
		close(c->out.fd);
	c->out = (struct conn_out){.fd = -1, .last = c->out.last};
}

/* Drops `n` sent bytes from the front. */
static void advance(struct iovec *v, size_t count, size_t n)
{
	for (size_t i = 0; i < count && n > 0; i++) {
		size_t k = n < v[i].iov_len ? n : v[i].iov_len;
		v[i].iov_base = (char *)v[i].iov_base + k;
		v[i].iov_len -= k;
		n -= k;
	}
}

static size_t total(const struct iovec *v, size_t count)
{
	size_t n = 0;
	for (size_t i = 0; i < count; i++)
		n += v[i].iov_len;
	return n;
}

static enum conn_sent send_memory(int fd, struct iovec *v, size_t count, bool more)
{
	struct msghdr m = {.msg_iov = v, .msg_iovlen = count};
	while (total(v, count) > 0) {
		ssize_t n = sendmsg(fd, &m, MSG_NOSIGNAL | MSG_DONTWAIT | (more ? MSG_MORE : 0));
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno == EAGAIN ? SENT_PART : SENT_BROKEN;
		advance(v, count, (size_t)n);
	}
	return SENT_ALL;
}

static enum conn_sent send_file(struct conn *c)
{
	uint64_t turn = TURN;
	while (c->out.left > 0 && turn > 0) {
		off_t at = (off_t)c->out.at;
		uint64_t want = c->out.left < turn ? c->out.left : turn;
		ssize_t n = sendfile(c->fd, c->out.fd, &at, (size_t)want);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno == EAGAIN ? SENT_PART : SENT_BROKEN;
		if (n == 0) /* the file is shorter than promised */
			return SENT_BROKEN;
		c->out.at += (uint64_t)n;
		c->out.left -= (uint64_t)n;
		turn -= (uint64_t)n;
	}
	return c->out.left ? SENT_PART : SENT_ALL;
}

enum conn_sent conn_out_more(struct conn *c)
{
	if (c->out.n) {
		struct iovec v = {(void *)(uintptr_t)c->out.p, c->out.n};
		enum conn_sent sent = send_memory(c->fd, &v, 1, c->out.left > 0);
		c->out.p = v.iov_base;
		c->out.n = v.iov_len;
		if (sent != SENT_ALL)
			return sent;
	}
	return c->out.left ? send_file(c) : SENT_ALL;
}

static bool keep_in_file(struct conn *c, const struct iovec *v, size_t count)
{
	c->out.fd = file_temp(c->s->o->tmp_dir);
	c->out.left = total(v, count);
	bool kept = c->out.fd >= 0;
	for (size_t i = 0; i < count && kept; i++)
		kept = file_put(c->out.fd, str_n(v[i].iov_base, v[i].iov_len)) == FILE_OK;
	return kept;
}

/* The worker's memory is gone after this request: the rest moves to the connection. */
static bool keep_rest(struct conn *c, const struct iovec *v, size_t count)
{
	size_t n = total(v, count), at = 0;
	if (n > CONN_OUT_MEMORY && c->out.fd < 0)
		return keep_in_file(c, v, count);
	char *to = arena_get(conn_arena(c), n);
	for (size_t i = 0; i < count; at += v[i++].iov_len)
		if (v[i].iov_len)
			memcpy(to + at, v[i].iov_base, v[i].iov_len);
	c->out.p = to;
	c->out.n = n;
	return true;
}

enum conn_sent conn_out_send(struct conn *c, struct str head, struct str body, struct bytes file)
{
	struct str mem = file.fd < 0 && file.mem.n ? file.mem : body;
	struct iovec v[2] = {
		{(void *)(uintptr_t)head.p, head.n},
		{(void *)(uintptr_t)mem.p, file.fd < 0 ? mem.n : 0},
	};
	c->out.fd = file.fd;
	c->out.at = file.at;
	c->out.left = file.fd < 0 ? 0 : file.size;
	enum conn_sent sent = send_memory(c->fd, v, NELEM(v), c->out.left > 0);
	if (sent == SENT_PART)
		return keep_rest(c, v, NELEM(v)) ? SENT_PART : SENT_BROKEN;
	return sent == SENT_ALL && c->out.left ? send_file(c) : sent;
}

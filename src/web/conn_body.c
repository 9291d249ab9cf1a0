/* conn_body.c — a request's body on its way in: small ones stay where they were read, then memory,
 * then an unnamed temporary file. Memory for bodies has a ceiling over all connections; above it
 * they go to files at once. */
#include "base/bug.h"
#include "sys/file.h"
#include "web/conn.h"

#include <unistd.h>

enum { ALL_BODIES = 64 << 20 };

void conn_body_open(struct conn *c, uint64_t max)
{
	struct conn_body *b = &c->body;
	*b = (struct conn_body){.kind = BODY_MEMORY, .max = max, .fd = -1};
	if (!c->parse.chunked && c->parse.length <= (size_t)(CONN_ROOM - c->parse.head_n)) {
		b->kind = BODY_ROOM;
		b->p = c->room + c->parse.head_n;
	}
}

void conn_body_close(struct conn *c)
{
	struct conn_body *b = &c->body;
	if (b->fd >= 0)
		close(b->fd);
	if (b->counted)
		atomic_fetch_sub(&c->s->bodies, b->counted);
	*b = (struct conn_body){.fd = -1};
}

static bool put_file(struct conn_body *b, const char *p, size_t n)
{
	if (file_put(b->fd, str_n(p, n)) != FILE_OK)
		return false;
	b->n += n;
	return true;
}

static bool move_to_file(struct conn *c)
{
	struct conn_body *b = &c->body;
	size_t held = (size_t)b->n;
	b->fd = file_temp(c->s->o->tmp_dir);
	if (b->fd < 0)
		return false;
	b->kind = BODY_FILE;
	b->n = 0;
	return put_file(b, b->p, held);
}

/* Room for `n` more bytes in memory; false where they should go to a file. */
static bool widen(struct conn *c, size_t n)
{
	struct conn_body *b = &c->body;
	size_t need = (size_t)b->n + n, room = b->room;
	if (need > HTTP_BODY_MEMORY || c->parse.length > HTTP_BODY_MEMORY)
		return false;
	if (need <= room)
		return true;
	room = c->parse.length ? (size_t)c->parse.length : room * 2 + 4096;
	if (room < need)
		room = need;
	size_t more = room - b->room;
	if (atomic_fetch_add(&c->s->bodies, more) + more > ALL_BODIES) {
		atomic_fetch_sub(&c->s->bodies, more);
		return false;
	}
	b->counted += more;
	b->p = arena_grow(conn_arena(c), b->p, b->room, room);
	b->room = room;
	return true;
}

int conn_body_put(struct conn *c, const char *p, size_t n)
{
	struct conn_body *b = &c->body;
	if (n > b->max - b->n)
		return 413;
	if (b->kind == BODY_ROOM) { /* the bytes are where they belong */
		AN(p == b->p + b->n);
		b->n += n;
		return 0;
	}
	if (b->kind == BODY_MEMORY && widen(c, n)) {
		memcpy(b->p + b->n, p, n);
		b->n += n;
		return 0;
	}
	if (b->kind == BODY_MEMORY && !move_to_file(c))
		return 507;
	return put_file(b, p, n) ? 0 : 507;
}

struct bytes conn_body_bytes(const struct conn *c)
{
	const struct conn_body *b = &c->body;
	if (b->kind == BODY_FILE)
		return (struct bytes){.fd = b->fd, .size = b->n};
	return bytes_of(str_n(b->p, (size_t)b->n));
}

/* arena.c — see arena.h. A chain of blocks; the newest is bumped. */
#include "base/arena.h"
#include "base/bug.h"

#include <malloc.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 16 * 1024, ALIGN = 16 };

struct block {
	struct block *older;
	size_t size, used;
	_Alignas(ALIGN) unsigned char bytes[];
};

struct arena {
	struct block *top;
	size_t ceiling, held, used;
};

static struct block *block_open(struct arena *a, size_t need)
{
	size_t size = a->top ? a->top->size * 2 : FIRST_BLOCK;
	if (size < need)
		size = need;
	if (need > a->ceiling || a->held > a->ceiling - need)
		BUG("arena ceiling reached");
	if (a->held + size > a->ceiling)
		size = a->ceiling - a->held;
	struct block *b = malloc(sizeof *b + size);
	if (b == NULL)
		BUG("out of memory");
	b->older = a->top;
	b->size = size;
	b->used = 0;
	a->held += size;
	return a->top = b;
}

struct arena *arena_open(size_t ceiling)
{
	struct arena *a = calloc(1, sizeof *a);
	if (a == NULL)
		BUG("out of memory");
	a->ceiling = ceiling;
	return a;
}

static void drop_blocks(struct arena *a, struct block *keep)
{
	while (a->top != keep) {
		struct block *b = a->top;
		a->top = b->older;
		a->held -= b->size;
		free(b);
	}
}

void arena_close(struct arena *a)
{
	if (a == NULL)
		return;
	drop_blocks(a, NULL);
	free(a);
}

void arena_reset(struct arena *a)
{
	struct block *first = a->top;
	while (first && first->older)
		first = first->older;
	drop_blocks(a, first);
	if (first)
		first->used = 0;
	a->used = 0;
}

static void *take(struct arena *a, size_t n)
{
	if (n > SIZE_MAX - ALIGN)
		BUG("arena request too large");
	n = (n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	struct block *b = a->top;
	if (b == NULL || b->size - b->used < n)
		b = block_open(a, n);
	void *p = b->bytes + b->used;
	b->used += n;
	a->used += n;
	return p;
}

void *arena_get(struct arena *a, size_t n)
{
	return memset(take(a, n), 0, n);
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		BUG("arena array too large");
	return arena_get(a, count * size);
}

char *arena_copy(struct arena *a, const void *p, size_t n)
{
	char *to = take(a, n + 1);
	if (n)
		memcpy(to, p, n);
	to[n] = '\0';
	return to;
}

char *arena_fmt(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	AN(n >= 0);
	char *to = take(a, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(to, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return to;
}

static int is_newest(const struct arena *a, const void *p, size_t old)
{
	size_t room = (old + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	const struct block *b = a->top;
	return b && p && b->used >= room && (const unsigned char *)p == b->bytes + b->used - room;
}

void *arena_grow(struct arena *a, void *p, size_t old, size_t now)
{
	AN(now >= old);
	if (is_newest(a, p, old)) {
		size_t room = (old + ALIGN - 1) & ~(size_t)(ALIGN - 1);
		size_t want = (now + ALIGN - 1) & ~(size_t)(ALIGN - 1);
		if (a->top->size - a->top->used >= want - room) {
			a->top->used += want - room;
			a->used += want - room;
			memset((char *)p + old, 0, now - old);
			return p;
		}
	}
	char *to = take(a, now);
	if (old)
		memcpy(to, p, old);
	memset(to + old, 0, now - old);
	return to;
}

size_t arena_used(const struct arena *a)
{
	return a->used;
}

void arena_trim(void)
{
	malloc_trim(0);
}

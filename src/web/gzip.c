/* gzip.c — see gzip.h. */
#include "web/gzip.h"
#include "base/bug.h"

#include <strings.h>
#include <zlib.h>

enum { LEVEL = 1, WINDOW = 15 + 16 /* with a gzip head */, MEMORY = 8 };

struct gzip {
	z_stream z;
};

static void *take(void *arena, unsigned count, unsigned size)
{
	return arena_array(arena, count, size);
}

static void keep(void *arena, void *p)
{
	(void)arena;
	(void)p;
}

struct gzip *gzip_in(struct arena *a)
{
	struct gzip *g = arena_new(a, struct gzip);
	g->z.zalloc = take;
	g->z.zfree = keep;
	g->z.opaque = a;
	AZ(deflateInit2(&g->z, LEVEL, Z_DEFLATED, WINDOW, MEMORY, Z_DEFAULT_STRATEGY));
	return g;
}

static bool is_word(struct str s, struct str word)
{
	return s.n == word.n && strncasecmp(s.p, word.p, word.n) == 0;
}

/* "q=0", "q=0.0", … */
static bool is_refused(struct str weight)
{
	weight = str_trim(weight);
	if (!str_starts(weight, S("q=")) && !str_starts(weight, S("Q=")))
		return false;
	for (size_t i = 2; i < weight.n; i++)
		if (weight.p[i] >= '1' && weight.p[i] <= '9')
			return false;
	return true;
}

bool gzip_accepted(struct str accept_encoding)
{
	while (accept_encoding.n > 0) {
		struct str weight = str_cut(&accept_encoding, S(","));
		struct str name = str_trim(str_cut(&weight, S(";")));
		if (is_word(name, S("gzip")))
			return !is_refused(weight);
	}
	return false;
}

bool gzip_pack(struct gzip *g, struct str in, struct buf *out)
{
	if (in.n == 0 || in.n > UINT32_MAX || out->ceiling - out->n < in.n)
		return false;
	struct buf packed = buf_in(out->a, in.n);
	unsigned char step[16 * 1024];
	int end;
	AZ(deflateReset(&g->z));
	g->z.next_in = (unsigned char *)(uintptr_t)in.p;
	g->z.avail_in = (unsigned)in.n;
	do {
		g->z.next_out = step;
		g->z.avail_out = sizeof step;
		end = deflate(&g->z, Z_FINISH);
		AN(end == Z_OK || end == Z_STREAM_END);
		buf_put(&packed, step, sizeof step - g->z.avail_out);
	} while (end != Z_STREAM_END && !packed.full);
	if (packed.full || packed.n >= in.n)
		return false;
	buf_str(out, buf_view(&packed));
	return true;
}

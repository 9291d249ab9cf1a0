/* vec.c — see vec.h. */
#include "base/vec.h"

int vec_widen(struct arena *a, void **at, size_t *room, size_t size)
{
	size_t now = *room ? *room * 2 : 8;
	*at = arena_grow(a, *at, *room * size, now * size);
	*room = now;
	return 0;
}

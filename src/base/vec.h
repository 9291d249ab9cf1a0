/* vec.h — a growing array in an arena.
 *
 *	struct { struct item *at; size_t n, room; } items = {0};
 *	*vec_add(arena, &items) = (struct item){…};
 *
 * vec_add() returns a pointer to a new zeroed element, valid until the next vec_add() on it. */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include "base/arena.h"

#define VEC(type)                                                                                  \
	struct {                                                                                   \
		type *at;                                                                          \
		size_t n, room;                                                                    \
	}

#define vec_add(a, v)                                                                              \
	((v)->n < (v)->room ? 0 : vec_widen((a), (void **)&(v)->at, &(v)->room, sizeof *(v)->at),  \
		&(v)->at[(v)->n++])

/* Doubles the room; for vec_add() only. */
int vec_widen(struct arena *a, void **at, size_t *room, size_t size);

#endif

/* map.h — a hash map from text to a pointer, in an arena. Insertion order is kept for walking, so
 * output built from a map is the same every time. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"
#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

struct map_entry {
	struct str key;
	void *value;
};

struct map {
	struct arena *a;
	struct map_entry *at;
	uint32_t *slots;
	size_t n, room, n_slots;
};

/* An empty map in `a`. */
struct map map_in(struct arena *a);
/* Sets `key`; the key's bytes are copied. Returns the value it had, or NULL. */
void *map_set(struct map *m, struct str key, void *value);
/* The value of `key`, or NULL. */
void *map_get(const struct map *m, struct str key);

#endif

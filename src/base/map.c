/* map.c — see map.h. Open addressing over indexes into an entry array. */
#include "base/map.h"

static uint64_t hash_of(struct str s)
{
	uint64_t h = 1469598103934665603u;
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
	return h ^ h >> 29;
}

struct map map_in(struct arena *a)
{
	return (struct map){.a = a};
}

static size_t slot_of(const struct map *m, struct str key)
{
	size_t mask = m->n_slots - 1, i = (size_t)hash_of(key) & mask;
	while (m->slots[i] && !str_eq(m->at[m->slots[i] - 1].key, key))
		i = (i + 1) & mask;
	return i;
}

static void widen(struct map *m)
{
	size_t room = m->room ? m->room * 2 : 8;
	m->at = arena_grow(m->a, m->at, m->room * sizeof *m->at, room * sizeof *m->at);
	m->room = room;
	m->n_slots = room * 2;
	m->slots = arena_array(m->a, m->n_slots, sizeof *m->slots);
	for (size_t i = 0; i < m->n; i++)
		m->slots[slot_of(m, m->at[i].key)] = (uint32_t)i + 1;
}

void *map_set(struct map *m, struct str key, void *value)
{
	if (m->n == m->room)
		widen(m);
	size_t slot = slot_of(m, key);
	if (m->slots[slot]) {
		struct map_entry *e = &m->at[m->slots[slot] - 1];
		void *old = e->value;
		e->value = value;
		return old;
	}
	m->at[m->n] = (struct map_entry){str_dup(m->a, key), value};
	m->slots[slot] = (uint32_t)++m->n;
	return NULL;
}

void *map_get(const struct map *m, struct str key)
{
	if (m->n == 0)
		return NULL;
	size_t slot = slot_of(m, key);
	return m->slots[slot] ? m->at[m->slots[slot] - 1].value : NULL;
}

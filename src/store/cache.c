/* cache.c — the prepared statements of one connection.
 *
 * A literal is found by its address, built SQL by its text. At most CACHE_LIVE stay prepared, the
 * least recently used give way: a server has a connection per worker, and each prepared statement
 * holds several kilobytes. Invariant: a statement that was handed out and not finished is never
 * dropped. The entry of a literal lives as long as the connection (the program has only so many),
 * so its pointer stays good and it is prepared again when it is used again. */
#include "store/db_int.h"

#include "base/bug.h"

#include <stdlib.h>

static uint64_t hash_of(const void *p, size_t n)
{
	const unsigned char *c = p;
	uint64_t h = 1469598103934665603u;
	for (size_t i = 0; i < n; i++)
		h = (h ^ c[i]) * 1099511628211u;
	return h ^ h >> 32;
}

static void unlink_live(struct cache *c, struct stmt *s)
{
	*(s->newer ? &s->newer->older : &c->newest) = s->older;
	*(s->older ? &s->older->newer : &c->oldest) = s->newer;
	s->newer = s->older = NULL;
	c->live--;
}

static void link_newest(struct cache *c, struct stmt *s)
{
	s->older = c->newest;
	*(c->newest ? &c->newest->newer : &c->oldest) = s;
	c->newest = s;
	c->live++;
}

static void forget(struct cache *c, struct stmt *s)
{
	struct stmt **at = &c->slot[s->hash % CACHE_SLOTS];
	while (*at != s)
		at = &(*at)->next;
	*at = s->next;
	free((char *)s->sql);
	free(s);
}

static void unprepare(struct cache *c, struct stmt *s)
{
	s->db->store->drv->drop(s);
	s->h = NULL;
	unlink_live(c, s);
}

static void make_room(struct cache *c)
{
	struct stmt *s = c->oldest;
	while (s && c->live >= CACHE_LIVE) {
		struct stmt *newer = s->newer;
		if (!s->held) {
			unprepare(c, s);
			if (s->own)
				forget(c, s);
		}
		s = newer;
	}
}

static struct stmt *add(struct db *db, const char *sql, uint64_t hash, bool own)
{
	struct stmt *s = calloc(1, sizeof *s);
	AN(s);
	struct stmt **slot = &db->cache.slot[hash % CACHE_SLOTS];
	*s = (struct stmt){.db = db, .sql = sql, .hash = hash, .own = own, .next = *slot};
	*slot = s;
	return s;
}

struct stmt *cache_literal(struct db *db, const char *literal)
{
	uint64_t hash = hash_of(&literal, sizeof literal);
	struct stmt *s = db->cache.slot[hash % CACHE_SLOTS];
	while (s && s->sql != literal)
		s = s->next;
	return s ? s : add(db, literal, hash, false);
}

struct stmt *cache_text(struct db *db, struct str sql)
{
	uint64_t hash = hash_of(sql.p, sql.n);
	struct stmt *s = db->cache.slot[hash % CACHE_SLOTS];
	while (s && !(s->own && s->hash == hash && str_eq(str_of(s->sql), sql)))
		s = s->next;
	if (s)
		return s;
	char *copy = malloc(sql.n + 1);
	AN(copy);
	memcpy(copy, sql.p, sql.n);
	copy[sql.n] = 0;
	return add(db, copy, hash, true);
}

void cache_use(struct stmt *s)
{
	struct cache *c = &s->db->cache;
	s->failed = DB_OK;
	if (s->h) {
		if (c->newest != s) {
			unlink_live(c, s);
			link_newest(c, s);
		}
		return;
	}
	s->held = true; /* its own entry must survive make_room() */
	make_room(c);
	s->failed = s->db->store->drv->prep(s);
	if (s->failed == DB_OK)
		link_newest(c, s);
}

void cache_settle(struct cache *c)
{
	for (struct stmt *s = c->newest; s; s = s->older)
		if (s->held)
			db_done(s);
}

void cache_free(struct cache *c)
{
	for (int i = 0; i < CACHE_SLOTS; i++) {
		for (struct stmt *s = c->slot[i], *next; s; s = next) {
			next = s->next;
			if (s->h)
				unprepare(c, s);
			if (s->own)
				free((char *)s->sql);
			free(s);
		}
		c->slot[i] = NULL;
	}
}

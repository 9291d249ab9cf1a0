/* cap.c — see cap.h. Open addressing, half empty, with backward-shift deletion. */
#include "web/cap.h"
#include "base/bug.h"

struct holder {
	uint8_t ip[16];
};

struct entry {
	struct holder who;
	uint32_t count; /* 0: the place is free */
};

struct cap {
	struct entry *at;
	size_t mask;
	uint32_t limit;
	uint64_t seed;
};

struct cap *cap_in(struct arena *a, size_t connections, uint32_t limit, uint64_t seed)
{
	struct cap *c = arena_new(a, struct cap);
	size_t room = 16;
	while (room < connections * 2)
		room *= 2;
	c->at = arena_array(a, room, sizeof *c->at);
	c->mask = room - 1;
	c->limit = limit;
	c->seed = seed;
	return c;
}

static struct holder holder_of(const struct http_peer *p)
{
	static const uint8_t ipv4[12] = {[10] = 0xff, 0xff};
	struct holder who;
	memcpy(who.ip, p->ip, sizeof who.ip);
	if (memcmp(who.ip, ipv4, sizeof ipv4) != 0)
		memset(who.ip + 8, 0, 8);
	return who;
}

static size_t place_of(const struct cap *c, const struct holder *who)
{
	uint64_t w[2], h;
	memcpy(w, who->ip, sizeof w);
	h = (w[0] ^ c->seed) * 0x9e3779b97f4a7c15u;
	h = (h ^ h >> 32 ^ w[1] ^ c->seed << 7) * 0xd6e8feb86659fd93u;
	return (size_t)(h ^ h >> 32) & c->mask;
}

static size_t find(const struct cap *c, const struct holder *who)
{
	size_t i = place_of(c, who);
	while (c->at[i].count && memcmp(&c->at[i].who, who, sizeof *who) != 0)
		i = (i + 1) & c->mask;
	return i;
}

bool cap_take(struct cap *c, const struct http_peer *p)
{
	struct holder who = holder_of(p);
	struct entry *e = &c->at[find(c, &who)];
	if (e->count >= c->limit)
		return false;
	if (e->count++ == 0)
		e->who = who;
	return true;
}

void cap_give(struct cap *c, const struct http_peer *p)
{
	struct holder who = holder_of(p);
	size_t hole = find(c, &who);
	AN(c->at[hole].count);
	if (--c->at[hole].count)
		return;
	for (size_t i = (hole + 1) & c->mask; c->at[i].count; i = (i + 1) & c->mask) {
		size_t home = place_of(c, &c->at[i].who);
		if (((i - home) & c->mask) < ((i - hole) & c->mask))
			continue; /* it may not move before its home */
		c->at[hole] = c->at[i];
		c->at[i].count = 0;
		hole = i;
	}
}

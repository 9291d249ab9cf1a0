/* rate.c — see rate.h. */
#include "web/rate.h"
#include "base/bug.h"

#include <pthread.h>

enum { SETS = 128, WAYS = 8, MINUTE_MS = 60000 };

/* What is left is counted in sixty-thousandths of a request: one millisecond fills `per_minute`. */
struct bucket {
	int64_t key, left, at_ms;
};

struct rate {
	pthread_mutex_t lock;
	int64_t per_minute, burst;
	struct bucket at[SETS][WAYS];
};

struct rate *rate_in(struct arena *a, int per_minute, int burst)
{
	struct rate *r = arena_new(a, struct rate);
	AN(per_minute > 0 && burst > 0);
	AZ(pthread_mutex_init(&r->lock, NULL));
	r->per_minute = per_minute;
	r->burst = burst;
	return r;
}

static struct bucket *find(struct rate *r, int64_t key, int64_t now_ms)
{
	struct bucket *set = r->at[(uint64_t)key % SETS], *oldest = set;
	for (int i = 0; i < WAYS; i++) {
		if (set[i].key == key)
			return &set[i];
		if (set[i].at_ms < oldest->at_ms)
			oldest = &set[i];
	}
	*oldest = (struct bucket){key, r->burst * MINUTE_MS, now_ms};
	return oldest;
}

static int take(const struct rate *r, struct bucket *b, int64_t now_ms)
{
	int64_t most = r->burst * MINUTE_MS, gone = now_ms - b->at_ms;
	/* A pause that fills the bucket whatever its length must not overflow the product. */
	b->left = gone > most ? most : b->left + gone * r->per_minute;
	b->at_ms = now_ms;
	if (b->left > most)
		b->left = most;
	if (b->left >= MINUTE_MS) {
		b->left -= MINUTE_MS;
		return 0;
	}
	return (int)((MINUTE_MS - b->left) / (r->per_minute * 1000)) + 1;
}

int rate_take(struct rate *r, int64_t key, int64_t now_ms)
{
	AN(key != 0);
	AZ(pthread_mutex_lock(&r->lock));
	int wait_s = take(r, find(r, key, now_ms), now_ms);
	AZ(pthread_mutex_unlock(&r->lock));
	return wait_s;
}

/* pool.c — see pool.h. */
#include "web/pool.h"
#include "base/bug.h"

#include <stddef.h>

void pool_init(struct pool *p, int cap, int bound)
{
	*p = (struct pool){.cap = cap, .bound = bound};
	p->tail = &p->head;
	AZ(pthread_mutex_init(&p->lock, NULL));
}

void pool_fini(struct pool *p)
{
	AZ(pthread_mutex_destroy(&p->lock));
}

void pool_sit(struct pool *p, struct pool_seat *seat)
{
	*seat = (struct pool_seat){0};
	AZ(pthread_cond_init(&seat->wake, NULL));
	atomic_fetch_add(&p->awake, 1);
}

void pool_rise(struct pool *p, struct pool_seat *seat)
{
	atomic_fetch_sub(&p->awake, 1);
	AZ(pthread_cond_destroy(&seat->wake));
}

/* Under the lock. The woken count as awake at once, so that nobody is woken twice for one job. */
static void call_one(struct pool *p)
{
	struct pool_seat *s = p->idle;
	if (s == NULL)
		return;
	p->idle = s->below;
	s->called = true;
	atomic_fetch_add(&p->awake, 1);
	AZ(pthread_cond_signal(&s->wake));
}

bool pool_push(struct pool *p, struct pool_job *job, int64_t now_us)
{
	AZ(pthread_mutex_lock(&p->lock));
	bool room = atomic_load(&p->queued) < p->bound;
	if (room) {
		job->next = NULL;
		job->since_us = now_us;
		*p->tail = job;
		p->tail = &job->next;
		atomic_fetch_add(&p->queued, 1);
		if (atomic_load(&p->awake) < p->cap)
			call_one(p);
	}
	AZ(pthread_mutex_unlock(&p->lock));
	return room;
}

static bool is_waiting_long(const struct pool *p, int64_t now_us)
{
	return p->head && now_us - p->head->since_us >= POOL_WAIT_MS * 1000;
}

static void sleep_on(struct pool *p, struct pool_seat *seat)
{
	seat->below = p->idle;
	seat->called = false;
	p->idle = seat;
	atomic_fetch_sub(&p->awake, 1);
	while (!seat->called)
		AZ(pthread_cond_wait(&seat->wake, &p->lock));
}

struct pool_job *pool_take(struct pool *p, struct pool_seat *seat, int64_t (*now_us)(void))
{
	AZ(pthread_mutex_lock(&p->lock));
	while (!p->ended || p->head) {
		bool too_many = atomic_load(&p->awake) > p->cap;
		if (p->head && (!too_many || p->ended || is_waiting_long(p, now_us())))
			break;
		if (p->ended)
			break;
		sleep_on(p, seat);
		if (p->head) /* called for it, however many are awake */
			break;
	}
	struct pool_job *job = p->head;
	if (job) {
		p->head = job->next;
		if (p->head == NULL)
			p->tail = &p->head;
		atomic_fetch_sub(&p->queued, 1);
	}
	AZ(pthread_mutex_unlock(&p->lock));
	return job;
}

void pool_tick(struct pool *p, int64_t now_us)
{
	if (atomic_load(&p->queued) == 0)
		return;
	AZ(pthread_mutex_lock(&p->lock));
	if (is_waiting_long(p, now_us))
		call_one(p);
	AZ(pthread_mutex_unlock(&p->lock));
}

void pool_end(struct pool *p)
{
	AZ(pthread_mutex_lock(&p->lock));
	p->ended = true;
	while (p->idle)
		call_one(p);
	AZ(pthread_mutex_unlock(&p->lock));
}

/* pool.h — a bounded queue of jobs and the workers that wait for them.
 *
 * Idle workers lie on a stack: the one that slept last, whose caches are warm, works next. As many
 * are awake as there are cores; a queue whose head has waited 4 ms, because handlers block, gets
 * one more for each such wait, and those go to sleep again when there is less to do. */
#ifndef WEB_POOL_H
#define WEB_POOL_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum { POOL_WAIT_MS = 4 };

struct pool_job {
	struct pool_job *next;
	int64_t since_us;
};

/* One for each worker, owned by it. */
struct pool_seat {
	pthread_cond_t wake;
	struct pool_seat *below;
	bool called;
};

struct pool {
	pthread_mutex_t lock;
	struct pool_job *head, **tail;
	struct pool_seat *idle;
	int cap, bound;
	bool ended;
	_Atomic int queued, awake;
};

void pool_init(struct pool *p, int cap, int bound);
void pool_fini(struct pool *p);
void pool_sit(struct pool *p, struct pool_seat *seat);  /* a worker begins */
void pool_rise(struct pool *p, struct pool_seat *seat); /* and ends, after pool_take() gave NULL */
/* Appends a job at time `now_us`; false where the queue is full. */
bool pool_push(struct pool *p, struct pool_job *job, int64_t now_us);
/* Waits for a job; NULL when the pool has ended and the queue is empty. `now_us` is the clock. */
struct pool_job *pool_take(struct pool *p, struct pool_seat *seat, int64_t (*now_us)(void));
/* Wakes one more worker where the head of the queue has waited too long. */
void pool_tick(struct pool *p, int64_t now_us);
void pool_end(struct pool *p);

#endif

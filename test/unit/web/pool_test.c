/* pool_test.c — order, bound, how many are awake, the worker called for an old queue head. */
#include "web/pool.h"
#include "base/bug.h"
#include "sys/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <unistd.h>

enum { WORKERS = 6, CAP = 2, JOBS = 64 };

struct crew {
	struct pool pool;
	struct pool_job jobs[JOBS];
	pthread_t threads[WORKERS];
	_Atomic int done, at_work, most, seated;
	_Atomic bool block;
};

static void *work(void *arg)
{
	struct crew *c = arg;
	struct pool_seat seat;
	pool_sit(&c->pool, &seat);
	atomic_fetch_add(&c->seated, 1);
	while (pool_take(&c->pool, &seat, clock_micros)) {
		int now = atomic_fetch_add(&c->at_work, 1) + 1, most = atomic_load(&c->most);
		while (now > most && !atomic_compare_exchange_weak(&c->most, &most, now))
			;
		while (atomic_load(&c->block))
			usleep(200);
		atomic_fetch_sub(&c->at_work, 1);
		atomic_fetch_add(&c->done, 1);
	}
	pool_rise(&c->pool, &seat);
	return NULL;
}

static void start(struct crew *c)
{
	pool_init(&c->pool, CAP, JOBS);
	for (int i = 0; i < WORKERS; i++)
		AZ(pthread_create(&c->threads[i], NULL, work, c));
	while (atomic_load(&c->seated) < WORKERS || atomic_load(&c->pool.awake) > 0)
		usleep(200);
}

static void stop(struct crew *c)
{
	pool_end(&c->pool);
	for (int i = 0; i < WORKERS; i++)
		AZ(pthread_join(c->threads[i], NULL));
	pool_fini(&c->pool);
}

static void wait_for(_Atomic int *what, int value)
{
	for (int i = 0; i < 20000 && atomic_load(what) != value; i++)
		usleep(200);
	assert_int_equal(atomic_load(what), value);
}

static void all_jobs_are_done_by_few(void **state)
{
	struct crew c = {0};
	(void)state;
	start(&c);
	for (int i = 0; i < JOBS; i++)
		assert_true(pool_push(&c.pool, &c.jobs[i], clock_micros()));
	wait_for(&c.done, JOBS);
	assert_true(atomic_load(&c.most) <= CAP);
	stop(&c);
}

static void blocked_workers_are_replaced_one_by_one(void **state)
{
	struct crew c = {.block = true};
	(void)state;
	start(&c);
	for (int i = 0; i < WORKERS + 1; i++)
		assert_true(pool_push(&c.pool, &c.jobs[i], clock_micros()));
	wait_for(&c.at_work, CAP);
	pool_tick(&c.pool, clock_micros() - 1000000); /* too early: nobody is called */
	usleep(20000);
	assert_int_equal(atomic_load(&c.at_work), CAP);
	for (int n = CAP + 1; n <= WORKERS; n++) {
		pool_tick(&c.pool, clock_micros() + 1000000);
		wait_for(&c.at_work, n);
	}
	pool_tick(&c.pool, clock_micros() + 1000000); /* nobody is left to call */
	assert_int_equal(atomic_load(&c.pool.queued), 1);
	atomic_store(&c.block, false);
	wait_for(&c.done, WORKERS + 1);
	wait_for(&c.pool.awake, 0);
	stop(&c);
}

static void the_queue_is_bounded_and_in_order(void **state)
{
	struct pool p;
	struct pool_seat seat;
	struct pool_job jobs[4];
	(void)state;
	pool_init(&p, CAP, 3);
	pool_sit(&p, &seat);
	for (int i = 0; i < 3; i++)
		assert_true(pool_push(&p, &jobs[i], i));
	assert_false(pool_push(&p, &jobs[3], 3));
	for (int i = 0; i < 3; i++)
		assert_ptr_equal(pool_take(&p, &seat, clock_micros), &jobs[i]);
	assert_true(pool_push(&p, &jobs[3], 3));
	pool_end(&p); /* what is queued is still done */
	assert_ptr_equal(pool_take(&p, &seat, clock_micros), &jobs[3]);
	assert_null(pool_take(&p, &seat, clock_micros));
	pool_rise(&p, &seat);
	pool_fini(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_jobs_are_done_by_few),
		cmocka_unit_test(blocked_workers_are_replaced_one_by_one),
		cmocka_unit_test(the_queue_is_bounded_and_in_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

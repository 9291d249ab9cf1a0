/* tick_test.c — a job runs when it is due, in one process at a time, and a failing one waits longer
 * each time without stopping the others. */
#include "job/job.h"
#include "lib/world_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* What the jobs of this test did; a job has no argument, so it is told through the conf pointer. */
struct seen {
	struct conf conf; /* first: what the jobs are handed */
	int every, daily, failing;
	bool more;
	struct tick *inner; /* ticked from inside `every` */
};

static enum flow_code run_every(struct job_run *r)
{
	struct seen *s = (struct seen *)r->conf;
	s->every++;
	r->more = s->more;
	s->more = false;
	if (s->inner)
		tick_once(s->inner);
	return FLOW_OK;
}

static enum flow_code run_daily(struct job_run *r)
{
	((struct seen *)r->conf)->daily++;
	return FLOW_OK;
}

static enum flow_code run_failing(struct job_run *r)
{
	((struct seen *)r->conf)->failing++;
	return FLOW_WORLD;
}

static const struct job every = {.name = "test.every", .every_s = 600, .run = run_every};
static const struct job daily = {.name = "test.daily", .at_minute = 30, .run = run_daily};
static const struct job failing = {.name = "test.failing", .every_s = 10, .run = run_failing};

static struct tick tick_of(struct world_fixture *f, struct seen *s, const struct job *const *jobs)
{
	struct tick t = {.world = f->world, .db = f->db, .conf = &s->conf, .jobs = jobs};
	tick_init(&t);
	return t;
}

static void a_job_runs_when_it_is_due(void **state)
{
	static const struct job *const jobs[] = {&every, &daily, NULL};
	struct world_fixture *f = world_fixture_open("2026-09-18T00:10:00+08:00", false);
	struct seen s = {0};
	struct tick t = tick_of(f, &s, jobs);
	(void)state;
	assert_int_equal(tick_once(&t), 60000);
	assert_int_equal(s.every, 1);
	assert_int_equal(s.daily, 1); /* never ran: at once */
	tick_once(&t);
	assert_int_equal(s.every, 1);
	world_fixture_at(f, "2026-09-18T00:19:30+08:00");
	assert_int_equal(tick_once(&t), 30000);
	world_fixture_at(f, "2026-09-18T00:20:00+08:00");
	tick_once(&t);
	assert_int_equal(s.every, 2);
	assert_int_equal(s.daily, 1);
	world_fixture_at(f, "2026-09-18T00:30:00+08:00");
	tick_once(&t);
	assert_int_equal(s.daily, 2);
	world_fixture_at(f, "2026-09-19T00:29:59+08:00");
	tick_once(&t);
	assert_int_equal(s.daily, 2);
	world_fixture_at(f, "2026-09-19T07:00:00+08:00");
	tick_once(&t);
	assert_int_equal(s.daily, 3);
	s.more = true;
	world_fixture_at(f, "2026-09-19T09:00:00+08:00");
	assert_int_equal(tick_once(&t), 0);
	assert_int_equal(tick_once(&t), 60000);
	assert_int_equal(s.every, 7);
	world_fixture_close(f);
}

static void one_process_at_a_time(void **state)
{
	static const struct job *const jobs[] = {&every, NULL};
	struct world_fixture *f = world_fixture_open("2026-09-18T00:10:00+08:00", false);
	struct seen s = {0};
	struct tick one = tick_of(f, &s, jobs), two = tick_of(f, &s, jobs);
	(void)state;
	assert_string_not_equal(one.holder, two.holder);
	s.inner = &two;
	tick_once(&one);
	assert_int_equal(s.every, 1);
	struct stmt *q = db_prep(f->db, "SELECT count(*) FROM job_lease WHERE until IS NOT NULL");
	assert_int_equal(db_one_int(q, -1), 0);
	world_fixture_close(f);
}

static enum db_code hold(struct db *w, void *arg)
{
	struct stmt *s = db_prep(w, "UPDATE job_lease SET holder = 'dead', until = ?, next = NULL");
	db_stamp(s, 1, *(struct stamp *)arg);
	return db_run(s);
}

static void a_dead_holder_is_waited_for(void **state)
{
	static const struct job *const jobs[] = {&every, NULL};
	struct world_fixture *f = world_fixture_open("2026-09-18T00:10:00+08:00", false);
	struct seen s = {0};
	struct tick t = tick_of(f, &s, jobs);
	struct stamp until;
	(void)state;
	tick_once(&t);
	assert_true(stamp_parse(S("2026-09-18T00:10:40+08:00"), &until));
	assert_int_equal(db_tx(f->db, hold, &until), DB_OK);
	assert_int_equal(tick_once(&t), 40000);
	assert_int_equal(s.every, 1);
	world_fixture_at(f, "2026-09-18T00:10:40+08:00");
	tick_once(&t);
	assert_int_equal(s.every, 2);
	world_fixture_close(f);
}

static void a_failing_job_waits_longer(void **state)
{
	static const struct job *const jobs[] = {&failing, &every, NULL};
	struct world_fixture *f = world_fixture_open("2026-09-18T00:00:00+08:00", false);
	struct seen s = {0};
	struct tick t = tick_of(f, &s, jobs);
	(void)state;
	tick_once(&t);
	assert_int_equal(s.failing, 1);
	assert_int_equal(s.every, 1);
	world_fixture_at(f, "2026-09-18T00:00:59+08:00");
	tick_once(&t);
	assert_int_equal(s.failing, 1);
	world_fixture_at(f, "2026-09-18T00:01:00+08:00");
	tick_once(&t);
	assert_int_equal(s.failing, 2);
	world_fixture_at(f, "2026-09-18T00:02:30+08:00");
	tick_once(&t);
	assert_int_equal(s.failing, 2);
	world_fixture_at(f, "2026-09-18T00:03:00+08:00");
	tick_once(&t);
	assert_int_equal(s.failing, 3);
	struct stmt *q = db_prep(f->db, "SELECT fails FROM job_lease WHERE name = 'test.failing'");
	assert_int_equal(db_one_int(q, -1), 3);
	world_fixture_close(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_job_runs_when_it_is_due),
		cmocka_unit_test(one_process_at_a_time),
		cmocka_unit_test(a_dead_holder_is_waited_for),
		cmocka_unit_test(a_failing_job_waits_longer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

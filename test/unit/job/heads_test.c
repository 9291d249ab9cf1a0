/* heads_test.c — a head a day, only where something was added, only with a key. */
#include "job/job.h"
#include "lib/world_fixture.h"
#include "seal/head.h"
#include "seal/seal.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static enum flow_code add(struct ctx *cx, void *arg)
{
	struct seal_in in = {
		.at = cx->now, .kind = "thing", .record = {1}, .version = 1, .verb = "edit"};
	(void)arg;
	return flow_of_db(seal_append(cx->db, &in, NULL));
}

static void run(struct world_fixture *f, const char *key, enum flow_code want)
{
	struct str why;
	struct conf c = conf_in(f->a, true);
	assert_true(conf_set(&c, CONF_SEAL_KEY, str_of(key), CONF_FLAG, &why));
	struct job_run r = {.cx = f->cx, .conf = &c};
	assert_int_equal(job_head.run(&r), want);
}

static int64_t signed_size(struct world_fixture *f)
{
	struct head h;
	int64_t size = seal_size(f->db);
	return head_latest(f->db, size, &h) == DB_OK && head_is_signed(&h) ? h.size : -1;
}

static void a_head_covers_what_was_added(void **state)
{
	char key[64];
	struct stat st;
	struct world_fixture *f = world_fixture_open("2026-09-18T00:30:00+08:00", false);
	(void)state;
	snprintf(key, sizeof key, "/tmp/duban-heads-%d.key", (int)getpid());
	assert_int_equal(ctx_write(f->cx, add, NULL), FLOW_OK);
	run(f, "", FLOW_OK);
	assert_int_equal(signed_size(f), -1);
	run(f, key, FLOW_OK);
	assert_int_equal(stat(key, &st), 0);
	assert_int_equal(st.st_mode & 077, 0);
	assert_int_equal(signed_size(f), seal_size(f->db));
	run(f, key, FLOW_OK);
	/* nothing new: no second head */
	assert_int_equal(db_one_int(db_prep(f->db, "SELECT count(*) FROM seal_head"), -1), 1);
	assert_int_equal(ctx_write(f->cx, add, NULL), FLOW_OK);
	assert_int_equal(signed_size(f), -1);
	run(f, key, FLOW_OK);
	assert_int_equal(signed_size(f), seal_size(f->db));
	run(f, "/nonexistent/folder/key", FLOW_WORLD);
	unlink(key);
	world_fixture_close(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_head_covers_what_was_added),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

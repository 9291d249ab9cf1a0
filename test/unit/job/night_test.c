/* night_test.c — attachments nobody holds go, held ones stay; the walk keeps its result, also a bad
 * one. Also test of org/check.c. */
#include "job/job.h"
#include "lib/world_fixture.h"
#include "core/actor.h"
#include "org/account.h"
#include "org/check.h"
#include "seal/seal.h"
#include "store/blob.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

static struct blob put(struct world_fixture *f, const char *text, int64_t days_ago)
{
	struct blob b;
	struct stamp then = {f->cx->now.ms - days_ago * DAY_MS};
	FILE *file = tmpfile();
	assert_non_null(file);
	fputs(text, file);
	fflush(file);
	assert_int_equal(blob_put(f->db, fileno(file), 1 << 20, then, &b), DB_OK);
	fclose(file);
	return b;
}

static enum db_code hold(struct db *w, void *arg)
{
	const struct blob *b = arg;
	return blob_hold(w, (rid){77}, b->id);
}

static enum db_code forge(struct db *w, void *arg)
{
	(void)arg;
	return db_run(db_prep(w, "UPDATE seal_check SET bad = 9, what = '对不上' WHERE bad = 0"));
}

static void what_nobody_holds_goes(void **state)
{
	struct world_fixture *f = world_fixture_open("2026-09-18T02:10:00+08:00", false);
	struct job_run r = {.cx = f->cx};
	struct blob held = put(f, "佐证", 2), loose = put(f, "没有交上来的", 2), found;
	struct blob fresh = put(f, "正在填的", 0);
	(void)state;
	assert_int_equal(db_tx(f->db, hold, &held), DB_OK);
	assert_int_equal(job_sweep.run(&r), FLOW_OK);
	assert_int_equal(blob_find(f->db, held.id, &found), DB_OK);
	assert_int_equal(blob_find(f->db, fresh.id, &found), DB_OK);
	assert_int_equal(blob_find(f->db, loose.id, &found), DB_ABORT);
	world_fixture_close(f);
}

static void the_walk_keeps_its_result(void **state)
{
	struct world_fixture *f = world_fixture_open("2026-09-18T03:10:00+08:00", false);
	struct job_run r = {.cx = f->cx};
	struct check at[4];
	(void)state;
	assert_int_equal(check_list(f->cx, 4, at), 0);
	assert_int_equal(job_walk.run(&r), FLOW_OK);
	assert_int_equal(check_list(f->cx, 4, at), 1);
	assert_int_equal(at[0].bad, 0);
	assert_int_equal(at[0].by.n, 0);
	assert_int_equal(db_tx(f->db, forge, NULL), DB_OK);
	assert_int_equal(check_list(f->cx, 4, at), 1);
	assert_int_equal(at[0].bad, 9);
	world_fixture_close(f);
}

/* ---- asked for by an auditor ---- */

static struct ctx *as(struct world_fixture *f, const char *login)
{
	struct ctx *cx = world_ctx(f->world, f->a, f->db);
	cx->who = login ? actor_load(cx, account_find(cx, str_of(login))) : actor_system();
	assert_non_null(cx->who);
	return cx;
}

static struct seal_entry newest(struct world_fixture *f)
{
	size_t n;
	struct seal_entry *at = seal_latest(f->db, 0, 1, f->a, &n);
	assert_int_equal(n, 1);
	return at[0];
}

static void an_auditor_asks_and_a_job_walks(void **state)
{
	static const struct job *const jobs[] = {&job_check, NULL};
	struct world_fixture *f = world_fixture_open("2026-09-18T10:00:00+08:00", true);
	struct tick t = {.world = f->world, .db = f->db, .jobs = jobs};
	struct check at[4];
	(void)state;
	tick_init(&t);
	assert_true(job_check.idle(f->db, f->cx->now));
	assert_int_equal(check_ask(as(f, "xuwenxi")), FLOW_DENIED);
	assert_int_equal(check_ask(as(f, "auditor")), FLOW_OK);
	struct seal_entry e = newest(f);
	assert_true(str_eq(e.kind, S("seal")) && str_eq(e.verb, S("verify")));
	assert_int_equal(e.actor.n, as(f, "auditor")->who->account.n);
	/* A second one does not queue behind the first. */
	assert_int_equal(check_ask(as(f, "auditor")), FLOW_STATE);
	assert_int_equal(check_list(f->cx, 4, at), 1);
	assert_int_equal(at[0].state, CHECK_ASKED);
	assert_true(at[0].by.n > 0);
	int64_t size = seal_size(f->db);
	assert_false(job_check.idle(f->db, f->cx->now));
	tick_once(&t);
	assert_int_equal(check_list(f->cx, 4, at), 1);
	assert_int_equal(at[0].state, CHECK_DONE);
	assert_int_equal(at[0].bad, 0);
	assert_int_equal(at[0].entries, size);
	e = newest(f);
	assert_true(str_eq(e.verb, S("verified")));
	assert_true(str_has(e.payload, S("entries")) && !str_has(e.payload, S("bad")));
	assert_true(job_check.idle(f->db, f->cx->now));
	/* Waiting for somebody to ask is neither work nor haste. */
	assert_true(tick_once(&t) >= 1000);
	assert_int_equal(seal_size(f->db), size + 1);
	world_fixture_close(f);
}

/* Behind the program's back: what the log says of the third entry is changed. */
static enum db_code tamper(struct db *w, void *arg)
{
	(void)arg;
	enum db_code rc = db_run(db_is_pg(w)
					 ? db_prep(w, "ALTER TABLE seal_entry DISABLE TRIGGER USER")
					 : db_prep(w, "DROP TRIGGER seal_entry_no_update"));
	return rc ? rc : db_run(db_prep(w, "UPDATE seal_entry SET actor = 7 WHERE seq = 3"));
}

static void the_first_entry_that_does_not_fit_is_named(void **state)
{
	struct world_fixture *f = world_fixture_open("2026-09-18T10:00:00+08:00", true);
	struct job_run r = {.cx = f->cx};
	struct check at[4];
	(void)state;
	assert_int_equal(db_tx(f->db, tamper, NULL), DB_OK);
	assert_int_equal(check_ask(as(f, "auditor")), FLOW_OK);
	assert_int_equal(job_check.run(&r), FLOW_OK);
	assert_int_equal(check_list(f->cx, 4, at), 1);
	assert_int_equal(at[0].bad, 3);
	assert_true(at[0].what.n > 0);
	assert_true(str_has(newest(f).payload, S("bad")));
	world_fixture_close(f);
}

static enum db_code begin_and_die(struct db *w, void *arg)
{
	(void)arg;
	return db_run(db_prep(w, "UPDATE seal_check SET state = 'running', walked = 5"));
}

static void a_walk_whose_process_died_is_begun_again(void **state)
{
	struct world_fixture *f = world_fixture_open("2026-09-18T10:00:00+08:00", true);
	struct job_run r = {.cx = f->cx};
	struct check at[4];
	(void)state;
	assert_int_equal(check_ask(as(f, "auditor")), FLOW_OK);
	assert_int_equal(db_tx(f->db, begin_and_die, NULL), DB_OK);
	assert_true(job_check.idle(f->db, f->cx->now)); /* it may yet live */
	assert_int_equal(check_ask(as(f, "auditor")), FLOW_STATE);
	world_fixture_at(f, "2026-09-18T10:11:00+08:00");
	assert_false(job_check.idle(f->db, f->cx->now));
	r.cx = f->cx;
	assert_int_equal(job_check.run(&r), FLOW_OK);
	assert_int_equal(check_list(f->cx, 4, at), 1);
	assert_int_equal(at[0].state, CHECK_DONE);
	world_fixture_close(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_nobody_holds_goes),
		cmocka_unit_test(the_walk_keeps_its_result),
		cmocka_unit_test(an_auditor_asks_and_a_job_walks),
		cmocka_unit_test(the_first_entry_that_does_not_fit_is_named),
		cmocka_unit_test(a_walk_whose_process_died_is_begun_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

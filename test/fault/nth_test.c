/* nth_test.c — the same work again and again, with the 1st, 2nd, 3rd … call to the engine failing:
 * a clean code each time, nothing half written, everything acknowledged is there, the seal fits.
 *
 * limit: 300 s. With DB=pg on TEST_PG_URL. */
#include "lib/seal_fixture.h"

#include "seal/seal_verify.h"
#include "store/blob.h"
#include "store/search.h"
#include "sys/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

enum { CHANGES = 3 };

struct outcome {
	bool acked[CHANGES], blob;
	rid id[CHANGES];
	int64_t calls;
};

struct change {
	int n;
	rid id;
};

static enum db_code change_job(struct db *w, void *arg)
{
	struct change *k = arg;
	k->id = db_new_id(w);
	struct stmt *s = db_prep(
		w, "INSERT INTO thing (id, unit, due, state) VALUES (?, ?, '2026-09-18', 0)");
	db_rid(s, 1, k->id);
	db_int(s, 2, k->n);
	enum db_code c = db_run(s);
	if (!c)
		c = search_index(w, "thing", k->id, S("监督检查"));
	struct seal_in in = {.at = {1789722000000},
		.kind = "thing",
		.record = k->id,
		.version = 1,
		.verb = "create",
		.payload = S("5:state,0:,1:0,")};
	return c ? c : seal_append(w, &in, NULL);
}

static int64_t count(struct db *db, int what)
{
	switch (what) {
	case 0:
		return db_one_int(db_prep(db, "SELECT count(*) FROM thing"), -1);
	case 1:
		return db_one_int(db_prep(db, "SELECT count(*) FROM seal_entry"), -1);
	case 2:
		return db_one_int(db_prep(db, "SELECT count(*) FROM search_doc"), -1);
	default:
		return db_one_int(db_prep(db, "SELECT count(*) FROM blob WHERE whole = 0"), -1);
	}
}

static struct outcome work(struct fixture *f, int64_t nth, enum db_code code)
{
	struct outcome o = {0};
	struct str why;
	struct store_opt so = {.url = fixture_url(f), .fault_nth = nth, .fault_code = code};
	f->store = store_open(&so, f->a, &why);
	if (!f->store) {
		assert_true(why.n > 0);
		return o;
	}
	f->db = store_reader(f->store);
	if (!f->db) {
		store_close(f->store);
		return o;
	}
	for (int i = 0; i < CHANGES; i++) {
		struct change k = {.n = i};
		enum db_code c = db_tx(f->db, change_job, &k);
		o.acked[i] = c == DB_OK;
		o.id[i] = k.id;
		assert_true(c == DB_OK || c == code);
	}
	struct blob b;
	int fd = file_temp(NULL);
	assert_int_equal(write(fd, "evidence", 8), 8);
	o.blob = blob_put(f->db, fd, 1000, (struct stamp){1}, &b) == DB_OK;
	close(fd);
	count(f->db, 0);
	o.calls = store_calls(f->store);
	fixture_shut(f);
	return o;
}

static void judge(struct fixture *f, const struct outcome *o)
{
	struct seal_report r;
	struct seal_verify_opt vo = {0};
	assert_true(fixture_reopen(f, 0));
	int64_t things = count(f->db, 0);
	assert_int_equal(count(f->db, 1), things);
	assert_int_equal(count(f->db, 2), things);
	int acked = 0;
	for (int i = 0; i < CHANGES; i++) {
		struct stmt *s = db_prep(f->db, "SELECT count(*) FROM thing WHERE id = ?");
		db_rid(s, 1, o->id[i]);
		if (o->acked[i])
			assert_int_equal(db_one_int(s, -1), 1);
		else
			db_done(s);
		acked += o->acked[i];
	}
	/* Only the fault itself may fail: what was refused is not there. */
	assert_int_equal(things, acked);
	if (o->blob)
		assert_int_equal(count(f->db, 3), 0);
	assert_int_equal(seal_verify(f->db, &vo, f->a, &r), DB_OK);
	assert_int_equal(r.bad, 0);
	fixture_shut(f);
}

static struct outcome pass(int64_t nth, enum db_code code)
{
	struct fixture f = fixture_open(&seal_fixture_schema);
	fixture_shut(&f);
	struct outcome o = work(&f, nth, code);
	judge(&f, &o);
	assert_true(fixture_reopen(&f, 0));
	fixture_close(&f);
	return o;
}

static void every_call_may_fail(void **state)
{
	(void)state;
	struct outcome all = pass(INT64_MAX, DB_IO);
	assert_true(all.acked[0] && all.acked[1] && all.acked[2] && all.blob);
	assert_true(all.calls > 40);
	/* A server takes a second to begin anew; the calls are the same ones. */
	int64_t stride = fixture_is_pg() ? 13 : 1;
	for (int64_t n = 1; n <= all.calls; n += stride)
		pass(n, n % 2 ? DB_IO : DB_FULL);
	printf("# %lld calls\n", (long long)all.calls);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(every_call_may_fail)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

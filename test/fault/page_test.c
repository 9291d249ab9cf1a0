/* page_test.c — every call to the engine under a screen, a JSON answer, a sheet and a calendar may
 * fail: the answer is then 503 and never a page that shows nothing where there is something.
 *
 * limit: 300 s. engine: sqlite (the calls above the engine are the same ones) */
#include "lib/app_fixture.h"

#include "org/access.h"
#include "store/db.h"
#include "web/rate.h"
#include "web/route.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

enum { ARENA = 256 << 20, TRIES = 40 };

static struct app_fixture f;
static const char *cookie, *token, *feed;

static int open_bureau(void **state)
{
	(void)state;
	app_fixture_open(&f, "2026-04-20T10:00:00+08:00", true);
	cookie = app_fixture_cookie(&f, "xuwenxi") + strlen("Cookie: ");
	token = app_fixture_token(&f, "xuwenxi", ACCESS_READ);
	feed = app_fixture_token(&f, "linzhiyuan", ACCESS_CALENDAR);
	/* Their first use writes; the later ones only read. */
	app_fixture_api(&f, "GET", "/api/v1", token, NULL);
	app_fixture_ask(&f, "GET", arena_fmt(f.a, "/ics/%s.ics", feed), "", NULL);
	return 0;
}

static int close_bureau(void **state)
{
	(void)state;
	app_fixture_close(&f);
	return 0;
}

struct tried {
	int status;
	int64_t before, after; /* calls to the engine */
};

/* One request on a store of its own whose call number `nth` fails. */
static struct tried try(const char *path, int64_t nth)
{
	struct arena *a = arena_open(ARENA);
	struct str why, rest = str_of(path);
	struct store_opt so = {.url = f.url, .fault_nth = nth};
	struct world world = *f.world;
	struct app app = *f.app;
	world.store = store_open(&so, a, &why);
	assert_non_null(world.store);
	app.world = &world;
	app.rate = rate_in(a, 600, 120);
	void *worker = page_worker_open(&app, 0);
	struct tried t = {.before = store_calls(world.store)};
	struct str line = str_of(cookie);
	const struct http_pair headers[] = {{S("Host"), S("test")},
		{S("Cookie"), str_first(line, line.n - 2)},
		{S("Authorization"), str_fmt(a, "Bearer %s", token)}};
	struct http_req q = {
		.a = a, .verb = VERB_GET, .headers = headers, .n_headers = 3, .body = BYTES_NONE};
	struct http_res r = http_res_in(a);
	q.path = str_cut(&rest, S("?"));
	q.query = rest;
	route_admit(&q, app.routes);
	route_serve(app.routes, &q, &r, worker);
	t.status = r.status;
	t.after = store_calls(world.store);
	if (r.file.fd >= 0)
		close(r.file.fd);
	page_worker_close(worker);
	store_close(world.store);
	arena_close(a);
	return t;
}

static int64_t entries(void)
{
	return db_one_int(db_prep(f.db, "SELECT count(*) FROM seal_entry"), 0);
}

/* What is sealed before it is sent goes out after all where the commit failed and its second try
 * did not: then, and only then, its entry is there. */
static void fails_in_words(const char *path)
{
	struct tried all = try(path, INT64_MAX);
	if (all.status != 200)
		fail_msg("%s: %d", path, all.status);
	int64_t calls = all.after - all.before, stride = calls / TRIES + 1;
	assert_true(calls > 3);
	for (int64_t n = all.before + 1; n <= all.after; n += stride) {
		int64_t sealed = entries();
		struct tried t = try(path, n);
		sealed = entries() - sealed;
		if (t.status != (sealed ? 200 : 503))
			fail_msg("%s: %d where call %lld of %lld failed", path, t.status,
				(long long)(n - all.before), (long long)calls);
	}
}

static void screens(void **state)
{
	(void)state;
	int64_t due = db_one_int(db_prep(f.db, "SELECT min(id) FROM due"), 0);
	int64_t campaign = db_one_int(db_prep(f.db, "SELECT min(id) FROM campaign"), 0);
	fails_in_words("/due");
	fails_in_words("/");
	fails_in_words("/org");
	fails_in_words("/k/unit");
	fails_in_words("/me");
	fails_in_words("/campaign");
	fails_in_words(arena_fmt(f.a, "/due/%lld", (long long)due));
	fails_in_words(arena_fmt(f.a, "/campaign/%lld", (long long)campaign));
	fails_in_words(arena_fmt(f.a, "/campaign/%lld/lists", (long long)campaign));
}

static void sheets(void **state)
{
	(void)state;
	fails_in_words("/k/unit.xlsx");
	fails_in_words("/due.xlsx?view=late");
}

static void programs(void **state)
{
	(void)state;
	fails_in_words("/api/v1/unit?limit=5&count=1");
	fails_in_words("/api/v1");
	fails_in_words(arena_fmt(f.a, "/ics/%s.ics", feed));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(programs),
		cmocka_unit_test(sheets),
		cmocka_unit_test(screens),
	};
	return cmocka_run_group_tests(tests, open_bureau, close_bureau);
}

/* scope_test.c — for every role and every kind: the list, its count, what search finds, the JSON
 * and the sheet hold the same records, and a role without the right gets none of them.
 *
 * limit: 240 s. */
#include "lib/app_fixture.h"

#include "core/actor.h"
#include "core/query.h"
#include "duty/duty.h"
#include "org/access.h"
#include "paper/read.h"
#include "run/registry.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MOST = 20000, PAGE = 400 };

static struct app_fixture f;

static const char *const logins[] = {"xuwenxi", "zhoumingche", "guchangning", "linzhiyuan",
	"officer", "shenruochuan", "hanqiushi", "lujinghe", "org", "sysadmin", "secadmin",
	"auditor"};

static int open_bureau(void **state)
{
	(void)state;
	app_fixture_open(&f, "2026-04-20T10:00:00+08:00", true);
	return 0;
}

static int close_bureau(void **state)
{
	(void)state;
	app_fixture_close(&f);
	return 0;
}

struct ids {
	int64_t at[MOST];
	int n;
};

static void add(struct ids *ids, int64_t id)
{
	assert_true(ids->n < MOST);
	ids->at[ids->n++] = id;
}

static int by_number(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
	return a < b ? -1 : a > b;
}

static void same(const char *who, const char *kind, const struct ids *x, struct ids *y)
{
	qsort(y->at, (size_t)y->n, sizeof *y->at, by_number);
	if (x->n != y->n)
		fail_msg("%s sees %d of %s here and %d there", who, x->n, kind, y->n);
	assert_memory_equal(x->at, y->at, (size_t)x->n * sizeof *x->at);
}

/* The pages of the screen, sorted by number. */
static void from_list(struct ctx *cx, const struct kind *k, struct str words, struct ids *out)
{
	struct query q = {.kind = k, .per_page = PAGE, .search = words};
	void **rows;
	int n = PAGE + 1;
	out->n = 0;
	for (; n > PAGE; q.page++) {
		n = query_rows(cx, &q, &rows);
		for (int i = 0; i < n && i < PAGE; i++)
			add(out, ((struct rec_head *)rows[i])->id.n);
	}
	qsort(out->at, (size_t)out->n, sizeof *out->at, by_number);
	assert_int_equal(query_count(cx, &q), out->n);
}

static bool from_json(const char *token, const struct kind *k, const char *more, struct ids *out)
{
	const char *cursor = "";
	out->n = 0;
	while (cursor) {
		struct app_reply r = app_fixture_api(&f, "GET",
			arena_fmt(f.a, "/api/v1/%s?limit=500%s%s", k->name, more, cursor), token,
			NULL);
		if (r.status == 403)
			return false;
		assert_int_equal(r.status, 200);
		json_error_t why;
		json_t *j = json_loadb(r.body.p, r.body.n, 0, &why), *one;
		size_t i;
		assert_non_null(j);
		json_array_foreach(json_object_get(j, "items"), i, one)
			add(out, json_integer_value(json_object_get(one, "id")));
		json_t *next = json_object_get(j, "next");
		cursor = json_is_string(next)
				 ? arena_fmt(f.a, "&cursor=%s", json_string_value(next))
				 : NULL;
		json_decref(j);
	}
	return true;
}

/* The numbers in the first column of a sheet. */
static bool from_sheet(const char *cookie, const char *path, struct ids *out)
{
	static const struct paper_hint hint;
	struct app_reply r = app_fixture_ask(&f, "GET", path, cookie, NULL);
	struct arena *a = arena_open(512 << 20);
	struct str error;
	struct book b;
	out->n = 0;
	if (r.status == 404) {
		arena_close(a);
		return false;
	}
	assert_int_equal(r.status, 200);
	assert_true(str_has(app_fixture_header(&r, "content-disposition"), S(".xlsx")));
	if (!paper_read_book(a, r.body, &hint, &b, &error))
		fail_msg("%s: %.*s", path, STR_ARG(error));
	for (uint32_t s = 0; s < b.n_sheets; s++)
		for (uint32_t i = 0; i < b.sheets[s].n_cells; i++) {
			const struct cell *c = &b.sheets[s].cells[i];
			if (c->col == 0 && c->row > 0)
				add(out, atoll(str_c(a, c->text)));
		}
	arena_close(a);
	return true;
}

static void one_role(const char *login)
{
	static struct ids list, other;
	const struct kinds *kinds = registry_parts()->kinds;
	const char *token = app_fixture_token(&f, login, ACCESS_READ);
	const char *cookie = app_fixture_cookie(&f, login);
	for (int i = 0; i < kinds->n; i++) {
		const struct kind *k = kinds->at[i];
		struct ctx *cx = app_fixture_cx(&f, login);
		bool may = actor_may(cx, k->read_perm, RID_NONE);
		from_list(cx, k, STR_NONE, &list);
		assert_true(may || list.n == 0);
		assert_int_equal(from_json(token, k, "", &other), may);
		same(login, k->name, &list, &other);
		assert_int_equal(
			from_sheet(cookie, arena_fmt(f.a, "/k/%s.xlsx", k->name), &other), may);
		same(login, k->name, &list, &other);
	}
}

static void every_surface_shows_the_same(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof logins / sizeof *logins; i++)
		one_role(logins[i]);
}

/* What search finds lies within the list, and is the same in JSON; one station's words are not
 * found by another's liaison. */
static void search_stays_inside(void **state)
{
	static struct ids found, other, list;
	const struct kinds *kinds = registry_parts()->kinds;
	struct str word = S("工作");
	int hits = 0;
	(void)state;
	for (size_t l = 0; l < sizeof logins / sizeof *logins; l++)
		for (int i = 0; i < kinds->n; i++) {
			const struct kind *k = kinds->at[i];
			struct ctx *cx = app_fixture_cx(&f, logins[l]);
			from_list(cx, k, word, &found);
			if (!from_json(app_fixture_token(&f, logins[l], ACCESS_READ), k,
				    "&q=%E5%B7%A5%E4%BD%9C", &other))
				assert_int_equal(found.n, 0);
			same(logins[l], k->name, &found, &other);
			from_list(cx, k, STR_NONE, &list);
			for (int n = 0; n < found.n; n++)
				assert_non_null(bsearch(&found.at[n], list.at, (size_t)list.n,
					sizeof *list.at, by_number));
			hits += found.n;
			struct access *at;
			for (int n = access_list(app_fixture_cx(&f, logins[l]), &at); n > 0; n--)
				assert_int_equal(
					access_end(app_fixture_cx(&f, logins[l]), at[n - 1].id),
					FLOW_OK);
		}
	assert_true(hits > 10);
}

/* The hand-made sheets: 全部 is the list of due items; a filter of the screen narrows the sheet. */
static void the_due_sheet_is_the_due_list(void **state)
{
	static struct ids list, sheet, part;
	(void)state;
	for (size_t i = 0; i < 8; i++) {
		struct ctx *cx = app_fixture_cx(&f, logins[i]);
		const char *cookie = app_fixture_cookie(&f, logins[i]);
		bool may = actor_may(cx, "due.read", RID_NONE);
		from_list(cx, &due_kind, STR_NONE, &list);
		assert_int_equal(from_sheet(cookie, "/due.xlsx?view=all", &sheet), may);
		same(logins[i], "due", &list, &sheet);
		if (!may)
			continue;
		assert_true(from_sheet(cookie, "/due.xlsx?view=all&day=2026-04-25", &part));
		assert_true(part.n < list.n);
		assert_true(from_sheet(cookie,
			"/k/due.xlsx?due_day_from=2026-04-25"
			"&due_day_until=2026-04-25",
			&sheet));
		assert_int_equal(part.n, sheet.n);
	}
}

static void the_matrix_and_the_four_lists_open(void **state)
{
	static const struct paper_hint hint;
	(void)state;
	struct stmt *s = db_prep(f.db, "SELECT id FROM campaign");
	int64_t id = db_one_int(s, 0);
	static const char *const tails[] = {"matrix.xlsx", "lists.xlsx"};
	for (int i = 0; i < 2; i++) {
		const char *path = arena_fmt(f.a, "/campaign/%lld/%s", (long long)id, tails[i]);
		struct app_reply r = app_fixture_ask(
			&f, "GET", path, app_fixture_cookie(&f, "xuwenxi"), NULL);
		struct book b;
		struct str error;
		assert_int_equal(r.status, 200);
		if (!paper_read_book(f.a, r.body, &hint, &b, &error))
			fail_msg("%s: %.*s", path, STR_ARG(error));
		assert_int_equal(b.n_sheets, i ? 4 : 1);
		assert_true(b.sheets[0].n_cells > 40);
		r = app_fixture_ask(&f, "GET", path, app_fixture_cookie(&f, "sysadmin"), NULL);
		assert_int_equal(r.status, 404);
	}
}

int main(int argc, char **argv)
{
	paper_child(argc, argv); /* this program reads the sheets back in a jail of its own */
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_surface_shows_the_same),
		cmocka_unit_test(search_stays_inside),
		cmocka_unit_test(the_due_sheet_is_the_due_list),
		cmocka_unit_test(the_matrix_and_the_four_lists_open),
	};
	return cmocka_run_group_tests(tests, open_bureau, close_bureau);
}

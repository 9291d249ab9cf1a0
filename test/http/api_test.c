/* api_test.c — programs ask the JSON interface over HTTP: who may read and write what, how mistakes
 * are named, how two writers are kept apart, and that a request sent twice takes effect once.
 *
 * limit: 120 s. */
#include "lib/app_fixture.h"

#include "core/actor.h"
#include "core/tree.h"
#include "org/access.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static struct app_fixture f;

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

/* ---- helpers ---- */

static json_t *parsed(const struct app_reply *r)
{
	json_error_t why;
	json_t *j = json_loadb(r->body.p, r->body.n, JSON_REJECT_DUPLICATES, &why);
	assert_non_null(j);
	assert_true(str_eq(app_fixture_header(r, "content-type"), S("application/json")));
	return j;
}

static json_t *ask(
	const char *verb, const char *path, const char *token, const char *body, int want)
{
	struct app_reply r = app_fixture_api(&f, verb, path, token, body);
	if (r.status != want) {
		struct str start = str_first(r.body, 500);
		fail_msg("%s %s: %d, wanted %d: %.*s", verb, path, r.status, want, STR_ARG(start));
	}
	return parsed(&r);
}

static int64_t number(const json_t *j, const char *key)
{
	assert_true(json_is_integer(json_object_get(j, key)));
	return json_integer_value(json_object_get(j, key));
}

static const char *text(const json_t *j, const char *key)
{
	assert_true(json_is_string(json_object_get(j, key)));
	return json_string_value(json_object_get(j, key));
}

/* The error is of this code, in both languages, and names `field` (NULL: any). */
static void refused(const char *verb, const char *path, const char *token, const char *body,
	int status, const char *code, const char *field)
{
	json_t *j = ask(verb, path, token, body, status), *e = json_object_get(j, "error"), *one;
	size_t i;
	bool named = field == NULL;
	assert_int_equal(number(e, "status"), status);
	assert_string_equal(text(e, "code"), code);
	assert_true(text(e, "zh")[0] && text(e, "en")[0]);
	json_array_foreach(json_object_get(e, "fields"), i, one)
	{
		named |= field && strcmp(text(one, "field"), field) == 0;
		assert_true(text(one, "zh")[0] != 0);
	}
	assert_true(named);
	json_decref(j);
}

static rid top_unit(void)
{
	return tree_top(app_fixture_cx(&f, NULL));
}

static const char *path_of(const char *kind, int64_t id, const char *tail)
{
	return arena_fmt(f.a, "/api/v1/%s/%lld%s", kind, (long long)id, tail);
}

/* ---- tokens ---- */

static void only_a_living_token_lets_in(void **state)
{
	(void)state;
	const char *good = app_fixture_token(&f, "org", ACCESS_READ);
	const char *calendar = app_fixture_token(&f, "org", ACCESS_CALENDAR);
	struct app_reply r = app_fixture_ask(&f, "GET", "/api/v1/unit", "", NULL);
	assert_int_equal(r.status, 401);
	assert_true(str_eq(app_fixture_header(&r, "www-authenticate"), S("Bearer")));
	json_decref(ask("GET", "/api/v1/unit", good, NULL, 200));
	refused("GET", "/api/v1/unit", "dbn_", NULL, 401, "token", NULL);
	refused("GET", "/api/v1/unit", calendar, NULL, 401, "token", NULL);
	char other = good[ACCESS_SECRET - 1] == '0' ? '1' : '0';
	refused("GET", "/api/v1/unit", arena_fmt(f.a, "%.*s%c", ACCESS_SECRET - 1, good, other),
		NULL, 401, "token", NULL);
	/* The cookie of a browser is no token. */
	r = app_fixture_ask(&f, "GET", "/api/v1/unit", app_fixture_cookie(&f, "org"), NULL);
	assert_int_equal(r.status, 401);
}

static void a_used_token_remembers_the_day_and_a_revoked_one_ends(void **state)
{
	(void)state;
	const char *token = app_fixture_token(&f, "xuwenxi", ACCESS_READ);
	struct ctx *cx = app_fixture_cx(&f, "xuwenxi");
	struct access *at;
	assert_int_equal(access_list(cx, &at), 1);
	assert_false(day_is_set(at[0].last_day));
	json_decref(ask("GET", "/api/v1", token, NULL, 200));
	assert_int_equal(access_list(app_fixture_cx(&f, "xuwenxi"), &at), 1);
	assert_int_equal(at[0].last_day.n, cx->today.n);
	assert_int_equal(access_end(app_fixture_cx(&f, "org"), at[0].id), FLOW_ABSENT);
	assert_int_equal(access_end(app_fixture_cx(&f, "xuwenxi"), at[0].id), FLOW_OK);
	refused("GET", "/api/v1", token, NULL, 401, "token", NULL);
}

static void who_asks_too_often_waits(void **state)
{
	(void)state;
	const char *token = app_fixture_token(&f, "officer", ACCESS_READ);
	int waits = 0;
	for (int i = 0; i < 140 && !waits; i++) {
		struct app_reply r = app_fixture_api(&f, "GET", "/api/v1", token, NULL);
		waits = r.status == 429;
		assert_true(waits || r.status == 200);
		if (waits)
			assert_true(app_fixture_header(&r, "retry-after").n > 0);
	}
	assert_true(waits);
}

static void administrators_see_no_business(void **state)
{
	static const char *const logins[] = {"sysadmin", "secadmin", "auditor"};
	static const char *const kinds[] = {
		"due", "duty", "report", "campaign", "plan", "measure", "question"};
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		const char *token = app_fixture_token(&f, logins[i], ACCESS_WRITE);
		for (size_t k = 0; k < 7; k++)
			refused("GET", arena_fmt(f.a, "/api/v1/%s", kinds[k]), token, NULL, 403,
				"denied", NULL);
	}
	/* And nobody sees what never leaves the server. */
	struct app_reply r = app_fixture_api(&f, "GET", "/api/v1/account?limit=500",
		app_fixture_token(&f, "sysadmin", ACCESS_READ), NULL);
	assert_int_equal(r.status, 200);
	assert_true(str_has(r.body, S("\"login\"")));
	assert_false(str_has(r.body, S("argon2")));
	assert_false(str_has(r.body, S("\"hash\"")));
	assert_false(str_has(r.body, S("\"totp\"")));
}

/* ---- reading ---- */

static void a_list_goes_on_where_it_stopped(void **state)
{
	(void)state;
	const char *token = app_fixture_token(&f, "xuwenxi", ACCESS_READ), *next = "";
	json_t *j = ask("GET", "/api/v1/due?count=1&limit=1&state=open", token, NULL, 200);
	int64_t all = number(j, "count"), seen = 0;
	json_decref(j);
	char last[32] = "";
	assert_true(all > 100);
	while (next) {
		j = ask("GET",
			arena_fmt(f.a, "/api/v1/due?limit=97&state=open&sort=due_day%s", next),
			token, NULL, 200);
		json_t *one;
		size_t i;
		json_array_foreach(json_object_get(j, "items"), i, one)
		{
			const json_t *day = json_object_get(
				json_object_get(one, "values"), "due_day");
			assert_string_equal(text(one, "state"), "open");
			seen++;
			if (!json_is_string(day))
				continue; /* what waits for an event has no day yet */
			assert_true(strcmp(json_string_value(day), last) >= 0);
			snprintf(last, sizeof last, "%s", json_string_value(day));
		}
		json_t *cursor = json_object_get(j, "next");
		next = json_is_string(cursor)
			       ? arena_fmt(f.a, "&cursor=%s", json_string_value(cursor))
			       : NULL;
		json_decref(j);
	}
	assert_int_equal(seen, all);
}

static void what_is_not_known_is_refused_by_name(void **state)
{
	(void)state;
	const char *token = app_fixture_token(&f, "xuwenxi", ACCESS_READ);
	static const struct {
		const char *query, *field;
	} bad[] = {{"colour=red", "colour"}, {"state=blue", "state"}, {"sort=hash", "sort"},
		{"limit=501", "limit"}, {"limit=0", "limit"}, {"sort=due_day&cursor=7", "cursor"},
		{"due_day_from=2026-02-30", "due_day"}, {"content=x", "content"},
		{"state=open&state=open", "state"}, {"under=x", "under"}, {"period=", "period"}};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		refused("GET", arena_fmt(f.a, "/api/v1/due?%s", bad[i].query), token, NULL, 400,
			"unknown_field", bad[i].field);
	refused("GET", "/api/v1/nothing", token, NULL, 404, "absent", NULL);
	refused("GET", "/api/v1/due/999999999", token, NULL, 404, "absent", NULL);
	refused("GET", "/api/v2/due", token, NULL, 404, "absent", NULL);
	refused("DELETE", "/api/v1/due", token, NULL, 405, "method", NULL);
	refused("POST", "/api/v1/due", app_fixture_token(&f, "xuwenxi", ACCESS_WRITE), "{}", 405,
		"method", NULL);
}

static void a_record_is_sent_once_while_it_stays_the_same(void **state)
{
	(void)state;
	const char *token = app_fixture_token(&f, "org", ACCESS_READ);
	const char *path = path_of("unit", top_unit().n, "");
	struct app_reply r = app_fixture_api(&f, "GET", path, token, NULL);
	assert_int_equal(r.status, 200);
	struct str tag = app_fixture_header(&r, "etag");
	assert_true(tag.n > 2);
	r = app_fixture_ask(&f, "GET", path,
		arena_fmt(f.a, "Authorization: bearer %s\r\nIf-None-Match: %.*s\r\n", token,
			STR_ARG(tag)),
		NULL);
	assert_int_equal(r.status, 304);
	assert_int_equal(r.body.n, 0);
}

/* ---- writing ---- */

static int64_t new_group(const char *token, const char *name)
{
	json_t *j = ask("POST", "/api/v1/unit_group", token,
		arena_fmt(f.a, "{\"unit\":%lld,\"values\":{\"name\":\"%s\"}}",
			(long long)top_unit().n, name),
		201);
	int64_t id = number(j, "id");
	assert_true(number(j, "log") > 0);
	assert_string_equal(
		text(json_object_get(json_object_get(j, "record"), "values"), "name"), name);
	json_decref(j);
	return id;
}

static void a_step_names_the_version_it_saw(void **state)
{
	(void)state;
	const char *token = app_fixture_token(&f, "org", ACCESS_WRITE);
	const char *edit = path_of("unit_group", new_group(token, "应急组"), "/edit");
	refused("POST", edit, token, "{\"values\":{\"name\":\"应急一组\"}}", 428, "version", NULL);
	json_decref(ask(
		"POST", edit, token, "{\"version\":1,\"values\":{\"name\":\"应急一组\"}}", 200));
	json_t *j = ask(
		"POST", edit, token, "{\"version\":1,\"values\":{\"name\":\"应急二组\"}}", 409);
	assert_string_equal(text(json_object_get(j, "error"), "code"), "conflict");
	json_t *stored = json_object_get(j, "stored"), *sent = json_object_get(j, "sent");
	assert_string_equal(text(json_object_get(stored, "values"), "name"), "应急一组");
	assert_int_equal(number(stored, "version"), 2);
	assert_string_equal(text(json_object_get(sent, "values"), "name"), "应急二组");
	json_decref(j);
	struct app_reply r = app_fixture_ask(&f, "POST", edit,
		arena_fmt(f.a,
			"Authorization: Bearer %s\r\nIf-Match: \"2\"\r\n"
			"Content-Type: application/json; charset=utf-8\r\n",
			token),
		"{\"values\":{\"name\":\"应急三组\"}}");
	assert_int_equal(r.status, 200);
	assert_true(str_eq(app_fixture_header(&r, "etag"), S("\"3\"")));
}

static void a_yes_or_no_that_is_not_sent_stays(void **state)
{
	(void)state;
	const char *token = app_fixture_token(&f, "org", ACCESS_WRITE);
	json_t *j = ask("GET", "/api/v1/unit?limit=1&q=%E7%9D%A3%E5%AF%9F", token, NULL, 200);
	json_t *unit = json_array_get(json_object_get(j, "items"), 0);
	const char *edit = path_of("unit", number(unit, "id"), "/edit");
	int64_t version = number(unit, "version");
	json_decref(j);
	j = ask("POST", edit, token,
		arena_fmt(
			f.a, "{\"version\":%lld,\"values\":{\"pilot\":true}}", (long long)version),
		200);
	json_decref(j);
	j = ask("POST", edit, token,
		arena_fmt(f.a, "{\"version\":%lld,\"values\":{\"short_name\":\"督法\"}}",
			(long long)version + 1),
		200);
	json_t *values = json_object_get(json_object_get(j, "record"), "values");
	assert_true(json_is_true(json_object_get(values, "pilot")));
	assert_string_equal(text(values, "short_name"), "督法");
	json_decref(j);
}

static void mistakes_in_a_body_are_named(void **state)
{
	(void)state;
	const char *token = app_fixture_token(&f, "org", ACCESS_WRITE);
	const char *url = "/api/v1/unit_group";
	int64_t top = top_unit().n;
	refused("POST", url, token, "{\"unit\":", 400, "bad_json", NULL);
	refused("POST", url, token, "[1]", 400, "bad_json", NULL);
	refused("POST", url, token, "{\"unit\":1,\"unit\":2}", 400, "bad_json", NULL);
	refused("POST", url, token, "{\"colour\":1}", 400, "unknown_field", "colour");
	refused("POST", url, token, "{\"values\":{\"colour\":1,\"state\":\"x\"}}", 400,
		"unknown_field", "colour");
	refused("POST", url, token, "{\"values\":{\"name\":[1]}}", 400, "unknown_field", "name");
	refused("POST", url, token, "{\"values\":{\"name\":\"组\"}}", 422, "invalid", "unit");
	refused("POST", url, token, "{\"unit\":999999999,\"values\":{\"name\":\"组\"}}", 422,
		"invalid", "unit");
	refused("POST", url, token, arena_fmt(f.a, "{\"unit\":%lld}", (long long)top), 422,
		"invalid", "name");
	struct app_reply r = app_fixture_ask(&f, "POST", url,
		arena_fmt(f.a, "Authorization: Bearer %s\r\nContent-Type: text/plain\r\n", token),
		"{}");
	assert_int_equal(r.status, 415);
	char *big = arena_get(f.a, 300 * 1024);
	memset(big, ' ', 300 * 1024 - 1);
	r = app_fixture_api(&f, "POST", url, token, big);
	assert_int_equal(r.status, 413);
	json_decref(parsed(&r));
	refused("POST", url, app_fixture_token(&f, "org", ACCESS_READ), "{}", 403, "read_only",
		NULL);
	refused("POST", url, app_fixture_token(&f, "linzhiyuan", ACCESS_WRITE),
		arena_fmt(f.a, "{\"unit\":%lld,\"values\":{\"name\":\"私设\"}}", (long long)top),
		403, "denied", NULL);
}

static struct app_reply with_key(const char *token, const char *key, const char *body)
{
	return app_fixture_ask(&f, "POST", "/api/v1/unit_group",
		arena_fmt(f.a,
			"Authorization: Bearer %s\r\nContent-Type: application/json\r\n"
			"Idempotency-Key: %s\r\n",
			token, key),
		body);
}

static void the_same_request_twice_takes_effect_once(void **state)
{
	(void)state;
	const char *token = app_fixture_token(&f, "org", ACCESS_WRITE);
	const char *body = arena_fmt(
		f.a, "{\"unit\":%lld,\"values\":{\"name\":\"巡查组\"}}", (long long)top_unit().n);
	struct app_reply first = with_key(token, "k1", body), again = with_key(token, "k1", body);
	assert_int_equal(first.status, 201);
	assert_int_equal(again.status, 200);
	json_t *x = parsed(&first), *y = parsed(&again);
	assert_int_equal(number(x, "id"), number(y, "id"));
	assert_int_equal(number(x, "log"), number(y, "log"));
	assert_true(json_is_true(json_object_get(y, "repeated")));
	json_decref(x);
	json_decref(y);
	struct app_reply other = with_key(token, "k1",
		arena_fmt(f.a, "{\"unit\":%lld,\"values\":{\"name\":\"别的\"}}",
			(long long)top_unit().n));
	assert_int_equal(other.status, 409);
	assert_true(str_has(other.body, S("key_used")));
	/* Without the key the name would be taken: the second did not run. */
	refused("POST", "/api/v1/unit_group", token, body, 422, "invalid", "name");
}

/* ---- a due item from hand to hand ---- */

static json_t *own_open_due(const char *token)
{
	json_t *j = ask("GET", "/api/v1/due?state=open&sort=due_day&limit=1", token, NULL, 200);
	json_t *due = json_incref(json_array_get(json_object_get(j, "items"), 0));
	assert_non_null(due);
	json_decref(j);
	return due;
}

static json_t *act(const char *token, const char *kind, int64_t id, const char *verb,
	int64_t version, const char *values, int want)
{
	return ask("POST", path_of(kind, id, arena_fmt(f.a, "/%s", verb)), token,
		arena_fmt(f.a, "{\"version\":%lld,\"values\":{%s}}", (long long)version, values),
		want);
}

static void an_item_is_signed_reported_returned_and_accepted(void **state)
{
	(void)state;
	const char *liaison = app_fixture_token(&f, "linzhiyuan", ACCESS_WRITE);
	const char *office = app_fixture_token(&f, "xuwenxi", ACCESS_WRITE);
	json_t *due = own_open_due(liaison), *j;
	int64_t id = number(due, "id"), version = number(due, "version");
	static const char both[] = "\"progress\":\"清理报表三张\",\"effect\":\"少填两小时\"";
	if (json_is_null(json_object_get(json_object_get(due, "values"), "signed_at"))) {
		json_decref(act(liaison, "due", id, "sign", version++, "", 200));
		json_decref(act(liaison, "due", id, "sign", version, "", 409));
	}
	json_decref(act(liaison, "due", id, "report", version, "", 422));
	json_decref(act(liaison, "due", id, "report", version - 1, both, 409));
	json_decref(act(liaison, "due", id, "report", version, "\"sent_at\":\"2026-01-01\"", 400));
	j = act(liaison, "due", id, "report", version, both, 200);
	assert_string_equal(text(json_object_get(j, "record"), "state"), "reported");
	json_decref(j);
	j = ask("GET", arena_fmt(f.a, "/api/v1/report?due=%lld", (long long)id), office, NULL, 200);
	json_t *report = json_array_get(json_object_get(j, "items"), 0);
	int64_t rep = number(report, "id"), rep_version = number(report, "version");
	json_decref(j);
	/* Nobody receives his own. */
	json_decref(act(liaison, "report", rep, "accept", rep_version, "", 403));
	refused("POST", path_of("report", rep, "/return"), office,
		arena_fmt(f.a, "{\"version\":%lld,\"values\":{\"redo_time\":\"25:00\"}}",
			(long long)rep_version),
		422, "invalid", "redo_time");
	j = act(office, "report", rep, "return", rep_version,
		"\"note\":\"请补数字\",\"redo_day\":\"2026-04-27\",\"redo_time\":\"17:00\"", 200);
	json_t *values = json_object_get(json_object_get(j, "record"), "values");
	assert_int_equal(number(values, "redo_min"), 17 * 60);
	json_decref(j);
	json_decref(act(office, "report", rep, "accept", rep_version + 1, "", 409));
	/* Handed in again, and now taken. */
	version += 2;
	json_decref(act(liaison, "due", id, "report", version, both, 200));
	j = ask("GET", arena_fmt(f.a, "/api/v1/report?due=%lld&state=sent", (long long)id), office,
		NULL, 200);
	report = json_array_get(json_object_get(j, "items"), 0);
	json_decref(act(office, "report", number(report, "id"), "accept", number(report, "version"),
		"\"note\":\"收到\"", 200));
	json_decref(j);
	j = ask("GET", path_of("due", id, ""), office, NULL, 200);
	assert_string_equal(text(j, "state"), "accepted");
	json_decref(j);
	json_decref(due);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_a_living_token_lets_in),
		cmocka_unit_test(a_used_token_remembers_the_day_and_a_revoked_one_ends),
		cmocka_unit_test(who_asks_too_often_waits),
		cmocka_unit_test(administrators_see_no_business),
		cmocka_unit_test(a_list_goes_on_where_it_stopped),
		cmocka_unit_test(what_is_not_known_is_refused_by_name),
		cmocka_unit_test(a_record_is_sent_once_while_it_stays_the_same),
		cmocka_unit_test(a_step_names_the_version_it_saw),
		cmocka_unit_test(a_yes_or_no_that_is_not_sent_stays),
		cmocka_unit_test(mistakes_in_a_body_are_named),
		cmocka_unit_test(the_same_request_twice_takes_effect_once),
		cmocka_unit_test(an_item_is_signed_reported_returned_and_accepted),
	};
	return cmocka_run_group_tests(tests, open_bureau, close_bureau);
}

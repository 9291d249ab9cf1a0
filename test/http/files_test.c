/* files_test.c — a program hands in a report and an occurrence with files and gets them back, byte
 * by byte; who may not, what is too large, of the wrong kind, stale or sent twice is refused as on
 * the screen.
 *
 * limit: 120 s. */
#include "lib/ask.h"

#include "duty/duty.h"
#include "org/access.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static struct app_fixture f;

static int open_bureau(void **state)
{
	struct str why;
	(void)state;
	app_fixture_open(&f, "2026-04-20T10:00:00+08:00", true);
	return conf_set(&f.conf, CONF_UPLOAD, S("1"), CONF_FLAG, &why) ? 0 : -1;
}

static int close_bureau(void **state)
{
	(void)state;
	app_fixture_close(&f);
	return 0;
}

/* ---- helpers ---- */

struct due {
	int64_t id, version;
};

/* The `nth` item the owner of the token could hand in, of that kind. */
static struct due open_due(const char *token, const char *kind, size_t nth)
{
	json_t *j = ask_json(&f, "GET",
		arena_fmt(f.a, "/api/v1/due?state=open&kind=%s&sort=due_day&limit=50", kind), token,
		NULL, 200);
	json_t *one = json_array_get(json_object_get(j, "items"), nth);
	assert_non_null(one);
	struct due d = {ask_number(one, "id"), ask_number(one, "version")};
	json_decref(j);
	return d;
}

static const char *bearer(const char *token, const char *more)
{
	return arena_fmt(f.a, "Authorization: Bearer %s\r\n%s", token, more);
}

static const char *path_of(const char *kind, int64_t id, const char *tail)
{
	return arena_fmt(f.a, "/api/v1/%s/%lld%s", kind, (long long)id, tail);
}

/* Bytes that are no text, with a boundary's beginning in them. */
static struct str some_bytes(size_t n)
{
	char *p = arena_get(f.a, n);
	for (size_t i = 0; i < n; i++)
		p[i] = (char)(i * 31 + i / 257);
	if (n > 100)
		memcpy(p + 50, "\r\n--x\r\n", 7);
	return str_n(p, n);
}

struct sending {
	const char *token, *more, *boundary, *version;
	struct str file;
};

static struct app_reply send_report(const struct sending *s, int64_t id)
{
	const struct ask_part parts[] = {
		{"version", NULL, str_of(s->version)},
		{"progress", NULL, S("清理报表三张")},
		{"effect", NULL, S("少填两小时")},
		{"event_day", NULL, S("2026-04-17")},
		{"files", "清单 一.pdf", s->file},
		{"files", "b.bin", S("second")},
		{NULL, NULL, STR_NONE},
	};
	return ask_form(&f, path_of("due", id, "/report"), bearer(s->token, s->more),
		s->boundary ? s->boundary : "xyz", parts);
}

static const char *num(int64_t n)
{
	return arena_fmt(f.a, "%lld", (long long)n);
}

static int64_t count(const char *table)
{
	if (strcmp(table, "evidence") == 0)
		return db_one_int(db_prep(f.db, "SELECT count(*) FROM evidence"), -1);
	return db_one_int(db_prep(f.db, "SELECT count(*) FROM report"), -1);
}

/* The newest report of the item. */
static int64_t report_of(const char *token, int64_t due)
{
	json_t *j = ask_json(&f, "GET",
		arena_fmt(f.a, "/api/v1/report?due=%lld&sort=-id", (long long)due), token, NULL,
		200);
	int64_t id = ask_number(json_array_get(json_object_get(j, "items"), 0), "id");
	json_decref(j);
	return id;
}

/* ---- tests ---- */

static void files_come_back_as_they_were_sent(void **state)
{
	(void)state;
	const char *token = app_fixture_token(&f, "linzhiyuan", ACCESS_WRITE);
	struct due d = open_due(token, "periodic", 0);
	struct sending s = {token, "", NULL, num(d.version), some_bytes(300 * 1024)};
	struct app_reply r = send_report(&s, d.id);
	assert_int_equal(r.status, 200);
	int64_t report = report_of(token, d.id);
	json_t *j = ask_json(&f, "GET", path_of("report", report, "/evidence"), token, NULL, 200);
	json_t *items = json_object_get(j, "items"), *one = json_array_get(items, 0);
	assert_int_equal(json_array_size(items), 2);
	assert_string_equal(ask_text(one, "name"), "清单 一.pdf");
	assert_int_equal(ask_number(one, "size"), 300 * 1024);
	assert_string_equal(ask_text(one, "event_day"), "2026-04-17");
	r = app_fixture_api(&f, "GET", ask_text(one, "url"), token, NULL);
	assert_int_equal(r.status, 200);
	assert_true(str_eq(r.body, s.file));
	assert_true(str_eq(app_fixture_header(&r, "content-type"), S("application/octet-stream")));
	assert_true(str_has(app_fixture_header(&r, "content-disposition"), S("attachment")));
	r = app_fixture_api(&f, "GET", ask_text(json_array_get(items, 1), "url"), token, NULL);
	assert_true(str_eq(r.body, S("second")));
	/* The office that receives it reads it too; a sibling station finds nothing. */
	const char *office = app_fixture_token(&f, "xuwenxi", ACCESS_READ);
	const char *sibling = app_fixture_token(&f, "990068", ACCESS_READ);
	assert_int_equal(
		app_fixture_api(&f, "GET", ask_text(one, "url"), office, NULL).status, 200);
	r = app_fixture_api(&f, "GET", ask_text(one, "url"), sibling, NULL);
	ask_is_error(&r, 404, "absent", NULL);
	r = app_fixture_api(&f, "GET", path_of("report", report, "/evidence"), sibling, NULL);
	ask_is_error(&r, 404, "absent", NULL);
	r = app_fixture_api(&f, "GET", ask_text(one, "url"),
		app_fixture_token(&f, "sysadmin", ACCESS_READ), NULL);
	ask_is_error(&r, 404, "absent", NULL);
	r = app_fixture_ask(&f, "GET", ask_text(one, "url"), "", NULL);
	ask_is_error(&r, 401, "token", NULL);
	json_decref(j);
}

static void who_may_not_hand_in_stores_nothing(void **state)
{
	(void)state;
	const char *token = app_fixture_token(&f, "linzhiyuan", ACCESS_WRITE);
	struct due d = open_due(token, "periodic", 0);
	int64_t files = count("evidence"), reports = count("report");
	struct sending s = {NULL, "", NULL, num(d.version), S("x")};
	s.token = app_fixture_token(&f, "990068", ACCESS_WRITE);
	struct app_reply r = send_report(&s, d.id);
	ask_is_error(&r, 404, "absent", NULL);
	/* The office sees the item and may not report for the station. */
	s.token = app_fixture_token(&f, "xuwenxi", ACCESS_WRITE);
	r = send_report(&s, d.id);
	ask_is_error(&r, 403, "denied", NULL);
	s.token = app_fixture_token(&f, "linzhiyuan", ACCESS_READ);
	r = send_report(&s, d.id);
	ask_is_error(&r, 403, "read_only", NULL);
	/* What was seen is older than what stands there. */
	s.token = token;
	s.version = num(d.version + 1);
	r = send_report(&s, d.id);
	ask_is_error(&r, 409, "conflict", NULL);
	s.version = "";
	r = send_report(&s, d.id);
	ask_is_error(&r, 400, "unknown_field", "version");
	assert_int_equal(count("evidence"), files);
	assert_int_equal(count("report"), reports);
}

static void what_is_too_large_or_of_the_wrong_kind_is_refused(void **state)
{
	(void)state;
	const char *token = app_fixture_token(&f, "linzhiyuan", ACCESS_WRITE);
	struct due d = open_due(token, "periodic", 0);
	const char *path = path_of("due", d.id, "/report");
	int64_t files = count("evidence");
	struct sending s = {token, "", NULL, num(d.version), some_bytes((1 << 20) + 1)};
	struct app_reply r = send_report(&s, d.id);
	ask_is_error(&r, 413, "size", "files");
	/* More than the office allows at once. */
	struct ask_part many[13] = {{"version", NULL, str_of(s.version)}};
	for (int i = 1; i < 12; i++)
		many[i] = (struct ask_part){"files", "a.txt", S("a")};
	r = ask_form(&f, path, bearer(token, ""), "xyz", many);
	ask_is_error(&r, 413, "size", "files");
	/* A file under another name, a field that is none, a value given twice. */
	const struct ask_part other[] = {{"version", NULL, str_of(s.version)},
		{"photo", "a.txt", S("a")}, {"colour", NULL, S("red")}, {"effect", NULL, S("1")},
		{"effect", NULL, S("2")}, {NULL, NULL, STR_NONE}};
	r = ask_form(&f, path, bearer(token, ""), "xyz", other);
	ask_is_error(&r, 400, "unknown_field", "photo");
	ask_is_error(&r, 400, "unknown_field", "colour");
	ask_is_error(&r, 400, "unknown_field", "effect");
	/* Where no files belong, a form is the wrong type; so is anything that is neither. */
	r = ask_form(&f, path_of("due", d.id, "/sign"), bearer(token, ""), "xyz", other);
	ask_is_error(&r, 415, "type", NULL);
	r = app_fixture_ask(
		&f, "POST", path, bearer(token, "Content-Type: application/pdf\r\n"), "%PDF");
	ask_is_error(&r, 415, "type", NULL);
	r = app_fixture_ask(&f, "POST", path,
		bearer(token, "Content-Type: multipart/form-data; boundary=xyz\r\n"),
		"--xyz\r\nContent-Disposition: form-data; name=\"effect\"\r\n\r\ncut");
	ask_is_error(&r, 400, "bad_request", NULL);
	/* Only a form may be that long. */
	char *big = arena_get(f.a, 300 * 1024);
	memset(big, ' ', 300 * 1024 - 1);
	big[300 * 1024 - 1] = 0;
	r = app_fixture_api(&f, "POST", path, token, big);
	ask_is_error(&r, 413, "size", NULL);
	assert_int_equal(count("evidence"), files);
}

static void the_same_form_twice_takes_effect_once(void **state)
{
	(void)state;
	const char *token = app_fixture_token(&f, "linzhiyuan", ACCESS_WRITE);
	struct due d = open_due(token, "periodic", 0);
	int64_t files = count("evidence"), reports = count("report");
	struct sending s = {token, "Idempotency-Key: files-1\r\n", "first", num(d.version),
		some_bytes(70 * 1024)};
	struct app_reply r = send_report(&s, d.id);
	assert_int_equal(r.status, 200);
	/* A client makes up a new boundary when it tries again. */
	s.boundary = "second";
	r = send_report(&s, d.id);
	assert_int_equal(r.status, 200);
	json_t *j = ask_parsed(&r);
	assert_true(json_is_true(json_object_get(j, "repeated")));
	json_decref(j);
	assert_int_equal(count("report"), reports + 1);
	assert_int_equal(count("evidence"), files + 2);
	/* Other bytes under the same key are another request. */
	s.file = some_bytes(70 * 1024 - 1);
	r = send_report(&s, d.id);
	ask_is_error(&r, 409, "key_used", NULL);
	assert_int_equal(count("evidence"), files + 2);
}

static void an_occurrence_is_entered_with_a_file_and_taken_back(void **state)
{
	(void)state;
	const char *office = app_fixture_token(&f, "xuwenxi", ACCESS_WRITE);
	struct due d = open_due(office, "quota", 0);
	const struct ask_part parts[] = {{"version", NULL, str_of(num(d.version))},
		{"day", NULL, S("2026-04-17")}, {"what", NULL, S("到窗口坐班一天")},
		{"files", "坐班.txt", S("八点到岗")}, {NULL, NULL, STR_NONE}};
	struct app_reply r = ask_form(
		&f, path_of("due", d.id, "/enter"), bearer(office, ""), "xyz", parts);
	if (r.status != 200)
		fail_msg("%d %.*s", r.status, STR_ARG(r.body));
	json_t *j = ask_json(&f, "GET",
		arena_fmt(f.a, "/api/v1/entry?due=%lld&sort=-id", (long long)d.id), office, NULL,
		200);
	json_t *entry = json_array_get(json_object_get(j, "items"), 0);
	int64_t id = ask_number(entry, "id"), version = ask_number(entry, "version");
	assert_string_equal(ask_text(json_object_get(entry, "values"), "what"), "到窗口坐班一天");
	json_decref(j);
	j = ask_json(&f, "GET", path_of("entry", id, "/evidence"), office, NULL, 200);
	assert_int_equal(json_array_size(json_object_get(j, "items")), 1);
	json_decref(j);
	r = app_fixture_api(&f, "POST", path_of("entry", id, "/withdraw"), office,
		arena_fmt(f.a, "{\"version\":%lld}", (long long)version));
	ask_is_error(&r, 422, "invalid", "reason");
	j = ask_json(&f, "POST", path_of("entry", id, "/withdraw"), office,
		arena_fmt(
			f.a, "{\"version\":%lld,\"reason\":\"登记错了日期\"}", (long long)version),
		200);
	assert_string_equal(ask_text(json_object_get(j, "record"), "state"), "withdrawn");
	json_decref(j);
}

/* The screen has the same ceiling, and says so at the field. */
static void the_screen_refuses_a_large_file_too(void **state)
{
	(void)state;
	const char *token = app_fixture_token(&f, "linzhiyuan", ACCESS_READ);
	const char *cookie = app_fixture_cookie(&f, "linzhiyuan");
	struct due d = open_due(token, "periodic", 0);
	struct app_reply r = app_fixture_ask(
		&f, "GET", arena_fmt(f.a, "/due/%lld", (long long)d.id), cookie, NULL);
	struct str rest = r.body;
	str_cut(&rest, S("name=\"csrf\" value=\""));
	const struct ask_part parts[] = {{"csrf", NULL, str_cut(&rest, S("\""))},
		{"version", NULL, str_of(num(d.version))}, {"act", NULL, S("send")},
		{"progress", NULL, S("甲")}, {"effect", NULL, S("乙")},
		{"files", "大.pdf", some_bytes((1 << 20) + 1)}, {NULL, NULL, STR_NONE}};
	int64_t files = count("evidence");
	r = ask_form(&f, arena_fmt(f.a, "/due/%lld/report", (long long)d.id), cookie, "xyz", parts);
	assert_int_equal(r.status, 422);
	assert_true(str_has(r.body, S("“大.pdf”太大")));
	assert_int_equal(count("evidence"), files);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_come_back_as_they_were_sent),
		cmocka_unit_test(who_may_not_hand_in_stores_nothing),
		cmocka_unit_test(what_is_too_large_or_of_the_wrong_kind_is_refused),
		cmocka_unit_test(the_same_form_twice_takes_effect_once),
		cmocka_unit_test(an_occurrence_is_entered_with_a_file_and_taken_back),
		cmocka_unit_test(the_screen_refuses_a_large_file_too),
	};
	return cmocka_run_group_tests(tests, open_bureau, close_bureau);
}

/* decide_test.c — a program issues a plan after looking at what that would do, and proposes and
 * decides changes: nobody his own, nothing twice, nothing on what somebody else has changed.
 *
 * limit: 120 s. */
#include "lib/ask.h"

#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"
#include "org/access.h"
#include "paper/doc.h"
#include "plan/plan.h"

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

static const char *path_of(const char *kind, int64_t id, const char *tail)
{
	return arena_fmt(f.a, "/api/v1/%s/%lld%s", kind, (long long)id, tail);
}

static const char *body_of(int64_t version, const char *values)
{
	return arena_fmt(f.a, "{\"version\":%lld,\"values\":{%s}}", (long long)version, values);
}

static struct app_reply keyed(
	const char *path, const char *token, const char *key, const char *body)
{
	return app_fixture_ask(&f, "POST", path,
		arena_fmt(f.a,
			"Authorization: Bearer %s\r\nContent-Type: application/json\r\n"
			"Idempotency-Key: %s\r\n",
			token, key),
		body);
}

/* ---- a plan ---- */

struct read_in {
	const char *text;
	rid plan;
};

static enum flow_code read_in(struct ctx *cx, void *arg)
{
	struct read_in *r = arg;
	struct campaign_row *c = kind_row(&campaign_kind, cx->a);
	c->head.unit = tree_top(cx);
	c->name = str_fmt(cx->a, "试验活动%zu", strlen(r->text));
	c->type = S("special");
	c->from_day = day_of(2026, 3, 1);
	c->until_day = day_of(2026, 12, 31);
	c->office = tree_find(cx, S("专项活动办公室"), cx->today);
	enum flow_code code = rec_insert(cx, &campaign_kind, c);
	struct doc doc = doc_from_text(cx->a, str_of(r->text));
	struct plan_import in = {.campaign = c->head.id,
		.doc = &doc,
		.source_name = S("plan.txt"),
		.issue_day = day_of(2026, 3, 10)};
	if (code == FLOW_OK)
		code = plan_import(cx, &in);
	r->plan = in.plan;
	return code;
}

/* One that leaves questions open, one that leaves none. */
static const char
	doubtful[] = "安澜县公安局2026年方案\n\n二、具体措施\n（一）强化理论武装。组织全体"
		     "民警定期集中学习。\n牵头单位：政治工作办公室\n责任单位：无名派出所\n"
		     "完成时限：X月底前完成\n",
	clear[] = "安澜县公安局2026年作风建设工作方案\n\n二、具体措施\n（一）强化理论武装。组织"
		  "全体民警集中学习，每人撰写心得。\n牵头单位：政治工作办公室\n责任单位：城关派"
		  "出所\n完成时限：2026年6月底前完成\n";

static int64_t plan_read(const char *text)
{
	struct read_in r = {.text = text};
	assert_int_equal(ctx_write(app_fixture_cx(&f, "xuwenxi"), read_in, &r), FLOW_OK);
	return r.plan.n;
}

static struct app_reply submit(int64_t plan)
{
	return app_fixture_api(&f, "POST", path_of("plan", plan, "/submit"),
		app_fixture_token(&f, "xuwenxi", ACCESS_WRITE), "{\"version\":1}");
}

static enum flow_code force_review(struct ctx *cx, void *arg)
{
	struct stmt *s = db_prep(cx->db, "UPDATE plan SET state = 'review' WHERE id = ?");
	db_int(s, 1, *(int64_t *)arg);
	return flow_of_db(db_run(s));
}

static int64_t dues(void)
{
	return db_one_int(db_prep(f.db, "SELECT count(*) FROM due"), -1);
}

static void a_plan_with_doubts_names_each_of_them(void **state)
{
	int64_t plan = plan_read(doubtful), before = dues();
	const char *second = app_fixture_token(&f, "990014", ACCESS_WRITE);
	json_t *j = ask_json(&f, "GET", path_of("plan", plan, "/issue"), second, NULL, 200), *one;
	json_t *items = json_object_get(j, "items");
	size_t i, questions = 0;
	(void)state;
	assert_true(json_is_false(json_object_get(j, "ready")));
	assert_true(json_array_size(items) >= 2);
	json_array_foreach(items, i, one)
	{
		assert_true(ask_text(one, "zh")[0] != 0);
		if (!json_is_integer(json_object_get(one, "question")))
			continue;
		json_decref(ask_json(&f, "GET",
			path_of("question", ask_number(one, "question"), ""), second, NULL, 200));
		questions++;
	}
	int64_t open = db_one_int(
		db_prep(f.db, "SELECT count(*) FROM question WHERE state = 'open'"), 0);
	assert_true(questions > 0 && questions == (size_t)open);
	/* It is not submitted with them either; and if it were, not issued. */
	struct app_reply r = submit(plan);
	ask_is_error(&r, 422, "invalid", "");
	r = app_fixture_api(&f, "POST", path_of("plan", plan, "/issue"), second, body_of(1, ""));
	ask_is_error(&r, 409, "state", NULL);
	assert_int_equal(ctx_write(app_fixture_cx(&f, NULL), force_review, &plan), FLOW_OK);
	r = app_fixture_api(&f, "POST", path_of("plan", plan, "/issue"), second, body_of(1, ""));
	ask_is_error(&r, 422, "invalid", "");
	json_t *no = ask_parsed(&r), *look = json_object_get(no, "look");
	assert_true(json_equal(json_object_get(look, "items"), items));
	assert_int_equal(json_array_size(json_object_get(json_object_get(no, "error"), "fields")),
		json_array_size(items));
	assert_int_equal(dues(), before);
	json_decref(no);
	json_decref(j);
}

static void a_clear_plan_is_issued_once_and_by_somebody_else(void **state)
{
	int64_t version = 2, plan = plan_read(clear), before = dues();
	assert_int_equal(submit(plan).status, 200);
	const char *path = path_of("plan", plan, "/issue"), *body = body_of(version, "");
	const char *reader = app_fixture_token(&f, "xuwenxi", ACCESS_WRITE);
	const char *second = app_fixture_token(&f, "990014", ACCESS_WRITE);
	(void)state;
	json_t *j = ask_json(&f, "GET", path, second, NULL, 200);
	assert_true(json_is_true(json_object_get(j, "ready")));
	assert_int_equal(json_array_size(json_object_get(j, "items")), 0);
	int64_t promised = ask_number(j, "dues");
	assert_true(promised > 0);
	assert_string_equal(ask_text(j, "last_due"), "2026-06-30");
	json_decref(j);
	assert_int_equal(dues(), before);
	/* Who read it in: the look says so, the act is refused. */
	j = ask_json(&f, "GET", path, reader, NULL, 200);
	assert_true(json_is_false(json_object_get(j, "ready")));
	assert_int_equal(json_array_size(json_object_get(j, "items")), 1);
	json_decref(j);
	json_decref(ask_json(&f, "POST", path, reader, body, 422));
	/* A station's liaison reads plans and issues none; an administrator sees none. */
	struct app_reply r = app_fixture_api(
		&f, "POST", path, app_fixture_token(&f, "zhoumingche", ACCESS_WRITE), body);
	ask_is_error(&r, 403, "denied", NULL);
	r = app_fixture_api(&f, "GET", path, app_fixture_token(&f, "sysadmin", ACCESS_READ), NULL);
	ask_is_error(&r, 403, "denied", NULL);
	r = app_fixture_api(&f, "POST", path, second, body_of(version - 1, ""));
	ask_is_error(&r, 409, "conflict", NULL);
	assert_int_equal(dues(), before);
	r = keyed(path, second, "issue-1", body);
	assert_int_equal(r.status, 200);
	j = ask_parsed(&r);
	assert_string_equal(ask_text(json_object_get(j, "record"), "state"), "issued");
	json_decref(j);
	assert_int_equal(dues(), before + promised);
	r = keyed(path, second, "issue-1", body);
	assert_int_equal(r.status, 200);
	assert_int_equal(dues(), before + promised);
	r = app_fixture_api(&f, "POST", path, second, body_of(version + 1, ""));
	ask_is_error(&r, 409, "state", NULL);
}

/* ---- changes ---- */

struct item {
	int64_t id, unit;
};

static struct item open_item(const char *token, size_t nth)
{
	/* With a day: where the empty ones stand in the order is the engine's affair. */
	json_t *j = ask_json(&f, "GET",
		"/api/v1/due?state=open&due_day_from=2026-04-21&sort=-due_day&limit=20", token,
		NULL, 200);
	json_t *one = json_array_get(json_object_get(j, "items"), nth);
	struct item it = {ask_number(one, "id"), ask_number(one, "unit")};
	json_decref(j);
	return it;
}

static const char *wish(struct item it, const char *day)
{
	return arena_fmt(f.a,
		"{\"unit\":%lld,\"values\":{\"reach\":\"item\",\"due\":%lld,\"what\":\"later\","
		"\"new_day\":\"%s\",\"why\":\"设备还没有到\"}}",
		(long long)it.unit, (long long)it.id, day);
}

static int64_t propose(const char *token, struct item it)
{
	json_t *j = ask_json(&f, "POST", "/api/v1/change", token, wish(it, "2027-03-31"), 201);
	int64_t id = ask_number(j, "id");
	assert_string_equal(ask_text(json_object_get(j, "record"), "state"), "proposed");
	json_decref(j);
	return id;
}

static const char *due_day(const char *token, struct item it)
{
	json_t *j = ask_json(&f, "GET", path_of("due", it.id, ""), token, NULL, 200);
	const char *day = arena_fmt(f.a, "%s", ask_text(json_object_get(j, "values"), "due_day"));
	json_decref(j);
	return day;
}

static void a_proposal_keeps_its_rules(void **state)
{
	const char *head = app_fixture_token(&f, "guchangning", ACCESS_WRITE);
	struct item it = open_item(head, 0);
	(void)state;
	struct app_reply r = app_fixture_api(
		&f, "POST", "/api/v1/change", head, wish(it, "2026-01-31"));
	ask_is_error(&r, 422, "invalid", "new_day");
	/* A liaison reports, and proposes nothing; another station does not find the item. */
	r = app_fixture_api(&f, "POST", "/api/v1/change",
		app_fixture_token(&f, "linzhiyuan", ACCESS_WRITE), wish(it, "2027-03-31"));
	ask_is_error(&r, 403, "denied", NULL);
	r = app_fixture_api(&f, "POST", "/api/v1/change",
		app_fixture_token(&f, "990066", ACCESS_WRITE), wish(it, "2027-03-31"));
	assert_true(r.status == 403 || r.status == 404);
	int64_t id = propose(head, it);
	r = app_fixture_api(&f, "POST", "/api/v1/change", head, wish(it, "2027-03-31"));
	ask_is_error(&r, 422, "invalid", "");
	r = app_fixture_api(&f, "GET", path_of("change", id, ""),
		app_fixture_token(&f, "990066", ACCESS_READ), NULL);
	ask_is_error(&r, 404, "absent", NULL);
}

static enum flow_code approves_too(struct ctx *cx, void *arg)
{
	struct stmt *s = db_prep(cx->db, "UPDATE due_change SET made_by = ? WHERE id = ?");
	db_rid(s, 1, cx->who->person);
	db_int(s, 2, *(int64_t *)arg);
	return flow_of_db(db_run(s));
}

static void another_person_decides_and_once(void **state)
{
	const char *head = app_fixture_token(&f, "guchangning", ACCESS_WRITE);
	const char *leader = app_fixture_token(&f, "lujinghe", ACCESS_WRITE);
	struct item it = open_item(head, 3);
	int64_t id = propose(head, it);
	const char *was = due_day(head, it), *path = path_of("change", id, "/approve");
	(void)state;
	struct app_reply r = app_fixture_api(&f, "POST", path, head, body_of(1, ""));
	ask_is_error(&r, 403, "denied", NULL);
	r = app_fixture_api(&f, "POST", path, leader, "{}");
	ask_is_error(&r, 428, "version", NULL);
	r = app_fixture_api(&f, "POST", path, leader, body_of(2, ""));
	ask_is_error(&r, 409, "conflict", NULL);
	r = app_fixture_api(
		&f, "POST", path, app_fixture_token(&f, "990066", ACCESS_WRITE), body_of(1, ""));
	ask_is_error(&r, 404, "absent", NULL);
	assert_string_equal(due_day(head, it), was);
	const char *body = body_of(1, "\"answer\":\"同意\"");
	r = keyed(path, leader, "approve-1", body);
	assert_int_equal(r.status, 200);
	assert_string_equal(due_day(head, it), "2027-03-31");
	r = keyed(path, leader, "approve-1", body);
	assert_int_equal(r.status, 200);
	assert_true(str_has(r.body, S("\"repeated\":true")));
	r = app_fixture_api(&f, "POST", path, leader, body_of(2, ""));
	ask_is_error(&r, 409, "state", NULL);
}

static void nobody_approves_his_own(void **state)
{
	const char *head = app_fixture_token(&f, "guchangning", ACCESS_WRITE);
	const char *leader = app_fixture_token(&f, "lujinghe", ACCESS_WRITE);
	struct item it = open_item(head, 6);
	int64_t id = propose(head, it);
	const char *was = due_day(head, it);
	(void)state;
	/* The leader has every right to approve, and it is his own proposal. */
	assert_int_equal(ctx_write(app_fixture_cx(&f, "lujinghe"), approves_too, &id), FLOW_OK);
	struct app_reply r = app_fixture_api(
		&f, "POST", path_of("change", id, "/approve"), leader, body_of(1, ""));
	ask_is_error(&r, 403, "denied", NULL);
	r = app_fixture_api(&f, "POST", path_of("change", id, "/refuse"), leader, body_of(1, ""));
	ask_is_error(&r, 403, "denied", NULL);
	assert_string_equal(due_day(head, it), was);
}

static void a_refusal_says_why(void **state)
{
	const char *head = app_fixture_token(&f, "guchangning", ACCESS_WRITE);
	const char *leader = app_fixture_token(&f, "lujinghe", ACCESS_WRITE);
	struct item it = open_item(head, 9);
	int64_t id = propose(head, it);
	const char *was = due_day(head, it), *path = path_of("change", id, "/refuse");
	(void)state;
	struct app_reply r = app_fixture_api(&f, "POST", path, leader, body_of(1, ""));
	ask_is_error(&r, 422, "invalid", "answer");
	json_t *j = ask_json(
		&f, "POST", path, leader, body_of(1, "\"answer\":\"设备下周就到\""), 200);
	assert_string_equal(ask_text(json_object_get(j, "record"), "state"), "refused");
	assert_string_equal(due_day(head, it), was);
	json_decref(j);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plan_with_doubts_names_each_of_them),
		cmocka_unit_test(a_clear_plan_is_issued_once_and_by_somebody_else),
		cmocka_unit_test(a_proposal_keeps_its_rules),
		cmocka_unit_test(another_person_decides_and_once),
		cmocka_unit_test(nobody_approves_his_own),
		cmocka_unit_test(a_refusal_says_why),
	};
	return cmocka_run_group_tests(tests, open_bureau, close_bureau);
}

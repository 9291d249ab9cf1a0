/* deliver_test.c — a note leaves once, only as much of it as may, and not at night. */
#include "core/note.h"
#include "job/job.h"
#include "lib/peer.h"
#include "lib/world_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Takes one request and answers 204, or 503 where the path says busy. */
static void take(int fd, int to)
{
	char all[8192];
	size_t n = 0;
	while (n < sizeof all - 1 && (n < 2 || memcmp(all + n - 2, "\"}", 2) != 0)) {
		ssize_t got = read(fd, all + n, sizeof all - 1 - n);
		if (got <= 0)
			break;
		n += (size_t)got;
	}
	bool busy = memmem(all, n, "/busy", 5) != NULL;
	const char *reply = busy ? "HTTP/1.1 503 x\r\nContent-Length: 0\r\n\r\n"
				 : "HTTP/1.1 204 x\r\n\r\n";
	if (write(to, all, n) < 0 || write(fd, reply, strlen(reply)) < 0)
		_exit(1);
}

static char heard[PEER_HEARD];

/* Runs the webhook job against a fresh peer; what the peer heard, "" where nobody came. */
static const char *deliver(struct world_fixture *f, const char *path)
{
	struct str why;
	struct conf c = conf_in(f->a, true);
	struct peer *p = peer_start(take);
	assert_true(conf_set(&c, CONF_WEBHOOK,
		str_fmt(f->a, "http://127.0.0.1:%d%s", p->port, path), CONF_FLAG, &why));
	struct job_run r = {.cx = f->cx, .conf = &c};
	assert_int_equal(job_hook.run(&r), FLOW_OK);
	struct stmt *s = db_prep(f->db, "SELECT count(*) FROM note_delivery WHERE tries > 0");
	if (db_one_int(s, 0) == 0)
		peer_kill(p);
	else if (strcmp(path, "/none") == 0)
		peer_kill(p);
	else
		peer_end(p);
	strcpy(heard, p->heard);
	free(p);
	return heard;
}

static rid liaison(struct world_fixture *f)
{
	return (rid){db_one_int(
		db_prep(f->db, "SELECT person FROM account WHERE login = 'linzhiyuan'"), 0)};
}

static enum flow_code tell(struct ctx *cx, void *kind)
{
	struct world_fixture f = {.db = cx->db};
	return note_send(cx, liaison(&f), str_of(kind), (rid){17},
		S("自查问题整改情况 9月 已逾期 1 个工作日"), str_cat(cx->a, S("k-"), str_of(kind)));
}

static int64_t count_with(struct world_fixture *f, const char *result)
{
	struct stmt *s = db_prep(f->db, "SELECT count(*) FROM note_delivery WHERE result = ?");
	db_text(s, 1, str_of(result));
	return db_one_int(s, -1);
}

static void a_note_leaves_once(void **state)
{
	struct world_fixture *f = world_fixture_open("2026-09-18T10:00:00+08:00", true);
	(void)state;
	assert_int_equal(ctx_write(f->cx, tell, (void *)"due"), FLOW_OK);
	assert_non_null(strstr(deliver(f, "/x"), "POST /x"));
	assert_non_null(strstr(heard, "\"to\":\"linzhiyuan\""));
	assert_non_null(strstr(heard, "\"kind\":\"due\",\"record\":17"));
	assert_non_null(strstr(heard, "已逾期 1 个工作日"));
	assert_int_equal(count_with(f, "sent"), 1);
	assert_string_equal(deliver(f, "/none"), "");
	world_fixture_close(f);
}

static void other_kinds_say_only_that_there_is_something(void **state)
{
	struct world_fixture *f = world_fixture_open("2026-09-18T10:00:00+08:00", true);
	(void)state;
	assert_int_equal(ctx_write(f->cx, tell, (void *)"item"), FLOW_OK);
	assert_non_null(strstr(deliver(f, "/x"), "有一条新提醒"));
	assert_null(strstr(heard, "逾期"));
	assert_null(strstr(heard, "17\""));
	assert_non_null(strstr(heard, "\"record\":0"));
	world_fixture_close(f);
}

static void a_busy_server_is_asked_again_later(void **state)
{
	struct world_fixture *f = world_fixture_open("2026-09-18T10:00:00+08:00", true);
	(void)state;
	assert_int_equal(ctx_write(f->cx, tell, (void *)"due"), FLOW_OK);
	assert_non_null(strstr(deliver(f, "/busy"), "POST"));
	assert_int_equal(count_with(f, "later"), 1);
	assert_string_equal(deliver(f, "/none"), "");
	world_fixture_at(f, "2026-09-18T10:03:00+08:00");
	assert_non_null(strstr(deliver(f, "/x"), "POST"));
	assert_int_equal(count_with(f, "sent"), 1);
	assert_int_equal(count_with(f, "later"), 0);
	world_fixture_close(f);
}

static void nights_are_quiet(void **state)
{
	struct world_fixture *f = world_fixture_open("2026-09-18T21:00:00+08:00", true);
	(void)state;
	assert_int_equal(ctx_write(f->cx, tell, (void *)"due"), FLOW_OK);
	assert_string_equal(deliver(f, "/none"), "");
	world_fixture_at(f, "2026-09-19T07:59:00+08:00");
	assert_string_equal(deliver(f, "/none"), "");
	world_fixture_at(f, "2026-09-19T08:00:00+08:00");
	assert_non_null(strstr(deliver(f, "/x"), "POST"));
	world_fixture_close(f);
}

static enum flow_code look(struct ctx *cx, void *arg)
{
	(void)arg;
	struct stmt *s = db_prep(cx->db, "UPDATE note SET seen = ?");
	db_stamp(s, 1, cx->now);
	return flow_of_db(db_run(s));
}

static void what_was_seen_or_is_old_stays(void **state)
{
	struct world_fixture *f = world_fixture_open("2026-09-18T10:00:00+08:00", true);
	(void)state;
	assert_int_equal(ctx_write(f->cx, tell, (void *)"due"), FLOW_OK);
	world_fixture_at(f, "2026-09-20T10:00:01+08:00");
	assert_string_equal(deliver(f, "/none"), "");
	assert_int_equal(ctx_write(f->cx, tell, (void *)"plan"), FLOW_OK);
	assert_int_equal(ctx_write(f->cx, look, NULL), FLOW_OK);
	assert_string_equal(deliver(f, "/none"), "");
	world_fixture_close(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_note_leaves_once),
		cmocka_unit_test(other_kinds_say_only_that_there_is_something),
		cmocka_unit_test(a_busy_server_is_asked_again_later),
		cmocka_unit_test(nights_are_quiet),
		cmocka_unit_test(what_was_seen_or_is_old_stays),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

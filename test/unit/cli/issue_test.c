/* issue_test.c — a plan goes in from the command line, and is not issued before it may be. */
#include "duty/duty.h"
#include "paper/read.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;
static char *out_text, *err_text;

static int run(const char *line)
{
	char *copy = strdup(line), db[128], *argv[20] = {(char *)"duban"};
	int n = 1;
	size_t a, b;
	snprintf(db, sizeof db, "%s/test.db", t.dir);
	for (char *w = strtok(copy, " "); w && n < 16; w = strtok(NULL, " "))
		argv[n++] = w;
	argv[n++] = (char *)"--db";
	argv[n] = db;
	free(out_text);
	free(err_text);
	FILE *out = open_memstream(&out_text, &a), *err = open_memstream(&err_text, &b);
	int code = cli_main(registry_program(), argv, out, err);
	fclose(out);
	fclose(err);
	free(copy);
	return code;
}

static enum flow_code make_campaign(struct ctx *cx, void *arg)
{
	struct campaign_row *c = kind_row(&campaign_kind, cx->a);
	c->head.unit = tree_top(cx);
	c->name = S("试验活动");
	c->type = S("special");
	c->from_day = day_of(2026, 3, 1);
	c->until_day = day_of(2026, 12, 31);
	c->office = tree_find(cx, S("专项活动办公室"), cx->today);
	enum flow_code code = rec_insert(cx, &campaign_kind, c);
	*(rid *)arg = c->head.id;
	return code;
}

static int64_t count_dues(void)
{
	return db_one_int(db_prep(t.db, "SELECT count(*) FROM due"), -1);
}

static void a_plan_with_questions_is_not_issued(void **state)
{
	char line[200];
	rid campaign;
	(void)state;
	assert_int_equal(ctx_write(t.cx, make_campaign, &campaign), FLOW_OK);
	assert_int_equal(run("plan import examples/plan-2026.txt"), CLI_USAGE);
	snprintf(line, sizeof line, "plan import /nonexistent --campaign %lld",
		(long long)campaign.n);
	assert_int_equal(run(line), CLI_REFUSED);
	snprintf(line, sizeof line,
		"plan import examples/plan-2026.txt --campaign %lld --as linzhiyuan",
		(long long)campaign.n);
	assert_int_equal(run(line), CLI_REFUSED);
	snprintf(line, sizeof line,
		"plan import examples/plan-2026.txt --campaign %lld --issue-day 2026-03-10 --as xuwenxi",
		(long long)campaign.n);
	assert_int_equal(run(line), CLI_FOUND);
	assert_non_null(strstr(out_text, "八类问题"));
	int64_t plan = db_one_int(db_prep(t.db, "SELECT max(id) FROM plan"), 0);
	assert_true(plan > 0);
	snprintf(line, sizeof line, "plan issue %lld --as 990014", (long long)plan);
	assert_int_equal(run(line), CLI_REFUSED);
	assert_int_equal(count_dues(), 0);
	assert_int_equal(run("plan issue one"), CLI_USAGE);
}

static int open_world(void **state)
{
	(void)state;
	test_open(&t, "2026-03-09T09:00:00+08:00");
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	test_close(&t);
	free(out_text);
	free(err_text);
	return 0;
}

int main(int argc, char **argv)
{
	paper_child(argc, argv); /* this program starts itself to read a document */
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plan_with_questions_is_not_issued),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}

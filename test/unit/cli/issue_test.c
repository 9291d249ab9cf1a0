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
	char *copy = strdup(line), *argv[20] = {(char *)"duban"};
	int n = 1;
	size_t a, b;
	for (char *w = strtok(copy, " "); w && n < 16; w = strtok(NULL, " "))
		argv[n++] = w;
	argv[n++] = (char *)"--db";
	argv[n] = t.url;
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

/* A plan without a doubt; its one date is given. */
static void write_plan(char *path, size_t n, const char *date)
{
	snprintf(path, n, "%s/plan.txt", t.dir);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fprintf(f,
		"安澜县公安局2026年作风建设工作方案\n\n二、具体措施\n（一）强化理论武装。组织全体民警"
		"集中学习，每人撰写心得。\n牵头单位：政治工作办公室\n责任单位：城关派出所\n完成时限："
		"%s前完成\n",
		date);
	assert_int_equal(fclose(f), 0);
}

static enum flow_code set_review(struct ctx *cx, void *arg)
{
	struct stmt *s = db_prep(cx->db, "UPDATE plan SET state = 'review' WHERE id = ?");
	db_int(s, 1, *(int64_t *)arg);
	return flow_of_db(db_run(s));
}

static int64_t import_plan(rid campaign, int64_t supersedes, const char *day, const char *date)
{
	char line[300], path[120], more[40] = "";
	write_plan(path, sizeof path, date);
	if (supersedes)
		snprintf(more, sizeof more, " --supersedes %lld", (long long)supersedes);
	snprintf(line, sizeof line, "plan import %s --campaign %lld --issue-day %s --as xuwenxi%s",
		path, (long long)campaign.n, day, more);
	assert_int_equal(run(line), CLI_OK);
	int64_t plan = db_one_int(db_prep(t.db, "SELECT max(id) FROM plan"), 0);
	assert_int_equal(ctx_write(test_now(&t), set_review, &plan), FLOW_OK);
	unlink(path);
	return plan;
}

static void a_second_edition_says_what_moves_before_it_is_issued(void **state)
{
	char line[200];
	rid campaign;
	(void)state;
	assert_int_equal(ctx_write(test_now(&t), make_campaign, &campaign), FLOW_OK);
	int64_t one = import_plan(campaign, 0, "2026-03-10", "2026年6月30日");
	snprintf(line, sizeof line, "plan diff %lld", (long long)one);
	assert_int_equal(run(line), CLI_REFUSED);
	snprintf(line, sizeof line, "plan issue %lld --as 990014", (long long)one);
	assert_int_equal(run(line), CLI_OK);
	int64_t dues = count_dues();
	assert_true(dues > 0);

	int64_t two = import_plan(campaign, one, "2026-04-10", "2026年9月30日");
	snprintf(line, sizeof line, "plan diff %lld", (long long)two);
	assert_int_equal(run(line), CLI_FOUND);
	assert_non_null(strstr(out_text, "2026-06-30 → 2026-09-30"));
	snprintf(line, sizeof line, "plan diff %lld --json", (long long)two);
	assert_int_equal(run(line), CLI_FOUND);
	assert_non_null(strstr(out_text, "\"moved\":2"));
	snprintf(line, sizeof line, "plan issue %lld --dry-run --as 990014", (long long)two);
	assert_int_equal(run(line), CLI_OK);
	assert_non_null(strstr(out_text, "2026-06-30 → 2026-09-30"));
	/* Both units are asked first; nobody answers, and who issues says why all the same. */
	snprintf(line, sizeof line, "plan issue %lld --as 990014", (long long)two);
	assert_int_equal(run(line), CLI_REFUSED);
	assert_non_null(strstr(err_text, "征求意见"));
	snprintf(line, sizeof line, "plan ask %lld --until 2026-03-09 --as linzhiyuan",
		(long long)two);
	assert_int_equal(run(line), CLI_REFUSED);
	snprintf(line, sizeof line, "plan ask %lld --until 2026-03-09 --as xuwenxi --json",
		(long long)two);
	assert_int_equal(run(line), CLI_OK);
	assert_non_null(strstr(out_text, "{\"asked\":2}"));
	snprintf(
		line, sizeof line, "plan issue %lld --as 990014 --unanswered 催过", (long long)two);
	assert_int_equal(run(line), CLI_REFUSED);
	test_time(&t, "2026-03-10T09:00:00+08:00");
	snprintf(line, sizeof line, "plan diff %lld --json", (long long)two);
	assert_int_equal(run(line), CLI_FOUND);
	assert_non_null(strstr(out_text, "\"silent\":2"));
	snprintf(line, sizeof line, "plan issue %lld --as 990014", (long long)two);
	assert_int_equal(run(line), CLI_REFUSED);
	assert_non_null(strstr(err_text, "不算同意"));
	snprintf(
		line, sizeof line, "plan issue %lld --as 990014 --unanswered 催过", (long long)two);
	assert_int_equal(run(line), CLI_OK);
	assert_int_equal(count_dues(), dues);
	assert_int_equal(db_one_int(db_prep(t.db, "SELECT count(*) FROM due WHERE due_day = "
						  "'2026-09-30' AND first_day = '2026-06-30'"),
				 0),
		2);
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
		cmocka_unit_test(a_second_edition_says_what_moves_before_it_is_issued),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}

/* cli_test.c — the frame: which command is meant, what is refused, what comes out. */
#include "cli/cli.h"
#include "sys/file.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int echo(struct cli *cli)
{
	struct str text;
	cli_out(cli, "%s:%d:%lld", cli->cmd->name, cli->opt->n_operands,
		(long long)conf_int(cli->conf, CONF_WORKERS));
	if (cli->opt->n_operands && !cli_read_file(cli, cli_operand(cli, 0), 100, &text))
		return CLI_REFUSED;
	return CLI_OK;
}

static const struct opt opts[] = {OPT_SETTING(WORKERS), OPT_END};
#define FAKE(id, n)                                                                                \
	static const struct command id = {                                                         \
		.name = (n), .max = 1, .zh = "中文", .en = "English", .opts = opts, .run = echo}
FAKE(plan_read, "plan read");
FAKE(plan_issue, "plan issue");
FAKE(report, "report");
FAKE(restore, "restore");
FAKE(due_list, "due list");
static const struct command *const all[] = {
	&plan_read, &plan_issue, &report, &restore, &due_list, NULL};

struct said {
	int code;
	char *out, *err;
};

static struct said run(const char *line)
{
	char *copy = strdup(line), *argv[16] = {(char *)"duban"};
	int n = 1;
	for (char *w = strtok(copy, " "); w && n < 15; w = strtok(NULL, " "))
		argv[n++] = w;
	struct said s = {0};
	size_t out_n, err_n;
	FILE *out = open_memstream(&s.out, &out_n), *err = open_memstream(&s.err, &err_n);
	s.code = cli_main(&(struct program){.commands = all}, argv, out, err);
	fclose(out);
	fclose(err);
	free(copy);
	return s;
}

static void expect(const char *line, int code, const char *out, const char *err)
{
	struct said s = run(line);
	assert_int_equal(s.code, code);
	if (out)
		assert_non_null(strstr(s.out, out));
	else
		assert_string_equal(s.out, "");
	if (err)
		assert_non_null(strstr(s.err, err));
	else
		assert_string_equal(s.err, "");
	free(s.out);
	free(s.err);
}

static void words_may_be_shortened(void **state)
{
	(void)state;
	expect("plan read", 0, "plan read:0:16", NULL);
	expect("p r --workers 3", 0, "plan read:0:3", NULL);
	expect("d l", 0, "due list", NULL);
	expect("report", 0, "report:", NULL);
	expect("re", 2, NULL, "不止一个意思");
	expect("rest", 0, "restore", NULL);
}

static void wrong_lines_say_what_to_write(void **state)
{
	(void)state;
	expect("", 2, "plan issue", NULL);
	expect("plan", 2, NULL, "plan read | plan issue");
	expect("plan raed", 2, NULL, "plan read | plan issue");
	expect("restroe", 2, NULL, "duban restore");
	expect("--json plan read", 2, NULL, "usage");
	expect("restore a b", 2, NULL, "多了参数“b”");
	expect("restore --workrs 3", 2, NULL, "--workers");
	expect("restore --workers 0", 2, NULL, "1 到 256");
	expect("restore --config /nonexistent", 2, NULL, "/nonexistent");
}

static void help_and_version_are_everywhere(void **state)
{
	(void)state;
	expect("--help", 0, "plan issue", NULL);
	expect("--version", 0, DUBAN_VERSION, NULL);
	expect("plan read --help", 0, "--workers", NULL);
	expect("plan read --help --lang en", 0, "exit codes", NULL);
	expect("plan read --help", 0, "退出码", NULL);
}

static void errors_follow_language_and_format(void **state)
{
	(void)state;
	expect("restore /nonexistent --lang en", 3, "restore", "cannot open /nonexistent");
	expect("restore /nonexistent --json", 3, "restore",
		"{\"error\":{\"code\":3,\"kind\":\"refused\"");
	expect("nosuch --lang=en", 2, NULL, "no command");
	setenv("LANG", "en_GB.UTF-8", 1);
	expect("nosuch", 2, NULL, "no command");
	expect("nosuch --lang zh", 2, NULL, "没有");
	setenv("LANG", "zh_CN.UTF-8", 1);
	setenv("DUBAN_LANG", "en", 1);
	expect("nosuch --lang zh", 2, NULL, "no command");
	unsetenv("DUBAN_LANG");
}

static void a_result_that_cannot_be_written_is_a_failure(void **state)
{
	(void)state;
	char *argv[] = {(char *)"duban", (char *)"report", NULL}, *err_text;
	size_t n;
	FILE *full = fopen("/dev/full", "w"), *err = open_memstream(&err_text, &n);
	assert_int_equal(cli_main(&(struct program){.commands = all}, argv, full, err), CLI_WORLD);
	fclose(full);
	fclose(err);
	assert_true(strlen(err_text) > 0);
	free(err_text);
}

static void the_environment_wins(void **state)
{
	(void)state;
	const char *path = "/tmp/duban-cli-test.conf";
	assert_int_equal(file_write(path, S("workers = 4\n"), 0600), FILE_OK);
	expect("report --config /tmp/duban-cli-test.conf", 0, ":4", NULL);
	expect("report --config /tmp/duban-cli-test.conf --workers 5", 0, ":5", NULL);
	setenv("DUBAN_WORKERS", "6", 1);
	expect("report --config /tmp/duban-cli-test.conf --workers 5", 0, ":6", NULL);
	unsetenv("DUBAN_WORKERS");
	unlink(path);
}

static int plain_environment(void **state)
{
	(void)state;
	unsetenv("LC_ALL");
	unsetenv("LC_MESSAGES");
	unsetenv("DUBAN_LANG");
	return setenv("LANG", "C.UTF-8", 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_may_be_shortened),
		cmocka_unit_test(wrong_lines_say_what_to_write),
		cmocka_unit_test(help_and_version_are_everywhere),
		cmocka_unit_test(errors_follow_language_and_format),
		cmocka_unit_test(a_result_that_cannot_be_written_is_a_failure),
		cmocka_unit_test(the_environment_wins),
	};
	return cmocka_run_group_tests(tests, plain_environment, NULL);
}

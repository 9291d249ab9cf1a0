/* restore.c — `duban restore`: verifies a copy and makes it the database (SEC-09). */
#include "cli/check.h"
#include "cli/cli.h"
#include "store/backup.h"

static int run(struct cli *cli)
{
	struct check_watch w = {.cli = cli, .what = L(cli, "恢复", "restoring")};
	struct backup_opt o = {.replace = opt_has(cli->opt, "force"),
		.now = clock_now(cli->clock),
		.progress = check_progress,
		.arg = &w};
	struct str why;
	const char *from = cli_operand(cli, 0);
	const char *to = str_c(cli->a, conf_text(cli->conf, CONF_DB));
	if (check_is_server(to))
		return cli_fail(cli, CLI_REFUSED,
			L(cli, "请用 pg_restore 或数据库服务器自己的恢复",
				"use pg_restore or the server's own means"),
			"%s", L(cli, "数据库在服务器上", "the database is on a server"));
	/* A copy that is not whole must not take the place of anything. */
	int code = check_copy(cli, from, NULL);
	if (code != CLI_OK)
		return code;
	bool ok = backup_restore(from, to, &o, cli->a, &why);
	check_end(&w);
	if (!ok)
		return cli_fail(cli, CLI_REFUSED,
			L(cli, "现有的文件没有改动", "what was there is unchanged"), "%.*s",
			STR_ARG(why));
	return check_copy(cli, to, L(cli, "已恢复并核验", "restored and verified"));
}

static const struct opt opts[] = {OPT_SETTING(DB),
	OPT_FLAG("force", "数据库已存在时替换；原文件改名保留",
		"replace an existing database; the old file is kept under another name"),
	OPT_END};

const struct command cmd_restore = {
	.name = "restore",
	.operands = "FILE",
	.min = 1,
	.max = 1,
	.zh = "核验备份，并恢复成数据库",
	.en = "verify a copy and restore it as the database",
	.more_zh = "先核验备份文件，再写到数据库的位置；服务还在运行时拒绝。",
	.more_en =
		"Verifies the copy first, then puts it in place; refused while the service runs.",
	.examples = "duban restore /backup/duban-2026-09-18.db --db /var/lib/duban/duban.db",
	.opts = opts,
	.run = run,
};

/* backup.c — `duban backup`: a consistent, verified copy of a running database (SEC-09). */
#include "cli/check.h"
#include "cli/cli.h"
#include "store/backup.h"
#include "sys/clock.h"
#include "sys/log.h"

static int run(struct cli *cli)
{
	struct check_watch w = {.cli = cli, .what = L(cli, "复制", "copying")};
	struct backup_opt o = {
		.replace = opt_has(cli->opt, "force"), .progress = check_progress, .arg = &w};
	struct str why;
	const char *from = str_c(cli->a, conf_text(cli->conf, CONF_DB));
	const char *to = str_c(cli->a, opt_text(cli->opt, "to"));
	if (!*to)
		return cli_fail(cli, CLI_USAGE, L(cli, "用 --to 指明备份文件", "name it with --to"),
			"%s", L(cli, "没有说备份到哪里", "no target given"));
	if (check_is_server(from))
		return cli_fail(cli, CLI_REFUSED,
			L(cli, "请用 pg_dump 或数据库服务器自己的备份",
				"use pg_dump or the server's own backup"),
			"%s", L(cli, "数据库在服务器上", "the database is on a server"));
	bool ok = backup_copy(from, to, &o, cli->a, &why);
	check_end(&w);
	if (!ok)
		return cli_fail(cli, CLI_WORLD,
			L(cli, "原数据库没有受影响", "the database itself is unharmed"), "%.*s",
			STR_ARG(why));
	int code = check_copy(cli, to, L(cli, "已备份并核验", "copied and verified"));
	struct backup_mark m = {clock_now(cli->clock), str_of(to)};
	if (code == CLI_OK && !backup_mark(from, &m, cli->a))
		log_warn("backup", "cannot note beside the database that it was copied");
	return code;
}

static const struct opt opts[] = {OPT_SETTING(DB),
	OPT_VALUE("to", "FILE", "备份到这个文件", "copy to this file"),
	OPT_FLAG("force", "文件已存在时替换", "replace an existing file"), OPT_END};

const struct command cmd_backup = {
	.name = "backup",
	.zh = "备份正在运行的数据库，并核验备份",
	.en = "copy a running database and verify the copy",
	.more_zh = "备份是某一时刻的完整状态，只有一个文件，附件都在里面；服务不用停。"
		   "存证的签名密钥（.key 文件）不在备份里，请另行保管。",
	.more_en =
		"The copy is the state of one moment in a single file, attachments included; the "
		"service keeps running. The signing key of the seal (the .key file) is not part of "
		"it: keep it apart.",
	.examples = "duban backup --db /var/lib/duban/duban.db --to /backup/duban-$(date +%F).db",
	.opts = opts,
	.run = run,
};

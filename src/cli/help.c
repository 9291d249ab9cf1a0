/* help.c — duban help: the commands, one command, the settings, and the manual pages.
 *
 * Help and manual pages are printed from the same tables that the parser reads, so they cannot say
 * something else than the program does; a test compares the files in docs/man. */
#include "cli/cli.h"
#include "base/bug.h"
#include "sys/file.h"

#include <string.h>
#include <sys/stat.h>

enum { CEILING = 1024 * 1024, COLUMN = 26 };

/* Columns a text takes on a terminal: a Han character two. */
static int width(const char *s)
{
	int n = 0;
	for (; *s; s++)
		if (((unsigned char)*s & 0xC0) != 0x80)
			n += (unsigned char)*s >= 0xE2 ? 2 : 1;
	return n;
}

static void put_row(struct buf *b, const char *left, const char *right)
{
	int pad = COLUMN - width(left) - 2;
	buf_fmt(b, "  %s%*s%s\n", left, pad > 1 ? pad : 1, "", right);
}

static void put_opts(struct buf *b, const struct opt *o, bool en)
{
	for (; o && o->name; o++) {
		const char *arg = opt_arg(o);
		const char *left = arg ? arena_fmt(b->a, "--%s %s", opt_name(o), arg)
				       : arena_fmt(b->a, "--%s", opt_name(o));
		put_row(b, left, opt_help(o, en));
	}
}

static void help_all(struct buf *b, const struct command *const *all, bool en)
{
	buf_fmt(b, "%s\n\n%s\n",
		en ? "duban - official plans become obligations that are followed to their end"
		   : "duban 督办 —— 把工作方案变成有人负责、有期限、跟踪到底的事项",
		en ? "usage: duban COMMAND [options] [operands]"
		   : "用法：duban 命令 [选项] [参数]");
	buf_fmt(b, "\n%s\n", en ? "commands:" : "命令：");
	for (; *all; all++)
		put_row(b, (*all)->name, en ? (*all)->en : (*all)->zh);
	buf_fmt(b, "\n%s\n",
		en ? "Words may be shortened while they stay unambiguous. More: duban COMMAND "
		     "--help"
		   : "命令可以缩写，只要不产生歧义。详细说明：duban 命令 --help");
}

static void put_examples(struct buf *b, const char *lines, bool en)
{
	struct str rest = str_of(lines);
	if (rest.n)
		buf_fmt(b, "\n%s\n", en ? "examples:" : "例：");
	while (rest.n) {
		struct str line = str_cut(&rest, S("\n"));
		buf_fmt(b, "  %.*s\n", STR_ARG(line));
	}
}

void cli_help(struct buf *b, const struct command *const *all, const struct command *cmd, bool en)
{
	if (cmd == NULL) {
		help_all(b, all, en);
		return;
	}
	const char *more = en ? cmd->more_en : cmd->more_zh;
	buf_fmt(b, "%sduban %s %s%s%s\n\n  %s\n", en ? "usage: " : "用法：", cmd->name,
		en ? "[options]" : "[选项]", cmd->operands ? " " : "",
		cmd->operands ? cmd->operands : "", en ? cmd->en : cmd->zh);
	if (more)
		buf_fmt(b, "\n%s\n", more);
	buf_fmt(b, "\n%s\n", en ? "options:" : "选项：");
	put_opts(b, cmd->opts, en);
	put_opts(b, opt_common(), en);
	buf_fmt(b, "\n%s\n", en ? "exit codes:" : "退出码：");
	for (int c = CLI_OK; c <= CLI_WORLD; c++)
		buf_fmt(b, "  %d  %s\n", c, cli_code_text((enum cli_code)c, en));
	put_examples(b, cmd->examples, en);
}

static int list_settings(struct cli *cli)
{
	struct buf b = buf_in(cli->a, CEILING);
	struct json j = json_to(&b);
	json_obj(&j);
	for (unsigned k = 0; k < CONF_N; k++) {
		const struct conf_setting *s = conf_setting((enum conf_key)k);
		struct str v = conf_text(cli->conf, (enum conf_key)k);
		const char *from = conf_from_name(cli->conf->at[k].from);
		if (!cli->json) {
			cli_out(cli, "%s = %.*s\n    %s [%s]\n", s->name, STR_ARG(v),
				L(cli, s->zh, s->en), from);
			continue;
		}
		json_key(&j, str_of(s->name));
		json_obj(&j);
		json_kv_text(&j, "value", v);
		json_kv_text(&j, "from", str_of(from));
		json_end_obj(&j);
	}
	json_end_obj(&j);
	if (cli->json)
		cli_put(cli, buf_view(&b));
	return CLI_OK;
}

static int write_page(struct cli *cli, const char *dir, const char *page, struct str text)
{
	const char *path = arena_fmt(cli->a, "%s/%s", dir, page);
	enum file_code c = file_write(path, text, 0644);
	if (c == FILE_OK)
		return CLI_OK;
	return cli_fail(
		cli, CLI_WORLD, file_why(c, cli->en), L(cli, "写不了 %s", "cannot write %s"), path);
}

static int write_language(struct cli *cli, const char *dir, bool en)
{
	int rc = CLI_OK;
	for (const struct command *const *c = cli->all; *c && rc == CLI_OK; c++) {
		struct buf b = buf_in(cli->a, CEILING);
		cli_man(&b, cli->all, *c, en);
		rc = write_page(cli, dir, arena_fmt(cli->a, "%s.1", cli_page_name(cli->a, *c)),
			buf_view(&b));
	}
	struct buf program = buf_in(cli->a, CEILING), conf = buf_in(cli->a, CEILING);
	cli_man(&program, cli->all, NULL, en);
	cli_man_conf(&conf, en);
	if (rc == CLI_OK)
		rc = write_page(cli, dir, "duban.1", buf_view(&program));
	return rc == CLI_OK ? write_page(cli, dir, "duban.conf.5", buf_view(&conf)) : rc;
}

static int write_manuals(struct cli *cli, struct str dir)
{
	const char *en = str_c(cli->a, dir), *zh = arena_fmt(cli->a, "%s/zh_CN", en);
	mkdir(en, 0755);
	mkdir(zh, 0755); /* where it could not be made, writing the first page says so */
	int rc = write_language(cli, en, true);
	return rc == CLI_OK ? write_language(cli, zh, false) : rc;
}

/* The command named by the operands, or NULL. */
static const struct command *named(struct cli *cli)
{
	struct str want = cli->opt->operands[0];
	if (cli->opt->n_operands == 2)
		want = str_fmt(cli->a, "%.*s %.*s", STR_ARG(want), STR_ARG(cli->opt->operands[1]));
	for (const struct command *const *c = cli->all; *c; c++)
		if (str_eq(want, str_of((*c)->name)))
			return *c;
	return NULL;
}

static int run(struct cli *cli)
{
	struct buf b = buf_in(cli->a, CEILING);
	const struct command *cmd = NULL;
	if (opt_has(cli->opt, "man-dir"))
		return write_manuals(cli, opt_text(cli->opt, "man-dir"));
	if (opt_has(cli->opt, "config-keys"))
		return list_settings(cli);
	if (cli->opt->n_operands && (cmd = named(cli)) == NULL)
		return cli_fail(cli, CLI_USAGE,
			L(cli, "全部命令：duban help", "all commands: duban help"),
			L(cli, "没有“%s”这个命令", "no command \"%s\""), cli_operand(cli, 0));
	if (opt_has(cli->opt, "man"))
		cli_man(&b, cli->all, cmd, cli->en);
	else
		cli_help(&b, cli->all, cmd, cli->en);
	AZ(b.full);
	struct str text = buf_view(&b);
	cli_out(cli, "%.*s", STR_ARG(text));
	return CLI_OK;
}

static const struct opt opts[] = {
	OPT_FLAG("man", "输出手册页（man 格式）", "print the manual page in man format"),
	OPT_VALUE("man-dir", "DIR", "把全部手册页写到这个文件夹", "write all manual pages there"),
	OPT_FLAG("config-keys", "列出全部设置、现在的值和来源",
		"list every setting, its value and where it came from"),
	OPT_END,
};

const struct command cmd_help = {
	.name = "help",
	.operands = "[COMMAND]",
	.max = 2,
	.zh = "显示命令说明、设置和手册页",
	.en = "show commands, settings and manual pages",
	.examples = "duban help plan read\nduban help --config-keys",
	.opts = opts,
	.run = run,
};

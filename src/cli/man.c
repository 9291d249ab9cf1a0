/* man.c — manual pages in man(7) from the command tables and sys/settings.def. */
#include "cli/cli.h"

#include <string.h>

const char *cli_page_name(struct arena *a, const struct command *cmd)
{
	char *name = arena_fmt(a, "duban-%s", cmd->name);
	for (char *p = name; *p; p++)
		if (*p == ' ')
			*p = '-';
	return name;
}

/* Text with what troff would read as a request or an escape made harmless. */
static void put_text(struct buf *b, const char *s)
{
	bool line_start = true;
	for (; *s; s++) {
		if (line_start && (*s == '.' || *s == '\''))
			buf_lit(b, "\\&");
		if (*s == '\\')
			buf_lit(b, "\\e");
		else if (*s == '-')
			buf_lit(b, "\\-");
		else
			buf_ch(b, *s);
		line_start = *s == '\n';
	}
}

static void put_section(struct buf *b, const char *zh, const char *en, bool english)
{
	buf_fmt(b, ".SH %s\n", english ? en : zh);
}

static void put_head(
	struct buf *b, const char *page, const char *section, const char *line, bool en)
{
	buf_fmt(b, ".TH %s %s \"\" \"duban %s\"\n", page, section, DUBAN_VERSION);
	put_section(b, "名称", "NAME", en);
	put_text(b, page);
	buf_lit(b, " \\- ");
	put_text(b, line);
	buf_ch(b, '\n');
}

static void put_opts(struct buf *b, const struct opt *o, bool en)
{
	for (; o && o->name; o++) {
		buf_lit(b, ".TP\n.B \\-\\-");
		put_text(b, opt_name(o));
		if (opt_arg(o))
			buf_fmt(b, " \\fI%s\\fR", opt_arg(o));
		buf_ch(b, '\n');
		put_text(b, opt_help(o, en));
		buf_ch(b, '\n');
	}
}

static void put_exits(struct buf *b, bool en)
{
	put_section(b, "退出码", "EXIT STATUS", en);
	for (int c = CLI_OK; c <= CLI_WORLD; c++) {
		buf_fmt(b, ".TP\n.B %d\n", c);
		put_text(b, cli_code_text((enum cli_code)c, en));
		buf_ch(b, '\n');
	}
}

static void put_examples(struct buf *b, const char *lines, bool en)
{
	if (lines == NULL)
		return;
	put_section(b, "例", "EXAMPLES", en);
	buf_lit(b, ".nf\n");
	put_text(b, lines);
	buf_lit(b, "\n.fi\n");
}

static void put_see_also(struct buf *b, bool en)
{
	put_section(b, "另见", "SEE ALSO", en);
	buf_lit(b, ".BR duban (1),\n.BR duban.conf (5)\n");
}

static void man_program(struct buf *b, const struct command *const *all, bool en)
{
	put_head(b, "duban", "1",
		en ? "official plans become obligations that are followed to their end"
		   : "把工作方案变成有人负责、有期限、跟踪到底的事项",
		en);
	put_section(b, "用法", "SYNOPSIS", en);
	buf_lit(b, ".B duban\n.I COMMAND\n[options] [operands]\n");
	put_section(b, "命令", "COMMANDS", en);
	for (; *all; all++) {
		buf_fmt(b, ".TP\n.BR %s (1)\n", cli_page_name(b->a, *all));
		put_text(b, en ? (*all)->en : (*all)->zh);
		buf_ch(b, '\n');
	}
	put_exits(b, en);
	put_see_also(b, en);
}

void cli_man(struct buf *b, const struct command *const *all, const struct command *cmd, bool en)
{
	if (cmd == NULL) {
		man_program(b, all, en);
		return;
	}
	const char *more = en ? cmd->more_en : cmd->more_zh;
	put_head(b, cli_page_name(b->a, cmd), "1", en ? cmd->en : cmd->zh, en);
	put_section(b, "用法", "SYNOPSIS", en);
	buf_fmt(b, ".B duban %s\n[options]%s%s\n", cmd->name, cmd->operands ? " " : "",
		cmd->operands ? cmd->operands : "");
	if (more) {
		put_section(b, "说明", "DESCRIPTION", en);
		put_text(b, more);
		buf_ch(b, '\n');
	}
	put_section(b, "选项", "OPTIONS", en);
	put_opts(b, cmd->opts, en);
	put_opts(b, opt_common(), en);
	put_exits(b, en);
	put_examples(b, cmd->examples, en);
	put_see_also(b, en);
}

void cli_man_conf(struct buf *b, bool en)
{
	put_head(b, "duban.conf", "5", en ? "settings of duban" : "duban 的设置", en);
	put_section(b, "说明", "DESCRIPTION", en);
	put_text(b, en ? "Lines of the form \"name = value\"; # begins a comment line. A flag "
			 "--name goes before the file, the environment variable DUBAN_NAME "
			 "(capitals, _ for -) before both."
		       : "每行写 名称 = 值；# 开头的行是注释。命令行的 --名称 优先于文件，环境变量 "
			 "DUBAN_名称（大写，- 写成 _）优先于两者。");
	buf_ch(b, '\n');
	put_section(b, "设置", "SETTINGS", en);
	for (unsigned k = 0; k < CONF_N; k++) {
		const struct conf_setting *s = conf_setting((enum conf_key)k);
		buf_lit(b, ".TP\n.B ");
		put_text(b, s->name);
		buf_ch(b, '\n');
		put_text(b, en ? s->en : s->zh);
		if (*s->dflt) {
			buf_fmt(b, "%s", en ? " Default: " : " 默认：");
			put_text(b, s->dflt);
		}
		buf_ch(b, '\n');
	}
	put_section(b, "另见", "SEE ALSO", en);
	buf_lit(b, ".BR duban (1)\n");
}

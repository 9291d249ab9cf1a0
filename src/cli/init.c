/* init.c — `duban init`: a new database with the rows every bureau needs, and a preset of units. */
#include "cli/base.h"
#include "core/tree.h"
#include "duty/preset.h"
#include "org/preset.h"

static enum flow_code fill(struct ctx *cx, void *arg)
{
	const char *preset = arg;
	enum flow_code code = preset_base(cx);
	if (code == FLOW_OK)
		code = duty_preset(cx);
	return code == FLOW_OK && preset ? preset_bureau(cx, preset) : code;
}

/* Made, and how one goes on from here. */
static void say_next(struct cli *cli, bool preset)
{
	if (cli->json)
		cli_out(cli, "{\"ok\":true}\n");
	else if (preset)
		cli_out(cli, "%s\n",
			L(cli,
				"已建好。接下来给三类管理员设口令：duban user password sysadmin（还有 "
				"secadmin、auditor），再 duban serve",
				"made. Next, passwords for the three administrators: duban user "
				"password sysadmin (then secadmin, auditor), then duban serve"));
	else
		cli_out(cli, "%s\n",
			L(cli,
				"已建好，还没有单位和人员。接下来：\n"
				"  duban org export --template 表.xlsx   得到空白表，填好\n"
				"  duban org import 表.xlsx              导入单位和人员\n"
				"  duban user add 登录名 --staff-no 警号 --role sysadmin"
				"   再设 secadmin、auditor，三个人\n"
				"  duban serve",
				"made, without units and persons. Next:\n"
				"  duban org export --template SHEET.xlsx   a form to fill in\n"
				"  duban org import SHEET.xlsx              units and persons\n"
				"  duban user add LOGIN --staff-no NO --role sysadmin"
				"   then secadmin, auditor: three persons\n"
				"  duban serve"));
}

static int run(struct cli *cli)
{
	struct base b;
	struct str preset = opt_text(cli->opt, "preset");
	if (preset.n && !str_eq(preset, S("county")))
		return cli_fail(cli, CLI_USAGE, L(cli, "可用的预设：county", "presets: county"),
			"--preset %.*s", STR_ARG(preset));
	if (!base_open(cli, WORLD_MAKE, &b))
		return CLI_WORLD;
	int code = CLI_OK;
	if (preset_is_there(b.cx))
		code = cli_fail(cli, CLI_REFUSED,
			L(cli, "换一个 --db，或直接 duban serve",
				"use another --db, or duban serve"),
			"%s",
			L(cli, "这个数据库已经建好，没有改动",
				"this database is made already; unchanged"));
	else
		code = base_code(
			cli, &b, ctx_write(b.cx, fill, preset.n ? str_c(cli->a, preset) : NULL));
	if (code == CLI_OK)
		say_next(cli, preset.n > 0);
	base_close(&b);
	return code;
}

static const struct opt opts[] = {OPT_SETTING(DB),
	OPT_VALUE("preset", "NAME", "单位预设：county（县级公安局）", "preset of units: county"),
	OPT_END};

const struct command cmd_init = {
	.name = "init",
	.zh = "建立数据库",
	.en = "make a database",
	.opts = opts,
	.run = run,
	.more_zh = "不写 --preset 时没有单位和人员，用 duban org import 导入自己的；"
		   "县局预设是虚构的，供试用。",
	.more_en = "Without --preset there are no units and persons: bring your own with duban org "
		   "import. The county preset is invented, for trying the program.",
	.examples = "duban init --db /var/lib/duban/duban.db\n"
		    "duban init --db try.db --preset county",
};

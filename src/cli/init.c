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
		cli_out(cli, "%s\n", L(cli, "已建好", "made"));
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
	.examples = "duban init --db /var/lib/duban/duban.db --preset county",
};

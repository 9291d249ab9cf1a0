/* version.c — duban version. */
#include "cli/cli.h"

enum { CEILING = 4096 };

static int run(struct cli *cli)
{
	if (!cli->json) {
		cli_out(cli, "duban %s\n", DUBAN_VERSION);
		return CLI_OK;
	}
	struct buf b = buf_in(cli->a, CEILING);
	struct json j = json_to(&b);
	json_obj(&j);
	json_kv_text(&j, "name", S("duban"));
	json_kv_text(&j, "version", S(DUBAN_VERSION));
	json_end_obj(&j);
	cli_put(cli, buf_view(&b));
	return CLI_OK;
}

const struct command cmd_version = {
	.name = "version",
	.zh = "显示版本",
	.en = "show the version",
	.run = run,
};

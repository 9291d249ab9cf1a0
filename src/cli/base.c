/* base.c — see base.h. */
#include "cli/base.h"

bool base_open(struct cli *cli, enum world_mode mode, struct base *out)
{
	struct str why = STR_NONE;
	const char *url = str_c(cli->a, conf_text(cli->conf, CONF_DB));
	*out = (struct base){.world = world_open(cli->a, cli->parts, cli->clock, url, mode, &why)};
	if (out->world && (out->db = store_reader(out->world->store)))
		out->cx = world_ctx(out->world, cli->a, out->db);
	if (out->cx)
		return true;
	cli_fail(cli, CLI_WORLD,
		L(cli, "请核对 --db；新库先用 duban init 建立",
			"check --db; a new database is made by duban init"),
		"%s: %.*s", url, STR_ARG(why));
	base_close(out);
	return false;
}

void base_close(struct base *b)
{
	if (b->db)
		db_close(b->db);
	world_close(b->world);
}

int base_code(struct cli *cli, const struct base *b, enum flow_code code)
{
	if (code == FLOW_OK)
		return CLI_OK;
	for (size_t i = 0; i < b->cx->errs->n; i++)
		fprintf(cli->err, "  %.*s\n", STR_ARG(b->cx->errs->at[i].text));
	return cli_fail(cli, code == FLOW_WORLD ? CLI_WORLD : CLI_REFUSED,
		code == FLOW_WORLD ? L(cli, "请看上面的日志", "see the log above")
				   : L(cli, "没有写入任何内容；请改正后再试",
					     "nothing was written; correct it and try again"),
		"%s", flow_code_name(code));
}

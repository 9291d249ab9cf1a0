/* docfile.c — see docfile.h. */
#include "cli/docfile.h"
#include "paper/read.h"

enum { MOST_FILE = 64 << 20 };

bool docfile_open(struct cli *cli, struct arena *a, int i, struct doc *doc)
{
	const char *path = cli_operand(cli, i), *slash = strrchr(path, '/');
	struct str bytes, error;
	if (!cli_read_file(cli, path, MOST_FILE, &bytes))
		return false;
	const struct paper_hint hint = {
		.name = str_of(slash ? slash + 1 : path),
		.office = conf_text(cli->conf, CONF_SOFFICE),
	};
	if (paper_read(a, bytes, &hint, doc, &error))
		return true;
	cli_fail(cli, CLI_REFUSED,
		L(cli, "换一个文件，或另存为 .docx 后再试",
			"try another file, or save it as .docx"),
		"%s: %.*s", path, STR_ARG(error));
	return false;
}

/* doctor.c — duban doctor: looks at the machine and the configuration and says, for everything that
 * is not as it should be, what to do. Changes nothing.
 *
 * The checks are in doctor_checks.c and doctor_data.c; here they are run and printed. Exit 0 where
 * nothing is wrong (warnings allowed), 1 where something is. */
#include "cli/doctor_int.h"

#include <stdarg.h>
#include <stdio.h>

enum { CEILING = 64 * 1024 };

static const char *const words[] = {"ok", "warn", "bad"};

void doctor_say(struct doctor *d, enum doctor_state state, const char *next, const char *fmt, ...)
{
	char text[512];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	if (state > d->worst)
		d->worst = state;
	if (!d->cli->json) {
		static const char *const zh[] = {"好  ", "注意", "不行"};
		static const char *const en[] = {"ok  ", "warn", "bad "};
		cli_out(d->cli, "%s  %s  %s\n", d->cli->en ? en[state] : zh[state], d->check, text);
		if (next)
			cli_out(d->cli, "      %s%s\n", L(d->cli, "→ ", "-> "), next);
		return;
	}
	json_obj(d->json);
	json_kv_text(d->json, "check", str_of(d->check));
	json_kv_text(d->json, "state", str_of(words[state]));
	json_kv_text(d->json, "text", str_of(text));
	if (next)
		json_kv_text(d->json, "next", str_of(next));
	json_end_obj(d->json);
}

static int run(struct cli *cli)
{
	struct buf b = buf_in(cli->a, CEILING);
	struct json j = json_to(&b);
	struct doctor d = {.cli = cli, .json = &j};
	json_obj(&j);
	json_key(&j, S("checks"));
	json_arr(&j);
	for (const struct doctor_check *c = doctor_checks(); c->name; c++) {
		d.check = c->name;
		c->run(&d);
	}
	json_end_arr(&j);
	json_kv_text(&j, "worst", str_of(words[d.worst]));
	json_end_obj(&j);
	if (cli->json)
		cli_put(cli, buf_view(&b));
	else if (d.worst == DOCTOR_BAD)
		cli_out(cli, "%s",
			L(cli, "\n有不行的地方，请按 → 后面的话处理，再运行一次。\n",
				"\nSomething is wrong: follow the arrows and run it again.\n"));
	return d.worst == DOCTOR_BAD ? CLI_FOUND : CLI_OK;
}

static const struct opt opts[] = {OPT_SETTING(DB), OPT_SETTING(LISTEN), OPT_END};

const struct command cmd_doctor = {
	.name = "doctor",
	.zh = "检查这台机器和配置，说明每一处该怎么办",
	.en = "check this machine and the configuration and say what to do",
	.more_zh =
		"查看内核的隔离能力（并试读一份文件）、时钟、磁盘、数据库、放假安排、备份、签名密钥、"
		"字体、LibreOffice、监听地址和邮件设置。只看，不改任何东西。有不行的地方时返回 1。",
	.more_en =
		"Looks at the kernel's sandbox (and reads a document in it), the clock, the disk, "
		"the database, the holidays, copies, the signing key, fonts, LibreOffice, the "
		"listening address and mail settings. It changes nothing. Exit code 1 where "
		"something is wrong.",
	.examples = "duban doctor\nduban doctor --db /srv/duban.db --json",
	.opts = opts,
	.run = run,
};

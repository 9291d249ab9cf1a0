/* cli.h — what a command of `duban` is, and what it may use.
 *
 * A command is one file of this folder, one constant and one line in cli/commands.def:
 *
 *	static const struct opt opts[] = {OPT_FLAG("text", "给人看", "for people"), OPT_SETTING(DB),
 *		OPT_END};
 *	static int run(struct cli *cli)
 *	{
 *		struct str text;
 *		if (!cli_read_file(cli, cli_operand(cli, 0), CEILING, &text))
 *			return CLI_REFUSED;
 *		cli_out(cli, L(cli, "共 %zu 字节\n", "%zu bytes\n"), text.n);
 *		return CLI_OK;
 *	}
 *	const struct command cmd_plan_read = {.name = "plan read", .operands = "FILE", .min = 1,
 *		.max = 1, .zh = "读一份方案", .en = "read a plan", .opts = opts, .run = run};
 *
 * `make man` then prints its manual pages; a test compares them. --help, --json, --quiet, --lang,
 * --config, unknown options, the number of operands and the exit code for help are the frame's
 * work. A command prints results on `out` (with cli->json: one JSON document, cli_json()), and
 * every failure through cli_fail(), which says what happened and what to do next. Commands hold no
 * rule of the business: they call the capabilities. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/str.h"
#include "sys/clock.h"
#include "sys/conf.h"
#include "sys/opt.h"
#include "sys/progress.h"

#include <stdbool.h>
#include <stdio.h>

#define DUBAN_VERSION "0.1.0"

/* Exit codes, the same for every command. */
enum cli_code {
	CLI_OK = 0,
	CLI_FOUND = 1,   /* done, and the answer is negative: differences, damage, open questions */
	CLI_USAGE = 2,   /* the command line is wrong */
	CLI_REFUSED = 3, /* the input is wrong or not permitted; nothing was changed */
	CLI_WORLD = 4,   /* disk, database or network failed; nothing half-done is left */
};

struct cli;
struct parts;

struct command {
	const char *name;              /* "plan read": one or two words */
	const char *operands;          /* "FILE…", NULL where there are none */
	int min, max;                  /* how many operands */
	const char *zh, *en;           /* one line */
	const char *more_zh, *more_en; /* paragraphs for --help and the manual, or NULL */
	const char *examples;          /* command lines, one per line, or NULL */
	const struct opt *opts;        /* NULL where there are none */
	int (*run)(struct cli *cli);   /* returns an enum cli_code */
};

/* What the program consists of; run/registry.c lists it. */
struct program {
	const struct command *const *commands; /* NULL at the end */
	const struct parts *parts;             /* core/world.h: kinds and tables */
};

/* One run of one command. */
struct cli {
	struct arena *a;
	const struct conf *conf;
	struct clock *clock;
	const struct opt_args *opt;
	const struct command *cmd;
	const struct command *const *all; /* every command, NULL at the end */
	const struct parts *parts;
	FILE *out, *err;
	bool en, json, quiet;
};

/* The text in the user's language. Both must take the same arguments. */
#define L(cli, chinese, english) ((cli)->en ? (english) : (chinese))

/* The i-th operand, NUL-terminated. */
const char *cli_operand(const struct cli *cli, int i);
void cli_out(struct cli *cli, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* A finished JSON document (or any text) and a newline. */
void cli_put(struct cli *cli, struct str s);
/* Says on `err` what failed and what to do next; with --json as {"error":{…}}. Returns `code`. */
int cli_fail(struct cli *cli, enum cli_code code, const char *next, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
/* The whole file ("-": standard input); false after cli_fail(). */
bool cli_read_file(struct cli *cli, const char *path, size_t ceiling, struct str *out);
/* Progress on standard error, silent with --json and --quiet. */
struct progress cli_progress(const struct cli *cli, const char *what, int64_t total);

/* The whole program: finds the command in program->commands, reads options and configuration, runs
 * it. `argv` as of main(). Returns the exit code. */
int cli_main(const struct program *program, char *const *argv, FILE *out, FILE *err);

/* Help of one command, or of all (NULL), into `b`. */
void cli_help(struct buf *b, const struct command *const *all, const struct command *cmd, bool en);
/* Its manual page in man(7); NULL: of the program. */
void cli_man(struct buf *b, const struct command *const *all, const struct command *cmd, bool en);
/* duban.conf(5), from sys/settings.def. */
void cli_man_conf(struct buf *b, bool en);
/* "duban-plan-read" */
const char *cli_page_name(struct arena *a, const struct command *cmd);
/* What an exit code means. */
const char *cli_code_text(enum cli_code c, bool en);

#define COMMAND(id) extern const struct command cmd_##id;
#include "cli/commands.def"
#undef COMMAND

#endif

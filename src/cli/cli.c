/* cli.c — finds the command, reads its options and the configuration, runs it. See cli.h. */
#include "cli/cli.h"
#include "base/bug.h"
#include "base/near.h"
#include "sys/file.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA = 1 << 30, WORDS = 2, LIST = 128, HELP_CEILING = 256 * 1024 };

const char *cli_operand(const struct cli *cli, int i)
{
	AN(i >= 0 && i < cli->opt->n_operands);
	return str_c(cli->a, cli->opt->operands[i]);
}

void cli_out(struct cli *cli, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	vfprintf(cli->out, fmt, ap);
	va_end(ap);
}

void cli_put(struct cli *cli, struct str s)
{
	fwrite(s.p, 1, s.n, cli->out);
	fputc('\n', cli->out);
}

static const char *const code_words[] = {"ok", "found", "usage", "refused", "world"};

const char *cli_code_text(enum cli_code c, bool en)
{
	static const char *const zh[] = {"成功",
		"已完成，但结果是否定的（有差异、有损坏、有待答问题）", "命令写错了",
		"输入有问题或不允许，什么都没有改", "磁盘、数据库或网络出错，没有留下半成品"};
	static const char *const eng[] = {"done",
		"done, and the answer is negative (differences, damage, open questions)",
		"the command line is wrong",
		"the input is wrong or not permitted; nothing was changed",
		"disk, database or network failed; nothing half-done is left"};
	AN((unsigned)c < NELEM(zh));
	return en ? eng[c] : zh[c];
}

static void fail_json(struct cli *cli, enum cli_code code, struct str message, const char *next)
{
	struct buf b = buf_in(cli->a, HELP_CEILING);
	struct json j = json_to(&b);
	json_obj(&j);
	json_key(&j, S("error"));
	json_obj(&j);
	json_kv_int(&j, "code", code);
	json_kv_text(&j, "kind", str_of(code_words[code]));
	json_kv_text(&j, "message", message);
	if (next)
		json_kv_text(&j, "next", str_of(next));
	json_end_obj(&j);
	json_end_obj(&j);
	struct str text = buf_view(&b);
	fprintf(cli->err, "%.*s\n", STR_ARG(text));
}

int cli_fail(struct cli *cli, enum cli_code code, const char *next, const char *fmt, ...)
{
	char *text = NULL;
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	AN(n >= 0);
	text = arena_get(cli->a, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(text, (size_t)n + 1, fmt, ap);
	va_end(ap);
	if (cli->json) {
		fail_json(cli, code, str_n(text, (size_t)n), next);
		return code;
	}
	fprintf(cli->err, "duban%s%s: %s\n", cli->cmd ? " " : "", cli->cmd ? cli->cmd->name : "",
		text);
	if (next)
		fprintf(cli->err, "%s%s\n", L(cli, "  → ", "  -> "), next);
	return code;
}

bool cli_read_file(struct cli *cli, const char *path, size_t ceiling, struct str *out)
{
	enum file_code c = file_read(cli->a, path, ceiling, out);
	if (c == FILE_OK)
		return true;
	cli_fail(cli, c == FILE_IO ? CLI_WORLD : CLI_REFUSED, file_why(c, cli->en),
		L(cli, "打不开 %s", "cannot open %s"), path);
	return false;
}

struct progress cli_progress(const struct cli *cli, const char *what, int64_t total)
{
	return progress_begin(what, total, cli->json || cli->quiet);
}

/* How many words `name` has (1 or 2), and its i-th word. */
static int count_words(const char *name)
{
	return strchr(name, ' ') ? 2 : 1;
}

static struct str word(const char *name, int i)
{
	struct str rest = str_of(name), first = str_cut(&rest, S(" "));
	return i == 0 ? first : rest;
}

/* How well the given words name the command: 0 not at all, 1 by prefixes, 2 exactly. */
static int fit(const char *name, char *const *argv)
{
	int score = 2;
	for (int i = 0; i < count_words(name); i++) {
		if (argv[i] == NULL)
			return 0;
		struct str given = str_of(argv[i]), want = word(name, i);
		if (given.n == 0 || !str_starts(want, given))
			return 0;
		if (given.n < want.n)
			score = 1;
	}
	return score;
}

struct found {
	const struct command *cmd;
	const struct command *also; /* a second one that fits as well */
};

static struct found find(const struct command *const *all, char *const *argv)
{
	struct found f = {0};
	int best = 0;
	for (; *all; all++) {
		int score = fit((*all)->name, argv);
		if (score == 0 || score < best)
			continue;
		f.also = score == best ? f.cmd : NULL;
		f.cmd = *all;
		best = score;
	}
	if (best == 2)
		f.also = NULL;
	return f;
}

/* Commands whose first word is the given one: " read | import | issue". Empty where none. */
static struct str members(struct cli *cli, const char *group)
{
	struct buf b = buf_in(cli->a, HELP_CEILING);
	for (const struct command *const *c = cli->all; *c; c++) {
		if (count_words((*c)->name) != 2 || !str_starts(word((*c)->name, 0), str_of(group)))
			continue;
		buf_fmt(&b, "%s%s", b.n ? " | " : "", (*c)->name);
	}
	return buf_view(&b);
}

static int no_command(struct cli *cli, const char *given)
{
	const char *names[LIST];
	size_t n = 0;
	struct str group = members(cli, given);
	if (group.n)
		return cli_fail(cli, CLI_USAGE, str_c(cli->a, group),
			L(cli, "%s 后面还要写做什么", "%s needs another word"), given);
	for (const struct command *const *c = cli->all; *c && n < LIST; c++)
		names[n++] = str_c(cli->a, word((*c)->name, 0));
	const char *near = near_word(str_of(given), names, n);
	const char *next = near ? arena_fmt(cli->a,
					  L(cli, "是不是 duban %s？", "did you mean duban %s?"),
					  near)
				: L(cli, "全部命令：duban help", "all commands: duban help");
	return cli_fail(
		cli, CLI_USAGE, next, L(cli, "没有“%s”这个命令", "no command \"%s\""), given);
}

static int wrong_operands(struct cli *cli)
{
	const struct command *c = cli->cmd;
	const char *next = arena_fmt(cli->a, "duban %s%s%s", c->name, c->operands ? " " : "",
		c->operands ? c->operands : "");
	if (cli->opt->n_operands < c->min)
		return cli_fail(
			cli, CLI_USAGE, next, "%s", L(cli, "还缺参数", "an operand is missing"));
	return cli_fail(cli, CLI_USAGE, next, L(cli, "多了参数“%s”", "unexpected operand \"%s\""),
		cli_operand(cli, c->max));
}

static const char *help_hint(struct cli *cli)
{
	return arena_fmt(
		cli->a, L(cli, "用法：duban %s --help", "usage: duban %s --help"), cli->cmd->name);
}

static bool load_conf(struct cli *cli, struct conf *conf, struct str *why)
{
	struct str file = opt_text(cli->opt, "config");
	const char *env = getenv("DUBAN_CONFIG");
	const char *path = env ? env : file.n ? str_c(cli->a, file) : NULL;
	return conf_load(conf, path, why) && opt_settings(cli->opt, conf, why) &&
	       conf_env(conf, why);
}

static bool wants_english(const struct conf *conf)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	if (conf && conf->at[CONF_LANG].from != CONF_DEFAULT)
		return str_eq(conf_text(conf, CONF_LANG), S("en"));
	for (unsigned i = 0; i < NELEM(names); i++) {
		const char *v = getenv(names[i]);
		if (v && *v)
			return strncmp(v, "en", 2) == 0;
	}
	return false;
}

/* The language before anything is parsed, so that the first error speaks it too. */
static void peek(struct cli *cli, char *const *argv)
{
	const char *env = getenv("DUBAN_LANG");
	cli->en = wants_english(NULL);
	for (; *argv; argv++) {
		cli->json |= strcmp(*argv, "--json") == 0;
		if (strcmp(*argv, "--lang=en") == 0 || strcmp(*argv, "--lang=zh") == 0)
			cli->en = (*argv)[7] == 'e';
		else if (strcmp(*argv, "--lang") == 0 && argv[1])
			cli->en = strcmp(argv[1], "en") == 0;
	}
	if (env)
		cli->en = strcmp(env, "en") == 0;
}

static int print_help(struct cli *cli, const struct command *cmd)
{
	struct buf b = buf_in(cli->a, HELP_CEILING);
	cli_help(&b, cli->all, cmd, cli->en);
	fwrite(b.p, 1, b.n, cli->out);
	return CLI_OK;
}

/* Options, configuration, clock; then the command itself. */
static int run(struct cli *cli, char *const *argv)
{
	struct opt_args args = {.a = cli->a};
	struct conf conf = conf_in(cli->a, cli->en);
	struct clock clock;
	struct str why;
	cli->opt = &args;
	cli->conf = &conf;
	cli->clock = &clock;
	if (!opt_parse(&args, cli->cmd->opts, argv, cli->en, &why))
		return cli_fail(cli, CLI_USAGE, help_hint(cli), "%.*s", STR_ARG(why));
	if (opt_has(&args, "help"))
		return print_help(cli, cli->cmd);
	if (args.n_operands < cli->cmd->min || args.n_operands > cli->cmd->max)
		return wrong_operands(cli);
	if (!load_conf(cli, &conf, &why))
		return cli_fail(cli, CLI_USAGE, NULL, "%.*s", STR_ARG(why));
	if (!clock_init(&clock, cli->a, &why))
		return cli_fail(cli, CLI_USAGE, NULL, "%.*s", STR_ARG(why));
	cli->json = opt_has(&args, "json");
	cli->quiet = opt_has(&args, "quiet");
	cli->en = wants_english(&conf);
	return cli->cmd->run(cli);
}

static int dispatch(struct cli *cli, char *const *argv)
{
	if (argv[0] == NULL || strcmp(argv[0], "--help") == 0)
		return print_help(cli, NULL) + (argv[0] ? CLI_OK : CLI_USAGE);
	if (strcmp(argv[0], "--version") == 0) {
		cli_out(cli, "duban %s\n", DUBAN_VERSION);
		return CLI_OK;
	}
	if (argv[0][0] == '-')
		return cli_fail(cli, CLI_USAGE,
			L(cli, "写法：duban 命令 [选项]；全部命令：duban help",
				"write: duban COMMAND [options]; all commands: duban help"),
			L(cli, "先写命令，再写选项 %s", "the command comes before option %s"),
			argv[0]);
	struct found f = find(cli->all, argv);
	if (f.cmd == NULL)
		return no_command(cli, argv[0]);
	if (f.also)
		return cli_fail(cli, CLI_USAGE,
			arena_fmt(cli->a, "duban %s | duban %s", f.also->name, f.cmd->name),
			L(cli, "“%s”不止一个意思", "\"%s\" is ambiguous"), argv[0]);
	cli->cmd = f.cmd;
	return run(cli, argv + count_words(f.cmd->name));
}

int cli_main(const struct program *program, char *const *argv, FILE *out, FILE *err)
{
	struct cli cli = {.a = arena_open(ARENA),
		.all = program->commands,
		.parts = program->parts,
		.out = out,
		.err = err};
	if (argv[0])
		argv++;
	peek(&cli, argv);
	int code = dispatch(&cli, argv);
	/* A result that could not be written is not a result. */
	if ((fflush(out) != 0 || ferror(out)) && code < CLI_WORLD)
		code = cli_fail(&cli, CLI_WORLD,
			L(&cli, "请检查磁盘空间或管道", "check the disk or the pipe"), "%s",
			L(&cli, "结果没有写完", "the result could not be written"));
	arena_close(cli.a);
	return code;
}

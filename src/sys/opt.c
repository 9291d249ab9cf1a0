/* opt.c — see opt.h. */
#include "sys/opt.h"
#include "base/bug.h"
#include "base/near.h"
#include "base/num.h"

#include <string.h>

static const struct opt common[] = {
	OPT_FLAG("help", "显示本命令的说明", "show this help"),
	OPT_FLAG("json", "结果和错误都用 JSON 输出", "print results and errors as JSON"),
	OPT_FLAG("quiet", "不显示进度", "show no progress"),
	OPT_SETTING(LANG),
	OPT_VALUE("config", "FILE", "配置文件，默认 " CONF_DEFAULT_PATH,
		"configuration file, default " CONF_DEFAULT_PATH),
	OPT_END,
};

const struct opt *opt_common(void)
{
	return common;
}

const char *opt_name(const struct opt *o)
{
	return o->type == OPT_CONF ? conf_setting(o->conf)->name : o->name;
}

const char *opt_arg(const struct opt *o)
{
	if (o->type != OPT_CONF)
		return o->arg;
	return conf_setting(o->conf)->type == CONF_INT ? "N" : "VALUE";
}

const char *opt_help(const struct opt *o, bool en)
{
	if (o->type == OPT_CONF)
		return en ? conf_setting(o->conf)->en : conf_setting(o->conf)->zh;
	return en ? o->en : o->zh;
}

static const struct opt *find_in(const struct opt *t, struct str name)
{
	for (; t && t->name; t++)
		if (str_eq(name, str_of(opt_name(t))))
			return t;
	return NULL;
}

static const struct opt *find(const struct opt *table, struct str name)
{
	const struct opt *o = find_in(table, name);
	return o ? o : find_in(common, name);
}

static struct str unknown(struct opt_args *o, struct str name, bool en)
{
	const char *names[2 * OPT_CEILING];
	size_t n = 0;
	for (const struct opt *t = o->table; t && t->name && n < OPT_CEILING; t++)
		names[n++] = opt_name(t);
	for (const struct opt *t = common; t->name; t++)
		names[n++] = opt_name(t);
	const char *near = near_word(name, names, n);
	if (near)
		return str_fmt(o->a,
			en ? "no option --%.*s; did you mean --%s?"
			   : "没有选项 --%.*s，是不是 --%s？",
			STR_ARG(name), near);
	return str_fmt(o->a, en ? "no option --%.*s" : "没有选项 --%.*s", STR_ARG(name));
}

static bool wrong_value(
	struct opt_args *o, const struct opt *t, struct str v, bool en, struct str *why)
{
	int64_t n;
	struct day d;
	if (t->type == OPT_INT && !num_int(v, t->lo, t->hi, &n)) {
		*why = str_fmt(o->a,
			en ? "--%s needs a whole number from %lld to %lld, not \"%.*s\""
			   : "--%s 要填 %lld 到 %lld 的整数，不能是“%.*s”",
			t->name, (long long)t->lo, (long long)t->hi, STR_ARG(v));
		return true;
	}
	if (t->type == OPT_DAY && !day_parse(v, &d)) {
		*why = str_fmt(o->a,
			en ? "--%s needs an existing day such as 2026-09-18, not \"%.*s\""
			   : "--%s 要填真实的日期，如 2026-09-18，不能是“%.*s”",
			t->name, STR_ARG(v));
		return true;
	}
	return false;
}

static bool accept(struct opt_args *o, const struct opt *t, struct str v, bool en, struct str *why)
{
	for (int i = 0; i < o->n_given; i++) {
		if (o->given[i].opt != t)
			continue;
		*why = str_fmt(o->a, en ? "--%s is given twice" : "--%s 写了两次", opt_name(t));
		return false;
	}
	if (wrong_value(o, t, v, en, why))
		return false;
	AN(o->n_given < OPT_CEILING);
	o->given[o->n_given].opt = t;
	o->given[o->n_given++].value = v;
	return true;
}

/* One --option at `argv[*at]`; moves `*at` over a value that stands apart. */
static bool take_option(struct opt_args *o, char *const *argv, int *at, bool en, struct str *why)
{
	struct str value = str_from(str_of(argv[*at]), 2);
	bool has_value = str_has(value, S("="));
	struct str name = str_cut(&value, S("="));
	const struct opt *t = find(o->table, name);
	if (t == NULL) {
		*why = unknown(o, name, en);
		return false;
	}
	if (opt_arg(t) == NULL && has_value) {
		*why = str_fmt(o->a, en ? "--%s takes no value" : "--%s 后面不带值", opt_name(t));
		return false;
	}
	if (opt_arg(t) && !has_value) {
		if (argv[*at + 1] == NULL) {
			*why = str_fmt(o->a,
				en ? "--%s needs a value: --%s %s" : "--%s 后面要有值：--%s %s",
				opt_name(t), opt_name(t), opt_arg(t));
			return false;
		}
		value = str_of(argv[++*at]);
	}
	return accept(o, t, value, en, why);
}

bool opt_parse(
	struct opt_args *o, const struct opt *table, char *const *argv, bool en, struct str *why)
{
	int n = 0;
	bool ended = false;
	while (argv[n])
		n++;
	o->table = table;
	o->operands = arena_array(o->a, (size_t)n + 1, sizeof *o->operands);
	for (int i = 0; i < n; i++) {
		if (!ended && strcmp(argv[i], "--") == 0)
			ended = true;
		else if (ended || strncmp(argv[i], "--", 2) != 0)
			o->operands[o->n_operands++] = str_of(argv[i]);
		else if (!take_option(o, argv, &i, en, why))
			return false;
	}
	return true;
}

bool opt_settings(const struct opt_args *o, struct conf *c, struct str *why)
{
	struct str reason;
	for (int i = 0; i < o->n_given; i++) {
		const struct opt *t = o->given[i].opt;
		if (t->type != OPT_CONF ||
			conf_set(c, t->conf, o->given[i].value, CONF_FLAG, &reason))
			continue;
		*why = str_fmt(o->a, "--%.*s", STR_ARG(reason));
		return false;
	}
	return true;
}

/* The index in `given`, or -1. */
static int given_at(const struct opt_args *o, const char *name)
{
	const struct opt *t = find(o->table, str_of(name));
	if (t == NULL)
		BUG("a command asked for an option that is not in its table");
	for (int i = 0; i < o->n_given; i++)
		if (o->given[i].opt == t)
			return i;
	return -1;
}

bool opt_has(const struct opt_args *o, const char *name)
{
	return given_at(o, name) >= 0;
}

struct str opt_text(const struct opt_args *o, const char *name)
{
	int i = given_at(o, name);
	return i < 0 ? STR_NONE : o->given[i].value;
}

int64_t opt_int(const struct opt_args *o, const char *name, int64_t none)
{
	int64_t n;
	int i = given_at(o, name);
	if (i < 0)
		return none;
	AN(num_int(o->given[i].value, INT64_MIN, INT64_MAX, &n));
	return n;
}

struct day opt_day(const struct opt_args *o, const char *name)
{
	struct day d;
	int i = given_at(o, name);
	if (i < 0)
		return DAY_NONE;
	AN(day_parse(o->given[i].value, &d));
	return d;
}

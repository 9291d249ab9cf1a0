/* conf.c — see conf.h. */
#include "sys/conf.h"
#include "base/bug.h"
#include "base/near.h"
#include "base/num.h"
#include "sys/file.h"

#include <stdlib.h>
#include <string.h>

enum { FILE_CEILING = 256 * 1024 };

#define SETTING(id, name, type, dflt, zh, en) [CONF_##id] = {name, dflt, zh, en, type},
static const struct conf_setting settings[CONF_N] = {
#include "sys/settings.def"
};
#undef SETTING

/* Whole numbers a setting accepts; 0, 0 where any will do. */
static const struct {
	int64_t lo, hi;
} ranges[CONF_N] = {
	[CONF_WORKERS] = {1, 256},
	[CONF_UPLOAD] = {1, 1024},
};

const struct conf_setting *conf_setting(enum conf_key k)
{
	AN((unsigned)k < CONF_N);
	return &settings[k];
}

static bool find(struct str name, enum conf_key *out)
{
	for (unsigned k = 0; k < CONF_N; k++) {
		if (!str_eq(name, str_of(settings[k].name)))
			continue;
		*out = (enum conf_key)k;
		return true;
	}
	return false;
}

struct conf conf_in(struct arena *a, bool en)
{
	struct conf c = {.a = a, .en = en};
	for (unsigned k = 0; k < CONF_N; k++)
		c.at[k].value = str_of(settings[k].dflt);
	return c;
}

static bool is_valid(struct conf *c, enum conf_key k, struct str v, struct str *why)
{
	const struct conf_setting *s = &settings[k];
	int64_t lo = ranges[k].lo, hi = ranges[k].hi ? ranges[k].hi : INT32_MAX, n;
	if (s->type == CONF_INT && !num_int(v, lo, hi, &n)) {
		*why = str_fmt(c->a,
			c->en ? "%s needs a whole number from %lld to %lld, not \"%.*s\""
			      : "%s 要填 %lld 到 %lld 的整数，现在是“%.*s”",
			s->name, (long long)lo, (long long)hi, STR_ARG(v));
		return false;
	}
	if (k == CONF_LANG && !str_eq(v, S("zh")) && !str_eq(v, S("en"))) {
		*why = str_fmt(c->a,
			c->en ? "%s needs zh or en, not \"%.*s\""
			      : "%s 要填 zh 或 en，现在是“%.*s”",
			s->name, STR_ARG(v));
		return false;
	}
	return true;
}

bool conf_set(
	struct conf *c, enum conf_key k, struct str value, enum conf_from from, struct str *why)
{
	AN((unsigned)k < CONF_N);
	if (!is_valid(c, k, value, why))
		return false;
	if (from < c->at[k].from)
		return true;
	c->at[k].value = str_dup(c->a, value);
	c->at[k].from = from;
	return true;
}

static struct str unknown_key(struct conf *c, struct str key)
{
	const char *names[CONF_N];
	for (unsigned k = 0; k < CONF_N; k++)
		names[k] = settings[k].name;
	const char *near = near_word(key, names, CONF_N);
	if (near)
		return str_fmt(c->a,
			c->en ? "no setting \"%.*s\"; did you mean %s?"
			      : "没有“%.*s”这个设置，是不是 %s？",
			STR_ARG(key), near);
	return str_fmt(c->a,
		c->en ? "no setting \"%.*s\"; see duban help --config-keys"
		      : "没有“%.*s”这个设置；可用的设置见 duban help --config-keys",
		STR_ARG(key));
}

static struct str unquote(struct str v)
{
	if (v.n >= 2 && v.p[0] == '"' && v.p[v.n - 1] == '"')
		return str_n(v.p + 1, v.n - 2);
	return v;
}

/* One line of the file; `seen` has a flag per key. */
static bool take_line(struct conf *c, struct str line, bool *seen, struct str *why)
{
	enum conf_key k;
	line = str_trim(line);
	if (line.n == 0 || line.p[0] == '#')
		return true;
	if (!str_has(line, S("="))) {
		*why = c->en ? S("write the line as name = value") : S("这一行要写成 名称 = 值");
		return false;
	}
	struct str key = str_trim(str_cut(&line, S("=")));
	if (!find(key, &k)) {
		*why = unknown_key(c, key);
		return false;
	}
	if (seen[k]) {
		*why = str_fmt(c->a,
			c->en ? "%s is set twice: keep one line" : "%s 写了两次，请只留一行",
			settings[k].name);
		return false;
	}
	seen[k] = true;
	return conf_set(c, k, unquote(str_trim(line)), CONF_FILE, why);
}

bool conf_load(struct conf *c, const char *path, struct str *why)
{
	struct str text, reason;
	bool seen[CONF_N] = {0};
	const char *from = path ? path : CONF_DEFAULT_PATH;
	enum file_code rc = file_read(c->a, from, FILE_CEILING, &text);
	if (rc == FILE_MISSING && path == NULL)
		return true;
	if (rc != FILE_OK) {
		*why = str_fmt(c->a,
			c->en ? "cannot read configuration %s: %s" : "读不了配置文件 %s：%s", from,
			file_why(rc, c->en));
		return false;
	}
	c->path = str_of(arena_copy(c->a, from, strlen(from)));
	for (int n = 1; text.n; n++) {
		if (take_line(c, str_cut(&text, S("\n")), seen, &reason))
			continue;
		*why = str_fmt(c->a,
			c->en ? "configuration %s, line %d: %.*s" : "配置文件 %s 第 %d 行：%.*s",
			from, n, STR_ARG(reason));
		return false;
	}
	return true;
}

static const char *env_name(struct arena *a, const char *name)
{
	char *to = arena_fmt(a, "DUBAN_%s", name);
	for (char *p = to + 6; *p; p++)
		*p = *p == '-' ? '_' : (char)(*p >= 'a' && *p <= 'z' ? *p - 'a' + 'A' : *p);
	return to;
}

bool conf_env(struct conf *c, struct str *why)
{
	struct str reason;
	for (unsigned k = 0; k < CONF_N; k++) {
		const char *name = env_name(c->a, settings[k].name), *v = getenv(name);
		if (v == NULL || conf_set(c, (enum conf_key)k, str_of(v), CONF_ENV, &reason))
			continue;
		*why = str_fmt(c->a, c->en ? "environment %s: %.*s" : "环境变量 %s：%.*s", name,
			STR_ARG(reason));
		return false;
	}
	return true;
}

struct str conf_text(const struct conf *c, enum conf_key k)
{
	AN((unsigned)k < CONF_N);
	return c->at[k].value;
}

int64_t conf_int(const struct conf *c, enum conf_key k)
{
	int64_t n;
	AN(settings[k].type == CONF_INT);
	AN(num_int(c->at[k].value, INT32_MIN, INT32_MAX, &n));
	return n;
}

const char *conf_from_name(enum conf_from from)
{
	static const char *const names[] = {"default", "file", "flag", "environment"};
	AN((unsigned)from < NELEM(names));
	return names[from];
}

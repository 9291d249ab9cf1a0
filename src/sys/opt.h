/* opt.h — the options of one command as a table, and what the user gave.
 *
 *	static const struct opt opts[] = {
 *		OPT_VALUE("unit", "NAME", "只看这个单位", "only this unit"),
 *		OPT_FLAG("late", "只看逾期", "only late ones"),
 *		OPT_SETTING(DB),
 *		OPT_END,
 *	};
 *
 * Long options only: --name VALUE, --name=VALUE, or --name for a switch; `--` ends the options;
 * options and operands may be mixed. Nothing is abbreviated, so that scripts stay true. Every
 * command also has the common options of opt_common(). */
#ifndef SYS_OPT_H
#define SYS_OPT_H

#include "base/arena.h"
#include "base/day.h"
#include "base/str.h"
#include "sys/conf.h"

#include <stdbool.h>
#include <stdint.h>

enum opt_type {
	OPT_SWITCH, /* there or not */
	OPT_TEXT,
	OPT_INT,  /* lo to hi */
	OPT_DAY,  /* YYYY-MM-DD */
	OPT_CONF, /* a setting of sys/settings.def */
};

struct opt {
	const char *name; /* without the dashes; NULL ends the table */
	const char *arg;  /* placeholder in help; NULL for a switch */
	const char *zh, *en;
	enum opt_type type;
	int64_t lo, hi;     /* OPT_INT */
	enum conf_key conf; /* OPT_CONF */
};

/* A switch; text; a whole number from `l` to `h`; a day; a setting such as OPT_SETTING(DB), whose
 * name, help and value belong to sys/settings.def. */
#define OPT_FLAG(n, z, e)                                                                          \
	{                                                                                          \
		.name = (n), .zh = (z), .en = (e), .type = OPT_SWITCH                              \
	}
#define OPT_VALUE(n, a, z, e)                                                                      \
	{                                                                                          \
		.name = (n), .arg = (a), .zh = (z), .en = (e), .type = OPT_TEXT                    \
	}
#define OPT_NUMBER(n, l, h, z, e)                                                                  \
	{                                                                                          \
		.name = (n), .arg = "N", .zh = (z), .en = (e), .type = OPT_INT, .lo = (l),         \
		.hi = (h)                                                                          \
	}
#define OPT_DATE(n, z, e)                                                                          \
	{                                                                                          \
		.name = (n), .arg = "DAY", .zh = (z), .en = (e), .type = OPT_DAY                   \
	}
#define OPT_SETTING(id)                                                                            \
	{                                                                                          \
		.name = "", .type = OPT_CONF, .conf = CONF_##id                                    \
	}
#define OPT_END                                                                                    \
	{                                                                                          \
		.name = NULL                                                                       \
	}

/* --help --json --quiet --lang --config */
const struct opt *opt_common(void);
/* Name, placeholder and help of an option, also of a setting. */
const char *opt_name(const struct opt *o);
const char *opt_arg(const struct opt *o);
const char *opt_help(const struct opt *o, bool en);

enum { OPT_CEILING = 32 };

struct opt_args {
	struct arena *a;
	const struct opt *table;
	struct {
		const struct opt *opt;
		struct str value;
	} given[OPT_CEILING];
	int n_given;
	struct str *operands;
	int n_operands;
};

/* Reads `argv` against `table` and the common options. False with `why`, in Chinese or English
 * (`en`), ready to print. */
bool opt_parse(
	struct opt_args *o, const struct opt *table, char *const *argv, bool en, struct str *why);
/* Hands the OPT_CONF values to the configuration. False with `why`. */
bool opt_settings(const struct opt_args *o, struct conf *c, struct str *why);

/* Asking for a name that is not in the table is a bug. */
bool opt_has(const struct opt_args *o, const char *name);
/* "" where not given. */
struct str opt_text(const struct opt_args *o, const char *name);
int64_t opt_int(const struct opt_args *o, const char *name, int64_t none);
/* DAY_NONE where not given. */
struct day opt_day(const struct opt_args *o, const char *name);

#endif

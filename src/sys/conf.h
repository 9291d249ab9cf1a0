/* conf.h — the settings of a process, and where each value came from.
 *
 * Sources in rising order: built-in default < configuration file < flags < environment. The file is
 * `key = value` lines, `#` begins a comment line, a value may stand in double quotes. An unknown
 * key, a repeated key or a value of the wrong type is an error with its line, never ignored.
 *
 * Only how the program runs. Limits of law, thresholds, roles and texts are rows in the database.
 */
#ifndef SYS_CONF_H
#define SYS_CONF_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum conf_type { CONF_TEXT, CONF_INT };
enum conf_from { CONF_DEFAULT, CONF_FILE, CONF_FLAG, CONF_ENV };

#define SETTING(id, name, type, dflt, zh, en) CONF_##id,
enum conf_key {
#include "sys/settings.def"
	CONF_N
};
#undef SETTING

#define CONF_DEFAULT_PATH "/etc/duban.conf"

struct conf {
	struct arena *a;
	bool en;         /* messages in English */
	struct str path; /* the file that was read; empty where there was none */
	struct {
		struct str value;
		enum conf_from from;
	} at[CONF_N];
};

struct conf_setting {
	const char *name, *dflt, *zh, *en;
	enum conf_type type;
};
const struct conf_setting *conf_setting(enum conf_key k);

/* Built-in defaults; values live in `a`; messages in English where `en`. */
struct conf conf_in(struct arena *a, bool en);
/* Reads the file. NULL means CONF_DEFAULT_PATH, which may be missing. False with `why`. */
bool conf_load(struct conf *c, const char *path, struct str *why);
/* Sets one value; a later source never gives way to an earlier one. False with `why`. */
bool conf_set(
	struct conf *c, enum conf_key k, struct str value, enum conf_from from, struct str *why);
/* Takes every DUBAN_NAME of the environment. False with `why`. */
bool conf_env(struct conf *c, struct str *why);

struct str conf_text(const struct conf *c, enum conf_key k);
int64_t conf_int(const struct conf *c, enum conf_key k);
/* "default", "file", "flag", "environment". */
const char *conf_from_name(enum conf_from from);

#endif

/* light.h — the colour of a due item: a function of its record, a day and the rows of light rules
 * (PLAN-26, N7). Never stored; the rule that gave it comes with it. */
#ifndef DUTY_LIGHT_H
#define DUTY_LIGHT_H

#include "calendar/work.h"
#include "core/ctx.h"
#include "duty/duty.h"

enum light { LIGHT_NONE, LIGHT_BLUE, LIGHT_GREEN, LIGHT_GREY, LIGHT_YELLOW, LIGHT_RED, LIGHTS };
/* "none", "blue" …, as in the rows. */
const char *light_code(enum light l);

struct light_rule {
	struct str code, applies, test, value, unit, text;
	enum light light;
	int n;
};
struct light_rules {
	const struct light_rule *at;
	int n;
};
/* The rows, first match wins; in the context's arena. */
struct light_rules light_load(struct ctx *cx);

/* What the colour depends on, as of one moment. */
struct light_in {
	enum due_state state;
	const char *kind;  /* code of due_kinds */
	const char *every; /* "monthly", "quarterly" or "" : which thresholds apply */
	struct day from_day, due_day;
	int64_t due_min;
	int64_t done, need; /* of a quota */
};
struct light_out {
	enum light light;
	const struct light_rule *rule; /* NULL where none fits: LIGHT_NONE */
	int days;                      /* late: calendar days past due; left: working days to due */
};
/* Whether a row that `applies` to this word is meant for the item: * (all), a kind, monthly,
 * quarterly, redo. */
bool light_applies(struct str applies, const struct light_in *in);
struct light_out light_of(const struct light_rules *rules, const struct light_in *in,
	const struct work *work, struct stamp now);

/* The inputs of a due item as it stands now, and as it stood at the end of a past day (from its
 * steps). False where it did not exist yet. */
struct light_in light_now(const struct due_row *d);
bool light_then(struct ctx *cx, const struct due_row *d, struct day day, struct light_in *out);

#endif

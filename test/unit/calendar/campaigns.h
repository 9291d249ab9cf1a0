/* campaigns.h — rules and campaigns of the expansion tests, and an expansion as one line. */
#ifndef TEST_CAMPAIGNS_H
#define TEST_CAMPAIGNS_H

#include "calendar/expand.h"
#include "unit/calendar/years.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena *a;
static struct work *work;

static inline struct day day(const char *s)
{
	struct day d;
	if (!day_parse(str_of(s), &d))
		fail_msg("no date: %s", s);
	return d;
}

static inline struct expand_env env_of(const char *start, const char *end, const char *issue)
{
	return (struct expand_env){
		.work = work, .start = day(start), .end = day(end), .issue = day(issue)};
}

static inline struct rule *rule(const char *text)
{
	struct rule *r = arena_new(a, struct rule);
	struct rule_error err;
	if (!rule_parse(a, str_of(text), r, &err))
		fail_msg("%s: byte %zu %.*s", text, err.at, STR_ARG(err.what));
	return r;
}

/* "periodic 2026-04 2026-04-30T17:00": ~ waits for the part before, ? is provisional. */
static inline void print_occur(struct buf *b, const struct occur *o)
{
	char t[DAY_TEXT];
	struct str kind = expand_kind_name(o->kind);
	buf_fmt(b, "%s%.*s", o->waits ? "~" : "", STR_ARG(kind));
	if (o->label.n)
		buf_fmt(b, " %.*s", STR_ARG(o->label));
	if (o->kind == EXPAND_WINDOW || o->kind == EXPAND_RANGE)
		buf_fmt(b, " %s..", day_text(o->from, t));
	else
		buf_ch(b, ' ');
	if (o->kind == EXPAND_RANGE)
		buf_fmt(b, "%s", day_text(o->until, t));
	else
		buf_fmt(b, "%s", day_is_set(o->due) ? day_text(o->due, t) : "-");
	if (day_is_set(o->due) && o->minute != 1440)
		buf_fmt(b, "T%02d:%02d", o->minute / 60, o->minute % 60);
	if (o->provisional)
		buf_ch(b, '?');
}

static inline struct str expanded(const struct rule *r, const struct expand_env *env)
{
	struct expansion x;
	struct buf b = buf_in(a, 1 << 20);
	expand_rule(a, r, env, &x);
	for (size_t i = 0; i < x.items.n; i++) {
		if (i)
			buf_lit(&b, "; ");
		print_occur(&b, &x.items.at[i]);
	}
	if (!x.items.n)
		buf_ch(&b, '-');
	return buf_view(&b);
}

static inline void assert_expands(const char *text, const struct expand_env *env, const char *want)
{
	struct str got = expanded(rule(text), env);
	if (!str_eq(got, str_of(want)))
		fail_msg("%s\ngot  %.*s\nwant %s", text, STR_ARG(got), want);
}

#endif

/* data_test.c — the shipped rows fit together: every reference exists, and the rights of ORG-29 and
 * of the three administrators (domain 9.3) hold in the rows themselves. */
#include "sys/data.h"
#include "base/bug.h"
#include "base/day.h"
#include "base/map.h"
#include "base/tsv.h"

#include <stdlib.h>
#include <string.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct tsv table(void **state, const char *path, const char *const *cols)
{
	struct tsv t;
	struct str text = data_get(path);
	if (text.n == 0)
		fail_msg("no %s", path);
	if (!tsv_open(&t, *state, text, cols))
		fail_msg("%s: %.*s", path, STR_ARG(t.why));
	return t;
}

#define COLS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* The keys of a table: one column, or several joined by a slash. */
static struct map keys_of(void **state, const char *path, const char *const *cols)
{
	struct map m = map_in(*state);
	struct tsv t = table(state, path, cols);
	while (tsv_next(&t)) {
		struct str key = tsv_cell(&t, 0);
		for (int i = 1; i < t.n_wanted; i++) {
			struct str cell = tsv_cell(&t, i);
			key = str_fmt(*state, "%.*s/%.*s", STR_ARG(key), STR_ARG(cell));
		}
		if (map_get(&m, key))
			fail_msg("%s line %d: %.*s stands twice", path, t.line, STR_ARG(key));
		map_set(&m, key, *state);
	}
	assert_int_equal(t.why.n, 0);
	assert_true(m.n > 0);
	return m;
}

/* Every cell of the column is one of the keys; empty allowed where `may_miss`. */
static void refer(void **state, const char *path, const char *col, struct map *keys, bool may_miss)
{
	struct tsv t = table(state, path, COLS(col));
	while (tsv_next(&t)) {
		struct str v = tsv_cell(&t, 0);
		if (!(v.n == 0 && may_miss) && map_get(keys, v) == NULL)
			fail_msg("%s line %d: %s %.*s is nowhere", path, t.line, col, STR_ARG(v));
	}
	if (t.why.n)
		fail_msg("%s: %.*s", path, STR_ARG(t.why));
}

/* The codes of one set. */
static struct map code_set(void **state, const char *set)
{
	struct map m = map_in(*state);
	struct tsv t = table(state, "codes.tsv", COLS("set", "code"));
	while (tsv_next(&t))
		if (str_eq(tsv_cell(&t, 0), str_of(set)))
			map_set(&m, tsv_cell(&t, 1), *state);
	assert_true(m.n > 0);
	return m;
}

#define P "preset/county/"

static void every_reference_exists(void **state)
{
	struct map units = keys_of(state, P "units.tsv", COLS("code"));
	struct map people = keys_of(state, P "persons.tsv", COLS("staff_no"));
	struct map groups = keys_of(state, P "groups.tsv", COLS("code"));
	struct map roles = keys_of(state, "roles.tsv", COLS("code"));
	struct map posts = code_set(state, "post"), traits = code_set(state, "unit_trait");
	struct map levels = code_set(state, "unit_level"), kinds = code_set(state, "unit_kind");
	struct map blocks = code_set(state, "function_block"),
		   pair = code_set(state, "pairing_kind");
	struct map campaign = code_set(state, "campaign_type");
	refer(state, P "units.tsv", "parent", &units, true);
	refer(state, P "units.tsv", "level", &levels, false);
	refer(state, P "units.tsv", "kind", &kinds, false);
	refer(state, P "units.tsv", "block", &blocks, true);
	refer(state, P "traits.tsv", "unit", &units, false);
	refer(state, P "traits.tsv", "trait", &traits, false);
	refer(state, P "aliases.tsv", "unit", &units, false);
	refer(state, P "group_members.tsv", "group", &groups, false);
	refer(state, P "persons.tsv", "unit", &units, false);
	refer(state, P "appointments.tsv", "staff_no", &people, false);
	refer(state, P "appointments.tsv", "unit", &units, false);
	refer(state, P "appointments.tsv", "post", &posts, false);
	refer(state, P "grants.tsv", "staff_no", &people, false);
	refer(state, P "grants.tsv", "role", &roles, false);
	refer(state, P "grants.tsv", "unit", &units, false);
	refer(state, P "pairings.tsv", "staff_no", &people, false);
	refer(state, P "pairings.tsv", "unit", &units, false);
	refer(state, P "pairings.tsv", "kind", &pair, false);
	refer(state, P "signins.tsv", "role", &roles, false);
	refer(state, P "signins.tsv", "staff_no", &people, false);
	refer(state, "campaign_phases.tsv", "type", &campaign, false);
	refer(state, "campaign_rhythms.tsv", "type", &campaign, false);
	struct tsv list = table(state, "startup.tsv", COLS("types"));
	while (tsv_next(&list))
		for (struct str rest = tsv_cell(&list, 0); rest.n;)
			assert_non_null(map_get(&campaign, str_cut(&rest, S(" "))));
}

static void nothing_stands_twice(void **state)
{
	keys_of(state, "codes.tsv", COLS("set", "code"));
	keys_of(state, "codes.tsv", COLS("set", "label"));
	keys_of(state, "permissions.tsv", COLS("code"));
	keys_of(state, "settings.tsv", COLS("code"));
	keys_of(state, "lights.tsv", COLS("code"));
	keys_of(state, "reminders.tsv", COLS("code"));
	keys_of(state, "startup.tsv", COLS("code"));
	keys_of(state, "campaign_rhythms.tsv", COLS("type"));
	keys_of(state, P "units.tsv", COLS("name"));
	keys_of(state, P "persons.tsv", COLS("name"));
	keys_of(state, P "traits.tsv", COLS("unit", "trait"));
	keys_of(state, P "aliases.tsv", COLS("alias"));
	keys_of(state, P "grants.tsv", COLS("staff_no", "role", "unit"));
	keys_of(state, P "signins.tsv", COLS("login"));
}

static int count(void **state, const char *path, const char *col, const char *value)
{
	int n = 0;
	struct tsv t = table(state, path, COLS(col));
	while (tsv_next(&t))
		n += value == NULL || str_eq(tsv_cell(&t, 0), str_of(value));
	return n;
}

static void the_county_is_complete(void **state)
{
	assert_int_equal(count(state, P "persons.tsv", "name", NULL), 120);
	assert_int_equal(count(state, P "units.tsv", "kind", "station"), 14);
	assert_int_equal(count(state, P "units.tsv", "kind", "dept") +
				 count(state, P "units.tsv", "kind", "branch"),
		12);
	static const char *const named[] = {
		"政治工作办公室", "督察法制大队", "情指中心", "机关纪委", "治安大队", "局机关党委"};
	for (unsigned i = 0; i < NELEM(named); i++)
		assert_int_equal(count(state, P "units.tsv", "name", named[i]), 1);
	/* Each department and station has a first responsible person and a liaison today. */
	struct tsv t = table(state, P "units.tsv", COLS("code", "kind"));
	while (tsv_next(&t)) {
		struct str kind = tsv_cell(&t, 1), unit = tsv_cell(&t, 0);
		if (!str_eq(kind, S("dept")) && !str_eq(kind, S("branch")) &&
			!str_eq(kind, S("station")))
			continue;
		int heads = 0, liaisons = 0;
		struct tsv g = table(state, P "grants.tsv", COLS("unit", "role", "until"));
		while (tsv_next(&g)) {
			if (!str_eq(tsv_cell(&g, 0), unit) || tsv_cell(&g, 2).n)
				continue;
			heads += str_eq(tsv_cell(&g, 1), S("unit_head"));
			liaisons += str_eq(tsv_cell(&g, 1), S("liaison"));
		}
		assert_int_equal(heads, 1);
		assert_int_equal(liaisons, 1);
	}
}

/* Whether the permission list `perms` has a word that is business or unknown. */
static bool has_business(void **state, struct str perms, bool *unknown)
{
	bool business = false;
	while (perms.n) {
		struct str word = str_cut(&perms, S(" "));
		struct tsv t = table(state, "permissions.tsv", COLS("code", "business"));
		bool known = false;
		while (tsv_next(&t)) {
			if (!str_eq(tsv_cell(&t, 0), word))
				continue;
			known = true;
			business |= str_eq(tsv_cell(&t, 1), S("yes"));
		}
		*unknown |= !known;
	}
	return business;
}

static void administrators_have_no_business(void **state)
{
	int admins = 0;
	struct tsv t = table(state, "roles.tsv", COLS("code", "perms", "admin"));
	while (tsv_next(&t)) {
		bool unknown = false, admin = str_eq(tsv_cell(&t, 2), S("1"));
		bool business = has_business(state, tsv_cell(&t, 1), &unknown);
		assert_false(unknown);
		assert_false(admin && business);
		admins += admin;
		/* Whoever manages accounts does not grant; whoever grants does not read the log. */
		int powers = str_has(tsv_cell(&t, 1), S("account.admin")) +
			     str_has(tsv_cell(&t, 1), S("grant.admin")) +
			     str_has(tsv_cell(&t, 1), S("log.read"));
		assert_int_equal(powers, admin ? 1 : 0);
	}
	assert_int_equal(admins, 3);
}

static bool is_admin_role(struct str role)
{
	return str_eq(role, S("sysadmin")) || str_eq(role, S("secadmin")) ||
	       str_eq(role, S("auditor"));
}

static void administrators_are_three_persons(void **state)
{
	struct tsv t = table(state, P "grants.tsv", COLS("staff_no", "role"));
	int admins = 0;
	while (tsv_next(&t)) {
		if (!is_admin_role(tsv_cell(&t, 1)))
			continue;
		admins++;
		struct tsv u = table(state, P "grants.tsv", COLS("staff_no", "role"));
		while (tsv_next(&u))
			assert_false(str_eq(tsv_cell(&u, 0), tsv_cell(&t, 0)) && u.line != t.line);
	}
	assert_int_equal(admins, 3);
}

static void every_permission_is_held(void **state)
{
	struct tsv t = table(state, "permissions.tsv", COLS("code"));
	while (tsv_next(&t)) {
		bool held = false;
		struct tsv r = table(state, "roles.tsv", COLS("perms"));
		while (tsv_next(&r)) {
			struct str code = tsv_cell(&r, 0);
			struct str padded = str_fmt(*state, " %.*s ", STR_ARG(code));
			struct str wanted = tsv_cell(&t, 0);
			held |= str_has(padded, str_fmt(*state, " %.*s ", STR_ARG(wanted)));
		}
		assert_true(held);
	}
}

static void days_are_days(void **state)
{
	static const char *const files[] = {P "units.tsv", P "aliases.tsv", P "persons.tsv",
		P "appointments.tsv", P "grants.tsv", P "pairings.tsv"};
	for (unsigned i = 0; i < NELEM(files); i++) {
		struct tsv t = table(state, files[i], COLS("from", "until"));
		while (tsv_next(&t)) {
			struct day from = DAY_NONE, until = DAY_NONE;
			assert_true(tsv_cell(&t, 0).n == 0 || day_parse(tsv_cell(&t, 0), &from));
			assert_true(tsv_cell(&t, 1).n == 0 || day_parse(tsv_cell(&t, 1), &until));
			assert_true(!day_is_set(until) || !day_is_set(from) || until.n >= from.n);
		}
	}
}

static int open_arena(void **state)
{
	*state = arena_open(1 << 28);
	return 0;
}

static int close_arena(void **state)
{
	arena_close(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_reference_exists),
		cmocka_unit_test(nothing_stands_twice),
		cmocka_unit_test(the_county_is_complete),
		cmocka_unit_test(administrators_have_no_business),
		cmocka_unit_test(administrators_are_three_persons),
		cmocka_unit_test(every_permission_is_held),
		cmocka_unit_test(days_are_days),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}

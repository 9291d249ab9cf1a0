/* roster_ref.c — what the words of a sheet mean: units by name, short name, alias or path, persons
 * by staff number, labels of code sets. Rows of the sheet itself count as soon as they are taken.
 */
#include "base/utf8.h"
#include "core/val.h"
#include "org/roster_int.h"

/* Indices in a map, from 1, because NULL is "not there". */
static void *box(size_t i)
{
	return (void *)(uintptr_t)(i + 1);
}

static int unbox(const void *p)
{
	return (int)(uintptr_t)p - 1;
}

static struct str key_of(struct roster *r, rid id)
{
	return str_fmt(r->cx->a, "%lld", (long long)id.n);
}

/* ---- units ---- */

void roster_ref_unit(struct roster *r, rid id, rid parent, struct str name, struct str short_name)
{
	int known = unbox(map_get(&r->by_id, key_of(r, id)));
	struct roster_unit *u = known >= 0 ? &r->units.at[known] : vec_add(r->keep, &r->units);
	if (known < 0)
		map_set(&r->by_id, key_of(r, id), box(r->units.n - 1));
	u->id = id;
	u->parent = parent;
	u->name = str_dup(r->keep, name);
	u->short_name = str_dup(r->keep, short_name);
}

void roster_ref_failed(struct roster *r, struct str name, struct str short_name)
{
	*vec_add(r->keep, &r->units) = (struct roster_unit){.name = name, .short_name = short_name};
}

void roster_ref_alias(struct roster *r, struct str name, rid unit)
{
	rid *id = arena_new(r->keep, rid);
	*id = unit;
	rid *before = map_set(&r->aliases, name, id);
	if (before && before->n != id->n)
		id->n = 0; /* two units: no answer */
}

static void load_units(struct roster *r)
{
	struct stmt *s = db_prep(
		r->cx->db, "SELECT id, parent, name, short_name, state FROM unit ORDER BY id");
	while (db_step(s) == DB_ROW) {
		roster_ref_unit(r, db_col_rid(s, 0), db_col_rid(s, 1), db_col_text(s, 2),
			db_col_text(s, 3));
		r->units.at[r->units.n - 1].closed = !str_eq(db_col_text(s, 4), S("active"));
	}
	db_done(s);
}

static void load_aliases(struct roster *r)
{
	struct stmt *s = db_prep(r->cx->db,
		"SELECT a.name, a.unit FROM unit_alias a JOIN unit u ON u.id = a.unit WHERE "
		"(a.from_day IS NULL OR a.from_day <= ?) AND "
		"(a.until_day IS NULL OR a.until_day >= ?) AND u.state = 'active'");
	db_day(s, 1, r->cx->today);
	db_day(s, 2, r->cx->today);
	while (db_step(s) == DB_ROW)
		roster_ref_alias(r, db_col_text(s, 0), db_col_rid(s, 1));
	db_done(s);
}

/* True where the units above `u` are called as the path says, from its end: 安澜县公安局/刑侦大队. */
static bool is_below(struct roster *r, const struct roster_unit *u, struct str path)
{
	while (path.n) {
		ptrdiff_t at = -1, next = 0;
		while ((next = str_find(path, S("/"), (size_t)(at + 1))) >= 0)
			at = next;
		struct str last = str_trim(str_from(path, (size_t)(at + 1)));
		path = at < 0 ? STR_NONE : str_first(path, (size_t)at);
		int above = unbox(map_get(&r->by_id, key_of(r, u->parent)));
		if (above < 0)
			return false;
		u = &r->units.at[above];
		if (!str_eq(u->name, last) && !str_eq(u->short_name, last))
			return false;
	}
	return true;
}

struct search {
	struct str name, path;
	bool by_short, closed;
};

static int count(struct roster *r, const struct search *q, rid *id)
{
	int n = 0;
	for (size_t i = 0; i < r->units.n; i++) {
		const struct roster_unit *u = &r->units.at[i];
		bool named = str_eq(q->by_short ? u->short_name : u->name, q->name);
		if (named && u->closed == q->closed && is_below(r, u, q->path)) {
			*id = u->id;
			n++;
		}
	}
	return n;
}

int roster_ref_find(struct roster *r, struct str words, rid *id)
{
	struct search q = {.name = str_trim(words)};
	struct str rest = q.name;
	ptrdiff_t at = -1, next;
	*id = RID_NONE;
	while ((next = str_find(rest, S("/"), (size_t)(at + 1))) >= 0)
		at = next;
	if (at >= 0) {
		q.path = str_first(rest, (size_t)at);
		q.name = str_trim(str_from(rest, (size_t)(at + 1)));
	}
	for (int i = 0; i < 4; i++) {
		q.closed = i >= 2;
		q.by_short = i % 2;
		int n = count(r, &q, id);
		if (n)
			return n;
		const rid *alias = i == 1 && q.path.n == 0 ? map_get(&r->aliases, q.name) : NULL;
		if (alias) {
			*id = *alias;
			return alias->n ? 1 : 2;
		}
	}
	return 0;
}

int roster_ref_named(struct roster *r, struct str name, rid parent, rid *id)
{
	int n = 0;
	*id = RID_NONE;
	for (size_t i = 0; i < r->units.n; i++) {
		const struct roster_unit *u = &r->units.at[i];
		if (!str_eq(u->name, name))
			continue;
		n++;
		if (u->parent.n == parent.n && (id->n == 0 || !u->closed))
			*id = u->id;
	}
	return n;
}

/* ---- persons ---- */

void roster_ref_person(struct roster *r, struct str staff_no, rid id)
{
	rid *at = arena_new(r->keep, rid);
	*at = id;
	map_set(&r->persons, staff_no, at);
}

bool roster_ref_staff(struct roster *r, struct str staff_no, rid *id)
{
	const rid *at = map_get(&r->persons, staff_no);
	*id = at ? *at : RID_NONE;
	return at != NULL;
}

static void load_persons(struct roster *r)
{
	struct stmt *s = db_prep(r->cx->db,
		"SELECT staff_no, id FROM person WHERE staff_no IS NOT NULL ORDER BY id");
	while (db_step(s) == DB_ROW)
		roster_ref_person(r, db_col_text(s, 0), db_col_rid(s, 1));
	db_done(s);
}

/* ---- codes ---- */

struct code_set {
	struct str *codes, *labels;
	int n;
};

static const struct code_set *load_set(struct roster *r, struct str set)
{
	struct code_set *c = map_get(&r->codes, set);
	if (c)
		return c;
	struct ctx lasting = *r->cx;
	lasting.a = r->keep;
	c = arena_new(r->keep, struct code_set);
	c->n = val_codes(&lasting, set, &c->codes, &c->labels);
	map_set(&r->codes, set, c);
	return c;
}

struct str roster_ref_code(struct roster *r, const char *set, struct str label, struct str *all)
{
	const struct code_set *c = load_set(r, str_of(set));
	struct str want = roster_plain(r->cx->a, label);
	struct buf b = buf_in(r->keep, 4096);
	for (int i = 0; i < c->n; i++)
		if (str_eq(roster_plain(r->cx->a, c->labels[i]), want) || str_eq(c->codes[i], want))
			return c->codes[i];
	for (int i = 0; i < c->n; i++) {
		if (i)
			buf_lit(&b, "、");
		buf_str(&b, c->labels[i]);
	}
	*all = buf_view(&b);
	return STR_NONE;
}

void roster_ref_open(struct roster *r)
{
	struct map *maps[] = {&r->by_id, &r->aliases, &r->codes, &r->persons};
	for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
		*maps[i] = map_in(r->keep);
	load_units(r);
	load_aliases(r);
	load_persons(r);
}

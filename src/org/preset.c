/* preset.c — see preset.h. One table row per file: which columns, and what to do with a row. */
#include "org/preset.h"
#include "base/bug.h"
#include "base/map.h"
#include "base/num.h"
#include "base/tsv.h"
#include "calendar/notice.h"
#include "core/cal.h"
#include "core/flow.h"
#include "core/rec.h"
#include "core/shipped.h"
#include "core/tree.h"
#include "org/chain.h"
#include "org/limit.h"
#include "org/org.h"
#include "sys/data.h"

enum { PRESET_COLS = 12 };

struct preset {
	struct ctx *cx;
	struct map units, persons, groups; /* code → rid, as a pointer into the arena */
	struct tsv t;
	int sort;
};

static rid *keep(struct preset *p, rid id)
{
	rid *at = arena_new(p->cx->a, rid);
	*at = id;
	return at;
}

static rid find(const struct map *m, struct str code)
{
	const rid *at = map_get(m, code);
	return at ? *at : RID_NONE;
}

static struct day day_cell(const struct preset *p, int i)
{
	struct day d = DAY_NONE;
	day_parse(tsv_cell(&p->t, i), &d);
	return d;
}

static int64_t int_cell(const struct preset *p, int i)
{
	int64_t n = 0;
	num_int(tsv_cell(&p->t, i), 0, INT32_MAX, &n);
	return n;
}

#define CELL(p, i) tsv_cell(&(p)->t, (i))

/* ---- rows that every database needs ---- */

static enum flow_code put_code(struct preset *p)
{
	struct stmt *s = db_prep(p->cx->db,
		"INSERT INTO code (code_set, code, label, sort, note) VALUES (?, ?, ?, ?, ?)");
	for (int i = 0; i < 3; i++)
		db_text(s, i + 1, CELL(p, i));
	db_int(s, 4, int_cell(p, 3));
	db_text(s, 5, CELL(p, 4));
	return flow_of_db(db_run(s));
}

static enum flow_code put_setting(struct preset *p)
{
	struct stmt *s = db_prep(p->cx->db,
		"INSERT INTO setting (code, value, label, unit, basis) VALUES (?, ?, ?, ?, ?)");
	for (int i = 0; i < 5; i++)
		db_text(s, i + 1, CELL(p, i));
	return flow_of_db(db_run(s));
}

static enum flow_code put_role(struct preset *p)
{
	struct stmt *s = db_prep(
		p->cx->db, "INSERT INTO role (code, label, perms, admin) VALUES (?, ?, ?, ?)");
	for (int i = 0; i < 3; i++)
		db_text(s, i + 1, CELL(p, i));
	db_int(s, 4, int_cell(p, 3));
	enum flow_code code = flow_of_db(db_run(s));
	if (code != FLOW_OK)
		return code;
	s = db_prep(p->cx->db,
		"INSERT INTO code (code_set, code, label, sort) VALUES ('role', ?, ?, ?)");
	db_text(s, 1, CELL(p, 0));
	db_text(s, 2, CELL(p, 1));
	db_int(s, 3, ++p->sort * 10);
	return flow_of_db(db_run(s));
}

/* ---- a bureau ---- */

static enum flow_code put_unit(struct preset *p)
{
	struct unit_row *u = kind_row(&unit_kind, p->cx->a);
	u->head.id = db_new_id(p->cx->db);
	u->head.unit = u->head.id;
	u->name = CELL(p, 1);
	u->short_name = CELL(p, 2);
	u->parent = find(&p->units, CELL(p, 3));
	u->level = CELL(p, 4);
	u->kind = CELL(p, 5);
	u->block = CELL(p, 6);
	u->sort = int_cell(p, 7);
	u->code = CELL(p, 8);
	u->from_day = day_cell(p, 9);
	u->until_day = day_cell(p, 10);
	map_set(&p->units, CELL(p, 0), keep(p, u->head.id));
	enum flow_code code = rec_insert(p->cx, &unit_kind, u);
	return code == FLOW_OK ? org_link_unit(p->cx, u->head.id) : code;
}

static enum flow_code put_trait(struct preset *p)
{
	struct stmt *s = db_prep(p->cx->db, "INSERT INTO unit_trait (unit, trait) VALUES (?, ?)");
	db_rid(s, 1, find(&p->units, CELL(p, 0)));
	db_text(s, 2, CELL(p, 1));
	return flow_of_db(db_run(s));
}

static enum flow_code put_alias(struct preset *p)
{
	struct stmt *s = db_prep(p->cx->db, "INSERT INTO unit_alias (id, unit, name, from_day, "
					    "until_day) VALUES (?, ?, ?, ?, ?)");
	db_rid(s, 1, db_new_id(p->cx->db));
	db_rid(s, 2, find(&p->units, CELL(p, 0)));
	db_text(s, 3, CELL(p, 1));
	db_day(s, 4, day_cell(p, 2));
	db_day(s, 5, day_cell(p, 3));
	return flow_of_db(db_run(s));
}

static enum flow_code name_group(struct preset *p, rid grp, struct str name)
{
	struct stmt *s = db_prep(p->cx->db,
		"INSERT INTO unit_group_name (name, grp) SELECT ?, ? WHERE NOT EXISTS "
		"(SELECT 1 FROM unit_group_name WHERE name = ?)");
	db_text(s, 1, name);
	db_rid(s, 2, grp);
	db_text(s, 3, name);
	return flow_of_db(db_run(s));
}

static enum flow_code put_group(struct preset *p)
{
	struct unit_group_row *g = kind_row(&unit_group_kind, p->cx->a);
	struct str names = CELL(p, 2);
	g->head.unit = tree_top(p->cx);
	g->name = CELL(p, 1);
	g->note = CELL(p, 3);
	enum flow_code code = rec_insert(p->cx, &unit_group_kind, g);
	map_set(&p->groups, CELL(p, 0), keep(p, g->head.id));
	if (code == FLOW_OK)
		code = name_group(p, g->head.id, g->name);
	while (names.n && code == FLOW_OK)
		code = name_group(p, g->head.id, str_cut(&names, S("|")));
	return code;
}

static enum flow_code put_group_rule(struct preset *p)
{
	struct str value = CELL(p, 3);
	if (str_eq(CELL(p, 2), S("unit")))
		value = str_fmt(p->cx->a, "%lld", (long long)find(&p->units, value).n);
	struct stmt *s = db_prep(p->cx->db, "INSERT INTO unit_group_rule (grp, sort, sign, "
					    "by_what, value) VALUES (?, ?, ?, ?, ?)");
	db_rid(s, 1, find(&p->groups, CELL(p, 0)));
	db_int(s, 2, ++p->sort);
	db_text(s, 3, CELL(p, 1));
	db_text(s, 4, CELL(p, 2));
	db_text(s, 5, value);
	return flow_of_db(db_run(s));
}

static enum flow_code put_account(struct preset *p, const struct person_row *who)
{
	struct account_row *a = kind_row(&account_kind, p->cx->a);
	a->head.unit = who->head.unit;
	a->person = who->head.id;
	a->login = who->staff_no;
	a->lang = S("zh");
	a->look = S("light");
	a->must_change = true;
	return rec_insert(p->cx, &account_kind, a);
}

static enum flow_code put_person(struct preset *p)
{
	struct person_row *r = kind_row(&person_kind, p->cx->a);
	r->staff_no = CELL(p, 0);
	r->name = CELL(p, 1);
	r->head.unit = find(&p->units, CELL(p, 2));
	r->title = CELL(p, 3);
	r->from_day = day_cell(p, 4);
	r->until_day = day_cell(p, 5);
	enum flow_code code = rec_insert(p->cx, &person_kind, r);
	map_set(&p->persons, r->staff_no, keep(p, r->head.id));
	return code == FLOW_OK ? put_account(p, r) : code;
}

static enum flow_code put_appointment(struct preset *p)
{
	struct appointment_row *a = kind_row(&appointment_kind, p->cx->a);
	a->person = find(&p->persons, CELL(p, 0));
	a->head.unit = find(&p->units, CELL(p, 1));
	a->post = CELL(p, 2);
	a->from_day = day_cell(p, 3);
	a->until_day = day_cell(p, 4);
	a->head.state = day_is_set(a->until_day) && a->until_day.n < p->cx->today.n;
	return rec_insert(p->cx, &appointment_kind, a);
}

static enum flow_code put_grant(struct preset *p)
{
	struct role_grant_row *g = kind_row(&role_grant_kind, p->cx->a);
	g->person = find(&p->persons, CELL(p, 0));
	g->role = CELL(p, 1);
	g->head.unit = find(&p->units, CELL(p, 2));
	g->from_day = day_cell(p, 3);
	g->until_day = day_cell(p, 4);
	return rec_insert(p->cx, &role_grant_kind, g);
}

static enum flow_code put_pairing(struct preset *p)
{
	struct pairing_row *r = kind_row(&pairing_kind, p->cx->a);
	r->leader = find(&p->persons, CELL(p, 0));
	r->head.unit = find(&p->units, CELL(p, 1));
	r->kind = CELL(p, 2);
	r->from_day = day_cell(p, 3);
	r->until_day = day_cell(p, 4);
	r->head.state = day_is_set(r->until_day) && r->until_day.n < p->cx->today.n;
	return rec_insert(p->cx, &pairing_kind, r);
}

static enum flow_code put_chain(struct preset *p)
{
	struct chain_row *r = kind_row(&chain_kind, p->cx->a);
	r->head.unit = find(&p->units, CELL(p, 0));
	r->body = CELL(p, 1);
	r->chief = find(&p->persons, CELL(p, 2));
	r->deputy = find(&p->persons, CELL(p, 3));
	r->dept = find(&p->units, CELL(p, 4));
	r->person = find(&p->persons, CELL(p, 5));
	return rec_insert(p->cx, &chain_kind, r);
}

static enum flow_code put_sign_in(struct preset *p)
{
	struct stmt *s = db_prep(p->cx->db, "UPDATE account SET login = ? WHERE person = ?");
	db_text(s, 1, CELL(p, 1));
	db_rid(s, 2, find(&p->persons, CELL(p, 0)));
	return flow_of_db(db_run(s));
}

struct preset_file {
	const char *path, *kind;
	const char *cols[PRESET_COLS];
	enum flow_code (*put)(struct preset *p);
};

/* A file every database has: also offered to databases in use. */
struct base_file {
	struct preset_file f;
	bool (*there)(struct preset *p); /* whether the database has such a row */
	int n_key;                       /* how many of the first columns name it */
};

static bool code_there(struct preset *p)
{
	struct stmt *s = db_prep(p->cx->db, "SELECT 1 FROM code WHERE code_set = ? AND code = ?");
	db_text(s, 1, CELL(p, 0));
	db_text(s, 2, CELL(p, 1));
	return db_one_int(s, 0) != 0;
}

static bool setting_there(struct preset *p)
{
	struct stmt *s = db_prep(p->cx->db, "SELECT 1 FROM setting WHERE code = ?");
	db_text(s, 1, CELL(p, 0));
	return db_one_int(s, 0) != 0;
}

static bool role_there(struct preset *p)
{
	struct stmt *s = db_prep(p->cx->db, "SELECT 1 FROM role WHERE code = ?");
	db_text(s, 1, CELL(p, 0));
	return db_one_int(s, 0) != 0;
}

static const struct base_file base_files[] = {
	{{"codes.tsv", "code", {"set", "code", "label", "sort", "note"}, put_code}, code_there, 2},
	{{"settings.tsv", "setting", {"code", "value", "label", "unit", "basis"}, put_setting},
		setting_there, 1},
	{{"roles.tsv", "role", {"code", "label", "perms", "admin"}, put_role}, role_there, 1},
};

static const struct preset_file bureau_files[] = {
	{"units.tsv", "unit",
		{"code", "name", "short", "parent", "level", "kind", "block", "sort", "ga_code",
			"from", "until"},
		put_unit},
	{"traits.tsv", "unit_trait", {"unit", "trait"}, put_trait},
	{"aliases.tsv", "unit_alias", {"unit", "alias", "from", "until"}, put_alias},
	{"groups.tsv", "unit_group", {"code", "name", "names", "note"}, put_group},
	{"group_members.tsv", "unit_group", {"group", "sign", "by", "value"}, put_group_rule},
	{"persons.tsv", "person", {"staff_no", "name", "unit", "title", "from", "until"},
		put_person},
	{"appointments.tsv", "appointment", {"staff_no", "unit", "post", "from", "until"},
		put_appointment},
	{"grants.tsv", "role_grant", {"staff_no", "role", "unit", "from", "until"}, put_grant},
	{"pairings.tsv", "pairing", {"staff_no", "unit", "kind", "from", "until"}, put_pairing},
	{"chains.tsv", "chain", {"unit", "body", "chief", "deputy", "dept", "person"}, put_chain},
	{"signins.tsv", "account", {"staff_no", "login"}, put_sign_in},
};

/* The whole file is the payload of one log entry: what a database started with can be read there.
 */
static enum flow_code load(struct preset *p, const char *path, const struct preset_file *f)
{
	enum flow_code code = FLOW_OK;
	struct str text = data_get(path);
	AN(text.n && tsv_open(&p->t, p->cx->a, text, f->cols));
	p->sort = 0;
	while (code == FLOW_OK && tsv_next(&p->t))
		code = f->put(p);
	AZ(p->t.why.n);
	if (code != FLOW_OK)
		return code;
	return flow_note(
		p->cx, &(struct seal_in){.kind = f->kind, .verb = "preset", .payload = text});
}

static enum flow_code load_calendars(struct ctx *cx)
{
	enum flow_code code = FLOW_OK;
	for (const struct data_file *f = data_all(); f->path && code == FLOW_OK; f++) {
		struct notice n;
		if (!str_starts(str_of(f->path), S("calendars/")))
			continue;
		notice_read(cx->a, str_n((const char *)f->bytes, f->n), 0, &n);
		AZ(n.grave);
		code = cal_store(cx, &n.year, 0);
	}
	return code;
}

bool preset_is_there(struct ctx *cx)
{
	return db_one_int(db_prep(cx->db, "SELECT count(*) FROM setting"), 0) > 0;
}

/* ---- rows a newer program brings (shipped.h) ---- */

struct offer {
	struct preset p;
	struct shipped seen;
	int n_new; /* rows not offered before */
	struct buf log;
};

static struct str key_of(const struct preset *p, int n)
{
	struct str first = CELL(p, 0);
	if (n == 1)
		return first;
	struct str second = CELL(p, 1);
	return str_fmt(p->cx->a, "%.*s %.*s", STR_ARG(first), STR_ARG(second));
}

static enum flow_code offer_row(struct offer *o, const struct base_file *f)
{
	struct ctx *cx = o->p.cx;
	struct str key = key_of(&o->p, f->n_key);
	enum flow_code code = FLOW_OK;
	if (shipped_has(cx, &o->seen, f->f.kind, key))
		return FLOW_OK;
	o->n_new++;
	if (!cx->writing)
		return FLOW_OK;
	if (!f->there(&o->p)) {
		code = f->f.put(&o->p);
		buf_fmt(&o->log, "%s %.*s\n", f->f.kind, STR_ARG(key));
	}
	return code == FLOW_OK ? shipped_mark(cx, f->f.kind, key) : code;
}

static enum flow_code offer_file(struct offer *o, const struct base_file *f)
{
	struct preset *p = &o->p;
	enum flow_code code = FLOW_OK;
	AN(tsv_open(&p->t, p->cx->a, data_get(f->f.path), f->f.cols));
	p->sort = 0;
	while (code == FLOW_OK && tsv_next(&p->t))
		code = offer_row(o, f);
	AZ(p->t.why.n);
	return code;
}

static bool has_word(struct str words, struct str word)
{
	while (words.n)
		if (str_eq(str_cut(&words, S(" ")), word))
			return true;
	return false;
}

static struct str perms_of(struct ctx *cx, struct str role)
{
	struct stmt *s = db_prep(cx->db, "SELECT perms FROM role WHERE code = ?");
	struct str out = STR_NONE;
	db_text(s, 1, role);
	if (db_step(s) == DB_ROW)
		out = str_dup(cx->a, db_col_text(s, 0));
	db_done(s);
	return out;
}

static enum flow_code give_word(struct offer *o, struct str role, struct str had, struct str word)
{
	struct ctx *cx = o->p.cx;
	struct stmt *s = db_prep(cx->db, "UPDATE role SET perms = ? WHERE code = ?");
	db_text(s, 1, had.n ? str_fmt(cx->a, "%.*s %.*s", STR_ARG(had), STR_ARG(word)) : word);
	db_text(s, 2, role);
	buf_fmt(&o->log, "role %.*s: %.*s\n", STR_ARG(role), STR_ARG(word));
	return flow_of_db(db_run(s));
}

/* A permission word of a shipped role. A database that is older than the marks gets those words
 * that nobody there has: they came with this program. */
static enum flow_code offer_word(
	struct offer *o, struct str role, struct str word, struct str all_words)
{
	struct ctx *cx = o->p.cx;
	struct str key = str_fmt(cx->a, "%.*s %.*s", STR_ARG(role), STR_ARG(word));
	struct str had = perms_of(cx, role);
	enum flow_code code = FLOW_OK;
	if (shipped_has(cx, &o->seen, "role_word", key))
		return FLOW_OK;
	o->n_new++;
	if (!cx->writing)
		return FLOW_OK;
	if (!has_word(had, word) && (!o->seen.empty || !has_word(all_words, word)))
		code = give_word(o, role, had, word);
	return code == FLOW_OK ? shipped_mark(cx, "role_word", key) : code;
}

static struct str all_words(struct ctx *cx)
{
	struct buf b = buf_in(cx->a, 64 * 1024);
	struct stmt *s = db_prep(cx->db, "SELECT perms FROM role ORDER BY code");
	while (db_step(s) == DB_ROW) {
		buf_str(&b, db_col_text(s, 0));
		buf_ch(&b, ' ');
	}
	db_done(s);
	return buf_view(&b);
}

static enum flow_code offer_words(struct offer *o)
{
	static const char *const cols[] = {"code", "perms", NULL};
	struct preset *p = &o->p;
	struct str all = all_words(p->cx);
	enum flow_code code = FLOW_OK;
	AN(tsv_open(&p->t, p->cx->a, data_get("roles.tsv"), cols));
	while (code == FLOW_OK && tsv_next(&p->t)) {
		struct str role = CELL(p, 0), words = CELL(p, 1);
		while (words.n && code == FLOW_OK)
			code = offer_word(o, role, str_cut(&words, S(" ")), all);
	}
	AZ(p->t.why.n);
	return code;
}

static enum flow_code offer_all(struct ctx *cx, void *arg)
{
	struct offer *o = arg;
	int limits = 0;
	o->p.cx = cx;
	o->seen = shipped_load(cx);
	o->n_new = 0;
	o->log = buf_in(cx->a, 256 * 1024);
	enum flow_code code = offer_words(o);
	for (size_t i = 0; i < NELEM(base_files) && code == FLOW_OK; i++)
		code = offer_file(o, &base_files[i]);
	if (code == FLOW_OK)
		code = limit_offer(cx, &o->seen, &limits);
	o->n_new += limits;
	if (limits && cx->writing)
		buf_fmt(&o->log, "time_limit %d\n", limits);
	if (code != FLOW_OK || o->log.n == 0)
		return code;
	return flow_note(
		cx, &(struct seal_in){
			    .kind = "setting", .verb = "upgrade", .payload = buf_view(&o->log)});
}

enum flow_code preset_offer(struct ctx *cx)
{
	struct offer o = {0};
	if (!preset_is_there(cx))
		return FLOW_OK;
	enum flow_code code = offer_all(cx, &o);
	return code == FLOW_OK && o.n_new ? ctx_write(cx, offer_all, &o) : code;
}

enum flow_code preset_base(struct ctx *cx)
{
	struct preset p = {.cx = cx};
	enum flow_code code = FLOW_OK;
	for (size_t i = 0; i < NELEM(base_files) && code == FLOW_OK; i++)
		code = load(&p, base_files[i].f.path, &base_files[i].f);
	if (code == FLOW_OK)
		code = load_calendars(cx);
	/* Marks every row as offered, and brings the limits of law. */
	return code == FLOW_OK ? preset_offer(cx) : code;
}

enum flow_code preset_bureau(struct ctx *cx, const char *name)
{
	struct preset p = {.cx = cx,
		.units = map_in(cx->a),
		.persons = map_in(cx->a),
		.groups = map_in(cx->a)};
	enum flow_code code = FLOW_OK;
	for (size_t i = 0; i < NELEM(bureau_files) && code == FLOW_OK; i++)
		code = load(&p,
			str_c(cx->a, str_fmt(cx->a, "preset/%s/%s", name, bureau_files[i].path)),
			&bureau_files[i]);
	return code;
}

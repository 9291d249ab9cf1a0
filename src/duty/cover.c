/* cover.c — see cover.h. */
#include "duty/cover.h"
#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/asof.h"
#include "org/org.h"

#include <stdlib.h>

enum { UNITS_MAX = 4096, NAMES_MAX = 500, NAME_MAX = 100, REASON_MAX = 500 };

/* ---- the list ---- */

struct lines {
	struct cover_line *at;
	size_t n, room;
};

static void add_line(struct ctx *cx, struct lines *l, struct str name, rid target)
{
	*vec_add(cx->a, l) = (struct cover_line){.name = name, .target = target, .last = DAY_NONE};
}

/* The units a target of the rule stands for; false where it names none. */
static bool add_units(struct ctx *cx, const struct due_row *d, struct lines *l)
{
	struct day when = day_is_set(d->from_day) ? d->from_day : cx->today;
	rid unit = tree_find(cx, d->period, when), grp = org_group_find(cx, d->period);
	if (unit.n) {
		add_line(cx, l, tree_unit_name(cx, unit), RID_NONE);
		return true;
	}
	if (grp.n == 0)
		return false;
	rid *at = arena_array(cx->a, UNITS_MAX, sizeof *at);
	int n = org_group_members(cx, grp, when, at, UNITS_MAX);
	for (int i = 0; i < n; i++)
		add_line(cx, l, tree_unit_name(cx, at[i]), RID_NONE);
	return true;
}

static void add_listed(struct ctx *cx, const struct due_row *d, struct lines *l)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT id, name FROM cover_target WHERE duty = ? AND grp = ? AND made <= ? AND "
		"(state = 'listed' OR changed > ?) ORDER BY name, id");
	db_rid(s, 1, d->duty);
	db_text(s, 2, d->period);
	db_stamp(s, 3, asof_until(cx));
	db_stamp(s, 4, asof_until(cx));
	while (db_step(s) == DB_ROW)
		add_line(cx, l, str_dup(cx->a, db_col_text(s, 1)), db_col_rid(s, 0));
	db_done(s);
}

static void add_visits(struct ctx *cx, const struct due_row *d, struct lines *l)
{
	struct map by_name = map_in(cx->a);
	for (size_t i = 0; i < l->n; i++)
		map_set(&by_name, l->at[i].name, &l->at[i]);
	struct stmt *s = db_prep(cx->db,
		"SELECT target, max(day), count(*) FROM entry WHERE due = ? AND made <= ? AND "
		"(state = 'counted' OR changed > ?) GROUP BY target");
	db_rid(s, 1, d->head.id);
	db_stamp(s, 2, asof_until(cx));
	db_stamp(s, 3, asof_until(cx));
	while (db_step(s) == DB_ROW) {
		struct cover_line *at = map_get(&by_name, db_col_text(s, 0));
		if (at == NULL)
			continue; /* struck off the list since */
		at->last = db_col_day(s, 1);
		at->times = (int)db_col_int(s, 2);
	}
	db_done(s);
}

static int waited_longer(const void *x, const void *y)
{
	const struct cover_line *a = x, *b = y;
	if ((a->times == 0) != (b->times == 0))
		return a->times == 0 ? -1 : 1;
	return a->days > b->days ? -1 : a->days < b->days;
}

struct cover cover_load(struct ctx *cx, const struct due_row *d)
{
	struct lines l = {0};
	struct cover c = {0};
	c.by_hand = !add_units(cx, d, &l);
	add_listed(cx, d, &l);
	add_visits(cx, d, &l);
	for (size_t i = 0; i < l.n; i++) {
		struct day since = day_is_set(l.at[i].last) ? l.at[i].last : d->from_day;
		if (day_is_set(since) && since.n < cx->today.n)
			l.at[i].days = day_diff(since, cx->today);
		c.covered += l.at[i].times > 0;
	}
	if (l.n)
		qsort(l.at, l.n, sizeof *l.at, waited_longer);
	c.at = l.at;
	c.n = (int)l.n;
	return c;
}

int64_t cover_whole(struct ctx *cx, const struct due_row *d, const struct cover *c)
{
	const struct rule *r = entry_rule(cx, d);
	return r && r->share ? ((int64_t)c->n * r->share + 99) / 100 : c->n;
}

/* ---- changing it ---- */

struct change {
	rid due, target;
	struct str text;
};

static struct due_row *asked(struct ctx *cx, rid due, enum flow_code *code)
{
	struct due_row *d = flow_may_see(cx, &due_kind, due) ? rec_load(cx, &due_kind, due) : NULL;
	*code = FLOW_OK;
	if (d == NULL)
		*code = FLOW_ABSENT;
	else if (!due_may_report(cx, d))
		*code = FLOW_DENIED;
	else if (d->head.state != DUE_OPEN && d->head.state != DUE_RETURNED)
		*code = FLOW_STATE;
	return d;
}

static enum flow_code put_name(struct ctx *cx, const struct due_row *d, struct str name)
{
	struct target_row *t = kind_row(&target_kind, cx->a);
	t->head.unit = d->head.unit;
	t->duty = d->duty;
	t->grp = d->period;
	t->name = name;
	enum flow_code code = rec_insert(cx, &target_kind, t);
	return code == FLOW_OK ? flow_seal(cx, &target_kind, NULL, t, "add", STR_NONE) : code;
}

/* The names that are new, in order; err_field where one cannot be taken. */
static int new_names(
	struct ctx *cx, const struct due_row *d, struct str lines, struct str out[NAMES_MAX])
{
	struct cover c = cover_load(cx, d);
	struct map known = map_in(cx->a);
	int n = 0;
	for (int i = 0; i < c.n; i++)
		map_set(&known, c.at[i].name, &c.at[i]);
	while (lines.n) {
		struct str name = str_trim(str_cut(&lines, S("\n")));
		if (name.n == 0 || map_get(&known, name))
			continue;
		if (utf8_count(name) > NAME_MAX) {
			struct str start = utf8_first(name, NAME_MAX);
			err_field(cx->errs, S("names"), "名称最多 %d 字：%.*s", (int)NAME_MAX,
				STR_ARG(start));
		}
		if (n == NAMES_MAX) {
			err_field(cx->errs, S("names"), "一次最多加 %d 个", (int)NAMES_MAX);
			break;
		}
		out[n++] = name;
		map_set(&known, name, &out[n - 1]);
	}
	if (n == 0)
		err_field(cx->errs, S("names"), "没有新的名称；每行写一个，已有的不再加");
	return n;
}

static enum flow_code add(struct ctx *cx, void *arg)
{
	const struct change *in = arg;
	enum flow_code code;
	struct due_row *d = asked(cx, in->due, &code);
	if (code != FLOW_OK)
		return code;
	struct str *names = arena_array(cx->a, NAMES_MAX, sizeof *names);
	int n = new_names(cx, d, in->text, names);
	if (cx->errs->n)
		return FLOW_INVALID;
	for (int i = 0; i < n && code == FLOW_OK; i++)
		code = put_name(cx, d, names[i]);
	return code == FLOW_OK ? entry_recount(cx, d->head.id) : code;
}

enum flow_code cover_add(struct ctx *cx, rid due, struct str lines)
{
	struct change in = {.due = due, .text = lines};
	return ctx_write(cx, add, &in);
}

static enum flow_code drop(struct ctx *cx, void *arg)
{
	const struct change *in = arg;
	enum flow_code code;
	struct due_row *d = asked(cx, in->due, &code);
	if (code != FLOW_OK)
		return code;
	struct target_row *t = rec_load(cx, &target_kind, in->target), before;
	if (t == NULL || t->duty.n != d->duty.n)
		return FLOW_ABSENT;
	if (t->head.state != TARGET_LISTED)
		return FLOW_STATE;
	size_t n = utf8_count(str_trim(in->text));
	if (n == 0 || n > REASON_MAX)
		err_field(cx->errs, S("reason"), "请写明去掉的理由（%d 字以内）", (int)REASON_MAX);
	if (cx->errs->n)
		return FLOW_INVALID;
	before = *t;
	t->head.state = TARGET_DROPPED;
	if ((code = rec_update(cx, &target_kind, t)) != FLOW_OK)
		return code;
	code = flow_seal(cx, &target_kind, &before, t, "drop", in->text);
	return code == FLOW_OK ? entry_recount(cx, d->head.id) : code;
}

enum flow_code cover_drop(struct ctx *cx, rid due, rid target, struct str reason)
{
	struct change in = {due, target, reason};
	return ctx_write(cx, drop, &in);
}

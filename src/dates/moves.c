/* moves.c — see moves.h. */
#include "base/bug.h"
#include "base/map.h"
#include "core/actor.h"
#include "core/note.h"
#include "core/rec.h"
#include "core/tree.h"
#include "dates/moves.h"
#include "duty/make.h"
#include "duty/reason.h"
#include "duty/sum.h"
#include "store/sql.h"

/* ---- what differs ---- */

/* One rule of one measure as it was issued. */
struct issued {
	rid campaign, plan, measure;
	struct str text;
};

static size_t rules_in_force(struct ctx *cx, struct issued **out)
{
	VEC(struct issued) rows = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT DISTINCT campaign, plan, measure, coalesce(now_text, text) FROM duty "
		"WHERE state IN ('active', 'standing') "
		"ORDER BY 1, 3, 4");
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &rows) = (struct issued){db_col_rid(s, 0), db_col_rid(s, 1),
			db_col_rid(s, 2), str_dup(cx->a, db_col_text(s, 3))};
	db_done(s);
	*out = rows.at;
	return rows.n;
}

/* The occurrence of `all` that is the same one as `o`, which is the `nth` of its node and label. */
static const struct occur *twin(const struct expansion *all, const struct occur *o, int nth)
{
	for (size_t i = 0; i < all->items.n; i++) {
		const struct occur *t = &all->items.at[i];
		if (t->node == o->node && str_eq(t->label, o->label) && nth-- == 0)
			return t;
	}
	return NULL;
}

static int nth_of(const struct expansion *all, size_t i)
{
	int n = 0;
	for (size_t k = 0; k < i; k++)
		n += all->items.at[k].node == all->items.at[i].node &&
		     str_eq(all->items.at[k].label, all->items.at[i].label);
	return n;
}

#define ITEMS                                                                                      \
	" FROM due d JOIN duty t ON t.id = d.duty WHERE d.campaign = ? AND d.measure = ? "         \
	"AND d.due_day = ? AND d.node = ? AND d.state IN ('waiting', 'open') AND "                 \
	"coalesce(t.now_text, t.text) = ? "                                                        \
	"AND coalesce(d.period, '-') = coalesce(?, '-')"

static void bind_items(struct stmt *s, const struct move *m)
{
	db_rid(s, 1, m->campaign);
	db_rid(s, 2, m->measure);
	db_day(s, 3, m->was);
	db_int(s, 4, m->node);
	db_text(s, 5, m->text);
	db_text(s, 6, m->period);
}

static int64_t count_items(struct ctx *cx, const struct move *m)
{
	struct stmt *s = db_prep(cx->db, "SELECT count(*)" ITEMS);
	bind_items(s, m);
	return db_one_int(s, 0);
}

static void add_move(struct ctx *cx, const struct issued *r, const struct occur *o,
	const struct occur *now, struct moves *out)
{
	struct move m = {.campaign = r->campaign,
		.measure = r->measure,
		.text = r->text,
		.node = o->node,
		.period = o->label,
		.was = o->due,
		.was_min = o->minute,
		.now = now ? now->due : DAY_NONE,
		.now_min = now ? now->minute : 0};
	if (o->due.n < cx->today.n || (now && now->due.n < cx->today.n))
		return;
	m.n = count_items(cx, &m);
	if (m.n == 0)
		return;
	m.heading = rec_title(cx, &measure_kind, r->measure);
	*vec_add(cx->a, &out->at) = m;
	out->items += m.n;
}

/* ---- what the other calendar adds ---- */

/* Duties of the rule without an item of that period, and items of it that the calendar had
 * cancelled: whose last step is a calendar's. */
#define LACKING                                                                                    \
	" FROM duty t WHERE t.campaign = ? AND t.measure = ? AND t.state IN ('active', "           \
	"'standing') AND coalesce(t.now_text, t.text) = ? AND NOT EXISTS (SELECT 1 FROM due d "    \
	"WHERE d.duty = t.id AND d.node = ? AND coalesce(d.period, '-') = coalesce(?, '-'))"
#define DROPPED                                                                                    \
	" FROM duty t JOIN due d ON d.duty = t.id WHERE t.campaign = ? AND t.measure = ? AND "     \
	"t.state IN ('active', 'standing') AND coalesce(t.now_text, t.text) = ? AND d.node = ? "   \
	"AND coalesce(d.period, '-') = coalesce(?, '-') AND d.state = 'cancelled' AND "            \
	"(SELECT s.verb FROM due_step s WHERE s.due = d.id ORDER BY s.id DESC LIMIT 1) = "         \
	"'calendar'"

static void bind_period(struct stmt *s, const struct move *m)
{
	db_rid(s, 1, m->campaign);
	db_rid(s, 2, m->measure);
	db_text(s, 3, m->text);
	db_int(s, 4, m->node);
	db_text(s, 5, m->period);
}

static void add_gain(
	struct ctx *cx, const struct issued *r, const struct occur *o, struct moves *out)
{
	struct move m = {.campaign = r->campaign,
		.measure = r->measure,
		.text = r->text,
		.node = o->node,
		.period = o->label,
		.was = DAY_NONE,
		.now = o->due,
		.now_min = o->minute};
	if (!day_is_set(o->due) || o->due.n < cx->today.n)
		return;
	struct stmt *s = db_prep(cx->db, "SELECT count(*)" LACKING);
	bind_period(s, &m);
	m.n = db_one_int(s, 0);
	s = db_prep(cx->db, "SELECT count(*)" DROPPED);
	bind_period(s, &m);
	m.n += db_one_int(s, 0);
	if (m.n == 0)
		return;
	m.heading = rec_title(cx, &measure_kind, r->measure);
	*vec_add(cx->a, &out->gains) = (struct gain){m, o};
	out->gained += m.n;
}

static void compare(struct ctx *cx, const struct issued *r, const struct expansion *was,
	const struct expansion *is, struct moves *out)
{
	for (size_t i = 0; i < was->items.n; i++) {
		const struct occur *o = &was->items.at[i];
		const struct occur *t = twin(is, o, nth_of(was, i));
		if (!day_is_set(o->due) || (t && t->due.n == o->due.n && t->minute == o->minute))
			continue;
		add_move(cx, r, o, t, out);
	}
	for (size_t i = 0; i < is->items.n; i++)
		if (twin(was, &is->items.at[i], nth_of(is, i)) == NULL)
			add_gain(cx, r, &is->items.at[i], out);
}

void moves_between(struct ctx *cx, const struct work *was, const struct work *is, struct moves *out)
{
	struct issued *r;
	size_t n = rules_in_force(cx, &r);
	*out = (struct moves){0};
	for (size_t i = 0; i < n; i++) {
		const struct plan_row *plan = rec_load(cx, &plan_kind, r[i].plan);
		const struct campaign_row *c = rec_load(cx, &campaign_kind, r[i].campaign);
		struct rule *rule = arena_new(cx->a, struct rule); /* occurrences point at it */
		struct rule_error bad;
		struct expansion before = {0}, after = {0};
		if (plan == NULL || c == NULL || !rule_parse(cx->a, r[i].text, rule, &bad))
			continue;
		struct expand_env env = reason_env(cx, plan, c);
		env.work = was;
		expand_rule(cx->a, rule, &env, &before);
		env.work = is;
		expand_rule(cx->a, rule, &env, &after);
		compare(cx, &r[i], &before, &after, out);
	}
}

/* ---- the items ---- */

static int items_of(
	struct ctx *cx, const struct move *m, int64_t skip, int n, struct moved_item *out)
{
	struct stmt *s = db_prep(cx->db, "SELECT d.id, coalesce(u.short_name, u.name) FROM (SELECT "
					 "d.id, d.unit" ITEMS " ORDER BY d.id LIMIT ? OFFSET ?) d "
					 "JOIN unit u ON u.id = d.unit ORDER BY d.id");
	int k = 0;
	bind_items(s, m);
	db_int(s, 7, n);
	db_int(s, 8, skip);
	while (k < n && db_step(s) == DB_ROW)
		out[k++] = (struct moved_item){
			m, db_col_rid(s, 0), str_dup(cx->a, db_col_text(s, 1))};
	db_done(s);
	return k;
}

int moves_items(struct ctx *cx, const struct moves *m, int64_t first, int n, struct moved_item *out)
{
	int found = 0, kept = 0;
	for (size_t i = 0; i < m->at.n && found < n; i++) {
		const struct move *v = &m->at.at[i];
		if (first >= v->n) {
			first -= v->n;
			continue;
		}
		found += items_of(cx, v, first, n - found, out + found);
		first = 0;
	}
	for (int i = 0; i < found; i++)
		if (flow_may_see(cx, &due_kind, out[i].due))
			out[kept++] = out[i];
	return kept;
}

/* ---- moving ---- */

struct moving {
	struct str note;
	rid step, due; /* the next ids */
	int64_t seal_no;
	struct map units; /* id as text → struct told */
};
struct told {
	rid unit, due; /* the first of them */
	int64_t n, made;
};

struct item {
	rid id, unit;
	struct str state;
};

static size_t load_items(struct ctx *cx, const struct move *m, struct item **out)
{
	VEC(struct item) rows = {0};
	struct stmt *s = db_prep(cx->db, "SELECT d.id, d.unit, d.state" ITEMS " ORDER BY d.id");
	bind_items(s, m);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &rows) = (struct item){db_col_rid(s, 0), db_col_rid(s, 1),
			str_eq(db_col_text(s, 2), S("open")) ? S("open") : S("waiting")};
	db_done(s);
	*out = rows.at;
	return rows.n;
}

static enum flow_code write_item(struct ctx *cx, const struct move *m, const struct item *it)
{
	struct stmt *s = db_prep(cx->db,
		"UPDATE due SET state = ?, due_day = ?, due_min = ?, version = version + 1, "
		"changed = ? WHERE id = ?");
	bool stays = day_is_set(m->now);
	db_text(s, 1, stays ? it->state : S("cancelled"));
	db_day(s, 2, stays ? m->now : m->was);
	db_int(s, 3, stays ? m->now_min : m->was_min);
	db_stamp(s, 4, cx->now);
	db_rid(s, 5, it->id);
	return flow_of_db(db_run(s));
}

static enum flow_code write_step(
	struct ctx *cx, struct moving *mv, const struct move *m, const struct item *it)
{
	struct stmt *s = db_prep(cx->db, "INSERT INTO due_step (id, due, at, state, due_day, "
					 "due_min, made_by, verb, note, seal_no) "
					 "VALUES (?, ?, ?, ?, ?, ?, ?, 'calendar', ?, ?)");
	bool stays = day_is_set(m->now);
	db_rid(s, 1, mv->step);
	mv->step.n++;
	db_rid(s, 2, it->id);
	db_stamp(s, 3, cx->now);
	db_text(s, 4, stays ? it->state : S("cancelled"));
	db_day(s, 5, stays ? m->now : m->was);
	db_int(s, 6, stays ? m->now_min : m->was_min);
	db_rid(s, 7, cx->who->person);
	db_text(s, 8, mv->note);
	db_int(s, 9, mv->seal_no);
	return flow_of_db(db_run(s));
}

static struct told *told_of(struct ctx *cx, struct moving *mv, const struct item *it)
{
	struct str key = str_fmt(cx->a, "%lld", (long long)it->unit.n);
	struct told *t = map_get(&mv->units, key);
	if (t == NULL) {
		t = arena_new(cx->a, struct told);
		t->unit = it->unit;
		t->due = it->id;
		map_set(&mv->units, key, t);
	}
	return t;
}

/* All are found before any is written: a moved one must not be found again by a later move. */
struct batch {
	const struct move *move;
	struct item *at;
	size_t n;
};

static enum flow_code move_batch(struct ctx *cx, struct moving *mv, const struct batch *b)
{
	enum flow_code code = FLOW_OK;
	for (size_t i = 0; i < b->n && code == FLOW_OK; i++) {
		code = write_item(cx, b->move, &b->at[i]);
		if (code == FLOW_OK)
			code = write_step(cx, mv, b->move, &b->at[i]);
		told_of(cx, mv, &b->at[i])->n++;
	}
	return code;
}

/* ---- making ---- */

/* What a gain is made of: duties that lack it, items to open again. */
struct births {
	const struct gain *gain;
	rid *duties;
	size_t n_duties;
	struct item *again;
	size_t n_again;
};

static void load_births(struct ctx *cx, const struct gain *g, struct births *out)
{
	VEC(rid) duties = {0};
	VEC(struct item) again = {0};
	struct stmt *s = db_prep(cx->db, "SELECT t.id" LACKING " ORDER BY t.id");
	bind_period(s, &g->move);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &duties) = db_col_rid(s, 0);
	db_done(s);
	s = db_prep(cx->db, "SELECT d.id, d.unit" DROPPED " ORDER BY d.id");
	bind_period(s, &g->move);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &again) = (struct item){
			db_col_rid(s, 0), db_col_rid(s, 1), S("open")};
	db_done(s);
	*out = (struct births){g, duties.at, duties.n, again.at, again.n};
}

static enum flow_code make_item(struct ctx *cx, struct moving *mv, const struct gain *g, rid duty)
{
	const struct duty_row *t = rec_need(cx, &duty_kind, duty);
	struct due_row *d = make_due(cx, t, g->occur);
	d->head.id = mv->due;
	mv->due.n++;
	struct item it = {d->head.id, d->head.unit, S("open")};
	enum flow_code code = rec_insert(cx, &due_kind, d);
	if (code == FLOW_OK)
		code = write_step(cx, mv, &g->move, &it);
	told_of(cx, mv, &it)->made++;
	return code;
}

static enum flow_code bear(struct ctx *cx, struct moving *mv, const struct births *b)
{
	enum flow_code code = FLOW_OK;
	for (size_t i = 0; i < b->n_duties && code == FLOW_OK; i++)
		code = make_item(cx, mv, b->gain, b->duties[i]);
	for (size_t i = 0; i < b->n_again && code == FLOW_OK; i++) {
		code = write_item(cx, &b->gain->move, &b->again[i]);
		if (code == FLOW_OK)
			code = write_step(cx, mv, &b->gain->move, &b->again[i]);
		told_of(cx, mv, &b->again[i])->made++;
	}
	return code;
}

/* ---- the log ---- */

static const char *const step_sealed[] = {
	"id", "due", "at", "state", "due_day", "due_min", "made_by", "verb", "note", NULL};
/* Columns that never change afterwards. */
static const char *const due_sealed[] = {"id", "unit", "duty", "campaign", "measure", "period",
	"kind", "asks", "need", "content", "from_day", "first_day", "node", NULL};

static enum flow_code seal_rows(
	struct ctx *cx, const struct moving *mv, const struct seal_rows *rows, int64_t *seq)
{
	struct seal_in in = {.at = cx->now,
		.actor = cx->who->account,
		.kind = rows->table,
		.verb = "calendar",
		.reason = mv->note};
	return flow_of_db(seal_append_bulk(cx->db, &in, rows, seq));
}

/* Steps first: they already carry the number of their entry. */
static enum flow_code seal_all(struct ctx *cx, const struct moving *mv, rid step, rid due)
{
	struct seal_rows steps = {"due_step", step_sealed, step, {mv->step.n - 1}};
	struct seal_rows dues = {"due", due_sealed, due, {mv->due.n - 1}};
	int64_t seq;
	enum flow_code code = seal_rows(cx, mv, &steps, &seq);
	AN(code != FLOW_OK || seq == mv->seal_no);
	if (code == FLOW_OK && due.n)
		code = seal_rows(cx, mv, &dues, &seq);
	return code == FLOW_OK && due.n ? sum_add(cx, due, (rid){mv->due.n - 1}) : code;
}

static struct str told_words(struct ctx *cx, const struct moving *mv, const struct told *t)
{
	struct buf b = buf_in(cx->a, 1024);
	buf_lit(&b, "日历改变，本单位");
	if (t->n)
		buf_fmt(&b, " %lld 项应报事项的期限有调整", (long long)t->n);
	if (t->n && t->made)
		buf_lit(&b, "，");
	if (t->made)
		buf_fmt(&b, "新增 %lld 项应报事项", (long long)t->made);
	buf_fmt(&b, "：%.*s", STR_ARG(mv->note));
	return buf_view(&b);
}

/* The liaison of each unit, or its head while there is none. */
static enum flow_code tell(struct ctx *cx, const struct moving *mv)
{
	enum flow_code code = FLOW_OK;
	for (size_t i = 0; i < mv->units.n && code == FLOW_OK; i++) {
		const struct told *t = mv->units.at[i].value;
		rid who = tree_post_holder(cx, t->unit, S("liaison"), cx->today);
		if (who.n == 0)
			who = tree_head(cx, t->unit, cx->today);
		if (who.n)
			code = note_send(
				cx, who, S("due"), t->due, told_words(cx, mv, t), STR_NONE);
	}
	return code;
}

static enum flow_code write_all(struct ctx *cx, struct moving *mv, const struct moves *m,
	const struct batch *b, const struct births *made)
{
	enum flow_code code = FLOW_OK;
	for (size_t i = 0; i < m->at.n && code == FLOW_OK; i++)
		code = move_batch(cx, mv, &b[i]);
	for (size_t i = 0; made && i < m->gains.n && code == FLOW_OK; i++)
		code = bear(cx, mv, &made[i]);
	return code;
}

enum flow_code moves_apply(struct ctx *cx, const struct moves *m, bool gains, struct str note)
{
	struct moving mv = {.note = note, .units = map_in(cx->a)};
	struct batch *b = arena_array(cx->a, m->at.n + 1, sizeof *b);
	struct births *made = gains ? arena_array(cx->a, m->gains.n + 1, sizeof *made) : NULL;
	int64_t steps = 0, dues = 0;
	for (size_t i = 0; i < m->at.n; i++) {
		b[i].move = &m->at.at[i];
		b[i].n = load_items(cx, b[i].move, &b[i].at);
		steps += (int64_t)b[i].n;
	}
	for (size_t i = 0; made && i < m->gains.n; i++) {
		load_births(cx, &m->gains.at[i], &made[i]);
		dues += (int64_t)made[i].n_duties;
		steps += (int64_t)(made[i].n_duties + made[i].n_again);
	}
	if (steps == 0)
		return FLOW_OK;
	rid step = mv.step = db_new_ids(cx->db, steps);
	rid due = mv.due = dues ? db_new_ids(cx->db, dues) : RID_NONE;
	mv.seal_no = seal_size(cx->db) + 1;
	if (steps > 100000)
		db_bulk(cx->db);
	enum flow_code code = write_all(cx, &mv, m, b, made);
	if (code == FLOW_OK)
		code = seal_all(cx, &mv, step, due);
	return code == FLOW_OK ? tell(cx, &mv) : code;
}

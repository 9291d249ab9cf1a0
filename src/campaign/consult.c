/* consult.c — see consult.h. */
#include "campaign/consult.h"
#include "base/bug.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/note.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/turn.h"
#include "store/sql.h"

/* A duty of daily items has some 250 in a year: beyond that the days are counted, not listed. */
enum { ITEMS_MOVED = 400, ITEMS = 12, DAY_END = 1440 };
/* The log takes half a megabyte at once: days are listed up to half of this, duties to its end. */
enum { TEXT = 400 << 10, LINE_ROOM = 8 << 10 };
enum { NAMES = 5, NAMES_BYTES = 4096, WHY_MAX = 500 };

/* ---- what a unit is asked ---- */

#define CUT CONSENT_ITEM "……"

struct draft {
	struct consult_unit u;
	struct buf text;
	int unsaid; /* duties that found no room */
};
struct drafts {
	struct draft **at;
	size_t n, room;
	struct map by_unit;
};

static struct str key_of(struct ctx *cx, rid unit)
{
	return str_fmt(cx->a, "%lld", (long long)unit.n);
}

static struct draft *draft_of(struct ctx *cx, struct drafts *all, rid unit)
{
	struct str key = key_of(cx, unit);
	struct draft *d = map_get(&all->by_unit, key);
	if (d)
		return d;
	d = arena_new(cx->a, struct draft);
	d->u.unit = unit;
	d->text = buf_in(cx->a, TEXT);
	map_set(&all->by_unit, key, d);
	*vec_add(cx->a, all) = d;
	return d;
}

/* A cell holds neither the mark between cells nor a line's end. */
static struct str cell(struct ctx *cx, struct str s)
{
	s = str_replace(cx->a, s, S(CONSENT_CELL), S("|"));
	return str_replace(cx->a, s, S("\n"), S(" "));
}

static struct str hands_of(struct ctx *cx, const struct edition_line *e)
{
	if (e->what == EDITION_UNIT) {
		struct str was = tree_unit_name(cx, e->was_unit);
		struct str to = tree_unit_name(cx, e->unit);
		return str_fmt(cx->a, "%.*s → %.*s", STR_ARG(was), STR_ARG(to));
	}
	if (e->what == EDITION_MOVED && e->to.n != e->was_to.n) {
		struct str to = tree_unit_name(cx, e->to);
		return str_fmt(cx->a, "改由%.*s接收", STR_ARG(to));
	}
	return STR_NONE;
}

static struct str head_of(struct ctx *cx, const struct edition_line *e)
{
	struct str times = e->now.n ? e->now : e->was;
	if (e->was.n && e->now.n && !str_eq(e->was, e->now))
		times = str_fmt(cx->a, "%.*s → %.*s", STR_ARG(e->was), STR_ARG(e->now));
	struct str path = plan_short_path(cx->a, e->measure->path);
	struct str measure = str_fmt(
		cx->a, "%.*s %.*s", STR_ARG(path), STR_ARG(e->measure->heading));
	struct str what = cell(cx, measure);
	struct str when = cell(cx, times);
	struct str whose = cell(cx, hands_of(cx, e));
	return str_fmt(cx->a, "%s" CONSENT_CELL "%.*s" CONSENT_CELL "%.*s" CONSENT_CELL "%.*s",
		edition_label(e->what), STR_ARG(what), STR_ARG(when), STR_ARG(whose));
}

static struct str item_line(struct ctx *cx, const struct edition_item *it)
{
	char was[DAY_TEXT], now[DAY_TEXT];
	struct str period = cell(cx, it->period);
	struct str hour = it->now_min != DAY_END && day_is_set(it->now)
				  ? str_fmt(cx->a, " %02d:%02d", it->now_min / 60, it->now_min % 60)
				  : STR_NONE;
	if (it->occur)
		return str_fmt(cx->a, CONSENT_ITEM "新增" CONSENT_CELL "%.*s" CONSENT_CELL "%s%.*s",
			STR_ARG(period), day_is_set(it->now) ? day_text(it->now, now) : "随事件定",
			STR_ARG(hour));
	if (!day_is_set(it->now))
		return str_fmt(cx->a, CONSENT_ITEM "取消" CONSENT_CELL "%.*s" CONSENT_CELL "%s",
			STR_ARG(period), day_is_set(it->was) ? day_text(it->was, was) : "随事件定");
	return str_fmt(cx->a, CONSENT_ITEM "改期" CONSENT_CELL "%.*s" CONSENT_CELL "%s → %s%.*s",
		STR_ARG(period), day_text(it->was, was), day_text(it->now, now), STR_ARG(hour));
}

/* Of a duty that changes hands the one unit loses items, the other gets them. */
static bool is_of(const struct edition_line *e, const struct edition_item *it, rid unit)
{
	return e->what != EDITION_UNIT ||
	       (it->occur ? unit.n == e->unit.n : unit.n == e->was_unit.n);
}

static void write_items(struct ctx *cx, struct draft *d, const struct edition_line *e)
{
	int most = e->what == EDITION_MOVED ? ITEMS_MOVED : ITEMS, n = 0;
	for (int i = 0; i < e->n_items; i++) {
		const struct edition_item *it = &e->items[i];
		if (!is_of(e, it, d->u.unit))
			continue;
		d->u.added += it->occur != NULL;
		d->u.moved += it->occur == NULL && day_is_set(it->now);
		d->u.cancelled += it->occur == NULL && !day_is_set(it->now);
		if (n++ < most && d->text.n < TEXT / 2) {
			buf_str(&d->text, item_line(cx, it));
			buf_ch(&d->text, '\n');
		}
	}
	if (n > most || (n && d->text.n >= TEXT / 2))
		buf_fmt(&d->text, CUT CONSENT_CELL CONSENT_CELL "共 %d 项\n", n);
}

/* A duty that goes and had nothing left to be done takes nothing from its unit. */
static bool affects(const struct edition_line *e)
{
	return e->what != EDITION_SAME && (e->what != EDITION_DROPPED || e->n_items);
}

static void write_line(struct ctx *cx, struct drafts *all, const struct edition_line *e)
{
	rid units[] = {e->was_unit, e->unit};
	struct str head = head_of(cx, e);
	for (size_t i = 0; i < NELEM(units); i++) {
		if (units[i].n == 0 || (i && units[i].n == units[0].n))
			continue;
		struct draft *d = draft_of(cx, all, units[i]);
		if (d->text.n > TEXT - LINE_ROOM) {
			d->unsaid++;
			continue;
		}
		buf_str(&d->text, head);
		buf_ch(&d->text, '\n');
		write_items(cx, d, e);
	}
}

/* ---- whether an earlier question covers it ---- */

/* The heading itself where `item` is empty, else that item below it. */
static bool has_line(struct str asked, struct str head, struct str item)
{
	bool here = false;
	while (asked.n) {
		struct str line = str_cut(&asked, S("\n"));
		if (!str_starts(line, S(CONSENT_ITEM))) {
			here = str_eq(line, head);
			if (here && item.n == 0)
				return true;
		} else if (here && (str_eq(line, item) || str_starts(line, S(CUT)))) {
			return true;
		}
	}
	return false;
}

/* Days are compared where a duty stays and its days move; where it comes, goes or changes hands
 * that itself was asked. */
static bool covers(struct str asked, struct str now)
{
	struct str head = STR_NONE, moved = str_of(edition_label(EDITION_MOVED));
	while (now.n) {
		struct str line = str_cut(&now, S("\n"));
		bool item = str_starts(line, S(CONSENT_ITEM));
		if (!item)
			head = line;
		if (item && (!str_starts(head, moved) || str_starts(line, S(CUT))))
			continue;
		if (!has_line(asked, head, item ? line : STR_NONE))
			return false;
	}
	return true;
}

/* ---- how each stands ---- */

/* All questions of the plan, oldest first: the actor's own scope has no part in the rule. */
struct rows {
	struct consent_row **at;
	size_t n, room;
};

static struct rows rows_of(struct ctx *cx, rid plan)
{
	struct rows out = {0};
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT ");
	rec_columns(q, &consent_kind);
	sql_lit(q, " FROM consent WHERE plan = ");
	sql_rid(q, plan);
	sql_lit(q, " ORDER BY id");
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW) {
		struct consent_row *c = kind_row(&consent_kind, cx->a);
		rec_read(cx, s, &consent_kind, c);
		*vec_add(cx->a, &out) = c;
	}
	db_done(s);
	return out;
}

static enum consult_status status_of(const struct ctx *cx, const struct consult_unit *u)
{
	const struct consent_row *c = u->row;
	if (c == NULL)
		return CONSULT_TO_ASK;
	if (c->head.state == CONSENT_ACCEPTED)
		return str_eq(c->asked, u->asked) ? CONSULT_UNCHANGED : CONSULT_TO_ASK;
	if (!covers(c->asked, u->asked))
		return CONSULT_TO_ASK;
	switch ((enum consent_state)c->head.state) {
	case CONSENT_ASKED:
		return c->until_day.n < cx->today.n ? CONSULT_SILENT : CONSULT_WAITING;
	case CONSENT_AGREED:
		return CONSULT_AGREED;
	case CONSENT_OBJECTED:
		return CONSULT_OBJECTED;
	case CONSENT_OVERRULED:
		return CONSULT_OVERRULED;
	case CONSENT_SILENT:
		return CONSULT_SILENT;
	case CONSENT_ACCEPTED:
	case CONSENT_VOID:
		break;
	}
	return CONSULT_TO_ASK;
}

void consult_load(struct ctx *cx, rid plan, const struct edition_diff *d, struct consult *out)
{
	struct drafts all = {.by_unit = map_in(cx->a)};
	struct rows rows = rows_of(cx, plan);
	struct map last = map_in(cx->a);
	*out = (struct consult){.by_unit = map_in(cx->a)};
	for (size_t i = 0; i < rows.n; i++)
		map_set(&last, key_of(cx, rows.at[i]->head.unit), rows.at[i]);
	for (size_t i = 0; i < d->n; i++)
		if (affects(&d->at[i]))
			write_line(cx, &all, &d->at[i]);
	out->at = arena_array(cx->a, all.n + 1, sizeof *out->at);
	out->n = all.n;
	for (size_t i = 0; i < all.n; i++) {
		struct consult_unit *u = &out->at[i];
		struct draft *k = all.at[i];
		*u = k->u;
		if (k->unsaid)
			buf_fmt(&k->text,
				"……" CONSENT_CELL
				"还有 %d 项责任的变化没有列出" CONSENT_CELL CONSENT_CELL "\n",
				k->unsaid);
		AZ(k->text.full);
		u->asked = buf_view(&k->text);
		u->row = map_get(&last, key_of(cx, u->unit));
		u->status = status_of(cx, u);
		out->of[u->status]++;
		map_set(&out->by_unit, key_of(cx, u->unit), u);
	}
}

struct str consult_say(struct ctx *cx, const struct consult *c, rid unit)
{
	const struct consult_unit *u = map_get(&c->by_unit, key_of(cx, unit));
	return u && u->row ? consent_say(cx, u->row) : STR_NONE;
}

/* ---- asking ---- */

struct asking {
	rid plan;
	struct day until;
	int64_t *asked;
};

static enum flow_code tell(struct ctx *cx, const struct plan_row *p, const struct consent_row *c)
{
	rid liaison = turn_liaison(cx, c->head.unit), head = tree_head(cx, c->head.unit, cx->today);
	struct ymd y = day_ymd(c->until_day);
	struct str text = str_fmt(cx->a,
		"《%.*s》第 %lld 版征求你单位意见：应报改期 %lld 项，新增 %lld 项，取消 %lld 项；"
		"请在%d月%d日前答复",
		STR_ARG(p->title), (long long)p->edition, (long long)c->moved, (long long)c->added,
		(long long)c->cancelled, y.m, y.d);
	enum flow_code code = FLOW_OK;
	if (liaison.n)
		code = note_send(cx, liaison, S("consent"), c->head.id, text, STR_NONE);
	if (code == FLOW_OK && head.n && head.n != liaison.n)
		code = note_send(cx, head, S("consent"), c->head.id, text, STR_NONE);
	return code;
}

/* An answer that was ruled upon stays as it is; an open one is no longer looked at. */
static enum flow_code make_void(struct ctx *cx, const struct consent_row *old, struct str why)
{
	struct consent_row now = *old;
	if (old->head.state > CONSENT_OBJECTED)
		return FLOW_OK;
	now.head.state = CONSENT_VOID;
	enum flow_code code = rec_update(cx, &consent_kind, &now);
	return code == FLOW_OK ? flow_seal(cx, &consent_kind, old, &now, "void", why) : code;
}

static enum flow_code ask_unit(struct ctx *cx, const struct asking *k, const struct plan_row *p,
	const struct consult_unit *u)
{
	struct consent_row *c = kind_row(&consent_kind, cx->a);
	enum flow_code code = u->row ? make_void(cx, u->row, S("方案又改了，重新征求意见"))
				     : FLOW_OK;
	if (code != FLOW_OK)
		return code;
	c->head.unit = u->unit;
	c->campaign = p->campaign;
	c->plan = p->head.id;
	c->until_day = k->until;
	c->asked = u->asked;
	c->moved = u->moved;
	c->added = u->added;
	c->cancelled = u->cancelled;
	if ((code = rec_insert(cx, &consent_kind, c)) != FLOW_OK)
		return code;
	code = flow_seal(cx, &consent_kind, NULL, c, "consult", STR_NONE);
	++*k->asked;
	return code == FLOW_OK ? tell(cx, p, c) : code;
}

/* Whom an earlier reading concerned and this one does not. */
static enum flow_code release(struct ctx *cx, rid plan, const struct consult *c)
{
	struct rows rows = rows_of(cx, plan);
	enum flow_code code = FLOW_OK;
	for (size_t i = 0; i < rows.n && code == FLOW_OK; i++)
		if (map_get(&c->by_unit, key_of(cx, rows.at[i]->head.unit)) == NULL)
			code = make_void(cx, rows.at[i], S("方案改后不再涉及这个单位"));
	return code;
}

static enum flow_code ask(struct ctx *cx, void *arg)
{
	const struct asking *k = arg;
	struct edition_diff d;
	struct consult c;
	const struct plan_row *p = rec_load(cx, &plan_kind, k->plan);
	*k->asked = 0;
	if (p == NULL || !flow_may_see(cx, &plan_kind, k->plan))
		return FLOW_ABSENT;
	if (!actor_may(cx, "plan.edit", p->head.unit))
		return FLOW_DENIED;
	if (p->head.state != PLAN_REVIEW || p->supersedes.n == 0)
		return FLOW_STATE;
	if (!day_is_set(k->until))
		err_field(cx->errs, S("until"), "请填写答复期限");
	else if (k->until.n < cx->today.n)
		err_field(cx->errs, S("until"), "答复期限不能早于今天");
	enum flow_code code = edition_compare(cx, k->plan, &d);
	if (code != FLOW_OK || cx->errs->n)
		return code == FLOW_OK ? FLOW_INVALID : code;
	consult_load(cx, k->plan, &d, &c);
	code = release(cx, k->plan, &c);
	for (size_t i = 0; i < c.n && code == FLOW_OK; i++)
		if (c.at[i].status == CONSULT_TO_ASK)
			code = ask_unit(cx, k, p, &c.at[i]);
	if (code == FLOW_OK && *k->asked == 0)
		err_field(cx->errs, S(""), "没有要征求意见的单位：都征求过了，或者没有变化");
	return cx->errs->n ? FLOW_INVALID : code;
}

enum flow_code consult_ask(struct ctx *cx, rid plan, struct day until, int64_t *asked)
{
	struct asking k = {.plan = plan, .until = until, .asked = asked};
	return ctx_write(cx, ask, &k);
}

/* ---- whether it may be issued ---- */

static struct str names_of(struct ctx *cx, const struct consult *c, enum consult_status s)
{
	struct buf b = buf_in(cx->a, NAMES_BYTES);
	int n = 0;
	for (size_t i = 0; i < c->n; i++) {
		if (c->at[i].status != s || n++ >= NAMES)
			continue;
		if (b.n)
			buf_lit(&b, "、");
		buf_str(&b, tree_unit_name(cx, c->at[i].unit));
	}
	if (n > NAMES)
		buf_fmt(&b, "等 %d 个单位", n);
	return buf_view(&b);
}

int consult_blocks(struct ctx *cx, const struct consult *c)
{
	static const struct {
		const char *what, *then;
	} said[CONSULTS] = {
		[CONSULT_TO_ASK] = {"还没有就这一版的变化征求意见：",
			"请先在“与上一版的差别”里征求"},
		[CONSULT_OBJECTED] = {"有异议还没有处理：", "请先采纳，或者写明理由不采纳"},
		[CONSULT_UNCHANGED] = {"异议已经采纳，方案还没有改：", "请退回核对，改好再签发"},
		[CONSULT_WAITING] = {"还没有答复：", "答复期限没有到，请等一等"},
	};
	int n = 0;
	for (int s = 0; s < CONSULTS; s++) {
		if (said[s].what == NULL || c->of[s] == 0)
			continue;
		struct str names = names_of(cx, c, (enum consult_status)s);
		err_field(
			cx->errs, S(""), "%s%.*s。%s", said[s].what, STR_ARG(names), said[s].then);
		n++;
	}
	return n;
}

enum flow_code consult_settled(struct ctx *cx, const struct consult *c, struct str why)
{
	consult_blocks(cx, c);
	if (c->of[CONSULT_SILENT] && cx->who->person.n == 0)
		err_field(cx->errs, S(""), "有单位没有答复，要由有姓名的人决定签发");
	if (c->of[CONSULT_SILENT] && str_trim(why).n == 0) {
		struct str names = names_of(cx, c, CONSULT_SILENT);
		err_field(cx->errs, S("silent"),
			"到期没有答复：%.*s。没有答复不算同意，仍要签发的请写明理由",
			STR_ARG(names));
	} else if (why.n > WHY_MAX * 3)
		err_field(cx->errs, S("silent"), "理由最多 %d 字", WHY_MAX);
	return cx->errs->n ? FLOW_INVALID : FLOW_OK;
}

enum flow_code consult_close(struct ctx *cx, const struct consult *c, struct str why)
{
	enum flow_code code = FLOW_OK;
	for (size_t i = 0; i < c->n && code == FLOW_OK; i++) {
		struct consult_unit *u = &c->at[i];
		if (u->status != CONSULT_SILENT)
			continue;
		struct consent_row *now = arena_new(cx->a, struct consent_row);
		*now = *u->row;
		now->head.state = CONSENT_SILENT;
		now->ruling = str_trim(why);
		now->ruled_by = cx->who->person;
		now->ruled_at = cx->now;
		code = rec_update(cx, &consent_kind, now);
		if (code == FLOW_OK)
			code = flow_seal(cx, &consent_kind, u->row, now, "silent", now->ruling);
		u->row = now;
	}
	return code;
}

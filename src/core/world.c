/* world.c — see world.h. */
#include "core/world.h"
#include "core/actor.h"
#include "core/cal.h"
#include "core/tables.h"
#include "seal/seal.h"
#include "sys/clock.h"
#include "sys/log.h"

const struct schema *world_schema(struct arena *a, const struct parts *p)
{
	const struct schema_part **all = arena_array(a, p->n_schema + 1, sizeof *all);
	memcpy(all, p->schema, p->n_schema * sizeof *all);
	all[p->n_schema] = tables_of_kinds(a, p->kinds);
	struct schema *s = arena_new(a, struct schema);
	*s = (struct schema){
		.parts = all,
		.n_parts = p->n_schema + 1,
		.steps = p->steps,
		.n_steps = p->n_steps,
	};
	return s;
}

/* An older database may lack the table that tells of changes. */
static const struct work *look_calendar(struct world *w, struct db *db)
{
	w->cal = work_of(w->a, NULL, 0);
	return cal_load(world_ctx(w, w->a, db));
}

static bool offer_rows(struct world *w, struct db *db, struct str *why)
{
	if (w->parts->offer == NULL || w->parts->offer(world_ctx(w, w->a, db)) == FLOW_OK)
		return true;
	*why = S("程序新带的参数和代码没有写进数据库，请看上面的日志");
	return false;
}

static bool prepare(struct world *w, enum world_mode mode, struct str *why)
{
	struct db *db = store_reader(w->store);
	if (db == NULL) {
		*why = S("数据库打不开，请看上面的日志");
		return false;
	}
	const struct schema *want = world_schema(w->a, w->parts);
	bool ok = mode == WORLD_LOOK ? schema_fits(db, want, w->a)
				     : schema_apply(db, want, w->a, why);
	if (!ok && mode == WORLD_LOOK)
		*why = S("数据库是较早或较新版本的程序建立的：较早的，请先用本程序启动一次 duban "
			 "serve，会自动补齐；较新的，请升级程序");
	/* A clock that was set back stands still until it has caught up with the log. */
	if (ok)
		clock_raise(w->clock, seal_newest(db));
	if (ok && mode != WORLD_LOOK)
		ok = offer_rows(w, db, why);
	if (ok)
		w->cal = mode == WORLD_LOOK ? look_calendar(w, db) : NULL;
	db_close(db);
	return ok;
}

struct world *world_open(struct arena *a, const struct parts *parts, struct clock *clock,
	const char *url, enum world_mode mode, struct str *why)
{
	kind_audit(parts->kinds);
	struct world *w = arena_new(a, struct world);
	*w = (struct world){.a = a, .parts = parts, .clock = clock};
	struct store_opt opt = {
		.url = url,
		.create = mode == WORLD_MAKE,
		.read_only = mode == WORLD_LOOK,
		.warn_scans = log_is_on(LOG_DEBUG),
	};
	w->store = store_open(&opt, a, why);
	if (w->store == NULL)
		return NULL;
	if (prepare(w, mode, why))
		return w;
	store_close(w->store);
	return NULL;
}

void world_close(struct world *w)
{
	if (w)
		store_close(w->store);
}

struct ctx *world_ctx(const struct world *w, struct arena *a, struct db *db)
{
	struct ctx *cx = arena_new(a, struct ctx);
	cx->a = a;
	cx->db = db;
	cx->who = actor_system();
	cx->now = clock_now(w->clock);
	cx->today = stamp_day(cx->now);
	cx->errs = errs_new(a);
	cx->kinds = w->parts->kinds;
	cx->cal = w->cal || db == NULL ? w->cal : cal_now(cx);
	return cx;
}

/* app.c — see app.h. */
#include "run/app.h"
#include "api/api.h"
#include "api/sheet.h"
#include "base/bug.h"
#include "campaign/page.h"
#include "core/tree.h"
#include "run/registry.h"
#include "sys/clock.h"
#include "web/access_log.h"
#include "web/rate.h"
#include "web/ui_asset.h"

enum { ASKS_PER_MINUTE = 600, ASKS_AT_ONCE = 120 };

/* ---- files for the browser ---- */

static void serve_asset(struct http_req *q, struct http_res *r, void *worker)
{
	(void)worker;
	if (!static_serve(asset_files, ASSET_N, q->args[0], q, r))
		http_fail(r, 404, S("没有这个文件"));
}

/* What a load test compares a page with. */
static void serve_hello(struct http_req *q, struct http_res *r, void *worker)
{
	(void)q;
	(void)worker;
	r->type = HTTP_TEXT;
	buf_lit(&r->body, "duban\n");
}

static const struct route asset_routes[] = {
	{.verb = VERB_GET, .pattern = "/a/:file", .fn = serve_asset, .flags = ROUTE_ANON},
	{.verb = VERB_GET, .pattern = "/hello", .fn = serve_hello, .flags = ROUTE_ANON},
	{0},
};

/* ---- together ---- */

/* The parameters every page understands. */
static const struct route_param common[] = {
	{.name = "csrf", .max = 128},
	{.name = "once", .max = 64},
	{.name = "done", .max = 20},
	{.name = "as_of", .max = 10},
	{.name = "find.", .max = 200, .flags = PARAM_STARTS},
	{0},
};

static uint64_t admit(struct http_req *q, const void *shared)
{
	const struct app *app = shared;
	return route_admit(q, app->routes);
}

static void handle(struct http_req *q, struct http_res *r, const void *shared, void *worker)
{
	const struct app *app = shared;
	route_serve(app->routes, q, r, worker);
}

static void write_line(const struct server_line *line, const void *shared, void *worker)
{
	const struct app *app = shared;
	access_log_put(
		app->access_log, clock_now(app->world->clock), line, page_worker_account(worker));
}

void app_serve_with(const struct app *app, struct server_opt *opt)
{
	opt->shared = app;
	opt->admit = admit;
	opt->handle = handle;
	opt->init = page_worker_open;
	opt->fini = page_worker_close;
	opt->log = app->access_log < 0 ? NULL : write_line;
}

static struct str bureau_name(struct arena *a, const struct world *w)
{
	struct db *db = store_reader(w->store);
	AN(db);
	struct ctx *cx = world_ctx(w, a, db);
	struct str name = tree_unit_name(cx, tree_top(cx));
	db_close(db);
	return name;
}

static void fail(struct http_req *q, struct http_res *r, void *worker, int status, struct str zh)
{
	if (api_is_here(q->path))
		api_fail(q, r, worker, status, zh);
	else
		page_fail(q, r, worker, status, zh);
}

struct app *app_open(struct arena *a, const struct world *w, const struct conf *conf)
{
	size_t n;
	const struct route *const *mine = registry_routes(&n);
	const struct route **all = arena_array(a, n + 1, sizeof *all);
	memcpy(all, mine, n * sizeof *all);
	all[n] = asset_routes;
	struct app *app = arena_new(a, struct app);
	app->world = w;
	app->conf = conf;
	app->routes = route_build(a, all, n + 1, common, fail);
	app->bureau_name = bureau_name(a, w);
	app->nav = registry_nav(&app->n_nav);
	app->dress = registry_dress;
	app->unit_cards = page_contact_cards;
	app->sheet = sheet_list;
	app->access_log = -1;
	app->rate = rate_in(a, ASKS_PER_MINUTE, ASKS_AT_ONCE);
	return app;
}

/* page.c — see page.h: from a routed request to a page function, and the tokens of forms. */
#include "web/page.h"
#include "base/bug.h"
#include "base/num.h"
#include "core/actor.h"
#include "core/flow.h"
#include "core/token.h"
#include "store/db.h"
#include "sys/clock.h"
#include "sys/conf.h"
#include "web/page_int.h"
#include "web/ui.h"

#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ONCE_BYTES = 16, ONCE_MAX = 64, WORKER_BYTES = 4096, PIECE = 16 * 1024 };

void *page_worker_open(const void *shared, int index)
{
	const struct app *app = shared;
	(void)index;
	struct arena *a = arena_open(WORKER_BYTES);
	struct page_worker *w = arena_new(a, struct page_worker);
	*w = (struct page_worker){.a = a, .app = app};
	return w;
}

void page_worker_close(void *worker)
{
	struct page_worker *w = worker;
	if (w->db)
		db_close(w->db);
	arena_close(w->a);
}

void page_start(struct page *pg, struct http_req *q, struct http_res *r, struct page_worker *w)
{
	struct ctx *cx = world_ctx(w->app->world, q->a, w->db);
	cx->who = actor_nobody();
	struct html *h = arena_new(q->a, struct html);
	*h = html_to(&r->body, LANG_ZH, cx->today);
	*pg = (struct page){.cx = cx, .q = q, .r = r, .h = h, .app = w->app};
	cx->sealed = &pg->sealed;
}

bool page_become(struct page *pg, const struct session *s)
{
	const struct actor *who = actor_load(pg->cx, s->account);
	if (who == NULL)
		return false;
	pg->session = s;
	pg->csrf = session_csrf(pg->cx->a, s);
	pg->cx->who = who;
	page_taste(pg);
	return true;
}

/* Who is there. False where a session is needed and there is none: the answer is made already. */
static bool sign_in_first(struct page *pg, const struct page_def *def)
{
	struct session *s = arena_new(pg->cx->a, struct session);
	enum session_code code = session_load(pg->cx, pg->q, s);
	if (code == SESSION_OK && page_become(pg, s)) {
		session_touch(pg->cx, s, pg->q, pg->r);
		return true;
	}
	if (def->flags & PAGE_PUBLIC)
		return true;
	page_ask_sign_in(pg, code);
	return false;
}

static bool is_form(const struct page *pg)
{
	return pg->q->verb != VERB_GET && pg->q->verb != VERB_HEAD;
}

/* A form that did not come from a page of this session is refused; what was typed is not lost, the
 * page says how to send it again. */
static bool tokens_fit(struct page *pg)
{
	if (!is_form(pg) || pg->session == NULL)
		return true;
	if (session_csrf_ok(pg->cx->a, pg->session, http_field(pg->q, S("csrf"))))
		return true;
	page_ask_again(pg);
	return false;
}

struct str page_here(struct page *pg)
{
	if (pg->q->query.n == 0)
		return pg->q->path;
	return str_fmt(pg->cx->a, "%.*s?%.*s", STR_ARG(pg->q->path), STR_ARG(pg->q->query));
}

static void serve(struct page *pg, const struct page_def *def)
{
	if (def->flags & PAGE_PLAIN) {
		def->fn(pg);
		return;
	}
	if (!sign_in_first(pg, def) || !tokens_fit(pg))
		return;
	if (pg->cx->who->must_change && !(def->flags & (PAGE_PUBLIC | PAGE_RENEW))) {
		http_redirect(pg->r, S("/me/password"));
		return;
	}
	if (def->perm && !actor_may(pg->cx, def->perm, RID_NONE)) {
		page_absent(pg);
		return;
	}
	if (is_form(pg) && http_param(pg->q, S("as_of")).n) {
		page_refuse(pg, FLOW_STATE); /* in the past nothing is done */
		return;
	}
	if (def->flags & PAGE_AS_OF)
		page_look_back(pg);
	if (is_form(pg))
		page_ref_take(pg);
	def->fn(pg);
}

/* Opened when first needed: sixteen at once would keep the first visitor waiting. A connection that
 * was lost is replaced; false while there is none to be had. */
static bool worker_ready(struct page_worker *w)
{
	if (w->db && db_failed(w->db) == DB_LOST) {
		db_close(w->db);
		w->db = NULL;
	}
	if (w->db == NULL)
		w->db = store_reader(w->app->world->store);
	return w->db != NULL;
}

/* One state of the database for the whole page, from the first read on. A connection found lost
 * here is replaced at once: nobody has read from it yet. */
static bool begin_reading(struct page_worker *w)
{
	bool begun = worker_ready(w) && db_read_begin(w->db) == DB_OK;
	if (begun || w->db == NULL || db_failed(w->db) != DB_LOST)
		return begun;
	return worker_ready(w) && db_read_begin(w->db) == DB_OK;
}

static void unreadable(struct page *pg, const struct page_def *def)
{
	if (pg->r->file.fd >= 0)
		close(pg->r->file.fd);
	*pg->r = http_res_in(pg->q->a);
	if (def->fail)
		def->fail(pg, 503, S("系统暂时读不到数据，请过一分钟再试。"));
	else
		page_unreadable(pg);
}

void page_look(struct page *pg, const struct look *l)
{
	AZ(pg->look.kind);
	pg->look = *l;
	if (l->filter.n == 0)
		pg->look.filter = pg->q->query;
	else if (pg->h->keep.n)
		pg->look.filter = str_fmt(
			pg->cx->a, "%.*s %.*s", STR_ARG(l->filter), STR_ARG(pg->h->keep));
}

/* A look that cannot be entered is not had. */
static void seal_look(struct page *pg, const struct page_def *def)
{
	struct ctx now = *pg->cx;
	/* The log says when somebody looked, not which day was looked at. */
	now.past = false;
	now.now = clock_now(pg->app->world->clock);
	now.today = stamp_day(now.now);
	if (pg->r->status == 200 && look_seal(&now, &pg->look) != FLOW_OK)
		unreadable(pg, def);
}

static void serve_or_fail(struct page *pg, const struct page_def *def, bool begun)
{
	struct db *db = pg->cx->db;
	bool reads = !is_form(pg);
	/* A form reads again inside its transaction. */
	if (!reads)
		db_read_end(db);
	if (begun)
		serve(pg, def);
	bool done = !reads && (pg->sealed > 0 || pg->r->status == 303);
	if (db_failed(db) != DB_OK && !done)
		unreadable(pg, def);
	if (reads)
		db_read_end(db);
	seal_look(pg, def);
}

void page_serve(struct http_req *q, struct http_res *r, void *worker)
{
	struct page_worker *w = worker;
	const struct page_def *def = q->route->more;
	struct page pg;
	bool begun = begin_reading(w);
	page_start(&pg, q, r, w);
	if (w->db == NULL) {
		unreadable(&pg, def);
		return;
	}
	serve_or_fail(&pg, def, begun);
	w->account = pg.cx->who->account;
	if (def->then && db_failed(w->db) == DB_OK)
		def->then(&pg);
}

/* The frame and the language of who asks, where somebody is signed in. */
void page_fail(struct http_req *q, struct http_res *r, void *worker, int status, struct str zh)
{
	struct page_worker *w = worker;
	bool begun = begin_reading(w);
	struct page pg;
	page_start(&pg, q, r, w);
	struct session *s = arena_new(q->a, struct session);
	if (begun && session_load(pg.cx, q, s) == SESSION_OK)
		page_become(&pg, s);
	page_refuse_status(&pg, status, zh);
	if (w->db == NULL)
		return;
	if (db_failed(w->db) != DB_OK)
		unreadable(&pg, &(struct page_def){0});
	db_read_end(w->db);
}

rid page_worker_account(void *worker)
{
	struct page_worker *w = worker;
	rid account = w->account;
	w->account = RID_NONE;
	return account;
}

void page_plain(struct page *pg, struct http_req *q, struct http_res *r, void *worker)
{
	page_start(pg, q, r, worker);
}

void page_tokens(struct page *pg)
{
	unsigned char bytes[ONCE_BYTES];
	char once[ONCE_BYTES * 2 + 1];
	randombytes_buf(bytes, sizeof bytes);
	sodium_bin2hex(once, sizeof once, bytes, sizeof bytes);
	h_lit(pg->h, "<input type=\"hidden\" name=\"csrf\" value=\"");
	h_attr(pg->h, pg->csrf);
	h_lit(pg->h, "\"><input type=\"hidden\" name=\"once\" value=\"");
	h_attr(pg->h, str_of(once));
	h_lit(pg->h, "\">");
}

/* ---- the once-only token ---- */

typedef crypto_generichash_state sum;

/* With its length, so that no two lists of parts read the same. */
static void sum_add(sum *s, struct str part)
{
	uint64_t n = part.n;
	crypto_generichash_update(s, (const unsigned char *)&n, sizeof n);
	crypto_generichash_update(s, (const unsigned char *)part.p, part.n);
}

static void sum_file(sum *s, const struct http_file *f)
{
	unsigned char piece[PIECE];
	int64_t n;
	sum_add(s, f->field);
	sum_add(s, f->name);
	/* What cannot be read cannot be stored either: the verb will say so. */
	for (uint64_t at = 0; (n = bytes_read(&f->data, at, piece, sizeof piece)) > 0;
		at += (uint64_t)n)
		crypto_generichash_update(s, piece, (size_t)n);
}

/* The token together with all that the form carries. Who goes back, writes other words or presses
 * the other button and sends the same page again means something else: that is done too, or refused
 * as stale, but never answered with the first sending's success. */
static struct str once_of(struct page *pg, struct str token)
{
	const struct http_req *q = pg->q;
	unsigned char out[crypto_generichash_BYTES];
	char *hex = arena_get(pg->cx->a, sizeof out * 2 + 1);
	sum s;
	crypto_generichash_init(&s, NULL, 0, sizeof out);
	sum_add(&s, token);
	sum_add(&s, q->path);
	for (size_t i = 0; i < q->fields.n; i++) {
		const struct http_pair *f = &q->fields.at[i];
		if (str_eq(f->name, S("csrf")) || str_eq(f->name, S("once")))
			continue;
		sum_add(&s, f->name);
		sum_add(&s, f->value);
	}
	for (size_t i = 0; i < q->files.n; i++)
		sum_file(&s, &q->files.at[i]);
	crypto_generichash_final(&s, out, sizeof out);
	sodium_bin2hex(hex, sizeof out * 2 + 1, out, sizeof out);
	return str_of(hex);
}

struct once_job {
	struct page *pg;
	enum flow_code (*verb)(struct ctx *cx, void *arg);
	void *arg;
	struct str token;
};

static enum flow_code run_once(struct ctx *cx, void *p)
{
	struct once_job *j = p;
	j->pg->sealed = 0;
	int64_t before = token_spent(cx, j->token);
	if (before >= 0) {
		j->pg->sealed = before;
		return FLOW_OK;
	}
	enum flow_code code = j->verb(cx, j->arg);
	return code == FLOW_OK ? token_spend(cx, j->token, j->pg->sealed) : code;
}

enum flow_code page_write(
	struct page *pg, enum flow_code (*verb)(struct ctx *cx, void *arg), void *arg)
{
	struct str token = http_field(pg->q, S("once"));
	if (pg->cx->errs->n)
		return FLOW_INVALID; /* found before: nothing is written */
	if (token.n == 0 || token.n > ONCE_MAX)
		return ctx_write(pg->cx, verb, arg);
	struct once_job j = {.pg = pg, .verb = verb, .arg = arg, .token = once_of(pg, token)};
	return ctx_write(pg->cx, run_once, &j);
}

struct one_step {
	const struct flow_in *in;
	struct flow_out *out;
};

static enum flow_code take_step(struct ctx *cx, void *arg)
{
	const struct one_step *s = arg;
	return flow_apply(cx, s->in, s->out);
}

enum flow_code page_step(struct page *pg, const struct flow_in *in, struct flow_out *out)
{
	return page_write(pg, take_step, &(struct one_step){in, out});
}

void page_errors(struct page *pg)
{
	for (size_t i = 0; i < pg->cx->errs->n; i++)
		if (pg->cx->errs->at[i].field.n == 0)
			ui_note(pg->h, NOTE_RED, STR_NONE, pg->cx->errs->at[i].text);
}

struct str page_base_url(struct page *pg)
{
	struct str base = conf_text(pg->app->conf, CONF_BASE_URL);
	if (base.n)
		return str_ends(base, S("/")) ? str_first(base, base.n - 1) : base;
	struct str host = http_header(pg->q, S("host"));
	return str_fmt(pg->cx->a, "%s://%.*s", pg->q->secure ? "https" : "http", STR_ARG(host));
}

void page_done(struct page *pg, struct str to)
{
	if (pg->sealed > 0)
		to = str_fmt(pg->cx->a, "%.*s%cdone=%lld", STR_ARG(to),
			str_has(to, S("?")) ? '&' : '?', (long long)pg->sealed);
	http_redirect(pg->r, to);
}

void page_send_sheet(struct page *pg, const struct look *of, int fd, struct str name)
{
	struct stat st;
	struct look look = *of;
	if (fd < 0 || fstat(fd, &st) != 0) {
		page_refuse(pg, FLOW_WORLD);
		return;
	}
	look.way = LOOK_TAKE;
	page_look(pg, &look);
	struct bytes data = {.fd = fd, .size = (uint64_t)st.st_size};
	http_download(pg->r, data,
		S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), name);
}

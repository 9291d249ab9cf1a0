/* route.c — see route.h. A tree with one node for each part of a path. */
#include "web/route.h"
#include "base/bug.h"
#include "base/map.h"
#include "base/vec.h"
#include "web/form.h"

#include <strings.h>

enum { PARAM_MAX = 256, BODY_MAX = 64 * 1024 };

struct node {
	struct map literal;
	struct node *digits, *any, *rest;
	const struct route *by_verb[VERBS];
};

struct route_set {
	struct node root;
	const struct route_param *common;
	route_fail_fn *fail;
};

static struct node *node_new(struct arena *a)
{
	struct node *n = arena_new(a, struct node);
	n->literal = map_in(a);
	return n;
}

static struct node *child(struct arena *a, struct node **at)
{
	if (*at == NULL)
		*at = node_new(a);
	return *at;
}

static struct node *step_to(struct arena *a, struct node *n, struct str part)
{
	AN(part.n > 0);
	if (part.p[0] == '#')
		return child(a, &n->digits);
	if (part.p[0] == ':')
		return child(a, &n->any);
	if (part.p[0] == '*')
		return child(a, &n->rest);
	struct node *next = map_get(&n->literal, part);
	if (next == NULL) {
		next = node_new(a);
		map_set(&n->literal, part, next);
	}
	return next;
}

static void add_route(struct arena *a, struct route_set *set, const struct route *r)
{
	struct str rest = str_of(r->pattern);
	struct node *n = &set->root;
	size_t args = 0;
	AN(str_starts(rest, S("/")) && r->fn && r->verb < VERB_OTHER);
	for (rest = str_from(rest, 1); rest.n > 0;) {
		struct str part = str_cut(&rest, S("/"));
		n = step_to(a, n, part);
		args += strchr("#:*", part.p[0]) != NULL;
		AN(part.p[0] != '*' || rest.n == 0);
	}
	AN(args <= HTTP_ARGS);
	if (n->by_verb[r->verb])
		BUG(arena_fmt(a, "two routes for %s %s", http_verb_name(r->verb), r->pattern));
	n->by_verb[r->verb] = r;
}

static void plain_fail(
	struct http_req *q, struct http_res *r, void *worker, int status, struct str zh)
{
	(void)q;
	(void)worker;
	http_fail(r, status, zh);
}

struct route_set *route_build(struct arena *a, const struct route *const *tables, size_t n,
	const struct route_param *common, route_fail_fn *fail)
{
	struct route_set *set = arena_new(a, struct route_set);
	set->root.literal = map_in(a);
	set->common = common;
	set->fail = fail ? fail : plain_fail;
	for (size_t i = 0; i < n; i++)
		for (const struct route *r = tables[i]; r->pattern; r++)
			add_route(a, set, r);
	return set;
}

static bool is_digits(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0 && s.n <= 19;
}

static const struct node *find(const struct node *n, struct str path, struct str args[HTTP_ARGS])
{
	size_t n_args = 0;
	for (struct str rest = str_from(path, 1); rest.n > 0;) {
		struct str all = rest, part = str_cut(&rest, S("/"));
		const struct node *next = map_get(&n->literal, part);
		if (next) {
			n = next;
			continue;
		}
		if (n->digits && is_digits(part))
			next = n->digits;
		else if (n->any)
			next = n->any;
		else if (n->rest) {
			args[n_args] = all;
			return n->rest;
		}
		if (next == NULL)
			return NULL;
		args[n_args++] = part;
		n = next;
	}
	return n;
}

static unsigned verbs_of(const struct node *n)
{
	unsigned bits = 0;
	for (unsigned v = 0; n && v < VERBS; v++)
		if (n->by_verb[v])
			bits |= 1u << v;
	if (bits & 1u << VERB_GET)
		bits |= 1u << VERB_HEAD;
	return bits;
}

uint64_t route_admit(struct http_req *q, const struct route_set *set)
{
	bool ends = q->path.n > 1 && q->path.p[q->path.n - 1] == '/';
	const struct node *n = ends ? NULL : find(&set->root, q->path, q->args);
	unsigned allowed = verbs_of(n);
	enum http_verb verb = q->verb == VERB_HEAD ? VERB_GET : q->verb;
	if (allowed == 0) {
		q->refused = 404;
		return 0;
	}
	if (verb == VERB_OTHER || !(allowed & 1u << verb)) {
		q->refused = 405;
		q->allowed = allowed;
		return 0;
	}
	q->route = n->by_verb[verb];
	if (q->route->flags & ROUTE_ANON)
		q->peer = (struct http_peer){.zone = ZONE_HIDDEN};
	if (q->route->max_body || verb == VERB_GET || verb == VERB_DELETE)
		return q->route->max_body;
	return BODY_MAX;
}

/* Headers that tell who is asking. */
static bool is_telling(struct str name)
{
	static const char *const telling[] = {"cookie", "user-agent", "referer", "authorization",
		"x-forwarded-for", "x-real-ip", "forwarded", "from", "origin", "accept-language"};
	for (size_t i = 0; i < NELEM(telling); i++)
		if (strlen(telling[i]) == name.n && strncasecmp(telling[i], name.p, name.n) == 0)
			return true;
	return str_starts(name, S("sec-")) || str_starts(name, S("Sec-"));
}

static void hide_sender(struct http_req *q)
{
	struct http_pair *kept = arena_array(q->a, q->n_headers + 1, sizeof *kept);
	size_t n = 0;
	for (size_t i = 0; i < q->n_headers; i++)
		if (!is_telling(q->headers[i].name))
			kept[n++] = q->headers[i];
	q->headers = kept;
	q->n_headers = n;
}

static bool fits(const struct route_param *p, struct str name)
{
	struct str want = str_of(p->name);
	return p->flags & PARAM_STARTS ? str_starts(name, want) : str_eq(name, want);
}

static bool listed(const struct route_param *list, struct str name, struct route_param *out)
{
	for (const struct route_param *p = list; p && p->name; p++)
		if (fits(p, name)) {
			*out = *p;
			return true;
		}
	return false;
}

static bool declared(const struct route_set *set, const struct http_req *q, struct str name,
	struct route_param *out)
{
	const struct route *r = q->route;
	*out = (struct route_param){0};
	return listed(r->params, name, out) || listed(set->common, name, out) ||
	       (r->declare && r->declare(q, name, out));
}

/* What is wrong with one list of pairs, or the empty view. */
static struct str check_pairs(
	const struct route_set *set, const struct http_req *q, const struct http_pairs *list)
{
	struct map seen = map_in(q->a);
	for (size_t i = 0; i < list->n; i++) {
		struct route_param p;
		const struct http_pair *f = &list->at[i];
		if (!declared(set, q, f->name, &p) || p.flags & PARAM_FILE)
			return form_err_text(FORM_UNDECLARED);
		if (f->value.n > (p.max ? p.max : PARAM_MAX))
			return str_fmt(q->a, "“%.*s”一项太长，最多 %u 字节，请缩短后重新提交。",
				STR_ARG(f->name), p.max ? p.max : PARAM_MAX);
		if (map_set(&seen, f->name, &seen) && !(p.flags & PARAM_MANY))
			return form_err_text(FORM_UNDECLARED);
	}
	return STR_NONE;
}

static struct str check_files(const struct route_set *set, const struct http_req *q)
{
	struct map seen = map_in(q->a);
	for (size_t i = 0; i < q->files.n; i++) {
		struct route_param p;
		const struct http_file *f = &q->files.at[i];
		if (!declared(set, q, f->field, &p) || !(p.flags & PARAM_FILE))
			return form_err_text(FORM_UNDECLARED);
		if (p.max && f->data.size > p.max)
			return str_fmt(q->a, "文件“%.*s”太大，最大 %u 兆字节。", STR_ARG(f->name),
				p.max >> 20);
		if (map_set(&seen, f->field, &seen) && !(p.flags & PARAM_MANY))
			return form_err_text(FORM_UNDECLARED);
	}
	return STR_NONE;
}

static struct str take_input(const struct route_set *set, struct http_req *q)
{
	enum form_err e = form_urlencoded(q->a, q->query, &q->params);
	if (e == FORM_OK && !(q->route->flags & ROUTE_RAW))
		e = form_read(q);
	if (e != FORM_OK)
		return form_err_text(e);
	struct str wrong = check_pairs(set, q, &q->params);
	if (wrong.n == 0)
		wrong = check_pairs(set, q, &q->fields);
	return wrong.n ? wrong : check_files(set, q);
}

static void set_allow(struct http_res *r, unsigned allowed)
{
	struct buf v = buf_in(r->a, 64);
	for (unsigned i = 0; i < VERB_OTHER; i++)
		if (allowed & 1u << i)
			buf_fmt(&v, "%s%s", v.n ? ", " : "", http_verb_name((enum http_verb)i));
	http_set(r, S("Allow"), buf_view(&v));
}

static struct str refusal(int status)
{
	if (status == 404)
		return S("没有这个页面，可能已经移动，请从首页重新进入。");
	if (status == 405)
		return S("这个地址不能这样访问，请从页面上的按钮进入。");
	return S("提交的内容太大，请压缩或分几次上传。");
}

void route_serve(const struct route_set *set, struct http_req *q, struct http_res *r, void *worker)
{
	if (q->route && q->route->flags & ROUTE_ANON)
		hide_sender(q);
	if (q->refused) {
		if (q->refused == 405)
			set_allow(r, q->allowed);
		set->fail(q, r, worker, q->refused, refusal(q->refused));
		return;
	}
	struct str wrong = take_input(set, q);
	if (wrong.n)
		set->fail(q, r, worker, 400, wrong);
	else
		q->route->fn(q, r, worker);
}

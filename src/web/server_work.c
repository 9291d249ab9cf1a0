/* server_work.c — what a worker does with one request: complete it, call the handler, send the
 * answer, hand the connection back. */
#include "base/bug.h"
#include "web/server_int.h"

#include <signal.h>
#include <unistd.h>

enum {
	WORK_MAX = 256 << 20, /* an arena's ceiling; reaching it aborts */
	OWN_MAX = 4 << 20,
	HEAD_ROOM = 24 * 1024,
	GZIP_MIN = 1400 /* below it an answer fits one packet anyway */
};

void server_worker_init(struct worker *w, struct server *s, int index)
{
	*w = (struct worker){.s = s, .index = index};
	w->own = arena_open(OWN_MAX);
	w->a = arena_open(WORK_MAX);
}

void server_worker_fini(struct worker *w)
{
	arena_close(w->a);
	arena_close(w->own);
}

static void complete(struct worker *w, struct conn *c)
{
	struct http_req *q = &c->req;
	struct http_pair *pairs = arena_array(w->a, c->parse.n_headers + 1u, sizeof *pairs);
	http_parse_req(&c->parse, pairs, q);
	q->a = w->a;
	q->body = conn_body_bytes(c);
}

static bool is_text(struct str type)
{
	return str_starts(type, S("text/")) || str_starts(type, S("application/json")) ||
	       str_starts(type, S("image/svg"));
}

static void pack(struct worker *w, const struct http_req *q, struct http_res *r)
{
	if (!w->s->o.gzip || r->gzipped || r->body.n < GZIP_MIN || !is_text(r->type))
		return;
	http_set(r, S("Vary"), S("Accept-Encoding"));
	if (!gzip_accepted(http_header(q, S("accept-encoding"))))
		return;
	if (w->gzip == NULL)
		w->gzip = gzip_in(w->own);
	struct buf out = buf_in(w->a, r->body.n);
	if (!gzip_pack(w->gzip, buf_view(&r->body), &out))
		return;
	r->body = out;
	r->gzipped = true;
}

static const char *date_of(struct worker *w)
{
	struct stamp now = clock_now(w->s->o.clock);
	if (now.ms / 1000 != w->date_at) {
		w->date_at = now.ms / 1000;
		http_date(now, w->date);
	}
	return w->date;
}

static bool has_file(const struct http_res *r)
{
	return r->file.fd >= 0 || r->file.mem.p != NULL;
}

static void drop_file(struct http_res *r)
{
	if (r->file.fd >= 0)
		close(r->file.fd);
	r->file = BYTES_NONE;
}

/* An answer that outgrew its ceiling is a bug of a page, not a reason to send half of it. */
static void check_size(struct http_res *r)
{
	if (!r->body.full && !r->head.full)
		return;
	drop_file(r);
	r->head = buf_in(r->a, r->head.ceiling);
	http_fail(r, 500, S("这一页太大，无法显示。请缩小查询范围后重试。"));
}

static uint64_t size_of(const struct http_res *r)
{
	return has_file(r) ? r->file.size : r->body.n;
}

static enum conn_sent send_answer(struct worker *w, struct conn *c, struct http_res *r)
{
	struct buf head = buf_in(w->a, HEAD_ROOM);
	bool keep = c->parse.keep_alive && !r->last &&
		    !atomic_load_explicit(&c->s->draining, memory_order_relaxed);
	c->out.last = !keep;
	http_write_head(&head, r, size_of(r), keep, date_of(w));
	AZ(head.full);
	if (!http_has_body(c->parse.verb, r->status)) {
		drop_file(r);
		r->body.n = 0;
	}
	return conn_out_send(c, buf_view(&head), buf_view(&r->body), r->file);
}

static void write_line(struct worker *w, const struct conn *c, const struct http_res *r,
	uint64_t bytes, int64_t began_us)
{
	const struct server_opt *o = &w->s->o;
	if (o->log == NULL)
		return;
	struct server_line line = {
		.verb = c->req.verb,
		.route = c->req.route,
		.status = r->status,
		.bytes = bytes,
		.wait_us = (uint32_t)(began_us - c->job.since_us),
		.work_us = (uint32_t)(clock_micros() - began_us),
		.peer = &c->req.peer,
	};
	o->log(&line, o->shared, w->state);
}

static int64_t write_until(const struct worker *w, const struct conn *c)
{
	return clock_micros() / 1000 + w->s->o.write_ms + conn_extra_ms(c->out.left);
}

enum conn_next server_answer(struct worker *w, struct conn *c)
{
	int64_t began = clock_micros();
	arena_reset(w->a);
	complete(w, c);
	struct http_res r = http_res_in(w->a);
	w->s->o.handle(&c->req, &r, w->s->o.shared, w->state);
	check_size(&r);
	pack(w, &c->req, &r);
	uint64_t bytes = size_of(&r);
	atomic_fetch_add_explicit(&w->s->n_requests, 1, memory_order_relaxed);
	enum conn_sent sent = send_answer(w, c, &r);
	write_line(w, c, &r, bytes, began);
	switch (sent) {
	case SENT_ALL:
		return conn_answered(c);
	case SENT_PART:
		c->until = write_until(w, c);
		conn_wait_out(c);
		return NEXT_NONE;
	case SENT_BROKEN:
		conn_drop(c);
		return NEXT_NONE;
	}
	BUG("send result");
}

/* The client sent its next request together with this one: to the end of the queue, so that nobody
 * is held up by a long line of them. */
static void queue_next(struct server *s, struct conn *c)
{
	static const uint64_t one = 1;
	if (!pool_push(&s->pool, &c->job, clock_micros()))
		conn_refuse(c, 503);
	else if (write(s->wake, &one, sizeof one) < 0)
		BUG("eventfd");
}

void *server_worker_main(void *worker)
{
	struct worker *w = worker;
	struct server *s = w->s;
	struct pool_job *job;
	sigset_t all;
	sigfillset(&all);
	AZ(pthread_sigmask(SIG_BLOCK, &all, NULL));
	if (s->o.init)
		w->state = s->o.init(s->o.shared, w->index);
	pool_sit(&s->pool, &w->seat);
	while ((job = pool_take(&s->pool, &w->seat, clock_micros)))
		if (server_answer(w, (struct conn *)job) == NEXT_WORK)
			queue_next(s, (struct conn *)job);
	pool_rise(&s->pool, &w->seat);
	if (s->o.fini)
		s->o.fini(w->state);
	return NULL;
}

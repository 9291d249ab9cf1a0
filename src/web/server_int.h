/* server_int.h — the server's own parts. Never leaves this folder. */
#ifndef WEB_SERVER_INT_H
#define WEB_SERVER_INT_H

#include "web/cap.h"
#include "web/conn.h"
#include "web/gzip.h"
#include "web/http_write.h"

/* One thread that answers requests (in --one mode there is a single one, without a thread). */
struct worker {
	struct server *s;
	int index;
	pthread_t thread;
	struct pool_seat seat;
	struct arena *own; /* for the worker's life */
	struct arena *a;   /* for one request */
	struct gzip *gzip; /* made when first needed */
	void *state;       /* of opt.init */
	int64_t date_at;   /* the second `date` was written for */
	char date[HTTP_DATE];
};

struct server {
	struct server_opt o;
	struct conn_shared shared;
	struct pool pool;
	struct worker *workers;
	int wake;    /* eventfd: stop, or look at the queue */
	char *slab;  /* o.connections blocks, touched as they are used */
	size_t high; /* blocks ever used */
	struct conn *free;
	struct cap *cap;
	_Atomic bool stopping;
	bool listening;
	int64_t now, sweep_at, trim_at, turn_at, drain_until; /* ms; the IO thread's */
	uint64_t trimmed; /* requests when memory was last given back */
	_Atomic uint64_t n_requests, n_accepted, n_timed_out;
	_Atomic int live;
};

/* server_work.c */
void server_worker_init(struct worker *w, struct server *s, int index);
void server_worker_fini(struct worker *w);
/* Answers the request of `c`; NEXT_WORK where the next one of that connection is there already. */
enum conn_next server_answer(struct worker *w, struct conn *c);
/* A worker thread: answers until the pool ends. */
void *server_worker_main(void *worker);

#endif

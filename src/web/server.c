/* server.c — see server.h. The IO thread: accepting, events, deadlines, draining. */
#include "base/bug.h"
#include "web/peer.h"
#include "web/server_int.h"

#include <errno.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	EVENTS = 256,
	ACCEPTS = 64, /* in one go */
	SWEEP_MS = 500,
	SWEEP_DRAIN_MS = 50,
	TRIM_MS = 10000,
	HALF_HEAD_MS = 2000, /* while draining, for requests that are not whole yet */
	SPARE_FILES = 256    /* descriptors beside the connections' */
};

static int usual(int given, int otherwise)
{
	return given > 0 ? given : otherwise;
}

static struct server_opt fill(const struct server_opt *given)
{
	struct server_opt o = *given;
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	o.workers = o.one ? 1 : usual(o.workers, 16);
	o.awake = usual(o.awake, cores > 0 ? (int)cores : 1);
	o.connections = usual(o.connections, 4096);
	o.per_address = usual(o.per_address, 256);
	o.queue = usual(o.queue, 1024);
	o.head_ms = usual(o.head_ms, 10000);
	o.body_ms = usual(o.body_ms, 60000);
	o.idle_ms = usual(o.idle_ms, 15000);
	o.write_ms = usual(o.write_ms, 60000);
	o.drain_ms = usual(o.drain_ms, 10000);
	AN(o.workers <= 256 && o.clock && o.admit && o.handle);
	return o;
}

static struct conn *slot(const struct server *s, size_t i)
{
	return (struct conn *)(void *)(s->slab + i * CONN_BLOCK);
}

static size_t slab_size(const struct server *s)
{
	return (size_t)s->o.connections * CONN_BLOCK;
}

/* Two descriptors for a connection that sends or receives a file. */
static void raise_files(int connections)
{
	struct rlimit now;
	rlim_t want = (rlim_t)connections * 2 + SPARE_FILES;
	if (getrlimit(RLIMIT_NOFILE, &now) || now.rlim_cur >= want)
		return;
	now.rlim_cur = now.rlim_max < want ? now.rlim_max : want;
	setrlimit(RLIMIT_NOFILE, &now);
}

struct server *server_open(struct arena *a, const struct server_opt *opt)
{
	struct server *s = arena_new(a, struct server);
	uint64_t seed;
	s->o = fill(opt);
	s->shared.o = &s->o;
	if (getrandom(&seed, sizeof seed, 0) != sizeof seed)
		return NULL;
	s->cap = cap_in(a, (size_t)s->o.connections, (uint32_t)s->o.per_address, seed);
	s->workers = arena_array(a, (size_t)s->o.workers, sizeof *s->workers);
	raise_files(s->o.connections);
	s->slab = mmap(NULL, slab_size(s), PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (s->slab == MAP_FAILED)
		return NULL;
	s->shared.epoll = epoll_create1(EPOLL_CLOEXEC);
	s->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	struct epoll_event e = {.events = EPOLLIN, .data.ptr = &s->wake};
	if (s->shared.epoll >= 0 && s->wake >= 0 &&
		epoll_ctl(s->shared.epoll, EPOLL_CTL_ADD, s->wake, &e) == 0) {
		pool_init(&s->pool, s->o.awake, s->o.queue);
		return s;
	}
	close(s->wake);
	close(s->shared.epoll);
	munmap(s->slab, slab_size(s));
	return NULL;
}

void server_close(struct server *s)
{
	if (s == NULL)
		return;
	pool_fini(&s->pool);
	close(s->wake);
	close(s->shared.epoll);
	munmap(s->slab, slab_size(s));
}

void server_stop(struct server *s)
{
	static const uint64_t one = 1;
	int saved = errno;
	atomic_store(&s->stopping, true);
	ssize_t n = write(s->wake, &one, sizeof one);
	(void)n; /* a full counter wakes as well */
	errno = saved;
}

struct server_stat server_stat(const struct server *s)
{
	return (struct server_stat){
		.requests = atomic_load(&s->n_requests),
		.accepted = atomic_load(&s->n_accepted),
		.refused = atomic_load(&s->shared.refused),
		.timed_out = atomic_load(&s->n_timed_out),
		.connections = atomic_load(&s->live),
		.queued = atomic_load(&s->pool.queued),
		.awake = atomic_load(&s->pool.awake),
	};
}

static void set_listening(struct server *s, bool on)
{
	if (s->listening == on)
		return;
	s->listening = on;
	for (size_t i = 0; i < s->o.n_listen; i++) {
		struct epoll_event e = {
			.events = EPOLLIN, .data.ptr = (void *)(uintptr_t)&s->o.listen[i]};
		epoll_ctl(s->shared.epoll, on ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, s->o.listen[i], &e);
	}
}

/* Refuses a socket that never becomes a connection. What it sent is read first, because closing
 * over unread bytes would take the answer away from it. */
static void refuse_socket(struct server *s, int fd, int status)
{
	char date[HTTP_DATE], unread[4096];
	struct arena *a = arena_open(64 * 1024);
	struct buf out = buf_in(a, HTTP_REFUSAL);
	http_date(clock_now(s->o.clock), date);
	http_write_refusal(&out, status, date);
	atomic_fetch_add_explicit(&s->shared.refused, 1, memory_order_relaxed);
	ssize_t n = recv(fd, unread, sizeof unread, MSG_DONTWAIT);
	if (n != 0)
		send(fd, out.p, out.n, MSG_NOSIGNAL | MSG_DONTWAIT);
	arena_close(a);
	close(fd);
}

static struct conn *take_slot(struct server *s)
{
	struct conn *c = s->free;
	if (c)
		s->free = c->next_free;
	else if (s->high < (size_t)s->o.connections)
		c = slot(s, s->high++);
	return c;
}

static void free_conn(struct server *s, struct conn *c)
{
	if (c->counted)
		cap_give(s->cap, &c->peer);
	conn_close(c);
	c->next_free = s->free;
	s->free = c;
	atomic_fetch_sub_explicit(&s->live, 1, memory_order_relaxed);
}

static bool is_gateway(const struct server *s, const struct http_peer *p)
{
	for (size_t i = 0; i < s->o.n_gateways; i++)
		if (peer_is_same(&s->o.gateways[i], p))
			return true;
	return false;
}

static void admit_socket(struct server *s, int fd, const struct http_peer *peer)
{
	bool counted = !is_gateway(s, peer);
	if (counted && !cap_take(s->cap, peer)) {
		refuse_socket(s, fd, 429);
		return;
	}
	struct conn *c = take_slot(s);
	if (c == NULL) {
		if (counted)
			cap_give(s->cap, peer);
		refuse_socket(s, fd, 503);
		return;
	}
	conn_open(c, &s->shared, fd, peer);
	c->counted = counted;
	atomic_fetch_add_explicit(&s->live, 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&s->n_accepted, 1, memory_order_relaxed);
	struct epoll_event e = {.events = EPOLLIN | EPOLLONESHOT, .data.ptr = c};
	if (epoll_ctl(s->shared.epoll, EPOLL_CTL_ADD, fd, &e))
		free_conn(s, c);
}

static void accept_some(struct server *s, int listening)
{
	for (int i = 0; i < ACCEPTS; i++) {
		struct sockaddr_storage from = {0};
		socklen_t n = sizeof from;
		int fd = accept4(
			listening, (struct sockaddr *)&from, &n, SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (fd >= 0) {
			struct http_peer peer = peer_of(&from);
			admit_socket(s, fd, &peer);
			continue;
		}
		if (errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS)
			set_listening(s, false); /* until the next sweep */
		if (errno != ECONNABORTED && errno != EINTR)
			return;
	}
}

static void run_here(struct server *s, struct conn *c)
{
	do
		c->job.since_us = clock_micros();
	while (server_answer(&s->workers[0], c) == NEXT_WORK);
}

static void handle_conn(struct server *s, struct conn *c)
{
	switch (conn_event(c)) {
	case NEXT_NONE:
		return;
	case NEXT_CLOSE:
		free_conn(s, c);
		return;
	case NEXT_WORK:
		if (s->o.one)
			run_here(s, c);
		else if (!pool_push(&s->pool, &c->job, clock_micros()))
			conn_refuse(c, 503);
		return;
	}
}

static void handle_event(struct server *s, void *ptr)
{
	uint64_t count;
	if (ptr == &s->wake) {
		ssize_t n = read(s->wake, &count, sizeof count);
		(void)n; /* only there to wake us */
		return;
	}
	for (size_t i = 0; i < s->o.n_listen; i++)
		if (ptr == &s->o.listen[i]) {
			accept_some(s, s->o.listen[i]);
			return;
		}
	handle_conn(s, ptr);
}

static bool is_draining(const struct server *s)
{
	return atomic_load_explicit(&s->shared.draining, memory_order_relaxed);
}

static void tell_late(const struct server *s, int fd)
{
	char date[HTTP_DATE];
	struct arena *a = arena_open(64 * 1024);
	struct buf out = buf_in(a, HTTP_REFUSAL);
	http_date(clock_now(s->o.clock), date);
	http_write_refusal(&out, 408, date);
	send(fd, out.p, out.n, MSG_NOSIGNAL | MSG_DONTWAIT);
	arena_close(a);
}

/* Only ever shuts down: the event that follows frees. */
static void sweep_conn(struct server *s, struct conn *c)
{
	int state = atomic_load_explicit(&c->state, memory_order_acquire);
	int64_t until = atomic_load_explicit(&c->deadline, memory_order_relaxed);
	if (state == CONN_FREE || state == CONN_WORK)
		return;
	if (is_draining(s) && state == CONN_IDLE) {
		shutdown(c->fd, SHUT_RD); /* a request already received is still read */
		return;
	}
	int64_t half = s->drain_until - s->o.drain_ms + HALF_HEAD_MS;
	if (is_draining(s) && state == CONN_READ && half < until)
		until = half;
	if (s->now < until)
		return;
	if (state == CONN_READ)
		tell_late(s, c->fd);
	atomic_fetch_add_explicit(&s->n_timed_out, 1, memory_order_relaxed);
	shutdown(c->fd, SHUT_RDWR);
}

/* What the busy times took is given back a few seconds later, if anything was done since. */
static void give_back(struct server *s)
{
	uint64_t requests = atomic_load_explicit(&s->n_requests, memory_order_relaxed);
	if (s->now < s->trim_at || requests == s->trimmed)
		return;
	s->trim_at = s->now + TRIM_MS;
	s->trimmed = requests;
	arena_trim();
}

static void sweep(struct server *s)
{
	if (s->now < s->sweep_at)
		return;
	s->sweep_at = s->now + (is_draining(s) ? SWEEP_DRAIN_MS : SWEEP_MS);
	for (size_t i = 0; i < s->high; i++)
		sweep_conn(s, slot(s, i));
	give_back(s);
	set_listening(s, !is_draining(s));
}

static void begin_drain(struct server *s)
{
	atomic_store_explicit(&s->shared.draining, true, memory_order_relaxed);
	set_listening(s, false);
	s->drain_until = s->now + s->o.drain_ms;
	s->sweep_at = s->now;
}

static bool takes_turns(const struct server *s)
{
	return s->o.one && s->o.turn && !is_draining(s);
}

static void take_turn(struct server *s)
{
	if (!takes_turns(s) || s->now < s->turn_at)
		return;
	int64_t wait = s->o.turn(s->o.turn_arg);
	s->now = clock_micros() / 1000;
	s->turn_at = s->now + wait;
}

static int wait_ms(const struct server *s)
{
	if (atomic_load_explicit(&s->pool.queued, memory_order_relaxed) > 0)
		return POOL_WAIT_MS;
	int64_t until = s->sweep_at;
	if (takes_turns(s) && s->turn_at < until)
		until = s->turn_at;
	return until > s->now ? (int)(until - s->now) : 0;
}

static int loop(struct server *s)
{
	struct epoll_event events[EVENTS];
	for (;;) {
		int n = epoll_wait(s->shared.epoll, events, EVENTS, wait_ms(s));
		if (n < 0 && errno != EINTR)
			return -errno;
		for (int i = 0; i < n; i++)
			handle_event(s, events[i].data.ptr);
		int64_t us = clock_micros();
		s->now = us / 1000;
		pool_tick(&s->pool, us);
		if (!is_draining(s) && atomic_load(&s->stopping))
			begin_drain(s);
		sweep(s);
		take_turn(s);
		if (is_draining(s) && (atomic_load(&s->live) == 0 || s->now >= s->drain_until))
			return 0;
	}
}

static void start_workers(struct server *s)
{
	for (int i = 0; i < s->o.workers; i++)
		server_worker_init(&s->workers[i], s, i);
	if (s->o.one) {
		if (s->o.init)
			s->workers[0].state = s->o.init(s->o.shared, 0);
		return;
	}
	for (int i = 0; i < s->o.workers; i++)
		AZ(pthread_create(&s->workers[i].thread, NULL, server_worker_main, &s->workers[i]));
}

static void end_workers(struct server *s)
{
	pool_end(&s->pool);
	for (int i = 0; i < s->o.workers && !s->o.one; i++)
		AZ(pthread_join(s->workers[i].thread, NULL));
	if (s->o.one && s->o.fini)
		s->o.fini(s->workers[0].state);
	for (int i = 0; i < s->o.workers; i++)
		server_worker_fini(&s->workers[i]);
}

/* sendfile() has no flag against SIGPIPE, so this thread blocks it, and takes what came before it
 * gives its mask back. */
static void take_pipe_signals(const sigset_t *before)
{
	static const struct timespec at_once = {0};
	sigset_t pipe_signal;
	sigemptyset(&pipe_signal);
	sigaddset(&pipe_signal, SIGPIPE);
	while (!sigismember(before, SIGPIPE) && sigtimedwait(&pipe_signal, NULL, &at_once) > 0)
		;
	AZ(pthread_sigmask(SIG_SETMASK, before, NULL));
}

int server_run(struct server *s)
{
	sigset_t pipe_signal, before;
	sigemptyset(&pipe_signal);
	sigaddset(&pipe_signal, SIGPIPE);
	AZ(pthread_sigmask(SIG_BLOCK, &pipe_signal, &before));
	s->now = clock_ticks();
	s->sweep_at = s->now + SWEEP_MS;
	start_workers(s);
	set_listening(s, true);
	int err = loop(s);
	set_listening(s, false);
	end_workers(s);
	for (size_t i = 0; i < s->high; i++)
		if (atomic_load(&slot(s, i)->state) != CONN_FREE)
			free_conn(s, slot(s, i));
	take_pipe_signals(&before);
	return err;
}

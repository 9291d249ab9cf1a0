/* writer.c — the one thread that writes: group commit.
 *
 * Jobs wait in a bounded queue. The writer takes what is there, runs each in a SAVEPOINT of one
 * transaction, commits once and only then answers all of them. A job that fails is undone alone.
 * If the engine throws the whole transaction away (full disk, failed commit, serialization
 * failure), every job of the batch runs once more in a transaction of its own, so that one bad job
 * cannot take others with it. Invariant: DB_OK is answered only after the commit is durable.
 *
 * Used for both engines: every change continues one chain of hashes (seal/), so writers are serial
 * in any case, and sharing the sync is what makes that quick. */
#include "store/db_int.h"

#include "base/bug.h"
#include "sys/clock.h"
#include "sys/log.h"

#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	QUEUE = 256,    /* callers beyond wait before they may queue */
	BATCH = 64,     /* jobs in one commit */
	BATCH_MS = 10,  /* no newcomers are let into a batch that runs longer */
	SLOW_MS = 1000, /* a job that holds the writer longer is named in the log */
	TRIES = 6,      /* of a job that meets DB_BUSY */
	RETRY_MS = 20,
};

struct job {
	enum db_code (*run)(struct db *w, void *arg);
	void *arg;
	enum db_code code;
	sem_t done;
	struct job *next;
};

struct writer {
	struct store *store;
	struct db *db;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t work, room;
	struct job *head, **tail;
	int n;
	bool stop;
};

/* Undoes one job; where even that fails, the whole transaction. */
static void undo_job(struct db *w, const struct ids *before)
{
	const struct driver *drv = w->store->drv;
	cache_settle(&w->cache);
	if (drv->in_tx(w) && drv->script(w, "ROLLBACK TO SAVEPOINT job; RELEASE SAVEPOINT job"))
		drv->script(w, "ROLLBACK");
	if (w->ids.end != before->end)
		ids_forget(&w->ids); /* the block was taken by what is undone */
}

/* As if its batch had been undone once. */
static void try_job(struct db *w, struct job *j)
{
	struct ids before = w->ids;
	w->failed = DB_OK;
	if (db_run(db_prep(w, "SAVEPOINT job")))
		return;
	j->run(w, j->arg);
	undo_job(w, &before);
}

static enum db_code run_job(struct db *w, struct job *j)
{
	if (w->store->twice)
		try_job(w, j);
	struct ids before = w->ids;
	w->failed = DB_OK;
	enum db_code c = db_run(db_prep(w, "SAVEPOINT job"));
	if (c)
		return c;
	int64_t t = clock_ticks();
	c = j->run(w, j->arg);
	/* A job cannot hide that a statement failed, nor blame a failing world on its data. */
	if (w->failed && (!c || w->failed != DB_CONSTRAINT))
		c = w->failed;
	t = clock_ticks() - t;
	if (t > SLOW_MS)
		log_warn("store", "a job held the writer for %lld ms", (long long)t);
	cache_settle(&w->cache); /* cursors end with the job */
	if (!c)
		c = db_run(db_prep(w, "RELEASE SAVEPOINT job"));
	if (c)
		undo_job(w, &before);
	return c;
}

static struct job *take(struct writer *w, bool wait)
{
	pthread_mutex_lock(&w->lock);
	while (wait && !w->head && !w->stop)
		pthread_cond_wait(&w->work, &w->lock);
	struct job *j = w->head;
	if (j) {
		w->head = j->next;
		if (!w->head)
			w->tail = &w->head;
		w->n--;
		pthread_cond_signal(&w->room);
	}
	pthread_mutex_unlock(&w->lock);
	return j;
}

/* After a lost connection, or the first time. */
static enum db_code connect(struct writer *w)
{
	enum db_code c = DB_OK;
	if (w->db && w->db->failed != DB_LOST)
		return DB_OK;
	db_close(w->db);
	w->db = db_open(w->store, true, &c);
	if (c) {
		log_error("store", "writer: %s: %s", db_code_name(c), w->db->message);
		w->db->failed = DB_LOST;
	}
	return c;
}

static void undo(struct db *db)
{
	cache_settle(&db->cache);
	if (db->store->drv->in_tx(db))
		db->store->drv->script(db, "ROLLBACK");
	ids_forget(&db->ids);
}

/* A connection that turns out to be gone is replaced: nothing was done on it yet. */
static enum db_code begin(struct writer *w)
{
	enum db_code c = connect(w);
	if (!c)
		c = db_fault(w->store);
	if (!c)
		c = w->store->drv->begin(w->db, true);
	if (c != DB_LOST || w->db->failed == DB_LOST)
		return c;
	w->db->failed = DB_LOST;
	c = connect(w);
	return c ? c : w->store->drv->begin(w->db, true);
}

/* Runs `batch` and whatever arrives meanwhile up to `room` jobs in one transaction that has begun.
 * The code is that of the transaction; each job that was undone alone has its own. */
static enum db_code run_batch(struct writer *w, struct job **batch, int *n, int room)
{
	enum db_code c = DB_OK;
	int64_t until = clock_ticks() + BATCH_MS;
	for (int i = 0; i < *n; i++) {
		batch[i]->code = run_job(w->db, batch[i]);
		if (!w->store->drv->in_tx(w->db) || w->db->failed == DB_LOST) {
			c = batch[i]->code ? batch[i]->code : DB_ERROR;
			break;
		}
		if (i + 1 == *n && *n < room && clock_ticks() < until) {
			batch[*n] = take(w, false);
			*n += batch[*n] != NULL;
		}
	}
	if (!c)
		c = search_flush(w->db);
	if (!c)
		c = db_run(db_prep(w->db, "COMMIT"));
	if (c)
		undo(w->db);
	if (c == DB_LOST)
		w->db->failed = DB_LOST;
	return c;
}

/* After a batch: a job that needed much room gives it back. */
static void settle(struct writer *w)
{
	if (!w->db->bulk)
		return;
	w->store->drv->wide(w->db, false);
	w->db->bulk = false;
}

static void answer(struct job *j, enum db_code c)
{
	if (c)
		j->code = c;
	sem_post(&j->done); /* the caller owns the job from here on */
}

static void pause_ms(int ms)
{
	nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000L}, NULL);
}

/* A job that another one spoiled, or that met a serialization failure. */
static void run_alone(struct writer *w, struct job *j)
{
	enum db_code c = DB_OK;
	for (int try = 0; try < TRIES; try++) {
		int n = 1;
		if (try)
			pause_ms(RETRY_MS << try);
		c = begin(w);
		if (c)
			break; /* the lock was waited for already */
		c = run_batch(w, &j, &n, 1);
		settle(w);
		if (c != DB_BUSY && (c || j->code != DB_BUSY))
			break;
	}
	answer(j, c);
}

static void *work(void *arg)
{
	struct writer *w = arg;
	struct job *batch[BATCH];
	while ((batch[0] = take(w, true))) {
		int n = 1;
		enum db_code none = begin(w);
		enum db_code c = none ? none : run_batch(w, batch, &n, BATCH);
		settle(w);
		for (int i = 0; i < n; i++) {
			/* A commit on a connection that broke may have happened: not twice. */
			bool again = c ? c != DB_LOST : batch[i]->code == DB_BUSY;
			if (again && !none)
				run_alone(w, batch[i]);
			else
				answer(batch[i], c);
		}
	}
	return NULL;
}

struct writer *writer_start(struct store *s, enum db_code *code, char why[static DB_MESSAGE])
{
	struct writer *w = calloc(1, sizeof *w);
	AN(w);
	w->store = s;
	w->tail = &w->head;
	w->db = db_open(s, true, code);
	if (*code) {
		memcpy(why, w->db->message, DB_MESSAGE);
		db_close(w->db);
		free(w);
		return NULL;
	}
	AZ(pthread_mutex_init(&w->lock, NULL));
	AZ(pthread_cond_init(&w->work, NULL));
	AZ(pthread_cond_init(&w->room, NULL));
	sigset_t all, old;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	AZ(pthread_create(&w->thread, NULL, work, w));
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return w;
}

void writer_stop(struct writer *w)
{
	if (!w)
		return;
	pthread_mutex_lock(&w->lock);
	w->stop = true;
	pthread_cond_signal(&w->work);
	pthread_mutex_unlock(&w->lock);
	AZ(pthread_join(w->thread, NULL));
	db_close(w->db);
	pthread_cond_destroy(&w->room);
	pthread_cond_destroy(&w->work);
	pthread_mutex_destroy(&w->lock);
	free(w);
}

enum db_code writer_run(struct writer *w, enum db_code (*job)(struct db *w, void *arg), void *arg)
{
	struct job j = {.run = job, .arg = arg};
	AZ(sem_init(&j.done, 0, 0));
	pthread_mutex_lock(&w->lock);
	while (w->n >= QUEUE)
		pthread_cond_wait(&w->room, &w->lock);
	*w->tail = &j;
	w->tail = &j.next;
	w->n++;
	pthread_cond_signal(&w->work);
	pthread_mutex_unlock(&w->lock);
	while (sem_wait(&j.done))
		;
	sem_destroy(&j.done);
	return j.code;
}

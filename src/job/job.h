/* job.h — work that nobody asks for at the moment it is done: openings, reminders, heads, mail.
 *
 * A job is a constant, one line in run/registry.c, and a function that does a bounded slice of work
 * and can be run twice: it looks at the records and does what is missing. Several processes may
 * tick over one database; a lease in the database lets one of them run a job at a time. A job that
 * fails is tried again, later each time, and never stops the others. Not for work somebody waits
 * for. TIME-29, docs/ARCHITECTURE.md section 6. */
#ifndef JOB_JOB_H
#define JOB_JOB_H

#include "core/world.h"
#include "sys/conf.h"

#include <signal.h>

struct job_run {
	struct ctx *cx; /* acts as the system; writes through ctx_write() */
	const struct conf *conf;
	struct db
		*side; /* a second reader, to say something while `cx->db` reads on; may be NULL */
	bool more;     /* set by the job: there is more to do, come back at once */
};

struct job {
	const char *name; /* [a-z.]+ */
	int every_s;      /* seconds between two runs, or 0 for a daily job … */
	int at_minute;    /* … that runs from this minute of the local day */
	enum flow_code (*run)(struct job_run *r);
	/* True where there is nothing to do; asked before the lease is taken, so a job may look
	 * often without writing each time. May be NULL. */
	bool (*idle)(struct db *db, struct stamp now);
	bool side; /* wants job_run.side */
};

/* The table of leases. */
extern const struct schema_part job_part;

/* The jobs of this folder. */
extern const struct job job_check, job_clean, job_follow, job_head, job_hook, job_mail, job_pause,
	job_remind, job_sweep, job_walk;

struct tick {
	const struct world *world;
	struct db *db; /* a reader of the world's store; replaced where it fails */
	const struct conf *conf;
	const struct job *const *jobs; /* NULL at the end */
	char holder[64];               /* who holds a lease: unique among processes */
};

/* Names the holder; the rest is the caller's. */
void tick_init(struct tick *t);
/* Runs every job that is due and free. Returns the milliseconds until the next one is due, between
 * 0 and a minute. */
int64_t tick_once(struct tick *t);
/* tick_once() until `*stop`; looks at it every half second. */
void tick_run(struct tick *t, const volatile sig_atomic_t *stop);

#endif

/* proc.h — child processes with a deadline.
 *
 * Waits for and ends processes that the caller started, by their id; sys/jail.h starts them.
 * Deadlines are readings of proc_now_ms(), a clock that no administrator can set back. */
#ifndef SYS_PROC_H
#define SYS_PROC_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct proc_end {
	bool late; /* the deadline passed and the process group was killed */
	int code;  /* exit code, or -1 where a signal ended it */
	int signal;
};

/* Milliseconds of the monotonic clock. */
int64_t proc_now_ms(void);
/* Milliseconds left until `deadline`, 0 to INT_MAX: what poll() takes. */
int proc_left_ms(int64_t deadline);
/* Waits for the child `pid`, the leader of its own process group, until `deadline`; then kills the
 * whole group. The child is reaped in every case. */
struct proc_end proc_wait(pid_t pid, int64_t deadline);

/* Descriptors 0 to 2 that whoever started us left closed become /dev/null: otherwise a file opened
 * later would get such a number, and be read as input or written into as output. First in main().
 */
void proc_keep_std(void);

/* This process gives way to the others of the machine from now on: people at their screens go
 * before the night's work that was missed. Where the system does not allow it nothing changes. */
void proc_give_way(void);

#endif

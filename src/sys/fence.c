/* fence.c — see fence.h. Called in a child with one thread; nothing here is shared. */
#include "sys/fence.h"

#include "base/bug.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MAX_OPEN_FILES = 32 };

struct fence_kernel fence_kernel(void)
{
	struct fence_kernel k = {0};
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	k.landlock = abi > 0 ? (int)abi : 0;
	k.seccomp = prctl(PR_GET_SECCOMP) >= 0;
	return k;
}

static void limit(int what, size_t n)
{
	struct rlimit r = {n, n};
	AZ(setrlimit((__rlimit_resource_t)what, &r));
}

void fence_room(const struct fence_room *room)
{
	AZ(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
	AZ(prctl(PR_SET_PDEATHSIG, SIGKILL));
	AZ(prctl(PR_SET_DUMPABLE, 0));
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_CPU, (size_t)room->cpu_s);
	limit(RLIMIT_FSIZE, room->file);
#ifndef __SANITIZE_ADDRESS__ /* the sanitizer reserves terabytes of address space */
	if (room->memory)
		limit(RLIMIT_AS, room->memory);
#endif
}

/* ---- files ---- */

#define READ_RIGHTS                                                                                \
	(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
/* Bits 0 to 12 of the first ABI; REFER (ABI 2) and TRUNCATE (ABI 3) follow it. */
#define ALL_RIGHTS(abi) ((1ULL << ((abi) >= 3 ? 15 : (abi) == 2 ? 14 : 13)) - 1)
/* Of these only some make sense for a file; Landlock refuses the others there. */
#define FILE_RIGHTS                                                                                \
	(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE |                               \
		LANDLOCK_ACCESS_FS_WRITE_FILE | (1ULL << 14))

static void open_path(int rules, const struct fence_path *p, __u64 all)
{
	int fd = open(p->path, O_PATH | O_CLOEXEC);
	if (fd < 0)
		return;
	__u64 rights = p->open == FENCE_WRITE ? all
		       : p->open == FENCE_SOCKET
			       ? LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_REMOVE_FILE
			       : READ_RIGHTS;
	struct landlock_path_beneath_attr at = {.allowed_access = rights, .parent_fd = fd};
	if (syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &at, 0) < 0) {
		at.allowed_access &= FILE_RIGHTS;
		AZ(syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &at, 0));
	}
	close(fd);
}

bool fence_files(const struct fence_path *paths, const char *own)
{
	int abi = fence_kernel().landlock;
	if (abi == 0)
		return false;
	__u64 all = ALL_RIGHTS(abi);
	struct landlock_ruleset_attr attr = {.handled_access_fs = all};
	int rules = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
	if (rules < 0)
		return false;
	for (; paths && paths->path; paths++)
		open_path(rules, paths, all);
	if (own)
		open_path(rules, &(struct fence_path){own, FENCE_WRITE}, all);
	bool ok = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	close(rules);
	return ok;
}

/* ---- system calls ---- */

/* What computing needs: memory, open descriptors, time, ending. */
static const int ALLOWED[] = {
	SCMP_SYS(read),
	SCMP_SYS(pread64),
	SCMP_SYS(readv),
	SCMP_SYS(write),
	SCMP_SYS(writev),
	SCMP_SYS(close),
	SCMP_SYS(lseek),
	SCMP_SYS(fstat),
	SCMP_SYS(newfstatat),
	SCMP_SYS(statx),
	SCMP_SYS(munmap),
	SCMP_SYS(mremap),
	SCMP_SYS(madvise),
	SCMP_SYS(brk),
	SCMP_SYS(futex),
	SCMP_SYS(getrandom),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(time),
	SCMP_SYS(sysinfo),
	SCMP_SYS(getpid),
	SCMP_SYS(gettid),
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(sigaltstack),
	SCMP_SYS(sched_yield),
	SCMP_SYS(sched_getaffinity),
	SCMP_SYS(getdents64),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
	SCMP_SYS(restart_syscall),
};

/* Nothing honest in the child calls these: the process is killed, so that it shows. */
static const int HOSTILE[] = {
	SCMP_SYS(execve),
	SCMP_SYS(execveat),
	SCMP_SYS(ptrace),
	SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev),
	SCMP_SYS(socket),
	SCMP_SYS(connect),
	SCMP_SYS(bpf),
	SCMP_SYS(mount),
	SCMP_SYS(unshare),
	SCMP_SYS(setns),
	SCMP_SYS(kill),
	SCMP_SYS(io_uring_setup),
};

static bool add(scmp_filter_ctx f, uint32_t action, int call, const struct scmp_arg_cmp *arg)
{
	return seccomp_rule_add_array(f, action, call, arg ? 1 : 0, arg) == 0;
}

/* Memory may not become code; files open for reading only; a signal only to oneself (abort). */
static bool add_conditions(scmp_filter_ctx f, bool may_open)
{
	struct scmp_arg_cmp no_exec = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
	struct scmp_arg_cmp self = SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid());
	struct scmp_arg_cmp read_only = SCMP_A2(
		SCMP_CMP_MASKED_EQ, O_ACCMODE | O_CREAT | O_TRUNC | O_TMPFILE, O_RDONLY);
	return add(f, SCMP_ACT_ALLOW, SCMP_SYS(mmap), &no_exec) &&
	       add(f, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), &no_exec) &&
	       add(f, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), &self) &&
	       (!may_open || add(f, SCMP_ACT_ALLOW, SCMP_SYS(openat), &read_only));
}

bool fence_compute_only(bool may_open)
{
	limit(RLIMIT_NOFILE, MAX_OPEN_FILES);
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	if (f == NULL)
		return false;
	bool ok = add_conditions(f, may_open);
	for (size_t i = 0; ok && i < NELEM(ALLOWED); i++)
		ok = add(f, SCMP_ACT_ALLOW, ALLOWED[i], NULL);
	for (size_t i = 0; ok && i < NELEM(HOSTILE); i++)
		ok = add(f, SCMP_ACT_KILL_PROCESS, HOSTILE[i], NULL);
	ok = ok && seccomp_load(f) == 0;
	seccomp_release(f);
	return ok;
}

bool fence_no_network(void)
{
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_ALLOW);
	if (f == NULL)
		return false;
	struct scmp_arg_cmp not_unix = SCMP_A0(SCMP_CMP_NE, AF_UNIX);
	bool ok = add(f, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), &not_unix) &&
		  add(f, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ptrace), NULL) &&
		  add(f, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(bpf), NULL) &&
		  add(f, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(io_uring_setup), NULL) &&
		  seccomp_load(f) == 0;
	seccomp_release(f);
	return ok;
}

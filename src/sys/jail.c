/* jail.c — see jail.h. Between fork() and the end of the child only the child's own memory is
 * touched; posix_spawn is used where the parent has threads. */
#include "sys/jail.h"

#include "base/bug.h"
#include "sys/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/single_threaded.h>
#include <sys/stat.h>
#include <unistd.h>

/* Exit codes of the child; anything else is a crash. */
enum { CHILD_DONE = 0, CHILD_FULL = 90, CHILD_BROKEN = 91 };

/* ---- the child ---- */

static void write_all(struct str s)
{
	while (s.n) {
		ssize_t n = write(STDOUT_FILENO, s.p, s.n);
		if (n < 0 && errno != EINTR)
			_exit(CHILD_BROKEN);
		if (n > 0)
			s = str_from(s, (size_t)n);
	}
}

static struct str map_input(void)
{
	struct stat st;
	if (fstat(STDIN_FILENO, &st) < 0 || !S_ISREG(st.st_mode))
		_exit(CHILD_BROKEN);
	if (st.st_size == 0)
		return S("");
	void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
	if (p == MAP_FAILED)
		_exit(CHILD_FULL);
	return str_n(p, (size_t)st.st_size);
}

static bool enter_folder(struct str *arg)
{
	char path[JAIL_ARG + 1] = {0};
	struct str folder = str_cut(arg, S("\n"));
	memcpy(path, folder.p, folder.n);
	return chdir(path) == 0;
}

static void shut_doors(const struct jail_job *job)
{
	bool files = fence_files(job->paths, job->program ? "." : NULL);
	if (job->program)
		fence_no_network();
	else
		fence_compute_only(files && job->paths);
}

/* Descriptors are in place: 0 the bytes, 1 the answer, 2 nothing. */
static _Noreturn void child(const struct jail_job *job, struct str arg)
{
	closefrom(STDERR_FILENO + 1);
	const struct fence_room room = {
		.memory = job->memory, .cpu_s = job->cpu_s, .file = job->file};
	fence_room(&room);
	if (job->program && !enter_folder(&arg))
		_exit(CHILD_BROKEN);
	struct str in = map_input();
	if (job->warm)
		job->warm(in);
	shut_doors(job);
	struct arena *a = arena_open(job->arena);
	struct buf out = buf_in(a, job->output);
	job->work(a, in, arg, &out);
	if (out.full)
		_exit(CHILD_FULL);
	write_all(buf_view(&out));
	_exit(CHILD_DONE);
}

_Noreturn void jail_main(const struct jail_job *job, const char *arg)
{
	child(job, str_of(arg));
}

/* ---- starting it ---- */

static void put_fd(int fd, int place)
{
	if (dup2(fd, place) < 0)
		_exit(CHILD_BROKEN);
}

/* Signals that a parent may handle and the child must not. */
static const int OURS[] = {
	SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGSYS};

static pid_t start_by_fork(const struct jail_job *job, int in, int out, struct str arg)
{
	pid_t pid = fork();
	if (pid != 0) {
		if (pid > 0)
			setpgid(pid, pid);
		return pid;
	}
	setpgid(0, 0);
	for (size_t i = 0; i < NELEM(OURS); i++)
		signal(OURS[i], SIG_DFL);
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	put_fd(in, STDIN_FILENO);
	put_fd(out, STDOUT_FILENO);
	put_fd(null, STDERR_FILENO);
	child(job, arg);
}

static pid_t start_anew(const struct jail_job *job, int in, int out, struct str arg)
{
	char word[JAIL_ARG + 1] = {0};
	/* A main() that does not hand over to the reader would run itself again, and again. */
	if (getenv("DUBAN_JAILED"))
		BUG("a jailed process starts another: main() lacks paper_child()");
	memcpy(word, arg.p, arg.n);
	char *const argv[] = {(char[]){"duban"}, (char *)(uintptr_t)job->verb, word, NULL};
	char *const env[] = {(char[]){"LC_ALL=C.UTF-8"}, (char[]){"DUBAN_JAILED=1"}, NULL};
	posix_spawn_file_actions_t act;
	posix_spawnattr_t attr;
	sigset_t all, none;
	sigfillset(&all);
	sigemptyset(&none);
	AZ(posix_spawn_file_actions_init(&act));
	AZ(posix_spawn_file_actions_adddup2(&act, in, STDIN_FILENO));
	AZ(posix_spawn_file_actions_adddup2(&act, out, STDOUT_FILENO));
	AZ(posix_spawn_file_actions_addopen(&act, STDERR_FILENO, "/dev/null", O_WRONLY, 0));
	AZ(posix_spawnattr_init(&attr));
	AZ(posix_spawnattr_setflags(
		&attr, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK));
	AZ(posix_spawnattr_setsigdefault(&attr, &all));
	AZ(posix_spawnattr_setsigmask(&attr, &none));
	pid_t pid;
	int err = posix_spawn(&pid, "/proc/self/exe", &act, &attr, argv, env);
	posix_spawn_file_actions_destroy(&act);
	posix_spawnattr_destroy(&attr);
	return err == 0 ? pid : -1;
}

/* ---- the parent ---- */

/* Reads until the child closes its end. False at the deadline or past the ceiling. */
static bool gather(int fd, int64_t deadline, struct buf *out)
{
	char piece[16384];
	for (;;) {
		struct pollfd p = {.fd = fd, .events = POLLIN};
		int ready = poll(&p, 1, proc_left_ms(deadline));
		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0)
			return false;
		ssize_t n = read(fd, piece, sizeof piece);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0;
		buf_put(out, piece, (size_t)n);
		if (out->full)
			return false;
	}
}

static enum jail_end judge(struct proc_end end, const struct buf *out)
{
	if (out->full || end.code == CHILD_FULL || end.signal == SIGABRT)
		return JAIL_MEMORY; /* an arena at its ceiling aborts */
	if (end.code == JAIL_EXIT_MISSING)
		return JAIL_NO_PROGRAM;
	if (end.late || end.signal == SIGXCPU || end.signal == SIGKILL)
		return JAIL_TIME;
	return end.code == CHILD_DONE ? JAIL_DONE : JAIL_CRASH;
}

enum jail_end jail_run(
	struct arena *a, const struct jail_job *job, int in, struct str arg, struct str *out)
{
	int ends[2];
	*out = STR_NONE;
	arg = str_first(arg, JAIL_ARG);
	if (pipe2(ends, O_CLOEXEC) < 0)
		return JAIL_START;
	int64_t deadline = proc_now_ms() + job->wall_ms;
	pid_t pid = __libc_single_threaded ? start_by_fork(job, in, ends[1], arg)
					   : start_anew(job, in, ends[1], arg);
	close(ends[1]);
	struct buf answer = buf_in(a, job->output);
	bool whole = pid > 0 && gather(ends[0], deadline, &answer);
	close(ends[0]);
	if (pid <= 0)
		return JAIL_START;
	if (!whole)
		deadline = 0;
	enum jail_end end = judge(proc_wait(pid, deadline), &answer);
	if (end == JAIL_DONE)
		*out = buf_view(&answer);
	return end;
}

int jail_file(struct str bytes)
{
	int fd = memfd_create("duban-file", MFD_CLOEXEC);
	while (fd >= 0 && bytes.n) {
		ssize_t n = write(fd, bytes.p, bytes.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			close(fd);
			return -1;
		}
		bytes = str_from(bytes, (size_t)n);
	}
	return fd;
}

struct str jail_missing(struct arena *a)
{
	struct fence_kernel k = fence_kernel();
	if (k.landlock && k.seccomp)
		return STR_NONE;
	return str_fmt(a,
		"本机内核缺少%s%s%s，解析外来文件时的隔离不完整；建议使用 5.13 以上内核并启用",
		k.landlock ? "" : " Landlock", k.landlock || k.seccomp ? "" : " 和",
		k.seccomp ? "" : " seccomp");
}

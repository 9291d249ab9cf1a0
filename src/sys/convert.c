/* convert.c — see convert.h. */
#include "sys/convert.h"

#include "sys/file.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDERS_OPEN = 16 };

/* ---- the child ---- */

_Noreturn void convert_become(
	struct str in, const char *name, const char *program, char *const *argv)
{
	char home[4096], set[4200];
	int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0 || file_put(fd, in) != FILE_OK || getcwd(home, sizeof home) == NULL)
		_exit(1);
	snprintf(set, sizeof set, "HOME=%s", home);
	char *const env[] = {set, (char[]){"PATH=/usr/local/bin:/usr/bin:/bin"},
		(char[]){"LC_ALL=C.UTF-8"}, (char[]){"TMPDIR=."}, NULL};
	execvpe(program, argv, env);
	_exit(errno == ENOENT ? JAIL_EXIT_MISSING : 1);
}

/* ---- the parent ---- */

static int forget(const char *path, const struct stat *st, int what, struct FTW *where)
{
	(void)st;
	(void)where;
	return what == FTW_DP || what == FTW_DNR ? rmdir(path) : unlink(path);
}

static bool make_folder(struct arena *a, char **out)
{
	const char *base = getenv("TMPDIR");
	*out = arena_fmt(a, "%s/duban-XXXXXX", base && *base ? base : "/tmp");
	return mkdtemp(*out) != NULL;
}

/* The program may have left anything; only a plain file of its own is taken. */
static int take_result(struct arena *a, const char *folder, const char *result)
{
	struct stat st;
	int fd = open(arena_fmt(a, "%s/%s", folder, result), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

enum convert_end convert_run(struct arena *a, const struct jail_job *job, int in, struct str arg,
	const char *result, int *out)
{
	char *folder;
	struct str ignored;
	if (!make_folder(a, &folder))
		return CONVERT_FAILED;
	struct str where = str_fmt(a, "%s\n%.*s", folder, STR_ARG(arg));
	enum jail_end end = jail_run(a, job, in, where, &ignored);
	*out = end == JAIL_DONE ? take_result(a, folder, result) : -1;
	nftw(folder, forget, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS);
	if (end == JAIL_NO_PROGRAM)
		return CONVERT_MISSING;
	if (end == JAIL_TIME)
		return CONVERT_LATE;
	return *out >= 0 ? CONVERT_DONE : CONVERT_FAILED;
}

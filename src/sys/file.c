/* file.c — see file.h. */
#include "sys/file.h"
#include "base/bug.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { PIECE = 64 * 1024 };

enum file_code file_code_of(int err)
{
	switch (err) {
	case ENOENT:
	case ENOTDIR:
		return FILE_MISSING;
	case EACCES:
	case EPERM:
	case EROFS:
		return FILE_DENIED;
	case EISDIR:
		return FILE_IS_DIR;
	case EFBIG:
		return FILE_TOO_BIG;
	case EEXIST:
		return FILE_EXISTS;
	case ENOSPC:
	case EDQUOT:
		return FILE_FULL;
	case ENOSYS:
		return FILE_NO_PROC;
	default:
		return FILE_IO;
	}
}

static const struct {
	const char *zh, *en;
} why[] = {
	[FILE_OK] = {"成功", "done"},
	[FILE_MISSING] = {"没有这个文件或文件夹，请检查路径",
		"no such file or folder: check the path"},
	[FILE_DENIED] = {"没有权限，请换一个位置，或请管理员授权",
		"not permitted: use another place or ask for access"},
	[FILE_IS_DIR] = {"这不是一个普通文件，请给出文件的路径",
		"not a regular file: give the path of one"},
	[FILE_TOO_BIG] = {"文件太大，请拆分后再试", "too large: split it and try again"},
	[FILE_EXISTS] = {"已经存在，不会覆盖；请换一个名字，或先移走原文件",
		"exists and will not be overwritten: choose another name or move it away"},
	[FILE_FULL] = {"磁盘已满，请先清理空间", "disk full: free some space first"},
	[FILE_NO_PROC] = {"系统没有挂载 /proc，请挂载后再试",
		"/proc is not mounted: mount it and try again"},
	[FILE_IO] = {"读写失败，请检查磁盘", "reading or writing failed: check the disk"},
};

const char *file_why(enum file_code c, bool en)
{
	AN((unsigned)c < NELEM(why));
	return en ? why[c].en : why[c].zh;
}

ssize_t file_get(int fd, char *p, size_t n)
{
	ssize_t got;
	do
		got = read(fd, p, n);
	while (got < 0 && errno == EINTR);
	return got;
}

static enum file_code read_all(struct arena *a, int fd, size_t ceiling, struct str *out)
{
	struct stat st;
	if (fstat(fd, &st) != 0)
		return file_code_of(errno);
	if (S_ISDIR(st.st_mode))
		return FILE_IS_DIR;
	if (S_ISREG(st.st_mode) && (uint64_t)st.st_size > ceiling)
		return FILE_TOO_BIG;
	/* One byte more than expected, so that the end is seen without growing. */
	size_t n = 0, room = S_ISREG(st.st_mode) ? (size_t)st.st_size + 1 : PIECE;
	char *p = arena_get(a, room + 1);
	for (;;) {
		ssize_t got = file_get(fd, p + n, room - n);
		if (got < 0)
			return file_code_of(errno);
		if (got == 0)
			break;
		n += (size_t)got;
		if (n > ceiling)
			return FILE_TOO_BIG;
		if (n == room) {
			p = arena_grow(a, p, room + 1, room * 2 + 1);
			room *= 2;
		}
	}
	p[n] = '\0';
	*out = str_n(p, n);
	return FILE_OK;
}

enum file_code file_read(struct arena *a, const char *path, size_t ceiling, struct str *out)
{
	if (strcmp(path, "-") == 0)
		return read_all(a, STDIN_FILENO, ceiling, out);
	/* O_NONBLOCK: a pipe without a writer must not hang the program. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return file_code_of(errno);
	enum file_code c = read_all(a, fd, ceiling, out);
	close(fd);
	return c;
}

enum file_code file_put(int fd, struct str bytes)
{
	while (bytes.n) {
		ssize_t n = write(fd, bytes.p, bytes.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return file_code_of(errno);
		bytes = str_from(bytes, (size_t)n);
	}
	return FILE_OK;
}

/* The folder of `path`, opened; the rename in it is durable only after its fsync. */
static int open_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	if (slash == NULL)
		return open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	size_t n = slash == path ? 1 : (size_t)(slash - path);
	char dir[4096];
	if (n >= sizeof dir) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(dir, path, n);
	dir[n] = '\0';
	return open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static enum file_code begin(struct file_new *f, const char *path, bool fresh)
{
	struct stat st;
	f->fd = -1;
	f->fresh = fresh;
	if (fresh && lstat(path, &st) == 0)
		return FILE_EXISTS;
	f->fd = mkostemp(f->temp, O_CLOEXEC);
	return f->fd < 0 ? file_code_of(errno) : FILE_OK;
}

enum file_code file_new_begin(struct file_new *f, struct arena *a, const char *path, bool fresh)
{
	f->path = arena_copy(a, path, strlen(path));
	f->temp = arena_fmt(a, "%s.new-XXXXXX", path);
	return begin(f, path, fresh);
}

void file_new_drop(struct file_new *f)
{
	if (f->fd < 0)
		return;
	close(f->fd);
	unlink(f->temp);
	f->fd = -1;
}

static int sync_folder(const char *path)
{
	int dir = open_folder(path);
	if (dir < 0)
		return -1;
	int rc = fsync(dir);
	close(dir);
	return rc;
}

/* Gives the file its name. A fresh one takes nobody's place, also not that of one who was quicker;
 * where the file system cannot promise it, begin() has looked. */
static int give_name(const struct file_new *f)
{
	if (!f->fresh)
		return rename(f->temp, f->path);
	int rc = renameat2(AT_FDCWD, f->temp, AT_FDCWD, f->path, RENAME_NOREPLACE);
	return rc != 0 && errno == EINVAL ? rename(f->temp, f->path) : rc;
}

enum file_code file_new_commit(struct file_new *f)
{
	AN(f->fd >= 0);
	if (fsync(f->fd) != 0 || give_name(f) != 0) {
		enum file_code c = file_code_of(errno);
		file_new_drop(f);
		return c;
	}
	close(f->fd);
	f->fd = -1;
	return sync_folder(f->path) == 0 ? FILE_OK : file_code_of(errno);
}

static enum file_code write_whole(const char *path, struct str bytes, mode_t mode, bool fresh)
{
	struct arena *a = arena_open(64 * 1024 + 4 * strlen(path));
	struct file_new f;
	enum file_code c = file_new_begin(&f, a, path, fresh);
	if (c == FILE_OK && fchmod(f.fd, mode) != 0)
		c = file_code_of(errno);
	if (c == FILE_OK)
		c = file_put(f.fd, bytes);
	if (c == FILE_OK)
		c = file_new_commit(&f);
	else
		file_new_drop(&f);
	arena_close(a);
	return c;
}

enum file_code file_write(const char *path, struct str bytes, mode_t mode)
{
	return write_whole(path, bytes, mode, false);
}

enum file_code file_write_new(const char *path, struct str bytes, mode_t mode)
{
	return write_whole(path, bytes, mode, true);
}

int file_temp(const char *dir)
{
	const char *env = getenv("TMPDIR");
	char name[4096];
	if (dir == NULL)
		dir = env && *env ? env : "/tmp";
	int fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL))
		return fd;
	/* The file system has no unnamed files: take a name and give it back at once. */
	if ((size_t)snprintf(name, sizeof name, "%s/duban-XXXXXX", dir) >= sizeof name) {
		errno = ENAMETOOLONG;
		return -1;
	}
	fd = mkostemp(name, O_CLOEXEC);
	if (fd >= 0)
		unlink(name);
	return fd;
}

int64_t file_room(const char *path)
{
	struct statvfs v;
	int dir = open_folder(path);
	if (dir < 0)
		return -1;
	int rc = fstatvfs(dir, &v);
	close(dir);
	return rc == 0 ? (int64_t)(v.f_bavail * v.f_frsize) : -1;
}

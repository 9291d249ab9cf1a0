/* bytes.c — see bytes.h. */
#include "web/bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { COPY_STEP = 64 * 1024 };

struct bytes bytes_of(struct str mem)
{
	return (struct bytes){.mem = mem, .fd = -1, .size = mem.n};
}

int64_t bytes_read(const struct bytes *b, uint64_t at, void *to, size_t n)
{
	if (at >= b->size)
		return 0;
	if (n > b->size - at)
		n = (size_t)(b->size - at);
	if (b->fd < 0) {
		memcpy(to, b->mem.p + at, n);
		return (int64_t)n;
	}
	size_t got = 0;
	while (got < n) {
		ssize_t r = pread(b->fd, (char *)to + got, n - got, (off_t)(b->at + at + got));
		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0) /* also a file shorter than promised */
			return -1;
		got += (size_t)r;
	}
	return (int64_t)got;
}

bool bytes_all(const struct bytes *b, struct arena *a, size_t ceiling, struct str *out)
{
	if (b->size > ceiling)
		return false;
	if (b->fd < 0) {
		*out = b->mem;
		return true;
	}
	char *p = arena_get(a, (size_t)b->size + 1);
	if (bytes_read(b, 0, p, (size_t)b->size) != (int64_t)b->size)
		return false;
	*out = str_n(p, (size_t)b->size);
	return true;
}

/* File systems without O_TMPFILE get a named file that is unlinked at once. */
static int temp_named(const char *dir)
{
	char path[256];
	size_t n = strlen(dir);
	if (n + sizeof "/duban-XXXXXX" > sizeof path)
		return -ENAMETOOLONG;
	memcpy(path, dir, n);
	memcpy(path + n, "/duban-XXXXXX", sizeof "/duban-XXXXXX");
	int fd = mkostemp(path, O_CLOEXEC);
	if (fd < 0)
		return -errno;
	unlink(path);
	return fd;
}

int bytes_temp(const char *dir)
{
	int fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600);
	if (fd >= 0)
		return fd;
	if (errno == EOPNOTSUPP || errno == EISDIR)
		return temp_named(dir);
	return -errno;
}

static int write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t w = write(fd, p, n);
		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0)
			return -errno;
		p += w;
		n -= (size_t)w;
	}
	return 0;
}

int bytes_copy(const struct bytes *b, const char *dir)
{
	int fd = bytes_temp(dir);
	if (fd < 0)
		return fd;
	char step[COPY_STEP];
	int err = 0;
	for (uint64_t at = 0; at < b->size && err == 0;) {
		int64_t n = bytes_read(b, at, step, sizeof step);
		err = n <= 0 ? -EIO : write_all(fd, step, (size_t)n);
		at += n > 0 ? (uint64_t)n : 0;
	}
	if (err == 0 && lseek(fd, 0, SEEK_SET) != 0)
		err = -errno;
	if (err == 0)
		return fd;
	close(fd);
	return err;
}

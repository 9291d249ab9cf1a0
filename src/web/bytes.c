/* bytes.c — see bytes.h. */
#include "web/bytes.h"
#include "sys/file.h"

#include <errno.h>
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

int bytes_copy(const struct bytes *b, const char *dir)
{
	int fd = file_temp(dir);
	if (fd < 0)
		return -errno;
	char step[COPY_STEP];
	int err = 0;
	for (uint64_t at = 0; at < b->size && err == 0;) {
		int64_t n = bytes_read(b, at, step, sizeof step);
		if (n <= 0 || file_put(fd, str_n(step, (size_t)n)) != FILE_OK)
			err = -EIO;
		else
			at += (uint64_t)n;
	}
	if (err == 0 && lseek(fd, 0, SEEK_SET) != 0)
		err = -errno;
	if (err == 0)
		return fd;
	close(fd);
	return err;
}

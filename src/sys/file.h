/* file.h — files as a whole: read one under a ceiling, replace one atomically, borrow a temporary
 * one. Not for attachments (store/blob) nor for uploads in progress (web/). */
#ifndef SYS_FILE_H
#define SYS_FILE_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum file_code {
	FILE_OK = 0,
	FILE_MISSING, /* no such file or folder */
	FILE_DENIED,  /* not allowed */
	FILE_IS_DIR,  /* a folder where a file is needed, or not a regular file */
	FILE_TOO_BIG, /* above the ceiling */
	FILE_EXISTS,  /* would overwrite */
	FILE_FULL,    /* disk or quota full */
	FILE_NO_PROC, /* /proc, under which files without a name are found, is not there */
	FILE_IO,      /* anything else */
};

/* What an errno of a call about files means. */
enum file_code file_code_of(int err);

/* What happened and what to do, for the user: Chinese, or English where `en`. */
const char *file_why(enum file_code c, bool en);

/* The whole file into `a` (NUL-terminated behind the view). "-" is standard input. */
enum file_code file_read(struct arena *a, const char *path, size_t ceiling, struct str *out);

/* Replaces `path` by `bytes`: readers see the old file or the new one, never a part, also after a
 * power cut (written beside it, fsync, rename, fsync of the folder). `mode` as for open(2). */
enum file_code file_write(const char *path, struct str bytes, mode_t mode);

/* The same for a file that must not be there yet: FILE_EXISTS where it is. Of several who write it
 * at the same moment one succeeds. */
enum file_code file_write_new(const char *path, struct str bytes, mode_t mode);

/* The same for output that is produced piece by piece. */
struct file_new {
	int fd; /* write here */
	char *path, *temp;
	bool fresh;
};
/* Begins; names live in `a`. With `fresh` an existing `path` is refused, at once and at the end. */
enum file_code file_new_begin(struct file_new *f, struct arena *a, const char *path, bool fresh);
/* Makes it durable and visible. On failure nothing is left behind. */
enum file_code file_new_commit(struct file_new *f);
/* Gives up: nothing is left behind. */
void file_new_drop(struct file_new *f);

/* Writes all of `bytes`, however many calls it takes. */
enum file_code file_put(int fd, struct str bytes);
/* As read(2), but no signal interrupts it. */
ssize_t file_get(int fd, char *p, size_t n);

/* An open temporary file without a name in `dir` (NULL: TMPDIR or /tmp); it vanishes with the
 * descriptor. -1 with errno on failure. */
int file_temp(const char *dir);

/* Bytes free for an ordinary user where `path` is (or would be); -1 where it cannot be told. */
int64_t file_room(const char *path);

#endif

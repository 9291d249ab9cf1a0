/* bytes.h — bytes in memory, or in a part of an unnamed temporary file, behind one face.
 *
 * Uploads and downloads may be larger than memory; a handler that only wants to read them need not
 * know where they lie. The descriptor belongs to the request or answer that holds it. */
#ifndef WEB_BYTES_H
#define WEB_BYTES_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct bytes {
	struct str mem; /* where fd is -1 */
	int fd;
	uint64_t at, size; /* the part of fd; size is mem.n where the bytes are in memory */
};
#define BYTES_NONE ((struct bytes){.fd = -1})

struct bytes bytes_of(struct str mem);
/* Up to `n` bytes from offset `at`; the number read, 0 at the end, -1 when the disk fails. */
int64_t bytes_read(const struct bytes *b, uint64_t at, void *to, size_t n);
/* All of it in memory; false above `ceiling` or when the disk fails. */
bool bytes_all(const struct bytes *b, struct arena *a, size_t ceiling, struct str *out);
/* A fresh unnamed temporary file holding exactly these bytes, rewound; the caller closes it. `dir`
 * as for file_temp(). -errno when the disk fails. For the jailed reader, which must not see the
 * rest of the request. */
int bytes_copy(const struct bytes *b, const char *dir);

#endif

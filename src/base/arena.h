/* arena.h — memory that belongs to one unit of work.
 *
 * Every request, command and job owns one arena; everything it allocates dies together with
 * arena_reset() or arena_close(). Nothing above base/, sys/ and store/ calls malloc. An arena has a
 * ceiling: reaching it, or the machine having no memory, aborts (crash-only), so callers never see
 * NULL. Not thread-safe: an arena belongs to the thread that runs the unit of work.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

/* A new arena that may hold up to `ceiling` bytes in all. Owned by the caller; never NULL. */
struct arena *arena_open(size_t ceiling);
/* Frees the arena and everything in it. NULL is allowed. */
void arena_close(struct arena *a);
/* Forgets everything; keeps the first block for the next unit of work. */
void arena_reset(struct arena *a);

/* `n` bytes, aligned for any type, zeroed. */
void *arena_get(struct arena *a, size_t n);
/* `count` elements of `size` bytes, zeroed; aborts on multiplication overflow. */
void *arena_array(struct arena *a, size_t count, size_t size);
/* A copy of `n` bytes of `p` followed by a NUL. */
char *arena_copy(struct arena *a, const void *p, size_t n);
/* A formatted, NUL-terminated string. */
char *arena_fmt(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Grows the block `p` of `old` bytes to `now` bytes: in place where it is the newest, otherwise a
 * copy. The new part is zeroed. `p` may be NULL when `old` is 0. */
void *arena_grow(struct arena *a, void *p, size_t old, size_t now);
/* Gives the system back what closed arenas of the whole process used. Takes milliseconds. */
void arena_trim(void);
/* Bytes handed out since the last reset. */
size_t arena_used(const struct arena *a);

#define arena_new(a, type) ((type *)arena_get((a), sizeof(type)))

#endif

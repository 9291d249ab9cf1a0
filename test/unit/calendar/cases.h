/* cases.h — cases as text: rows of tab-separated cells; lines that begin with # are comments. */
#ifndef TEST_CASES_H
#define TEST_CASES_H

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"

#include <stdio.h>
#include <stdlib.h>

enum { CASE_CELLS = 8 };

struct case_row {
	int line;
	struct str cell[CASE_CELLS];
};
struct cases {
	struct case_row *at;
	size_t n, room;
};

/* The whole file, named from the repository's root. Ends the test where it cannot be read. */
static inline struct str cases_bytes(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f) {
		perror(path);
		exit(2);
	}
	size_t room = 4 << 20;
	char *p = arena_get(a, room);
	size_t n = fread(p, 1, room, f);
	fclose(f);
	return str_n(p, n);
}

static inline struct cases cases_read(struct arena *a, const char *path)
{
	struct cases t = {0};
	struct str rest = cases_bytes(a, path);
	for (int line = 1; rest.n; line++) {
		struct str row = str_cut(&rest, S("\n"));
		if (!row.n || row.p[0] == '#')
			continue;
		struct case_row *r = vec_add(a, &t);
		r->line = line;
		for (int i = 0; i < CASE_CELLS && row.n; i++)
			r->cell[i] = str_cut(&row, S("\t"));
	}
	return t;
}

#endif

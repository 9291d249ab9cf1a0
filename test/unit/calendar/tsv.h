/* tsv.h — cases as text: rows of tab-separated cells; lines that begin with # are comments. */
#ifndef TEST_TSV_H
#define TEST_TSV_H

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"

#include <stdio.h>
#include <stdlib.h>

enum { TSV_CELLS = 8 };

struct tsv_row {
	int line;
	struct str cell[TSV_CELLS];
};
struct tsv {
	struct tsv_row *at;
	size_t n, room;
};

/* The whole file, named from the repository's root. Ends the test where it cannot be read. */
static inline struct str tsv_bytes(struct arena *a, const char *path)
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

static inline struct tsv tsv_read(struct arena *a, const char *path)
{
	struct tsv t = {0};
	struct str rest = tsv_bytes(a, path);
	for (int line = 1; rest.n; line++) {
		struct str row = str_cut(&rest, S("\n"));
		if (!row.n || row.p[0] == '#')
			continue;
		struct tsv_row *r = vec_add(a, &t);
		r->line = line;
		for (int i = 0; i < TSV_CELLS && row.n; i++)
			r->cell[i] = str_cut(&row, S("\t"));
	}
	return t;
}

#endif

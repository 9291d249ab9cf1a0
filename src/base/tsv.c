/* tsv.c — see tsv.h. */
#include "base/tsv.h"
#include "base/bug.h"

/* Splits the next line that counts; the number of its cells, 0 at the end, -1 where too many. */
static int split_line(struct tsv *t)
{
	struct str line = STR_NONE;
	while (t->rest.n) {
		line = str_cut(&t->rest, S("\n"));
		t->line++;
		if (str_trim(line).n && line.p[0] != '#')
			break;
		line = STR_NONE;
	}
	int n = 0;
	bool more = line.n > 0;
	while (more) {
		if (n == TSV_COLUMNS)
			return -1;
		more = str_has(line, S("\t"));
		t->cells[n++] = str_trim(str_cut(&line, S("\t")));
	}
	return n;
}

static int find(const struct tsv *t, struct str name)
{
	for (int i = 0; i < t->n_cells; i++)
		if (str_eq(t->cells[i], name))
			return i;
	return -1;
}

bool tsv_open(struct tsv *t, struct arena *a, struct str text, const char *const *wanted)
{
	*t = (struct tsv){.a = a, .rest = text};
	if (str_starts(text, S("\xEF\xBB\xBF")))
		t->rest = str_from(text, 3);
	t->n_cells = split_line(t);
	for (; *wanted; wanted++) {
		AN(t->n_wanted < TSV_COLUMNS);
		int at = find(t, str_of(*wanted));
		if (at < 0) {
			t->why = str_fmt(a, "表头里没有“%s”这一列", *wanted);
			return false;
		}
		t->at[t->n_wanted++] = at;
	}
	return true;
}

bool tsv_next(struct tsv *t)
{
	int n = split_line(t);
	if (n == 0 || t->why.n)
		return false;
	if (n != t->n_cells) {
		t->why = str_fmt(t->a, "第 %d 行的格数与表头（%d 格）不同", t->line, t->n_cells);
		return false;
	}
	return true;
}

struct str tsv_cell(const struct tsv *t, int i)
{
	AN(i >= 0 && i < t->n_wanted);
	return t->cells[t->at[i]];
}

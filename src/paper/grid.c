/* grid.c — see grid.h. */
#include "paper/grid.h"

#include "paper/limits.h"

struct grid grid_in(struct draft *d)
{
	return (struct grid){.d = d};
}

static struct grid_row *last_row(struct grid *g)
{
	return g->rows.n ? &g->rows.at[g->rows.n - 1] : NULL;
}

void grid_row(struct grid *g)
{
	if (g->rows.n < LIMIT_LINES)
		*vec_add(g->d->a, &g->rows) = (struct grid_row){0};
}

void grid_skip(struct grid *g, int n)
{
	struct grid_row *row = last_row(g);
	if (row && n > 0 && n <= LIMIT_COLUMNS - row->col)
		row->col += n;
}

void grid_cell(struct grid *g, const struct grid_cell *c)
{
	struct grid_row *row = last_row(g);
	if (row == NULL || g->d->error.n)
		return;
	if (c->span > LIMIT_COLUMNS - row->col || ++g->n_cells > LIMIT_CELLS) {
		draft_fail(g->d, S("表格太大（超过 60 万格或 256 列），读取已停止。"
				   "请删去无关的行列或拆成几份再导入。"));
		return;
	}
	struct grid_cell *to = vec_add(g->d->a, &row->cells);
	*to = *c;
	to->col = row->col;
	row->col += c->span;
}

void grid_drop_row(struct grid *g)
{
	if (g->rows.n)
		g->rows.n--;
}

/* as_above and as_left filled in from the cells they continue. */
static void fill(struct grid *g)
{
	struct str above[LIMIT_COLUMNS] = {0};
	for (size_t i = 0; i < g->rows.n; i++) {
		struct grid_row *row = &g->rows.at[i];
		for (size_t k = 0; k < row->cells.n; k++) {
			struct grid_cell *c = &row->cells.at[k];
			if (c->as_left && k)
				c->text = c[-1].text;
			else if (c->as_above && above[c->col].n)
				c->text = above[c->col];
			for (int col = c->col; col < c->col + c->span; col++)
				above[col] = c->text;
		}
	}
}

/* For every grid column whether some cell begins there. */
static void find_starts(const struct grid *g, bool *starts)
{
	for (size_t i = 0; i < g->rows.n; i++)
		for (size_t k = 0; k < g->rows.at[i].cells.n; k++)
			starts[g->rows.at[i].cells.at[k].col] = true;
}

static void put_row(struct grid *g, const struct grid_row *row, const bool *starts)
{
	struct str out[LIMIT_COLUMNS];
	int n = 0, col = 0;
	if (row->cells.n == 1 && row->cells.at[0].col == 0) {
		draft_row(g->d, &row->cells.at[0].text, 1);
		return;
	}
	for (size_t k = 0; k < row->cells.n; k++) {
		const struct grid_cell *c = &row->cells.at[k];
		for (; col < c->col; col++)
			if (starts[col])
				out[n++] = S("");
		for (; col < c->col + c->span; col++)
			if (starts[col])
				out[n++] = c->text;
	}
	draft_row(g->d, out, n);
}

void grid_end(struct grid *g)
{
	bool starts[LIMIT_COLUMNS] = {0};
	if (g->rows.n == 1 && g->rows.at[0].cells.n == 1) {
		draft_para(g->d, g->rows.at[0].cells.at[0].text, false);
		return;
	}
	fill(g);
	find_starts(g, starts);
	draft_table(g->d);
	for (size_t i = 0; i < g->rows.n; i++)
		put_row(g, &g->rows.at[i], starts);
}

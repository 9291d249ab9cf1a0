/* part.c — the tables of store/ itself: version, ids. */
#include "store/schema.h"

#include "base/bug.h"

static const struct schema_col version_cols[] = {
	{"number", COL_INT, COL_KEY, NULL},
};
static const struct schema_col id_cols[] = {
	{"next", COL_INT, COL_KEY, NULL},
};

static const struct schema_table tables[] = {
	{.name = "store_version", .cols = version_cols, .n_cols = NELEM(version_cols)},
	{.name = "store_id", .cols = id_cols, .n_cols = NELEM(id_cols)},
};

#define FIRST_ID "INSERT INTO store_id (next) VALUES (1);\n"

const struct schema_part store_part = {
	.name = "store",
	.tables = tables,
	.n_tables = NELEM(tables),
	.sqlite = FIRST_ID,
	.pg = FIRST_ID,
};

/* tables.c — see tables.h. */
#include "core/tables.h"
#include "base/bug.h"

static const struct schema_col unit_up_cols[] = {
	{"unit", COL_RID, COL_KEY, NULL},
	{"anc", COL_RID, COL_KEY, NULL},
};
static const struct schema_index unit_up_index[] = {{.cols = {"anc", "unit"}}};

static const struct schema_col code_cols[] = {
	{"code_set", COL_TEXT, COL_KEY, NULL}, {"code", COL_TEXT, COL_KEY, NULL},
	{"label", COL_TEXT, COL_NOT_NULL, NULL}, {"sort", COL_INT, COL_NOT_NULL, NULL},
	{"note", COL_TEXT, 0, NULL},
	{"off", COL_INT, 0, NULL}, /* 1: no longer offered; records keep it */
};

static const struct schema_col setting_cols[] = {
	{"code", COL_TEXT, COL_KEY, NULL},
	{"value", COL_TEXT, 0, NULL},
	{"label", COL_TEXT, COL_NOT_NULL, NULL},
	{"unit", COL_TEXT, 0, NULL},
	{"basis", COL_TEXT, 0, NULL},
};

static const struct schema_col note_cols[] = {
	{"id", COL_RID, COL_KEY, NULL},
	{"person", COL_RID, COL_NOT_NULL, NULL},
	{"kind", COL_TEXT, 0, NULL},
	{"rec", COL_RID, 0, NULL},
	{"text", COL_TEXT, COL_NOT_NULL, NULL},
	{"made", COL_STAMP, COL_NOT_NULL, NULL},
	{"seen", COL_STAMP, 0, NULL},
	{"note_key", COL_TEXT, 0, NULL},
};
static const struct schema_index note_index[] = {
	{.cols = {"person", "id"}},
	{.cols = {"person", "note_key"}},
};

static const struct schema_col session_cols[] = {
	{"token_hash", COL_TEXT, COL_KEY, NULL},
	{"account", COL_RID, COL_NOT_NULL | COL_INDEX, NULL},
	{"secret", COL_TEXT, COL_NOT_NULL, NULL}, {"made", COL_STAMP, COL_NOT_NULL, NULL},
	{"until", COL_STAMP, COL_NOT_NULL | COL_INDEX, NULL},
	{"https", COL_INT, 0, NULL}, /* 1: the gateway said so at the sign-in */
};

static const struct schema_col once_cols[] = {
	{"token", COL_TEXT, COL_KEY, NULL},
	{"account", COL_RID, 0, NULL},
	{"made", COL_STAMP, COL_NOT_NULL | COL_INDEX, NULL},
	{"seal_no", COL_INT, 0, NULL},
	{"what", COL_TEXT, 0, NULL},
};

static const struct schema_col role_cols[] = {
	{"code", COL_TEXT, COL_KEY, NULL},
	{"label", COL_TEXT, COL_NOT_NULL, NULL},
	{"perms", COL_TEXT, 0, NULL},
	{"admin", COL_INT, COL_NOT_NULL, NULL},
};

static const struct schema_col work_year_cols[] = {
	{"year", COL_INT, COL_KEY, NULL}, {"cite", COL_TEXT, 0, NULL},
	{"source", COL_TEXT, 0, NULL}, {"sort", COL_INT, COL_KEY, NULL}, /* enum cal_sort */
};
static const struct schema_col work_day_cols[] = {
	{"year", COL_INT, COL_KEY, NULL},
	{"sort", COL_INT, COL_KEY, NULL},
	{"day", COL_DAY, COL_KEY, NULL},
	{"works", COL_INT, COL_NOT_NULL, NULL},
	{"name", COL_TEXT, 0, NULL},
};

/* Counts the changes of rows that a process keeps in memory. */
static const struct schema_col edition_cols[] = {
	{"what", COL_TEXT, COL_KEY, NULL},
	{"n", COL_INT, COL_NOT_NULL, NULL},
};

static const struct schema_col shipped_cols[] = {
	{"file", COL_TEXT, COL_KEY, NULL},
	{"code", COL_TEXT, COL_KEY, NULL},
};

/* Where the log says what a row of administrators was before (core/was.h); `kind` NULL: setting. */
static const struct schema_col setting_was_cols[] = {
	{"id", COL_RID, COL_KEY, NULL},
	{"kind", COL_TEXT, 0, NULL},
	{"code", COL_TEXT, COL_NOT_NULL | COL_INDEX, NULL},
	{"value", COL_TEXT, 0, NULL},
	{"until", COL_STAMP, COL_NOT_NULL, NULL},
	{"made_by", COL_RID, 0, NULL},
	{"reason", COL_TEXT, 0, NULL},
	{"seal_no", COL_INT, 0, NULL},
};

#define TABLE(t) .name = #t, .cols = t##_cols, .n_cols = NELEM(t##_cols)
#define INDEX(t) .index = t##_index, .n_index = NELEM(t##_index)

static const struct schema_table core_tables[] = {
	{TABLE(unit_up), INDEX(unit_up), .clustered = true},
	{TABLE(code), .clustered = true},
	{TABLE(setting)},
	{TABLE(note), INDEX(note)},
	{TABLE(session)},
	{TABLE(once), .clustered = true},
	{TABLE(role)},
	{TABLE(work_year)},
	{TABLE(work_day)},
	{TABLE(edition)},
	{TABLE(shipped), .clustered = true},
	{TABLE(setting_was)},
};

const struct schema_part core_part = {
	.name = "core",
	.tables = core_tables,
	.n_tables = NELEM(core_tables),
};

static const struct schema_col head_cols[] = {
	{"id", COL_RID, COL_KEY, NULL},
	{"unit", COL_RID, COL_INDEX, NULL},
	{"state", COL_TEXT, COL_NOT_NULL, NULL},
	{"version", COL_INT, COL_NOT_NULL, NULL},
	{"made", COL_STAMP, COL_NOT_NULL, NULL},
	{"changed", COL_STAMP, COL_NOT_NULL, NULL},
	{"made_by", COL_RID, 0, NULL},
};

static enum col_type col_type_of(enum field_type t)
{
	switch (t) {
	case F_INT:
	case F_BOOL:
		return COL_INT;
	case F_DAY:
		return COL_DAY;
	case F_STAMP:
		return COL_STAMP;
	case F_REF:
		return COL_RID;
	case F_TEXT:
	case F_LONG:
	case F_ENUM:
	case F_CODE:
	case F_RULE:
	case F_LENGTH:
		return COL_TEXT;
	case F_TYPES:
		break;
	}
	BUG("field type");
}

/* An index of the kind's own that begins with the unit serves what the plain one would. */
static bool indexes_unit(const struct kind *k)
{
	for (size_t i = 0; i < k->n_index; i++)
		if (str_eq(str_of(k->index[i].cols[0]), S("unit")))
			return true;
	return false;
}

static struct schema_table table_of(struct arena *a, const struct kind *k)
{
	size_t n = NELEM(head_cols) + (size_t)k->n_fields;
	struct schema_col *cols = arena_array(a, n, sizeof *cols);
	memcpy(cols, head_cols, sizeof head_cols);
	if (indexes_unit(k))
		cols[1].flags &= ~(unsigned)COL_INDEX;
	for (int i = 0; i < k->n_fields; i++) {
		const struct field *f = &k->fields[i];
		unsigned flags = f->flags & F_UNIQUE    ? COL_UNIQUE
				 : f->flags & F_INDEXED ? COL_INDEX
							: 0;
		cols[NELEM(head_cols) + (size_t)i] = (struct schema_col){
			f->name, col_type_of(f->type), flags, NULL};
	}
	return (struct schema_table){.name = k->table,
		.cols = cols,
		.n_cols = n,
		.index = k->index,
		.n_index = k->n_index};
}

const struct schema_part *tables_of_kinds(struct arena *a, const struct kinds *kinds)
{
	struct schema_table *tables = arena_array(a, (size_t)kinds->n, sizeof *tables);
	for (int i = 0; i < kinds->n; i++)
		tables[i] = table_of(a, kinds->at[i]);
	struct schema_part *part = arena_new(a, struct schema_part);
	*part = (struct schema_part){
		.name = "kinds", .tables = tables, .n_tables = (size_t)kinds->n};
	return part;
}

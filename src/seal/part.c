/* part.c — the tables of the seal and the triggers that keep them append-only.
 *
 * The only change the database lets through is the emptying of an entry for which a tombstone
 * stands. Triggers stop mistakes and the ordinary way in; who owns the file can drop them, and is
 * found out by the hashes. */
#include "seal/seal.h"

#include "base/bug.h"

static const struct schema_col log_cols[] = {
	{"name", COL_TEXT, COL_KEY, NULL}, /* random, tells logs apart */
	{"alg", COL_INT, COL_NOT_NULL, NULL},
};
static const struct schema_col entry_cols[] = {
	{"seq", COL_RID, COL_KEY, NULL},
	{"made", COL_STAMP, COL_NOT_NULL, NULL},
	{"actor", COL_RID, 0, NULL},
	{"kind", COL_TEXT, COL_NOT_NULL, NULL},
	{"record", COL_RID, 0, NULL},
	{"version", COL_INT, COL_NOT_NULL, NULL},
	{"verb", COL_TEXT, COL_NOT_NULL, NULL},
	{"reason", COL_TEXT, 0, NULL},
	{"payload", COL_TEXT, 0, NULL},
	{"salt", COL_BLOB, 0, NULL},
	{"content", COL_BLOB, COL_NOT_NULL, NULL}, /* digest over reason and payload */
	{"alg", COL_INT, COL_NOT_NULL, NULL},
	{"prev", COL_BLOB, 0, NULL},
	{"hash", COL_BLOB, COL_NOT_NULL, NULL},
};
static const struct schema_index entry_index[] = {
	{.cols = {"record", "seq"}},
};
static const struct schema_col tombstone_cols[] = {
	{"seq", COL_RID, COL_KEY, NULL},
	{"entry", COL_RID, COL_NOT_NULL, NULL}, /* the entry that says why */
};
static const struct schema_col node_cols[] = {
	{"level", COL_INT, COL_KEY, NULL},
	{"pos", COL_INT, COL_KEY, NULL},
	{"hash", COL_BLOB, COL_NOT_NULL, NULL},
};
static const struct schema_col key_cols[] = {
	{"name", COL_TEXT, COL_KEY, NULL},
	{"alg", COL_TEXT, COL_NOT_NULL, NULL},
	{"pub", COL_BLOB, COL_NOT_NULL, NULL},
	{"made", COL_STAMP, COL_NOT_NULL, NULL},
};
static const struct schema_col head_cols[] = {
	{"id", COL_RID, COL_KEY, NULL},
	{"size", COL_INT, COL_NOT_NULL | COL_INDEX, NULL},
	{"made", COL_STAMP, COL_NOT_NULL, NULL},
	{"root", COL_BLOB, COL_NOT_NULL, NULL},
	{"key_name", COL_TEXT, COL_NOT_NULL, NULL},
	{"sig", COL_BLOB, COL_NOT_NULL, NULL},
};

#define TABLE(t) .name = "seal_" #t, .cols = t##_cols, .n_cols = NELEM(t##_cols)
static const struct schema_table tables[] = {
	{TABLE(log)},
	{TABLE(entry), .index = entry_index, .n_index = NELEM(entry_index)},
	{TABLE(tombstone)},
	{TABLE(node), .clustered = true},
	{TABLE(key)},
	{TABLE(head)},
};

#define LITE_REFUSE(table, what)                                                                   \
	"CREATE TRIGGER " table "_no_" what " BEFORE " what " ON " table                           \
	" BEGIN SELECT RAISE(ABORT, 'the seal is append-only'); END;\n"
#define LITE_KEEP(table) LITE_REFUSE(table, "DELETE") LITE_REFUSE(table, "UPDATE")

#define PG_KEEP(table)                                                                             \
	"CREATE TRIGGER " table "_keep BEFORE DELETE OR UPDATE ON " table                          \
	" FOR EACH ROW EXECUTE FUNCTION seal_refuse();\n"
#define PG_NO_TRUNCATE(table)                                                                      \
	"CREATE TRIGGER " table "_whole BEFORE TRUNCATE ON " table                                 \
	" FOR EACH STATEMENT EXECUTE FUNCTION seal_refuse();\n"

/* What an erasure leaves as it was; the comparison that treats NULL as a value differs. */
#define UNCHANGED(same)                                                                            \
	"NEW.seq = OLD.seq AND NEW.made = OLD.made AND NEW.actor " same " OLD.actor AND "          \
	"NEW.kind = OLD.kind AND NEW.record " same " OLD.record AND "                              \
	"NEW.version = OLD.version AND NEW.verb = OLD.verb AND NEW.content = OLD.content AND "     \
	"NEW.alg = OLD.alg AND NEW.prev " same " OLD.prev AND NEW.hash = OLD.hash"
#define EMPTIED                                                                                    \
	"NEW.reason IS NULL AND NEW.payload IS NULL AND NEW.salt IS NULL AND "                     \
	"EXISTS (SELECT 1 FROM seal_tombstone t WHERE t.seq = OLD.seq) AND "

static const char lite[] = LITE_REFUSE("seal_entry",
	"DELETE") "CREATE TRIGGER seal_entry_no_UPDATE BEFORE UPDATE ON seal_entry WHEN NOT "
		  "(" EMPTIED UNCHANGED("IS") ") BEGIN SELECT RAISE(ABORT, 'the seal is "
					      "append-only'); END;\n" LITE_KEEP("seal_log")
						      LITE_KEEP("seal_tombstone") LITE_KEEP(
							      "seal_node") LITE_KEEP("seal_key")
							      LITE_KEEP("seal_head");

static const char pg[] =
	"CREATE FUNCTION seal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n"
	"\tRAISE EXCEPTION 'the seal is append-only';\nEND $$;\n"
	"CREATE FUNCTION seal_erase_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n"
	"\tIF NOT (" EMPTIED UNCHANGED(
		"IS NOT DISTINCT FROM") ") THEN\n"
					"\t\tRAISE EXCEPTION 'the seal is append-only';\n\tEND "
					"IF;\n\tRETURN NEW;\nEND $$;\n"
					"CREATE TRIGGER seal_entry_keep BEFORE DELETE ON seal_entry"
					" FOR EACH ROW EXECUTE FUNCTION seal_refuse();\n"
					"CREATE TRIGGER seal_entry_fix BEFORE UPDATE ON seal_entry"
					" FOR EACH ROW EXECUTE FUNCTION "
					"seal_erase_only();\n" PG_NO_TRUNCATE("seal_entry")
						PG_KEEP("seal_log") PG_KEEP("seal_tombstone")
							PG_KEEP("seal_node") PG_KEEP("seal_key")
								PG_KEEP("seal_head");

const struct schema_part seal_part = {
	.name = "seal",
	.tables = tables,
	.n_tables = NELEM(tables),
	.sqlite = lite,
	.pg = pg,
};

/* import.h — an organisation sheet on its way in, as a record: what was uploaded, what it would
 * change, who applied it (N40). The rules are roster.h's; this keeps file and preview between the
 * two steps of the screen and afterwards as the history of imports.
 *
 * Needs org.edit, or account.admin for sheets of accounts; the steps of each kind look again. */
#ifndef ORG_IMPORT_H
#define ORG_IMPORT_H

#include "core/flow.h"
#include "core/kind.h"
#include "org/roster.h"

enum import_state { IMPORT_READY, IMPORT_SAME, IMPORT_WRONG, IMPORT_DONE, IMPORT_DROPPED };
struct import_row {
	struct rec_head head;
	struct str source_name, digest;
	int64_t source, marked; /* blobs: the file as it came, and with its marks (0: none) */
	int64_t n_new, n_changed, n_ended, n_same, n_wrong;
};
extern const struct kind import_kind;

enum { IMPORT_FILE = 16 << 20 }; /* bytes of a sheet */

/* May the actor import anything at all; may he see this import. */
bool import_may(struct ctx *cx);
bool import_may_see(struct ctx *cx, const struct import_row *i);

/* A file read and tried out. Texts and the book live in the context's arena. */
struct import_draft {
	struct str name, office; /* in: the file's name, LibreOffice's program or empty */
	struct str bytes;        /* in */
	struct book book;
	struct roster_sum sum;
	struct import_row row;
	rid id; /* out of import_keep(); in for import_apply() */
};
/* Opens the file in the jailed reader and tries it; keeps it and its marked copy as blobs. Outside
 * of ctx_write(). err_field("file") where it cannot be read. */
enum flow_code import_try(struct ctx *cx, struct import_draft *d);
/* Makes the record. Inside ctx_write(). */
enum flow_code import_keep(struct ctx *cx, void *draft);

/* Reads the kept file of `d->id` again. Outside of ctx_write(). */
enum flow_code import_again(struct ctx *cx, struct import_draft *d);
/* Writes it. FLOW_CONFLICT where it would do something else by now than the preview said;
 * FLOW_STATE where it is not waiting. Inside ctx_write(). */
enum flow_code import_apply(struct ctx *cx, void *draft);

/* A line of the preview: a change, or a mark. */
struct import_line {
	enum roster_table table;
	struct str change; /* new, changed, ended; wrong, warn */
	struct str name, text;
};
int import_lines(struct ctx *cx, rid import, int from, int max, struct import_line **out);

#endif

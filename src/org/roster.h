/* roster.h — the whole organisation as a workbook or a CSV file: in, with every mistake marked in
 * the user's own sheet, and out in the form that goes in again (N40, ORG-01…14, ORG-28).
 *
 * Tables: units, groups and their members, persons, appointments, pairings, accounts. An import is
 * all or nothing: where one cell is wrong nothing is written. A row that says what is stored
 * already changes nothing, so the same sheet can be imported any number of times. What a sheet
 * leaves out is left as it is: an empty cell, and a record without a row; the word 无 empties a
 * field. Records end by their date of end, never by being left out. Every change goes through the
 * steps of its kind, with their permissions and checks, and is sealed. */
#ifndef ORG_ROSTER_H
#define ORG_ROSTER_H

#include "core/ctx.h"
#include "paper/annotate.h"

enum roster_table {
	ROSTER_UNIT,
	ROSTER_GROUP,
	ROSTER_MEMBER,
	ROSTER_PERSON,
	ROSTER_POST,
	ROSTER_PAIRING,
	ROSTER_ACCOUNT,
	ROSTER_TABLES
};
/* 单位, 单位组, 组成员, 人员, 任职, 包联, 账号: the names of the sheets. */
struct str roster_table_name(enum roster_table t);

enum roster_change { ROSTER_NEW, ROSTER_CHANGED, ROSTER_ENDED, ROSTER_SAME, ROSTER_CHANGES };
const char *roster_change_name(enum roster_change c); /* 新增 变更 结束 不变 */
const char *roster_change_code(enum roster_change c); /* new changed ended same */

/* One row that changes something. */
struct roster_line {
	enum roster_table table;
	enum roster_change change;
	uint32_t row;          /* of its sheet, from 0 */
	struct str name, text; /* whose; 职务：民警 → 副所长 */
};

struct roster_sum {
	int64_t n[ROSTER_TABLES][ROSTER_CHANGES];
	int64_t changes; /* all but ROSTER_SAME */
	struct roster_line *lines;
	size_t n_lines;
	struct annotate_mark *marks;
	size_t n_marks, n_wrong; /* n_wrong: marks that are no mere warning */
	struct str digest; /* of the lines: two checks with the same digest would do the same */
};

enum { ROSTER_MARKS = 2000 }; /* a sheet with more is the wrong sheet; the rest is not marked */

/* What importing would do, tried out in a transaction that is undone. FLOW_OK also where the sheet
 * has mistakes: `out` says so. Not inside ctx_write(). `source` is the file's name. */
enum flow_code roster_check(
	struct ctx *cx, const struct book *book, struct str source, struct roster_sum *out);
/* Does it. FLOW_INVALID where anything is wrong, and nothing is written. */
enum flow_code roster_load(
	struct ctx *cx, const struct book *book, struct str source, struct roster_sum *out);

/* What the actor may see of the organisation, as .xlsx (an open descriptor, the caller's to close;
 * -1 with errno as for xlsx_close()) or as CSV text in `a` for spreadsheet programs. Accounts only
 * for those who administer them. */
int roster_xlsx(struct ctx *cx);
struct str roster_csv(struct ctx *cx);
/* Empty sheets with their headings and a first sheet that explains every column. */
int roster_template(struct ctx *cx);

#endif

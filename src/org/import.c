/* import.c — see import.h. */
#include "org/import.h"
#include "base/bug.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"
#include "paper/read.h"
#include "store/blob.h"
#include "sys/jail.h"

#include <unistd.h>

enum { LINES = 5000, MARKED_MAX = 64 << 20 };

/* ---- the kind ---- */

static const struct field fields[] = {
	{FIELD(struct import_row, source_name), .label = "文件", .type = F_TEXT, .max = 200,
		.flags = F_COMPUTED | F_IN_LIST},
	{FIELD(struct import_row, n_new), .label = "新增", .type = F_INT,
		.flags = F_COMPUTED | F_IN_LIST},
	{FIELD(struct import_row, n_changed), .label = "变更", .type = F_INT,
		.flags = F_COMPUTED | F_IN_LIST},
	{FIELD(struct import_row, n_ended), .label = "结束", .type = F_INT,
		.flags = F_COMPUTED | F_IN_LIST},
	{FIELD(struct import_row, n_same), .label = "不变", .type = F_INT, .flags = F_COMPUTED},
	{FIELD(struct import_row, n_wrong), .label = "要改", .type = F_INT,
		.flags = F_COMPUTED | F_IN_LIST},
	{FIELD(struct import_row, source), .label = "原文件", .type = F_INT,
		.flags = F_COMPUTED | F_HIDDEN},
	{FIELD(struct import_row, marked), .label = "标注文件", .type = F_INT,
		.flags = F_COMPUTED | F_HIDDEN},
	{FIELD(struct import_row, digest), .label = "预览摘要", .type = F_TEXT, .max = 64,
		.flags = F_COMPUTED | F_HIDDEN},
};

static const struct state states[] = {
	{"ready", "待确认"},
	{"same", "没有变化"},
	{"wrong", "有错要改"},
	{"done", "已导入"},
	{"dropped", "已放弃"},
};

static const struct step steps[] = {
	{.name = "drop",
		.label = "放弃",
		.from = STATE_BIT(IMPORT_READY),
		.to = IMPORT_DROPPED,
		.perm = "org.edit"},
};

static const char *const unit_scope[] = {"unit", NULL};

const struct kind import_kind = {
	.name = "org_import",
	.label = "组织导入",
	.table = "org_import",
	.row_size = sizeof(struct import_row),
	.fields = fields,
	.n_fields = NELEM(fields),
	.states = states,
	.n_states = NELEM(states),
	.steps = steps,
	.n_steps = NELEM(steps),
	.read_perm = "org.edit",
	.scope_units = unit_scope,
	.order = "-made",
};

bool import_may(struct ctx *cx)
{
	return actor_may(cx, "org.edit", RID_NONE) || actor_may(cx, "account.admin", RID_NONE);
}

bool import_may_see(struct ctx *cx, const struct import_row *i)
{
	return actor_may(cx, "org.edit", i->head.unit) ||
	       (i->head.by.n && i->head.by.n == cx->who->person.n);
}

/* ---- trying a file ---- */

static bool keep_bytes(struct ctx *cx, int fd, int64_t ceiling, int64_t *blob)
{
	struct blob b;
	bool ok = fd >= 0 && blob_put(cx->db, fd, ceiling, cx->now, &b) == DB_OK;
	if (ok)
		*blob = b.id.n;
	if (fd >= 0)
		close(fd);
	return ok;
}

static bool read_book(struct ctx *cx, struct import_draft *d)
{
	struct paper_hint hint = {.name = d->name, .office = d->office};
	struct str error = STR_NONE;
	if (paper_read_book(cx->a, d->bytes, &hint, &d->book, &error))
		return true;
	struct str why = error.n ? error : S("文件没有读出来，请重新上传");
	err_field(cx->errs, S("file"), "%.*s", STR_ARG(why));
	return false;
}

static void fill_row(struct ctx *cx, struct import_draft *d)
{
	struct import_row *row = &d->row;
	const struct roster_sum *s = &d->sum;
	row->head.unit = cx->who->unit.n ? cx->who->unit : tree_top(cx);
	row->head.state = s->n_wrong ? IMPORT_WRONG : s->changes ? IMPORT_READY : IMPORT_SAME;
	row->source_name = str_first(d->name, 190);
	row->digest = s->digest;
	row->n_wrong = (int64_t)s->n_wrong;
	for (enum roster_table t = 0; t < ROSTER_TABLES; t++) {
		row->n_new += s->n[t][ROSTER_NEW];
		row->n_changed += s->n[t][ROSTER_CHANGED];
		row->n_ended += s->n[t][ROSTER_ENDED];
		row->n_same += s->n[t][ROSTER_SAME];
	}
}

enum flow_code import_try(struct ctx *cx, struct import_draft *d)
{
	if (!import_may(cx))
		return FLOW_DENIED;
	if (!read_book(cx, d))
		return FLOW_INVALID;
	enum flow_code code = roster_check(cx, &d->book, d->name, &d->sum);
	if (code != FLOW_OK)
		return code;
	d->row = *(struct import_row *)kind_row(&import_kind, cx->a);
	fill_row(cx, d);
	if (!keep_bytes(cx, jail_file(d->bytes), IMPORT_FILE, &d->row.source))
		return FLOW_WORLD;
	if (d->sum.n_marks == 0)
		return FLOW_OK;
	int fd = annotate_write(cx->a, &d->book, d->sum.marks, d->sum.n_marks);
	return keep_bytes(cx, fd, MARKED_MAX, &d->row.marked) ? FLOW_OK : FLOW_WORLD;
}

static enum flow_code add_line(struct ctx *cx, rid import, int seq, const struct import_line *l)
{
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO org_import_line (import, seq, tbl, change, name, "
		"text) VALUES (?, ?, ?, ?, ?, ?)");
	db_rid(s, 1, import);
	db_int(s, 2, seq);
	db_int(s, 3, (int64_t)l->table);
	db_text(s, 4, l->change);
	db_text(s, 5, l->name);
	db_text(s, 6, l->text);
	return flow_of_db(db_run(s));
}

/* 人员 C5 */
static struct str cell_name(struct ctx *cx, const struct book *book, const struct annotate_mark *m)
{
	struct str sheet = m->sheet < book->n_sheets ? book->sheets[m->sheet].name : STR_NONE;
	if (m->col < 26)
		return str_fmt(
			cx->a, "%.*s %c%u", STR_ARG(sheet), (char)('A' + m->col), m->row + 1);
	return str_fmt(cx->a, "%.*s 第 %u 行", STR_ARG(sheet), m->row + 1);
}

static enum flow_code add_lines(struct ctx *cx, rid import, const struct import_draft *d)
{
	enum flow_code code = FLOW_OK;
	int seq = 0;
	for (size_t i = 0; i < d->sum.n_marks && seq < LINES && code == FLOW_OK; i++) {
		const struct annotate_mark *m = &d->sum.marks[i];
		struct import_line l = {.change = m->warning ? S("warn") : S("wrong"),
			.name = cell_name(cx, &d->book, m),
			.text = m->message};
		code = add_line(cx, import, ++seq, &l);
	}
	bool changes = d->sum.n_wrong == 0;
	for (size_t i = 0; changes && i < d->sum.n_lines && seq < LINES && code == FLOW_OK; i++) {
		const struct roster_line *from = &d->sum.lines[i];
		struct import_line l = {.table = from->table,
			.change = str_of(roster_change_code(from->change)),
			.name = from->name,
			.text = from->text};
		code = add_line(cx, import, ++seq, &l);
	}
	return code;
}

enum flow_code import_keep(struct ctx *cx, void *draft)
{
	struct import_draft *d = draft;
	struct import_row row = d->row; /* may run twice */
	enum flow_code code = rec_insert(cx, &import_kind, &row);
	d->id = row.head.id;
	if (code == FLOW_OK)
		code = flow_of_db(blob_hold(cx->db, d->id, (rid){row.source}));
	if (code == FLOW_OK && row.marked)
		code = flow_of_db(blob_hold(cx->db, d->id, (rid){row.marked}));
	if (code == FLOW_OK)
		code = add_lines(cx, d->id, d);
	return code == FLOW_OK ? flow_seal(cx, &import_kind, NULL, &row, "check", STR_NONE) : code;
}

/* ---- applying it ---- */

static int take_part(void *arg, struct str part)
{
	buf_str(arg, part);
	return 0;
}

enum flow_code import_again(struct ctx *cx, struct import_draft *d)
{
	const struct import_row *row = rec_load(cx, &import_kind, d->id);
	struct buf b = buf_in(cx->a, IMPORT_FILE);
	if (row == NULL || !import_may_see(cx, row))
		return FLOW_ABSENT;
	if (row->head.state != IMPORT_READY)
		return FLOW_STATE;
	d->name = row->source_name;
	if (blob_get(cx->db, (rid){row->source}, take_part, &b) != DB_OK || b.full)
		return FLOW_WORLD;
	d->bytes = buf_view(&b);
	return read_book(cx, d) ? FLOW_OK : FLOW_INVALID;
}

enum flow_code import_apply(struct ctx *cx, void *draft)
{
	struct import_draft *d = draft;
	struct import_row *before = rec_load(cx, &import_kind, d->id);
	struct import_row after = *before;
	if (before->head.state != IMPORT_READY)
		return FLOW_STATE;
	enum flow_code code = roster_load(cx, &d->book, d->name, &d->sum);
	if (code == FLOW_INVALID || (code == FLOW_OK && !str_eq(d->sum.digest, before->digest)))
		return FLOW_CONFLICT;
	if (code != FLOW_OK)
		return code;
	after.head.state = IMPORT_DONE;
	code = rec_update(cx, &import_kind, &after);
	return code == FLOW_OK ? flow_seal(cx, &import_kind, before, &after, "apply", STR_NONE)
			       : code;
}

int import_lines(struct ctx *cx, rid import, int from, int max, struct import_line **out)
{
	VEC(struct import_line) v = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT tbl, change, name, text FROM org_import_line WHERE "
		"import = ? AND seq > ? ORDER BY seq LIMIT ?");
	db_rid(s, 1, import);
	db_int(s, 2, from);
	db_int(s, 3, max);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &v) = (struct import_line){(enum roster_table)db_col_int(s, 0),
			str_dup(cx->a, db_col_text(s, 1)), str_dup(cx->a, db_col_text(s, 2)),
			str_dup(cx->a, db_col_text(s, 3))};
	db_done(s);
	*out = v.at;
	return (int)v.n;
}

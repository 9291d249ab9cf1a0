/* sheet.c — the sheets of org/: settings and code tables (param.h).
 *
 * A code that records use is never removed, only put out of use. A set the program does not know is
 * one that an older program had: it is kept and not shown. */
#include "base/bug.h"
#include "base/num.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/flow.h"
#include "core/setting.h"
#include "org/param.h"

struct param_rows {
	struct param_row *at;
	size_t n, room;
};

/* ---- settings ---- */

enum { SETTING_LABEL, SETTING_VALUE, SETTING_UNIT, SETTING_BASIS };
static const struct param_field setting_fields[] = {
	{.name = "label", .label = "参数", .fixed = true},
	{.name = "value", .label = "值", .number = true, .max = 40},
	{.name = "unit", .label = "单位", .fixed = true},
	{.name = "basis", .label = "依据", .fixed = true, .quiet = true},
};
static const struct choice yes_no[] = {{"1", "是"}, {"0", "否"}, {NULL, NULL}};

static struct str bounds(struct ctx *cx, const struct setting *s)
{
	if (s->is_number)
		return trf(cx->a, cx->lang, "%lld 到 %lld，出厂值 %.*s", (long long)s->least,
			(long long)s->most, STR_ARG(s->shipped));
	return trf(cx->a, cx->lang, "写钟点，如 17:00，出厂值 %.*s", STR_ARG(s->shipped));
}

static int setting_rows(struct ctx *cx, struct param_row **out)
{
	struct setting *all;
	int n = setting_all(cx, &all);
	*out = arena_array(cx->a, (size_t)n + 1, sizeof **out);
	for (int i = 0; i < n; i++) {
		struct param_row *r = &(*out)[i];
		bool choice = str_eq(all[i].unit, S("是否"));
		*r = (struct param_row){
			.key = all[i].code, .group = all[i].group, .plain = all[i].shipped};
		r->cell[SETTING_LABEL] = all[i].label;
		r->cell[SETTING_VALUE] = all[i].value;
		r->cell[SETTING_UNIT] = all[i].unit;
		r->cell[SETTING_BASIS] = all[i].basis;
		r->lacks = choice ? 1u << SETTING_UNIT : 0;
		r->words = choice ? yes_no : NULL;
		r->hint = choice ? STR_NONE : bounds(cx, &all[i]);
	}
	return n;
}

static const char *setting_mark(const struct param_row *r)
{
	return str_eq(r->cell[SETTING_VALUE], r->plain) ? NULL : "已改";
}

static enum flow_code setting_save(struct ctx *cx, struct param_in *in)
{
	return setting_set(cx, &(struct setting_in){.code = in->key,
				       .value = in->cell[SETTING_VALUE],
				       .seen = in->seen[SETTING_VALUE],
				       .reason = in->reason});
}

static const struct param_sheet settings = {
	.path = "/setting",
	.title = "本局设置",
	.lead = "本局自己定的数字和时刻。法定时限不在这里，在“办理时限”。",
	.perm = "setting.edit",
	.kind = "setting",
	.mark = setting_mark,
	.fields = setting_fields,
	.n = NELEM(setting_fields),
	.rows = setting_rows,
	.save = setting_save,
};

/* ---- code tables ---- */

enum { CODE_LABEL, CODE_SET, CODE_CODE, CODE_SORT, CODE_NOTE, CODE_OFF };

/* The sets the program reads, in the order of the page. */
static const struct choice sets[] = {
	{"unit_kind", "单位类别"},
	{"unit_level", "单位层级"},
	{"unit_trait", "单位特征"},
	{"function_block", "职能分类"},
	{"post", "职务"},
	{"head_post", "算作单位负责人的职务"},
	{"pairing_kind", "包联方式"},
	{"group_role", "领导小组职务"},
	{"campaign_type", "专项活动类型"},
	{"task_origin", "任务来源"},
	{"party_level", "四级任务分工"},
	{"verdict", "任务评价结论"},
	{NULL, NULL},
};
static const struct choice use[] = {{"0", "在用"}, {"1", "停用"}, {NULL, NULL}};

static const struct param_field code_fields[] = {
	{.name = "label", .label = "名称", .max = 40},
	{.name = "set", .label = "用在哪里", .fixed = true, .only_new = true, .words = sets},
	{.name = "code",
		.label = "代码",
		.fixed = true,
		.only_new = true,
		.max = 30,
		.hint = "小写字母、数字和下划线；给程序用，建好以后不再显示，也不能改"},
	{.name = "sort", .label = "顺序", .number = true, .max = 5},
	{.name = "note", .label = "说明", .max = 200, .quiet = true},
	{.name = "off",
		.label = "在用",
		.words = use,
		.in_form = true,
		.hint = "停用的，旧记录照样显示，新记录不再可选"},
};

static struct str set_name(struct str set)
{
	for (const struct choice *c = sets; c->code; c++)
		if (str_eq(set, str_of(c->code)))
			return str_of(c->label);
	return STR_NONE;
}

static struct str code_key(struct ctx *cx, struct str set, struct str code)
{
	return str_fmt(cx->a, "%.*s %.*s", STR_ARG(set), STR_ARG(code));
}

static void add_set(struct ctx *cx, struct str set, struct param_rows *rows)
{
	struct stmt *s = db_prep(cx->db, "SELECT code, label, sort, note, coalesce(off, 0) FROM "
					 "code WHERE code_set = ? ORDER BY sort, code");
	db_text(s, 1, set);
	while (db_step(s) == DB_ROW) {
		struct param_row *r = vec_add(cx->a, rows);
		struct str code = str_dup(cx->a, db_col_text(s, 0));
		*r = (struct param_row){.group = set_name(set), .key = code_key(cx, set, code)};
		r->cell[CODE_SET] = set;
		r->cell[CODE_CODE] = code;
		r->cell[CODE_LABEL] = str_dup(cx->a, db_col_text(s, 1));
		r->cell[CODE_SORT] = str_fmt(cx->a, "%lld", (long long)db_col_int(s, 2));
		r->cell[CODE_NOTE] = str_dup(cx->a, db_col_text(s, 3));
		r->cell[CODE_OFF] = db_col_int(s, 4) ? S("1") : S("0");
	}
	db_done(s);
}

static int code_rows(struct ctx *cx, struct param_row **out)
{
	struct param_rows rows = {0};
	for (const struct choice *c = sets; c->code; c++)
		add_set(cx, str_of(c->code), &rows);
	*out = rows.at;
	return (int)rows.n;
}

static const char *code_mark(const struct param_row *r)
{
	return str_eq(r->cell[CODE_OFF], S("1")) ? "停用" : NULL;
}

static const struct param_row *find(struct param_row *r, int n, struct str key)
{
	for (int i = 0; i < n; i++)
		if (str_eq(r[i].key, key))
			return &r[i];
	return NULL;
}

static bool is_word(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') ||
			    s.p[i] == '_'))
			return false;
	return s.n > 0;
}

static void check_code(struct ctx *cx, const struct param_in *in, struct param_row *r, int n)
{
	int64_t sort;
	struct str key = code_key(cx, in->cell[CODE_SET], in->cell[CODE_CODE]);
	if (in->cell[CODE_LABEL].n == 0)
		err_field(cx->errs, S("label"), "请填写名称");
	if (!num_int(in->cell[CODE_SORT], 0, 99999, &sort))
		err_field(cx->errs, S("sort"), "顺序写 0 到 99999 的整数");
	if (!str_eq(in->cell[CODE_OFF], S("0")) && !str_eq(in->cell[CODE_OFF], S("1")))
		err_field(cx->errs, S("off"), "请选择在用或者停用");
	if (in->key.n)
		return;
	if (set_name(in->cell[CODE_SET]).n == 0)
		err_field(cx->errs, S("set"), "请选择用在哪里");
	if (!is_word(in->cell[CODE_CODE]))
		err_field(cx->errs, S("code"), "代码只用小写字母、数字和下划线");
	else if (find(r, n, key))
		err_field(cx->errs, S("code"), "这个代码已经有了");
}

static enum flow_code write_code(struct ctx *cx, const struct param_in *in, bool is_new)
{
	struct stmt *s = is_new ? db_prep(cx->db,
					  "INSERT INTO code (label, sort, note, off, code_set, "
					  "code) VALUES (?, ?, ?, ?, ?, ?)")
				: db_prep(cx->db,
					  "UPDATE code SET label = ?, sort = ?, note = ?, off = ? "
					  "WHERE code_set = ? AND code = ?");
	int64_t sort = 0;
	num_int(in->cell[CODE_SORT], 0, 99999, &sort);
	db_text(s, 1, in->cell[CODE_LABEL]);
	db_int(s, 2, sort);
	db_text(s, 3, in->cell[CODE_NOTE]);
	db_int(s, 4, str_eq(in->cell[CODE_OFF], S("1")));
	db_text(s, 5, in->cell[CODE_SET]);
	db_text(s, 6, in->cell[CODE_CODE]);
	return flow_of_db(db_run(s));
}

static const struct param_sheet codes;

static enum flow_code code_save(struct ctx *cx, struct param_in *in)
{
	struct param_row *r;
	int n = code_rows(cx, &r);
	const struct param_row *was = in->key.n ? find(r, n, in->key) : NULL;
	if (!actor_may(cx, "setting.edit", RID_NONE))
		return FLOW_DENIED;
	if (in->key.n && was == NULL)
		return FLOW_ABSENT;
	if (in->cell[CODE_OFF].n == 0)
		in->cell[CODE_OFF] = S("0");
	check_code(cx, in, r, n);
	enum flow_code code = param_check(cx, &codes, in, was);
	if (code == FLOW_OK)
		code = write_code(cx, in, was == NULL);
	if (code != FLOW_OK)
		return code;
	return param_seal(
		cx, &codes, in, was, code_key(cx, in->cell[CODE_SET], in->cell[CODE_CODE]));
}

static const struct param_sheet codes = {
	.path = "/code",
	.title = "代码表",
	.kind = "code",
	.mark = code_mark,
	.lead = "各处选项的名称和顺序。用过的只能停用，不能删除。",
	.perm = "setting.edit",
	.fields = code_fields,
	.n = NELEM(code_fields),
	.rows = code_rows,
	.save = code_save,
	.add = "新增选项",
};

/* ---- addresses ---- */

PARAM_SHEET(settings, "setting.edit");
PARAM_SHEET(codes, "setting.edit");

const struct route param_routes[] = {
	PARAM_ROUTES(settings, "/setting"),
	PARAM_ROUTES(codes, "/code"),
	{0},
};

/* sheet.c — the sheets of org/: settings, code tables, roles and their permission words (param.h).
 *
 * A code that records use is never removed, only put out of use. A role of an administrator holds
 * no business word and the other way round (domain 9.3). */
#include "base/bug.h"
#include "base/num.h"
#include "base/tsv.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/flow.h"
#include "core/setting.h"
#include "org/param.h"
#include "sys/data.h"

/* ---- settings ---- */

enum { SETTING_LABEL, SETTING_VALUE, SETTING_UNIT, SETTING_BASIS };
static const struct param_field setting_fields[] = {
	{.name = "label", .label = "参数", .fixed = true},
	{.name = "value", .label = "值", .number = true, .max = 40},
	{.name = "unit", .label = "单位", .fixed = true},
	{.name = "basis", .label = "依据", .fixed = true, .quiet = true},
};

static struct str bounds(struct ctx *cx, const struct setting *s)
{
	if (s->is_number)
		return str_fmt(cx->a, "%lld 到 %lld，出厂值 %.*s", (long long)s->least,
			(long long)s->most, STR_ARG(s->shipped));
	return str_cat(cx->a, S("出厂值 "), s->shipped);
}

static int setting_rows(struct ctx *cx, struct param_row **out)
{
	struct setting *all;
	int n = setting_all(cx, &all);
	*out = arena_array(cx->a, (size_t)n + 1, sizeof **out);
	for (int i = 0; i < n; i++) {
		struct param_row *r = &(*out)[i];
		*r = (struct param_row){.key = all[i].code, .hint = bounds(cx, &all[i])};
		r->cell[SETTING_LABEL] = all[i].label;
		r->cell[SETTING_VALUE] = all[i].value;
		r->cell[SETTING_UNIT] = all[i].unit;
		r->cell[SETTING_BASIS] = all[i].basis;
		r->marked = !str_eq(all[i].value, all[i].shipped);
		r->mark = S("已改");
	}
	return n;
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
	.lead = "本局自己定的数字和文字。法定时限不在这里，在“办理时限”。",
	.perm = "setting.edit",
	.fields = setting_fields,
	.n = NELEM(setting_fields),
	.rows = setting_rows,
	.save = setting_save,
};

/* ---- code tables ---- */

enum { CODE_LABEL, CODE_CODE, CODE_SET, CODE_SORT, CODE_NOTE, CODE_OFF };
static const struct param_field code_fields[] = {
	{.name = "label", .label = "名称", .max = 40},
	{.name = "code", .label = "代码", .fixed = true, .max = 30, .quiet = true},
	{.name = "set", .label = "代码集", .fixed = true, .max = 30, .quiet = true},
	{.name = "sort", .label = "顺序", .number = true, .max = 5},
	{.name = "note", .label = "说明", .max = 200, .quiet = true},
	{.name = "off",
		.label = "停用",
		.max = 1,
		.hint = "1 停用：旧记录照样显示，新记录不再可选"},
};

static int code_rows(struct ctx *cx, struct param_row **out)
{
	VEC(struct param_row) rows = {0};
	struct stmt *s = db_prep(cx->db, "SELECT code_set, code, label, sort, note, "
					 "coalesce(off, 0) FROM code WHERE code_set <> 'role' "
					 "ORDER BY code_set, sort, code");
	while (db_step(s) == DB_ROW) {
		struct param_row *r = vec_add(cx->a, &rows);
		struct str set = str_dup(cx->a, db_col_text(s, 0));
		*r = (struct param_row){.group = set};
		r->cell[CODE_SET] = set;
		r->cell[CODE_CODE] = str_dup(cx->a, db_col_text(s, 1));
		r->key = str_fmt(cx->a, "%.*s %.*s", STR_ARG(set), STR_ARG(r->cell[CODE_CODE]));
		r->cell[CODE_LABEL] = str_dup(cx->a, db_col_text(s, 2));
		r->cell[CODE_SORT] = str_fmt(cx->a, "%lld", (long long)db_col_int(s, 3));
		r->cell[CODE_NOTE] = str_dup(cx->a, db_col_text(s, 4));
		r->cell[CODE_OFF] = db_col_int(s, 5) ? S("1") : S("0");
		r->marked = db_col_int(s, 5) != 0;
		r->mark = S("停用");
	}
	db_done(s);
	*out = rows.at;
	return (int)rows.n;
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

static bool has_set(const struct param_row *r, int n, struct str set)
{
	for (int i = 0; i < n; i++)
		if (str_eq(r[i].group, set))
			return true;
	return false;
}

static void check_code(struct ctx *cx, const struct param_in *in, struct param_row *r, int n)
{
	int64_t sort;
	struct str key = str_fmt(
		cx->a, "%.*s %.*s", STR_ARG(in->cell[CODE_SET]), STR_ARG(in->cell[CODE_CODE]));
	if (in->cell[CODE_LABEL].n == 0)
		err_field(cx->errs, S("label"), "请填写名称");
	if (!num_int(in->cell[CODE_SORT], 0, 99999, &sort))
		err_field(cx->errs, S("sort"), "顺序写 0 到 99999 的整数");
	if (!str_eq(in->cell[CODE_OFF], S("0")) && !str_eq(in->cell[CODE_OFF], S("1")))
		err_field(cx->errs, S("off"), "写 0（在用）或 1（停用）");
	if (in->key.n)
		return;
	if (!has_set(r, n, in->cell[CODE_SET]))
		err_field(cx->errs, S("set"), "没有这个代码集，请照列表里的名称填写");
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
	if (was) {
		in->cell[CODE_SET] = was->cell[CODE_SET];
		in->cell[CODE_CODE] = was->cell[CODE_CODE];
	}
	check_code(cx, in, r, n);
	enum flow_code code = param_check(cx, &codes, in, was);
	if (code == FLOW_OK)
		code = write_code(cx, in, was == NULL);
	return code == FLOW_OK ? param_seal(cx, &codes, "code", in, was) : code;
}

static const struct param_sheet codes = {
	.path = "/code",
	.title = "代码表",
	.lead = "各种选项的名称和顺序。用过的代码只能停用，不能删除。",
	.perm = "setting.edit",
	.fields = code_fields,
	.n = NELEM(code_fields),
	.rows = code_rows,
	.save = code_save,
	.add = "新增代码",
};

/* ---- roles ---- */

enum { ROLE_LABEL, ROLE_CODE, ROLE_ADMIN, ROLE_PERMS };
static const struct param_field role_fields[] = {
	{.name = "label", .label = "角色", .fixed = true},
	{.name = "code", .label = "代码", .fixed = true, .quiet = true},
	{.name = "admin", .label = "管理员", .fixed = true, .quiet = true},
	{.name = "perms",
		.label = "权限词",
		.max = 400,
		.hint = "用空格分开；三类管理员不得有业务权限，业务角色不得有管理权限"},
};

static int role_rows(struct ctx *cx, struct param_row **out)
{
	VEC(struct param_row) rows = {0};
	struct stmt *s = db_prep(
		cx->db, "SELECT code, label, perms, admin FROM role ORDER BY admin DESC, code");
	while (db_step(s) == DB_ROW) {
		struct param_row *r = vec_add(cx->a, &rows);
		*r = (struct param_row){.key = str_dup(cx->a, db_col_text(s, 0))};
		r->cell[ROLE_CODE] = r->key;
		r->cell[ROLE_LABEL] = str_dup(cx->a, db_col_text(s, 1));
		r->cell[ROLE_PERMS] = str_dup(cx->a, db_col_text(s, 2));
		r->cell[ROLE_ADMIN] = db_col_int(s, 3) ? S("是") : S("否");
	}
	db_done(s);
	*out = rows.at;
	return (int)rows.n;
}

/* Whether a word is known, and whether it is a business one. */
static bool known_word(struct ctx *cx, struct str word, bool *business)
{
	static const char *const cols[] = {"code", "business", NULL};
	struct tsv t;
	AN(tsv_open(&t, cx->a, data_get("permissions.tsv"), cols));
	while (tsv_next(&t)) {
		if (!str_eq(tsv_cell(&t, 0), word))
			continue;
		*business = str_eq(tsv_cell(&t, 1), S("yes"));
		return true;
	}
	return false;
}

static void check_words(struct ctx *cx, struct str words, bool admin)
{
	while (words.n) {
		struct str word = str_trim(str_cut(&words, S(" ")));
		bool business = false;
		if (word.n == 0)
			continue;
		if (!known_word(cx, word, &business))
			err_field(cx->errs, S("perms"), "没有“%.*s”这个权限词", STR_ARG(word));
		else if (admin && business)
			err_field(cx->errs, S("perms"), "“%.*s”是业务权限，管理员不得持有",
				STR_ARG(word));
		else if (!admin && !business && !str_eq(word, S("org.read")))
			err_field(cx->errs, S("perms"), "“%.*s”是管理权限，业务角色不得持有",
				STR_ARG(word));
	}
}

/* Single blanks between words, as actor_may() reads them. */
static struct str squeeze(struct ctx *cx, struct str words)
{
	struct buf b = buf_in(cx->a, 8192);
	while (words.n) {
		struct str word = str_trim(str_cut(&words, S(" ")));
		if (word.n && b.n)
			buf_ch(&b, ' ');
		buf_str(&b, word);
	}
	return buf_view(&b);
}

static const struct param_sheet roles;

static enum flow_code role_save(struct ctx *cx, struct param_in *in)
{
	struct param_row *r;
	int n = role_rows(cx, &r);
	const struct param_row *was = find(r, n, in->key);
	if (!actor_may(cx, "grant.admin", RID_NONE))
		return FLOW_DENIED;
	if (was == NULL)
		return FLOW_ABSENT;
	in->cell[ROLE_PERMS] = squeeze(cx, in->cell[ROLE_PERMS]);
	check_words(cx, in->cell[ROLE_PERMS], str_eq(was->cell[ROLE_ADMIN], S("是")));
	enum flow_code code = param_check(cx, &roles, in, was);
	if (code != FLOW_OK)
		return code;
	struct stmt *s = db_prep(cx->db, "UPDATE role SET perms = ? WHERE code = ?");
	db_text(s, 1, in->cell[ROLE_PERMS]);
	db_text(s, 2, in->key);
	code = flow_of_db(db_run(s));
	return code == FLOW_OK ? param_seal(cx, &roles, "role", in, was) : code;
}

static const struct param_sheet roles = {
	.path = "/role",
	.title = "角色权限",
	.lead = "每个角色能做什么。谁有哪个角色，在“组织与账号”里授予。",
	.perm = "grant.admin",
	.fields = role_fields,
	.n = NELEM(role_fields),
	.rows = role_rows,
	.save = role_save,
};

/* ---- addresses ---- */

#define SHEET(of, word)                                                                            \
	static const struct param_def of##_list = {{.fn = param_list, .perm = word}, &of};         \
	static const struct param_def of##_edit = {{.fn = param_edit, .perm = word}, &of};         \
	static const struct param_def of##_save = {{.fn = param_save, .perm = word}, &of}
SHEET(settings, "setting.edit");
SHEET(codes, "setting.edit");
SHEET(roles, "grant.admin");

#define ROUTES(of, path)                                                                           \
	{.verb = VERB_GET, .pattern = path, .fn = page_serve, .more = &of##_list},                 \
		{.verb = VERB_GET,                                                                 \
			.pattern = path "/edit",                                                   \
			.fn = page_serve,                                                          \
			.more = &of##_edit,                                                        \
			.params = param_edit_params},                                              \
	{                                                                                          \
		.verb = VERB_POST, .pattern = path "/edit", .fn = page_serve, .more = &of##_save,  \
		.params = param_save_params                                                        \
	}

const struct route param_routes[] = {
	ROUTES(settings, "/setting"),
	ROUTES(codes, "/code"),
	ROUTES(roles, "/role"),
	{0},
};

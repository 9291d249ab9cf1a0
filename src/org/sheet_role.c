/* sheet_role.c — the sheet of roles: what each may do, ticked word by word (param.h, ORG-29).
 *
 * A role of an administrator holds no business word and the other way round (domain 9.3). */
#include "base/bug.h"
#include "base/tsv.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/flow.h"
#include "org/param.h"
#include "sys/data.h"

enum { ROLE_LABEL, ROLE_ADMIN, ROLE_PERMS };
enum { WORD, WORD_LABEL, WORD_NOTE, WORD_BUSINESS };

static const struct choice kinds[] = {{"0", "业务角色"}, {"1", "管理员"}, {NULL, NULL}};

static int words_of(struct ctx *cx, const struct param_row *r, struct ui_option **out);

static const struct param_field role_fields[] = {
	{.name = "label", .label = "角色", .fixed = true},
	{.name = "admin", .label = "种类", .fixed = true, .quiet = true, .words = kinds},
	{.name = "perms",
		.label = "能做什么",
		.ticks = words_of,
		.hint = "三类管理员不得有业务权限，业务角色不得有管理权限"},
};
static const char *const columns[] = {"code", "label", "note", "business", NULL};

/* An administrator may hold the words that are no business, everybody else the rest. */
static bool fits(struct str word, bool business, bool admin)
{
	return admin ? !business : business || str_eq(word, S("org.read"));
}

static int words_of(struct ctx *cx, const struct param_row *r, struct ui_option **out)
{
	VEC(struct ui_option) all = {0};
	struct tsv t;
	bool admin = str_eq(r->cell[ROLE_ADMIN], S("1"));
	AN(tsv_open(&t, cx->a, data_get("permissions.tsv"), columns));
	while (tsv_next(&t))
		if (fits(tsv_cell(&t, WORD), str_eq(tsv_cell(&t, WORD_BUSINESS), S("yes")), admin))
			*vec_add(cx->a, &all) = (struct ui_option){.value = tsv_cell(&t, WORD),
				.text = locale_find(cx->lang, tsv_cell(&t, WORD_LABEL)),
				.hint = locale_find(cx->lang, tsv_cell(&t, WORD_NOTE))};
	*out = all.at;
	return (int)all.n;
}

static int role_rows(struct ctx *cx, struct param_row **out)
{
	VEC(struct param_row) rows = {0};
	struct stmt *s = db_prep(
		cx->db, "SELECT code, label, perms, admin FROM role ORDER BY admin DESC, code");
	while (db_step(s) == DB_ROW) {
		struct param_row *r = vec_add(cx->a, &rows);
		*r = (struct param_row){.key = str_dup(cx->a, db_col_text(s, 0))};
		r->cell[ROLE_LABEL] = str_dup(cx->a, db_col_text(s, 1));
		r->cell[ROLE_PERMS] = str_dup(cx->a, db_col_text(s, 2));
		r->cell[ROLE_ADMIN] = db_col_int(s, 3) ? S("1") : S("0");
	}
	db_done(s);
	*out = rows.at;
	return (int)rows.n;
}

/* Whether a word is known, and whether it is a business one. */
static bool known_word(struct ctx *cx, struct str word, bool *business)
{
	struct tsv t;
	AN(tsv_open(&t, cx->a, data_get("permissions.tsv"), columns));
	while (tsv_next(&t)) {
		if (!str_eq(tsv_cell(&t, WORD), word))
			continue;
		*business = str_eq(tsv_cell(&t, WORD_BUSINESS), S("yes"));
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
		else if (!fits(word, business, admin))
			err_field(cx->errs, S("perms"),
				admin ? "“%.*s”是业务权限，管理员不得持有"
				      : "“%.*s”是管理权限，业务角色不得持有",
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

static const struct param_row *find(struct param_row *r, int n, struct str key)
{
	for (int i = 0; i < n; i++)
		if (str_eq(r[i].key, key))
			return &r[i];
	return NULL;
}

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
	check_words(cx, in->cell[ROLE_PERMS], str_eq(was->cell[ROLE_ADMIN], S("1")));
	enum flow_code code = param_check(cx, &roles, in, was);
	if (code != FLOW_OK)
		return code;
	struct stmt *s = db_prep(cx->db, "UPDATE role SET perms = ? WHERE code = ?");
	db_text(s, 1, in->cell[ROLE_PERMS]);
	db_text(s, 2, in->key);
	code = flow_of_db(db_run(s));
	return code == FLOW_OK ? param_seal(cx, &roles, in, was, in->key) : code;
}

static const struct param_sheet roles = {
	.path = "/role",
	.title = "角色权限",
	.lead = "每个角色能做什么。谁有哪个角色，在“组织与账号”里授予。特约监督员、投诉人、企业联系人"
		"的办理页面还没有开放，所以没有权限。",
	.perm = "grant.admin",
	.kind = "role",
	.fields = role_fields,
	.n = NELEM(role_fields),
	.rows = role_rows,
	.save = role_save,
};

PARAM_SHEET(roles, "grant.admin");

const struct route role_routes[] = {PARAM_ROUTES(roles, "/role"), {0}};

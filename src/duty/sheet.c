/* sheet.c — the rules of the lights as a sheet: thresholds and words can be changed, the order
 * and the tests are the program's (PLAN-26). */
#include "base/bug.h"
#include "base/num.h"
#include "base/vec.h"
#include "core/actor.h"
#include "duty/light.h"
#include "duty/page.h"
#include "org/param.h"

enum { LIGHT_TEXT, LIGHT_COLOUR, LIGHT_APPLIES, LIGHT_N, LIGHT_OF_UNIT, MOST = 1000 };

static const struct param_field fields[] = {
	{.name = "text", .label = "显示的话", .max = 40},
	{.name = "light", .label = "灯", .fixed = true},
	{.name = "applies", .label = "适用", .fixed = true, .quiet = true},
	{.name = "n", .label = "阈值", .number = true, .max = 6},
	{.name = "unit", .label = "单位", .fixed = true},
};

static int rows(struct ctx *cx, struct param_row **out)
{
	VEC(struct param_row) found = {0};
	struct stmt *s = db_prep(cx->db, "SELECT code, text, light, applies, n, unit FROM "
					 "light_rule ORDER BY sort");
	while (db_step(s) == DB_ROW) {
		struct param_row *r = vec_add(cx->a, &found);
		*r = (struct param_row){.key = str_dup(cx->a, db_col_text(s, 0))};
		r->cell[LIGHT_TEXT] = str_dup(cx->a, db_col_text(s, 1));
		r->cell[LIGHT_COLOUR] = str_dup(cx->a, db_col_text(s, 2));
		r->cell[LIGHT_APPLIES] = str_dup(cx->a, db_col_text(s, 3));
		r->cell[LIGHT_N] = str_fmt(cx->a, "%lld", (long long)db_col_int(s, 4));
		r->cell[LIGHT_OF_UNIT] = str_dup(cx->a, db_col_text(s, 5));
	}
	db_done(s);
	*out = found.at;
	return (int)found.n;
}

static const struct param_sheet lights;

static const struct param_row *find(struct ctx *cx, struct str key)
{
	struct param_row *r;
	int n = rows(cx, &r);
	for (int i = 0; i < n; i++)
		if (str_eq(r[i].key, key))
			return &r[i];
	return NULL;
}

static enum flow_code save(struct ctx *cx, struct param_in *in)
{
	const struct param_row *was = find(cx, in->key);
	int64_t n = 0;
	if (!actor_may(cx, "setting.edit", RID_NONE))
		return FLOW_DENIED;
	if (was == NULL)
		return FLOW_ABSENT;
	if (!num_int(in->cell[LIGHT_N], 0, MOST, &n))
		err_field(cx->errs, S("n"), "阈值写 0 到 %d 的整数", MOST);
	if (in->cell[LIGHT_TEXT].n == 0)
		err_field(cx->errs, S("text"), "请填写显示的话");
	enum flow_code code = param_check(cx, &lights, in, was);
	if (code != FLOW_OK)
		return code;
	struct stmt *s = db_prep(cx->db, "UPDATE light_rule SET text = ?, n = ? WHERE code = ?");
	db_text(s, 1, in->cell[LIGHT_TEXT]);
	db_int(s, 2, n);
	db_text(s, 3, in->key);
	code = flow_of_db(db_run(s));
	return code == FLOW_OK ? param_seal(cx, &lights, "light_rule", in, was) : code;
}

static const struct param_sheet lights = {
	.path = "/light",
	.title = "亮灯规则",
	.lead = "从上到下，第一条成立的规则决定颜色。颜色不存储，改阈值马上对全部事项生效。",
	.perm = "setting.edit",
	.fields = fields,
	.n = NELEM(fields),
	.rows = rows,
	.save = save,
};

static const struct param_def list_def = {{.fn = param_list, .perm = "setting.edit"}, &lights};
static const struct param_def edit_def = {{.fn = param_edit, .perm = "setting.edit"}, &lights};
static const struct param_def save_def = {{.fn = param_save, .perm = "setting.edit"}, &lights};

const struct route light_routes[] = {
	{.verb = VERB_GET, .pattern = "/light", .fn = page_serve, .more = &list_def},
	{.verb = VERB_GET,
		.pattern = "/light/edit",
		.fn = page_serve,
		.more = &edit_def,
		.params = param_edit_params},
	{.verb = VERB_POST,
		.pattern = "/light/edit",
		.fn = page_serve,
		.more = &save_def,
		.params = param_save_params},
	{0},
};

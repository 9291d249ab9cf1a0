/* sheet.c — the rules of the lights as a sheet: thresholds and words can be changed, the order
 * and the tests are the program's (PLAN-26). */
#include "base/bug.h"
#include "base/num.h"
#include "base/vec.h"
#include "core/actor.h"
#include "duty/light.h"
#include "duty/page_int.h"
#include "org/param.h"

enum { LIGHT_TEXT, LIGHT_COLOUR, LIGHT_APPLIES, LIGHT_TEST, LIGHT_N, MOST = 1000 };

static const struct choice colours[] = {{"green", "绿"}, {"yellow", "黄"}, {"red", "红"},
	{"grey", "灰"}, {"blue", "蓝"}, {"none", "不亮"}, {NULL, NULL}};
static const struct choice applies[] = {{"*", "全部事项"}, {"monthly", "按月报送"},
	{"quarterly", "按季报送"}, {"final", "最终期限"}, {"quota", "规定次数"},
	{"cover", "全覆盖"}, {"redo", "退回重报"}, {NULL, NULL}};

static struct str test_say(struct ctx *cx, const struct param_row *r);

static const struct param_field fields[] = {
	{.name = "text", .label = "显示的话", .max = 40},
	{.name = "light", .label = "灯", .fixed = true, .words = colours},
	{.name = "applies", .label = "适用", .fixed = true, .quiet = true, .words = applies},
	{.name = "test", .label = "什么时候", .fixed = true, .say = test_say},
	{.name = "n", .label = "阈值", .max = 6, .in_form = true, .number = true},
};

/* When the rule holds, in words; its test, and value or unit, stand in `plain`. */
static struct str test_say(struct ctx *cx, const struct param_row *r)
{
	struct str rest = r->plain, test = str_cut(&rest, S(" "));
	struct light_rule rule = {.test = test, .value = rest, .unit = rest};
	int64_t n = 0;
	num_int(r->cell[LIGHT_N], 0, MOST, &n);
	rule.n = (int)n;
	return page_light_when(cx, &rule);
}

static struct str test_of(struct ctx *cx, struct stmt *s)
{
	struct str test = db_col_text(s, 5), value = db_col_text(s, 6), unit = db_col_text(s, 7);
	struct str what = unit.n ? unit : value;
	return str_fmt(cx->a, "%.*s %.*s", STR_ARG(test), STR_ARG(what));
}

static int rows(struct ctx *cx, struct param_row **out)
{
	VEC(struct param_row) found = {0};
	struct stmt *s = db_prep(cx->db, "SELECT code, text, light, applies, n, test, value, unit "
					 "FROM light_rule ORDER BY sort");
	while (db_step(s) == DB_ROW) {
		struct param_row *r = vec_add(cx->a, &found);
		*r = (struct param_row){
			.key = str_dup(cx->a, db_col_text(s, 0)), .plain = test_of(cx, s)};
		r->cell[LIGHT_TEXT] = str_dup(cx->a, db_col_text(s, 1));
		r->cell[LIGHT_COLOUR] = str_dup(cx->a, db_col_text(s, 2));
		r->cell[LIGHT_APPLIES] = str_dup(cx->a, db_col_text(s, 3));
		r->cell[LIGHT_N] = str_fmt(cx->a, "%lld", (long long)db_col_int(s, 4));
		if (db_col_is_null(s, 7))
			r->lacks = 1u << LIGHT_N;
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
	return code == FLOW_OK ? param_seal(cx, &lights, in, was, in->key) : code;
}

static const struct param_sheet lights = {
	.path = "/light",
	.title = "亮灯规则",
	.lead = "从上到下，第一条成立的规则决定颜色。颜色不存储，改阈值马上对全部事项生效。",
	.perm = "setting.edit",
	.kind = "light_rule",
	.fields = fields,
	.n = NELEM(fields),
	.rows = rows,
	.save = save,
};

PARAM_SHEET(lights, "setting.edit");

const struct route light_routes[] = {PARAM_ROUTES(lights, "/light"), {0}};

/* trail.c — see trail.h. */
#include "web/trail.h"
#include "base/bug.h"
#include "base/num.h"
#include "core/flow.h"
#include "core/rec.h"
#include "core/tree.h"
#include "core/val.h"
#include "web/locale.h"

enum { LINE_MAX = 16 * 1024, LINE_CHANGES = 60 };

/* What stands in the log and is no record kind. */
static const struct trail_word kinds[] = {
	{"seal", TR("存证")},
	{"setting", TR("本局设置")},
	{"calendar", TR("工作日历")},
	{"role", TR("角色")},
	{"code", TR("代码表")},
	{"light_rule", TR("亮灯规则")},
	{"param", TR("参数")},
	{"access_token", TR("接口令牌")},
	{"govdoc", TR("依据文件")},
	{"unit_alias", TR("单位别名")},
	{"unit_trait", TR("单位特征")},
};

/* Verbs that are no step of their kind. */
static const struct trail_word verbs[] = {
	{"accept", TR("接收")},
	{"add", TR("登记")},
	{"add_goal", TR("加目标")},
	{"add_phase", TR("加阶段")},
	{"add_rule", TR("加时限")},
	{"enter", TR("录入")},
	{"add_unit", TR("加单位")},
	{"agree", TR("约定")},
	{"alias", TR("改别名")},
	{"answer", TR("答复")},
	{"apply", TR("写入")},
	{"approve", TR("批准")},
	{"ask", TR("请求")},
	{"assign", TR("改为任务")},
	{"attach", TR("归入目标和阶段")},
	{"calendar", TR("日历改变")},
	{"cancel", TR("撤销")},
	{"carry", TR("顺延")},
	{"change", TR("批准变更")},
	{"check", TR("核对")},
	{"clause", TR("对应条款")},
	{"close", TR("关闭")},
	{"consult", TR("征求意见")},
	{"correct", TR("更正")},
	{"count", TR("清点")},
	{"create", TR("新增")},
	{"doer", TR("定承办人")},
	{"done", TR("办结")},
	{"drop", TR("去掉")},
	{"drop_clause", TR("去掉条款")},
	{"drop_goal", TR("去掉目标")},
	{"drop_phase", TR("去掉阶段")},
	{"drop_rule", TR("去掉时限")},
	{"drop_unit", TR("去掉单位")},
	{"edit", TR("修改")},
	{"edition", TR("按新一版调整")},
	{"end", TR("结束")},
	{"erase", TR("依法销毁")},
	{"event", TR("事件发生")},
	{"export", TR("导出")},
	{"feed", TR("程序读取")},
	{"follow", TR("随事项变化")},
	{"forgive", TR("解除锁定")},
	{"handover", TR("交接")},
	{"heading_only", TR("改为标题")},
	{"import", TR("导入")},
	{"issue", TR("签发")},
	{"join", TR("开始要求")},
	{"join_group", TR("进领导小组")},
	{"keep", TR("保留本局的值")},
	{"leave", TR("不再负责")},
	{"leave_group", TR("出领导小组")},
	{"link", TR("关联")},
	{"lock", TR("停用")},
	{"lockout", TR("连续输错，锁定")},
	{"look", TR("查看")},
	{"make", TR("生成")},
	{"members", TR("改成员")},
	{"merge", TR("并入一条")},
	{"merged", TR("并到别条")},
	{"move", TR("调动")},
	{"move_down", TR("下移")},
	{"move_under", TR("改到别条之下")},
	{"move_up", TR("上移")},
	{"name", TR("加名称")},
	{"new", TR("新增")},
	{"open", TR("开始")},
	{"pair", TR("指定承接的措施")},
	{"resolve", TR("认定单位名称")},
	{"outage", TR("服务中断")},
	{"password", TR("设口令")},
	{"pause", TR("暂停")},
	{"preset", TR("安装时带入")},
	{"propose", TR("提出修改")},
	{"report", TR("报送")},
	{"restore", TR("服务恢复")},
	{"resume", TR("恢复")},
	{"return", TR("退回")},
	{"run", TR("展开实施")},
	{"send", TR("提交")},
	{"set_phase", TR("改阶段")},
	{"set_rule", TR("改时限")},
	{"sign", TR("签收")},
	{"sign_in", TR("登录")},
	{"sign_out_elsewhere", TR("退出其他登录")},
	{"silent", TR("到期未答复")},
	{"skip", TR("不再要求")},
	{"split", TR("拆开")},
	{"split_off", TR("拆出")},
	{"stand", TR("转为长期")},
	{"start", TR("启动")},
	{"startup", TR("启动清单")},
	{"supersede", TR("被新一版代替")},
	{"totp_begin", TR("开始设动态口令")},
	{"totp_off", TR("停用动态口令")},
	{"totp_on", TR("启用动态口令")},
	{"totp_reset", TR("重置动态口令")},
	{"traits", TR("改特征")},
	{"unlink", TR("取消关联")},
	{"upgrade", TR("随新版本带入")},
	{"urge", TR("催办")},
	{"verified", TR("核验完毕")},
	{"verify", TR("要求核验")},
	{"void", TR("作废")},
	{"withdraw", TR("撤销")},
};

/* Names in differences that are no field of their kind. */
static const struct trail_word names[] = {
	{"admin", TR("种类")},
	{"alias", TR("别名")},
	{"bad", TR("第一条对不上的")},
	{"basis", TR("依据")},
	{"code", TR("代码")},
	{"coop", TR("配合单位")},
	{"entries", TR("条数")},
	{"filter", TR("范围")},
	{"key", TR("代码")},
	{"label", TR("名称")},
	{"lead", TR("牵头单位")},
	{"members", TR("成员")},
	{"name", TR("名称")},
	{"names", TR("名称")},
	{"note", TR("说明")},
	{"off", TR("停用")},
	{"perms", TR("权限")},
	{"resp", TR("责任单位")},
	{"rows", TR("行数")},
	{"rule", TR("时限")},
	{"scope", TR("权限")},
	{"set", TR("用在哪里")},
	{"sort", TR("顺序")},
	{"state", TR("状态")},
	{"traits", TR("特征")},
	{"unit", TR("单位")},
	{"value", TR("值")},
	{"what", TR("原因")},
};

/* Values of names that are no field. */
static const struct trail_word values[] = {
	{"calendar", TR("日历订阅")},
	{"checklist", TR("自查清单")},
	{"coop", TR("配合单位")},
	{"group", TR("领导小组和办公室")},
	{"heads", TR("第一责任人")},
	{"lead", TR("牵头单位")},
	{"liaisons", TR("联络员信息表")},
	{"mobilise", TR("动员部署会")},
	{"off", TR("休息")},
	{"own_plans", TR("本单位工作计划")},
	{"plan", TR("实施方案")},
	{"read", TR("只读")},
	{"resp", TR("责任单位")},
	{"study", TR("党委会专题研究")},
	{"work", TR("上班")},
	{"write", TR("可以办理")},
};

static const struct trail_word *word_in(const struct trail_word *at, size_t n, struct str code)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(str_of(at[i].code), code))
			return &at[i];
	return NULL;
}

static struct str word(
	enum lang lang, const struct trail_word *at, size_t n, struct str code, struct str none)
{
	const struct trail_word *w = word_in(at, n, code);
	return w ? locale_find(lang, w->zh) : none;
}

int trail_other_kinds(const struct trail_word **out)
{
	*out = kinds;
	return (int)NELEM(kinds);
}

struct str trail_kind(struct ctx *cx, enum lang lang, struct str kind)
{
	const struct kind *k = kind_find(cx->kinds, kind);
	return k ? locale_find(lang, str_of(k->label))
		 : word(lang, kinds, NELEM(kinds), kind, kind);
}

struct str trail_verb(struct ctx *cx, enum lang lang, struct str kind, struct str verb)
{
	const struct kind *k = kind_find(cx->kinds, kind);
	const struct step *st = k ? kind_step(k, verb) : NULL;
	return st ? locale_find(lang, str_of(st->label))
		  : word(lang, verbs, NELEM(verbs), verb, verb);
}

/* "day_2026_10_01" of a calendar. */
static struct str day_name(struct ctx *cx, struct str name)
{
	struct day d;
	struct str text = str_replace(cx->a, str_from(name, 4), S("_"), S("-"));
	return str_starts(name, S("day_")) && day_parse(text, &d) ? text : STR_NONE;
}

struct str trail_name(struct ctx *cx, enum lang lang, struct str kind, struct str name)
{
	const struct kind *k = kind_find(cx->kinds, kind);
	const struct field *f = k ? kind_field(k, name) : NULL;
	if (f)
		return locale_find(lang, str_of(f->label));
	struct str day = day_name(cx, name);
	if (day.n)
		return day;
	const struct trail_word *w = word_in(names, NELEM(names), name);
	if (w)
		return locale_find(lang, w->zh);
	/* A correction stands under its own verb; handed-over things under their kind. */
	struct str verb = trail_verb(cx, lang, kind, name);
	return str_eq(verb, name) ? trail_kind(cx, lang, name) : verb;
}

/* The title of what the reader may see; of anything else only its number. */
static struct str ref_shown(struct ctx *cx, enum lang lang, const struct field *f, rid id)
{
	const struct kind *k = kind_find(cx->kinds, str_of(f->ref));
	struct str title = STR_NONE;
	if (k && flow_may_see(cx, k, id))
		title = rec_title(cx, k, id);
	return title.n ? title : trf(cx->a, lang, "编号 %lld", (long long)id.n);
}

static struct str field_shown(struct ctx *cx, enum lang lang, const struct kind *k,
	const struct field *f, struct str text)
{
	struct ctx quiet = *cx;
	void *row = kind_row(k, cx->a);
	rid id;
	if (f->type == F_REF && num_int(text, 1, INT64_MAX, &id.n))
		return ref_shown(cx, lang, f, id);
	quiet.errs = errs_new(cx->a); /* what was allowed then may be no more */
	if ((f->flags & F_HIDDEN) || f->type == F_STAMP || !val_parse(&quiet, f, text, row))
		return text;
	struct str shown = val_show(&quiet, f, row);
	if (f->type == F_TEXT && (f->flags & F_COMPUTED)) /* the program's own word: a role */
		return word(lang, values, NELEM(values), shown, shown);
	bool worded = f->type == F_ENUM || f->type == F_BOOL;
	return worded ? locale_find(lang, shown) : shown;
}

struct str trail_value(struct ctx *cx, enum lang lang, struct str kind, const struct seal_change *c,
	struct str value)
{
	const struct kind *k = kind_find(cx->kinds, kind);
	const struct field *f = k ? kind_field(k, c->name) : NULL;
	rid unit;
	if (value.n == 0)
		return STR_NONE;
	if (f)
		return field_shown(cx, lang, k, f, value);
	int state = k && str_eq(c->name, S("state")) ? kind_state(k, value) : -1;
	if (state >= 0)
		return locale_find(lang, str_of(k->states[state].label));
	if (k && str_eq(c->name, S("unit")) && num_int(value, 1, INT64_MAX, &unit.n))
		return tree_unit_name(cx, unit);
	return word(lang, values, NELEM(values), value, value);
}

int trail_changes(
	struct ctx *cx, enum lang lang, const struct seal_entry *e, struct ui_change *out, int max)
{
	struct str rest = e->payload;
	struct seal_change c;
	int n = 0;
	while (n < max && rest.n && seal_next_field(&rest, &c))
		out[n++] = (struct ui_change){trail_name(cx, lang, e->kind, c.name),
			trail_value(cx, lang, e->kind, &c, c.old),
			trail_value(cx, lang, e->kind, &c, c.now)};
	return n;
}

struct str trail_line(struct ctx *cx, enum lang lang, const struct seal_entry *e)
{
	struct buf b = buf_in(cx->a, LINE_MAX);
	struct ui_change *at = arena_array(cx->a, LINE_CHANGES, sizeof *at);
	int n = trail_changes(cx, lang, e, at, LINE_CHANGES);
	for (int i = 0; i < n; i++) {
		if (i)
			buf_str(&b, tr(lang, "；"));
		buf_str(&b, at[i].label);
		buf_str(&b, tr(lang, "："));
		if (at[i].before.n)
			buf_fmt(&b, "%.*s → ", STR_ARG(at[i].before));
		buf_str(&b, at[i].after.n ? at[i].after : S("—"));
	}
	return buf_view(&b);
}

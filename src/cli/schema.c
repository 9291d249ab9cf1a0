/* schema.c — duban schema: the tables of the program as SQL, and the record kinds as a document or
 * as JSON. Printed from the tables the program runs on; docs/KINDS.md is this output. */
#include "base/bug.h"
#include "cli/cli.h"
#include "core/world.h"

enum { CEILING = 4 * 1024 * 1024 };

static const char *const type_words[F_TYPES] = {
	[F_TEXT] = "文本",
	[F_LONG] = "长文本",
	[F_INT] = "整数",
	[F_BOOL] = "是否",
	[F_DAY] = "日期",
	[F_STAMP] = "时刻",
	[F_ENUM] = "选项",
	[F_CODE] = "代码",
	[F_REF] = "引用",
	[F_RULE] = "时限规则",
	[F_LENGTH] = "时长",
};

/* ---- for people ---- */

static void put_type(struct buf *b, const struct field *f)
{
	buf_fmt(b, "%s", type_words[f->type]);
	if (f->type == F_REF)
		buf_fmt(b, " → `%s`", f->ref);
	if (f->type == F_CODE)
		buf_fmt(b, " `%s`", f->set);
	if (f->max)
		buf_fmt(b, " ≤ %d", f->max);
	for (const struct choice *c = f->choices; c && c->code; c++)
		buf_fmt(b, "%s%s（`%s`）", c == f->choices ? "：" : "、", c->label, c->code);
}

static void put_flags(struct buf *b, unsigned flags)
{
	static const struct {
		unsigned flag;
		const char *word;
	} words[] = {
		{F_REQUIRED, "必填"},
		{F_UNIQUE, "不重复"},
		{F_COMPUTED, "由系统填"},
		{F_FILTER, "可筛选"},
		{F_SEARCH, "全文检索"},
		{F_HIDDEN, "不出服务器"},
	};
	bool first = true;
	for (unsigned i = 0; i < NELEM(words); i++) {
		if (!(flags & words[i].flag))
			continue;
		buf_fmt(b, "%s%s", first ? "" : "、", words[i].word);
		first = false;
	}
}

static void put_from(struct buf *b, const struct kind *k, const struct step *s)
{
	if (s->flags & STEP_NEW) {
		buf_lit(b, "—");
		return;
	}
	bool first = true;
	for (int i = 0; i < k->n_states; i++) {
		if (!(s->from & STATE_BIT(i)))
			continue;
		buf_fmt(b, "%s%s", first ? "" : "、", k->states[i].label);
		first = false;
	}
}

static void put_steps(struct buf *b, const struct kind *k)
{
	if (k->n_steps == 0)
		return;
	buf_lit(b, "\n| 动作 | 从 | 到 | 权限 | 要求 |\n|---|---|---|---|---|\n");
	for (const struct step *s = k->steps; s < k->steps + k->n_steps; s++) {
		buf_fmt(b, "| %s `%s` | ", s->label, s->name);
		put_from(b, k, s);
		buf_fmt(b, " | %s | `%s` | %s%s%s |\n", s->to < 0 ? "不变" : k->states[s->to].label,
			s->perm, s->flags & STEP_REASON ? "写理由" : "",
			(s->flags & STEP_REASON) && (s->flags & STEP_OTHER) ? "、" : "",
			s->flags & STEP_OTHER ? "不能是登记人本人" : "");
	}
}

static void put_kind(struct buf *b, const struct kind *k)
{
	static const char *const looks[] = {[LEVEL_INNER] = "导出和程序读取入日志",
		[LEVEL_OPEN] = "查看和导出不入日志",
		[LEVEL_GUARDED] = "每次查看和导出都入日志"};
	buf_fmt(b, "\n## %s `%s`\n\n表 `%s`，查看权限 `%s`；%s。\n", k->label, k->name, k->table,
		k->read_perm ? k->read_perm : "", looks[k->level]);
	buf_lit(b, "\n| 字段 | 名称 | 类型 | 说明 |\n|---|---|---|---|\n");
	for (const struct field *f = k->fields; f < k->fields + k->n_fields; f++) {
		buf_fmt(b, "| `%s` | %s | ", f->name, f->label);
		put_type(b, f);
		buf_lit(b, " | ");
		put_flags(b, f->flags);
		buf_lit(b, " |\n");
	}
	put_steps(b, k);
}

static void put_kinds(struct buf *b, const struct kinds *all)
{
	buf_lit(b,
		"# 记录种类\n\n由 `duban schema --kinds` 从程序的表打印，不要手改。每种记录另有："
		"编号 `id`、单位 `unit`、状态 `state`、版本 `version`、登记时间 `made`、"
		"修改时间 `changed`、登记人 `made_by`。\n");
	for (int i = 0; i < all->n; i++)
		put_kind(b, all->at[i]);
}

/* ---- for programs ---- */

static void json_field_of(struct json *j, const struct field *f)
{
	static const char *const types[F_TYPES] = {
		[F_TEXT] = "text",
		[F_LONG] = "long",
		[F_INT] = "int",
		[F_BOOL] = "bool",
		[F_DAY] = "day",
		[F_STAMP] = "stamp",
		[F_ENUM] = "enum",
		[F_CODE] = "code",
		[F_REF] = "ref",
		[F_RULE] = "rule",
		[F_LENGTH] = "length",
	};
	json_obj(j);
	json_kv_text(j, "name", str_of(f->name));
	json_kv_text(j, "label", str_of(f->label));
	json_kv_text(j, "type", str_of(types[f->type]));
	json_kv_bool(j, "required", f->flags & F_REQUIRED);
	json_kv_bool(j, "computed", f->flags & F_COMPUTED);
	if (f->ref)
		json_kv_text(j, "ref", str_of(f->ref));
	if (f->set)
		json_kv_text(j, "set", str_of(f->set));
	json_end_obj(j);
}

static void json_kind(struct json *j, const struct kind *k)
{
	static const char *const levels[] = {
		[LEVEL_INNER] = "taken", [LEVEL_OPEN] = "none", [LEVEL_GUARDED] = "all"};
	json_obj(j);
	json_kv_text(j, "name", str_of(k->name));
	json_kv_text(j, "label", str_of(k->label));
	json_kv_text(j, "table", str_of(k->table));
	json_kv_text(j, "looks", str_of(levels[k->level]));
	json_key(j, S("fields"));
	json_arr(j);
	for (int i = 0; i < k->n_fields; i++)
		if (!(k->fields[i].flags & F_HIDDEN))
			json_field_of(j, &k->fields[i]);
	json_end_arr(j);
	json_key(j, S("states"));
	json_arr(j);
	for (int i = 0; i < k->n_states; i++)
		json_text(j, str_of(k->states[i].code));
	json_end_arr(j);
	json_key(j, S("steps"));
	json_arr(j);
	for (int i = 0; i < k->n_steps; i++)
		json_text(j, str_of(k->steps[i].name));
	json_end_arr(j);
	json_end_obj(j);
}

static void json_kinds(struct buf *b, const struct kinds *all)
{
	struct json j = json_to(b);
	json_obj(&j);
	json_key(&j, S("kinds"));
	json_arr(&j);
	for (int i = 0; i < all->n; i++)
		json_kind(&j, all->at[i]);
	json_end_arr(&j);
	json_end_obj(&j);
	buf_ch(b, '\n');
}

static int run(struct cli *cli)
{
	struct buf b = buf_in(cli->a, CEILING);
	if (opt_has(cli->opt, "openapi")) {
		cli->parts->openapi(cli->parts->kinds, &b);
		buf_ch(&b, '\n');
	} else if (cli->json)
		json_kinds(&b, cli->parts->kinds);
	else if (opt_has(cli->opt, "kinds"))
		put_kinds(&b, cli->parts->kinds);
	else
		schema_print(world_schema(cli->a, cli->parts), opt_has(cli->opt, "pg"), &b);
	AZ(b.full);
	struct str text = buf_view(&b);
	cli_out(cli, "%.*s", STR_ARG(text));
	return CLI_OK;
}

static const struct opt opts[] = {
	OPT_FLAG("pg", "PostgreSQL 的写法", "for PostgreSQL"),
	OPT_FLAG("kinds", "记录种类的说明（Markdown）", "the record kinds as Markdown"),
	OPT_FLAG("openapi", "JSON 接口的说明（OpenAPI 3.1）", "the JSON interface as OpenAPI 3.1"),
	OPT_END,
};

const struct command cmd_schema = {
	.name = "schema",
	.zh = "打印数据库的表结构和记录种类",
	.en = "print the tables of the database and the record kinds",
	.more_zh = "没有选项时打印建表的 SQL；--kinds 打印记录种类的字段、状态和动作；--json "
		   "打印同样的内容供程序使用；--openapi 打印 JSON 接口的说明。",
	.more_en = "Without options the SQL that makes the tables; --kinds prints the fields, "
		   "states and "
		   "steps of the record kinds; --json prints the same for programs; --openapi "
		   "describes the JSON interface.",
	.examples =
		"duban schema --pg\nduban schema --kinds > docs/KINDS.md\nduban schema --openapi",
	.opts = opts,
	.run = run,
};

/* edition.c — see edition.h. */
#include "campaign/consult.h"
#include "cli/edition.h"
#include "core/tree.h"

enum { CEILING = 256 << 20 };

static int64_t changes(const struct edition_diff *d)
{
	return (int64_t)d->n - d->lines[EDITION_SAME];
}

/* ---- text ---- */

static void item_text(struct cli *cli, const struct edition_item *it)
{
	char was[DAY_TEXT], now[DAY_TEXT];
	const char *none = L(cli, "随事件定", "on an event");
	const char *old = day_is_set(it->was) ? day_text(it->was, was) : none;
	const char *new = day_is_set(it->now) ? day_text(it->now, now) : none;
	if (it->occur)
		cli_out(cli, "      + %.*s %s\n", STR_ARG(it->period), new);
	else if (!day_is_set(it->now))
		cli_out(cli, "      - %.*s %s\n", STR_ARG(it->period), old);
	else
		cli_out(cli, "      ~ %.*s %s → %s\n", STR_ARG(it->period), old, new);
}

static void line_text(struct cli *cli, struct ctx *cx, const struct edition_line *e)
{
	struct str was = e->was_unit.n ? tree_unit_name(cx, e->was_unit) : STR_NONE;
	struct str now = e->unit.n ? tree_unit_name(cx, e->unit) : STR_NONE;
	struct str unit = was.n ? was : now;
	if (was.n && now.n && e->unit.n != e->was_unit.n)
		unit = str_fmt(cli->a, "%.*s → %.*s", STR_ARG(was), STR_ARG(now));
	cli_out(cli, "%s  %.*s %.*s  %.*s\n", L(cli, edition_label(e->what), edition_code(e->what)),
		STR_ARG(e->measure->path), STR_ARG(e->measure->heading), STR_ARG(unit));
	if (e->was.n && e->now.n && !str_eq(e->was, e->now))
		cli_out(cli, "    %.*s → %.*s\n", STR_ARG(e->was), STR_ARG(e->now));
	for (int i = 0; i < e->n_items; i++)
		item_text(cli, &e->items[i]);
}

static void consult_text(struct cli *cli, const struct consult *c)
{
	const int64_t *of = c->of;
	if (c->n == 0)
		return;
	cli_out(cli,
		L(cli,
			"征求意见的单位 %zu：同意 %lld，有异议 %lld，异议未采纳 %lld，"
			"采纳了还没有改 %lld，等答复 %lld，到期没有答复 %lld，还没有征求 %lld\n",
			"units to be asked: %zu; %lld agree, %lld object, %lld overruled, "
			"%lld accepted but not changed yet, %lld may still answer, %lld did not "
			"answer in time, %lld not asked\n"),
		c->n, (long long)of[CONSULT_AGREED], (long long)of[CONSULT_OBJECTED],
		(long long)of[CONSULT_OVERRULED], (long long)of[CONSULT_UNCHANGED],
		(long long)of[CONSULT_WAITING], (long long)of[CONSULT_SILENT],
		(long long)of[CONSULT_TO_ASK]);
}

static void diff_text(struct cli *cli, struct ctx *cx, const struct edition_diff *d)
{
	for (size_t i = 0; i < d->n; i++)
		if (d->at[i].what != EDITION_SAME)
			line_text(cli, cx, &d->at[i]);
	cli_out(cli,
		L(cli,
			"与第 %lld 版相比：不变 %lld，时限变更 %lld，单位变更 %lld，新增 %lld，取消 "
			"%lld；"
			"应报改期 %lld，新增 %lld，取消 %lld（其中逾期 %lld）\n",
			"against edition %lld: %lld same, %lld moved, %lld change unit, %lld new, "
			"%lld "
			"dropped; due items: %lld moved, %lld added, %lld cancelled (%lld "
			"overdue)\n"),
		(long long)d->was->edition, (long long)d->lines[EDITION_SAME],
		(long long)d->lines[EDITION_MOVED], (long long)d->lines[EDITION_UNIT],
		(long long)d->lines[EDITION_NEW], (long long)d->lines[EDITION_DROPPED],
		(long long)d->moved, (long long)d->added, (long long)d->cancelled,
		(long long)d->overdue);
}

/* ---- JSON ---- */

static void day_json(struct json *j, const char *key, struct day d)
{
	char text[DAY_TEXT];
	if (day_is_set(d)) {
		json_key(j, str_of(key));
		json_text(j, str_of(day_text(d, text)));
	}
}

static void line_json(struct json *j, struct ctx *cx, const struct edition_line *e)
{
	json_obj(j);
	json_kv_text(j, "what", str_of(edition_code(e->what)));
	json_kv_text(j, "path", e->measure->path);
	json_kv_text(j, "heading", e->measure->heading);
	if (e->was_unit.n)
		json_kv_text(j, "old_unit", tree_unit_name(cx, e->was_unit));
	if (e->unit.n)
		json_kv_text(j, "new_unit", tree_unit_name(cx, e->unit));
	json_kv_text(j, "role", e->role);
	json_kv_text(j, "old", e->was);
	json_kv_text(j, "new", e->now);
	json_kv_int(j, "kept", e->kept);
	json_kv_int(j, "overdue", e->overdue);
	json_key(j, S("dues"));
	json_arr(j);
	for (int i = 0; i < e->n_items; i++) {
		json_obj(j);
		json_kv_text(j, "period", e->items[i].period);
		day_json(j, "old", e->items[i].was);
		day_json(j, "new", e->items[i].now);
		json_end_obj(j);
	}
	json_end_arr(j);
	json_end_obj(j);
}

static void consult_json(struct json *j, const struct consult *c)
{
	static const char *const keys[CONSULTS] = {
		"to_ask", "objected", "unchanged", "waiting", "silent", "overruled", "agreed"};
	json_key(j, S("consent"));
	json_obj(j);
	json_kv_int(j, "units", (int64_t)c->n);
	for (int s = 0; s < CONSULTS; s++) {
		json_key(j, str_of(keys[s]));
		json_int(j, c->of[s]);
	}
	json_end_obj(j);
}

static void diff_json(
	struct cli *cli, struct ctx *cx, const struct edition_diff *d, const struct consult *c)
{
	struct buf b = buf_in(cli->a, CEILING);
	struct json j = json_to(&b);
	json_obj(&j);
	json_kv_int(&j, "edition", d->was->edition);
	for (int what = 0; what < EDITIONS; what++) {
		json_key(&j, str_of(edition_code((enum edition_what)what)));
		json_int(&j, d->lines[what]);
	}
	json_key(&j, S("differences"));
	json_arr(&j);
	for (size_t i = 0; i < d->n; i++)
		if (d->at[i].what != EDITION_SAME)
			line_json(&j, cx, &d->at[i]);
	json_end_arr(&j);
	consult_json(&j, c);
	json_end_obj(&j);
	cli_put(cli, buf_view(&b));
}

int edition_print(struct cli *cli, const struct base *b, rid plan)
{
	struct edition_diff d;
	enum flow_code code = edition_compare(b->cx, plan, &d);
	if (code == FLOW_STATE)
		return cli_fail(cli, CLI_REFUSED,
			L(cli, "导入时用 --supersedes 写明代替哪一版",
				"give --supersedes when importing"),
			"%s", L(cli, "这份方案不代替别的版本", "this plan replaces no edition"));
	if (code != FLOW_OK)
		return base_code(cli, b, code);
	struct consult c;
	consult_load(b->cx, plan, &d, &c);
	if (cli->json) {
		diff_json(cli, b->cx, &d, &c);
	} else {
		diff_text(cli, b->cx, &d);
		consult_text(cli, &c);
	}
	return changes(&d) ? CLI_FOUND : CLI_OK;
}

/* page_roster.c — 导入导出: a sheet goes in in two steps, first what it would change or what is wrong
 * in it, then the change; and out again (N40). */
#include "base/bug.h"
#include "core/query.h"
#include "core/rec.h"
#include "core/tree.h"
#include "org/import.h"
#include "org/page_int.h"
#include "store/blob.h"
#include "sys/conf.h"
#include "sys/file.h"

#include <sys/stat.h>
#include <unistd.h>

enum { IMPORTS = 20, LINES = 100, UPLOAD = IMPORT_FILE + 65536 };

#define XLSX S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")

static struct str import_url(struct page *pg, rid id, const char *tail)
{
	return str_fmt(pg->cx->a, "/org/import/%lld%s", (long long)id.n, tail);
}

static void send_fd(struct page *pg, int fd, struct str type, struct str name)
{
	struct stat st;
	if (fd < 0 || fstat(fd, &st) || lseek(fd, 0, SEEK_SET) < 0) {
		if (fd >= 0)
			close(fd);
		page_refuse(pg, FLOW_WORLD);
		return;
	}
	http_download(pg->r, (struct bytes){.fd = fd, .size = (uint64_t)st.st_size}, type, name);
}

/* ---- the start: upload, template, export, what was imported before ---- */

static void draw_upload(struct page *pg)
{
	struct html *h = pg->h;
	struct ui_field f[] = {{.input = UI_FILE,
		.name = S("file"),
		.label = tr(h->lang, "组织表"),
		.note = tr(h->lang, "xlsx 或 csv，16 MB 以内"),
		.accept = S(".xlsx,.csv,.xls,.et"),
		.error = err_of(pg->cx->errs, S("file"))}};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "导入")});
	ui_body_begin(h);
	ui_errors(h, f, NELEM(f));
	ui_form_begin(h, &(struct ui_form){.action = S("/org/import"), .files = true});
	page_tokens(pg);
	ui_fields(h, f, NELEM(f));
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "上传并核对"),
			     .primary = true,
			     .why = tr(h->lang, "先看会改什么，确认后才写入")});
	ui_buttons_end(h);
	ui_form_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_export(struct page *pg)
{
	struct html *h = pg->h;
	struct ui_button xlsx = {
		.text = tr(h->lang, "导出 XLSX"), .name = S("as"), .value = S("xlsx")};
	struct ui_button csv = {
		.text = tr(h->lang, "导出 CSV"), .name = S("as"), .value = S("csv")};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "模板和导出")});
	ui_body_begin(h);
	h_lit(h, "<p>");
	h_tr(h, "导出的表改几处就能导回来：没有动的行不会有变化。");
	h_lit(h, "</p><p>");
	h_link(h, S("/org/import/template"), tr(h->lang, "下载空白模板和填写说明"));
	h_lit(h, "</p>");
	ui_form_begin(h, &(struct ui_form){.action = S("/org/export")});
	page_tokens(pg);
	ui_buttons_begin(h);
	ui_button(h, &xlsx);
	ui_button(h, &csv);
	ui_buttons_end(h);
	ui_form_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

static enum lamp lamp_of(int state)
{
	switch ((enum import_state)state) {
	case IMPORT_READY:
		return LAMP_YELLOW;
	case IMPORT_WRONG:
		return LAMP_RED;
	case IMPORT_DONE:
		return LAMP_BLUE;
	case IMPORT_SAME:
	case IMPORT_DROPPED:
		break;
	}
	return LAMP_GREY;
}

static struct str counts(struct page *pg, const struct import_row *i)
{
	if (i->n_wrong)
		return trf(pg->cx->a, pg->h->lang, "%lld 处要改", (long long)i->n_wrong);
	return trf(pg->cx->a, pg->h->lang, "新增 %lld · 变更 %lld · 结束 %lld · 不变 %lld",
		(long long)i->n_new, (long long)i->n_changed, (long long)i->n_ended,
		(long long)i->n_same);
}

static void draw_imports(struct page *pg)
{
	struct html *h = pg->h;
	struct query q = {.kind = &import_kind, .per_page = IMPORTS};
	void **rows;
	int n = actor_may(pg->cx, import_kind.read_perm, RID_NONE) ? query_rows(pg->cx, &q, &rows)
								   : 0;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "导入过的表")});
	if (n == 0)
		ui_empty(h, tr(h->lang, "还没有导入过"),
			tr(h->lang, "下载模板，填好单位和人员，再上传。"));
	ui_list_begin(h);
	for (int i = 0; i < n && i < IMPORTS; i++) {
		const struct import_row *row = rows[i];
		struct str when = locale_stamp(pg->cx->a, h->lang, row->head.made, h->today);
		struct str count = counts(pg, row);
		ui_item(h, &(struct ui_item){.lamp = lamp_of(row->head.state),
				   .word = locale_find(h->lang,
					   str_of(import_kind.states[row->head.state].label)),
				   .url = import_url(pg, row->head.id, ""),
				   .title = row->source_name,
				   .meta = str_fmt(pg->cx->a, "%.*s · %.*s", STR_ARG(when),
					   STR_ARG(count))});
	}
	ui_list_end(h);
	ui_card_end(h);
}

static void start(struct page *pg)
{
	struct html *h = pg->h;
	if (!import_may(pg->cx)) {
		page_absent(pg);
		return;
	}
	page_org_open(pg,
		&(struct page_frame){.title = tr(h->lang, "导入导出"),
			.lead = tr(h->lang,
				"用一张表维护单位、人员、任职、包联和账号。有一处错误就都不写入。")},
		"/org/import");
	ui_cols_begin(h, COLS_8_4);
	ui_stack_begin(h);
	draw_upload(pg);
	draw_imports(pg);
	ui_stack_end(h);
	draw_export(pg);
	ui_cols_end(h);
	page_close(pg);
}

static bool take_file(struct page *pg, struct import_draft *d)
{
	const struct http_file *f = http_file(pg->q, S("file"));
	if (f == NULL) {
		err_field(pg->cx->errs, S("file"), "请选一个文件");
		return false;
	}
	d->name = f->name;
	d->office = conf_text(pg->app->conf, CONF_SOFFICE);
	if (bytes_all(&f->data, pg->cx->a, IMPORT_FILE, &d->bytes))
		return true;
	err_field(pg->cx->errs, S("file"), "文件超过 16 MB，请拆成几份");
	return false;
}

static void upload(struct page *pg)
{
	struct import_draft d = {0};
	enum flow_code code = FLOW_INVALID;
	if (take_file(pg, &d))
		code = import_try(pg->cx, &d);
	if (code == FLOW_OK)
		code = page_write(pg, import_keep, &d);
	if (code == FLOW_OK && d.id.n) {
		http_redirect(pg->r, import_url(pg, d.id, ""));
	} else if (code == FLOW_OK) {
		http_redirect(pg->r, S("/org/import")); /* the form was sent twice */
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		start(pg);
	} else {
		page_refuse(pg, code);
	}
}

/* ---- one import ---- */

static struct import_row *asked(struct page *pg)
{
	int64_t id;
	struct import_row *row = NULL;
	if (http_arg_id(pg->q, 0, &id))
		row = rec_load(pg->cx, &import_kind, (rid){id});
	if (row && import_may_see(pg->cx, row))
		return row;
	page_absent(pg);
	return NULL;
}

static void say_state(struct page *pg, const struct import_row *row)
{
	struct html *h = pg->h;
	switch ((enum import_state)row->head.state) {
	case IMPORT_READY:
		ui_note(h, NOTE_YELLOW, STR_NONE,
			tr(h->lang, "*还没有写入。*请看下面会改什么，确认后再导入。"));
		return;
	case IMPORT_SAME:
		ui_note(h, NOTE_BLUE, STR_NONE,
			tr(h->lang, "*没有变化。*表里的内容系统里都有，不用导入。"));
		return;
	case IMPORT_WRONG:
		ui_note(h, NOTE_RED, STR_NONE,
			tr(h->lang, "*没有写入任何内容。*请下载标好错误的原表，在红格子里改好后重新"
				    "上传。"));
		return;
	case IMPORT_DONE:
	case IMPORT_DROPPED:
		return;
	}
}

static void draw_acts(struct page *pg, const struct import_row *row)
{
	struct html *h = pg->h;
	if (row->head.state == IMPORT_READY) {
		ui_form_begin(
			h, &(struct ui_form){.action = import_url(pg, row->head.id, "/apply")});
		page_tokens(pg);
		ui_buttons_begin(h);
		ui_button(h, &(struct ui_button){.text = tr(h->lang, "确认导入"), .primary = true});
		ui_button_link(h, S("/org/import"), tr(h->lang, "返回"));
		ui_buttons_end(h);
		ui_form_end(h);
		return;
	}
	ui_buttons_begin(h);
	if (row->marked)
		ui_button_link(
			h, import_url(pg, row->head.id, "/sheet"), tr(h->lang, "下载标好的原表"));
	ui_button_link(h, S("/org/import"), tr(h->lang, "返回"));
	ui_buttons_end(h);
}

/* Words and light of a line of the preview. */
static struct str change_word(struct page *pg, struct str change, enum lamp *lamp)
{
	static const struct {
		struct str code, word;
		enum lamp lamp;
	} words[] = {{{"new", 3}, TR("新增"), LAMP_GREEN},
		{{"changed", 7}, TR("变更"), LAMP_YELLOW}, {{"ended", 5}, TR("结束"), LAMP_GREY},
		{{"wrong", 5}, TR("要改"), LAMP_RED}, {{"warn", 4}, TR("留意"), LAMP_YELLOW}};
	for (size_t i = 0; i < NELEM(words); i++)
		if (str_eq(words[i].code, change)) {
			*lamp = words[i].lamp;
			return locale_find(pg->h->lang, words[i].word);
		}
	BUG("change of a line");
}

static void draw_line(struct page *pg, const struct import_line *l)
{
	struct html *h = pg->h;
	enum lamp lamp;
	struct str word = change_word(pg, l->change, &lamp);
	bool mark = str_eq(l->change, S("wrong")) || str_eq(l->change, S("warn"));
	ui_tr_begin(h, false);
	h_lit(h, "<td class=\"nw\">");
	ui_lamp(h, lamp, word);
	h_lit(h, "</td>");
	ui_td_quiet(h, mark ? STR_NONE : locale_find(h->lang, roster_table_name(l->table)));
	ui_td(h, l->name);
	ui_td(h, l->text);
	ui_tr_end(h);
}

static void draw_lines(struct page *pg, const struct import_row *row)
{
	struct html *h = pg->h;
	struct import_line *at;
	int n = import_lines(pg->cx, row->head.id, page_org_page(pg) * LINES, LINES, &at);
	int64_t total = row->n_wrong ? row->n_wrong : row->n_new + row->n_changed + row->n_ended;
	struct ui_col cols[] = {{.text = tr(h->lang, "变化")}, {.text = tr(h->lang, "表")},
		{.text = tr(h->lang, "行或格子")}, {.text = tr(h->lang, "内容")}};
	if (n == 0)
		return;
	struct str title = row->n_wrong ? tr(h->lang, "哪里要改") : tr(h->lang, "改了什么");
	if (row->head.state == IMPORT_READY)
		title = tr(h->lang, "会改什么");
	ui_card_begin(h, &(struct ui_card){.title = title, .count = counts(pg, row)});
	ui_table_begin(h, &(struct ui_table){.label = title, .cols = cols, .n_cols = NELEM(cols)});
	for (int i = 0; i < n; i++)
		draw_line(pg, &at[i]);
	ui_table_end(h);
	page_org_pager(pg, str_c(pg->cx->a, import_url(pg, row->head.id, "")), LINES, total);
	ui_card_end(h);
}

static void draw_one(struct page *pg, const struct import_row *row)
{
	struct html *h = pg->h;
	struct ui_link crumb = {S("/org/import"), tr(h->lang, "导入导出")};
	page_org_open(pg,
		&(struct page_frame){.title = row->source_name,
			.crumbs = &crumb,
			.n_crumbs = 1,
			.lamp = lamp_of(row->head.state),
			.word = locale_find(
				h->lang, str_of(import_kind.states[row->head.state].label)),
			.lead = counts(pg, row)},
		"/org/import");
	ui_stack_begin(h);
	page_errors(pg);
	say_state(pg, row);
	draw_acts(pg, row);
	draw_lines(pg, row);
	ui_stack_end(h);
	page_close(pg);
}

static void one(struct page *pg)
{
	const struct import_row *row = asked(pg);
	if (row)
		draw_one(pg, row);
}

static void sheet(struct page *pg)
{
	const struct import_row *row = asked(pg);
	if (row == NULL)
		return;
	int fd = row->marked ? file_temp(NULL) : -1;
	if (fd >= 0 && blob_get_fd(pg->cx->db, (rid){row->marked}, fd) != DB_OK) {
		close(fd);
		fd = -1;
	}
	struct str stem = row->source_name;
	ptrdiff_t dot = str_find(stem, S("."), 0);
	if (dot > 0)
		stem = str_first(stem, (size_t)dot);
	send_fd(pg, fd, XLSX, str_fmt(pg->cx->a, "%.*s-校验.xlsx", STR_ARG(stem)));
}

static void apply(struct page *pg)
{
	struct import_row *row = asked(pg);
	struct import_draft d = {.office = conf_text(pg->app->conf, CONF_SOFFICE)};
	if (row == NULL)
		return;
	d.id = row->head.id;
	enum flow_code code = import_again(pg->cx, &d);
	if (code == FLOW_OK || code == FLOW_STATE) /* sent twice: the first answer's number */
		code = page_write(pg, import_apply, &d);
	if (code == FLOW_OK) {
		page_done(pg, import_url(pg, row->head.id, ""));
	} else if (code == FLOW_CONFLICT) {
		pg->r->status = 409;
		err_field(pg->cx->errs, S(""),
			"核对以后组织有了变化，这张表现在会改的内容和下面不同。请重新上传核对，没有写入。");
		draw_one(pg, row);
	} else {
		page_refuse(pg, code);
	}
}

/* ---- out ---- */

static enum flow_code note_export(struct ctx *cx, void *arg)
{
	(void)arg;
	return flow_note(cx, &(struct seal_in){.kind = "unit", .verb = "export"});
}

/* What leaves the house stands in the log. */
static void export(struct page *pg)
{
	bool csv = str_eq(http_field(pg->q, S("as")), S("csv"));
	struct ctx *cx = pg->cx;
	if (!import_may(cx)) {
		page_absent(pg);
		return;
	}
	enum flow_code code = page_write(pg, note_export, NULL);
	if (code != FLOW_OK) {
		page_refuse(pg, code);
		return;
	}
	char day[DAY_TEXT];
	struct str top = tree_unit_name(cx, tree_top(cx));
	struct str name = str_fmt(cx->a, "%.*s组织-%s.%s", STR_ARG(top), day_text(cx->today, day),
		csv ? "csv" : "xlsx");
	if (csv)
		http_download(pg->r, bytes_of(roster_csv(cx)), S("text/csv; charset=utf-8"), name);
	else
		send_fd(pg, roster_xlsx(cx), XLSX, name);
}

static void template(struct page *pg)
{
	if (import_may(pg->cx))
		send_fd(pg, roster_template(pg->cx), XLSX, S("组织导入模板.xlsx"));
	else
		page_absent(pg);
}

static const struct page_def start_def = {.fn = start, .perm = "org.read"};
static const struct page_def upload_def = {.fn = upload, .perm = "org.read"};
static const struct page_def one_def = {.fn = one, .perm = "org.read"};
static const struct page_def sheet_def = {.fn = sheet, .perm = "org.read"};
static const struct page_def apply_def = {.fn = apply, .perm = "org.read"};
static const struct page_def export_def = {.fn = export, .perm = "org.read"};
static const struct page_def template_def = {.fn = template, .perm = "org.read"};

static const struct route_param upload_params[] = {{.name = "file", .flags = PARAM_FILE}, {0}};
static const struct route_param one_params[] = {{.name = "page", .max = 8}, {0}};
static const struct route_param export_params[] = {{.name = "as", .max = 8}, {0}};

const struct route roster_routes[] = {
	{.verb = VERB_GET, .pattern = "/org/import", .fn = page_serve, .more = &start_def},
	{.verb = VERB_POST,
		.pattern = "/org/import",
		.fn = page_serve,
		.more = &upload_def,
		.params = upload_params,
		.max_body = UPLOAD},
	{.verb = VERB_GET,
		.pattern = "/org/import/template",
		.fn = page_serve,
		.more = &template_def},
	{.verb = VERB_GET,
		.pattern = "/org/import/#id",
		.fn = page_serve,
		.more = &one_def,
		.params = one_params},
	{.verb = VERB_GET,
		.pattern = "/org/import/#id/sheet",
		.fn = page_serve,
		.more = &sheet_def},
	{.verb = VERB_POST,
		.pattern = "/org/import/#id/apply",
		.fn = page_serve,
		.more = &apply_def},
	{.verb = VERB_POST,
		.pattern = "/org/export",
		.fn = page_serve,
		.more = &export_def,
		.params = export_params},
	{0},
};

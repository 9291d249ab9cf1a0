/* page_seal.c — 存证: the log for those who may read it, one entry with what changed, the walk that
 * proves it, signed heads, receipts (the auditor's screen; SEC-01). An auditor sees who changed
 * which record when; what business records say is shown only to who may read them (domain 9.3). */
#include "base/bug.h"
#include "base/num.h"
#include "core/actor.h"
#include "core/kind.h"
#include "org/account.h"
#include "org/check.h"
#include "org/page.h"
#include "seal/receipt.h"
#include "seal/seal.h"
#include "web/page.h"
#include "web/trail.h"
#include "web/ui.h"
#include "web/ui_doc.h"

enum {
	KINDS = 128,
	ENTRIES = 50,
	CHECKS = 5,
	HEADS = 10,
	CHANGES = 40,
	RECEIPT_CHARS = RECEIPT_MAX
};

static struct str entry_url(struct page *pg, int64_t seq)
{
	return str_fmt(pg->cx->a, "/seal/%lld", (long long)seq);
}

/* Kinds without a table of their own (settings, roles, calendar …) are administration. */
static bool may_read(struct page *pg, struct str kind)
{
	const struct kind *k = kind_find(pg->cx->kinds, kind);
	return k == NULL || actor_may(pg->cx, k->read_perm, RID_NONE);
}

/* ---- the list ---- */

static void draw_entry(struct page *pg, const struct seal_entry *e)
{
	struct html *h = pg->h;
	struct str what = trail_kind(pg->cx, h->lang, e->kind);
	if (e->record.n)
		what = str_fmt(pg->cx->a, "%.*s %lld", STR_ARG(what), (long long)e->record.n);
	ui_tr_begin(h, false);
	h_lit(h, "<td class=\"rt\">");
	h_link(h, entry_url(pg, e->seq), str_fmt(pg->cx->a, "%lld", (long long)e->seq));
	h_lit(h, "</td>");
	ui_td(h, locale_stamp(pg->cx->a, h->lang, e->at, h->today));
	ui_td(h, account_name(pg->cx, e->actor));
	ui_td(h, what);
	ui_td(h, trail_verb(pg->cx, h->lang, e->kind, e->verb));
	h_elc(h, "td", "hide-m", may_read(pg, e->kind) ? e->reason : STR_NONE);
	ui_tr_end(h);
}

static struct seal_filter filter_of(struct page *pg)
{
	struct seal_filter f = {.kind = str_trim(http_param(pg->q, S("kind")))};
	struct str who = str_trim(http_param(pg->q, S("who")));
	struct day day;
	num_int(http_param(pg->q, S("before")), 1, INT64_MAX, &f.before);
	if (who.n) {
		f.actor = account_find(pg->cx, who);
		if (f.actor.n == 0)
			f.actor.n = -1; /* nobody: an empty list, not everybody's */
	}
	if (day_parse(str_trim(http_param(pg->q, S("day"))), &day)) {
		f.from = stamp_of_day(day);
		f.until = stamp_of_day(day_add(day, 1));
	}
	return f;
}

static void draw_filter(struct page *pg)
{
	struct html *h = pg->h;
	const struct trail_word *other;
	struct ui_option options[KINDS];
	struct str kind = http_param(pg->q, S("kind"));
	int n = 0;
	for (int i = 0; i < pg->cx->kinds->n && n < KINDS; i++) {
		const struct kind *k = pg->cx->kinds->at[i];
		options[n++] = (struct ui_option){.value = str_of(k->name),
			.text = locale_find(h->lang, str_of(k->label)),
			.on = str_eq(kind, str_of(k->name))};
	}
	int n_other = trail_other_kinds(&other);
	for (int i = 0; i < n_other && n < KINDS; i++)
		options[n++] = (struct ui_option){.value = str_of(other[i].code),
			.text = locale_find(h->lang, other[i].zh),
			.on = str_eq(kind, str_of(other[i].code))};
	struct ui_field f[] = {
		{.input = UI_SELECT,
			.name = S("kind"),
			.label = tr(h->lang, "记录种类"),
			.options = options,
			.n_options = n,
			.none = tr(h->lang, "全部"),
			.half = true},
		{.input = UI_TEXT,
			.name = S("who"),
			.label = tr(h->lang, "登录名"),
			.value = http_param(pg->q, S("who")),
			.max = 40,
			.half = true},
		{.input = UI_DATE,
			.name = S("day"),
			.label = tr(h->lang, "日期"),
			.value = http_param(pg->q, S("day")),
			.half = true},
	};
	h_lit(h, "<div class=\"act\">"); /* not on paper */
	ui_form_begin(h, &(struct ui_form){.action = S("/seal"), .get = true});
	ui_grid_begin(h);
	ui_fields(h, f, NELEM(f));
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "筛选")});
	ui_buttons_end(h);
	ui_grid_end(h);
	ui_form_end(h);
	h_lit(h, "</div>");
}

static struct str older_url(struct page *pg, int64_t seq)
{
	struct ui_param at[3];
	static const char *const keys[] = {"kind", "who", "day"};
	for (int i = 0; i < 3; i++)
		at[i] = (struct ui_param){str_of(keys[i]), http_param(pg->q, str_of(keys[i]))};
	struct ui_query q = {.path = S("/seal"), .params = at, .n = 3};
	return ui_query_with(
		pg->cx->a, &q, S("before"), str_fmt(pg->cx->a, "%lld", (long long)seq));
}

static void draw_log(struct page *pg)
{
	struct html *h = pg->h;
	size_t n;
	struct seal_filter f = filter_of(pg);
	struct seal_entry *at = seal_find(pg->cx->db, &f, ENTRIES, pg->cx->a, &n);
	struct ui_col cols[] = {{.text = tr(h->lang, "编号"), .right = true},
		{.text = tr(h->lang, "时间")}, {.text = tr(h->lang, "谁")},
		{.text = tr(h->lang, "记录")}, {.text = tr(h->lang, "动作")},
		{.text = tr(h->lang, "理由"), .hide_small = true}};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "日志"),
				 .count = trf(pg->cx->a, h->lang, "共 %lld 条",
					 (long long)seal_size(pg->cx->db)),
				 .more = n == ENTRIES ? tr(h->lang, "更早的") : STR_NONE,
				 .more_url = n ? older_url(pg, at[n - 1].seq) : STR_NONE});
	ui_body_begin(h);
	draw_filter(pg);
	ui_body_end(h);
	if (n == 0)
		ui_empty(h, tr(h->lang, "没有符合条件的存证"),
			tr(h->lang, "换一个种类、登录名或日期再筛选。"));
	else
		ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "日志"),
					  .cols = cols,
					  .n_cols = NELEM(cols),
					  .dense = true});
	for (size_t i = 0; i < n; i++)
		draw_entry(pg, &at[i]);
	if (n)
		ui_table_end(h);
	ui_card_end(h);
}

/* ---- the walk ---- */

static bool is_under_way(const struct check *c)
{
	return c->state != CHECK_DONE;
}

/* What came of it: the first entry that does not fit leads to that entry. */
static void draw_result(struct page *pg, const struct check *c)
{
	struct html *h = pg->h;
	if (c->state == CHECK_ASKED) {
		ui_lamp(h, LAMP_GREY, tr(h->lang, "等待开始"));
	} else if (c->state == CHECK_RUNNING) {
		ui_lamp(h, LAMP_YELLOW, tr(h->lang, "正在核验"));
	} else if (c->bad) {
		ui_lamp(h, LAMP_RED, STR_NONE);
		h_link(h, entry_url(pg, c->bad),
			trf(pg->cx->a, h->lang, "第 %lld 条对不上", (long long)c->bad));
		h_lit(h, " ");
		h_elc(h, "span", "q2", c->what);
	} else {
		ui_lamp(h, LAMP_BLUE, tr(h->lang, "完整"));
	}
}

static void draw_check(struct page *pg, const struct check *c)
{
	struct html *h = pg->h;
	ui_tr_begin(h, false);
	ui_td(h, locale_stamp(pg->cx->a, h->lang, c->at, h->today));
	ui_td(h, c->by.n ? c->by : tr(h->lang, "每天夜里"));
	ui_td_int(h, is_under_way(c) ? c->walked : c->entries);
	h_lit(h, "<td>");
	draw_result(pg, c);
	h_lit(h, "</td>");
	ui_tr_end(h);
}

/* How far it is; without script by the link, with script by itself. */
static void draw_progress(struct page *pg, const struct check *c)
{
	struct html *h = pg->h;
	int64_t percent = c->total ? c->walked * 100 / c->total : 0;
	h_lit(h, "<div hx-get=\"/seal\" hx-trigger=\"every 2s\" hx-target=\"#walk\" "
		 "hx-select=\"#walk\" hx-swap=\"outerHTML\">");
	ui_note(h, NOTE_BLUE,
		c->state == CHECK_ASKED ? tr(h->lang, "几秒内开始核验") : tr(h->lang, "正在核验"),
		trf(pg->cx->a, h->lang, "已核验 %lld 条，共 %lld 条（%lld%%）。可以离开这一页。",
			(long long)c->walked, (long long)c->total, (long long)percent));
	ui_buttons_begin(h);
	ui_button_link(h, S("/seal#walk"), tr(h->lang, "看进度"));
	ui_buttons_end(h);
	h_lit(h, "</div>");
}

static void draw_ask(struct page *pg)
{
	struct html *h = pg->h;
	ui_form_begin(h, &(struct ui_form){.action = S("/seal")});
	page_tokens(pg);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "核验全部存证"), .primary = true});
	ui_form_end(h);
}

static void draw_checks(struct page *pg)
{
	struct html *h = pg->h;
	struct check at[CHECKS];
	int n = check_list(pg->cx, CHECKS, at);
	struct ui_col cols[] = {{.text = tr(h->lang, "时间")}, {.text = tr(h->lang, "谁")},
		{.text = tr(h->lang, "条数"), .right = true}, {.text = tr(h->lang, "结果")}};
	h_lit(h, "<div id=\"walk\">");
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "最近的核验")});
	ui_body_begin(h);
	if (n && is_under_way(&at[0]))
		draw_progress(pg, &at[0]);
	else
		draw_ask(pg);
	ui_body_end(h);
	if (n)
		ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "最近的核验"),
					  .cols = cols,
					  .n_cols = NELEM(cols)});
	for (int i = 0; i < n; i++)
		draw_check(pg, &at[i]);
	if (n)
		ui_table_end(h);
	ui_card_end(h);
	h_lit(h, "</div>");
}

/* ---- heads ---- */

static void draw_head(struct page *pg, const struct head *d)
{
	struct html *h = pg->h;
	char root[HASH_HEX];
	ui_tr_begin(h, false);
	ui_td(h, locale_stamp(pg->cx->a, h->lang, d->at, h->today));
	ui_td_int(h, d->size);
	h_elc(h, "td", "mono hide-m", str_first(str_of(digest_hex(&d->root, root)), 16));
	h_elc(h, "td", "mono", str_of(d->key));
	ui_tr_end(h);
}

static void draw_heads(struct page *pg)
{
	struct html *h = pg->h;
	struct head ring[HEADS], next;
	rid id = RID_NONE;
	int64_t size = 0;
	int n = 0;
	while (head_next(pg->cx->db, size, &id, &next) == DB_OK) {
		ring[n++ % HEADS] = next;
		size = next.size;
	}
	struct ui_col cols[] = {{.text = tr(h->lang, "时间")},
		{.text = tr(h->lang, "条数"), .right = true},
		{.text = tr(h->lang, "树根"), .hide_small = true}, {.text = tr(h->lang, "密钥")}};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "签名的树头"),
				 .count = trf(pg->cx->a, h->lang, "共 %lld 个", (long long)n)});
	if (n == 0)
		ui_empty(h, tr(h->lang, "还没有树头"),
			tr(h->lang, "设好签名密钥 seal-key 后，每天夜里做一个。"));
	else
		ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "签名的树头"),
					  .cols = cols,
					  .n_cols = NELEM(cols)});
	for (int i = n - 1; i >= 0 && i >= n - HEADS; i--)
		draw_head(pg, &ring[i % HEADS]);
	if (n)
		ui_table_end(h);
	ui_card_end(h);
}

/* ---- receipts ---- */

static void draw_check_form(struct page *pg, struct str typed)
{
	struct html *h = pg->h;
	struct ui_field f = {.input = UI_LONG,
		.name = S("text"),
		.label = tr(h->lang, "回执全文"),
		.value = typed,
		.error = err_of(pg->cx->errs, S("text")),
		.rows = 5};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "核验回执")});
	ui_body_begin(h);
	ui_form_begin(h, &(struct ui_form){.action = S("/seal/receipt")});
	page_tokens(pg);
	ui_fields(h, &f, 1);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "核验")});
	ui_buttons_end(h);
	ui_form_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

static void draw(struct page *pg, const struct receipt *good)
{
	struct html *h = pg->h;
	page_open(pg,
		&(struct page_frame){.title = tr(h->lang, "存证"),
			.nav = S("/seal"),
			.lead = tr(h->lang,
				"每次变动一条，前后相连。改动或删去任何一条，核验时都会发现。")});
	if (good) {
		struct str key = str_of(good->head.key);
		ui_note(h, NOTE_BLUE, tr(h->lang, "回执有效"),
			trf(pg->cx->a, h->lang, "第 %lld 条在前 %lld 条之内，由密钥 %.*s 签名。",
				(long long)good->seq, (long long)good->head.size, STR_ARG(key)));
	}
	ui_stack_begin(h);
	draw_checks(pg);
	draw_log(pg);
	draw_heads(pg);
	draw_check_form(pg, http_field(pg->q, S("text")));
	ui_stack_end(h);
	page_close(pg);
}

static void show(struct page *pg)
{
	draw(pg, NULL);
}

static enum flow_code do_ask(struct ctx *cx, void *arg)
{
	(void)arg;
	return check_ask(cx);
}

/* One that waits or runs already serves whoever asks now. */
static void verify(struct page *pg)
{
	enum flow_code code = page_write(pg, do_ask, NULL);
	if (code == FLOW_OK || code == FLOW_STATE)
		page_done(pg, S("/seal"));
	else
		page_refuse(pg, code);
}

static void check_receipt(struct page *pg)
{
	struct str text = str_cat(pg->cx->a, str_trim(http_field(pg->q, S("text"))), S("\n"));
	struct receipt r;
	const char *why = NULL;
	bool good = receipt_parse(text, &r, &why) && receipt_check(&r, &why);
	if (!good) {
		err_field(pg->cx->errs, S("text"), "%s", why);
		pg->r->status = 422;
	}
	draw(pg, good ? &r : NULL);
}

/* ---- one entry ---- */

static bool entry_asked(struct page *pg, struct seal_entry *out)
{
	size_t n = 0;
	int64_t seq = 0;
	if (num_int(pg->q->args[0], 1, INT64_MAX - 1, &seq)) {
		struct seal_filter f = {.before = seq + 1};
		struct seal_entry *at = seal_find(pg->cx->db, &f, 1, pg->cx->a, &n);
		if (n && at->seq == seq) {
			*out = *at;
			return true;
		}
	}
	page_absent(pg);
	return false;
}

static void draw_changes(struct page *pg, const struct seal_entry *e)
{
	struct html *h = pg->h;
	struct ui_change at[CHANGES];
	if (!may_read(pg, e->kind)) {
		ui_note(h, NOTE, tr(h->lang, "内容不显示"),
			tr(h->lang, "这是业务记录，只有能看这类记录的人才看得到改了什么。"));
		return;
	}
	int n = trail_changes(pg->cx, h->lang, e, at, CHANGES);
	if (n)
		ui_changes(h, tr(h->lang, "原来"), tr(h->lang, "改为"), at, n);
	else if (e->erased)
		ui_note(h, NOTE, tr(h->lang, "内容已依法销毁"),
			tr(h->lang, "摘要还在，前后仍然相连。"));
	else if (e->payload.n)
		ui_note(h, NOTE, tr(h->lang, "成批建立"),
			tr(h->lang, "这一条为许多记录作证，内容由核验重新计算。"));
}

static void draw_receipt_link(struct page *pg, void *arg)
{
	const struct seal_entry *e = arg;
	ui_action(pg->h, ICON_PRINTER, str_fmt(pg->cx->a, "/seal/%lld/receipt", (long long)e->seq),
		tr(pg->h->lang, "回执"));
}

static void entry(struct page *pg)
{
	struct html *h = pg->h;
	struct seal_entry e;
	struct ui_link crumb = {S("/seal"), tr(h->lang, "存证")};
	if (!entry_asked(pg, &e))
		return;
	struct str kind = trail_kind(pg->cx, h->lang, e.kind);
	struct ui_kv kv[] = {
		{.key = tr(h->lang, "时间"),
			.value = locale_stamp(pg->cx->a, h->lang, e.at, h->today)},
		{.key = tr(h->lang, "谁"), .value = account_name(pg->cx, e.actor)},
		{.key = tr(h->lang, "记录"),
			.value = str_fmt(
				pg->cx->a, "%.*s %lld", STR_ARG(kind), (long long)e.record.n)},
		{.key = tr(h->lang, "版本"),
			.value = str_fmt(pg->cx->a, "%lld", (long long)e.version)},
		{.key = tr(h->lang, "动作"), .value = trail_verb(pg->cx, h->lang, e.kind, e.verb)},
		{.key = tr(h->lang, "理由"),
			.value = may_read(pg, e.kind) && e.reason.n ? e.reason : S("—")},
	};
	page_open(pg, &(struct page_frame){
			      .title = trf(pg->cx->a, h->lang, "存证第 %lld 条", (long long)e.seq),
			      .nav = S("/seal"),
			      .crumbs = &crumb,
			      .n_crumbs = 1,
			      .actions = draw_receipt_link,
			      .arg = &e});
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "这一条")});
	ui_body_begin(h);
	ui_kvs(h, kv, NELEM(kv));
	draw_changes(pg, &e);
	ui_body_end(h);
	ui_card_end(h);
	page_close(pg);
}

static void draw_receipt(struct page *pg, const struct receipt *r)
{
	struct html *h = pg->h;
	struct buf text = buf_in(pg->cx->a, RECEIPT_MAX);
	struct ui_link crumb = {S("/seal"), tr(h->lang, "存证")};
	receipt_text(r, &text);
	page_open(pg,
		&(struct page_frame){
			.title = trf(pg->cx->a, h->lang, "存证第 %lld 条的回执", (long long)r->seq),
			.nav = S("/seal"),
			.crumbs = &crumb,
			.n_crumbs = 1,
			.lead = tr(h->lang,
				"整段保存或打印。以后不用本系统也能核验：duban verify --receipt 文件。")});
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "回执")});
	ui_body_begin(h);
	h_lit(h, "<pre class=\"mono\">");
	h_text(h, buf_view(&text));
	h_lit(h, "</pre>");
	ui_body_end(h);
	ui_card_end(h);
	page_close(pg);
}

static void receipt(struct page *pg)
{
	struct html *h = pg->h;
	struct seal_entry e;
	struct receipt r;
	struct ui_link crumb = {S("/seal"), tr(h->lang, "存证")};
	if (!entry_asked(pg, &e))
		return;
	enum db_code rc = receipt_make(pg->cx->db, e.seq, &r);
	if (rc == DB_OK) {
		draw_receipt(pg, &r);
		return;
	}
	if (rc != DB_ABORT) {
		page_refuse(pg, FLOW_WORLD);
		return;
	}
	page_open(pg, &(struct page_frame){.title = tr(h->lang, "还不能出回执"),
			      .nav = S("/seal"),
			      .crumbs = &crumb,
			      .n_crumbs = 1});
	ui_note(h, NOTE_YELLOW, tr(h->lang, "还没有树头包括这一条"),
		tr(h->lang,
			"每天夜里做一个树头，明天再来；从未做过的，请系统管理员设好 seal-key。"));
	page_close(pg);
}

static const struct page_def show_def = {.fn = show, .perm = "log.read"};
static const struct page_def verify_def = {.fn = verify, .perm = "log.read"};
static const struct page_def check_def = {.fn = check_receipt, .perm = "log.read"};
static const struct page_def entry_def = {.fn = entry, .perm = "log.read"};
static const struct page_def receipt_def = {.fn = receipt, .perm = "log.read"};
static const struct route_param show_params[] = {{.name = "before", .max = 20},
	{.name = "kind", .max = 40}, {.name = "who", .max = 80}, {.name = "day", .max = 20}, {0}};
static const struct route_param check_params[] = {{.name = "text", .max = RECEIPT_CHARS}, {0}};

const struct route seal_routes[] = {
	{.verb = VERB_GET,
		.pattern = "/seal",
		.fn = page_serve,
		.more = &show_def,
		.params = show_params},
	{.verb = VERB_POST, .pattern = "/seal", .fn = page_serve, .more = &verify_def},
	{.verb = VERB_GET, .pattern = "/seal/#seq", .fn = page_serve, .more = &entry_def},
	{.verb = VERB_GET, .pattern = "/seal/#seq/receipt", .fn = page_serve, .more = &receipt_def},
	{.verb = VERB_POST,
		.pattern = "/seal/receipt",
		.fn = page_serve,
		.more = &check_def,
		.params = check_params},
	{0},
};

/* verify.c — `duban verify`: the whole seal of a database, or one receipt without any database.
 *
 * Exit 0: everything fits; 1: something does not, and what; 4: it could not be read. Only reads. */
#include "cli/cli.h"
#include "seal/receipt.h"
#include "seal/seal_verify.h"
#include "store/db.h"
#include "store/schema.h"

enum { OUT_MAX = 64 * 1024, TEXT_MAX = 1 << 20 };

struct watch {
	struct cli *cli;
	struct progress p;
	bool began;
};

static void step(void *arg, int64_t done, int64_t total)
{
	struct watch *w = arg;
	if (!w->began)
		w->p = cli_progress(
			w->cli, L(w->cli, "核验存证", "verifying the seal"), total > 0 ? total : 1);
	w->began = true;
	progress_at(&w->p, done);
}

static bool read_receipt(struct cli *cli, const char *opt, struct receipt *r, int *code)
{
	struct str text;
	const char *why;
	const char *path = str_c(cli->a, opt_text(cli->opt, opt));
	*code = CLI_REFUSED;
	if (!cli_read_file(cli, path, TEXT_MAX, &text))
		return false;
	if (receipt_parse(text, r, &why) && receipt_check(r, &why))
		return true;
	*code = cli_fail(cli, CLI_FOUND,
		L(cli, "请核对文件是否完整、是否被人改过",
			"check that the file is whole and unchanged"),
		"%s: %s", path, why);
	return false;
}

static int verify_receipt(struct cli *cli)
{
	struct receipt r;
	int code;
	char root[HASH_HEX], at[STAMP_TEXT];
	if (!read_receipt(cli, "receipt", &r, &code))
		return code;
	if (!cli->json) {
		cli_out(cli,
			L(cli,
				"回执有效：第 %lld 条在日志 %s 的前 %lld 条之内，%s 由密钥 %s "
				"签名\n",
				"valid: entry %lld of log %s is among its first %lld, signed %s "
				"with "
				"key %s\n"),
			(long long)r.seq, r.head.log, (long long)r.head.size,
			stamp_text(r.head.at, at), r.head.key);
		return CLI_OK;
	}
	struct buf b = buf_in(cli->a, OUT_MAX);
	struct json j = json_to(&b);
	json_obj(&j);
	json_kv_bool(&j, "valid", true);
	json_kv_int(&j, "entry", r.seq);
	json_kv_int(&j, "size", r.head.size);
	json_kv_text(&j, "log", str_of(r.head.log));
	json_kv_text(&j, "key", str_of(r.head.key));
	json_kv_text(&j, "root", str_of(digest_hex(&r.head.root, root)));
	json_kv_text(&j, "time", str_of(stamp_text(r.head.at, at)));
	json_end_obj(&j);
	cli_put(cli, buf_view(&b));
	return CLI_OK;
}

static void put_json(struct cli *cli, const struct seal_report *r)
{
	struct buf b = buf_in(cli->a, OUT_MAX);
	struct json j = json_to(&b);
	char root[HASH_HEX];
	json_obj(&j);
	json_kv_bool(&j, "intact", !r->what.n);
	json_kv_int(&j, "entries", r->entries);
	json_kv_int(&j, "erased", r->erased);
	json_kv_int(&j, "rows", r->rows);
	json_kv_int(&j, "heads", r->heads);
	json_kv_int(&j, "clock_set_back", r->back);
	json_key(&j, S("first_bad"));
	if (r->what.n) {
		json_obj(&j);
		json_kv_int(&j, "entry", r->bad);
		json_kv_text(&j, "why", r->what);
		json_kv_text(&j, "kind", r->kind);
		json_kv_int(&j, "record", r->record.n);
		json_end_obj(&j);
	} else {
		json_nothing(&j);
		json_kv_text(&j, "root", str_of(digest_hex(&r->root, root)));
	}
	json_end_obj(&j);
	cli_put(cli, buf_view(&b));
}

static void put_text(struct cli *cli, const struct seal_report *r)
{
	char root[HASH_HEX];
	if (r->what.n) {
		cli_out(cli,
			L(cli, "存证第 %lld 条对不上：%.*s\n", "entry %lld does not fit: %.*s\n"),
			(long long)r->bad, STR_ARG(r->what));
		if (r->kind.n)
			cli_out(cli,
				L(cli, "它记的是 %.*s %lld 的改动。", "It records %.*s %lld. "),
				STR_ARG(r->kind), (long long)r->record.n);
		cli_out(cli, "%s",
			L(cli, "请停止使用这份数据库，保留原件，并与最近的备份和留存的回执比对。\n",
				"Stop using this database, keep it as it is, and compare it with "
				"the "
				"latest backup and with receipts kept elsewhere.\n"));
		return;
	}
	cli_out(cli,
		L(cli, "存证完整：%lld 条，成批建立的记录 %lld 条，签名的日志头 %lld 个\n",
			"intact: %lld entries, %lld rows created in bulk, %lld signed heads\n"),
		(long long)r->entries, (long long)r->rows, (long long)r->heads);
	if (r->erased)
		cli_out(cli,
			L(cli, "其中依法销毁内容的 %lld 条\n",
				"%lld emptied for a lawful reason\n"),
			(long long)r->erased);
	if (r->back)
		cli_out(cli,
			L(cli, "有 %lld 处时间倒退：当时服务器时钟被调回过\n",
				"in %lld places the server's clock was set back\n"),
			(long long)r->back);
	if (r->entries)
		cli_out(cli, L(cli, "根 %s\n", "root %s\n"), digest_hex(&r->root, root));
}

static int walk(struct cli *cli, struct db *db, const struct head *kept)
{
	struct watch w = {.cli = cli};
	struct seal_report r;
	struct seal_verify_opt o = {.progress = step, .arg = &w, .kept = kept};
	if (schema_version(db) < 0)
		return cli_fail(cli, CLI_REFUSED, L(cli, "请检查路径", "check the path"), "%s",
			L(cli, "这不是督办的数据库", "not a duban database"));
	enum db_code c = seal_verify(db, &o, cli->a, &r);
	if (w.began)
		progress_end(&w.p);
	if (c)
		return cli_fail(cli, CLI_WORLD,
			L(cli, "请看日志；可先从备份恢复一份再核验",
				"see the log; restore a backup and verify that"),
			L(cli, "读数据库失败（%s）", "the database cannot be read (%s)"),
			db_code_name(c));
	if (cli->json)
		put_json(cli, &r);
	else
		put_text(cli, &r);
	return r.what.n ? CLI_FOUND : CLI_OK;
}

static int verify_log(struct cli *cli, const struct head *kept)
{
	struct str why;
	struct store_opt o = {
		.url = str_c(cli->a, conf_text(cli->conf, CONF_DB)), .read_only = true};
	struct store *s = store_open(&o, cli->a, &why);
	if (!s)
		return cli_fail(cli, CLI_WORLD,
			L(cli, "用 --db 指明数据库", "name the database with --db"), "%.*s",
			STR_ARG(why));
	struct db *db = store_reader(s);
	int code = db ? walk(cli, db, kept)
		      : cli_fail(cli, CLI_WORLD, L(cli, "请看日志", "see the log"), "%s",
				L(cli, "打不开数据库", "the database cannot be opened"));
	db_close(db);
	store_close(s);
	return code;
}

static int run(struct cli *cli)
{
	struct receipt r;
	int code;
	if (opt_has(cli->opt, "receipt"))
		return verify_receipt(cli);
	if (!opt_has(cli->opt, "kept"))
		return verify_log(cli, NULL);
	return read_receipt(cli, "kept", &r, &code) ? verify_log(cli, &r.head) : code;
}

static const struct opt opts[] = {OPT_SETTING(DB),
	OPT_VALUE("receipt", "FILE", "只核验一份回执，不需要数据库",
		"check a receipt, no database needed"),
	OPT_VALUE("kept", "FILE", "数据库还必须与这份另行保存的回执一致",
		"the database must also fit this receipt kept elsewhere"),
	OPT_END};

const struct command cmd_verify = {
	.name = "verify",
	.zh = "核验存证：整份日志，或一份回执",
	.en = "verify the seal: the whole log, or one receipt",
	.more_zh =
		"从第一条起逐条重算摘要、链、树、成批记录和签名，指出第一处对不上的地方和原因。"
		"只读，可以对正在运行的数据库或备份使用。退出码：0 完整，1 有对不上的，4 读不了。",
	.more_en =
		"Recomputes digests, chain, tree, bulk rows and signatures from the first entry on "
		"and names the first that does not fit, and why. Only reads; works on a running "
		"database and on a backup. Exit code: 0 intact, 1 something does not fit, 4 not "
		"readable.",
	.examples = "duban verify --db /var/lib/duban/duban.db\n"
		    "duban verify --receipt receipt.txt --json",
	.opts = opts,
	.run = run,
};

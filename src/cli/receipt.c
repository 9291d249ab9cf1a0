/* receipt.c — `duban receipt NO`: the proof that one entry is in the log, as text. */
#include "base/num.h"
#include "cli/base.h"
#include "seal/receipt.h"
#include "seal/seal.h"

static int no_head(struct cli *cli, struct db *db, int64_t seq)
{
	if (seq > seal_size(db))
		return cli_fail(cli, CLI_REFUSED, NULL,
			L(cli, "日志只有 %lld 条", "the log has %lld entries only"),
			(long long)seal_size(db));
	return cli_fail(cli, CLI_FOUND,
		L(cli, "设好 seal-key，等夜里做出树头，或运行 duban tick",
			"set seal-key and wait for the night's head, or run duban tick"),
		L(cli, "还没有树头包括第 %lld 条", "no signed head covers entry %lld yet"),
		(long long)seq);
}

static int run(struct cli *cli)
{
	struct base b;
	struct receipt r;
	int64_t seq;
	if (!num_int(str_of(cli_operand(cli, 0)), 1, INT64_MAX - 1, &seq))
		return cli_fail(cli, CLI_USAGE, NULL, "%s",
			L(cli, "编号是存证的条数，如 18204", "the number of an entry, as 18204"));
	if (!base_open(cli, WORLD_LOOK, &b))
		return CLI_WORLD;
	enum db_code rc = receipt_make(b.db, seq, &r);
	int code = CLI_OK;
	if (rc == DB_ABORT) {
		code = no_head(cli, b.db, seq);
	} else if (rc != DB_OK) {
		code = cli_fail(cli, CLI_WORLD, NULL, "%s",
			L(cli, "数据库出错，请看上面的日志", "the database failed, see the log"));
	} else {
		struct buf text = buf_in(cli->a, RECEIPT_MAX);
		receipt_text(&r, &text);
		cli_put(cli, buf_view(&text));
	}
	base_close(&b);
	return code;
}

static const struct opt opts[] = {OPT_SETTING(DB), OPT_END};

const struct command cmd_receipt = {
	.name = "receipt",
	.operands = "NO",
	.min = 1,
	.max = 1,
	.zh = "打印一条存证的回执",
	.en = "print the receipt of one entry of the log",
	.more_zh = "回执是文字：这一条的摘要、到树根的路径、签名的树头。保存在别处，以后用 "
		   "duban verify --receipt 核验，不用数据库。",
	.more_en = "The receipt is text: the entry's digest, its path to the root, the signed "
		   "head. Keep it elsewhere; duban verify --receipt checks it without a database.",
	.examples = "duban receipt 18204 --db /var/lib/duban/duban.db > 18204.txt\n"
		    "duban verify --receipt 18204.txt",
	.opts = opts,
	.run = run,
};

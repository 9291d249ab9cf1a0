/* receipt.c — see receipt.h. Parsing is strict: one form, every line in its place, nothing behind.
 */
#include "seal/receipt.h"

#include "seal/seal_int.h"

#include "base/num.h"

enum db_code receipt_make(struct db *db, int64_t seq, struct receipt *r)
{
	*r = (struct receipt){.seq = seq};
	enum db_code c = head_latest(db, seq, &r->head);
	if (c)
		return c;
	struct stmt *s = db_prep(db, "SELECT hash FROM seal_entry WHERE seq = ?");
	db_int(s, 1, seq);
	c = db_step(s);
	bool ok = c == DB_ROW && digest_of(db_col_blob(s, 0), &r->leaf);
	db_done(s);
	if (!ok)
		return c == DB_ROW ? DB_CORRUPT : c ? c : DB_ABORT;
	return tree_inclusion(db, seal_hash(db, r->head.alg), seq, r->head.size, &r->path);
}

static void put_hex(struct buf *b, const char *name, const unsigned char *p, size_t n)
{
	buf_fmt(b, "%s ", name);
	for (size_t i = 0; i < n; i++)
		buf_fmt(b, "%02x", p[i]);
	buf_lit(b, "\n");
}

void receipt_text(const struct receipt *r, struct buf *out)
{
	buf_fmt(out, "duban-receipt-1\nentry %lld\n", (long long)r->seq);
	put_hex(out, "leaf", r->leaf.b, HASH_SIZE);
	for (int i = 0; i < r->path.n; i++)
		put_hex(out, "path", r->path.at[i].b, HASH_SIZE);
	head_text(&r->head, out);
	put_hex(out, "pub", r->head.pub, HEAD_PUB);
	put_hex(out, "sig", r->head.sig, HEAD_SIG);
}

static bool take(struct str *rest, struct str name, struct str *value)
{
	if (!str_starts(*rest, name) || str_find(*rest, S("\n"), 0) < 0)
		return false;
	*rest = str_from(*rest, name.n);
	*value = str_cut(rest, S("\n"));
	return true;
}

static bool parse_path(struct str *rest, struct tree_proof *p)
{
	struct str v;
	while (str_starts(*rest, S("path "))) {
		if (p->n == TREE_PROOF || !take(rest, S("path "), &v) ||
			!digest_parse(v, &p->at[p->n++]))
			return false;
	}
	return true;
}

/* Two digests' worth of hexadecimal is a signature. */
static bool parse_sig(struct str hex, unsigned char out[static HEAD_SIG])
{
	struct digest a, b;
	if (hex.n != 2 * HEAD_SIG || !digest_parse(str_first(hex, HEAD_SIG), &a) ||
		!digest_parse(str_from(hex, HEAD_SIG), &b))
		return false;
	memcpy(out, a.b, HASH_SIZE);
	memcpy(out + HASH_SIZE, b.b, HASH_SIZE);
	return true;
}

bool receipt_parse(struct str text, struct receipt *r, const char **why)
{
	struct str v;
	struct digest pub;
	*r = (struct receipt){0};
	*why = "不是存证回执，或内容不完整";
	if (!take(&text, S("duban-receipt-1"), &v) || v.n)
		return false;
	if (!take(&text, S("entry "), &v) || !num_int(v, 1, INT64_MAX, &r->seq))
		return false;
	if (!take(&text, S("leaf "), &v) || !digest_parse(v, &r->leaf))
		return false;
	if (!parse_path(&text, &r->path) || !head_parse(&text, &r->head))
		return false;
	if (!take(&text, S("pub "), &v) || !digest_parse(v, &pub))
		return false;
	memcpy(r->head.pub, pub.b, HEAD_PUB);
	/* Printing, mailing and pasting leave an empty line behind. */
	return take(&text, S("sig "), &v) && parse_sig(v, r->head.sig) && str_trim(text).n == 0;
}

bool receipt_check(const struct receipt *r, const char **why)
{
	struct tree_claim claim = {r->seq - 1, r->head.size, r->leaf, r->head.root};
	struct hash h;
	bool in = false;
	if (hash_init(&h, r->head.alg)) {
		in = tree_included(&h, &claim, &r->path);
		hash_fini(&h);
	}
	if (!in)
		*why = "条目的摘要不在该日志头之下：回执被改动";
	else if (!head_is_signed(&r->head))
		*why = "日志头的签名不对：回执被改动，或不是该密钥所签";
	else
		return true;
	return false;
}

/* seal_verify.c — see seal_verify.h. Trusts nothing but the bytes: neither stored hashes nor kept
 * subtrees are used before they were recomputed. */
#include "seal/seal_verify.h"

#include "seal/seal_int.h"
#include "seal/tree.h"

#include <stdio.h>

enum { PAGE = 1000, LEVELS = 63 };

struct walk {
	struct db *db;
	const struct seal_verify_opt *o;
	struct arena *a; /* of the report */
	struct seal_report *r;
	struct hash h;
	char log[SEAL_LOG_NAME];
	int64_t total, last_ms;
	struct digest prev;
	struct digest side[LEVELS]; /* roots of the complete subtrees on the right edge, by level */
	struct head head;           /* the next head to meet */
	rid head_id;
	bool has_head;
};

/* One entry as read. */
struct row {
	struct seal_leaf leaf;
	struct str reason, payload, salt;
	struct digest hash;
	bool shaped; /* all digests have their length */
};

static bool misfit(struct walk *w, int64_t seq, const char *what)
{
	w->r->bad = seq;
	w->r->what = str_dup(w->a, str_of(what));
	return false;
}

static struct row read_row(struct stmt *s)
{
	struct row r = {.leaf = {.seq = db_col_int(s, 0),
				.at_ms = db_col_int(s, 1),
				.actor = db_col_int(s, 2),
				.kind = db_col_text(s, 3),
				.record = db_col_int(s, 4),
				.version = db_col_int(s, 5),
				.verb = db_col_text(s, 6),
				.alg = (int)db_col_int(s, 10)},
		.reason = db_col_text(s, 7),
		.payload = db_col_text(s, 8),
		.salt = db_col_blob(s, 9)};
	struct str prev = db_col_blob(s, 12);
	r.leaf.has_prev = prev.n != 0;
	r.shaped = digest_of(db_col_blob(s, 11), &r.leaf.content) &&
		   (!prev.n || digest_of(prev, &r.leaf.prev)) &&
		   digest_of(db_col_blob(s, 13), &r.hash);
	return r;
}

/* An emptied entry is right where a later entry says so. */
static bool has_tombstone(struct walk *w, int64_t seq)
{
	char payload[64], number[24];
	snprintf(number, sizeof number, "%lld", (long long)seq);
	snprintf(payload, sizeof payload, "3:seq,0:,%zu:%s,", strlen(number), number);
	struct stmt *s = db_prep(w->db,
		"SELECT count(*) FROM seal_tombstone t JOIN seal_entry e ON "
		"e.seq = t.entry WHERE t.seq = ? AND e.seq > t.seq AND "
		"e.verb = 'erase' AND e.payload = ?");
	db_int(s, 1, seq);
	db_text(s, 2, str_of(payload));
	return db_one_int(s, 0) == 1;
}

static bool check_content(struct walk *w, const struct row *r)
{
	if (!r->salt.n) {
		if (r->reason.n || r->payload.n)
			return misfit(w, r->leaf.seq, "内容只被清除了一部分");
		if (!has_tombstone(w, r->leaf.seq))
			return misfit(w, r->leaf.seq, "内容被清空，但没有依法销毁的记录");
		w->r->erased++;
		return true;
	}
	struct digest d = seal_content_hash(&w->h, r->salt, r->reason, r->payload);
	if (!digest_eq(&d, &r->leaf.content))
		return misfit(w, r->leaf.seq, "理由或字段差异与摘要不符：内容被改动");
	return true;
}

static bool check_entry(struct walk *w, const struct row *r)
{
	int64_t want = w->r->entries + 1;
	if (r->leaf.seq != want)
		return misfit(w, want, "条目缺失：编号不连续");
	if (!r->shaped || w->h.alg != r->leaf.alg)
		return misfit(w, want, "摘要的长度或算法不对");
	if (r->leaf.has_prev != (want > 1) || (want > 1 && !digest_eq(&r->leaf.prev, &w->prev)))
		return misfit(w, want, "与上一条的摘要接不上：此处或之前被改动");
	if (!check_content(w, r))
		return false;
	struct digest d = seal_leaf_hash(&w->h, &r->leaf);
	if (!digest_eq(&d, &r->hash))
		return misfit(w, want, "条目与自身摘要不符：时间、人员、对象、动作等被改动");
	w->prev = d;
	w->r->back += r->leaf.at_ms < w->last_ms;
	w->last_ms = r->leaf.at_ms;
	return true;
}

static bool check_node(struct walk *w, int level, int64_t pos, const struct digest *d)
{
	struct stmt *s = db_prep(w->db, "SELECT hash FROM seal_node WHERE level = ? AND pos = ?");
	struct digest kept;
	db_int(s, 1, level);
	db_int(s, 2, pos);
	bool same = db_step(s) == DB_ROW && digest_of(db_col_blob(s, 0), &kept) &&
		    digest_eq(&kept, d);
	db_done(s);
	return same;
}

/* Adds a leaf to the right edge: as many subtrees are complete as the new size has factors 2. */
static bool grow(struct walk *w, struct digest d)
{
	int64_t size = ++w->r->entries;
	int level = 0;
	for (; (size >> level & 1) == 0; level++) {
		d = hash_pair(&w->h, &w->side[level], &d);
		if ((level + 1) % TREE_STEP == 0 &&
			!check_node(w, level + 1, (size >> (level + 1)) - 1, &d))
			return misfit(w, size, "保存的树节点与条目不符");
	}
	w->side[level] = d;
	return true;
}

/* The root over what was walked: the right edge folded from its lowest subtree. */
static struct digest root(struct walk *w)
{
	struct digest d = {{0}};
	bool any = false;
	for (int level = 0; level < LEVELS; level++) {
		if (!(w->r->entries >> level & 1))
			continue;
		d = any ? hash_pair(&w->h, &w->side[level], &d) : w->side[level];
		any = true;
	}
	return d;
}

static bool fits_head(struct walk *w, const struct head *h)
{
	struct digest d = root(w);
	if (!digest_eq(&d, &h->root))
		return misfit(w, h->size, "已签名的日志头与条目不符：此前的条目被改写");
	if (strcmp(h->log, w->log) != 0)
		return misfit(w, h->size, "日志头属于另一份日志");
	if (!head_is_signed(h))
		return misfit(w, h->size, "日志头的签名不对");
	w->r->heads++;
	return true;
}

static enum db_code next_head(struct walk *w)
{
	enum db_code c = head_next(w->db, w->r->entries, &w->head_id, &w->head);
	w->has_head = c == DB_OK || c == DB_CORRUPT;
	if (c == DB_CORRUPT)
		w->head.key[0] = 0; /* will not be signed: reported where it stands */
	return c == DB_ABORT || c == DB_CORRUPT ? DB_OK : c;
}

static bool check_heads(struct walk *w, enum db_code *code)
{
	const struct head *kept = w->o->kept;
	if (kept && kept->size == w->r->entries && !fits_head(w, kept))
		return false;
	while (w->has_head && w->head.size == w->r->entries) {
		if (!fits_head(w, &w->head))
			return false;
		*code = next_head(w);
		if (*code)
			return false;
	}
	return true;
}

static bool check_rows(struct walk *w, const struct row *r, enum db_code *code)
{
	struct seal_bulk b;
	struct digest d;
	int64_t count;
	if (!r->salt.n || !seal_is_bulk(r->payload))
		return true;
	if (!seal_bulk_parse(r->payload, &b))
		return misfit(w, r->leaf.seq, "成批条目的说明无法识别");
	*code = seal_bulk_hash(w->db, &w->h, &b, &count, &d);
	if (*code)
		return false;
	w->r->rows += count;
	if (count != b.count)
		return misfit(w, r->leaf.seq, "成批建立的记录数目不符：有记录被增删");
	if (!digest_eq(&d, &b.digest))
		return misfit(w, r->leaf.seq, "成批建立的记录与摘要不符：有记录被改动");
	return true;
}

static bool check_all(struct walk *w, const struct row *r, enum db_code *code)
{
	if (check_entry(w, r) && check_rows(w, r, code) && grow(w, r->hash) && check_heads(w, code))
		return true;
	if (!*code) {
		w->r->kind = str_dup(w->a, r->leaf.kind);
		w->r->record = (rid){r->leaf.record};
	}
	return false;
}

/* A page of entries; `*more` while there may be others. */
static enum db_code walk_page(struct walk *w, bool *more)
{
	struct stmt *s = db_prep(w->db,
		"SELECT seq, made, actor, kind, record, version, verb, reason, payload, salt, alg, "
		"content, prev, hash FROM seal_entry WHERE seq > ? ORDER BY seq LIMIT ?");
	enum db_code c, inner = DB_OK;
	int64_t n = 0;
	db_int(s, 1, w->r->entries);
	db_int(s, 2, PAGE);
	while ((c = db_step(s)) == DB_ROW) {
		struct row r = read_row(s);
		n++;
		if (!check_all(w, &r, &inner)) {
			db_done(s);
			*more = false;
			return inner;
		}
	}
	*more = c == DB_OK && n == PAGE;
	if (w->o->progress)
		w->o->progress(w->o->arg, w->r->entries, w->total);
	return c;
}

static enum db_code walk_log(struct walk *w)
{
	bool more = true;
	enum db_code c = next_head(w);
	while (!c && more)
		c = walk_page(w, &more);
	if (c || w->r->bad)
		return c;
	const struct head *kept = w->o->kept;
	if (w->has_head || (kept && kept->size > w->r->entries))
		misfit(w, w->r->entries + 1, "条目缺失：已签名的日志头比现存日志更长");
	else if (w->r->entries)
		w->r->root = root(w);
	return DB_OK;
}

enum db_code seal_verify(
	struct db *db, const struct seal_verify_opt *o, struct arena *a, struct seal_report *out)
{
	*out = (struct seal_report){0};
	struct walk w = {.db = db, .o = o, .a = a, .r = out};
	enum db_code c = db_read_begin(db);
	if (c)
		return c;
	int alg = seal_log_alg(db, w.log);
	w.total = seal_size(db);
	if (!alg && !w.total) {
		if (o->kept)
			misfit(&w, 1, "条目缺失：日志是空的");
	} else if (!hash_init(&w.h, alg)) {
		misfit(&w, 1, "不认识该日志的摘要算法");
	} else {
		c = walk_log(&w);
		hash_fini(&w.h);
	}
	db_read_end(db);
	return c;
}

/* format_test.c — the worked example of docs/FORMAT.md section 8, recomputed. (An independent
 * program, test/data/seal_format_test.py, does the same without our code.) */
#include "seal/receipt.h"
#include "seal/seal_int.h"

#include "base/arena.h"
#include "sys/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct page {
	struct arena *a;
	struct str text;
	struct hash h;
};

static int open_page(void **state)
{
	struct arena *a = arena_open(1 << 20);
	struct page *p = arena_new(a, struct page);
	p->a = a;
	assert_int_equal(file_read(a, "docs/FORMAT.md", 1 << 18, &p->text), FILE_OK);
	assert_true(hash_init(&p->h, HASH_SHA256));
	*state = p;
	return 0;
}

static int close_page(void **state)
{
	struct page *p = *state;
	hash_fini(&p->h);
	arena_close(p->a);
	return 0;
}

static void says(struct page *p, const char *name, const struct digest *d)
{
	char hex[HASH_HEX];
	struct str line = str_fmt(p->a, "\n%s %s\n", name, digest_hex(d, hex));
	assert_true(str_has(p->text, line));
}

static void the_entries_fit(void **state)
{
	struct page *p = *state;
	struct seal_leaf l[3] = {
		{1, 1789722000000, 7, 101, 1, S("measure"), S("create"), 1, {{0}}, {{0}}, false},
		{2, 1789722001000, 7, 101, 2, S("measure"), S("edit"), 1, {{0}}, {{0}}, true},
		{3, 1789722002000, 0, 0, 1, S("campaign"), S("close"), 1, {{0}}, {{0}}, true}};
	const struct str reason[3] = {S("按方案建立"), STR_NONE, STR_NONE};
	const struct str payload[3] = {
		S("5:title,0:,12:监督检查,"), S("3:due,10:2026-09-25,10:2026-10-25,"), STR_NONE};
	struct digest hash[3];
	for (int i = 0; i < 3; i++) {
		char salt[SEAL_SALT];
		for (int k = 0; k < SEAL_SALT; k++)
			salt[k] = (char)(16 * i + k);
		l[i].content = seal_content_hash(
			&p->h, str_n(salt, sizeof salt), reason[i], payload[i]);
		if (i)
			l[i].prev = hash[i - 1];
		hash[i] = seal_leaf_hash(&p->h, &l[i]);
		says(p, arena_fmt(p->a, "content %d", i + 1), &l[i].content);
		says(p, arena_fmt(p->a, "hash %d   ", i + 1), &hash[i]);
	}
	struct digest node = hash_pair(&p->h, &hash[0], &hash[1]);
	struct digest root = hash_pair(&p->h, &node, &hash[2]);
	says(p, "node 1-2 ", &node);
	says(p, "root 3   ", &root);
}

static void the_rows_fit(void **state)
{
	struct page *p = *state;
	hash_begin(&p->h, HASH_ROWS);
	hash_add_net(&p->h, S("12"));
	hash_add_net(&p->h, S("2026-09-18"));
	hash_add_net(&p->h, S("13"));
	hash_add_net(&p->h, S(""));
	struct digest d = hash_end(&p->h);
	says(p, "rows     ", &d);
}

static void the_receipt_is_valid(void **state)
{
	struct page *p = *state;
	struct receipt r;
	const char *why;
	struct str mark = S("```receipt\n");
	ptrdiff_t at = str_find(p->text, mark, 0);
	assert_true(at > 0);
	struct str rest = str_from(p->text, (size_t)at + mark.n);
	struct str text = str_first(rest, (size_t)str_find(rest, S("```"), 0));
	assert_true(receipt_parse(text, &r, &why));
	assert_true(receipt_check(&r, &why));
	struct buf b = buf_in(p->a, RECEIPT_MAX);
	receipt_text(&r, &b);
	assert_true(str_eq(buf_view(&b), text));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_entries_fit),
		cmocka_unit_test(the_rows_fit),
		cmocka_unit_test(the_receipt_is_valid),
	};
	return cmocka_run_group_tests(tests, open_page, close_page);
}

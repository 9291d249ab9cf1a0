/* tree_test.c — roots and proofs against the plain definition of RFC 9162 section 2.1. */
#include "lib/seal_fixture.h"

#include "seal/tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { LEAVES = 290 };

struct forest {
	struct fixture f;
	struct hash h;
	struct digest leaf[LEAVES];
};

static int open_forest(void **state)
{
	struct forest *t = calloc(1, sizeof *t);
	t->f = fixture_open(&seal_fixture_schema);
	assert_true(hash_init(&t->h, HASH_SHA256));
	seal_fixture_fill(t->f.db, LEAVES);
	struct stmt *s = db_prep(t->f.db, "SELECT hash FROM seal_entry ORDER BY seq");
	for (int i = 0; i < LEAVES; i++) {
		assert_int_equal(db_step(s), DB_ROW);
		assert_true(digest_of(db_col_blob(s, 0), &t->leaf[i]));
	}
	db_done(s);
	*state = t;
	return 0;
}

static int close_forest(void **state)
{
	struct forest *t = *state;
	hash_fini(&t->h);
	fixture_close(&t->f);
	free(t);
	return 0;
}

/* MTH(D[n]) as the standard defines it. */
static struct digest plain_root(struct forest *t, int lo, int hi)
{
	if (hi - lo == 1)
		return t->leaf[lo];
	int k = 1;
	while (2 * k < hi - lo)
		k *= 2;
	struct digest l = plain_root(t, lo, lo + k), r = plain_root(t, lo + k, hi);
	return hash_pair(&t->h, &l, &r);
}

static void roots_are_those_of_the_definition(void **state)
{
	struct forest *t = *state;
	for (int n = 1; n <= LEAVES; n++) {
		struct digest want = plain_root(t, 0, n), got;
		assert_int_equal(tree_root(t->f.db, &t->h, n, &got), DB_OK);
		assert_true(digest_eq(&want, &got));
	}
}

/* The known root over the eight leaves that certificate logs test with. */
static void the_known_example_fits(void **state)
{
	struct forest *t = *state;
	static const struct str data[] = {{"", 0}, {"\x00", 1}, {"\x10", 1}, {"\x20\x21", 2},
		{"\x30\x31", 2}, {"\x40\x41\x42\x43", 4}, {"\x50\x51\x52\x53\x54\x55\x56\x57", 8},
		{"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16}};
	struct forest small = {.h = t->h};
	char hex[HASH_HEX];
	for (int i = 0; i < 8; i++) {
		hash_begin(&t->h, HASH_LEAF);
		hash_add(&t->h, data[i]);
		small.leaf[i] = hash_end(&t->h);
	}
	struct digest d = plain_root(&small, 0, 8);
	assert_string_equal(digest_hex(&d, hex),
		"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

static void every_entry_is_proved_and_nothing_else(void **state)
{
	struct forest *t = *state;
	static const int sizes[] = {1, 2, 3, 7, 8, 15, 16, 17, 33, 100, 255, 256, 257, LEAVES};
	for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
		int n = sizes[k];
		for (int i = 0; i < n; i++) {
			struct tree_proof p;
			struct tree_claim c = {i, n, t->leaf[i], plain_root(t, 0, n)};
			assert_int_equal(tree_inclusion(t->f.db, &t->h, i + 1, n, &p), DB_OK);
			assert_true(tree_included(&t->h, &c, &p));
			struct tree_claim other = c;
			other.leaf = t->leaf[(i + 1) % LEAVES];
			assert_false(tree_included(&t->h, &other, &p));
			other = c;
			other.index = (i + 1) % n;
			assert_true(n == 1 || !tree_included(&t->h, &other, &p));
			if (p.n) {
				p.n--;
				assert_false(tree_included(&t->h, &c, &p));
				p.n++;
				p.at[p.n / 2].b[5] ^= 1;
				assert_false(tree_included(&t->h, &c, &p));
			}
		}
	}
}

static void growth_is_proved_and_nothing_else(void **state)
{
	struct forest *t = *state;
	for (int n = 1; n <= LEAVES; n += n < 40 ? 1 : 23) {
		for (int m = 1; m <= n; m++) {
			struct tree_proof p;
			struct tree_claim c = {m, n, plain_root(t, 0, m), plain_root(t, 0, n)};
			assert_int_equal(tree_consistency(t->f.db, &t->h, m, n, &p), DB_OK);
			assert_true(tree_consistent(&t->h, &c, &p));
			struct tree_claim other = c;
			other.leaf.b[0] ^= 1;
			assert_false(tree_consistent(&t->h, &other, &p));
			other = c;
			other.root.b[0] ^= 1;
			assert_false(tree_consistent(&t->h, &other, &p));
			if (p.n) {
				p.at[p.n - 1].b[31] ^= 1;
				assert_false(tree_consistent(&t->h, &c, &p));
			}
		}
	}
}

static void what_is_not_there_is_damage(void **state)
{
	struct forest *t = *state;
	struct digest d;
	assert_int_equal(tree_root(t->f.db, &t->h, LEAVES + 1, &d), DB_CORRUPT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(roots_are_those_of_the_definition),
		cmocka_unit_test(the_known_example_fits),
		cmocka_unit_test(every_entry_is_proved_and_nothing_else),
		cmocka_unit_test(growth_is_proved_and_nothing_else),
		cmocka_unit_test(what_is_not_there_is_damage),
	};
	return cmocka_run_group_tests(tests, open_forest, close_forest);
}

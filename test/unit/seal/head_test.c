/* head_test.c — keys, heads and receipts: made, read again, and refused when a byte differs. */
#include "lib/seal_fixture.h"

#include "seal/receipt.h"
#include "seal/seal_verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

struct make {
	struct head_key *key;
	struct head head;
};

static enum db_code head_job(struct db *w, void *arg)
{
	struct make *m = arg;
	return head_make(w, m->key, (struct stamp){1789722000000}, &m->head);
}

static struct make make_head(struct fixture *f)
{
	char path[300];
	struct str why;
	snprintf(path, sizeof path, "%s.key", f->path);
	struct make m = {.key = head_key_open(path, true, f->a, &why)};
	assert_non_null(m.key);
	assert_int_equal(db_tx(f->db, head_job, &m), DB_OK);
	return m;
}

static void a_key_is_made_once_and_for_its_owner(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&seal_fixture_schema);
	struct str why;
	char path[300];
	struct stat st;
	snprintf(path, sizeof path, "%s.key", f.path);
	assert_null(head_key_open(path, false, f.a, &why));
	assert_true(str_has(why, S("读不到")));
	seal_fixture_fill(f.db, 1);
	struct make a = make_head(&f), b = make_head(&f);
	assert_string_equal(a.head.key, b.head.key);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	FILE *file = fopen(path, "w");
	fputs("no key\n", file);
	fclose(file);
	assert_null(head_key_open(path, true, f.a, &why));
	head_key_close(a.key);
	head_key_close(b.key);
	fixture_close(&f);
}

/* The server and the ticking process may both be the first: one of them makes the key, nobody sees
 * a part of it, and all have it. */
static void those_who_make_a_key_at_once_share_it(void **state)
{
	enum { MAKERS = 8, ROUNDS = 20 };
	(void)state;
	struct arena *a = arena_open(1 << 20);
	const char *path = arena_fmt(a, "/tmp/duban-key-%d", (int)getpid());
	struct str why;
	char c;
	for (int round = 0; round < ROUNDS; round++) {
		int gate[2], code;
		assert_int_equal(pipe(gate), 0);
		for (int i = 0; i < MAKERS; i++)
			if (fork() == 0) {
				close(gate[1]);
				bool open = read(gate[0], &c, 1) == 0;
				_exit(open && head_key_open(path, true, a, &why) ? 0 : 1);
			}
		close(gate[0]);
		close(gate[1]); /* now they go */
		for (int i = 0; i < MAKERS; i++) {
			assert_true(wait(&code) > 0);
			assert_int_equal(code, 0);
		}
		assert_int_equal(unlink(path), 0);
	}
	assert_null(head_key_open("/nowhere/heads.key", true, a, &why));
	assert_true(str_has(why, S("建不起来")));
	arena_close(a);
}

static void an_empty_log_has_no_head(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&seal_fixture_schema);
	char path[300];
	struct str why;
	snprintf(path, sizeof path, "%s.key", f.path);
	struct make m = {.key = head_key_open(path, true, f.a, &why)};
	assert_int_equal(db_tx(f.db, head_job, &m), DB_ABORT);
	head_key_close(m.key);
	fixture_close(&f);
}

static void a_head_is_signed_over_every_line(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&seal_fixture_schema);
	seal_fixture_fill(f.db, 21);
	struct make m = make_head(&f);
	struct head h = m.head, parsed;
	assert_true(head_is_signed(&h));
	struct buf b = buf_in(f.a, 1024);
	head_text(&h, &b);
	struct str text = buf_view(&b);
	assert_true(head_parse(&text, &parsed));
	assert_int_equal(text.n, 0);
	assert_int_equal(parsed.size, 21);
	h.size++;
	assert_false(head_is_signed(&h));
	h = m.head;
	h.root.b[3] ^= 1;
	assert_false(head_is_signed(&h));
	h = m.head;
	h.at.ms++;
	assert_false(head_is_signed(&h));
	h = m.head;
	h.pub[0] ^= 1;
	assert_false(head_is_signed(&h));
	h = m.head;
	h.sig[63] ^= 1;
	assert_false(head_is_signed(&h));
	head_key_close(m.key);
	fixture_close(&f);
}

static void a_receipt_proves_its_entry(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&seal_fixture_schema);
	struct receipt r, again;
	const char *why;
	seal_fixture_fill(f.db, 37);
	assert_int_equal(receipt_make(f.db, 5, &r), DB_ABORT);
	struct make m = make_head(&f);
	seal_fixture_fill(f.db, 3);
	for (int64_t seq = 1; seq <= 37; seq++) {
		assert_int_equal(receipt_make(f.db, seq, &r), DB_OK);
		struct buf b = buf_in(f.a, RECEIPT_MAX);
		receipt_text(&r, &b);
		assert_true(receipt_parse(buf_view(&b), &again, &why));
		assert_true(receipt_check(&again, &why));
		/* As it comes back from a file or a mail: lines that say nothing do not count. */
		struct str text = buf_view(&b);
		assert_true(receipt_parse(str_cat(f.a, text, S("\r\n\n")), &again, &why));
		assert_false(receipt_parse(str_cat(f.a, text, S("x\n")), &again, &why));
	}
	assert_int_equal(receipt_make(f.db, 38, &r), DB_ABORT);
	head_key_close(m.key);
	fixture_close(&f);
}

/* Every single byte of a receipt matters. */
static void a_changed_receipt_is_refused(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&seal_fixture_schema);
	struct receipt r;
	const char *why;
	seal_fixture_fill(f.db, 19);
	struct make m = make_head(&f);
	assert_int_equal(receipt_make(f.db, 7, &r), DB_OK);
	struct buf b = buf_in(f.a, RECEIPT_MAX);
	receipt_text(&r, &b);
	for (size_t i = 0; i < b.n; i++) {
		char was = b.p[i];
		b.p[i] = was == '0' ? '1' : was == '7' ? '8' : '0';
		assert_false(receipt_parse(buf_view(&b), &r, &why) && receipt_check(&r, &why));
		b.p[i] = was;
	}
	for (size_t n = 0; n < b.n; n++)
		assert_false(receipt_parse(str_n(b.p, n), &r, &why));
	head_key_close(m.key);
	fixture_close(&f);
}

/* Somebody who owns the file writes the whole history anew, chain and tree and all: the head he
 * cannot sign, and a head kept elsewhere, still tell. */
static void a_rewritten_history_is_found_by_heads(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&seal_fixture_schema);
	seal_fixture_fill(f.db, 12);
	struct make m = make_head(&f);
	struct seal_report r;
	struct seal_verify_opt o = {.kept = &m.head};
	assert_int_equal(seal_verify(f.db, &o, f.a, &r), DB_OK);
	assert_int_equal(r.bad, 0);
	assert_int_equal(r.heads, 2);
	seal_fixture_tamper(&f, "UPDATE seal_head SET made = made + 1");
	assert_int_equal(seal_verify(f.db, &o, f.a, &r), DB_OK);
	assert_int_equal(r.bad, 12);
	assert_true(str_has(r.what, S("签名")));
	head_key_close(m.key);
	fixture_close(&f);

	f = fixture_open(&seal_fixture_schema);
	seal_fixture_fill(f.db, 12);
	assert_int_equal(seal_verify(f.db, &o, f.a, &r), DB_OK);
	assert_int_equal(r.bad, 12); /* another log: other salts, other hashes */
	fixture_close(&f);

	f = fixture_open(&seal_fixture_schema);
	seal_fixture_fill(f.db, 11);
	assert_int_equal(seal_verify(f.db, &o, f.a, &r), DB_OK);
	assert_int_equal(r.bad, 12);
	assert_true(str_has(r.what, S("更长")));
	fixture_close(&f);
}

static void a_cut_log_is_found_by_its_head(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&seal_fixture_schema);
	seal_fixture_fill(f.db, 12);
	struct make m = make_head(&f);
	seal_fixture_tamper(&f, "DELETE FROM seal_entry WHERE seq > 9");
	struct seal_report r;
	struct seal_verify_opt o = {0};
	assert_int_equal(seal_verify(f.db, &o, f.a, &r), DB_OK);
	assert_int_equal(r.bad, 10);
	head_key_close(m.key);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_key_is_made_once_and_for_its_owner),
		cmocka_unit_test(those_who_make_a_key_at_once_share_it),
		cmocka_unit_test(an_empty_log_has_no_head),
		cmocka_unit_test(a_head_is_signed_over_every_line),
		cmocka_unit_test(a_receipt_proves_its_entry),
		cmocka_unit_test(a_changed_receipt_is_refused),
		cmocka_unit_test(a_rewritten_history_is_found_by_heads),
		cmocka_unit_test(a_cut_log_is_found_by_its_head),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

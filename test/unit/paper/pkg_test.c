/* pkg_test.c — packages that are broken, encrypted, bombs or tricks are refused with a sentence. */
#include "paper/pkg.h"

#include "base/bug.h"
#include "lib/pack.h"
#include "paper/jailed.h"
#include "paper/msg.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <zip.h>

#include <cmocka.h>

#define W "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""

static struct arena *A;

/* What the jailed reader answers: the sentence, or the text. */
static const char *read_file(struct str in)
{
	struct buf out = buf_in(A, (size_t)64 << 20);
	struct msg m;
	jailed_work(A, in, S("dx.docx"), &out);
	assert_true(msg_get(A, buf_view(&out), &m));
	return str_c(A, m.kind == MSG_ERROR ? m.text : m.doc.text);
}

static struct str document_of(size_t fill)
{
	struct buf b = buf_in(A, fill + 4096);
	buf_lit(&b, "<w:document " W "><w:body><w:p><w:r><w:t>");
	char *p = arena_get(A, fill);
	memset(p, 'A', fill);
	buf_put(&b, p, fill);
	buf_lit(&b, "</w:t></w:r></w:p></w:body></w:document>");
	return buf_view(&b);
}

static void a_small_document_is_read(void **state)
{
	(void)state;
	assert_string_equal(read_file(pack_docx(A, document_of(3), STR_NONE, STR_NONE)), "AAA\n");
}

static void bombs_are_refused(void **state)
{
	(void)state;
	struct str steep = pack_docx(A, document_of((size_t)40 << 20), STR_NONE, STR_NONE);
	assert_true(steep.n < 100000);
	assert_non_null(strstr(read_file(steep), "异常地大"));
	struct str big = pack_docx(A, document_of((size_t)97 << 20), STR_NONE, STR_NONE);
	assert_non_null(strstr(read_file(big), "异常地大"));
}

/* The sizes a package declares are its own words: with them falsified the count still holds. */
static void lying_sizes_are_found_out(void **state)
{
	(void)state;
	struct str bomb = pack_docx(A, document_of((size_t)40 << 20), STR_NONE, STR_NONE);
	uint32_t size = (uint32_t)document_of((size_t)40 << 20).n, small = 4000;
	char *p = arena_copy(A, bomb.p, bomb.n);
	int found = 0;
	for (size_t i = 0; i + 4 <= bomb.n; i++)
		if (memcmp(p + i, &size, 4) == 0) {
			memcpy(p + i, &small, 4);
			found++;
		}
	assert_true(found >= 1);
	const char *got = read_file(str_n(p, bomb.n));
	assert_true(strstr(got, "异常地大") || strstr(got, "损坏"));
}

static void broken_packages_are_refused(void **state)
{
	(void)state;
	struct str whole = pack_docx(A, document_of(3000), STR_NONE, STR_NONE);
	for (size_t n = 4; n < whole.n; n += 13)
		assert_non_null(strstr(read_file(str_first(whole, n)), "损坏"));
	char *p = arena_copy(A, whole.p, whole.n);
	for (size_t i = 40; i < whole.n / 2; i++)
		p[i] = (char)(p[i] ^ 0x55);
	assert_non_null(strstr(read_file(str_n(p, whole.n)), "请"));
}

static void other_packages_are_named(void **state)
{
	(void)state;
	const struct pack_part zip[] = {{"照片/1.jpg", S("x")}, {"../../etc/passwd", S("y")}};
	const struct pack_part pptx[] = {{"ppt/presentation.xml", S("<p/>")}};
	const struct pack_part ofd[] = {{"OFD.xml", S("<o/>")}};
	assert_non_null(strstr(read_file(pack(A, zip, 2)), "压缩包"));
	assert_non_null(strstr(read_file(pack(A, pptx, 1)), "演示文稿"));
	assert_non_null(strstr(read_file(pack(A, ofd, 1)), "OFD"));
}

static void names_are_never_paths(void **state)
{
	(void)state;
	const struct pack_part parts[] = {
		{"_rels/.rels", S("<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" "
				  "Target=\"../../../../word/../etc/passwd\"/></Relationships>")},
		{"word/document.xml", S("<x/>")},
	};
	assert_non_null(strstr(read_file(pack(A, parts, 2)), "请"));
}

static void encrypted_packages_are_named(void **state)
{
	(void)state;
	zip_error_t err;
	zip_error_init(&err);
	zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, &err);
	zip_source_keep(to);
	zip_t *z = zip_open_from_source(to, ZIP_TRUNCATE, &err);
	AN(z);
	zip_source_t *s = zip_source_buffer(z, "text", 4, 0);
	zip_int64_t at = zip_file_add(z, "word/document.xml", s, 0);
	AZ(zip_file_set_encryption(z, (zip_uint64_t)at, ZIP_EM_AES_256, "secret"));
	AZ(zip_close(z));
	zip_stat_t st;
	AZ(zip_source_open(to));
	AZ(zip_source_stat(to, &st));
	char *p = arena_get(A, st.size);
	zip_source_read(to, p, st.size);
	zip_source_close(to);
	zip_source_free(to);
	assert_non_null(strstr(read_file(str_n(p, st.size)), "密码"));
}

static int open_arena(void **state)
{
	(void)state;
	A = arena_open((size_t)2 << 30);
	return 0;
}

static int close_arena(void **state)
{
	(void)state;
	arena_close(A);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_small_document_is_read),
		cmocka_unit_test(bombs_are_refused),
		cmocka_unit_test(lying_sizes_are_found_out),
		cmocka_unit_test(broken_packages_are_refused),
		cmocka_unit_test(other_packages_are_named),
		cmocka_unit_test(names_are_never_paths),
		cmocka_unit_test(encrypted_packages_are_named),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}

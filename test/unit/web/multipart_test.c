/* multipart_test.c — uploads: the same parts whether the body lies in memory or in a file. */
#include "web/multipart.h"
#include "base/bug.h"
#include "sys/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <unistd.h>

struct got {
	struct http_pairs fields;
	struct http_files files;
};

static int begin(void **state)
{
	*state = arena_open(256 << 20);
	return 0;
}

static int end(void **state)
{
	arena_close(*state);
	return 0;
}

/* Parses from memory, or from the middle of a file. */
static enum form_err parse(struct arena *a, struct str body, bool in_file, struct got *g)
{
	struct bytes b = bytes_of(body);
	*g = (struct got){0};
	if (in_file) {
		b = (struct bytes){.fd = file_temp(NULL), .at = 5, .size = body.n};
		AN(b.fd >= 0);
		AZ(file_put(b.fd, S("junk:")));
		AZ(file_put(b.fd, body));
		AZ(file_put(b.fd, S("--x--\r\n")));
	}
	return multipart_read(a, &b, S("x"), &g->fields, &g->files);
}

static void give_back(const struct got *g)
{
	if (g->files.n && g->files.at[0].data.fd >= 0)
		close(g->files.at[0].data.fd);
}

#define FIELD(name, value)                                                                         \
	"--x\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n" value "\r\n"
#define UPLOAD(name, file, value)                                                                  \
	"--x\r\nContent-Disposition: form-data; name=\"" name "\"; filename=\"" file               \
	"\"\r\nContent-Type: application/pdf\r\n\r\n" value "\r\n"
#define END "--x--\r\n"

static void fields_and_files_are_found(void **state)
{
	struct str body = S(
		FIELD("进展", "第一行\r\n第二行") UPLOAD("f", "证据.pdf", "%PDF\r\n--y\r\n-")
			FIELD("空", "") UPLOAD("none", "", "") UPLOAD("f", "b.pdf", "") END);
	for (int in_file = 0; in_file < 2; in_file++) {
		struct got g;
		struct str data;
		assert_int_equal(parse(*state, body, in_file, &g), FORM_OK);
		assert_int_equal(g.fields.n, 2);
		assert_true(str_eq(g.fields.at[0].name, S("进展")));
		assert_true(str_eq(g.fields.at[0].value, S("第一行\n第二行")));
		assert_int_equal(g.fields.at[1].value.n, 0);
		assert_int_equal(g.files.n, 2);
		assert_true(str_eq(g.files.at[0].name, S("证据.pdf")));
		assert_true(str_eq(g.files.at[0].type, S("application/pdf")));
		assert_true(bytes_all(&g.files.at[0].data, *state, 100, &data));
		assert_true(str_eq(data, S("%PDF\r\n--y\r\n-")));
		assert_int_equal(g.files.at[1].data.size, 0);
		give_back(&g);
	}
}

/* A delimiter may lie across the edge of the window at any place. */
static void every_window_edge_works(void **state)
{
	struct buf b = buf_in(*state, 1 << 20);
	for (size_t size = MULTIPART_WINDOW - 200; size < MULTIPART_WINDOW + 40; size += 3) {
		struct got g;
		b.n = 0;
		buf_lit(&b, "--x\r\nContent-Disposition: form-data; name=\"f\"; "
			    "filename=\"a\"\r\n\r\n");
		for (size_t i = 0; i < size; i++)
			buf_ch(&b, "\r\n--"[i & 3]);
		buf_lit(&b, "\r\n" FIELD("a", "1") END);
		assert_int_equal(parse(*state, buf_view(&b), true, &g), FORM_OK);
		assert_int_equal(g.files.n, 1);
		assert_int_equal(g.files.at[0].data.size, size);
		assert_int_equal(g.fields.n, 1);
		give_back(&g);
	}
}

static void broken_bodies_are_refused(void **state)
{
	static const struct {
		struct str body;
		enum form_err want;
	} cases[] = {
		{S(""), FORM_BROKEN},
		{S("--"), FORM_BROKEN},
		{S("preamble\r\n" FIELD("a", "1") END), FORM_BROKEN},
		{S("--y\r\n\r\n--y--"), FORM_BROKEN},
		{S("--x"), FORM_CUT},
		{S("--x\r\n"), FORM_CUT},
		{S("--x-"), FORM_CUT},
		{S("--x \r\n"), FORM_BROKEN},
		{S(FIELD("a", "1")), FORM_CUT},
		{S(FIELD("a", "1") "--x"), FORM_CUT},
		{S(FIELD("a", "1") "--x--\r\nepilogue"), FORM_BROKEN},
		{S(FIELD("a", "1") "--x\nA: b\n\n"), FORM_BROKEN},
		{S("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1"), FORM_CUT},
		{S("--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n" END), FORM_BROKEN},
		{S("--x\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n" END),
			FORM_BROKEN},
		{S("--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n" END), FORM_BROKEN},
		{S("--x\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n" END),
			FORM_BROKEN},
		{S("--x\r\nContent-Disposition: form-data; name=\"\"\r\n\r\n1\r\n" END),
			FORM_BROKEN},
		{S("--x\r\nContent-Disposition: form-data; name=\"a\"; "
		   "name=\"b\"\r\n\r\n1\r\n" END),
			FORM_BROKEN},
		{S("--x\r\nContent-Disposition: form-data; name=\"a\"; filename*=UTF-8''b\r\n\r\n"
		   "1\r\n" END),
			FORM_BROKEN},
		{S("--x\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: "
		   "form-data; name=\"b\"\r\n\r\n1\r\n" END),
			FORM_BROKEN},
		{S("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n"
		   "Content-Transfer-Encoding: base64\r\n\r\nMQ==\r\n" END),
			FORM_BROKEN},
		{S("--x\r\nContent-Disposition : form-data; name=\"a\"\r\n\r\n1\r\n" END),
			FORM_BROKEN},
		{S("--x\r\nContent-Disposition: form-data;\r\n name=\"a\"\r\n\r\n1\r\n" END),
			FORM_BROKEN},
		{S("--x\r\nContent-Type: text/plain\r\n\r\n1\r\n" END), FORM_BROKEN},
		{S("--x\r\nno colon\r\n\r\n1\r\n" END), FORM_BROKEN},
		{S(FIELD("a", "\xff")), FORM_CUT},
		{S(FIELD("a", "\xff") END), FORM_CHARS},
		{S(FIELD("a", "\0") END), FORM_CHARS},
		{S(FIELD("a\tb", "1") END), FORM_OK},
		{S(FIELD("a\x01", "1") END), FORM_CHARS},
	};
	for (size_t i = 0; i < NELEM(cases) * 2; i++) {
		struct got g;
		enum form_err e = parse(*state, cases[i / 2].body, i % 2, &g);
		if (e != cases[i / 2].want)
			fail_msg("case %zu: %d", i / 2, (int)e);
	}
}

static void ceilings_hold(void **state)
{
	struct buf b = buf_in(*state, 8 << 20);
	struct got g;
	for (int i = 0; i <= FORM_FIELDS_MAX; i++)
		buf_lit(&b, UPLOAD("f", "", ""));
	buf_lit(&b, END);
	assert_int_equal(parse(*state, buf_view(&b), true, &g), FORM_MANY);
	b.n = 0;
	for (int i = 0; i <= FORM_FILES_MAX; i++)
		buf_lit(&b, UPLOAD("f", "a", "1"));
	buf_lit(&b, END);
	assert_int_equal(parse(*state, buf_view(&b), false, &g), FORM_MANY);
	b.n = 0;
	buf_lit(&b, "--x\r\nA: ");
	for (int i = 0; i < MULTIPART_HEAD_MAX; i++)
		buf_ch(&b, 'a');
	assert_int_equal(parse(*state, buf_view(&b), true, &g), FORM_LONG);
	b.n = 0;
	buf_lit(&b, "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n");
	for (int i = 0; i <= FORM_VALUE_MAX; i++)
		buf_ch(&b, 'a');
	buf_lit(&b, "\r\n" END);
	assert_int_equal(parse(*state, buf_view(&b), true, &g), FORM_LONG);
}

static void file_names_become_labels(void **state)
{
	static const struct {
		struct str sent, label;
	} cases[] = {
		{S("证据.docx"), S("证据.docx")},
		{S("C:\\文件\\证据.docx"), S("证据.docx")},
		{S("../../etc/passwd"), S("passwd")},
		{S("..hidden"), S("hidden")},
		{S("a\r\nb\x01\x7f.txt"), S("ab.txt")},
		{S("a<b>:\"|?*.txt"), S("ab.txt")},
		{S("gnp.\xe2\x80\xae"
		   "exe"),
			S("gnp.exe")},
		{S("\xd6\xa4.txt\xff"), S("\xd6\xa4.txt")},
		{S(" . "), S("未命名")},
		{S(""), S("未命名")},
		{S("/"), S("未命名")},
	};
	for (size_t i = 0; i < NELEM(cases); i++) {
		struct str label = multipart_file_name(*state, cases[i].sent);
		if (!str_eq(label, cases[i].label))
			fail_msg("case %zu: %.*s", i, STR_ARG(label));
	}
	struct buf b = buf_in(*state, 4096);
	for (int i = 0; i < 300; i++)
		buf_lit(&b, "督");
	assert_int_equal(multipart_file_name(*state, buf_view(&b)).n, 198);
}

static void boundaries_are_read(void **state)
{
	struct str b;
	(void)state;
	assert_true(multipart_boundary(S("multipart/form-data; boundary=abc"), &b));
	assert_true(str_eq(b, S("abc")));
	assert_true(multipart_boundary(S("Multipart/Form-Data;Boundary=\"a b\""), &b) == false);
	assert_true(multipart_boundary(S("multipart/form-data; boundary=\"a:b\""), &b));
	assert_true(str_eq(b, S("a:b")));
	assert_false(multipart_boundary(S("multipart/form-data"), &b));
	assert_false(multipart_boundary(S("multipart/form-data; boundary="), &b));
	assert_false(multipart_boundary(S("multipart/form-data; boundary=a; charset=x"), &b));
	assert_false(multipart_boundary(S("multipart/mixed; boundary=a"), &b));
	assert_false(
		multipart_boundary(S("multipart/form-data; boundary="
				     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
				     "aaaaaaaaaaaaaa"),
			&b));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(fields_and_files_are_found),
		TEST(every_window_edge_works),
		TEST(broken_bodies_are_refused),
		TEST(ceilings_hold),
		TEST(file_names_become_labels),
		TEST(boundaries_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

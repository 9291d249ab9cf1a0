/* multipart.c — a form with files, as a browser or an enemy sends it. The boundary is "x". What is
 * accepted has names and lies inside the body. */
#include "fuzz/fuzz.h"

#include "base/utf8.h"
#include "web/multipart.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_open(FUZZ_ARENA);
	struct str body = str_n((const char *)p, n), boundary;
	struct bytes b = bytes_of(body);
	struct http_pairs fields = {0};
	struct http_files files = {0};

	multipart_boundary(body, &boundary);
	struct str label = multipart_file_name(a, body);
	AN(label.n > 0 && label.n <= 200 && utf8_is_valid(label));
	AZ(str_has(label, S("/")) || str_has(label, S("\\")) || label.p[0] == '.');
	multipart_read(a, &b, S("x"), &fields, &files);
	for (size_t i = 0; i < fields.n; i++)
		AN(fields.at[i].value.n <= n);
	for (size_t i = 0; i < files.n; i++)
		AN(files.at[i].name.n <= 200);
	arena_close(a);
	return 0;
}

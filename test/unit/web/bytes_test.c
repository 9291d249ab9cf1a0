/* bytes_test.c — memory and file parts read the same. */
#include "web/bytes.h"
#include "base/bug.h"
#include "sys/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEXT "0123456789"

static struct bytes part_of_file(void)
{
	struct bytes b = {.fd = file_temp(NULL), .at = 3, .size = 10};
	AN(b.fd >= 0);
	AZ(file_put(b.fd, S("abc" TEXT "xyz")));
	return b;
}

static void both_kinds_read_the_same(void **state)
{
	struct arena *a = arena_open(1 << 20);
	struct bytes kinds[] = {bytes_of(S(TEXT)), part_of_file()};
	(void)state;
	for (size_t i = 0; i < NELEM(kinds); i++) {
		char t[32];
		struct str all;
		assert_int_equal(bytes_read(&kinds[i], 0, t, 4), 4);
		assert_memory_equal(t, "0123", 4);
		assert_int_equal(bytes_read(&kinds[i], 8, t, 32), 2);
		assert_memory_equal(t, "89", 2);
		assert_int_equal(bytes_read(&kinds[i], 10, t, 32), 0);
		assert_int_equal(bytes_read(&kinds[i], UINT64_MAX, t, 32), 0);
		assert_true(bytes_all(&kinds[i], a, 10, &all) && str_eq(all, S(TEXT)));
		assert_false(bytes_all(&kinds[i], a, 9, &all));
		int copy = bytes_copy(&kinds[i], NULL);
		struct stat st;
		assert_true(copy >= 0);
		assert_int_equal(fstat(copy, &st), 0);
		assert_int_equal(st.st_size, 10);
		assert_int_equal(st.st_nlink, 0);
		assert_int_equal(read(copy, t, sizeof t), 10);
		assert_memory_equal(t, TEXT, 10);
		close(copy);
	}
	close(kinds[1].fd);
	arena_close(a);
}

static void a_file_cut_short_is_an_error(void **state)
{
	struct arena *a = arena_open(1 << 20);
	struct bytes b = part_of_file();
	struct str all;
	char t[32];
	(void)state;
	assert_int_equal(ftruncate(b.fd, 8), 0);
	assert_int_equal(bytes_read(&b, 0, t, 10), -1);
	assert_int_equal(bytes_read(&b, 0, t, 5), 5);
	assert_false(bytes_all(&b, a, 100, &all));
	assert_true(bytes_copy(&b, NULL) < 0);
	b.size = 5;
	assert_true(bytes_copy(&b, "/nonexistent") < 0);
	close(b.fd);
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_kinds_read_the_same),
		cmocka_unit_test(a_file_cut_short_is_an_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* access_log_test.c — one line for a request, appended, with the route and not the address. */
#include "web/access_log.h"
#include "web/route.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void a_line_for_each(void **state)
{
	static const struct route route = {.pattern = "/due/#id"};
	char path[] = "/tmp/duban-log-XXXXXX", text[1024] = "";
	(void)state;
	close(mkstemp(path));
	struct server_line l = {.verb = VERB_GET,
		.route = &route,
		.status = 200,
		.bytes = 5321,
		.wait_us = 12,
		.work_us = 340};
	for (int i = 0; i < 2; i++) {
		int fd = access_log_open(path);
		assert_true(fd >= 0);
		access_log_put(fd, (struct stamp){1789696800000}, &l, (rid){i ? 17 : 0});
		l = (struct server_line){.verb = VERB_OTHER, .status = 404};
		close(fd);
	}
	int fd = open(path, O_RDONLY);
	assert_true(read(fd, text, sizeof text - 1) > 0);
	assert_string_equal(text, "2026-09-18T10:00:00+08:00 GET /due/#id 200 5321 12 340 -\n"
				  "2026-09-18T10:00:00+08:00 OTHER - 404 0 0 0 17\n");
	close(fd);
	unlink(path);
	assert_int_equal(access_log_open("/no/such/folder/log"), -ENOENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_line_for_each)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

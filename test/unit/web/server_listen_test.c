/* server_listen_test.c — addresses to listen on. */
#include "web/server.h"
#include "base/bug.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static void addresses_are_opened(void **state)
{
	(void)state;
	int fd = server_listen("127.0.0.1:0");
	assert_true(fd >= 0);
	assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	assert_true(fcntl(fd, F_GETFL) & O_NONBLOCK);
	close(fd);
}

static void a_unix_socket_replaces_an_old_one(void **state)
{
	char dir[] = "/tmp/duban-listen-XXXXXX", address[64];
	struct sockaddr_un to = {.sun_family = AF_UNIX};
	(void)state;
	AN(mkdtemp(dir));
	snprintf(address, sizeof address, "unix:%s/s", dir);
	int old = server_listen(address), fd = server_listen(address);
	assert_true(old >= 0 && fd >= 0);
	snprintf(to.sun_path, sizeof to.sun_path, "%s/s", dir);
	int client = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_int_equal(connect(client, (struct sockaddr *)&to, sizeof to), 0);
	close(client);
	close(old);
	close(fd);
	unlink(to.sun_path);
	rmdir(dir);
}

static void others_are_refused(void **state)
{
	static const char *const bad[] = {"", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536",
		"127.0.0.1:-1", "localhost:80", "::1:80", "[::1]", "[]:80", "unix:", "1.2.3:80"};
	(void)state;
	for (size_t i = 0; i < NELEM(bad); i++)
		assert_int_equal(server_listen(bad[i]), -EINVAL);
	int fd = server_listen("127.0.0.1:0");
	struct sockaddr_storage at;
	socklen_t n = sizeof at;
	char text[32];
	AZ(getsockname(fd, (struct sockaddr *)&at, &n));
	const uint8_t *port = (const uint8_t *)&at + 2;
	snprintf(text, sizeof text, "127.0.0.1:%d", port[0] << 8 | port[1]);
	assert_int_equal(server_listen(text), -EADDRINUSE);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_are_opened),
		cmocka_unit_test(a_unix_socket_replaces_an_old_one),
		cmocka_unit_test(others_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

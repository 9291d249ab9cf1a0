/* peer.h — the other side of a connection, for tests: a child on a loopback port that plays a
 * script and hands back what it was told. */
#ifndef TEST_LIB_PEER_H
#define TEST_LIB_PEER_H

#include <sys/types.h>

enum { PEER_HEARD = 64 * 1024 };

struct peer {
	pid_t pid;
	int port;
	int from; /* what it heard arrives here when it ends */
	char heard[PEER_HEARD];
};

/* Waits for one connection and runs `play` on it. */
struct peer *peer_start(void (*play)(int fd, int to));
/* Waits for its end and reads what it heard; frees nothing. */
const char *peer_end(struct peer *p);
/* Ends it, where nobody connected. */
void peer_kill(struct peer *p);

#endif

/* dies.h — for tests of what must abort. */
#ifndef TEST_LIB_DIES_H
#define TEST_LIB_DIES_H

#include <stdbool.h>

/* True where `f(arg)` ends the process with SIGABRT. It runs in a child; its last line on standard
 * error is kept out of the test's output. */
bool dies(void (*f)(void *arg), void *arg);

#endif

/* slowsync.c — a disk whose every sync costs SLOWSYNC_US microseconds more (2 000 where it is not set).
 *
 *	gcc -shared -fPIC -o slowsync.so slowsync.c -ldl
 *	LD_PRELOAD=./slowsync.so SLOWSYNC_US=2000 program */
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static int slow(const char *name, int fd)
{
	const char *us = getenv("SLOWSYNC_US");
	long ns = (us ? atol(us) : 2000) * 1000;
	int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
	nanosleep(&(struct timespec){ns / 1000000000, ns % 1000000000}, NULL);
	return real(fd);
}

int fdatasync(int fd)
{
	return slow("fdatasync", fd);
}

int fsync(int fd)
{
	return slow("fsync", fd);
}

/* main.c — runs a fuzz target once over every kept input, as TAP. Not a fuzzer: it keeps found
 * inputs from coming back, in the ordinary build, with the ordinary compiler. */
#include "fuzz/fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

/* The targets themselves refuse anything longer. */
enum { INPUT_BYTES = 4 << 20 };

static int replay(const char *path)
{
	static uint8_t bytes[INPUT_BYTES];
	FILE *f = fopen(path, "rb");

	if (!f)
		return -1;
	size_t n = fread(bytes, 1, sizeof bytes, f);
	fclose(f);
	/* An exact copy, so that a sanitizer sees a read past the end. */
	uint8_t *copy = malloc(n ? n : 1);
	if (!copy)
		return -1;
	for (size_t i = 0; i < n; i++)
		copy[i] = bytes[i];
	LLVMFuzzerTestOneInput(copy, n);
	free(copy);
	return 0;
}

int main(int argc, char **argv)
{
	DIR *d = argc == 2 ? opendir(argv[1]) : NULL;
	struct dirent *e;
	char path[4096];
	int n = 0;

	if (!d) {
		fprintf(stderr, "usage: %s CORPUS\n", argv[0]);
		return 64;
	}
	while ((e = readdir(d))) {
		if (e->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "%s/%s", argv[1], e->d_name);
		printf("%s %d - %s\n", replay(path) == 0 ? "ok" : "not ok", ++n, e->d_name);
		fflush(stdout);
	}
	closedir(d);
	printf("1..%d\n", n);
	return 0;
}

/* lib.c — see lib.h. */
#include "sys/lib.h"

#include <dlfcn.h>
#include <string.h>

bool lib_open(const char *soname, const struct lib_sym *syms, size_t n, void *table)
{
	void *handle = dlopen(soname, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
	if (handle == NULL)
		return false;
	for (size_t i = 0; i < n; i++) {
		void *fn = dlsym(handle, syms[i].name);
		if (fn == NULL)
			return false;
		memcpy((char *)table + syms[i].slot, &fn, sizeof fn);
	}
	return true;
}

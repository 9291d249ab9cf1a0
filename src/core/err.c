/* err.c — see err.h. */
#include "core/err.h"
#include "base/vec.h"

#include <stdarg.h>
#include <stdio.h>

struct errs *errs_new(struct arena *a)
{
	struct errs *e = arena_new(a, struct errs);
	e->a = a;
	return e;
}

void err_field(struct errs *e, struct str field, const char *fmt, ...)
{
	char text[1024];
	if (e->n >= ERR_MAX)
		return;
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	*vec_add(e->a, e) = (struct err_item){str_dup(e->a, field), str_dup(e->a, str_of(text))};
}

struct str err_of(const struct errs *e, struct str field)
{
	for (size_t i = 0; e && i < e->n; i++)
		if (str_eq(e->at[i].field, field))
			return e->at[i].text;
	return STR_NONE;
}

void errs_join(struct errs *e, size_t from)
{
	size_t kept = from;
	for (size_t i = from; i < e->n; i++) {
		bool known = e->at[i].field.n == 0;
		for (size_t k = 0; k < kept && !known; k++)
			known = str_eq(e->at[k].field, e->at[i].field);
		if (!known)
			e->at[kept++] = e->at[i];
	}
	e->n = kept;
}

void errs_clear(struct errs *e)
{
	e->n = 0;
}

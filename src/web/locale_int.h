/* locale_int.h — the table that tools/locale.mjs makes of locale/en.tsv, sorted by bytes. */
#ifndef WEB_LOCALE_INT_H
#define WEB_LOCALE_INT_H

#include "base/str.h"

struct locale_entry {
	struct str zh, en; /* both NUL-terminated behind the view */
};

extern const struct locale_entry locale_en[];
extern const size_t locale_en_n;

#endif

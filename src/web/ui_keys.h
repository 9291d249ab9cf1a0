/* ui_keys.h — one-key ways through a page, and the help that shows them.
 *
 * The help is a list of ordinary links: what a key does, its link does, by mouse, by Tab and
 * without script (assets/keys.js only follows them). No key is taken while something is typed,
 * none with Ctrl, Alt or Meta, and they can be switched off, as screen readers need (WCAG 2.1,
 * 2.1.4). */
#ifndef WEB_UI_KEYS_H
#define WEB_UI_KEYS_H

#include "web/html.h"

struct ui_key {
	const char *key; /* one letter */
	struct str what;
	struct str url; /* a page, or #id: a field or a part of this page; empty: see below */
};
/* At the foot of a page. A key without a url walks: j to the next, k to the one before of the
 * entries that have a number or a name of their own (questions, measures). */
void ui_keys(struct html *h, const struct ui_key *keys, int n);

#endif

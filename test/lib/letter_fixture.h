/* letter_fixture.h — letters of invented content for tests and benches. */
#ifndef TEST_LETTER_FIXTURE_H
#define TEST_LETTER_FIXTURE_H

#include "paper/letter.h"

/* A notice with every element: head, `sections` sections of four levels, a table in an annex,
 * signature and colophon. Three sections fill three pages of body and one of annex. */
struct letter letter_fixture(struct arena *a, int sections);
/* One paragraph of `chars` plain characters, no head, no title. */
struct letter letter_fixture_plain(struct arena *a, int chars);

#endif

/* plan_docx.h — a plan in plain text as a .docx: typed numbers become automatic ones. */
#ifndef TEST_PLAN_DOCX_H
#define TEST_PLAN_DOCX_H

#include "base/str.h"

/* The first line is the title; one beginning with a date and the one before it go to the right. */
struct str plan_docx(struct arena *a, struct str text);

#endif

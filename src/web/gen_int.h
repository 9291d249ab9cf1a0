/* gen_int.h — what the generated screens share. */
#ifndef WEB_GEN_INT_H
#define WEB_GEN_INT_H

#include "core/flow.h"
#include "core/kind.h"
#include "web/gen.h"

/* The kind of the address, or NULL after the page for something absent. */
const struct kind *gen_kind(struct page *pg);
/* /k/unit/17 with `tail`. */
struct str gen_url(struct page *pg, const struct kind *k, rid id, const char *tail);
/* A kind's word in the reader's language. */
struct str gen_word(struct page *pg, const char *zh);
/* The form of a step: GET draws it, POST takes it. */
void gen_form(struct page *pg);
void gen_submit(struct page *pg);
/* Declares a kind's fields to the router. */
bool gen_declare(const struct http_req *q, struct str name, struct route_param *out);

#endif

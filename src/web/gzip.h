/* gzip.h — compressing an answer for clients that accept it. */
#ifndef WEB_GZIP_H
#define WEB_GZIP_H

#include "web/http.h"

/* A packer is kept by a worker for its life: setting zlib up costs more than a small page. */
struct gzip;

/* A packer in `a` (about 260 KB), which must outlive it. There is nothing to close. */
struct gzip *gzip_in(struct arena *a);
/* True where an Accept-Encoding value names gzip with a weight above nought. */
bool gzip_accepted(struct str accept_encoding);
/* Packs at level 1 into `out`. False, with `out` as it was, where it would not get smaller. */
bool gzip_pack(struct gzip *g, struct str in, struct buf *out);

#endif

/* static.c — see static.h. */
#include "web/static.h"
#include "web/gzip.h"

static const struct static_file *find(const struct static_file *table, size_t n, struct str name)
{
	size_t lo = 0, hi = n;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		size_t common = name.n < table[mid].name.n ? name.n : table[mid].name.n;
		int c = memcmp(name.p, table[mid].name.p, common);
		if (c == 0 && name.n == table[mid].name.n)
			return &table[mid];
		if (c < 0 || (c == 0 && name.n < table[mid].name.n))
			hi = mid;
		else
			lo = mid + 1;
	}
	return NULL;
}

/* If-None-Match: "*" or a list of entity tags; a weak mark does not matter here (RFC 9110 13.1.2).
 */
static bool is_known(struct str list, struct str etag)
{
	while (list.n > 0) {
		struct str one = str_trim(str_cut(&list, S(",")));
		if (str_starts(one, S("W/")))
			one = str_from(one, 2);
		if (str_eq(one, S("*")) || str_eq(one, etag))
			return true;
	}
	return false;
}

bool static_serve(const struct static_file *table, size_t n, struct str name,
	const struct http_req *q, struct http_res *r)
{
	const struct static_file *f = name.n ? find(table, n, name) : NULL;
	if (f == NULL)
		return false;
	r->cache = f->hashed ? CACHE_FOREVER : CACHE_CHECK;
	r->type = f->type;
	http_set(r, S("ETag"), f->etag);
	if (f->gz.n)
		http_set(r, S("Vary"), S("Accept-Encoding"));
	if (is_known(http_header(q, S("if-none-match")), f->etag)) {
		r->status = 304;
		return true;
	}
	r->gzipped = f->gz.n && gzip_accepted(http_header(q, S("accept-encoding")));
	r->file = bytes_of(r->gzipped ? f->gz : f->bytes);
	return true;
}

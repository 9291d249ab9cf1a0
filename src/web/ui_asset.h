/* ui_asset.h — the files the browser gets, embedded in the program by tools/assets.mjs.
 *
 * A path carries the hash of its bytes, so an answer may be cached for ever
 * (Cache-Control: public, max-age=31536000, immutable). */
#ifndef WEB_UI_ASSET_H
#define WEB_UI_ASSET_H

#include "base/str.h"

enum asset_id { ASSET_CSS, ASSET_HTMX, ASSET_ECHARTS, ASSET_CHARTS, ASSET_MARK, ASSET_N };

struct asset {
	const char *path; /* "/a/duban-3f9a71c2d81c.css" */
	const char *type;
	const char *etag; /* with its quotes */
	const unsigned char *bytes;
	size_t n;
	const unsigned char *gz;
	size_t n_gz;
};

extern const struct asset asset_at[ASSET_N];

/* The file of that path, or NULL. */
const struct asset *ui_asset_find(struct str path);

#endif

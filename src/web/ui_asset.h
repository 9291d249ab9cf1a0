/* ui_asset.h — the files the browser gets, embedded in the program by tools/assets.mjs.
 *
 * They are served below /a/ by static_serve(asset_files, ASSET_N, name, …). */
#ifndef WEB_UI_ASSET_H
#define WEB_UI_ASSET_H

#include "web/static.h"

enum asset_id {
	ASSET_CSS,
	ASSET_HTMX,
	ASSET_ECHARTS,
	ASSET_CHARTS,
	ASSET_KEYS,
	ASSET_MARK,
	ASSET_N
};

/* Sorted by name. */
extern const struct static_file asset_files[ASSET_N];
/* "/a/duban-3f9a71c2d81c.css" */
extern const struct str asset_url[ASSET_N];

#endif

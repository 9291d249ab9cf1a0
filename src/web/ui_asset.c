/* ui_asset.c — see ui_asset.h. */
#include "web/ui_asset.h"

const struct asset *ui_asset_find(struct str path)
{
	for (int i = 0; i < ASSET_N; i++)
		if (str_eq(path, str_of(asset_at[i].path)))
			return &asset_at[i];
	return NULL;
}

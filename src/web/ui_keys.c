/* ui_keys.c — see ui_keys.h. */
#include "web/ui_keys.h"
#include "web/ui_asset.h"

static void row(struct html *h, struct str key, struct str what, struct str url)
{
	h_lit(h, "<dt><kbd>");
	h_text(h, key);
	h_lit(h, "</kbd></dt><dd>");
	if (url.n)
		h_link(h, url, what);
	else
		h_text(h, what);
	h_lit(h, "</dd>");
}

void ui_keys(struct html *h, const struct ui_key *keys, int n)
{
	h_lit(h, "<details class=\"keys\" id=\"keys\"><summary>");
	h_tr(h, "键盘快捷键");
	h_lit(h, " <kbd>?</kbd></summary><dl>");
	for (int i = 0; i < n; i++)
		row(h, str_of(keys[i].key), keys[i].what, keys[i].url);
	row(h, S("?"), tr(h->lang, "打开、合上这张表"), STR_NONE);
	row(h, S("Esc"), tr(h->lang, "离开输入框，回到快捷键"), STR_NONE);
	h_lit(h, "</dl><p hidden><label><input type=\"checkbox\" id=\"keys_off\"> ");
	h_tr(h, "关掉单键快捷键（只在这台电脑上）");
	h_lit(h, "</label></p></details><script defer");
	h_at_url(h, "src", asset_url[ASSET_KEYS]);
	h_lit(h, "></script>");
}

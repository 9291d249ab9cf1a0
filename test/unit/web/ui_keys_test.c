/* ui_keys_test.c — the help of keys is a list of links that works without them. */
#include "drawn.h"
#include "web/ui_asset.h"
#include "web/ui_keys.h"

static void every_key_is_a_link(void **state)
{
	(void)state;
	static const struct ui_key keys[] = {
		{"u", {"回到方案", 12}, {"/plan/1#m2", 10}}, {"j", {"下一条", 9}, {NULL, 0}}};
	struct html h = drawn_page(LANG_ZH);
	ui_keys(&h, keys, 2);
	has("<kbd>u</kbd></dt><dd><a href=\"/plan/1#m2\">回到方案</a></dd>");
	has("<kbd>j</kbd></dt><dd>下一条</dd>");
	has("<kbd>?</kbd>");
	assert_true(drawn_has(asset_url[ASSET_KEYS]));
}

static void what_only_script_can_do_is_hidden_without(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_EN);
	ui_keys(&h, NULL, 0);
	has("<p hidden><label><input type=\"checkbox\" id=\"keys_off\">");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(every_key_is_a_link),
	cmocka_unit_test(what_only_script_can_do_is_hidden_without),
};
DRAWN_MAIN(tests)

/* ui_icon_test.c — a page carries the lamps and the icons it used, each once. */
#include "drawn.h"
#include "web/ui_icon.h"

static void only_what_was_used_is_in_the_sprite(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	ui_icon(&h, ICON_HOME);
	ui_icon(&h, ICON_HOME);
	ui_icon_large(&h, ICON_BELL);
	ui_icon(&h, ICON_NONE);
	count("<svg", 3);
	ui_icon_sprite(&h);
	count("<symbol id=\"i-", 2);
	count("<symbol id=\"i-home\"", 1);
	count("<symbol id=\"i-bell\"", 1);
	count("<symbol id=\"lamp-", 6);
}

static void every_icon_has_a_drawing(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	for (enum icon i = ICON_NONE + 1; i < ICON_N; i++) {
		ui_icon(&h, i);
		assert_true(str_starts(ui_icon_symbol[i], S("<symbol id=\"i-")));
		assert_true(str_has(ui_icon_symbol[i], S("<path d=")));
	}
	ui_icon_sprite(&h);
	count("<symbol id=\"i-", ICON_N - 1);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(only_what_was_used_is_in_the_sprite),
	cmocka_unit_test(every_icon_has_a_drawing),
};
DRAWN_MAIN(tests)

/* ui_qr_test.c — a code has its name, its quiet zone and dark modules; too long a text draws
 * nothing. */
#include "drawn.h"
#include "web/ui_qr.h"

static void a_code_is_drawn_with_its_name(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	ui_qr(&h, S("HELLO"), S("甲\"乙"));
	has("<svg role=\"img\"");
	has("viewBox=\"0 0 29 29\""); /* 21 modules and twice 4 of quiet */
	has("aria-label=\"甲&quot;乙\"");
	has("M4 4h1v1h-1z"); /* the corner of a finder pattern */
	has_not("M3 ");
}

static void too_long_a_text_draws_nothing(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	char *text = arena_get(html_arena(&h), 4000);
	memset(text, 'a', 4000);
	ui_qr(&h, str_n(text, 4000), S("x"));
	is("");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_code_is_drawn_with_its_name),
		cmocka_unit_test(too_long_a_text_draws_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

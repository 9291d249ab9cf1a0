/* read_people.c — leaders: names with their posts, as written. See read_int.h, corpus guide 3.
 *
 * One person with two posts is one entry; a bracket and what a blank sets apart stay with it. Units
 * are read_names.c. */
#include "base/bug.h"
#include "base/scan.h"
#include "plan/read_int.h"

static bool is_post(struct str s)
{
	static const struct str posts[] = {
		SCAN_W("长"),
		SCAN_W("书记"),
		SCAN_W("主任"),
		SCAN_W("主席"),
		SCAN_W("经理"),
		SCAN_W("委员"),
		SCAN_W("政委"),
		SCAN_W("员"),
		SCAN_W("总监"),
		SCAN_W("组长"),
		SCAN_W("干事"),
		SCAN_W("师"),
	};
	return scan_ends(s, posts, NELEM(posts)) >= 0;
}

/* 副县长、公安局局长李××: a bare post before a post with a name is the same person; so is a seat in
 * the party group before any post (党组书记、局长), but 党委书记、镇长 are two. */
static bool same_person(struct str a, struct str b)
{
	static const struct str seats[] = {SCAN_W("党组书记"), SCAN_W("党组副书记"),
		SCAN_W("党组成员"), SCAN_W("党委委员"), SCAN_W("党委成员"), SCAN_W("工委委员"),
		SCAN_W("班子成员"), SCAN_W("县委常委"), SCAN_W("市委常委"), SCAN_W("区委常委")};
	if (scan_ends(a, seats, NELEM(seats)) >= 0 && is_post(b))
		return true;
	if (!is_post(a) || is_post(b))
		return false;
	static const struct str inside[] = {
		SCAN_W("长"), SCAN_W("书记"), SCAN_W("主任"), SCAN_W("主席")};
	return scan_count(b, 5) > 4 && scan_has(b, inside, NELEM(inside)) >= 0;
}

void people_take(struct reader *r, struct read_draft *d, struct str value)
{
	struct str parts[64];
	size_t n = 0, from = 0;
	if (names_is_nobody(value))
		return;
	for (size_t i = 0; i <= value.n && n < NELEM(parts);) {
		uint32_t c = scan_at(value, i);
		size_t shut = scan_close(value, i), next = shut ? shut : scan_step(value, i);
		bool blank = scan_is_blank(c) &&
			     scan_count(str_n(value.p + from, i - from), 5) <= 4 &&
			     !is_post(str_n(value.p + from, i - from));
		if (i < value.n && !(c == 0x3001 || c == ',' || c == ';' || c == 0x3002 ||
					   c == '/' || blank)) {
			i = next;
			continue;
		}
		struct str part = scan_trim(str_n(value.p + from, i - from));
		if (part.n && n && scan_at(value, from ? scan_back(value, from) : 0) == 0x3001 &&
			same_person(parts[n - 1], part))
			parts[n - 1] = str_n(
				parts[n - 1].p, (size_t)(part.p + part.n - parts[n - 1].p));
		else if (part.n)
			parts[n++] = part;
		if (i == value.n)
			break;
		i = from = next;
	}
	for (size_t k = 0; k < n; k++)
		names_add(r, d, READ_LEADERS, parts[k], false);
}

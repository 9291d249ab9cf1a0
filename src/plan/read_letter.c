/* read_letter.c — a text without numbers, fields or tables: what is asked for stands in sentences.
 * See read_int.h. */
#include "base/bug.h"
#include "base/scan.h"
#include "plan/read_int.h"

/* 由A会同B查处, 由A负责 */
static bool assigns(struct str sentence)
{
	static const struct str acts[] = {
		SCAN_W("会同"), SCAN_W("负责"), SCAN_W("牵头"), SCAN_W("承办")};
	ptrdiff_t by = str_find(sentence, S("由"), 0);
	return by >= 0 && scan_has(str_from(sentence, (size_t)by), acts, NELEM(acts)) >= 0;
}

/* 林业局要于3月10日前完成…: who, must, when. */
static bool binds(struct reader *r, struct str sentence)
{
	static const struct str musts[] = {SCAN_W("要"), SCAN_W("应"), SCAN_W("须"), SCAN_W("需"),
		SCAN_W("请"), SCAN_W("负责"), SCAN_W("牵头")};
	if (scan_has(sentence, musts, NELEM(musts)) < 0)
		return false;
	struct phrases found = phrase_scan(r->a, sentence, PHRASE_PROSE, 0);
	for (size_t k = 0; k < found.n; k++) {
		enum phrase_kind kind = found.at[k].kind;
		if (kind == PHRASE_CADENCE || kind == PHRASE_QUOTA ||
			(kind == PHRASE_DEADLINE && !found.at[k].done))
			return true;
	}
	return false;
}

bool letter_take(struct reader *r, struct str line)
{
	static const struct str ends[] = {SCAN_W("。"), SCAN_W("；"), SCAN_W(";")};
	bool taken = false;
	size_t from = 0;
	for (size_t i = 0; i < line.n;) {
		bool end = scan_any(line, &i, ends, NELEM(ends)) >= 0;
		if (!end)
			i = scan_step(line, i);
		if (!end && i < line.n)
			continue;
		struct str sentence = str_n(line.p + from, i - from);
		if (binds(r, sentence) || (taken && assigns(sentence))) {
			outline_note(r, scan_trim(sentence));
			taken = true;
		} else if (taken) {
			line_take(r, &r->nodes.at[r->cur], sentence);
		}
		from = i;
	}
	return taken;
}

bool letter_is(const struct reader *r)
{
	struct mark m;
	struct label l;
	for (int i = 0; i < r->n_lines; i++)
		if (mark_read(r->lines[i], 0, 0, &m) ||
			(label_find(r->lines[i], 0, &l) && l.at == 0) ||
			str_has(r->lines[i], S("\t")) || str_has(r->lines[i], S("|")))
			return false;
	return true;
}

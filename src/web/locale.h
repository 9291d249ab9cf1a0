/* locale.h — the words of the screens in the reader's language.
 *
 * Chinese is the source language and stands in the code; English comes from locale/en.tsv
 * (source<TAB>English), which the build turns into a sorted table. tools/locale_gate.mjs proves
 * that every literal below has an English entry, with the same conversions in its format, and that
 * no entry is unused. Sentences have no plural forms: an English entry is worded so that it needs
 * none. Not for data: names of units, titles and texts of records are shown as they were written.
 */
#ifndef WEB_LOCALE_H
#define WEB_LOCALE_H

#include "base/arena.h"
#include "base/day.h"
#include "base/lang.h"
#include "base/str.h"

/* `zh` in the language; the Chinese itself where there is no entry. For literals use tr(). */
struct str locale_find(enum lang lang, struct str zh);
/* A sentence with holes; an English entry may number its holes (%2$d). For literals use trf(). */
struct str locale_fmt(struct arena *a, enum lang lang, const char *zh, ...)
	__attribute__((format(printf, 3, 4)));

/* The words for a literal: tr(h->lang, "工作台"). */
#define tr(lang, zh) locale_find((lang), S(zh))
/* A sentence: trf(arena, h->lang, "剩 %d 个工作日", n). Text goes in by "%.*s" and STR_ARG(). */
#define trf(a, lang, ...) locale_fmt((a), (lang), __VA_ARGS__)
/* A literal inside a constant table, as an initializer; show it with locale_find(). */
#define TR(zh)                                                                                     \
	{                                                                                          \
		"" zh, sizeof(zh) - 1                                                              \
	}

/* "9月18日" / "18 Sep"; with the year where it is not that of `today`. "—" for DAY_NONE. */
struct str locale_day(struct arena *a, enum lang lang, struct day d, struct day today);
/* "9月18日 周五" / "Fri 18 Sep". */
struct str locale_weekday(struct arena *a, enum lang lang, struct day d, struct day today);
/* "9月18日 10:42" / "18 Sep 10:42". "—" for STAMP_NONE. */
struct str locale_stamp(struct arena *a, enum lang lang, struct stamp t, struct day today);
/* "17:00" of a minute of the day, 0–1440 (24:00). */
struct str locale_clock(struct arena *a, int minute);
/* One character or three letters: "五" / "Fri". */
struct str locale_weekday_short(enum lang lang, struct day d);
/* "9月" / "Sep" of a month 1–12. */
struct str locale_month(struct arena *a, enum lang lang, int month);
/* "zh-CN" / "en", for lang= attributes and Content-Language. */
struct str locale_tag(enum lang lang);
/* The language of a stored tag; Chinese where it is unknown. */
enum lang locale_of_tag(struct str tag);

#endif

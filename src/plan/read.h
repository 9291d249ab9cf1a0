/* read.h — reads an official plan: measures, units, times, and what must be asked (PLAN-01…14).
 *
 * In: a document (paper/doc.h). Out: a tree of nodes in document order; a node that carries a
 * unit, a leader or a time, or is a numbered measure, is an item. Everything read keeps its
 * byte span of the document's text. Nothing is guessed silently: each gap or guess is a
 * question with a code that never changes, what the reader proposes, and why (N2, PLAN-09,
 * PLAN-52, TIME-27). Deterministic, no network, no state: same text, same reading (N1). Time is
 * linear in the text.
 *
 * Not here: resolving names against the organisation tree, storing, issuing (plan/ other
 * files). */
#ifndef PLAN_READ_H
#define PLAN_READ_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "calendar/phrase.h"
#include "paper/doc.h"

#include <stdbool.h>

enum read_role { READ_LEAD, READ_RESPONSIBLE, READ_COOPERATING, READ_LEADERS, READ_ROLES };
enum read_source { READ_NONE, READ_BLOCK, READ_INLINE, READ_TABLE, READ_PROSE };

struct read_name {
	struct str text; /* as written, without duties in brackets */
	struct span span;
	struct str full; /* with the prefix or head it shares with its neighbours; else as text */
	bool collective; /* 全局各部门: expands from a group (ORG-03) */
	bool open;       /* 有关单位, 相关部门: nobody in particular */
	bool and_others; /* 等 stood behind it */
	bool by_rule;    /* lead by 「排在第一位的为牵头单位，下同」 */
};
struct read_names {
	struct read_name *at;
	size_t n, room;
};

struct read_timing {
	struct str text; /* verbatim */
	struct span span;
	enum phrase_kind kind; /* never PHRASE_UNSPEC: vague words are questions */
	struct str date;       /* "2023-06-30", "--06-30", empty where open */
	/* daily weekly biweekly monthly quarterly half-yearly yearly, or empty */
	struct str recurrence;
	int day_of_period, count; /* 0: none */
	struct str note;          /* placeholder, relative: …, done, from …; empty */
	bool prose;               /* found in running text, not in a field, bracket or cell */
	struct str rule;          /* text form of calendar/rule.h; empty where there is none */
	struct phrase phrase;
};
struct read_timings {
	struct read_timing *at;
	size_t n, room;
};

enum read_zone { READ_TASKS, READ_GOALS, READ_STEPS, READ_REQUIREMENTS };

struct read_node {
	int parent;       /* index of the node above, -1 at the top; parents stand first */
	struct str token; /* its number as printed, without the closing mark; empty where none */
	struct str path;  /* tokens from the top, joined with '/' */
	struct str heading;
	struct span heading_span, span; /* of the heading; of everything down to the next node */
	enum read_zone zone;
	bool item, attached; /* an item without `attached` is a measure to which nothing is said */
	enum read_source source;
	struct read_names names[READ_ROLES];
	struct read_timings timings;
};

struct read_question {
	struct str code;              /* "blank-deadline" … one of read_codes */
	int node;                     /* -1: the whole plan */
	struct span span;             /* the words that raise it */
	struct str ask, propose, why; /* Chinese; `propose` may be empty */
};

struct reading {
	struct str title, issuer, number; /* number: 发文字号 */
	struct span title_span;
	int year;          /* the campaign's, 0 where there is none or there are several */
	bool years;        /* a plan of several years: dates without a year cannot be completed */
	struct str issued; /* "2019-01-12", empty */
	struct read_node *nodes;
	int n_nodes;
	struct read_question *questions;
	int n_questions;
	int read_bytes; /* how much was looked at: all, up to the ceiling */
};

/* Reads `d`; everything lives in `a` or in the document's text. Never fails: a text without
 * measures gives a reading without items, and a question that says so. */
struct reading *read_plan(struct arena *a, const struct doc *d);
/* The reading as JSON: title, issuer, campaign_year, sections, items, questions; spans are
 * [byte, length] of the document's text. */
void read_json(const struct reading *r, struct buf *out);
/* The reading for people, Chinese. */
void read_text(const struct reading *r, struct buf *out);
struct str read_role_name(enum read_role r); /* "lead" … */
struct str read_kind_name(enum phrase_kind k);
struct str read_source_name(enum read_source s);

enum { READ_MAX_BYTES = 8 << 20, READ_MAX_NODES = 50000, READ_MAX_QUESTIONS = 20000 };

#endif

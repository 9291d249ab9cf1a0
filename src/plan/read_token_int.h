/* read_token_int.h — what is known by its letters alone: a number (read_mark.c), a label
 * (read_label.c), a unit's name (read_unit.c), a list that is only named (read_list.c). */
#ifndef PLAN_READ_TOKEN_INT_H
#define PLAN_READ_TOKEN_INT_H

#include "base/str.h"

/* Numbering by shape; the depth of a shape is found in each document (domain 2.1). */
enum read_shape {
	SHAPE_PLAIN, /* a paragraph without a number */
	SHAPE_ANNEX,
	SHAPE_PART,    /* 第一部分, 第一编 */
	SHAPE_CHAPTER, /* 第一章 */
	SHAPE_SECTION, /* 第一节 */
	SHAPE_ARTICLE, /* 第十二条 */
	SHAPE_STAGE,   /* 第一阶段 */
	SHAPE_MONTH,   /* 一月份 */
	SHAPE_HAN,     /* 一、 */
	SHAPE_PAREN_HAN,
	SHAPE_WORD, /* 问题一 */
	SHAPE_ARABIC,
	SHAPE_DECIMAL,  /* 1.1 */
	SHAPE_DECIMAL3, /* 1.1.1 */
	SHAPE_PAREN_ARABIC,
	SHAPE_CIRCLE,
	SHAPE_FIRSTLY, /* 一是, 第一， */
	SHAPE_BULLET,
	SHAPE_ROW,
	SHAPE_END
};

struct mark {
	enum read_shape shape;
	struct str token;
	int number;
	size_t end;    /* byte behind the mark */
	bool repaired; /* L机动车, （S）: read as the number that is due here */
};

enum label_kind {
	LABEL_NONE,
	LABEL_LEAD,
	LABEL_RESPONSIBLE,
	LABEL_COOPERATING,
	LABEL_LEADERS,
	LABEL_MIXED, /* 责任单位及责任人: units and leaders in one value */
	LABEL_TIME,
	LABEL_START,  /* 启动时间, 反馈时间: not by when it is done */
	LABEL_NUMBER, /* column heads only, from here */
	LABEL_TASK,
	LABEL_GROUP,
	LABEL_OTHER
};

/* --- read_mark.c --- */
/* The number at the start of `line`; `due` is the Arabic number expected next and `due_han` the
 * bracketed Han number, for texts whose digits were damaged. */
bool mark_read(struct str line, int due, int due_han, struct mark *out);
bool mark_is_pager(struct str line); /* — 3 —, 第3页 */

/* --- read_label.c --- */
struct label {
	enum label_kind kind;
	size_t at, end; /* of the label with its mark, in the text searched */
	struct str word;
};
/* What a label or column head means, blanks and a bracket inside it aside. */
enum label_kind label_kind(struct str word);
enum label_kind label_head(struct str word); /* also column heads */
/* 项目名称, 工作任务: the label that opens a record of its own. */
bool label_is_what(struct str word);
/* 整改措施, 工作举措: its value may be numbered lines. */
bool label_is_how(struct str word);
/* The next label with its mark at or after `from`. */
bool label_find(struct str text, size_t from, struct label *out);

/* --- read_unit.c --- */
bool names_is_unit(struct str name);
bool names_is_subject(struct str name); /* a unit beyond doubt: may open a sentence */
bool names_is_sure(struct str name);    /* ends as units do and few other words */
bool names_is_collective(struct str name);
bool names_is_open(struct str name);
bool names_is_nobody(struct str value);  /* empty, 无, / */
bool names_say_first(struct str clause); /* 排在第一位的为牵头单位 */

/* --- read_list.c --- */
/* The next list at or after `*from`, which moves behind it. */
bool list_next(struct str text, size_t *from, struct str *out);

#endif

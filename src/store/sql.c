/* sql.c — puts SQL together for db_prep_sql(). Only literals, checked names and bound values. */
#include "store/sql.h"

#include "base/bug.h"

enum { NAME_MAX_LENGTH = 30, FIRST_ARGS = 8 };

struct sql *sql_new(struct arena *a)
{
	struct sql *q = arena_new(a, struct sql);
	q->text = buf_in(a, SQL_MAX_TEXT);
	return q;
}

bool sql_is_name(struct str s)
{
	if (s.n == 0 || s.n > NAME_MAX_LENGTH || s.p[0] < 'a' || s.p[0] > 'z')
		return false;
	for (size_t i = 1; i < s.n; i++) {
		char c = s.p[i];
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'))
			return false;
	}
	return true;
}

void sql_name(struct sql *q, const char *name)
{
	struct str s = str_of(name);
	AN(sql_is_name(s));
	buf_str(&q->text, s);
}

static void more_args(struct sql *q)
{
	int room = q->room ? q->room * 2 : FIRST_ARGS;
	AN(room <= SQL_MAX_ARGS);
	q->args = arena_grow(q->text.a, q->args, (size_t)q->room * sizeof *q->args,
		(size_t)room * sizeof *q->args);
	q->room = room;
}

static void add(struct sql *q, struct sql_arg arg)
{
	if (q->n_args == q->room)
		more_args(q);
	q->args[q->n_args++] = arg;
	buf_ch(&q->text, '?');
}

void sql_int(struct sql *q, int64_t v)
{
	add(q, (struct sql_arg){.type = SQL_INT, .i = v});
}

void sql_rid(struct sql *q, rid v)
{
	if (v.n)
		sql_int(q, v.n);
	else
		sql_null(q);
}

void sql_text(struct sql *q, struct str v)
{
	add(q, (struct sql_arg){.type = v.n ? SQL_TEXT : SQL_NULL, .s = v});
}

void sql_day(struct sql *q, struct day v)
{
	if (!day_is_set(v)) {
		sql_null(q);
		return;
	}
	char t[DAY_TEXT];
	sql_text(q, str_dup(q->text.a, str_of(day_text(v, t))));
}

void sql_stamp(struct sql *q, struct stamp v)
{
	if (v.ms)
		sql_int(q, v.ms);
	else
		sql_null(q);
}

void sql_null(struct sql *q)
{
	add(q, (struct sql_arg){.type = SQL_NULL});
}

/* note.c — see note.h. */
#include "core/note.h"
#include "core/actor.h"
#include "core/tree.h"

static bool is_sent(struct ctx *cx, rid person, struct str key)
{
	if (key.n == 0)
		return false;
	struct stmt *s = db_prep(cx->db, "SELECT 1 FROM note WHERE person = ? AND note_key = ?");
	db_rid(s, 1, person);
	db_text(s, 2, key);
	return db_one_int(s, 0) != 0;
}

enum flow_code note_send(
	struct ctx *cx, rid person, struct str kind, rid rec, struct str text, struct str key)
{
	rid to = tree_acting_for(cx, person, cx->today);
	if (is_sent(cx, to, key))
		return FLOW_OK;
	if (to.n != person.n) {
		struct str absent = tree_person_name(cx, person);
		text = str_fmt(cx->a, "（代 %.*s）%.*s", STR_ARG(absent), STR_ARG(text));
	}
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO note (id, person, kind, rec, text, made, note_key) "
		"VALUES (?, ?, ?, ?, ?, ?, ?)");
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, to);
	db_text(s, 3, kind);
	db_rid(s, 4, rec);
	db_text(s, 5, text);
	db_stamp(s, 6, cx->now);
	db_text(s, 7, key);
	return flow_of_db(db_run(s));
}

int64_t note_unseen(struct ctx *cx)
{
	struct stmt *s = db_prep(
		cx->db, "SELECT count(*) FROM note WHERE person = ? AND seen IS NULL");
	db_rid(s, 1, cx->who->person);
	return db_one_int(s, 0);
}

int note_list(struct ctx *cx, int max, struct note_line **out)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT id, kind, rec, text, made, seen FROM note WHERE person = ? "
		"ORDER BY id DESC LIMIT ?");
	db_rid(s, 1, cx->who->person);
	db_int(s, 2, max);
	struct note_line *at = arena_array(cx->a, (size_t)max, sizeof *at);
	int n = 0;
	while (n < max && db_step(s) == DB_ROW)
		at[n++] = (struct note_line){
			.id = db_col_rid(s, 0),
			.kind = str_dup(cx->a, db_col_text(s, 1)),
			.rec = db_col_rid(s, 2),
			.text = str_dup(cx->a, db_col_text(s, 3)),
			.made = db_col_stamp(s, 4),
			.seen = db_col_stamp(s, 5),
		};
	db_done(s);
	*out = at;
	return n;
}

enum flow_code note_see(struct ctx *cx, rid upto)
{
	struct stmt *s = db_prep(
		cx->db, "UPDATE note SET seen = ? WHERE person = ? AND id <= ? AND seen IS NULL");
	db_stamp(s, 1, cx->now);
	db_rid(s, 2, cx->who->person);
	db_rid(s, 3, upto);
	return flow_of_db(db_run(s));
}

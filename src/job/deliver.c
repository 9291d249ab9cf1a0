/* deliver.c — takes notes out of the system, by mail and webhook, where the office has set a server
 * (TIME-29).
 *
 * A note is sent once per way: what came of it stands in note_delivery, with the same id for every
 * attempt. Only notes that nobody has looked at, of the last two days, outside the quiet hours.
 * What leaves is the note's own line for obligations and plans; for any other kind only that there
 * is something to see, because mail is read on screens we do not know. */
#include "base/bug.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/utf8.h"
#include "core/quiet.h"
#include "job/job.h"
#include "sys/hook.h"
#include "sys/log.h"
#include "sys/mail.h"

enum { EVERY_S = 60, SLICE = 20, TRIES = 8, RECENT_DAYS = 2, BODY = 16 * 1024 };

struct letter {
	rid note, rec;
	struct str kind, text, login;
	struct stamp made;
	int64_t tries;
};

/* ---- what may leave ---- */

static bool may_leave(struct str kind)
{
	static const char *const plain[] = {
		"due", "overdue", "report", "change", "consent", "plan", "campaign", "measure"};
	for (unsigned i = 0; i < NELEM(plain); i++)
		if (str_eq(kind, str_of(plain[i])))
			return true;
	return false;
}

static struct str line_of(const struct letter *l)
{
	return may_leave(l->kind) ? l->text : S("您在督办系统有一条新提醒，请登录查看。");
}

/* ---- which are waiting ---- */

static int waiting(struct ctx *cx, struct str way, struct letter *out)
{
	int n = 0;
	struct stmt *s = db_prep(cx->db,
		"SELECT n.id, n.rec, n.kind, n.text, a.login, n.made, coalesce(d.tries, 0) FROM "
		"note n "
		"JOIN account a ON a.person = n.person AND a.state = 'open' "
		"LEFT JOIN note_delivery d ON d.note = n.id AND d.way = ? "
		"WHERE n.seen IS NULL AND n.made >= ? "
		"AND (d.note IS NULL OR (d.result = 'later' AND d.next <= ?)) ORDER BY n.id LIMIT "
		"?");
	db_text(s, 1, way);
	db_stamp(s, 2, (struct stamp){cx->now.ms - RECENT_DAYS * DAY_MS});
	db_stamp(s, 3, cx->now);
	db_int(s, 4, SLICE);
	while (n < SLICE && db_step(s) == DB_ROW)
		out[n++] = (struct letter){db_col_rid(s, 0), db_col_rid(s, 1),
			str_dup(cx->a, db_col_text(s, 2)), str_dup(cx->a, db_col_text(s, 3)),
			str_dup(cx->a, db_col_text(s, 4)), db_col_stamp(s, 5), db_col_int(s, 6)};
	db_done(s);
	return n;
}

/* ---- what came of it ---- */

struct outcome {
	const struct letter *letter;
	struct str way;
	enum send_code code;
};

static const char *outcome_word(const struct outcome *o)
{
	if (o->code == SEND_DONE)
		return "sent";
	return o->code == SEND_LATER && o->letter->tries + 1 < TRIES ? "later" : "refused";
}

static enum flow_code remember(struct ctx *cx, void *arg)
{
	const struct outcome *o = arg;
	struct stmt *s =
		o->letter->tries
			? db_prep(cx->db,
				  "UPDATE note_delivery SET result = ?, tries = ?, next = ? "
				  "WHERE note = ? AND way = ?")
			: db_prep(cx->db,
				  "INSERT INTO note_delivery (result, tries, next, note, way) "
				  "VALUES (?, ?, ?, ?, ?)");
	int64_t tries = o->letter->tries + 1;
	db_text(s, 1, str_of(outcome_word(o)));
	db_int(s, 2, tries);
	db_stamp(s, 3, (struct stamp){cx->now.ms + (60000LL << (tries < 10 ? tries : 10))});
	db_rid(s, 4, o->letter->note);
	db_text(s, 5, o->way);
	return flow_of_db(db_run(s));
}

/* ---- the two ways ---- */

static struct str id_of(struct ctx *cx, const struct letter *l)
{
	return str_fmt(cx->a, "note-%lld", (long long)l->note.n);
}

static enum send_code by_mail(struct job_run *r, const struct letter *l, struct str *why)
{
	struct ctx *cx = r->cx;
	struct str url = conf_text(r->conf, CONF_BASE_URL);
	struct str domain = conf_text(r->conf, CONF_MAIL_DOMAIN);
	struct str line = line_of(l);
	struct mail m = {
		.to = str_fmt(cx->a, "%.*s@%.*s", STR_ARG(l->login), STR_ARG(domain)),
		.subject = str_cat(cx->a, S("督办提醒："), utf8_first(line, 60)),
		.text = str_fmt(cx->a, "%.*s\n\n%.*s\n\n本邮件由督办系统自动发出，请勿回复。\n",
			STR_ARG(line), STR_ARG(url)),
		.id = id_of(cx, l),
		.date = l->made,
	};
	return mail_send(r->conf, cx->a, &m, why);
}

static enum send_code by_hook(struct job_run *r, const struct letter *l, struct str *why)
{
	struct buf b = buf_in(r->cx->a, BODY);
	struct json j = json_to(&b);
	char made[STAMP_TEXT];
	json_obj(&j);
	json_kv_text(&j, "id", id_of(r->cx, l));
	json_kv_text(&j, "to", l->login);
	json_kv_text(&j, "kind", may_leave(l->kind) ? l->kind : STR_NONE);
	json_kv_int(&j, "record", may_leave(l->kind) ? l->rec.n : 0);
	json_kv_text(&j, "text", line_of(l));
	json_kv_text(&j, "made", str_of(stamp_text(l->made, made)));
	json_end_obj(&j);
	return hook_post(r->conf, r->cx->a, id_of(r->cx, l), buf_view(&b), why);
}

static enum flow_code deliver(struct job_run *r, struct str way,
	enum send_code (*send)(struct job_run *, const struct letter *, struct str *))
{
	struct letter letters[SLICE];
	enum flow_code code = FLOW_OK;
	if (quiet_now(r->cx))
		return FLOW_OK;
	int n = waiting(r->cx, way, letters);
	for (int i = 0; i < n && code == FLOW_OK; i++) {
		struct str why = STR_NONE;
		struct outcome o = {&letters[i], way, send(r, &letters[i], &why)};
		if (o.code != SEND_DONE)
			log_warn("job", "%.*s of note %lld: %.*s", STR_ARG(way),
				(long long)letters[i].note.n, STR_ARG(why));
		code = ctx_write(r->cx, remember, &o);
		/* A server that does not answer is not asked again for every other letter. */
		if (o.code == SEND_LATER)
			return code;
	}
	r->more = n == SLICE;
	return code;
}

static enum flow_code run_mail(struct job_run *r)
{
	if (conf_text(r->conf, CONF_SMTP).n == 0 || conf_text(r->conf, CONF_MAIL_DOMAIN).n == 0)
		return FLOW_OK;
	return deliver(r, S("mail"), by_mail);
}

static enum flow_code run_hook(struct job_run *r)
{
	if (conf_text(r->conf, CONF_WEBHOOK).n == 0)
		return FLOW_OK;
	return deliver(r, S("hook"), by_hook);
}

const struct job job_mail = {.name = "mail", .every_s = EVERY_S, .run = run_mail};
const struct job job_hook = {.name = "hook", .every_s = EVERY_S, .run = run_hook};

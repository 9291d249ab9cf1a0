/* answer.h — what the JSON interface says: records, and one shape for every failure.
 *
 *	{"error":{"status":422,"code":"invalid","zh":"…","en":"…",
 *	          "fields":[{"field":"name","zh":"请填写“名称”"}]}}
 *
 * F_HIDDEN fields never leave the server. */
#ifndef API_ANSWER_H
#define API_ANSWER_H

#include "base/json.h"
#include "core/kind.h"
#include "web/page.h"

#define ANSWER_ERRORS(X)                                                                           \
	X(BAD_JSON, 400, "bad_json", "请求的内容不是合格的 JSON 对象",                             \
		"the body is no JSON object")                                                      \
	X(UNKNOWN, 400, "unknown_field", "有不认识的字段或参数", "an unknown field or parameter")  \
	X(REQUEST, 400, "bad_request", "请求不合要求", "the request is malformed")                 \
	X(TOKEN, 401, "token", "请带上有效的令牌：Authorization: Bearer …",                        \
		"send a valid token: Authorization: Bearer …")                                     \
	X(DENIED, 403, "denied", "没有权限", "not permitted")                                      \
	X(READ_ONLY, 403, "read_only", "这个令牌只能读", "this token may only read")               \
	X(ABSENT, 404, "absent", "没有这一项，或者不在您能看的范围内",                             \
		"not there, or not within your scope")                                             \
	X(METHOD, 405, "method", "这个地址不能这样访问", "this address does not take that method") \
	X(STATE, 409, "state", "现在的状态不允许这一步", "the record's state does not allow this") \
	X(CONFLICT, 409, "conflict", "别人已经改过，请核对两边的内容",                             \
		"somebody changed it meanwhile: compare both")                                     \
	X(KEY_USED, 409, "key_used", "这个 Idempotency-Key 已用于另一个请求",                      \
		"this Idempotency-Key was used for another request")                               \
	X(SIZE, 413, "size", "内容太大", "too large")                                              \
	X(TYPE, 415, "type", "内容要用 application/json", "the body must be application/json")     \
	X(INVALID, 422, "invalid", "有的字段需要改正", "some fields need correction")              \
	X(VERSION, 428, "version", "请用 If-Match 或 version 写明看到的版本",                      \
		"name the version you saw, by If-Match or version")                                \
	X(RATE, 429, "rate", "请求太频繁，请稍后再试", "too many requests; try again later")       \
	X(WORLD, 503, "world", "系统暂时不能读写，没有写入任何内容，请稍后再试",                   \
		"the store cannot be used now; nothing was written; try again later")

enum answer_error {
#define ANSWER_ID(id, status, code, zh, en) ANSWER_##id,
	ANSWER_ERRORS(ANSWER_ID)
#undef ANSWER_ID
		ANSWER_N
};

/* Begins the answer's body. */
struct json answer_open(struct page *pg, int status);
/* One record. */
void answer_row(struct ctx *cx, struct json *j, const struct kind *k, const void *row);
/* A whole answer that is an error, with what ctx.errs holds by field. */
void answer_error(struct page *pg, enum answer_error e);
/* Begins one that has more to say: {"error":{…}, ; the caller closes the outer object. */
struct json answer_error_open(struct page *pg, enum answer_error e);
/* The error a verb came to; not for FLOW_OK. */
void answer_flow(struct page *pg, enum flow_code code);
/* For page_def.fail. */
void answer_fail(struct page *pg, int status, struct str zh);

/* Code and words of an error, for the description. */
struct answer_word {
	int status;
	const char *code, *zh, *en;
};
struct answer_word answer_word(enum answer_error e);

#endif

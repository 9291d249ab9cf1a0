/* app_fixture.h — the whole program serving a temporary bureau in a thread of the test, asked over
 * a real socket, by token as a program and by cookie as a browser. With DB=pg on the server of
 * TEST_PG_URL. */
#ifndef TEST_LIB_APP_FIXTURE_H
#define TEST_LIB_APP_FIXTURE_H

#include "core/world.h"
#include "sys/clock.h"
#include "sys/conf.h"
#include "web/page.h"
#include "web/server.h"

#include <pthread.h>

struct app_fixture {
	struct arena *a;
	struct clock clock;
	struct world *world;
	struct db *db;
	struct conf conf;
	struct app *app;
	struct server *server;
	struct server_opt o;
	int listening, port;
	pthread_t thread;
	char dir[64], url[192], log[96];
};

struct app_reply {
	int status;
	struct str head, body;
};

/* The county preset at this instant; with `demo` also the demo campaign, lived until then. */
void app_fixture_open(struct app_fixture *f, const char *iso, bool demo);
void app_fixture_close(struct app_fixture *f);
/* A new context, as the system or as the person of that sign-in. */
struct ctx *app_fixture_cx(struct app_fixture *f, const char *login);
/* A new token of that person; scope as of org/access.h. */
const char *app_fixture_token(struct app_fixture *f, const char *login, int scope);
/* Cookies of a new session, as a "Cookie: …" header line. */
const char *app_fixture_cookie(struct app_fixture *f, const char *login);
/* One request. `headers` are whole lines with CR LF, or "". `body` NULL: none. */
struct app_reply app_fixture_ask(struct app_fixture *f, const char *verb, const char *path,
	const char *headers, const char *body);
/* The same with a body that may hold anything. */
struct app_reply app_fixture_send(struct app_fixture *f, const char *verb, const char *path,
	const char *headers, struct str body);
/* The same with a token, and a JSON body. */
struct app_reply app_fixture_api(struct app_fixture *f, const char *verb, const char *path,
	const char *token, const char *body);
/* The first header line of that name, without the name; empty where there is none. */
struct str app_fixture_header(const struct app_reply *r, const char *name);

#endif

/* app.h — the web application put together: routes, navigation, assets. */
#ifndef RUN_APP_H
#define RUN_APP_H

#include "core/world.h"
#include "sys/conf.h"
#include "web/page.h"
#include "web/server.h"

/* Everything constant that serving needs, in the world's arena. */
struct app *app_open(struct arena *a, const struct world *w, const struct conf *conf);
/* Fills the callbacks of `opt` for this application. */
void app_serve_with(const struct app *app, struct server_opt *opt);

#endif

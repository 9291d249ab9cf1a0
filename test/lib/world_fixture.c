/* world_fixture.c — see world_fixture.h. */
#include "lib/world_fixture.h"
#include "base/bug.h"
#include "lib/pg_fixture.h"
#include "org/preset.h"
#include "run/registry.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static enum flow_code fill(struct ctx *cx, void *bureau)
{
	enum flow_code code = preset_base(cx);
	return code == FLOW_OK && bureau ? preset_bureau(cx, "county") : code;
}

void world_fixture_at(struct world_fixture *f, const char *at)
{
	AN(stamp_parse(str_of(at), &f->clock.frozen));
	f->cx = world_ctx(f->world, f->a, f->db);
}

struct world_fixture *world_fixture_open(const char *at, bool bureau)
{
	struct str why;
	struct world_fixture *f = calloc(1, sizeof *f);
	AN(f);
	f->a = arena_open(1 << 30);
	AN(stamp_parse(str_of(at), &f->clock.frozen));
	snprintf(f->path, sizeof f->path, "/tmp/duban-world-%d.db", (int)getpid());
	unlink(f->path);
	pg_fixture_take(f->path, sizeof f->path);
	f->world = world_open(f->a, registry_parts(), &f->clock, f->path, WORLD_MAKE, &why);
	if (f->world == NULL) {
		fprintf(stderr, "%.*s\n", STR_ARG(why));
		abort();
	}
	f->db = store_reader(f->world->store);
	AN(f->db);
	world_fixture_at(f, at);
	AZ(ctx_write(f->cx, fill, bureau ? f : NULL));
	return f;
}

void world_fixture_close(struct world_fixture *f)
{
	char other[sizeof f->path + 8];
	db_close(f->db);
	world_close(f->world);
	pg_fixture_drop(f->path);
	unlink(f->path);
	for (int i = 0; i < 2; i++) {
		snprintf(other, sizeof other, "%s%s", f->path, i ? "-wal" : "-shm");
		unlink(other);
	}
	arena_close(f->a);
	free(f);
}

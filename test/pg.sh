#!/bin/sh
# pg.sh — a throw-away PostgreSQL server for one command.
#
#   test/pg.sh COMMAND ARG…     starts a server on a unix socket in a temporary directory, runs the
#                               command with DB=pg and TEST_PG_URL=postgresql://…, stops it by its pid
#
# The server refuses to run as root; then the user postgres runs it. No TCP port is opened.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || { echo "pg.sh: no PostgreSQL server installed" >&2; exit 69; }
dir=$(mktemp -d /tmp/duban-pg.XXXXXX)
as() { "$@"; }
if [ "$(id -u)" = 0 ]; then
	chown postgres "$dir"
	chmod 755 "$dir"
	as() { setpriv --reuid postgres --regid postgres --init-groups env HOME="$dir" "$@"; }
fi
stop() {
	[ -f "$dir/data/postmaster.pid" ] &&
		as "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1 || :
	rm -rf "$dir"
}
trap stop EXIT
trap 'exit 130' INT TERM
cd /
as "$bin/initdb" -D "$dir/data" -A trust -U duban -E UTF8 --locale=C.UTF-8 -N >"$dir.log" 2>&1 ||
	{ cat "$dir.log" >&2; rm -f "$dir.log"; exit 70; }
rm -f "$dir.log"
as "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/log" \
	-o "-c listen_addresses='' -k $dir -c shared_buffers=64MB" start >/dev/null
as "$bin/createdb" -h "$dir" -U duban duban
cd "$OLDPWD"
DB=pg TEST_PG_URL="postgresql://duban@/duban?host=$dir" "$@"

#!/bin/sh
# Runs a command with a PostgreSQL of its own on a free loopback port, and ends
# it afterwards. It never touches the distribution's cluster.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
dir=$(mktemp -d /tmp/chibo-pg.XXXXXX)
as=
if [ "$(id -u)" = 0 ]; then # initdb refuses root
	chown postgres "$dir"
	as="runuser -u postgres --"
fi
port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
end() {
	$as "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null 2>&1 || true
	rm -rf "$dir"
}
trap end EXIT
trap 'exit 130' INT TERM
cd "$dir" 2>/dev/null || true
$as "$bin/initdb" -N -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --data-checksums >"$dir/log" 2>&1 || { cat "$dir/log" >&2; exit 1; }
$as "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/data/server.log" -o "-p $port -k $dir -c listen_addresses=127.0.0.1 -c max_connections=300 -c fsync=off -c synchronous_commit=off -c full_page_writes=off" start >/dev/null
cd "$OLDPWD"
CHIBO_TEST_POSTGRES="postgres://postgres@127.0.0.1:$port"
export CHIBO_TEST_POSTGRES
"$@"

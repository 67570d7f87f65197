#!/bin/sh
# How the house stands, in five figures worth watching over the months.
set -eu
cd "$(dirname "$0")/.."
written() { git ls-files '*.go' '*.templ' | grep -v '_templ\.go$'; }
middle() { sort -n | awk '{ a[NR] = $1 } END { printf "%d, p90 %d, longest %d\n", a[int((NR + 1) / 2)], a[int(NR * 0.9)], a[NR] }'; }
lines() { xargs wc -l | awk '$2 != "total" { print $1 }'; }
printf 'lines a file (without tests): median '
written | grep -v '_test\.go$' | lines | middle
code=$(written | grep -v '_test\.go$' | xargs cat | wc -l)
tests=$(written | grep '_test\.go$' | xargs cat | wc -l)
echo "test lines to code lines: $tests to $code"
printf 'folders a commit (last 100): median '
git log -100 --no-merges --name-only --format=%x40 | awk '
	/^@$/ { if (n) print n; n = 0; split("", seen); next }
	NF { d = $0; sub(/\/[^\/]*$/, "", d); if (!(d in seen)) { seen[d]; n++ } }
	END { if (n) print n }' | middle
echo "places that ask which engine: $(git grep -n 'dialect: ' -- 'internal/**/*.go' | wc -l)"
echo "direct dependencies: $(awk '/^require \(/ { r = 1; next } /^\)/ { r = 0 } r && !/indirect/ { n++ } END { print n }' go.mod) of Go, $(grep -cE '^    "[^"]+": "[0-9]' internal/web/asset/package.json) of Node"

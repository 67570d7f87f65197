#!/bin/sh
# Builds the committed state twice, in two folders of different names, and compares the bytes.
set -eu
cd "$(dirname "$0")/.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
for folder in a another/folder; do
	git clone -q --no-hardlinks . "$place/$folder"
	make --no-print-directory -s -C "$place/$folder" build >/dev/null
done
one=$(sha256sum <"$place/a/bin/chibo")
two=$(sha256sum <"$place/another/folder/bin/chibo")
echo "$one"
echo "$two"
[ "$one" = "$two" ] || { echo "The two builds differ." >&2; exit 1; }

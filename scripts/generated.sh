#!/bin/sh
# Fails when the committed generated pages are not what the sources give.
set -eu
before=$(find internal -name '*_templ.go' -exec sha256sum {} + | sort)
go tool templ generate -path . >/dev/null 2>&1
after=$(find internal -name '*_templ.go' -exec sha256sum {} + | sort)
if [ "$before" != "$after" ]; then
	echo "Generated pages were not up to date: run make generate and commit." >&2
	exit 1
fi

#!/bin/sh
# Brings what the tests need and a fresh Debian machine lacks. As root it
# installs; as a user it tries sudo without a question, else prints the one
# line to run and stops.
set -eu

need() { command -v "$1" >/dev/null 2>&1; }
fail() { printf '%s\n' "$@" >&2; exit 1; }

need go || fail "Cần Go từ 1.26 trở lên: https://go.dev/dl" "Go 1.26 or newer is needed."
need node && need npm || fail "Cần Node.js từ 20 trở lên và npm." "Node.js 20 or newer and npm are needed."
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || fail "Cần Node.js từ 20 trở lên." "Node.js 20 or newer is needed."
go version | grep -Eq 'go1\.(2[6-9]|[3-9][0-9])' || fail "Cần Go từ 1.26 trở lên." "Go 1.26 or newer is needed."

[ "${1:-}" = test ] || exit 0

packages=
need chromium-headless-shell || packages="$packages chromium-headless-shell"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || packages="$packages postgresql"
need soffice && [ -e /usr/lib/libreoffice/program/libswlo.so ] || packages="$packages libreoffice-writer-nogui"
need soffice && [ -e /usr/lib/libreoffice/program/libsclo.so ] || packages="$packages libreoffice-calc-nogui"
[ -d /usr/share/fonts/truetype/liberation2 ] || packages="$packages fonts-liberation2"
need pdftotext || packages="$packages poppler-utils"
need zbarimg || packages="$packages zbar-tools"
[ -n "$packages" ] || exit 0

run="apt-get install -y --no-install-recommends$packages"
if [ "$(id -u)" = 0 ]; then
	export DEBIAN_FRONTEND=noninteractive
	apt-get update -q >/dev/null
	# shellcheck disable=SC2086
	apt-get install -y -q --no-install-recommends $packages >/dev/null
elif sudo -n true 2>/dev/null; then
	sudo -n sh -c "apt-get update -q && $run" >/dev/null
else
	fail "Thiếu công cụ để thử. Chạy một lần:" "  sudo $run"
fi

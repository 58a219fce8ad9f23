#!/usr/bin/env bash
# Installs Debian's PostgreSQL for the tests of the records where that is possible, and never fails where it is not.
set -eu

if command -v pg_ctl >/dev/null || ls /usr/lib/postgresql/*/bin/pg_ctl >/dev/null 2>&1; then
	exit 0
fi
as_root=()
if [ "$(id -u)" != 0 ]; then
	as_root=(sudo -n)
fi
if command -v apt-get >/dev/null && "${as_root[@]}" true 2>/dev/null; then
	echo "Installing PostgreSQL for the tests of the records..."
	if "${as_root[@]}" apt-get update -qq &&
		"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
			apt-get install -y -qq --no-install-recommends postgresql >/dev/null; then
		exit 0
	fi
fi
echo "PostgreSQL could not be installed here: the records are tested on SQLite alone, which is listed at the end."

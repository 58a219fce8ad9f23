#!/usr/bin/env bash
# Installs Debian packages for some tests where that is possible, and never fails where it is not.
# install_package.sh PROGRAM "WHAT FOR" "WHAT IS LOST WITHOUT" PACKAGE...
set -eu

program=$1 purpose=$2 loss=$3
shift 3

if command -v "$program" >/dev/null || ls /usr/lib/postgresql/*/bin/"$program" >/dev/null 2>&1; then
	exit 0
fi
as_root=()
if [ "$(id -u)" != 0 ]; then
	as_root=(sudo -n)
fi
if command -v apt-get >/dev/null && "${as_root[@]}" true 2>/dev/null; then
	echo "Installing $1 for $purpose..."
	if "${as_root[@]}" apt-get update -qq &&
		"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
			apt-get install -y -qq --no-install-recommends "$@" >/dev/null; then
		exit 0
	fi
fi
echo "$1 could not be installed here: $loss"

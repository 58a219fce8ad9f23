#!/usr/bin/env bash
# Installs Debian's Chromium for the browser tests where that is possible, and never fails where it is not.
set -eu

if command -v chromium >/dev/null; then
	exit 0
fi
as_root=()
if [ "$(id -u)" != 0 ]; then
	as_root=(sudo -n)
fi
if command -v apt-get >/dev/null && "${as_root[@]}" true 2>/dev/null; then
	echo "Installing Chromium for the browser tests..."
	if "${as_root[@]}" apt-get update -qq &&
		"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
			apt-get install -y -qq --no-install-recommends chromium fonts-liberation >/dev/null; then
		exit 0
	fi
fi
echo "Chromium could not be installed here: the browser tests will be skipped, and listed at the end."

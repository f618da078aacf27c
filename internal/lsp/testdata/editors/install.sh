#!/usr/bin/env bash
# Installs the pinned clients that the tests speak with, unless they are there: Microsoft's of the protocol, and Neovim.
set -euo pipefail
cd "$(dirname "$0")"
if ! [ node_modules/.package-lock.json -nt package-lock.json ]; then
  npm ci --ignore-scripts --no-audit --no-fund
fi
if ! command -v nvim >/dev/null; then
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq neovim >/dev/null
fi

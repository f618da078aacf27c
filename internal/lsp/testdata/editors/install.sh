#!/usr/bin/env bash
# Installs the pinned clients that the tests speak with, unless they are there: Microsoft's of the protocol, what the extension for VS Code is
# made with, and Neovim.
set -euo pipefail
cd "$(dirname "$0")"
for folder in . ../../../../editors/vscode; do
  if ! [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ]; then
    npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund
  fi
done
if ! command -v nvim >/dev/null; then
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq neovim >/dev/null
fi

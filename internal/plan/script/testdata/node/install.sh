#!/usr/bin/env bash
# Installs the pinned packages that the tests of the generated migration script need, unless they are there.
set -euo pipefail
cd "$(dirname "$0")"
if [ node_modules/.package-lock.json -nt package-lock.json ]; then exit 0; fi
npm ci --ignore-scripts --no-audit --no-fund

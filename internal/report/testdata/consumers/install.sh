#!/usr/bin/env bash
# Installs the pinned programs that the tests hand the output to, unless they are there: SARIF Multitool, reviewdog, xmllint.
set -euo pipefail
cd "$(dirname "$0")"
if ! [ node_modules/.package-lock.json -nt package-lock.json ]; then
  npm ci --ignore-scripts --no-audit --no-fund
  chmod u+x node_modules/@microsoft/sarif-multitool-*/Sarif.Multitool # what its script would have done
fi
if ! [ bin/reviewdog -nt reviewdog/go.mod ]; then
  (cd reviewdog && go build -o ../bin/reviewdog github.com/reviewdog/reviewdog/cmd/reviewdog)
fi
if ! command -v xmllint >/dev/null; then
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq libxml2-utils >/dev/null
fi

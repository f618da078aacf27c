#!/usr/bin/env bash
# Prints, as an output of its step, what the build of connaudit depends on: the version of the action has no such name.
set -euo pipefail
cd "$GITHUB_ACTION_PATH"
sum=$(find go.mod go.sum analyzers cmd internal rules -type f -not -path '*/testdata/*' -print0 | LC_ALL=C sort -z | xargs -0 shasum -a 256 | shasum -a 256)
echo "key=${sum%% *}" >>"$GITHUB_OUTPUT"

#!/usr/bin/env bash
# Builds connaudit into the folder that the action keeps. All runners of GitHub's have a C compiler.
set -euo pipefail
cd "$GITHUB_ACTION_PATH"
CGO_ENABLED=1 go build -trimpath -o "$RUNNER_TEMP/connaudit-bin/" ./cmd/connaudit

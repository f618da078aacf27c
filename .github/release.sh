#!/usr/bin/env bash
# release.sh FOLDER: builds connaudit for the machine it runs on, tries it, and packs it into FOLDER.
#
# The parsers are C. On Linux everything is linked statically, so that the program runs on any distribution; on macOS and Windows
# only what every system has is linked (libSystem; the C runtime of MinGW is linked statically).
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p "$1"
out=$(cd "$1" && pwd)

system=$(go env GOOS) machine=$(go env GOARCH) exe=$(go env GOEXE)
flags='-s -w'
case $system in
  linux | windows) flags="$flags -linkmode external -extldflags -static" ;;
esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
name=connaudit_${system}_$machine
mkdir "$work/$name"
CGO_ENABLED=1 go build -trimpath -buildvcs=true -tags netgo,osusergo -ldflags "$flags" -o "$work/$name/connaudit$exe" ./cmd/connaudit
cp README.md CHANGELOG.md SECURITY.md "$work/$name/"

"$work/$name/connaudit$exe" version
"$work/$name/connaudit$exe" check --fail-on never --statistics testdata/workspaces/bytelyst/before

case $system in
  windows) (cd "$work" && 7z a -bso0 "$out/$name.zip" "$name") ;;
  *) tar -C "$work" -czf "$out/$name.tar.gz" "$name" ;;
esac

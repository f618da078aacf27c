#!/usr/bin/env bash
# Makes the clean corpus: the sources of pinned public packages, TypeScript from npm and Python from Debian 12, as one workspace
# in which every package is a repository.
#
#   bench/corpus.sh [DIR]      DIR: bench/.work when not given; the workspace is DIR/corpus
#
# bench/corpus/*.lock name every archive with its checksum; what does not match is an error, never another corpus. Archives are
# kept in DIR/archives, so a second run asks no registry. To change the corpus, edit a lock file, run bench/corpus.sh --relock,
# and look at each finding that moves in bench/clean_corpus.golden.
set -euo pipefail
cd "$(dirname "$0")/.."

relock=
if [ "${1:-}" = --relock ]; then relock=1; shift; fi
work=$(realpath -m "${1:-bench/.work}")
archives=$work/archives
corpus=$work/corpus
locks=$PWD/bench/corpus
mkdir -p "$archives"

# Both checksums in the form their registries publish.
npm_sum() { echo "sha512-$(openssl dgst -sha512 -binary "$1" | base64 -w0)"; }
debian_sum() { sha256sum "$1" | cut -d' ' -f1; }

npm_file() { local n=${1#@}; n=${n//\//-}; echo "${n%@*}-${n##*@}.tgz"; }

# fetch KIND SPEC FILE: brings one archive into $archives.
fetch() {
  case $1 in
    npm) (cd "$archives" && npm pack --silent --ignore-scripts "$2" >/dev/null) ;;
    debian) (cd "$archives" && apt-get download -qq "$2" && mv "${2%%=*}"_*.deb "$3") ;;
  esac
}

# archive KIND SPEC SUM: fetches where needed, checks, and prints the line of the lock.
archive() {
  local kind=$1 spec=$2 want=$3 file have
  case $kind in
    npm) file=$(npm_file "$spec") ;;
    debian) file=${spec%%=*}.deb ;;
  esac
  if [ ! -f "$archives/$file" ] || [ "$(${kind}_sum "$archives/$file")" != "$want" ]; then
    rm -f "$archives/$file"
    fetch "$kind" "$spec" "$file" >&2 || { echo "corpus: $spec cannot be fetched; for a Debian package run apt-get update, or pin the version of today" >&2; exit 1; }
  fi
  have=$(${kind}_sum "$archives/$file")
  if [ -z "$relock" ] && [ "$have" != "$want" ]; then
    echo "corpus: $spec has checksum $have, bench/corpus/$kind.lock says $want; with --relock it is accepted" >&2
    exit 1
  fi
  echo "$spec $have"
}

for kind in npm debian; do
  while read -r spec sum; do archive "$kind" "$spec" "$sum"; done <"$locks/$kind.lock" >"$work/$kind.lock"
  if [ -n "$relock" ]; then LC_ALL=C sort "$work/$kind.lock" >"$locks/$kind.lock"; fi
done

# The tree is laid out anew when the locks or this script changed.
stamp=$(cat "$locks"/*.lock "$0" | sha256sum)
if [ "$(cat "$corpus/.stamp" 2>/dev/null)" = "$stamp" ]; then echo "corpus: $corpus is up to date"; exit 0; fi
rm -rf "$corpus"
mkdir -p "$corpus/ts" "$corpus/py"

# Only what people wrote: compiled JavaScript and declarations stay out. A template that a package ships in its dist folder is
# source all the same, and connaudit leaves folders of that name out, so it is called assets here.
while read -r spec _; do
  name=${spec#@}; name=${name%@*}; name=${name//\//-}
  mkdir -p "$corpus/ts/$name"
  tar xzf "$archives/$(npm_file "$spec")" -C "$corpus/ts/$name" --strip-components=1 --no-same-owner --no-same-permissions \
    --transform 's,/dist/,/assets/,' --exclude='*.d.ts' --exclude='*.d.mts' --exclude='*.d.cts' \
    --wildcards '*.ts' '*.tsx' '*.mts' '*.cts' '*/package.json' '*/tsconfig*.json' 2>/dev/null ||
    [ -n "$(find "$corpus/ts/$name" -name '*.ts*' -print -quit)" ] # tar complains of patterns that match nothing
done <"$locks/npm.lock"

while read -r spec _; do
  name=${spec%%=*}
  mkdir -p "$work/deb" "$corpus/py/$name"
  dpkg-deb --fsys-tarfile "$archives/$name.deb" |
    tar x -C "$corpus/py/$name" --strip-components=5 --no-same-owner --wildcards './usr/lib/python3/dist-packages/*.py'
done <"$locks/debian.lock"
find "$corpus" -name node_modules -type d -prune -exec rm -rf {} +
chmod -R u+w "$corpus"

# One workspace, two configurations: as connaudit comes, and with the headers demanded everywhere.
repos() {
  echo "version: 1"
  echo "repos:"
  for dir in "$corpus"/ts/*/ "$corpus"/py/*/; do dir=${dir#"$corpus"/}; echo "  - {path: ${dir%/}, name: ${dir%/}}"; done
}
repos >"$corpus/default.yaml"
{ repos; cat "$locks/rules.yaml"; } >"$corpus/everywhere.yaml"
cp "$corpus/default.yaml" "$corpus/connaudit.yaml"
echo "$stamp" >"$corpus/.stamp"
echo "corpus: $(find "$corpus" -name '*.py' | wc -l) Python files, $(find "$corpus" -name '*.*ts*' -type f | wc -l) TypeScript files in $corpus"

#!/usr/bin/env bash
# Measures what the cache of results is worth to a pre-commit hook, on the change sets of real commits: the last commits of a
# repository are checked out one after the other, and each is audited once, as a hook does that is given the files which it changes.
#
#   bench/staged.sh REPOSITORY [COMMITS]      50 commits when not given
#
# A line for each commit: whether the entry held, the milliseconds by the clock and of all processors, how many files the commit changes, and how many of these it adds,
# deletes or renames, since no entry holds over another list of files. The last lines are the share that held and both medians: times
# hang on the machine, their ratio hardly does. The repository is cloned; it is not touched.
set -euo pipefail
cd "$(dirname "$0")/.."

repository=$(realpath "${1:?usage: bench/staged.sh REPOSITORY [COMMITS]}")
commits=${2:-50}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go build -o "$work/connaudit" ./cmd/connaudit
git clone -q --shared "$repository" "$work/clone"
cd "$work/clone"
mapfile -t list < <(git rev-list --first-parent --max-count="$((commits + 1))" HEAD | tac)

# run FILE...: audits, and prints how many files were parsed, and the milliseconds by the clock and of all processors.
run() {
  local status=0 TIMEFORMAT='%R %U %S'
  { time "$work/connaudit" check --cache-dir "$work/cache" --quiet --force-exclude --stats --format json -- "$@" >"$work/out" 2>"$work/err" || status=$?; } 2>"$work/time"
  if [ "$status" -gt 1 ]; then cat "$work/err" >&2; exit 2; fi
  echo "$(sed -n 's/.*"files_parsed": \([0-9]*\).*/\1/p' "$work/out") $(awk '{print int($1 * 1000), int(($2 + $3) * 1000)}' "$work/time")"
}

git checkout -q "${list[0]}"
run . >/dev/null
for commit in "${list[@]:1}"; do
  before=$(git rev-parse HEAD)
  git checkout -q "$commit"
  mapfile -t changed < <(git diff --name-only --diff-filter=d "$before" HEAD)
  listed=$(git diff --name-status "$before" HEAD | grep -vc '^M' || true)
  read -r parsed ms processor < <(run "${changed[@]}")
  echo "$([ "$parsed" = 0 ] && echo held || echo new) $ms $processor ${#changed[@]} $listed $(git rev-parse --short HEAD)"
done | tee "$work/lines"

median() { awk -v kind="$1" '$1 == kind {print $column}' column="$2" "$work/lines" | sort -n | awk '{a[NR] = $1} END {print NR ? a[int((NR + 1) / 2)] : "none"}'; }
echo "held: $(grep -c '^held' "$work/lines" || true) of $(wc -l <"$work/lines"); of those over the same list of files: $(awk '$1 == "held" && $5 == 0' "$work/lines" | wc -l) of $(awk '$5 == 0' "$work/lines" | wc -l)"
echo "median ms: held $(median held 2), new $(median new 2); of processors: held $(median held 3), new $(median new 3)"

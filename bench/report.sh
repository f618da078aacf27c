#!/usr/bin/env bash
# Measures what a report costs beside a check, over a workspace of many repositories that is made anew (bench/workspace):
#
#   bench/report.sh [REPOSITORIES] [RUNS]     200 and 3 when not given
#
# It prints processor time and peak memory of each, and the ratios. Each command's best run counts. It needs GNU time (Debian: time).
set -euo pipefail
cd "$(dirname "$0")/.."

repos=${1:-200}
runs=${2:-3}
work=$PWD/bench/.work
fleet=$work/fleet
command -v /usr/bin/time >/dev/null || { echo "report: /usr/bin/time is not installed (Debian: time)" >&2; exit 2; }

go build -o "$work/bin/connaudit" ./cmd/connaudit
rm -rf "$fleet"
go run ./bench/workspace -repos "$repos" "$fleet"
trap 'rm -rf "$fleet" "$work"/report.time "$work"/report.times.*' EXIT
echo "workspace: $repos repositories, $(find "$fleet" -type f | wc -l) files"

# measure NAME ARGUMENT...: appends seconds and KB of one run to the list of that name.
measure() {
  (cd "$fleet" && /usr/bin/time -f '%U %S %M' -o "$work/report.time" "$work/bin/connaudit" "${@:2}" >/dev/null)
  awk '{print $1 + $2, $3}' "$work/report.time" >>"$work/report.times.$1"
}
rm -f "$work"/report.times.*
for _ in $(seq "$runs"); do
  measure check check --format json --fail-on never
  for format in md html json; do measure "report-$format" report --format "$format" --date 2026-01-01; done
  measure plan plan partition-key orders
done
best() { sort -n "$work/report.times.$1" | head -1; }
read -r seconds kb <<<"$(best check)"
for name in check report-md report-html report-json plan; do
  best "$name" | awk -v n="$name" -v s="$seconds" -v kb="$kb" '{printf "%-12s %6.2f s %5d MB   of a check: time %.2f, memory %.2f\n", n, $1, $2 / 1024, $1 / s, $2 / kb}'
done

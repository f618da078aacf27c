#!/usr/bin/env bash
# Compares connaudit with what else could answer (a part of) its questions, on the clean corpus, and prints ratios:
#
#   bench/run.sh [RUNS]          RUNS: how often each tool runs, interleaved; 5 when not given
#   GROWTH=1 bench/run.sh        also CPU time per MB and peak memory at 20, 100 and 500 MB
#
# It needs npm (for ast-grep), ripgrep and GNU time (Debian: ripgrep, time). Each tool's best run counts, since what disturbs a
# run only ever makes it longer; medians are shown beside it. Every run reads files that are in the page cache.
set -euo pipefail
cd "$(dirname "$0")/.."

ASTGREP_VERSION=0.51.1
runs=${1:-5}
work=$PWD/bench/.work
corpus=$work/corpus
tree=$work/tree # the files that connaudit reads, for tools that would choose others

for tool in rg npm /usr/bin/time; do
  command -v "$tool" >/dev/null || { echo "run: $tool is not installed (Debian: ripgrep, npm, time)" >&2; exit 2; }
done

bench/corpus.sh >&2
go build -o "$work/bin/connaudit" ./cmd/connaudit
go build -o "$work/bin/parse" ./bench/parse
astgrep=$work/astgrep-$ASTGREP_VERSION/node_modules/.bin/ast-grep
if [ ! -x "$astgrep" ]; then
  npm install --silent --no-audit --no-fund --prefix "$work/astgrep-$ASTGREP_VERSION" "@ast-grep/cli@$ASTGREP_VERSION" >&2
  # Without its install script the package's command is a start through Node; the program itself is what is measured.
fi
native=$(find "$work/astgrep-$ASTGREP_VERSION/node_modules" -path '*cli-linux*' -name ast-grep -type f | head -1)
astgrep=${native:-$astgrep}

(cd "$corpus" && "$work/bin/parse" -list "$work/list" -hit "$work/hit" .) >&2
rm -rf "$tree" && mkdir -p "$tree"
sed "s,^$corpus/,," "$work/list" | (cd "$corpus" && xargs -d '\n' cp -l --parents -t "$tree")

# The words of the pack, as its patterns have them.
words=$(grep -hE '^ *(- )?(- )?(pattern|pattern-either|from):' rules/*.yaml | sed 's/^[^:]*://' |
  grep -oE '(^|[^$A-Za-z_])[A-Za-z_][A-Za-z_]{2,}' | grep -oE '[A-Za-z_]+' | sort -u | paste -sd'|')

connaudit_() { (cd "$corpus" && "$work/bin/connaudit" check --no-cache --format json --fail-on never >/dev/null 2>&1); }
warm_() { (cd "$corpus" && "$work/bin/connaudit" check --cache-dir "$work/cache" --format json --fail-on never >/dev/null 2>&1); }
astgrep_() { "$astgrep" scan -c bench/astgrep/sgconfig.yml --no-ignore hidden --no-ignore vcs --json=stream "$tree" >/dev/null; }
rg_() { rg -l -w --no-ignore --hidden -e "$words" "$tree" >/dev/null; }
parse_() { "$work/bin/parse" <"$work/hit" >/dev/null; }

# measure NAME COMMAND...: appends the seconds that one run takes to the tool's list.
measure() {
  local name=$1 start end
  start=$(date +%s.%N); "${@:2}" || [ $? -le 1 ]; end=$(date +%s.%N)
  echo "$end - $start" | bc >>"$work/times.$name"
}
best() { sort -n "$work/times.$1" | head -1; }
median() { sort -n "$work/times.$1" | awk '{v[NR]=$1} END{print v[int((NR+1)/2)]}'; }
ratio() { echo "scale=2; $1 / $2" | bc; }

rm -f "$work"/times.*
warm_ # fills the cache
for _ in $(seq "$runs"); do
  measure warm warm_
  measure connaudit connaudit_; measure astgrep astgrep_; measure rg rg_; measure parse parse_
done

bytes() { xargs -d '\n' stat -c %s <"$1" | awk '{s+=$1} END{print s}'; }
all=$(bytes "$work/list"); hit=$(bytes "$work/hit")
echo "corpus: $(wc -l <"$work/list") files, $((all / 1000000)) MB; hit share $((100 * hit / all)) % of the bytes"
for t in connaudit warm astgrep rg parse; do printf '%-10s best %8.2f s   median %8.2f s   of %d\n' $t "$(best $t)" "$(median $t)" "$runs"; done
echo "ast-grep / connaudit:              $(ratio "$(best astgrep)" "$(best connaudit)")   (target: at least 8)"
echo "connaudit / (rg -l + bare parse):  $(ratio "$(best connaudit)" "$(echo "$(best rg) + $(best parse)" | bc)")   (target: at most 1.5)"

[ -n "${GROWTH:-}" ] || exit 0

# mixed: the packages of the corpus in an order that has nothing to do with their names, the same every time: languages and kinds
# of packages that are named alike stand together otherwise.
mixed() { ls -d "$tree"/*/* | while read -r p; do echo "$(basename "$p" | cksum | cut -d' ' -f1) $p"; done | sort -n | cut -d' ' -f2-; }

# copies N: a workspace of 10 MB of the corpus, N times, each copy with package names of its own. Names of Python modules stay, so that
# from two copies on an import of another repository is ambiguous, and what it means is not followed: one copy would be another
# workload, not a smaller one.
copies() {
  local dir=$work/growth i p size=0
  rm -rf "$dir" && mkdir -p "$dir"
  { echo "version: 1"; echo "repos:"; } >"$dir/connaudit.yaml"
  for p in $(mixed); do
    size=$((size + $(du -sb "$p" | cut -f1)))
    for i in $(seq "$1"); do
      cp -r "$p" "$dir/$(basename "$p")-$i"
      cp "$corpus/${p#"$tree"/}/package.json" "$dir/$(basename "$p")-$i/" 2>/dev/null && sed -i "s,^\( *\"name\": *\"[^\"]*\),\1-$i," "$dir/$(basename "$p")-$i/package.json"
      echo "  - $(basename "$p")-$i" >>"$dir/connaudit.yaml"
    done
    [ $size -lt 10000000 ] || break
  done
  echo $((size * $1 / 1000000))
}
for n in 2 10 50; do
  mb=$(copies $n)
  for _ in 1 2 3; do
    (cd "$work/growth" && /usr/bin/time -f '%U %S %M' -o "$work/growth.time" "$work/bin/connaudit" check --no-cache --format json --fail-on never >/dev/null 2>&1)
    cat "$work/growth.time"
  done | sort -n | head -1 | awk -v mb="$mb" '{printf "growth: %4d MB: %6.1f ms of CPU per MB, peak memory %d MB\n", mb, ($1+$2)*1000/mb, $3/1024}'
done
rm -rf "$work/growth"

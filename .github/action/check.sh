#!/usr/bin/env bash
# Checks the workspace of the working directory. Values are INPUT_… variables; flags have them behind =, so that none of them is
# taken for a flag, and files come after --.
set -euo pipefail

fail() { echo "connaudit: $1" >&2; exit 2; }

# enabled NAME VALUE: a boolean of the action.
enabled() {
  case $2 in
    true) return 0 ;;
    false) return 1 ;;
  esac
  fail "$1 is '$2'; use true or false"
}

# lines TEXT: sets list to the lines that are not empty.
lines() {
  list=()
  local line
  while IFS= read -r line; do
    line=${line%$'\r'}
    if [ -n "$line" ]; then list+=("$line"); fi
  done <<<"$1"
}

case $INPUT_SARIF_FILE in
  *$'\n'*) fail "sarif-file has several lines; name one file" ;;
esac

args=(check "--fail-on=$INPUT_FAIL_ON")
if enabled annotations "$INPUT_ANNOTATIONS"; then args+=(--format=github); fi
if enabled summary "$INPUT_SUMMARY"; then args+=("--output=markdown=$GITHUB_STEP_SUMMARY"); fi
if [ -n "$INPUT_SARIF_FILE" ]; then
  args+=("--output=sarif=$INPUT_SARIF_FILE")
  case $INPUT_SARIF_FILE in
    /* | ?:*) echo "sarif-file=$INPUT_SARIF_FILE" ;;
    *) echo "sarif-file=$PWD/$INPUT_SARIF_FILE" ;;
  esac >>"$GITHUB_OUTPUT"
fi
if [ -n "$INPUT_CONFIG" ]; then args+=("--config=$INPUT_CONFIG"); fi
if [ -n "$INPUT_NEW_FROM" ]; then args+=("--new-from=$INPUT_NEW_FROM"); fi
lines "$INPUT_ARGUMENTS"
args+=(${list[@]+"${list[@]}"})
lines "$INPUT_PATHS"
args+=(-- ${list[@]+"${list[@]}"})

status=0
"$RUNNER_TEMP/connaudit-bin/connaudit" "${args[@]}" || status=$?
echo "status=$status" >>"$GITHUB_OUTPUT"
exit "$status"

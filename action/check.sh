#!/usr/bin/env bash
# Runs `footing check` by the inputs of action.yml, and passes its exit code on. Every input is data: it comes through the
# environment, becomes one word of the command line, and is never read by a shell.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
words=(check)

# --OPTION=LINE for each line that is not empty.
each_line() {
  local line
  while IFS= read -r line; do
    line=${line%$'\r'}
    if [[ ! $line =~ ^[[:space:]]*$ ]]; then words+=("--$1=$line"); fi
  done <<<"$2"
}

when_true() {
  case $2 in
    true) words+=("--$1") ;;
    false | '') ;;
    *) printf 'footing: the input %s is true or false\n' "$1" >&2 && exit 2 ;;
  esac
}

each_line set "${FOOTING_ACTION_SET-}"
each_line profile "${FOOTING_ACTION_PROFILE-}"
each_line moment "${FOOTING_ACTION_MOMENT-}"
each_line format "${FOOTING_ACTION_FORMATS-}"
when_true strict "${FOOTING_ACTION_STRICT-}"
when_true yes "${FOOTING_ACTION_YES-}"

folder=$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/footing.XXXXXX")
report=$folder/report.json
words+=("--format=json=$report" --no-input)

# A line of the output that begins with :: would be a command to GitHub, whoever wrote it.
token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
if [[ ${GITHUB_ACTIONS-} == true ]]; then echo "::stop-commands::$token"; fi
code=0
node "$root/bin/footing.js" "${words[@]}" -- "${FOOTING_ACTION_PRODUCT-}" || code=$?
if [[ ${GITHUB_ACTIONS-} == true ]]; then echo "::$token::"; fi

verdict=''
if [[ -f $report ]]; then
  verdict=$(node -p 'JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8")).verdict' "$report")
else
  report=''
fi
printf '%s\n' "verdict=$verdict" "exit-code=$code" "report=$report" >>"${GITHUB_OUTPUT:-/dev/null}"
exit "$code"

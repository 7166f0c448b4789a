#!/usr/bin/env bash
# Runs `footing test` on each folder of requirements in which one of the given files stands; see .pre-commit-hooks.yaml.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
bash "$root/action/install.sh"

worst=0
seen=$'\n'
for file in "$@"; do
  folder=$(dirname -- "./$file")
  case $seen in *$'\n'"$folder"$'\n'*) continue ;; esac
  seen+=$folder$'\n'
  # Others call their files so too: Helm, for one.
  grep -q '^footing:' "$folder/requirements.yaml" 2>/dev/null || continue
  printf '%s\n' "${folder#./}"
  code=0
  node "$root/bin/footing.js" test -- "$folder" || code=$?
  if ((code > worst)); then worst=$code; fi
done
exit "$worst"

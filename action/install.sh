#!/usr/bin/env bash
# Installs what Footing needs into this checkout of it, once. Nothing outside the checkout is touched.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# npm writes this file last: an installation that was cut short is made anew.
[[ -f node_modules/.package-lock.json ]] && exit 0

omit=(--omit=dev)
# The Node.js that npm brings (about 200 MB) is for machines whose own is older.
if [[ $(node -p 'process.versions.node.split(".")[0]') -ge 24 ]]; then omit+=(--omit=optional); fi
npm ci --ignore-scripts --no-audit --no-fund "${omit[@]}" >&2

import { othersSeen } from "./others-seen.ts";

/**
 * Programs of the names `$@` that run: `pid<TAB>name` a line, then `end`. `hidden` alone where the processes of others are
 * hidden. `none` where there is no /proc. A shell that lost a process while it looked goes on.
 */
export const processesScript = `[ -d /proc/self ] || { printf 'none\\n'; exit 0; }
${othersSeen} || { printf 'hidden\\n'; exit 0; }
for folder in /proc/[0-9]*; do
  { read -r name <"$folder/comm"; } 2>/dev/null || continue
  for wanted in "$@"; do
    [ "$name" != "$wanted" ] || printf '%s\\t%s\\n' "\${folder#/proc/}" "$name"
  done
done
printf 'end\\n'
`;

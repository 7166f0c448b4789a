import { neededTools } from "./needed-tools.ts";

/** Exit codes of the script: there is no such process file, or this user may not read it. */
export const variableExits = { missing: 10, denied: 11 } as const;

/**
 * Prints one variable that the first process of this host was started with: its value alone, for the others may be
 * anybody's secrets. Nothing where it has none of the name `$1`.
 */
export const variableScript = `file=/proc/1/environ
[ -e "$file" ] || exit ${variableExits.missing}
${neededTools("tr", "sed")}{ tr '\\000' '\\n' <"$file"; } 2>/dev/null | sed -n "s/^$1=//p"
{ true <"$file"; } 2>/dev/null || exit ${variableExits.denied}
`;

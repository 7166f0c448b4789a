/** Exit code of a script of ours that lacks a tool without which it would see nothing where there is something. */
export const lacksTool = 98;

/**
 * Ends a script where one of these tools is not there: a pipe through one that is missing prints nothing, which reads as
 * a look that found nothing. Its name is on the error stream, and `lackedTool` reads it there.
 */
export const neededTools = (...tools: readonly string[]): string => `for footing_tool in ${tools.join(" ")}; do
  command -v "$footing_tool" >/dev/null && continue
  printf 'footing lacks %s\\n' "$footing_tool" >&2
  exit ${lacksTool}
done
`;

/** The tool that a script said it lacks; undefined where it said nothing of it. */
export const lackedTool = (exit: number, stderr: string): string | undefined =>
  exit === lacksTool ? /^footing lacks (\S{1,40})$/m.exec(stderr)?.[1] : undefined;

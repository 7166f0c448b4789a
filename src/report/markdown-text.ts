/** Stands in a text where one that reads Markdown must not see two parts as one. A visible text never has this non-character. */
const gap = "\ufdd0";

/**
 * What GitHub, GitLab or Gitea make of plain text behind Markdown's back: mentions, references to issues, commits and
 * merge requests, addresses, emoji. A backslash does not keep them from it, since they look at the finished text; an
 * empty comment does, since then it is two texts.
 */
const triggers: readonly (readonly [RegExp, string])[] = [
  [/@/g, `@${gap}`],
  [/:(?=\/\/)/g, `:${gap}`],
  [/(?<=www)(?=\.)/gi, gap],
  [/(?<=(?:mailto|xmpp|javascript|data|vbscript))(?=:)/gi, gap],
  [/[#!%~](?=[\p{L}\p{N}"])/gu, `$&${gap}`],
  [/(?<=GH-)(?=\d)/gi, gap],
  // A time of day has only digits between its colons; the emoji of digits are two.
  [/:(?=(?:100|1234|[\w+-]*[A-Za-z+-][\w+-]*):)/g, `:${gap}`],
  // A hash of a commit has 7 to 40 digits; none of its pieces does.
  [/(?<![0-9A-Za-z])(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,40}(?![0-9A-Za-z])/gi, "$&"],
];

const apart = (text: string): string =>
  triggers.reduce(
    (all, [pattern, replacement]) =>
      replacement === "$&"
        ? all.replaceAll(pattern, (hash) => hash.replaceAll(/.{6}(?!$)/g, `$&${gap}`))
        : all.replaceAll(pattern, replacement),
    text,
  );

/** As entities, since a backslash before them would not do everywhere: in a cell of a table, in a formula. */
const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "|": "&#124;",
  $: "&#36;",
  [gap]: "<!-- -->",
};

/**
 * A text that is not ours and was made visible, as words in a line of Markdown (GFM): no markup, link, mention,
 * reference, image, footnote or tag comes of it, and it ends no cell.
 */
export function markdownText(text: string): string {
  const escaped = apart(text.trim())
    .replaceAll(/[\\`*_[\]~]/g, String.raw`\$&`)
    .replaceAll(/[&<>|$\ufdd0]/g, (sign) => entities[sign] ?? sign);
  // At the start of a line these would begin a list, a heading, a rule or a row of a table.
  return escaped.replace(/^[-=:+#]/, String.raw`\$&`).replace(/^(\d{1,9})(?=[.)](?:\s|$))/, "$1\\");
}

/** The shortest row of backticks that the text does not have, at least as long as `least`. */
function fenceFor(text: string, least: number): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((row) => row.length));
  return "`".repeat(Math.max(least, longest + 1));
}

/** A visible text as code in a line. Not in a table, where a `|` within would end the cell. */
export function code(text: string): string {
  if (text.trim() === "") return "";
  const fence = fenceFor(text, 1);
  const isTight = /^[^`\s].*[^`\s]$|^[^`\s]$/s.test(text);
  return isTight ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}

/** Visible lines as a block of code. */
export function codeBlock(lines: readonly string[], language: string): readonly string[] {
  const fence = fenceFor(lines.join("\n"), 3);
  return [`${fence}${language}`, ...lines, fence];
}

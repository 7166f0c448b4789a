import type { Report } from "../report.ts";
import { writeTerminal } from "../terminal.ts";

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** The words for people as a page of one file: nothing but the words, in the lines that a terminal has. */
export function writeHtml(report: Report, { now }: { readonly now: string }): string {
  const style = { columns: 80, colour: false, unicode: true };
  const asked = { verbose: true, again: "footing check", init: "footing init" };
  const words = writeTerminal(report, { style, now, ...asked }).replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign);
  return `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Footing</title>\n<pre>${words}</pre>\n</html>\n`;
}

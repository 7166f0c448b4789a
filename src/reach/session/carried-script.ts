import { shellWord } from "../../facts/shell-word.ts";
import type { CarriedHead } from "../../facts/snapshot-shape.ts";
import { nullDeviceTest, remakeNullDevice } from "../null-device.ts";
import { environmentWords } from "./far-environment.ts";
import { farWords } from "./far-shell.ts";
import { JobWriter, turnOf, turns, type Job } from "./jobs.ts";

export type CarriedScript = {
  readonly head: CarriedHead;
  /** By the key under which each is found again. */
  readonly jobs: ReadonlyMap<string, Job>;
  /** What is asked, in a few words, for whoever reads the text. */
  readonly holds: readonly string[];
  /** For whoever is to run it: what it does there. */
  readonly about: readonly string[];
};

export const beginLine = "-----BEGIN FOOTING FACTS-----";
export const endLine = "-----END FOOTING FACTS-----";
/** Characters of a line: with marks of quoting before them they are still within the 76 of a mail (RFC 2045). */
const lineLength = 64;

/** What a text holds at most, in bytes before it is packed: far more than what is looked at prints. */
export const mostCarried = 16 * 2 ** 20;

/** How what was printed is packed and summed, and whether this host has what that takes. */
const packing = `footing_pack() {
  if command -v gzip >/dev/null 2>&1; then gzip -c; else cat; fi |
    case $1 in base64) base64 ;; openssl) openssl base64 ;; *) od -An -v -tx1 ;; esac | tr -cd 'A-Za-z0-9+/'
}
footing_any() {
  for footing_one; do
    if command -v "$footing_one" >/dev/null 2>&1; then return 0; fi
  done
  return 1
}
# What floods ends there, before it fills the memory of this host.
footing_most() {
  if footing_any head; then head -c ${mostCarried}; else cat; fi
}
footing_sum() {
  if footing_any cksum; then
    printf '%s' "$footing_body" | cksum
    return
  fi
  footing_digest=$(printf '%s' "$footing_body" | sha256sum)
  printf 'sha256:%s %s\\n' "\${footing_digest%% *}" "\${#footing_body}"
}
footing_able() {
  if ${nullDeviceTest}; then :; else
    echo 'footing: nothing was looked at: /dev/null is no device here that this user may read and write. As root: ${remakeNullDevice}' >&2
    return 1
  fi
  footing_lacks=''
  for footing_tool in date tr fold; do footing_any "$footing_tool" || footing_lacks="$footing_lacks $footing_tool"; done
  footing_any base64 openssl od || footing_lacks="$footing_lacks od"
  footing_any cksum sha256sum || footing_lacks="$footing_lacks cksum"
  if [ -n "$footing_lacks" ]; then
    printf 'footing: nothing was looked at: this host lacks%s. Install it, or check this host over ssh\\n' "$footing_lacks" >&2
    return 1
  fi
}
`;

/**
 * A script for a host that nobody may connect to: a person runs it there and carries its output over. It is one function
 * that is called on the last line, so that half of it does nothing. What it prints is packed into letters and digits
 * that survive mail and terminals, with their number and checksum (cksum(1), or
 * SHA-256 where there is none). A host that lacks what it takes is told so before anything is looked at.
 */
export function carriedScript({ head, jobs, holds, about }: CarriedScript): string {
  const writer = new JobWriter();
  const lines = [...jobs]
    .toSorted(([, a], [, b]) => turns.indexOf(turnOf(a)) - turns.indexOf(turnOf(b)))
    .map(([key, job]) => writer.write(job, key));
  return `#!/bin/sh
${about.map((line) => `# ${line}`.trimEnd()).join("\n")}
footing_look() {
printf '%s\\n' ${shellWord(JSON.stringify(head))}
date -u +%Y-%m-%dT%H:%M:%SZ
${farWords(head.mark)}
# Nobody is at the other end of the input who could ask what is being made to end.
footing_alone=alone
${lines.join("")}footing_done 1
date -u +%Y-%m-%dT%H:%M:%SZ
}
${packing}footing_main() {
${environmentWords}  footing_able || return 1
  footing_coding=hex
  if command -v base64 >/dev/null 2>&1; then footing_coding=base64; elif command -v openssl >/dev/null 2>&1; then footing_coding=openssl; fi
  footing_packed=plain
  if command -v gzip >/dev/null 2>&1; then footing_packed=gzip; fi
  echo 'footing: looking; this may take a minute' >&2
  footing_body=$(footing_look </dev/null | footing_most | footing_pack "$footing_coding")
  [ "$footing_coding" = hex ] || footing_coding=base64
  printf '%s\\n' ${shellWord(beginLine)}
${holdsLines(holds)
  .map((line) => `  printf '%s\\n' ${shellWord(line)}`)
  .join("\n")}
  printf 'Host: %s\\n' "$(uname -n 2>/dev/null)"
  printf 'Coding: %s %s\\n' "$footing_packed" "$footing_coding"
  printf 'Sum: %s\\n\\n' "$(footing_sum)"
  printf '%s\\n' "$footing_body" | fold -w ${lineLength}
  printf '%s\\n' ${shellWord(endLine)}
  echo 'footing: done; carry over all from BEGIN to END' >&2
}
footing_main
`;
}

/** For people alone: what an operator wrote must not read like a line by which the text is taken apart. */
const plainWords = (words: string): string => words.replaceAll(/[^\w /.,-]/g, "?").replaceAll(/-{2,}/g, "-");

/** "Holds:" in lines that no mail wraps. */
function holdsLines(holds: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const one of holds.map(plainWords)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + one.length + 2 <= lineLength) lines[lines.length - 1] = `${last}, ${one}`;
    else lines.push(`Holds: ${one}`.slice(0, lineLength));
  }
  return lines;
}

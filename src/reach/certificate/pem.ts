/** One block of a PEM file (RFC 7468), with its BEGIN and END lines. */
export type PemBlock = { readonly label: string; readonly bytes: Buffer };

/** The blocks up to the first that is not whole; `problem` says what is wrong with that one. */
export type PemFile = { readonly blocks: readonly PemBlock[]; readonly problem?: string };

const begin = "-----BEGIN ";
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
const newline = 0x0a;

export const isPem = (bytes: Buffer): boolean => bytes.includes(begin);

/**
 * Takes a PEM file apart as OpenSSL does (PEM_read_bio(3)), by which most servers read theirs: a BEGIN line begins a line
 * and has nothing behind it but white space; what stands outside of blocks is passed over, a byte order mark too.
 */
export function readPem(bytes: Buffer): PemFile {
  const blocks: PemBlock[] = [];
  let open: { readonly label: string; readonly from: number } | undefined;
  for (const { text, from, to } of linesOf(bytes)) {
    if (open === undefined) {
      const label = /^-----BEGIN (.+)-----$/.exec(text)?.[1];
      if (label !== undefined) open = { label, from };
    } else if (text === `-----END ${open.label}-----`) {
      blocks.push({ label: open.label, bytes: bytes.subarray(open.from, to) });
      open = undefined;
    } else if (text.includes("-----")) return { blocks, problem: brokenWords(text, blocks.length + 1) };
  }
  if (open !== undefined) return { blocks, problem: `block ${blocks.length + 1} is cut off before its END line` };
  const problem = "its BEGIN line does not stand at the beginning of a line";
  return blocks.length === 0 && isPem(bytes) ? { blocks, problem } : { blocks };
}

const brokenWords = (line: string, number: number): string =>
  line.includes("-----END ") && line.includes(begin)
    ? `no line break between block ${number} and the next`
    : `block ${number} has no END line that fits its BEGIN line`;

type Line = { readonly text: string; readonly from: number; readonly to: number };

/** Only what may be a mark is made a text: a private key's letters stay bytes. */
function* linesOf(bytes: Buffer): Generator<Line> {
  let from = bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? byteOrderMark.length : 0;
  while (from < bytes.length) {
    const end = bytes.indexOf(newline, from);
    const to = end === -1 ? bytes.length : end + 1;
    const line = bytes.subarray(from, to);
    yield { text: line.includes("-----") ? line.toString("latin1").replace(/[\0-\x20]+$/, "") : "", from, to };
    from = to;
  }
}

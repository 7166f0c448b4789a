import type { Readable } from "node:stream";

/** Frames a message as the Language Server Protocol does: its length in bytes, an empty line, JSON. */
export function framed(message: unknown): string {
  const text = JSON.stringify(message);
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

/** Calls `heard` with each message of a stream, whole, however the stream is cut into pieces. */
export function listen(stream: Readable, heard: (message: unknown) => void): void {
  let waiting = Buffer.alloc(0);
  stream.on("data", (piece: Buffer) => {
    waiting = Buffer.concat([waiting, piece]);
    for (;;) {
      const end = waiting.indexOf("\r\n\r\n");
      if (end === -1) return;
      const [, length] = /Content-Length: (\d+)/i.exec(waiting.toString("latin1", 0, end)) ?? [];
      if (length === undefined) throw new Error("the language server sent a message without its length");
      const start = end + 4;
      const stop = start + Number(length);
      if (waiting.length < stop) return;
      heard(JSON.parse(waiting.toString("utf8", start, stop)));
      waiting = waiting.subarray(stop);
    }
  });
}

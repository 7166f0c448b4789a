const handshakeRecord = 22;
const certificateMessage = 11;
/** A chain of a hundred certificates has less; what is more comes from somebody who wants to fill the memory. */
const mostBytes = 2 ** 20;

/** Listens to what a server sends at the beginning of TLS up to 1.2, and picks the Certificate message (RFC 5246, 7.4.2). */
export class HandshakeTap {
  #records = Buffer.alloc(0);
  #messages = Buffer.alloc(0);
  #list: readonly Buffer[] | undefined;
  #isOver = false;

  feed(chunk: Buffer): void {
    if (this.#isOver) return;
    this.#records = Buffer.concat([this.#records, chunk]);
    while (!this.#isOver && this.#records.length >= 5) {
      const length = this.#records.readUInt16BE(3);
      if (this.#records.length < 5 + length) break;
      if (this.#records[0] === handshakeRecord) this.#take(this.#records.subarray(5, 5 + length));
      // Whatever is no handshake comes after it, or in its place.
      else this.#isOver = true;
      this.#records = this.#records.subarray(5 + length);
    }
    if (this.#records.length + this.#messages.length > mostBytes) this.#isOver = true;
  }

  /** All certificates in the order in which they were sent; undefined where no such message came in the open. */
  certificates(): readonly Buffer[] | undefined {
    return this.#list;
  }

  #take(fragment: Buffer): void {
    this.#messages = Buffer.concat([this.#messages, fragment]);
    while (this.#messages.length >= 4) {
      const length = this.#messages.readUIntBE(1, 3);
      if (this.#messages.length < 4 + length) return;
      if (this.#messages[0] === certificateMessage) {
        this.#list = certificatesIn(this.#messages.subarray(4, 4 + length));
        this.#isOver = true;
        return;
      }
      this.#messages = this.#messages.subarray(4 + length);
    }
  }
}

function certificatesIn(message: Buffer): readonly Buffer[] | undefined {
  const list: Buffer[] = [];
  for (let at = 3; at + 3 <= message.length;) {
    const length = message.readUIntBE(at, 3);
    if (at + 3 + length > message.length) return undefined;
    list.push(Buffer.from(message.subarray(at + 3, at + 3 + length)));
    at += 3 + length;
  }
  return list;
}

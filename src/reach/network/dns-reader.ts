import { dnsTypes } from "../../facts/dns.ts";
import { addressFrom } from "../../facts/internet-address.ts";

/** An entry as it came: owner and names in small letters, what is no plain letter escaped. */
export type DnsRecord = {
  readonly owner: string;
  readonly type: number;
  readonly class: number;
  readonly ttl: number;
  readonly data: string;
};

/** RFC 1035, 2.3.4. */
const longestName = 255;
/** What is kept of one entry: the longest string of TXT (RFC 1035, 3.3.14) some times over. */
const longestData = 4096;

/**
 * Reads the parts of a message one after another. It throws RangeError where a part does not fit into the message, where
 * a name is too long, or where a pointer leads anywhere but back: so that no message holds anybody up.
 */
export class DnsReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** An unsigned number of one, two or four bytes. */
  number(size: 1 | 2 | 4): number {
    this.#expect(size);
    const value = this.#bytes.readUIntBE(this.#at, size);
    this.#at += size;
    return value;
  }

  /** A name in small letters, without the last dot; the root is empty. */
  name(): string {
    const labels: string[] = [];
    const place: Place = { at: this.#at, lowest: this.#at, length: 0 };
    let behind: number | undefined;
    for (let size = this.#sizeAt(place.at); size !== 0; size = this.#sizeAt(place.at)) {
      if (size < 0x40) labels.push(this.#label(place, size));
      else {
        behind ??= place.at + 2;
        this.#jump(place, size);
      }
    }
    this.#at = behind ?? place.at + 1;
    return labels.join(".").toLowerCase();
  }

  record(): DnsRecord {
    const owner = this.name();
    const type = this.number(2);
    const network = this.number(2);
    const ttl = this.number(4);
    const length = this.number(2);
    this.#expect(length);
    const end = this.#at + length;
    const data = this.#data(type, end);
    this.#at = end;
    // A TTL with the highest bit set counts as none (RFC 2181, 8). The record OPT keeps something else there.
    return { owner, type, class: network, ttl: type !== 41 && ttl > 0x7fff_ffff ? 0 : ttl, data };
  }

  /** Where the data ends does not end the names in it: they may point back. */
  #data(type: number, end: number): string {
    const known = this.#known(type, end);
    if (known === undefined) return "";
    if (this.#at !== end) throw new RangeError("an entry is not as long as it says");
    return known.slice(0, longestData);
  }

  #known(type: number, end: number): string | undefined {
    switch (type) {
      case dnsTypes.A:
        return addressFrom(this.#take(4));
      case dnsTypes.AAAA:
        return addressFrom(this.#take(16));
      case dnsTypes.CNAME:
      case dnsTypes.NS:
        return this.name();
      case dnsTypes.MX:
        return `${this.number(2)} ${this.name()}`;
      case dnsTypes.SRV:
        return `${this.number(2)} ${this.number(2)} ${this.number(2)} ${this.name()}`;
      case dnsTypes.TXT:
        return this.#strings(end);
      case dnsTypes.CAA:
        return this.#authority(end);
      default:
        return undefined;
    }
  }

  #strings(end: number): string {
    const parts: string[] = [];
    while (this.#at < end) parts.push(escapedText(this.#take(this.number(1))));
    return parts.join("");
  }

  /** `0 issue "letsencrypt.org"` without its quotes (RFC 8659, 4.1). */
  #authority(end: number): string {
    const flags = this.number(1);
    const tag = escapedText(this.#take(this.number(1)));
    return `${flags} ${tag} ${escapedText(this.#take(end - this.#at))}`;
  }

  #take(length: number): readonly number[] {
    this.#expect(length);
    const taken = [...this.#bytes.subarray(this.#at, this.#at + length)];
    this.#at += length;
    return taken;
  }

  #expect(length: number): void {
    if (length < 0 || this.#at + length > this.#bytes.length) throw new RangeError("it ends in the midst of an entry");
  }

  #sizeAt(at: number): number {
    const size = this.#bytes[at];
    if (size === undefined) throw new RangeError("it ends in the midst of a name");
    return size;
  }

  #label(place: Place, size: number): string {
    const end = place.at + 1 + size;
    place.length += size + 1;
    if (end > this.#bytes.length) throw new RangeError("it ends in the midst of a name");
    if (place.length >= longestName) throw new RangeError("a name is longer than names are");
    const label = escapedLabel([...this.#bytes.subarray(place.at + 1, end)]);
    place.at = end;
    return label;
  }

  /** Each pointer leads further back than all before it, so none leads in a circle (RFC 1035, 4.1.4). */
  #jump(place: Place, size: number): void {
    const low = this.#sizeAt(place.at + 1);
    const to = ((size & 0x3f) << 8) | low;
    if (size < 0xc0 || to >= place.lowest) throw new RangeError("a name points where no name is");
    place.at = to;
    place.lowest = to;
  }
}

type Place = { at: number; lowest: number; length: number };

/** Bytes as zones write them (RFC 1035, 5.1): what is no plain letter becomes its number behind a backslash. */
const escaped = (bytes: readonly number[], special: string): string =>
  bytes
    .map((byte) => {
      const letter = String.fromCharCode(byte);
      if (byte < 0x20 || byte > 0x7e) return `\\${String(byte).padStart(3, "0")}`;
      return special.includes(letter) ? `\\${letter}` : letter;
    })
    .join("");

const escapedLabel = (bytes: readonly number[]): string => escaped(bytes, "\\.");
const escapedText = (bytes: readonly number[]): string => escaped(bytes, "\\");

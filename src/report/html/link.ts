/** Parts of a page that something points to. Their ids are ours, never made of a text from elsewhere. */
export type Id =
  | "verdict"
  | "what-to-do"
  | "targets"
  | "changes"
  | "requirements"
  | "aside"
  | "waivers"
  | "sizing"
  | "inputs"
  | "facts"
  | "sources"
  | "about"
  | `plot-${number}`
  | `plot-${number}-words`
  | `target-${number}`;

const https = /^https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?(?:[/?#][!-~]*)?$/i;

/** Where a link may lead: an `https:` address, or a place in this page. */
export class Link {
  readonly #address: string;

  private constructor(address: string) {
    this.#address = address;
  }

  /** Null for what is no plain `https:` address: one with a name before its host looks like another's. */
  static https(address: string): Link | null {
    return address.length <= 2000 && https.test(address) ? new Link(address) : null;
  }

  static toPlace(id: Id): Link {
    return new Link(`#${id}`);
  }

  get address(): string {
    return this.#address;
  }
}

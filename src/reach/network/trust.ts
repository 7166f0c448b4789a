import { X509Certificate } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { createSecureContext, rootCertificates, type SecureContext } from "node:tls";
import type { Environment } from "../environment.ts";
import { stores } from "../trust-stores.ts";

/** Whom this machine trusts, and whom the public does. */
export type Trust = {
  readonly context: SecureContext;
  /** Those whom this machine trusts; read when they are first asked for. */
  authorities(): readonly X509Certificate[];
  /** True for a root that browsers and distributions ship. */
  isPublic(root: X509Certificate): Promise<boolean>;
};

/** Roots as distributions package them, before anybody of the place adds others: Debian and Alpine one a file … */
const packaged = "/usr/share/ca-certificates/mozilla";
/** … Fedora, SUSE and Arch all in one. */
const packagedWhole: readonly string[] = [
  "/usr/share/pki/ca-trust-source/ca-bundle.trust.p11-kit",
  "/usr/share/pki/trust/ca-certificates-mozilla.trust.p11-kit",
  "/usr/share/ca-certificates/trust-source/mozilla.trust.p11-kit",
];

/** The trust store that OpenSSL reads here; undefined where there is none. */
export async function loadTrust(environment: Environment, read = textOf): Promise<Trust | undefined> {
  const named = environment["SSL_CERT_FILE"];
  for (const path of named === undefined || named === "" ? stores : [named]) {
    const ca = await read(path);
    if (ca?.includes("BEGIN CERTIFICATE") !== true) continue;
    let authorities: readonly X509Certificate[] | undefined;
    return {
      context: createSecureContext({ ca }),
      authorities: () => (authorities ??= ofReadable(ca.match(certificate) ?? [], (one) => one)),
      isPublic: async (root) => await known.has(root),
    };
  }
  return undefined;
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch {
    return undefined;
  }
}

/** A root is known by its name and key: it may be written anew with other dates, or signed across. */
const identityOf = (certificate: X509Certificate): string =>
  `${certificate.subject}\n${certificate.publicKey.export({ type: "spki", format: "der" }).toString("base64")}`;

class PublicRoots {
  #shipped: ReadonlySet<string> | undefined;
  #packaged: Promise<ReadonlySet<string>> | undefined;

  async has(root: X509Certificate): Promise<boolean> {
    const identity = identityOf(root);
    this.#shipped ??= identities(rootCertificates);
    if (this.#shipped.has(identity)) return true;
    // A distribution may still ship what browsers have dropped.
    this.#packaged ??= packagedRoots();
    return (await this.#packaged).has(identity);
  }
}

let shipped: readonly X509Certificate[] | undefined;
const known = new PublicRoots();

/** The roots that browsers ship, where it is not known whom a place trusts. */
export const publicRoots: Pick<Trust, "authorities" | "isPublic"> = {
  authorities: () => (shipped ??= ofReadable(rootCertificates, (one) => one)),
  isPublic: async (root) => await known.has(root),
};

const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

async function packagedRoots(): Promise<ReadonlySet<string>> {
  const names = await readdir(packaged).catch(() => []);
  const paths = [...names.map((name) => `${packaged}/${name}`), ...packagedWhole];
  const texts = await Promise.all(paths.map(textOf));
  return identities(texts.flatMap((text) => text?.match(certificate) ?? []));
}

const identities = (texts: readonly string[]): ReadonlySet<string> => new Set(ofReadable(texts, identityOf));

/** What cannot be read is no root of anybody. */
function ofReadable<Told>(texts: readonly string[], tell: (one: X509Certificate) => Told): readonly Told[] {
  return texts.flatMap((text) => {
    try {
      return [tell(new X509Certificate(text))];
    } catch {
      return [];
    }
  });
}

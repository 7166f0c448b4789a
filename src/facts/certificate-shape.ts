import type { Why } from "./fact.ts";

/** How a file is written: text with BEGIN and END lines, bytes of one certificate or key, a store with a password. */
export type FileFormat = "pem" | "der" | "pkcs12" | "other";

/** One certificate as it says of itself. Names and numbers are those of RFC 5280. */
export type ReadCertificate = {
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly fingerprint: string;
  /** The common name, else the organisation; undefined where it has neither. */
  readonly subject?: string;
  readonly issuer?: string;
  readonly isSelfSigned: boolean;
  /** Of the subject alternative name: host names as they stand there, addresses in hexadecimal. */
  readonly hosts: readonly string[];
  readonly addresses: readonly string[];
  readonly notBefore: string;
  readonly notAfter: string;
  readonly key: { readonly type: string; readonly bits?: number; readonly curve?: string };
  /** How it is signed, and with which hash (`none` where the algorithm takes the whole text): undefined where that is not known. */
  readonly signature: { readonly name: string; readonly hash?: string };
  /** The bits of keyUsage by their names; undefined where the extension is not there. */
  readonly usage?: readonly string[];
  /** The object identifiers of extKeyUsage. */
  readonly purposes?: readonly string[];
  /** basicConstraints: whether it may sign certificates, and how many may stand between it and the last. */
  readonly authority?: boolean;
  readonly pathLength?: number;
  /** Extensions that are critical and that this version does not weigh. */
  readonly unknownCritical: readonly string[];
  /** nameConstraints: which names it may sign for; undefined where it is bound to none. */
  readonly bounds?: NameBounds;
  /**
   * Who signed it, as indices: the name is the same and the signature is right. `fits`: so is the rest by which issuers
   * are told apart (authority key identifier).
   */
  readonly issuers: readonly { readonly index: number; readonly fits: boolean }[];
};

/** Names that an authority may sign for (where there are some) and those that it may not; addresses with their masks. */
export type NameBounds = {
  readonly permitted: BoundNames;
  readonly excluded: BoundNames;
  /** Names of directories are bound too, which are not weighed. */
  readonly hasOthers: boolean;
};
export type BoundNames = { readonly hosts: readonly string[]; readonly addresses: readonly string[] };

/** What a file with certificates came to. `problem`: why it cannot be used as it is, in words. */
export type CertificateFile =
  | {
      readonly is: "read";
      readonly format: FileFormat;
      readonly certificates: readonly number[];
      readonly problem?: string;
      /** It holds more than is looked at, in words: what was not looked at may be what matters. */
      readonly limit?: string;
      /** What there is beside: whether a private key stands in it, as one that was taken for another would have. */
      readonly holdsKey: boolean;
    }
  /** `words`: what is not there, if it is no file. */
  | { readonly is: "missing"; readonly words?: string }
  | { readonly is: "failed"; readonly why: Why };

/** What a file with a private key came to; its first key counts. */
export type KeyFile =
  | {
      readonly is: "read";
      readonly format: FileFormat;
      readonly isEncrypted?: boolean;
      /** Certificates to which it belongs. Undefined where its public half is not known. */
      readonly belongsTo?: readonly number[];
      readonly problem?: string;
      /** A problem of looking, where there is one: then `problem` is none of the file's. */
      readonly why?: Why;
      readonly holdsCertificate: boolean;
    }
  | { readonly is: "missing" }
  | { readonly is: "failed"; readonly why: Why };

/** Certificates, and what was read beside them. */
export type LookedCertificates = {
  readonly certificates: readonly ReadCertificate[];
  /** The file, or what the server sent. */
  readonly own: CertificateFile;
  readonly key?: KeyFile;
  /** The roots that count: those of `ca`, else those of the host's own store that were needed. */
  readonly roots: CertificateFile;
};

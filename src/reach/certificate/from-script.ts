import { createPublicKey } from "node:crypto";
import { reason } from "../../facts/reasons.ts";
import type { Certificates, Pieces } from "./examine.ts";
import { readCertificateFile } from "./file.ts";
import { keyProblems, publicHalf, type ReadKey } from "./key.ts";

/** What the scripts of `scripts/certificates.ts` printed, read as this host reads the same files. */

const noOpenssl = reason(
  "no-means",
  "openssl is not there, by which it is read without taking it off its host",
  "install openssl there",
);
const tooLarge = reason("too-much-output", "it has more than is read of one file");

const none = { is: "read", certificates: [], holdsKey: false } as const;

export function certificatesFrom(text: string): Certificates {
  const [word = "", ...lines] = text.split("\n");
  switch (word.trim()) {
    case "pem":
    case "der":
      return { is: "read", ...readCertificateFile(Buffer.from(lines.join("").replaceAll(/\s/g, ""), "hex")) };
    case "pkcs12":
      return { ...none, format: "pkcs12" };
    case "key":
      return { ...none, format: "der", holdsKey: true, problem: "it holds a private key, and no certificate" };
    case "other":
      return { ...none, format: "other", problem: "no certificate can be found in it" };
    case "empty":
      return { ...none, format: "other", problem: "it is empty" };
    case "no-openssl":
      return { is: "failed", why: noOpenssl };
    case "too-large":
      return { is: "failed", why: tooLarge };
    default:
      return { is: "failed", why: reason("garbled", "the look at the certificate did not come to its end") };
  }
}

export function keyFrom(text: string): NonNullable<Pieces["key"]> {
  if (text.trim() === "too-large") return { is: "failed", why: tooLarge };
  const [head = "", half] = text.split(/^public\n/m);
  const told = new Map(
    head.split("\n").map((line) => {
      const [word = "", ...rest] = line.split(" ");
      return [word, rest.join(" ")] as const;
    }),
  );
  const format = told.get("format");
  const base = { is: "read", holdsCertificate: told.get("certificate") === "yes" } as const;
  if (format === "no-openssl") return { is: "failed", why: noOpenssl };
  if (format === "empty") return { ...base, format: "other", problem: keyProblems.empty };
  if (format === "other") return { ...base, format, problem: keyProblems.none };
  if (format === "pkcs12") return { ...base, format };
  if (format === "pem" || format === "der") return { ...base, format, ...halfOf(told, half) };
  return { is: "failed", why: reason("garbled", "the look at the key did not come to its end") };
}

type Half = Pick<ReadKey, "isEncrypted" | "publicKey" | "problem" | "why">;

function halfOf(told: ReadonlyMap<string, string>, half: string | undefined): Half {
  const label = told.get("label");
  if (label === "") return { problem: keyProblems[told.get("certificate") === "yes" ? "certificate" : "none"] };
  if (label?.startsWith("OPENSSH ") === true) return { problem: keyProblems.openssh };
  const isEncrypted = told.get("locked") === "yes";
  if (isEncrypted) return { isEncrypted };
  if (told.get("public") === "no-openssl") return { isEncrypted, why: noOpenssl };
  const publicKey = publicHalf(() => createPublicKey(half ?? ""));
  return publicKey === undefined ? { isEncrypted, problem: keyProblems.broken } : { isEncrypted, publicKey };
}

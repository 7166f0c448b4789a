import type { Why } from "../../facts/fact.ts";
import type { Failure, TlsSight, WaySight } from "../../facts/network.ts";
import { reason } from "../../facts/reasons.ts";
import { timedOut } from "./limit.ts";
import type { Signer } from "./secure.ts";
import type { Way } from "./way.ts";

export const settle = "install curl there, or run Footing there";

export const numberIn = (text: string | undefined): number => (text === undefined || text === "" ? 0 : Number(text));

/** Nobody who signs was seen. */
export const unseen: Signer = { root: "somebody", isRoot: false, isPublic: false };

/** X509_V_ERR_* of OpenSSL, as Node names them; other libraries have numbers of their own. */
export const verifications: Readonly<Record<number, string>> = {
  9: "CERT_NOT_YET_VALID",
  10: "CERT_HAS_EXPIRED",
  18: "DEPTH_ZERO_SELF_SIGNED_CERT",
  19: "SELF_SIGNED_CERT_IN_CHAIN",
  20: "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  21: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  62: "HOSTNAME_MISMATCH",
  64: "IP_ADDRESS_MISMATCH",
};

type Gone = WaySight | { readonly unasked: Why };

/** What openssl's s_client told of a handshake: exit code, connected, errno, whether it came to an end, verification. */
export function wayByHandshake(told: readonly string[], { family, addresses }: Way, signer: Signer = unseen): Gone {
  const [exit = "", connected, errno = "", ...handshake] = told;
  const base = { family, address: addresses[0] ?? "", tries: 1 } as const;
  const isLate = endedByTimeout.has(exit);
  if (connected === "yes") return shaken(handshake, { ...base, connect: "connected" }, { isLate, signer });
  const failure = isLate ? timedOut : numbered[errno];
  return failure === undefined ? { unasked: untold } : { ...base, connect: failure };
}

type Shaking = { readonly isLate: boolean; readonly signer: Signer };

function shaken([secured, verified = "-"]: readonly string[], way: WaySight, { isLate, signer }: Shaking): Gone {
  if (secured !== "yes") return { ...way, tls: isLate ? timedOut : { failed: "openssl's handshake" } };
  return verified === "-" ? { unasked: cut } : { ...way, tls: verifiedAs(numberIn(verified), signer) };
}

const verifiedAs = (code: number, signer: Signer): TlsSight => ({
  ...signer,
  distrust: code === 0 ? null : (verifications[code] ?? `verification ${code}`),
});

const untold = reason("no-means", "openssl there was not connected, and does not tell why", settle);
const cut = reason("garbled", "what openssl did there was not told to its end");

/** Exit codes of what timeout(1) ended, or a shell. */
const endedByTimeout: ReadonlySet<string> = new Set(["124", "137", "143"]);

/** errno(3) of Linux. */
const numbered: Readonly<Record<string, Failure>> = {
  "99": { failed: "no-route" },
  "101": { failed: "no-route" },
  "104": { failed: "ECONNRESET" },
  "110": { failed: "ETIMEDOUT" },
  "111": { failed: "ECONNREFUSED" },
  "113": { failed: "EHOSTUNREACH" },
};

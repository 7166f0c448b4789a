import { reason } from "../../facts/reasons.ts";
import type { Programs } from "../programs.ts";
import { trustStoreScript } from "../scripts/certificates.ts";
import type { FetchOptions } from "../target.ts";
import type { Certificates } from "./examine.ts";
import { readCertificateFile } from "./file.ts";
import { unread } from "./look.ts";

const noStore: Certificates = {
  is: "failed",
  why: reason("no-means", "this host has no store of trusted roots", "install ca-certificates, or name `ca`"),
};

type Host = { readonly programs: Programs; readonly platform?: NodeJS.Platform };

/** The roots that a host trusts: the file that its programs use, or what macOS and Windows keep themselves. */
export async function storeOf({ programs, platform }: Host, limits: FetchOptions): Promise<Certificates> {
  if (platform === "darwin" || platform === "win32") {
    const { getCACertificates } = await import("node:tls");
    return { is: "read", ...readCertificateFile(Buffer.from(getCACertificates("system").join("\n"))) };
  }
  const bare = await programs.script(["footing-roots"], trustStoreScript, { limits });
  if (bare.is !== "text") return unread(bare);
  return bare.text.trim() === "" ? noStore : { is: "read", ...readCertificateFile(Buffer.from(bare.text)) };
}

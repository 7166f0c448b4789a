import { isRefusedHost } from "../../facts/addresses.ts";
import { reason } from "../../facts/reasons.ts";
import type { Bare } from "../bare.ts";
import { failed } from "../bare.ts";
import type { Programs } from "../programs.ts";
import { certificatesScript, privateKeyScript } from "../scripts/certificates.ts";
import { givenFileExits } from "../scripts/given-file.ts";
import { servedScript } from "../scripts/served.ts";
import type { FetchOptions } from "../target.ts";
import { certificatesFrom, keyFrom } from "./from-script.ts";
import { mostBytes, unread, type CertificateWays } from "./look.ts";
import { partsOf, servedFrom } from "./served-text.ts";
import { storeOf } from "./store.ts";

/**
 * Another host, where nothing of ours is: scripts find out what may be told. No private key leaves it: openssl there works
 * out the public half, and where there is none, nobody can tell to which certificate the key belongs.
 */
export function farCertificates(programs: Programs, system: () => string | undefined): CertificateWays {
  return {
    certificates: async (path, limits) => {
      const bare = await byScript(certificatesScript, path, { programs, limits });
      return bare.is === "text" ? certificatesFrom(bare.text) : unread(bare);
    },
    key: async (path, limits) => {
      const bare = await byScript(privateKeyScript, path, { programs, limits });
      return bare.is === "text" ? keyFrom(bare.text) : unread(bare);
    },
    store: async (limits) => {
      const roots = await storeOf({ programs }, limits);
      // What the keychain holds besides, no file tells there.
      const isKeychain = system() === "macos";
      return isKeychain ? { is: "failed", why: reason("platform", "whom macOS trusts is not seen over ssh") } : roots;
    },
    served: async (server, name, limits) => {
      const { host, port } = partsOf(server);
      if (isRefusedHost(host)) return servedFrom("refused-address", server);
      const words = ["footing-served", host, port, name ?? ""];
      const bare = await programs.script(words, servedScript, { limits });
      return bare.is === "text" ? servedFrom(bare.text, server) : unread(bare);
    },
  };
}

type Doing = { readonly programs: Programs; readonly limits: FetchOptions };

/** Runs one of our scripts on a file, again as root where this user may not read it. */
async function byScript(script: string, path: string, { programs, limits }: Doing): Promise<Bare> {
  const command = ["/bin/sh", "-c", script, "footing-certificate", path, String(mostBytes)] as const;
  const bare = await programs.raisedIfRefused({ command, touchesGivenPath: true }, limits);
  if (bare.is === "missing") return failed("no-means", "there is no /bin/sh here");
  if (bare.is === "failed") {
    const text = bare.why.text.replace(/^\/bin\/sh does not let this user in/, `${path}: this user may not read it`);
    return { ...bare, why: { ...bare.why, text } };
  }
  return bare.is === "text" && bare.exit !== 0 ? problemOf(bare.exit, path) : bare;
}

function problemOf(exit: number | undefined, path: string): Bare {
  switch (exit) {
    case givenFileExits.missing:
    case givenFileExits.folder:
      return { is: "missing" };
    case givenFileExits.denied:
      return failed("permission-denied", `${path}: this user may not read it`);
    case givenFileExits.special:
      return failed("cannot-tell", `${path}: it is not a regular file (a pipe, a socket or a device)`);
    default:
      return failed("no-means", `${path}: it could not be read`);
  }
}

import { seconds } from "../bare.ts";
import type { Environment } from "../environment.ts";
import { readGivenFile, understandGivenFile, type FileProblem, type GivenFile } from "../files.ts";
import { contentOf } from "../given-content.ts";
import type { Programs } from "../programs.ts";
import { givenFileScript } from "../scripts/given-file.ts";
import { sudoRefusal } from "../sudo.ts";
import type { FetchOptions } from "../target.ts";
import type { Unread } from "./examine.ts";
import { readCertificateFile } from "./file.ts";
import { readKeyFile } from "./key.ts";
import { mostBytes, unread, type CertificateWays } from "./look.ts";
import { storeOf } from "./store.ts";

export type LocalWays = {
  readonly programs: Programs;
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
};

/** This host: files are read in a child, as root where this user is refused, and understood in this process. */
export function localCertificates(ways: LocalWays): CertificateWays {
  return {
    certificates: async (path, limits) => {
      const given = await readAsAllowed(path, ways, limits);
      return "bytes" in given ? { is: "read", ...readCertificateFile(given.bytes) } : given;
    },
    key: async (path, limits) => {
      const given = await readAsAllowed(path, ways, limits);
      return "bytes" in given ? { is: "read", ...readKeyFile(given.bytes) } : given;
    },
    store: async (limits) => await storeOf(ways, limits),
    served: async (server, name, limits) => {
      const { servedHere } = await import("./served.ts");
      const { environment, platform } = ways;
      return await servedHere({ server, name, environment, platform }, limits);
    },
  };
}

type Bytes = { readonly bytes: Buffer };

async function readAsAllowed(
  path: string,
  { programs, environment, platform }: LocalWays,
  limits: FetchOptions,
): Promise<Bytes | Unread> {
  const given = await readGivenFile(path, { limitBytes: mostBytes, environment, platform, ...limits });
  const isRaised = given.is === "denied" && platform !== "win32" && process.geteuid?.() !== 0;
  return isRaised ? await readAsRoot(path, programs, limits) : bytesOf(given, path);
}

function bytesOf(given: GivenFile, path: string): Bytes | Unread {
  if (given.is === "read") return { bytes: given.bytes };
  const bare = contentOf(given, path);
  return bare.is === "text" ? { is: "missing" } : unread(bare);
}

const denied: FileProblem = { is: "denied", text: "this user may not read it" };

/** A certificate's folder is often closed to all but root. Where root may not be asked, it stays as this user found it. */
async function readAsRoot(path: string, programs: Programs, limits: FetchOptions): Promise<Bytes | Unread> {
  const words = ["footing-read", path, String(mostBytes + 1)];
  const { result } = await programs.child(
    { command: ["/bin/sh", "-c", givenFileScript, ...words], asRoot: true, touchesGivenPath: true },
    limits,
  );
  if (result.is === "unreached") return { is: "failed", why: result.why };
  const refusal = sudoRefusal(result);
  if (refusal?.is === "failed") {
    const { code, text, settle } = refusal.why;
    const why = {
      code: code === "no-means" ? "permission-denied" : code,
      text: `${path}: ${denied.text}, and ${text}`,
    };
    return { is: "failed", why: settle === undefined ? why : { ...why, settle } };
  }
  if (result.is === "timeout")
    return bytesOf({ is: "timeout", text: `it gave nothing within ${seconds(limits.timeoutMs)}` }, path);
  return bytesOf(understandGivenFile(result, { limitBytes: mostBytes, timeoutMs: limits.timeoutMs }), path);
}

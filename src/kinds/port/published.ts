import type { Reason } from "../../facts/reasons.ts";
import { joinDocker, isReasonCode, reason } from "../../facts/reasons.ts";
import type { Raw } from "../../facts/reading.ts";
import { isInternetAddress } from "../../facts/formats.ts";
import { silenceOf } from "../docker-client.ts";
import { parseJson, textAt } from "../json-fields.ts";
import { addressOf, type Address } from "../kernel-address.ts";

/** What Docker says of the port. `unasked`: it is there, and could not be asked. `none`: it publishes nothing here. */
export type Published =
  | { readonly is: "by"; readonly containers: readonly string[] }
  | { readonly is: "none"; readonly note?: string }
  | { readonly is: "unasked"; readonly why: Reason };

export type DockerRaws = {
  readonly published: Raw;
  readonly engine: Raw;
  readonly hostname: Raw;
  readonly kernel: Raw;
};

type Wanted = { readonly port: number; readonly address: Address | undefined };

/** Whether Docker publishes the port on this host. An engine on another machine publishes nothing here. */
export function publishedOn(raws: DockerRaws, wanted: Wanted): Published {
  const { published } = raws;
  if (published.is === "missing") return { is: "none" };
  if (published.is === "failed") return unasked(published.why);
  if (published.exit !== undefined && published.exit !== 0) return notListed(published);
  const containers = published.text.split("\n").flatMap((line): readonly string[] => {
    const [name = "", ports = ""] = line.split("\t");
    return ports.split(", ").some((one) => publishes(one, wanted)) ? [name] : [];
  });
  if (containers.length === 0) return { is: "none" };
  if (isElsewhere(raws))
    return { is: "none", note: "Docker's engine is another machine's, whose ports do not count here" };
  return { is: "by", containers };
}

function unasked({
  code,
  text,
  settle,
}: {
  readonly code: string;
  readonly text: string;
  readonly settle?: string;
}): Published {
  if (code === "platform") return { is: "none" };
  return { is: "unasked", why: reason(isReasonCode(code) ? code : "no-means", text, settle) };
}

function notListed(raw: Raw & { readonly is: "text" }): Published {
  const { is, words } = silenceOf(raw);
  if (is === "nobody") return { is: "none" };
  const why =
    is === "refused"
      ? reason("permission-denied", "Docker's engine does not let this user in", joinDocker)
      : reason("no-means", `Docker did not list its ports: ${words}`);
  return { is: "unasked", why };
}

/** `0.0.0.0:8000-8010->80-90/tcp`, `[::]:443->443/tcp`, `:::443->443/tcp`; what has no arrow is not published. */
function publishes(entry: string, { port, address }: Wanted): boolean {
  // No entry of Docker's is nearly as long; what somebody else printed is not worked through.
  if (entry.length > 200) return false;
  const [, host, first, last = first] = /^(.*?):(\d{1,5})(?:-(\d{1,5}))?->\S*\/tcp$/.exec(entry.trim()) ?? [];
  if (host === undefined || port < Number(first) || port > Number(last)) return false;
  return address === undefined || isOn(host.replace(/^\[(.*)\]$/, "$1"), address);
}

/** Whether what is published on `host` takes an address; a word that is no address may be any. */
function isOn(host: string, address: Address): boolean {
  if (!isInternetAddress(host)) return true;
  const on = addressOf(host);
  return on.family === address.family && (on.isAll || address.isAll || on.kernel === address.kernel);
}

/** Host name and kernel, both the engine's own words, against this host's. What does not tell counts as here. */
function isElsewhere({ engine, hostname, kernel }: DockerRaws): boolean {
  if (engine.is !== "text" || engine.exit !== 0 || hostname.is !== "text" || kernel.is !== "text") return false;
  const about = parseJson(engine.text);
  const [name, release] = [textAt(about, "Name"), textAt(about, "KernelVersion")];
  return (
    (name !== undefined && name !== hostname.text.trim()) || (release !== undefined && release !== kernel.text.trim())
  );
}

/**
 * Whether published ports may be held by nothing that the tables show: Docker's proxy is switched off in the engine's
 * file (`userland-proxy`), or that cannot be read.
 */
export function proxyMayBeOff(daemon: Raw): boolean {
  if (daemon.is === "missing") return false;
  if (daemon.is === "failed") return true;
  try {
    const read: unknown = JSON.parse(daemon.text);
    return typeof read !== "object" || read === null || ("userland-proxy" in read && read["userland-proxy"] !== true);
  } catch {
    return true;
  }
}

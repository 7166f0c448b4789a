import type { VisitSight } from "../../facts/ingress.ts";
import type { NamesSight } from "../../facts/network.ts";
import { childEnvironment, type Environment } from "../environment.ts";
import { Names } from "../network/names.ts";
import type { FetchOptions } from "../target.ts";
import { namesOf } from "../network/look-up.ts";
import { nonceIn } from "./nonce.ts";
import { fromHere, visit, type Visited } from "./visit.ts";

/** An address that `footing answer` printed, taken apart. */
export type AnswerAddress = {
  readonly name: string;
  readonly port: number;
  readonly secure: boolean;
  readonly nonce: string;
};

/** Undefined where it is none: another scheme, a user in it, or no nonce. */
export function parseAnswerAddress(text: string): AnswerAddress | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return undefined;
  }
  const secure = url.protocol === "https:";
  const nonce = nonceIn(url.pathname);
  if ((!secure && url.protocol !== "http:") || url.username !== "" || url.password !== "" || nonce === undefined)
    return undefined;
  const name = url.hostname.replace(/^\[(.*)\]$/, "$1");
  return { name, port: url.port === "" ? (secure ? 443 : 80) : Number(url.port), secure, nonce };
}

export type Reached = { readonly names: NamesSight; readonly visits: readonly VisitSight[] };

/** Addresses of one name that are visited: no client goes through more of them. */
export const mostAddresses = 8;

type Options = FetchOptions & { readonly environment: Environment; readonly platform: NodeJS.Platform };

/** Brings a nonce back from this host, by every address of the name. Never rejects. */
export async function reachAddress(address: AnswerAddress, options: Options): Promise<Reached> {
  const names = new Names(childEnvironment(options.environment, options.platform));
  try {
    const found = await namesOf(address.name, names, options);
    return { names: found, visits: await visitAll(found, (one) => ({ ...asked(address), address: one }), options) };
  } finally {
    await names.close();
  }
}

const asked = ({ name, port, secure, nonce }: AnswerAddress): Omit<Visited, "address"> => ({
  name,
  port,
  secure,
  path: `/${nonce}`,
  nonce,
});

/** Visits every address at once, from this host. */
async function visitAll(
  names: NamesSight,
  at: (address: string) => Visited,
  limits: FetchOptions,
): Promise<readonly VisitSight[]> {
  const addresses = names.is === "found" ? names.addresses.slice(0, mostAddresses) : [];
  return await Promise.all(addresses.map(async (address) => await visit(at(address), fromHere, limits)));
}

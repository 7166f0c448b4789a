import type { Raw } from "../../facts/reading.ts";
import { isSameAddress } from "./interfaces.ts";

const names = { aws: "AWS", gcp: "Google Cloud", azure: "Azure" } as const;

/** How an address is kept there: what the instance itself is not told. */
const kept = { aws: "an Elastic IP", gcp: "a static external address", azure: "a static public IP" } as const;

type Name = keyof typeof names;
const isName = (word: string): word is Name => Object.hasOwn(names, word);

/** What a cloud says of the addresses that it leads to this instance. */
export type Cloud = {
  readonly name: string;
  /** What an address that stays is called there. */
  readonly kept: string;
  /** `other`: it names others alone, or none. `silent`: it did not say. */
  readonly says: "this" | "other" | "silent";
};

/** What was said by it: see `reach/scripts/cloud-address.ts`. Undefined where this is no instance of a cloud that is known. */
export function cloudOf(raw: Raw, ip: string): Cloud | undefined {
  if (raw.is !== "text") return undefined;
  const lines = raw.text.split("\n").map((line) => line.split("\t"));
  const valuesOf = (sort: string): readonly string[] =>
    lines.flatMap(([word, value]) => (word === sort && value !== undefined ? [value] : []));
  const [cloud = ""] = valuesOf("cloud");
  if (!isName(cloud)) return undefined;
  const isWhole = lines.some(([word]) => word === "end");
  const isNamed = isWhole && valuesOf("address").some((one) => isSameAddress(one, ip));
  const hasSaid = isWhole && (valuesOf("status")[0] === "200" || isNone(cloud, valuesOf("status")[0]));
  return { name: names[cloud], kept: kept[cloud], says: isNamed ? "this" : hasSaid ? "other" : "silent" };
}

/** AWS answers 404 of an instance without a public address (EC2 User Guide, instance metadata categories). */
const isNone = (cloud: Name, status: string | undefined): boolean => cloud === "aws" && status === "404";

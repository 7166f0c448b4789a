import type { Why } from "../../facts/fact.ts";
import { blindWhy, cut } from "../looking.ts";
import type { Raw } from "../../facts/reading.ts";
import { reason } from "../../facts/reasons.ts";

/** What binding the port came to. `elsewhere`: the address is none of this host's. */
export type Binding =
  | { readonly is: "free" }
  | { readonly is: "in-use"; readonly families: string }
  | { readonly is: "elsewhere" }
  | { readonly is: "unseen"; readonly why: Why };

const families: Readonly<Record<string, string>> = { tcp: "IPv4", tcp6: "IPv6" };

/** Understands what binding printed: one line a family, with the result. */
export function bindingOf(raw: Raw): Binding {
  if (raw.is !== "text") return { is: "unseen", why: blindWhy(raw) };
  const rows = raw.text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split("\t"));
  const used = rows.filter(([, result]) => result === "in-use").map(([family = ""]) => families[family] ?? family);
  if (used.length > 0) return { is: "in-use", families: used.join(" and ") };
  const results = rows.map(([, result = ""]) => result);
  if (rows.length === 1 && (results[0] === "no-address" || results[0] === "no-family")) return { is: "elsewhere" };
  const other = results.find((result) => result !== "free" && result !== "no-family");
  if (other !== undefined) return { is: "unseen", why: reasonOf(other) };
  if (results.includes("free")) return { is: "free" };
  return { is: "unseen", why: reason("no-means", "this host has neither IPv4 nor IPv6") };
}

const reasonOf = (result: string): Why =>
  result === "not-permitted"
    ? reason("permission-denied", "this user may not bind it")
    : reason("no-means", `it could not be bound: ${cut(result)}`);

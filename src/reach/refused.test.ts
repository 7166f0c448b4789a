import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { isRefusedAddress } from "../facts/addresses.ts";
import { shells } from "./made-shells.ts";
import { refusesInShell } from "./scripts/refused.ts";

const refused = [
  "169.254.169.254",
  "169.254.0.1",
  "169.254.255.255",
  "168.63.129.16",
  "100.100.100.200",
  "192.0.0.192",
];
const others = [
  "169.253.169.254",
  "192.0.2.1",
  "198.51.100.200",
  "10.0.0.192",
  "8.8.8.8",
  "168.63.129.17",
  "192.0.0.19",
];

const hex = (bytes: readonly number[]): string =>
  Array.from({ length: 8 }, (_, at) => (((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0)).toString(16)).join(":");

const bytesOf = (address: string): readonly number[] => address.split(".").map(Number);

/** As an IPv4 address stands in one of IPv6: after a prefix, and in a network's own NAT64 around byte 8 (RFC 6052, 2.2). */
function carried(address: string): readonly string[] {
  const [a = 0, b = 0, c = 0, d = 0] = bytesOf(address);
  const own = [0, 0x64, 0xff, 0x9b, 0, 1];
  return [
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, d],
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, a, b, c, d],
    [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, a, b, c, d],
    [0x20, 0x02, a, b, c, d, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
    [...own, a, b, 0, c, d, 0, 0, 0, 0, 0],
    [...own, 7, a, 0, b, c, d, 0, 0, 0, 0],
    [...own, 7, 8, 0, a, b, c, d, 0, 0, 0],
    [...own, 7, 8, 0, 0, 0, 0, a, b, c, d],
  ].map(hex);
}

const known = (address: string): string =>
  execFileSync("getent", ["ahosts", address], { encoding: "utf8" }).split(" ")[0] ?? "";

const ofIpv6 = [
  "fe80::1",
  "febf::1",
  "fd00:ec2::254",
  "fd20:ce::254",
  "fec0::1",
  "fd00:ec2::253",
  "2001:db8:a9fe::1",
  "::1",
  "2001:db8::c000:c0",
];
const linux = { skip: process.platform === "linux" ? false : "getent is of Linux" };

test("a script refuses the addresses that are refused here, as getent writes them", linux, () => {
  const all = [...refused, ...others, ...ofIpv6, ...[...refused, ...others].flatMap(carried)];
  const written = [...new Set(all.map(known))];
  assert.ok(written.length > 80 && !written.includes(""));
  const script = `${refusesInShell}for one; do if footing_refuses "$one"; then echo refused; else echo spoken-to; fi; done`;
  for (const [shell, ...words] of shells) {
    const said = execFileSync(shell, [...words, "-c", script, "sh", ...written], { encoding: "utf8" })
      .trim()
      .split("\n");
    const isSaid = new Map(written.map((address, at) => [address, said[at] === "refused"]));
    for (const [address, is] of isSaid) {
      const mayBeMore = is && address.startsWith("64:ff9b:1:");
      if (!mayBeMore) assert.equal(is, isRefusedAddress(address), `${shell}: ${address}`);
    }
    for (const address of carried("8.8.8.8").map(known))
      assert.equal(isSaid.get(address), false, `${shell}: ${address}`);
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { networkFor, sourceOf } from "./ingress.ts";
import { verdictOfVisit, wholeVisit, type VisitVerdict } from "./ingress-verdict.ts";
import type { VisitSight } from "./ingress.ts";

test("from where a visit came is told by its address", () => {
  const own = ["10.77.0.2", "203.0.113.7", "2001:db8::7"];
  const table: readonly (readonly [string, string])[] = [
    ["198.51.100.2", "internet"],
    ["2001:db8:1::99", "internet"],
    // A phone in the same house has a public address of IPv6 too, and so has a neighbour in a rented network.
    ["2001:db8::99", "private"],
    ["2001:db8:0:f::99", "private"],
    ["203.0.113.99", "private"],
    ["203.0.114.7", "internet"],
    ["10.77.0.9", "private"],
    ["100.64.0.1", "private"],
    ["fd00::1", "private"],
    ["169.254.1.1", "private"],
    ["127.0.0.1", "own"],
    ["::1", "own"],
    ["0.0.0.0", "own"],
    ["10.77.0.2", "own"],
    ["203.0.113.7", "own"],
    ["::ffff:203.0.113.7", "own"],
    ["2001:DB8:0::7", "own"],
    ["", "own"],
    ["no address", "own"],
  ];
  for (const [address, source] of table) assert.equal(sourceOf(address, own), source, address);
});

test("somebody from a private network is enough only where the name leads to one", () => {
  const found = (...addresses: readonly string[]) => networkFor({ is: "found", addresses });
  assert.equal(found("10.77.0.2"), "private");
  assert.equal(found("127.0.1.1", "10.77.0.2"), "private");
  assert.equal(found("203.0.113.7"), "internet");
  assert.equal(found("10.77.0.2", "2001:db8::7"), "internet");
  // Of this host itself, or of nobody: that does not say to where users are led.
  for (const address of ["127.0.1.1", "::1", "0.0.0.0"]) assert.equal(found(address), "internet", address);
  assert.equal(networkFor({ is: "failed", code: "EAI_AGAIN" }), "internet");
  assert.equal(networkFor({ is: "none", code: "ENOTFOUND" }), "private");
});

const base: VisitSight = { address: "203.0.113.7", tries: 1, connect: "connected" };
const [ours, other] = ["aa", "bb"];
const answered = (status: number, replied: boolean): VisitSight => ({
  ...base,
  tls: { certificate: other },
  http: { status, replied },
});
const told = (verdict: VisitVerdict): string =>
  verdict.is === "reached" ? "reached" : verdict.is === "unknown" ? verdict.code : `${verdict.stage} ${verdict.cause}`;

test("a visit that brings a nonce is reached by its answer alone, and else by how far it came", () => {
  const table: readonly (readonly [VisitSight, string])[] = [
    [answered(200, true), "reached"],
    [answered(200, false), "http wrong-host"],
    [answered(404, false), "http wrong-host"],
    [answered(502, false), "http nothing-behind"],
    [answered(503, false), "http nothing-behind"],
    [{ ...base, connect: { failed: "timeout" } }, "tcp no-answer"],
    [{ ...base, connect: { failed: "ETIMEDOUT" } }, "tcp no-answer"],
    [{ ...base, connect: { failed: "ECONNREFUSED" } }, "tcp connection-refused"],
    [{ ...base, connect: { failed: "EHOSTUNREACH" } }, "tcp no-route"],
    [{ ...base, connect: { failed: "no-route" } }, "tcp no-route"],
    [{ ...base, connect: { failed: "void-address" } }, "dns void-address"],
    [{ ...base, connect: { failed: "refused-address" } }, "refused-address"],
    [{ ...base, connect: { failed: "EMFILE" } }, "no-means"],
    [{ ...base, tls: { failed: "timeout" } }, "tls nothing-behind"],
    [{ ...base, tls: { failed: "closed" } }, "tls nothing-behind"],
    [{ ...base, tls: { failed: "ECONNRESET" } }, "tls nothing-behind"],
    [{ ...base, tls: { failed: "ERR_SSL_WRONG_VERSION_NUMBER" } }, "tls wrong-host"],
    [{ ...base, tls: { certificate: ours }, http: { failed: "timeout" } }, "http nothing-behind"],
    [{ ...base, tls: { certificate: ours }, http: { failed: "HPE_INVALID_CONSTANT" } }, "http wrong-host"],
  ];
  for (const [visit, meant] of table)
    assert.equal(told(verdictOfVisit(visit, { by: "nonce" })), meant, JSON.stringify(visit));
});

test("where somebody holds the port, the certificate that is served there tells, and no answer does", () => {
  const proof = { by: "certificate", of: [ours] } as const;
  const table: readonly (readonly [VisitSight, string])[] = [
    [{ ...base, tls: { certificate: ours } }, "reached"],
    [{ ...base, tls: { certificate: ours }, http: { status: 500, replied: false } }, "reached"],
    [{ ...base, tls: { certificate: other } }, "tls wrong-host"],
    [answered(200, true), "tls wrong-host"],
    [answered(504, false), "http nothing-behind"],
    [{ ...base, http: { status: 200, replied: true } }, "tls wrong-host"],
  ];
  for (const [visit, meant] of table) assert.equal(told(verdictOfVisit(visit, proof)), meant, JSON.stringify(visit));
});

test("every address counts that whoever visits has a way to, and no way at all shows nothing", () => {
  const names = { is: "found", addresses: ["203.0.113.7", "2001:db8::7"] } as const;
  const unconnected = (failed: string): VisitSight => ({ ...base, connect: { failed } });
  const good = answered(200, true);
  const [late, none, refused] = [
    unconnected("timeout"),
    unconnected("no-route"),
    unconnected("refused-address"),
  ] as const;
  const whole = (...visits: readonly VisitSight[]): string => told(wholeVisit(names, visits, { by: "nonce" }));
  assert.equal(whole(good, good), "reached");
  assert.equal(whole(good, late), "tcp no-answer");
  assert.equal(whole(good, none), "reached");
  assert.equal(whole(none, none), "no-route");
  assert.equal(whole(none, late), "tcp no-answer");
  assert.equal(whole(good, refused), "refused-address");
  assert.equal(whole(), "no-route");
  assert.equal(told(wholeVisit({ is: "none", code: "ENOTFOUND" }, [], { by: "nonce" })), "dns no-such-name");
  assert.equal(told(wholeVisit({ is: "failed", code: "EAI_AGAIN" }, [], { by: "nonce" })), "resolver-failed");
});

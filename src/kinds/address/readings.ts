import { absent, seen, unknown, type Evidence, type Fact, type Why } from "../../facts/fact.ts";
import { evidenceOf, type Raw, type Raws, type Readings } from "../../facts/reading.ts";
import { reason, type ReasonCode } from "../../facts/reasons.ts";
import { containerOf, containerReadings, containerTraces } from "../containers.ts";
import { hostLook, type Answer, type Question } from "../declaration.ts";
import { addressOf, standingIn, type Settled } from "../kernel-address.ts";
import { blind, cut, unsure, wholeText } from "../looking.ts";
import { cloudOf } from "./cloud.ts";
import { interfaceWith, leadsNowhere, type OnInterface } from "./interfaces.ts";
import { address } from "./kind.ts";
import { tracesOf, type Traces } from "./traces.ts";

const readings = (_question: Question<typeof address>) =>
  ({
    ip: { run: ["ip", "-j", "addr"], on: "linux" },
    trie: { file: "/proc/net/fib_trie" },
    inet6: { file: "/proc/net/if_inet6" },
    addressing: { addressing: true },
    cloud: { cloudAddress: true },
    ...containerReadings,
  }) satisfies Readings;

type AddressRaws = Raws<ReturnType<typeof readings>>;
type AddressAnswer = Answer<typeof address>;

/** Whether an interface has the address, and what the kernel says of it there. */
type Standing =
  | {
      readonly is: "on";
      readonly evidence: Evidence;
      readonly found: OnInterface | undefined;
      readonly settled: Settled;
    }
  | { readonly is: "none"; readonly evidence: Evidence }
  | { readonly is: "unseen"; readonly fact: Fact<never> };

function standingOf({ ip: raw, trie, inet6 }: AddressRaws, ip: string): Standing {
  const told = raw.is === "text" && raw.exit === 0 ? interfaceWith(ip, raw.text) : undefined;
  if (told === null) return { is: "none", evidence: evidenceOf(raw) };
  if (told !== undefined) return { is: "on", evidence: evidenceOf(raw), found: told, settled: told.settled };
  const wanted = addressOf(ip);
  const table = wanted.family === "tcp" ? trie : inet6;
  const standing = standingIn(wanted, { trie: textOf(trie), inet6: textOf(inet6) });
  if (standing === undefined) return { is: "unseen", fact: blind(table) };
  return standing === "none"
    ? { is: "none", evidence: evidenceOf(table) }
    : { is: "on", evidence: evidenceOf(table), found: undefined, settled: standing };
}

const textOf = (raw: Raw): string | undefined => (raw.is === "text" ? raw.text : undefined);

function understand(raws: AddressRaws, { asked }: Question<typeof address>): AddressAnswer {
  const standing = standingOf(raws, asked.ip);
  if (standing.is === "unseen") {
    const { fact } = standing;
    return { onInterface: fact, own: fact, interface: fact, method: fact, static: fact };
  }
  const { evidence } = standing;
  if (standing.is === "none") return withoutInterface(raws, asked.ip, evidence);
  const { found, settled } = standing;
  const name: Fact<string> =
    found === undefined
      ? unsure("no-means", "the program ip is not here, which names it", evidence)
      : seen(wholeText(found.name), evidence);
  return {
    onInterface: seen(true, evidence),
    own: ownFact(asked.ip, evidence),
    interface: name,
    ...howItStands(raws, { ip: asked.ip, found, evidence }),
    ...(settled === "settled" ? {} : unsettled(settled, evidence)),
  };
}

/** The kernel asks whether another machine has an address of IPv6 before it uses it (RFC 4862, 5.4). */
function unsettled(settled: "tentative" | "duplicate", evidence: Evidence): Pick<AddressAnswer, "own" | "static"> {
  const fact =
    settled === "duplicate"
      ? seen(false, { ...evidence, note: "another machine has it too, so the kernel does not use it (dadfailed)" })
      : unsure(
          "cannot-tell",
          "the kernel does not use it yet: whether another machine has it is open (tentative)",
          evidence,
        );
  return { own: fact, static: fact };
}

function withoutInterface(raws: AddressRaws, ip: string, evidence: Evidence): AddressAnswer {
  const nowhere = leadsNowhere(ip);
  if (nowhere === undefined) return { ...nowhereHere(evidence), ...ledHere(raws, ip, evidence) };
  const no = seen(false, { ...evidence, note: nowhere });
  return { ...nowhereHere(evidence), own: no, static: no };
}

function nowhereHere(evidence: Evidence): AddressAnswer {
  const words = "no interface here has it: it may be an elastic address, or that of a router in front";
  const unsaid = unsure("cannot-tell", words, evidence);
  return {
    onInterface: seen(false, evidence),
    own: unsaid,
    interface: absent(evidence),
    method: unsaid,
    static: unsaid,
  };
}

/** What the cloud knows that this is an instance of: it leads addresses here that no interface has. */
function ledHere(raws: AddressRaws, ip: string, evidence: Evidence): Partial<AddressAnswer> {
  const cloud = containerOf(containerTraces(raws)) === undefined ? cloudOf(raws.cloud, ip) : undefined;
  if (cloud === undefined || cloud.says === "silent") return {};
  const { name, kept, says } = cloud;
  if (says === "other") {
    const words = `no interface here has it, and ${name} does not name it as this instance's: it may be that of a balancer or router in front`;
    return { own: unsure("cannot-tell", words, evidence) };
  }
  const told = evidenceOf(raws.cloud);
  const unsaid = unsure("cannot-tell", `${name} leads it here, and does not tell whether it is ${kept}`, told);
  return { own: seen(true, { ...told, note: `${name} leads it to this instance` }), method: unsaid, static: unsaid };
}

/** Every host has a loopback address, and it is nobody's. */
function ownFact(ip: string, evidence: Evidence): Fact<boolean> {
  const nowhere = leadsNowhere(ip);
  return nowhere === undefined ? seen(true, evidence) : seen(false, { ...evidence, note: nowhere });
}

type Placed = { readonly ip: string; readonly found: OnInterface | undefined; readonly evidence: Evidence };
type How = Pick<AddressAnswer, "method" | "static">;

function howItStands(raws: AddressRaws, placed: Placed): How {
  const { ip, found, evidence } = placed;
  const nowhere = leadsNowhere(ip);
  if (nowhere !== undefined) {
    const unsaid = unsure("cannot-tell", nowhere, evidence);
    return { method: unsaid, static: seen(false, { ...evidence, note: nowhere }) };
  }
  const container = containerOf(containerTraces(raws));
  if (container !== undefined) {
    const unsaid = unsure("cannot-tell", `whoever runs this container (${container}) gives it its address`, evidence);
    return { method: unsaid, static: unsaid };
  }
  return found?.isPassing === true || found?.isAnnounced === true ? passing(found, placed) : byTraces(raws, placed);
}

/** The kernel takes it away unless somebody renews it. */
function passing(found: OnInterface, { ip, evidence }: Placed): How {
  if (found.isTemporary) {
    const note = "it is a temporary address, which changes by itself";
    return { method: seen("autoconfigured", evidence), static: seen(false, { ...evidence, note }) };
  }
  if (found.isAnnounced) {
    const words = "it is made of what a router announces, and stays as long as that does";
    return { method: seen("autoconfigured", evidence), static: unsure("cannot-tell", words, evidence) };
  }
  const words = "it is leased, and whether it is reserved only whoever leases it out can say";
  const method: Fact<string> = ip.includes(":")
    ? unsure("cannot-tell", "the kernel gives it an end, and does not say who renews it", evidence)
    : seen("dhcp", evidence);
  return { method, static: unsure("cannot-tell", words, evidence) };
}

function byTraces(raws: AddressRaws, { ip, found, evidence }: Placed): How {
  const { addressing } = raws;
  const both = (fact: Fact<never>): How => ({ method: fact, static: fact });
  if (addressing.is !== "text") return both(blind(addressing));
  const at = addressing.at;
  const traces = tracesOf(addressing.text, { ip, name: found?.name ?? "", index: found?.index, at });
  if (traces === undefined)
    return both(unsure("garbled", "the look at the network's files did not come to its end", evidence));
  if (traces.leased !== undefined) {
    const leased = { ...evidence, by: traces.leased };
    const words = "it is leased, and whether it is reserved only whoever leases it out can say";
    return { method: seen("dhcp", leased), static: unsure("cannot-tell", words, leased) };
  }
  // What DHCP gives besides is another address: this one has no end.
  if (traces.configured !== undefined) return configured(traces.configured, evidence);
  const doubt = doubtOf(traces, found);
  if (doubt !== undefined) return both(unknown(doubt, evidence));
  return configured(undefined, evidence);
}

function configured(by: string | undefined, evidence: Evidence): How {
  const note = by === undefined ? { note: "no file was found that sets it again after a restart" } : {};
  const told = { ...evidence, by: by === undefined ? evidence.by : `${evidence.by}, ${by}`, ...note };
  return { method: seen("static", told), static: seen(true, told) };
}

const open = (code: ReasonCode, words: string): Why => reason(code, cut(words));

/** Why it may be leased all the same, where no file gives it. */
function doubtOf(traces: Traces, found: OnInterface | undefined): Why | undefined {
  if (found === undefined) return open("no-means", "the program ip is not here, which tells whether it is leased");
  const { mayLease } = traces;
  if (mayLease !== undefined) {
    return open("cannot-tell", `${mayLease} lets DHCP give ${found.name} an address, which may be this one`);
  }
  const [client] = traces.clients;
  if (client !== undefined) return open("cannot-tell", `${client} runs, which may have given it`);
  if (traces.areHidden) {
    return open("permission-denied", "this user does not see the processes of others, one of which may have given it");
  }
  const [denied] = traces.denied;
  return denied === undefined
    ? undefined
    : open("permission-denied", `this user may not read ${denied}, which may say`);
}

export const addressLook = hostLook(address, { readings, understand });

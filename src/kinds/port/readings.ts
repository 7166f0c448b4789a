import { absent, seen, unknown, type Evidence, type Fact } from "../../facts/fact.ts";
import { evidenceOf, type Raw, type Raws, type Readings } from "../../facts/reading.ts";
import { hostLook, type Answer, type Question } from "../declaration.ts";
import { askDocker } from "../docker-client.ts";
import { blind, cut, unsure, wholeText } from "../looking.ts";
import { addressOf, bindable, isOwn, type Address } from "../kernel-address.ts";
import { bindingOf, type Binding } from "./binding.ts";
import { port } from "./kind.ts";
import { proxyMayBeOff, publishedOn, type Published } from "./published.ts";
import { parseTables, standingOf, type Socket, type Tables } from "./table-text.ts";

const docker = { as: "root-if-refused", passes: "docker" } as const;

const readings = ({ asked }: Question<typeof port>) =>
  ({
    table: { listeners: asked.port },
    bind: { bind: asked.port, ...(asked.address === undefined ? {} : { address: bindable(asked.address) }) },
    published: { run: ["docker", "ps", "--format", "{{.Names}}\t{{.Ports}}"], ...docker },
    engine: askDocker("info"),
    hostname: { file: "/proc/sys/kernel/hostname" },
    kernel: { file: "/proc/sys/kernel/osrelease" },
    daemon: { file: "/etc/docker/daemon.json" },
    trie: { file: "/proc/net/fib_trie" },
    inet6: { file: "/proc/net/if_inet6" },
  }) satisfies Readings;

type PortRaws = Raws<ReturnType<typeof readings>>;
type PortAnswer = Answer<typeof port>;

/** What the tables say: sockets that hold what is asked, those that may, or why nothing can be told by them. */
type Listed =
  | { readonly is: "read"; readonly holding: readonly Socket[]; readonly mayHold: boolean }
  | { readonly is: "unseen"; readonly why: Fact<never> };

function listedBy(raw: Raw, address: Address | undefined): Listed {
  if (raw.is !== "text") return { is: "unseen", why: blind(raw) };
  const tables = parseTables(raw.text);
  if (tables === undefined)
    return {
      is: "unseen",
      why: unsure("garbled", "the look at the listeners did not come to its end", evidenceOf(raw)),
    };
  const standings = tables.sockets.map((socket) => ({ socket, standing: standingOf(socket, address) }));
  const holding = standings.filter(({ standing }) => standing === "holds").map(({ socket }) => socket);
  if (holding.length === 0 && !areRead(tables, address))
    return { is: "unseen", why: unsure("no-means", "the kernel's table of listeners cannot be read", evidenceOf(raw)) };
  return { is: "read", holding, mayHold: standings.some(({ standing }) => standing === "may-hold") };
}

/** A family that the kernel does not have holds nothing; without both there was no table at all. */
function areRead({ states: { tcp, tcp6 } }: Tables, address: Address | undefined): boolean {
  if (tcp6 === "unreadable" || (tcp === "unreadable" && address?.family !== "tcp6")) return false;
  return tcp === "read" || tcp6 === "read";
}

type Voices = {
  readonly listed: Listed;
  readonly binding: Binding;
  readonly published: Published;
  readonly isOwn: boolean | undefined;
  readonly proxyMayBeOff: boolean;
  readonly raws: PortRaws;
};

/** Who holds it, in words: the programs that listen and the containers for which Docker publishes it. */
function holders({ listed, published }: Voices, number: number): readonly string[] {
  const containers = published.is === "by" ? ` (container ${published.containers.join(", ")})` : "";
  const programs = listed.is === "read" ? listed.holding.flatMap((socket) => socket.programs) : [];
  const named = [...new Set(programs)].map(
    (name) => `${name}:${number}${/^dockerd?(-|$)/.test(name) ? containers : ""}`,
  );
  if (containers === "" || named.some((one) => one.endsWith(containers))) return named;
  return [...named, `docker:${number}${containers}`];
}

const familyWords = (sockets: readonly Socket[]): string => {
  const tables = new Set(sockets.map(({ table }) => table));
  return tables.size === 2 ? "IPv4 and IPv6" : tables.has("tcp6") ? "IPv6" : "IPv4";
};

function taken(voices: Voices, evidence: Evidence, number: number): Fact<boolean> {
  const by = holders(voices, number).join(", ");
  const { listed, binding } = voices;
  const where = listed.is === "read" && listed.holding.length > 0 ? ` on ${familyWords(listed.holding)}` : "";
  const whom =
    by === "" ? (where === "" ? "something that does not listen" : "a program that this user cannot see") : by;
  const on = where === "" && binding.is === "in-use" ? ` on ${binding.families}` : where;
  return seen(false, { ...evidence, note: cut(`held${on} by ${whom}`) });
}

function free(voices: Voices, number: number): Fact<boolean> {
  const { listed, binding, published, raws } = voices;
  if (published.is === "by") return taken(voices, evidenceOf([raws.published, raws.table]), number);
  if (listed.is === "read" && listed.holding.length > 0) {
    if (binding.is !== "free") return taken(voices, evidenceOf(raws.table), number);
    const words = `${raws.table.by} shows a listener, and yet the port could be bound`;
    return unsure("conflict", words, evidenceOf([raws.table, raws.bind]));
  }
  if (binding.is === "in-use") return taken(voices, evidenceOf(raws.bind), number);
  return nobodySeen(voices);
}

/** Nothing says that it is taken: whether that shows that it is free. */
function nobodySeen(voices: Voices): Fact<boolean> {
  const { binding, published, raws } = voices;
  const doubt = binding.is === "free" ? boundDoubt(voices) : unboundDoubt(voices, binding);
  if (doubt !== undefined) return doubt;
  if (published.is === "unasked" && voices.proxyMayBeOff) {
    const words = `Docker may hold it unseen, and could not be asked: ${published.why.text}`;
    return unknown({ ...published.why, text: words }, evidenceOf(raws.published));
  }
  return shownFree(voices);
}

/** Outside Linux a port can be bound on all addresses while somebody holds it on one. */
const boundDoubt = ({ listed, raws }: Voices): Fact<never> | undefined =>
  listed.is === "unseen" && isOtherSystem(raws.table) ? listed.why : undefined;

function unboundDoubt(voices: Voices, binding: Exclude<Binding, { is: "free" }>): Fact<never> | undefined {
  const { listed, raws } = voices;
  const evidence = evidenceOf([raws.table, raws.bind]);
  if (binding.is === "elsewhere" || voices.isOwn === false)
    return unsure("cannot-tell", "this host does not have that address", evidence);
  if (listed.is === "unseen") return listed.why;
  if (voices.isOwn === undefined)
    return unsure("cannot-tell", "whether this host has that address could not be seen", evidence);
  if (!listed.mayHold || binding.is !== "unseen") return undefined;
  const words = `a listener on all addresses of IPv6 may hold it, and only binding would show it: ${binding.why.text}`;
  return unknown({ ...binding.why, text: words }, evidence);
}

const isOtherSystem = (raw: Raw): boolean => raw.is === "failed" && raw.why.code === "platform";

function shownFree({ binding, published, raws }: Voices): Fact<boolean> {
  const notes = [
    binding.is === "unseen" ? `by the tables alone: ${binding.why.text}` : undefined,
    published.is === "unasked" ? `Docker was not asked: ${published.why.text}` : undefined,
    published.is === "none" ? published.note : undefined,
  ].filter((words) => words !== undefined);
  const better = notes.length === 0 ? {} : { note: cut(notes.join("; ")) };
  return binding.is === "free"
    ? seen(true, evidenceOf([raws.bind, raws.table], { ...better, grade: "proven" }))
    : seen(true, evidenceOf(raws.table, better));
}

function listener(voices: Voices, number: number): Fact<string> {
  const { listed, published, raws } = voices;
  const evidence = evidenceOf(published.is === "by" ? [raws.table, raws.published] : raws.table);
  const known = holders(voices, number);
  if (known.length > 0) return seen(wholeText(known.join(", ")), evidence);
  if (listed.is === "unseen") return listed.why;
  if (listed.holding.length === 0) return absent(evidence);
  return unsure("permission-denied", "somebody listens, and this user cannot see which program", evidence);
}

const textOf = (raw: Raw): string | undefined => (raw.is === "text" ? raw.text : undefined);
function understand(raws: PortRaws, { asked }: Question<typeof port>): PortAnswer {
  const address = asked.address === undefined ? undefined : addressOf(asked.address);
  const own = { trie: textOf(raws.trie), inet6: textOf(raws.inet6) };
  const voices: Voices = {
    listed: listedBy(raws.table, address),
    binding: bindingOf(raws.bind),
    published: publishedOn(raws, { port: asked.port, address }),
    isOwn: address === undefined ? true : isOwn(address, own),
    proxyMayBeOff: proxyMayBeOff(raws.daemon),
    raws,
  };
  return { free: free(voices, asked.port), listener: listener(voices, asked.port) };
}

export const portLook = hostLook(port, { readings, understand });

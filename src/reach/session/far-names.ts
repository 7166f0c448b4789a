import {
  dnsTypes,
  isDnsType,
  type DnsAsked,
  type DnsCame,
  type DnsQuestion,
  type DnsTold,
  type DnsType,
} from "../../facts/dns.ts";
import { failed, seconds, text, type Bare } from "../bare.ts";
import type { Programs } from "../programs.ts";
import { nameserversScript, noProgram } from "../scripts/nameservers.ts";
import type { FetchOptions } from "../target.ts";
import { Together } from "../together.ts";

/** How long nameservers are waited for there, in seconds, as far as the limit of the look allows. */
const patience = 5;

const secondsFor = ({ timeoutMs }: FetchOptions): number =>
  Math.max(1, Math.min(patience, Math.floor(timeoutMs / 1000) - 1));

/** A question as it is sent: what is made up has its label by now. */
type Sent = { readonly question: DnsQuestion; readonly name: string };

/** Asks the nameservers of a far host there, all questions of a turn by one program. */
export class FarNames {
  readonly #programs: Programs;
  readonly #together = new Together((words, limits) => this.#askAll(words.map(parsed), limits));

  constructor(programs: Programs) {
    this.#programs = programs;
  }

  ask(question: DnsQuestion, limits: FetchOptions): Promise<Bare> {
    if (this.#programs.isTogether) return this.#together.ask(JSON.stringify(question), limits);
    return this.#askAll([question], limits).then(([bare]) => bare ?? failed("garbled", "no answer"));
  }

  async #askAll(questions: readonly DnsQuestion[], limits: FetchOptions): Promise<readonly Bare[]> {
    const sent = questions.map((question): Sent => ({ question, name: this.#nameOf(question) }));
    const words = sent.flatMap(({ question, name }) => question.types.flatMap((type) => [`${dnsTypes[type]}`, name]));
    const named = ["footing-nameservers", String(secondsFor(limits)), ...words];
    const bare = await this.#programs.script(named, nameserversScript, { limits });
    if (bare.is !== "text") return questions.map(() => bare);
    if (bare.exit === noProgram) return questions.map(() => without);
    const came = await toldBy(bare.text, secondsFor(limits));
    if (came === undefined) return questions.map(() => failed("garbled", "its nameservers were not asked to the end"));
    const { ms = 0 } = bare;
    return sent.map((one) => ({ ...text(JSON.stringify(ofQuestion(one, came))), by: came.servers.join(", "), ms }));
  }

  #nameOf(question: DnsQuestion): string {
    if ("name" in question) return question.name;
    const label = `footing-probe-${this.#programs.newMark().replaceAll("-", "").slice(0, 16)}`;
    const { madeUpBelow: below } = question;
    return below === null ? `${label}.*` : below === "" ? label : `${label}.${below}`;
  }
}

const without = failed(
  "no-means",
  "neither Perl nor Python is there to ask nameservers with",
  "run footing check on that host",
);

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it was written by `ask` a moment ago
const parsed = (word: string): DnsQuestion => JSON.parse(word) as DnsQuestion;

type Told = {
  readonly isNamed: boolean;
  readonly search: readonly string[];
  readonly servers: readonly string[];
  readonly asked: readonly DnsAsked[];
};

/** Understands what the script printed; undefined where it did not come to its end. */
async function toldBy(output: string, waited: number): Promise<Told | undefined> {
  const [first = "", ...lines] = output.split("\n");
  const [word, count, ...search] = first.split("\t");
  if (word !== "settings" || lines.at(-2) !== "end") return undefined;
  const reading = await Promise.all(lines.slice(0, -2).map((line) => askedBy(line, waited)));
  const asked = reading.flatMap((one) => one ?? []);
  if (asked.length < reading.length) return undefined;
  const servers = [...new Set(asked.map(({ resolver }) => resolver))];
  return { isNamed: count !== "0", search: search.filter((domain) => domain !== ""), servers, asked };
}

async function askedBy(line: string, waited: number): Promise<DnsAsked | undefined> {
  const [word, resolver, name, number, what] = line.split("\t");
  const type = Object.keys(dnsTypes).find((one) => isDnsType(one) && String(dnsTypes[one]) === number);
  if (word !== "asked" || resolver === undefined || name === undefined || what === undefined) return undefined;
  if (type === undefined || !isDnsType(type)) return undefined;
  return { resolver, name, type, ms: 0, ...(await cameFrom(what, { name, type }, waited)) };
}

async function cameFrom(
  what: string,
  asking: { readonly name: string; readonly type: DnsType },
  waited: number,
): Promise<DnsCame> {
  if (what === "silent") return { is: "failed", how: "silent", words: `no answer within ${seconds(waited * 1000)}` };
  if (what === "refused") return { is: "failed", how: "refused", words: "nobody listens there" };
  if (what === "unreachable") return { is: "failed", how: "unreachable", words: "no way leads there" };
  const bytes = Buffer.from(what, "hex");
  if (bytes.length < 12) return { is: "failed", how: "garbled", words: "what came is no answer" };
  const [{ decodeReply }, { cameBy }] = await Promise.all([
    import("../network/dns-message.ts"),
    import("../network/dns-query.ts"),
  ]);
  const decoded = decodeReply(bytes, { id: bytes.readUInt16BE(0), ...asking });
  if (decoded.is === "reply") return cameBy(decoded.reply, asking);
  const words = decoded.is === "garbled" ? decoded.words : "it answers another question";
  return { is: "failed", how: "garbled", words };
}

/** The part of what was asked that belongs to one question. */
function ofQuestion({ question, name }: Sent, { isNamed, search, asked }: Told): DnsTold {
  const label = name.replace(/\*$/, "");
  const isOurs = (one: DnsAsked): boolean =>
    question.types.includes(one.type) && (name.endsWith(".*") ? one.name.startsWith(label) : one.name === name);
  return { isNamed, search, asked: asked.filter(isOurs) };
}

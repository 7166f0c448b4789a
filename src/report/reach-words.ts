import type { VisitSight } from "../facts/ingress.ts";
import { isFailure, type NamesSight } from "../facts/network.ts";
import {
  verdictOfVisit,
  visitStages,
  wholeVisit,
  type VisitStage,
  type VisitVerdict,
} from "../facts/ingress-verdict.ts";
import { mark, own, shown, type Mark, type Style } from "./style.ts";
import { wrapped } from "./width.ts";

/** What `footing reach` saw: the name, and each address that it leads to. */
export type Reaching = {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly names: NamesSight;
  readonly visits: readonly VisitSight[];
};

const titles: Readonly<Record<VisitStage, string>> = { dns: "name", tcp: "connection", tls: "TLS", http: "answer" };
const titleWidth = 11;

/** What visiting came to, as a whole; the words of it are told in `reachWords`. */
export const reachVerdict = ({ names, visits }: Pick<Reaching, "names" | "visits">): VisitVerdict =>
  wholeVisit(names, visits, { by: "nonce" });

export function reachWords(reaching: Reaching, style: Style): string {
  const { host, port, names, visits } = reaching;
  const verdict = reachVerdict(reaching);
  const rows = [...nameRows(names, style), ...visits.flatMap((visit) => visitRows(visit, { reaching, style }))];
  const place = shown(`${host} port ${port}`, style);
  return `${rows.join("\n")}\n\n${endOf(verdict, place, style)}
`;
}

function nameRows(names: NamesSight, style: Style): readonly string[] {
  if (names.is === "found") return [row(["met", titles.dns], names.addresses.join(", "), style)];
  const words = names.is === "none" ? "stands for no address" : `the resolver failed (${names.code})`;
  return [row([names.is === "none" ? "unmet" : "unknown", titles.dns], words, style)];
}

type Context = { readonly reaching: Reaching; readonly style: Style };

/** One row a stage that was come to; the one that failed says how. */
function visitRows(visit: VisitSight, { reaching, style }: Context): readonly string[] {
  const verdict = verdictOfVisit(visit, { by: "nonce" });
  if (verdict.is === "unknown") return [row(["unknown", visit.address], verdict.words, style)];
  const failedAt = verdict.is === "reached" ? undefined : verdict.stage;
  const stages = visitStages.filter((stage) => stage !== "dns" && (stage !== "tls" || reaching.secure));
  const until = failedAt === undefined ? stages.length : Math.max(0, stages.indexOf(failedAt));
  const passed = stages
    .slice(0, until)
    .map((stage) => row(["met", titles[stage]], passedWords(stage, visit, reaching), style));
  if (verdict.is === "reached") return passed;
  return [...passed, row([verdict.is === "nothing" ? "note" : "unmet", titles[verdict.stage]], verdict.words, style)];
}

function passedWords(stage: VisitStage, { address, http }: VisitSight, { port }: Reaching): string {
  if (stage === "tcp") return `${address} port ${port}`;
  if (stage === "tls") return "spoken; who it is shows the answer";
  const source = http !== undefined && !isFailure(http) ? http.source : undefined;
  return source === undefined ? "footing answers" : `footing answers, and saw this visit come from ${source}`;
}

function row([name, title]: readonly [Mark, string], words: string, style: Style): string {
  const head = `${mark(name, style)} ${shown(title, style).padEnd(titleWidth)} `;
  const width = style.columns - titleWidth - 3;
  const [first = "", ...more] = wrapped(shown(words, style), Math.max(20, width));
  return [head + first, ...more.map((line) => " ".repeat(titleWidth + 3) + line)].join("\n");
}

function endOf(verdict: VisitVerdict, place: string, style: Style): string {
  if (verdict.is === "reached") return own(`REACHED   ${place}`, style);
  const code = verdict.is === "unknown" ? verdict.code : verdict.cause;
  return wrapped(
    own(`NOT REACHED   ${place}: what it means and how to mend it: footing explain ${code}`, style),
    style.columns,
  ).join("\n");
}

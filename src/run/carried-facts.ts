import { carriedHeadShape } from "../facts/snapshot-shape.ts";
import { carriedTarget } from "../reach/session/carried-target.ts";
import { readCarried } from "../reach/session/carried-text.ts";
import { UsageError } from "../spec/problem.ts";
import { check, type CheckRequest } from "./check.ts";
import type { Snapshot } from "./facts-file.ts";
import { expectProduct, reportedInputs } from "./judge-again.ts";
import { parseJson } from "./json-file.ts";

export type CarriedRequest = Pick<CheckRequest, "found" | "site" | "profile" | "set" | "environment" | "signal"> & {
  /** The file, for what is said of it. */
  readonly path: string;
};

const anew = "Print the script anew, with footing facts PRODUCT --print-script, and run it once more.";

/**
 * Facts of a text that somebody carried over from a host. The same readings are taken as over ssh, answered by what the
 * text holds; a reading that it does not hold is unknown. Outcomes are made afterwards, as of any facts.
 */
export async function carriedSnapshot(text: string, request: CarriedRequest): Promise<Snapshot> {
  const { path, found } = request;
  const carried = readCarried(text);
  if ("is" in carried) throw new UsageError(`${path}: ${carried.text}`, carried.help);
  const head = carriedHeadShape.safeParse(
    parseJson(path, carried.head, { sort: "text of a script of footing", help: anew }),
  );
  if (!head.success) throw new UsageError(`${path} was printed by a script of another version of footing`, anew);
  const { mark, timeoutMs, clean, inputs: answered, ...said } = head.data;
  expectProduct({ product: said.product }, found.file);
  const profileName = request.profile ?? request.site?.profile ?? said.profile ?? undefined;
  const ran = await check({
    ...request,
    ...(profileName === undefined ? {} : { profile: profileName }),
    moment: said.moment,
    report: reportedInputs({ inputs: answered }, found.file),
    only: [],
    skip: [],
    targets: ["local"],
    timeoutMs,
    deadlineMs: 120_000,
    // Nothing is done here: what may be done was decided when the script was printed.
    leave: { yes: true, allowExec: true, noWrite: false },
    clean,
    strict: false,
    onProgress: () => undefined,
    open: ({ at }) => carriedTarget({ name: at, mark, carried }),
  });
  return {
    schema: "footing/facts/1",
    product: said.product,
    profile: said.profile,
    moment: said.moment,
    inputs: answered,
    targets: ran.situation.targets.map((target) => ({ ...target })),
    startedAt: carried.startedAt,
    finishedAt: carried.finishedAt,
    facts: ran.facts,
  };
}

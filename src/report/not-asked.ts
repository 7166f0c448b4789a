import type { Judgement } from "../judge/judge.ts";
import { askedOf, targetsFor } from "../judge/place.ts";
import type { Situation, Target } from "../judge/situation.ts";
import { alike } from "./alike.ts";
import type { Report } from "./report.ts";
import { listed } from "./words.ts";

/**
 * Ids of requirements of a container's role that were judged on other targets and not on it, since they are not seen from
 * within one. Without this their rows would read as if they spoke for the container too.
 */
export function notAskedOf(
  target: Target,
  { situation, judgement }: { readonly situation: Situation; readonly judgement: Judgement },
): readonly string[] {
  if (target.type !== "container") return [];
  const judged = new Set(
    judgement.results.flatMap(({ id, target: on, outcome }) =>
      on === null || outcome === "not-applicable" ? [] : [id],
    ),
  );
  return situation.file.requirements
    .filter((one) => judged.has(one.id) && one.role === target.role && askedOf(one).includes("host"))
    .filter((one) => !targetsFor(one, situation).includes(target))
    .map(({ id }) => id);
}

/** "docker://app: Engine and Compose are not seen from within a container, and were asked of local alone" */
export function notAskedWords({ targets, results }: Pick<Report, "targets" | "results">): readonly string[] {
  const lacking = targets.filter(({ notAsked = [] }) => notAsked.length > 0);
  return alike(lacking, ({ notAsked = [] }) => notAsked.join(" ")).map((some) => {
    const ids = new Set(some[0].notAsked);
    const asked = results.filter(({ id, target }) => ids.has(id) && target !== null);
    const titles = [...new Set(asked.map(({ title }) => title))];
    const others = listed([...new Set(asked.flatMap(({ target }) => target ?? []))]);
    const [are, were] = titles.length === 1 ? ["is", "was"] : ["are", "were"];
    const names = listed(some.map(({ name }) => name));
    return `${names}: ${listed(titles)} ${are} not seen from within a container, and ${were} asked of ${others} alone`;
  });
}

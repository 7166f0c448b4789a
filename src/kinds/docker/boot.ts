import { seen, type Fact } from "../../facts/fact.ts";
import { evidenceOf, type Raw } from "../../facts/reading.ts";
import { blind, unsure } from "../looking.ts";

type Boot = { readonly first: Raw; readonly unit: Raw; readonly socket: Raw; readonly services: Raw };

/** What systemctl prints of a unit that starts by itself. */
const enabled: ReadonlySet<string> = new Set(["enabled", "alias"]);
const disabled: ReadonlySet<string> = new Set([
  "disabled",
  "masked",
  "static",
  "indirect",
  "enabled-runtime",
  "linked",
]);

const stateOf = (raw: Raw): string | undefined => (raw.is === "text" ? raw.text.trim().split("\n")[0] : undefined);

/** Whether the engine comes up with the machine, by what starts the machine's services. */
export function startsOnBoot({ first, unit, socket, services }: Boot): Fact<boolean> {
  if (first.is !== "text") return blind(first);
  const manager = first.text.trim();
  if (manager === "systemd") return bySystemd(unit, socket);
  if (services.is === "text" && services.exit === 0) {
    return seen(/^\s*docker\s*\|/m.test(services.text), evidenceOf([first, services]));
  }
  return unsure(
    "cannot-tell",
    `${manager === "" ? "what starts services here" : manager} does not tell what it starts at boot`,
    evidenceOf(first),
  );
}

function bySystemd(unit: Raw, socket: Raw): Fact<boolean> {
  const state = stateOf(unit);
  if (unit.is !== "text" || state === undefined) return blind(unit);
  const evidence = evidenceOf([unit, socket]);
  if (enabled.has(state)) return seen(true, evidence);
  if (!disabled.has(state))
    return unsure("cannot-tell", "there is no unit docker.service, so something else starts the engine", evidence);
  const note = `docker.service is ${state}`;
  const bySocket = stateOf(socket) === "enabled" ? "; docker.socket starts it only when somebody asks" : "";
  return seen(false, { ...evidence, note: note + bySocket });
}

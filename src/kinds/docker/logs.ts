import { seen, unknown, type Fact, type Why } from "../../facts/fact.ts";
import { evidenceOf, type Raw } from "../../facts/reading.ts";
import { reason } from "../../facts/reasons.ts";
import { blind, cut, unsure } from "../looking.ts";
import { parseJson, textAt, valueAt } from "../json-fields.ts";

/** `LogConfig` of a container: a driver and its options. */
type LogConfig = { readonly driver: string; readonly maxSize: string | undefined };

function readConfig(json: string): LogConfig | undefined {
  const parsed = parseJson(json);
  const driver = valueAt(parsed, "Type");
  if (typeof driver !== "string") return undefined;
  return { driver: driver === "" ? "json-file" : driver, maxSize: textAt(parsed, "Config", "max-size") };
}

/** Drivers that keep no file of their own (docs.docker.com/engine/logging/configure), and write nothing that grows. */
const handingOn: ReadonlySet<string> = new Set(
  "none journald syslog gelf fluentd awslogs splunk gcplogs etwlogs logentries passthrough".split(" "),
);

/** Drivers that write files which grow; `local` rotates by itself. Undefined: nobody knows what a plugin does. */
function isCapped({ driver, maxSize }: LogConfig): boolean | undefined {
  if (driver === "json-file" || driver === "k8s-file") return maxSize !== undefined && !/^-?0*1?$|^-/.test(maxSize);
  if (driver === "local") return maxSize !== "-1";
  return handingOn.has(driver) ? true : undefined;
}

type Lines = {
  readonly containers: readonly (readonly [string, string])[];
  readonly engines: readonly string[];
  readonly settings: ReadonlyMap<string, string>;
};

function readLines(text: string): Lines | undefined {
  const lines = text.split("\n").filter((line) => line !== "");
  if (lines.at(-1) !== "end") return undefined;
  const parts = lines.map((line) => line.split("\t"));
  const of = (key: string): readonly (readonly string[])[] => parts.filter(([first]) => first === key);
  return {
    containers: of("container").map(([, name = "", config = ""]) => [name.replace(/^\//, ""), config] as const),
    engines: of("engine").map(([, words = ""]) => words),
    settings: new Map(of("settings").map(([, path = "", content = ""]) => [path, content])),
  };
}

type Asked = {
  readonly logs: Raw;
  /** The engine's log driver, as it says. */
  readonly driver: string | undefined;
  /** `LogConfig` of a container that was made just now, where one was. */
  readonly fresh: string | undefined;
  /** True where the engine's settings lie on this host. */
  readonly isHere: boolean;
};

/** Whether logs have a limit: the engine's default and every container. */
export function logsCapped({ logs, driver, fresh, isHere }: Asked): Fact<boolean> {
  if (logs.is !== "text" || logs.exit !== 0) return blind(logs);
  const evidence = evidenceOf(logs);
  const lines = readLines(logs.text);
  if (lines === undefined) return unsure("garbled", "what the client says of logs did not come to its end", evidence);
  const configs = lines.containers.map(([name, json]) => [name, readConfig(json)] as const);
  const uncapped = configs
    .filter(([, config]) => config !== undefined && isCapped(config) === false)
    .map(([name]) => name);
  const standard = standardConfig(lines, { driver, fresh, isHere });
  const [first] = uncapped;
  if (first !== undefined) {
    const others = uncapped.length === 1 ? "" : ` and ${uncapped.length - 1} more`;
    return seen(false, { ...evidence, note: `container ${cut(first)}${others} has no limit for its logs` });
  }
  if (configs.some(([, config]) => config === undefined))
    return unsure("garbled", "a container does not tell how its logs are kept", evidence);
  if ("code" in standard) return unknown(standard, evidence);
  if (isCapped(standard) === false) return seen(false, { ...evidence, note: "the engine's default has no limit" });
  const odd = [standard, ...configs.flatMap(([, config]) => config ?? [])].find((one) => isCapped(one) === undefined);
  if (odd === undefined) return seen(true, evidence);
  return unsure("cannot-tell", `whether the log driver ${cut(odd.driver)} has a limit is not known`, evidence);
}

/** What a new container gets; or why that cannot be told. */
function standardConfig(lines: Lines, { driver, fresh, isHere }: Omit<Asked, "logs">): LogConfig | Why {
  const made = fresh === undefined ? undefined : readConfig(fresh);
  if (made !== undefined) return made;
  if (driver === undefined) return reason("cannot-tell", "the engine does not tell its log driver");
  if (driver !== "json-file") return { driver, maxSize: undefined };
  const [engine, another] = lines.engines;
  if (!isHere || engine === undefined) {
    return reason("cannot-tell", "the engine's settings are not on this host, so its default limit does not show");
  }
  if (another !== undefined)
    return reason("cannot-tell", "several engines run here, and their default limits cannot be told apart");
  if (engine.trim() === "") return reason("cannot-tell", "the engine does not show with which options it runs");
  const maxSize = flagged(engine);
  return maxSize === undefined ? configured(engine, lines.settings) : { driver, maxSize };
}

const flagged = (words: string): string | undefined => /--log-opt[= ]max-size=(\S+)/.exec(words)?.[1];

/** What stands in a file that this user may not read is no setting that is missing. */
const unread = "?";

function configured(engine: string, settings: Lines["settings"]): LogConfig | Why {
  const path = /--config-file[= ](\S+)/.exec(engine)?.[1] ?? "/etc/docker/daemon.json";
  const content = settings.get(path)?.trim() ?? "";
  if (content === unread) {
    return reason(
      "permission-denied",
      cut(`this user may not read ${path}, where the engine's default limit would stand`),
    );
  }
  const parsed = content === "" ? {} : parseJson(content);
  if (parsed === undefined)
    return reason("garbled", cut(`${path}, where the engine's default limit would stand, is no JSON`));
  return { driver: "json-file", maxSize: textAt(parsed, "log-opts", "max-size") };
}

import { seen, unknown, type Evidence, type Fact, type Unknown } from "../../facts/fact.ts";
import { evidenceOf, type Raws, type Reading, type Readings } from "../../facts/reading.ts";
import { joinDocker, reason } from "../../facts/reasons.ts";
import { hostLook, type Answer, type Question } from "../declaration.ts";
import { blind, unsure, wholeText } from "../looking.ts";
import { askDocker, endpointIn, isUsualEndpoint, silenceOf } from "../docker-client.ts";
import { clientVersion, engineOf, machineReadings, whereIs, type Engine, type Where } from "../engine.ts";
import { startsOnBoot } from "./boot.ts";
import { docker } from "./kind.ts";
import { logsCapped } from "./logs.ts";
import { defaultLogs, ranContainer } from "./ran.ts";

type DockerReadings = {
  readonly found: Reading;
  readonly version: Reading;
  readonly info: Reading;
  readonly kernel: Reading;
  readonly memory: Reading;
  readonly container?: Reading;
  readonly logs?: Reading;
  readonly first: Reading;
  readonly platform: Reading;
  readonly hostname: Reading;
  readonly daemon: Reading;
  readonly unit?: Reading;
  readonly socket?: Reading;
  readonly services?: Reading;
};

function readings({ asked, fields }: Question<typeof docker>): DockerReadings {
  return {
    found: { which: "docker" },
    version: askDocker("version"),
    info: askDocker("info"),
    ...machineReadings,
    first: { file: "/proc/1/comm" },
    ...(asked.run === true ? { container: { container: "run" } as const } : {}),
    ...(fields.has("logsCapped") ? { logs: { containerLogs: true } as const } : {}),
    ...(fields.has("startsOnBoot") ? bootReadings : {}),
  };
}

const bootReadings = {
  unit: { run: ["systemctl", "is-enabled", "docker.service"] },
  socket: { run: ["systemctl", "is-enabled", "docker.socket"] },
  services: { run: ["rc-update", "show", "default"] },
} as const satisfies Readings;

type DockerRaws = Raws<DockerReadings & Readings>;
type DockerAnswer = Answer<typeof docker>;

/** Everything that only an engine could say, where none did. */
function ofNoEngine(raws: DockerRaws, why: Unknown): Omit<DockerAnswer, "installed" | "answers"> {
  const version = clientVersion(raws.version);
  return {
    clientVersion: version === undefined ? why : seen(version, evidenceOf(raws.version)),
    engine: why,
    containers: why,
    version: why,
    apiVersion: why,
    storageDriver: why,
    dataRoot: why,
    rootless: why,
    desktop: why,
    remote: why,
  };
}

/** "client 28.2.2 only, nobody answers at unix:///var/run/docker.sock" */
function nobodyWords(client: string | undefined, words: string): string {
  const at = endpointIn(words);
  const who = client === undefined ? "client only" : `client ${client} only`;
  return `${who}, no engine${at === undefined ? `: ${words}` : ` at ${at}`}`;
}

/** What mends it depends on what runs services here: systemd where it is the first process. */
const byManager = (word: string, { first }: DockerRaws): string =>
  first.is === "text" && first.text.trim() === "systemd" ? `${word}-systemd` : word;

function silentCause(words: string, raws: DockerRaws): Pick<Evidence, "cause"> {
  const endpoint = endpointIn(words);
  if (endpoint === undefined) return {};
  return { cause: isUsualEndpoint(endpoint) ? byManager("silent", raws) : "elsewhere" };
}

/** Why no engine answered: that nobody listens was observed; whatever hindered looking was not. */
function silence(raws: DockerRaws): Fact<boolean> {
  const { version, found } = raws;
  if (version.is === "missing") {
    const note = "there is no command docker";
    return seen(false, { ...evidenceOf(found), note, cause: byManager("no-client", raws) });
  }
  if (version.is !== "text") return blind(version);
  const { is, words } = silenceOf(version);
  const evidence = evidenceOf(version);
  if (is === "nobody") {
    const note = nobodyWords(clientVersion(version), words);
    return seen(false, { ...evidence, note, ...silentCause(words, raws) });
  }
  if (is === "unclear") return unsure("cannot-tell", words, evidence);
  const refused = `this user may not speak to the engine: ${words}`;
  return unknown(reason("permission-denied", refused, joinDocker), evidence);
}

const told = <T>(value: T | undefined, evidence: Evidence): Fact<T> =>
  value === undefined ? unsure("cannot-tell", "the engine does not tell it", evidence) : seen(value, evidence);

const doesNotShow = "its machine has this host's kernel and memory, and does not show that it is this host";

function dataRoot(engine: Engine, where: Where | undefined, evidence: Evidence): Fact<string> {
  const elsewhere = "the engine runs on another kernel, so its folders are none of this host's";
  if (where === "elsewhere") return unsure("cannot-tell", elsewhere, evidence);
  if (where === "alike")
    return unsure("cannot-tell", `whether the engine's folders are this host's is open: ${doesNotShow}`, evidence);
  if (where === undefined)
    return unsure("cannot-tell", "whether the engine's folders are this host's does not show", evidence);
  return told(engine.dataRoot === undefined ? undefined : wholeText(engine.dataRoot), evidence);
}

function remote(where: Where | undefined, raws: DockerRaws): Fact<boolean> {
  const evidence = evidenceOf([raws.info, raws.kernel, raws.memory, raws.hostname, raws.daemon]);
  if (where === "alike")
    return unsure("cannot-tell", `whether the engine is elsewhere is open: ${doesNotShow}`, evidence);
  return told(where === undefined ? undefined : where === "elsewhere", evidence);
}

function containers({ system }: Engine, evidence: Evidence): Fact<string> {
  if (system === "linux" || system === "windows") return seen(system, evidence);
  return told<string>(undefined, evidence);
}

function ofEngine(engine: Engine, raws: DockerRaws): Omit<DockerAnswer, "installed"> {
  const evidence = evidenceOf([raws.version, raws.info]);
  const where = whereIs(engine, raws);
  const client = clientVersion(raws.version);
  return {
    answers: seen(true, evidence),
    clientVersion: told(client, evidenceOf(raws.version)),
    engine: seen(engine.sort, evidence),
    containers: containers(engine, evidence),
    version: told(engine.version, evidence),
    apiVersion: told(engine.apiVersion, evidence),
    storageDriver: told(engine.storageDriver, evidence),
    dataRoot: dataRoot(engine, where, evidence),
    rootless: told(engine.rootless, evidence),
    desktop: told(engine.desktop, evidence),
    remote: remote(where, raws),
    ...onDemand(engine, raws, where === "here"),
  };
}

function onDemand(
  engine: Engine,
  raws: DockerRaws,
  isHere: boolean,
): Pick<DockerAnswer, "logsCapped" | "startsOnBoot"> {
  const { logs, first, unit, socket, services, container } = raws;
  const fresh = defaultLogs(container);
  return {
    ...(logs === undefined ? {} : { logsCapped: logsCapped({ logs, driver: engine.logDriver, fresh, isHere }) }),
    ...(unit === undefined || socket === undefined || services === undefined
      ? {}
      : { startsOnBoot: bootOf(engine, { first, unit, socket, services }, isHere) }),
  };
}

function bootOf(engine: Engine, boot: Parameters<typeof startsOnBoot>[0], isHere: boolean): Fact<boolean> {
  if (!isHere) return unsure("cannot-tell", "the engine is not known to be this host's own", evidenceOf(boot.first));
  if (engine.rootless === true)
    return unsure("cannot-tell", "a rootless engine starts with its user, if at all", evidenceOf(boot.first));
  return startsOnBoot(boot);
}

function installed(raws: DockerRaws): Fact<boolean> {
  const { found } = raws;
  if (found.is === "failed") return blind(found);
  if (found.is === "text") return seen(true, evidenceOf(found));
  return seen(false, { ...evidenceOf(found), cause: byManager("no-client", raws) });
}

function whole(raws: DockerRaws): DockerAnswer {
  const engine = engineOf(raws.version, raws.info);
  if (engine !== undefined) return { installed: installed(raws), ...ofEngine(engine, raws) };
  const answers = silence(raws);
  const why = answers.is === "unknown" ? answers : unsure("no-means", "no engine answers", answers.evidence);
  const asked = {
    ...(raws.logs === undefined ? {} : { logsCapped: why }),
    ...(raws.unit === undefined ? {} : { startsOnBoot: why }),
  };
  return { installed: installed(raws), answers, ...ofNoEngine(raws, why), ...asked };
}

function understand(raws: DockerRaws): DockerAnswer {
  const { container } = raws;
  return { ...whole(raws), ...(container === undefined ? {} : { ranContainer: ranContainer(container) }) };
}

export const dockerLook = hostLook(docker, { readings, understand });

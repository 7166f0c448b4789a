import type { Remains } from "../facts/reading.ts";
import { failed, seconds, type Bare } from "./bare.ts";
import { octal, probeImage } from "./probe-image.ts";
import { standardSocket, understandRun, type Command, type Programs } from "./programs.ts";
import { readWritten, type Written } from "./remains.ts";
import { containerScript } from "./scripts/container.ts";
import type { FetchOptions } from "./target.ts";

/** How long removing container and image may take once the probe's time is over, in milliseconds. */
const tidyMs = 20_000;

/** Runs a container of our own through Docker's client, as root where this user is not let in, and removes it again. */
export async function runContainer(programs: Programs, limits: FetchOptions): Promise<Bare> {
  const own = await runAs(false, programs, limits);
  const isRefused =
    own.is === "text" &&
    own.exit === 1 &&
    /\tversion\n(?:said\t.*\n)*?said\t.*permission denied/i.test(own.text) &&
    standardSocket.test(own.text);
  if (!isRefused || programs.isRoot()) return own;
  const raised = await runAs(true, programs, limits);
  return { ...raised, by: "a container of our own, by sudo" };
}

async function runAs(asRoot: boolean, programs: Programs, limits: FetchOptions): Promise<Bare> {
  const mark = programs.newMark();
  const images = [octal(probeImage("amd64")), octal(probeImage("arm64"))];
  const command: Command = [
    "/bin/sh",
    "-c",
    containerScript,
    "footing-container",
    mark,
    limits.clean === true ? "yes" : "no",
    ...images,
    String(Math.max(1, Math.ceil(limits.timeoutMs / 1000))),
  ];
  const { result, context } = await programs.child({ command, asRoot, passes: "docker", tidyMs }, limits);
  const bare = understandRun(result, context);
  if (bare.is === "missing") return failed("no-means", "there is no /bin/sh here");
  if (result.is === "not-started") return bare;
  const ended = result.is === "timeout" ? late(limits) : bare;
  const written = readWritten(result.stdout.toString("utf8"), mark);
  const remains = written.whole ? written.remains : [...written.remains, ...uncertain(written)];
  return { ...(ended.is === "text" ? { ...ended, text: written.text } : ended), remains };
}

const late = ({ timeoutMs }: FetchOptions): Bare =>
  failed("timeout", `no container had run and ended within ${seconds(timeoutMs)}`);

/** What was begun and not said to be removed: an engine that stops answering takes no order to remove anything. */
function uncertain({ text }: Written): readonly Remains[] {
  const name = /^name\t(\S+)$/m.exec(text)?.[1];
  const steps = new Set([...text.matchAll(/^step\t(\w+)$/gm)].map(([, step]) => step));
  if (name === undefined) return [];
  const words = ["create", "import"].filter((step) => steps.has(step));
  return words.map((step) => ({ is: "left", what: `${step === "create" ? "container" : "image"} ${name}` }));
}

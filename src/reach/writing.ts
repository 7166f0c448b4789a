import { failed, type Bare } from "./bare.ts";
import { understandRun, type Command, type Programs } from "./programs.ts";
import { readWritten } from "./remains.ts";
import { writingScript } from "./scripts/writing.ts";
import type { FetchOptions } from "./target.ts";

/** How long removing the file may take once the probe's time is over, in milliseconds. */
const tidyMs = 5000;

/** Really writes a file into a folder, reads it back and removes it. Nothing stays, unless the answer says so. */
export async function writeInto(folder: string, programs: Programs, limits: FetchOptions): Promise<Bare> {
  const mark = programs.newMark();
  const command: Command = [
    "/bin/sh",
    "-c",
    writingScript,
    "footing-writing",
    mark,
    limits.clean === true ? "yes" : "no",
    folder,
  ];
  const { result, context } = await programs.child({ command, asRoot: false, tidyMs }, limits);
  const bare = understandRun(result, context);
  if (bare.is === "missing") return failed("no-means", "there is no /bin/sh here");
  if (result.is === "not-started") return bare;
  const { text, whole, remains } = readWritten(result.stdout.toString("utf8"), mark);
  const isUncertain = !whole && text.includes("step\tcreate\n");
  const uncertain = isUncertain ? [{ is: "left", what: `a file footing-probe-… in ${folder}` } as const] : [];
  return { ...(bare.is === "text" ? { ...bare, text } : bare), remains: [...remains, ...uncertain] };
}

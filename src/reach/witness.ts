import type { IngressAsked } from "../facts/ingress.ts";
import { endpointName, originOf } from "../facts/network.ts";
import type { Reading } from "../facts/reading.ts";

/** Who sees what a reading asks for, in words; `root`: a recorded tree that stands in for `/`. */
export function witnessOf(reading: Reading, root: string): string {
  const file = systemFileOf(reading);
  if (file !== undefined) return root + file;
  if ("which" in reading) return reading.as === "root" ? "root's PATH" : "PATH";
  if ("platform" in reading) return "the operating system";
  if (!("run" in reading)) return witnessOfNetwork(reading) ?? witnessOfScript(reading);
  // Arguments that an author wrote may hold what nobody should read in a report.
  const words = reading.authored === true ? reading.run.slice(0, 1) : inPowerShell(reading.run);
  return (reading.as === "root" ? ["sudo", ...words] : words).join(" ");
}

/** The file of the system that a reading is made of. */
function systemFileOf(reading: Reading): string | undefined {
  if ("file" in reading) return reading.file;
  if ("list" in reading) return reading.list;
  if ("variable" in reading) return "/proc/1/environ";
  return "cgroup" in reading ? "/proc/self/cgroup" : undefined;
}

/** What PowerShell is asked, without how it is called. */
const inPowerShell = (run: readonly string[]): readonly string[] =>
  run[0] === "powershell.exe" ? ["PowerShell:", ...run.slice(-1)] : run;

function witnessOfNetwork(reading: Reading): string | undefined {
  if ("listeners" in reading) return "/proc/net/tcp, /proc/net/tcp6";
  if ("bind" in reading) return `bind of port ${reading.bind}`;
  if ("endpoint" in reading) return `a connection to ${endpointName(reading.endpoint)}`;
  if ("ingress" in reading) return witnessOfVisit(reading.ingress);
  if ("request" in reading) return `${reading.request.method} ${originOf(reading.request.url)}`;
  if ("dns" in reading) return "the nameservers of this system";
  if ("served" in reading) return reading.served;
  if ("certificate" in reading)
    return [reading.certificate, reading.key].filter((path) => path !== undefined).join(", ");
  return "resolve" in reading ? `getent ahosts ${reading.resolve}` : undefined;
}

const witnessOfVisit = ({ domain, port, from }: IngressAsked): string =>
  `a visit to ${domain}:${port}${from === undefined ? "" : ` from ${from}`}`;

function witnessOfScript(reading: Reading): string {
  if ("disk" in reading) return `stat -f ${reading.disk}`;
  if ("folder" in reading) return `stat ${reading.folder}`;
  if ("content" in reading) return reading.content;
  if ("writing" in reading) return `a file written into ${reading.writing}`;
  if ("containerLogs" in reading) return "docker inspect";
  if ("cloudAddress" in reading) return "the metadata of this cloud's instance";
  if ("registry" in reading) return `docker pull ${reading.registry}/footing-probe/…`;
  return "container" in reading ? "a container of our own" : "/proc";
}

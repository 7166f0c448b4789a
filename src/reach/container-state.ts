import type { Why } from "../facts/fact.ts";
import { joinDocker, reason } from "../facts/reasons.ts";
import type { Bare } from "./bare.ts";

/** A container that runs, by its whole id. */
export type Running = { readonly id: string };

/** What Docker's and Podman's clients are asked of a container: nothing that may hold a secret. */
export const inspectFormat =
  '{{.Id}}{{"\\t"}}{{.State.Status}}{{"\\t"}}{{.State.ExitCode}}{{"\\t"}}{{.RestartCount}}{{"\\t"}}{{json .State.StartedAt}}';

/** How long a container that was restarted has to run until it counts as running: so long Docker waits before it trusts it. */
const settledMs = 10_000;

type Seen = { readonly name: string; readonly client: "docker" | "podman"; readonly nowMs: number };

/** Whether a container can be looked into, by what `docker inspect` said of it. */
export function understandInspect(bare: Bare, seen: Seen): Running | Why {
  if (bare.is === "missing")
    return reason("no-means", "there is no command docker or podman, by which one looks into a container");
  if (bare.is !== "text") return bare.why;
  if (bare.exit !== 0) return refusal(bare.stderr ?? "", seen);
  const told = bare.text.trim().split("\t");
  return /^[0-9a-f]{64}$/.test(told[0] ?? "")
    ? understandState(told, seen)
    : reason("garbled", `what is said of the container ${seen.name} is not understood`);
}

function understandState(told: readonly string[], seen: Seen): Running | Why {
  const [id = "", status = "", exit = "", restarts = "", started = ""] = told;
  const { name, client, nowMs } = seen;
  if (status !== "running") return notRunning(seen, status, exit);
  const since = nowMs - Date.parse(started.replaceAll('"', ""));
  if (Number(restarts) === 0 || !(since >= 0 && since < settledMs)) return { id };
  const words = `the container ${name} is being restarted: it ended ${restarts} times, and has run for ${Math.round(since / 1000)} s`;
  return reason("not-running", words, `${client} logs ${name}`);
}

/** What each state means, in the words of Docker and of Podman. */
const states: Readonly<Record<string, (exit: string) => readonly [words: string, mend: string]>> = {
  created: () => ["was created and never started", "start"],
  initialized: () => ["was created and never started", "start"],
  configured: () => ["was created and never started", "start"],
  restarting: (exit) => [`is being restarted: it ended with exit code ${exit}`, "logs"],
  paused: () => ["is paused", "unpause"],
  exited: (exit) => [`has ended, with exit code ${exit}`, "start"],
  stopped: (exit) => [`has ended, with exit code ${exit}`, "start"],
  dead: () => ["is dead: its removal failed", "rm"],
  removing: () => ["is being removed", "ps --all"],
};

function notRunning({ name, client }: Seen, status: string, exit: string): Why {
  const [words, mend] = states[status]?.(exit) ?? ["is in a state that this version does not know", "inspect"];
  return reason(
    "not-running",
    `the container ${name} ${words}`,
    `${client} ${mend}${mend.includes("--") ? "" : ` ${name}`}`,
  );
}

/** Why a client says nothing of a container. */
function refusal(words: string, { name, client }: Seen): Why {
  const last = words.trim().split("\n").at(-1) ?? "";
  if (/no such (?:container|object)|no container with name or id/i.test(words))
    return reason("not-running", `there is no container ${name}`, `${client} ps --all`);
  if (/multiple IDs found|more than one result|is ambiguous/i.test(words))
    return reason("cannot-tell", `more than one container has an id that begins with ${name}`, "write more of the id");
  if (/permission denied|access is denied/i.test(words))
    return reason("permission-denied", `the engine does not let this user in: ${last}`, joinDocker);
  return reason("no-means", `the engine does not tell of the container ${name}: ${last.slice(0, 200)}`);
}

/** Why no shell answered in a container that runs, or it was lost, by what `docker exec` said at its end. */
export function understandExec(words: string, seen: { readonly hello: boolean; readonly name: string }): Why {
  const { hello, name } = seen;
  const last = words.trim().split("\n").at(-1)?.trim() ?? "";
  const said = last === "" ? "" : `: ${last.slice(0, 200)}`;
  if (/is not running|is paused|is restarting|no such container|container state improper/i.test(words))
    return reason("not-running", `the container ${name} no longer runs${said}`, `docker logs ${name}`);
  if (hello) return reason("target-lost", `the container ${name} ended, or its engine went away${said}`);
  if (/a password is required/.test(words))
    return reason("password-needed", `sudo asks for a password before it lets anybody into ${name}`, "sudo -v");
  if (/executable file not found|no such file or directory|permission denied: unknown|exec format error/i.test(words))
    return reason("no-shell", `there is no sh in the container ${name}, by which one looks from within`);
  return reason("target-lost", `nothing could be run in the container ${name}${said}`);
}

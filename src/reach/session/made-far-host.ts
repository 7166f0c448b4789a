// A far shell in tests: a shell of this machine, talked to as if it were another's.
import { farLook } from "./far-host.ts";
import { farLoop } from "./far-shell.ts";
import type { SessionOptions } from "./session-options.ts";
import { Session } from "./session.ts";
import { Slots } from "./slots.ts";
import type { Target } from "../target.ts";

export type MadeFar = { readonly target: Target; readonly session: Session };

/** `before`: what the shell says before it listens, as a banner or a start-up file would. */
export function farTarget(
  shell: readonly [string, ...string[]],
  { before = "", ...options }: Partial<SessionOptions> & { readonly before?: string } = {},
): MadeFar {
  const session = new Session({
    command: [...shell, "-c", before === "" ? farLoop : `${before}\n${farLoop}`],
    environment: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "/" },
    helloMs: 10_000,
    slots: new Slots(1),
    understandEnd: (end) => ({ code: "target-lost", text: `ended: ${JSON.stringify(end)}` }),
    name: "far",
    ...options,
  });
  const look = farLook({
    do: (job, signal) => session.do(job, signal),
    hello: () => session.hello,
  });
  const target: Target = {
    name: "local",
    type: "host",
    atOnce: Infinity,
    about: () => ({ hostname: session.hello?.host ?? null, state: "reached" }),
    fetch: (reading, limits) => look.fetch(reading, limits),
    witness: (reading) => look.witness(reading),
    close: () => session.close(),
  };
  return { target, session };
}

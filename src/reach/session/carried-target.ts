import { createHash } from "node:crypto";
import { canonical } from "../../facts/json.ts";
import type { Reading } from "../../facts/reading.ts";
import { reason } from "../../facts/reasons.ts";
import type { Target } from "../target.ts";
import { CarriedServices, notHeldWhy, RecordedServices, servicesKey } from "./carried-network.ts";
import type { Carried } from "./carried-text.ts";
import { farLook, type FarOptions } from "./far-host.ts";
import type { Job } from "./jobs.ts";
import { cut, type Piece } from "./sent.ts";

/** The word under which a job is found again: the same for the same job, whenever it is asked for. */
const keyOf = ({ timeoutMs: _timeoutMs, ...job }: Job): string =>
  createHash("sha256").update(canonical(job)).digest("hex").slice(0, 16);

/** Why a reading is not carried about: it, or its answer, may hold secrets, or it takes two. Else undefined. */
export function uncarried(reading: Reading): string | undefined {
  if ("content" in reading) return "what files hold is not carried about in a text";
  if ("containerLogs" in reading) return "the settings of the engine are not carried about in a text";
  if ("request" in reading) return "a web address, which may hold a password, is not carried about in a text";
  if ("ingress" in reading) return "who comes from outside is not seen from within";
  const isAuthored = "run" in reading && reading.authored === true;
  return isAuthored ? "what a command of the file prints is not carried about in a text" : undefined;
}

/** The same way for every target of this sort: what may not be carried is not asked for. */
function carriedFetch(fetch: Target["fetch"], witness: Target["witness"]): Target["fetch"] {
  return async (reading, limits) => {
    const words = uncarried(reading);
    if (words === undefined) return await fetch(reading, limits);
    const why = reason("no-means", words, "check that host over ssh, or on it itself");
    return { is: "failed", why, by: witness(reading), at: new Date().toISOString(), ms: 0 };
  };
}

/** A question must be found again by itself, whatever else is asked in the same turn. */
const oneByOne = { together: false } as const;

const notHeld = cut(notHeldWhy);

export type Recording = {
  readonly target: Target;
  /** What was asked for until now, each within its limit; `timeoutMs` is that of a try. */
  readonly jobs: (timeoutMs: number) => ReadonlyMap<string, Job>;
};

/** Takes no reading, and remembers what would have been done for it. */
export function recordingTarget(name: string, mark: string): Recording {
  const jobs = new Map<string, Job>();
  const services = new RecordedServices(mark);
  const look = farLook(
    {
      do: async (job) => {
        jobs.set(keyOf(job), job);
        return notHeld;
      },
      hello: () => undefined,
      newMark: () => mark,
    },
    {
      ...oneByOne,
      network: () => ({
        fetch: async (reading) => {
          if ("endpoint" in reading) services.add(reading.endpoint);
          return { is: "failed", why: notHeldWhy };
        },
      }),
    },
  );
  const target: Target = {
    name,
    type: "host",
    atOnce: Infinity,
    about: () => ({ hostname: null, state: "reached" }),
    fetch: carriedFetch(
      (reading, limits) => look.fetch(reading, limits),
      (reading) => look.witness(reading),
    ),
    witness: (reading) => look.witness(reading),
    close: async () => undefined,
  };
  return {
    target,
    jobs: (timeoutMs) => {
      const all = services.job(timeoutMs);
      return all === undefined ? jobs : new Map([...jobs, [servicesKey, all]]);
    },
  };
}

/** What is no service is left out before. */
const answeringServices = (services: CarriedServices): ReturnType<NonNullable<FarOptions["network"]>> => ({
  fetch: async (reading, limits) =>
    "endpoint" in reading ? await services.fetch(reading, limits) : { is: "failed", why: notHeldWhy },
});

export type Replay = { readonly name: string; readonly mark: string; readonly carried: Carried };

/** Answers every reading by what a carried text holds, as of when that was made. */
export function carriedTarget({ name, mark, carried }: Replay): Target {
  const { hello, ends, startedAt } = carried;
  const pieceAt = (key: string): Piece | undefined => {
    const end = ends.get(key);
    if (end === undefined) return undefined;
    const { code, how, stdout, stderr } = end;
    const again = pieceAt(`${key}.again`);
    // How long it took there, nobody measured: one that ended as timeout(1) ends programs counts as ended by it.
    const piece = { is: "whole", code, how, stdout, stderr, ms: Infinity } as const;
    return again === undefined ? piece : { ...piece, again };
  };
  const look = farLook(
    {
      do: async (job) => pieceAt(keyOf(job)) ?? notHeld,
      hello: () => hello,
      newMark: () => mark,
    },
    { ...oneByOne, network: () => answeringServices(new CarriedServices(pieceAt(servicesKey))) },
  );
  const fetch = carriedFetch(
    (reading, limits) => look.fetch(reading, limits),
    (reading) => look.witness(reading),
  );
  return {
    name,
    type: "host",
    atOnce: Infinity,
    about: () => ({ hostname: hello.host === "" ? null : hello.host, state: "reached" }),
    fetch: async (reading, limits) => ({ ...(await fetch(reading, limits)), at: startedAt, ms: 0 }),
    witness: (reading) => look.witness(reading),
    close: async () => undefined,
  };
}

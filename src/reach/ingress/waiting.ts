import { setImmediate } from "node:timers/promises";
import { networkFor, type IngressAsked, type Network, type WaitedSight } from "../../facts/ingress.ts";
import type { NamesSight } from "../../facts/network.ts";
import type { FetchOptions } from "../target.ts";
import type { Visits } from "../visits.ts";
import { startAnswering, type Answering, type Arrival, type Unheard } from "./answerer.ts";
import { Hearing } from "./hearing.ts";
import { lookUp } from "../network/look-up.ts";
import { newNonce } from "./nonce.ts";
import type { Here } from "./outside.ts";
import { ownAddresses } from "./own-addresses.ts";

type Waited = Pick<FetchOptions, "timeoutMs"> & { readonly visits: Visits };

/** What is known of one name at one port, however many ask for it. */
type Room = {
  readonly asked: IngressAsked;
  readonly own: readonly string[];
  readonly names: NamesSight;
  readonly nonce: string;
  readonly hearing: Hearing;
  readonly misnamed: Set<string>;
  /** Who must come for those who wait here, and who was called. */
  readonly wanted: Set<Network>;
  readonly invited: Set<Network>;
  readonly began: number;
  readonly unheard?: Unheard;
  waiting: number;
  isOver: boolean;
};

/** Names of one room that are kept and told: who comes a thousand times fills neither screen nor memory. */
const mostMisnamed = 5;

/**
 * Waits on ports of this host for somebody who opens an address that is told. One port has one listener, and one name one
 * address to open, whatever is asked of them; who comes later than that has its answer at once.
 */
export class Waiting {
  readonly #here: Here;
  readonly #rooms = new Map<string, Promise<Room>>();
  readonly #doors = new Map<number, Door>();

  constructor(here: Here) {
    this.#here = here;
  }

  async wait(asked: IngressAsked, waited: Waited): Promise<WaitedSight> {
    const key = `${asked.port} ${asked.domain}`;
    const opening = this.#rooms.get(key) ?? this.#enter(asked, waited);
    this.#rooms.set(key, opening);
    const room = await opening;
    if (room.unheard === undefined && !room.isOver) await this.#waitIn(room, asked, waited.visits);
    return sightOf(room);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#doors.values()].map(async (door) => await door.close()));
  }

  async #enter(asked: IngressAsked, { visits, timeoutMs }: Waited): Promise<Room> {
    const names = await lookUp(asked.domain, { signal: visits.signal, timeoutMs, ...this.#here });
    const own = ownAddresses();
    const [wanted, invited] = [new Set<Network>(), new Set<Network>()];
    const hearing = new Hearing({
      own: [...own, ...(names.is === "found" ? names.addresses : [])],
      tell: (came) => visits.tell({ is: "came", came, waitsFor: wanted.has("private") ? "private" : "internet" }),
    });
    const misnamed = new Set<string>();
    const began = performance.now();
    const room = {
      asked,
      own,
      names,
      nonce: newNonce(),
      hearing,
      misnamed,
      wanted,
      invited,
      began,
      waiting: 0,
      isOver: false,
    };
    const door = this.#doors.get(asked.port) ?? new Door(asked);
    this.#doors.set(asked.port, door);
    const started = await door.admit(room, visits);
    return started.is === "listening" ? room : { ...room, unheard: started };
  }

  async #waitIn(room: Room, { internet }: IngressAsked, visits: Visits): Promise<void> {
    const waitsFor = internet === true ? "internet" : networkFor(room.names);
    const leftMs = Math.max(0, room.began + visits.mostMs - performance.now());
    const { nonce, asked } = room;
    room.waiting += 1;
    room.wanted.add(waitsFor);
    // Whoever else asks the same has asked by then, and one call is enough for all.
    await setImmediate();
    invite(room, leftMs, visits);
    await room.hearing.wait(waitsFor, leftMs, visits.signal);
    room.waiting -= 1;
    if (room.waiting > 0) return;
    room.isOver = true;
    await this.#doors.get(asked.port)?.leave(nonce);
  }
}

/** Tells what is to be opened, once; and again where it turns out that only somebody from the internet will do. */
function invite({ asked, nonce, wanted, invited }: Room, leftMs: number, { tell }: Visits): void {
  const waitsFor = wanted.has("internet") ? "internet" : "private";
  if (invited.has(waitsFor)) return;
  invited.add(waitsFor);
  tell({ is: "invited", name: asked.domain, port: asked.port, nonce, seconds: Math.round(leftMs / 1000), waitsFor });
}

function sightOf(room: Room): WaitedSight {
  const { own, names, hearing, misnamed, began, unheard } = room;
  const from = ({ from: address }: { readonly from: string }): string => address;
  return {
    is: "waited",
    own,
    names,
    seconds: Math.round((performance.now() - began) / 1000),
    port: unheard === undefined ? "listened" : unheard.is === "failed" ? { failed: unheard.code } : unheard.is,
    arrivals: hearing.arrived.map(from),
    misnamed: [...misnamed],
    connected: hearing.others.map(from),
  };
}

/** One listener on a port, for all names that are opened there. It ends with the last of them. */
class Door {
  readonly #asked: IngressAsked;
  readonly #rooms = new Map<string, Room>();
  #tell: Visits["tell"] = () => undefined;
  #started: Promise<Answering | Unheard> | undefined;

  constructor(asked: IngressAsked) {
    this.#asked = asked;
  }

  async admit(room: Room, { tell }: Visits): Promise<Answering | Unheard> {
    this.#rooms.set(room.nonce, room);
    this.#tell = tell;
    this.#started ??= startAnswering({
      port: this.#asked.port,
      name: this.#asked.domain,
      nonces: { has: (nonce) => this.#rooms.has(nonce) },
      onArrival: (arrival) => this.#arrive(arrival),
      onConnection: (from) => {
        for (const { hearing } of this.#rooms.values()) hearing.connect(from);
      },
    });
    return await this.#started;
  }

  async leave(nonce: string): Promise<void> {
    this.#rooms.delete(nonce);
    if (this.#rooms.size === 0) await this.close();
  }

  async close(): Promise<void> {
    const started = await this.#started;
    this.#started = undefined;
    if (started?.is === "listening") await started.close();
  }

  /** Opened by an address or another name it shows that the port is open, and not where the name leads. */
  #arrive(arrival: Arrival): void {
    const room = this.#rooms.get(arrival.nonce);
    if (room === undefined) return;
    const { asked, hearing, misnamed } = room;
    if (arrival.name === asked.domain.replace(/\.$/, "").toLowerCase()) hearing.arrive(arrival);
    else if (!misnamed.has(arrival.from) && misnamed.size < mostMisnamed) {
      misnamed.add(arrival.from);
      this.#tell({ is: "misnamed", from: arrival.from, name: asked.domain });
    }
  }
}

import type { Area, Askable, Moment } from "./declaration.ts";

/** A kind that has its name and place, and that this version cannot look at: `pending: NAME` in a file. */
export type PendingKind = {
  readonly says: string;
  readonly area: Area;
  readonly askedOf: readonly [Askable, ...Askable[]];
  readonly moments: readonly Moment[];
};

const always: readonly Moment[] = ["install", "run", "upgrade"];
const running: readonly Moment[] = ["run"];

type Place = Pick<PendingKind, "area" | "askedOf" | "moments">;

const on = (area: Area, moments: readonly Moment[], ...askedOf: PendingKind["askedOf"]): Place => ({
  area,
  askedOf,
  moments,
});

export const pendingKinds = {
  database: {
    says: "Whether a database can be used as the product will use it.",
    ...on("database", always, "host", "controller"),
  },
  bucket: {
    says: "Whether objects can be written, read back and deleted.",
    ...on("storage", always, "host", "controller"),
  },
  kubernetes: { says: "Whether a cluster answers, and its version.", ...on("kubernetes", always, "cluster") },
  nodes: { says: "Whether enough nodes are ready and large enough.", ...on("kubernetes", always, "cluster") },
  permission: { says: "Whether this user may do a thing in the cluster.", ...on("kubernetes", always, "cluster") },
  "storage-class": { says: "Whether the cluster makes volumes of a class.", ...on("kubernetes", always, "cluster") },
  "ingress-class": { says: "Whether the cluster serves an ingress class.", ...on("kubernetes", always, "cluster") },
  helm: { says: "Whether Helm is here and reaches the cluster.", ...on("kubernetes", always, "controller") },
  restart: { says: "Whether services come back after a reboot.", ...on("running", running, "host") },
  backup: { says: "Whether backups are made, can be read and can be restored.", ...on("running", running, "host") },
  updates: { says: "Whether security updates are installed.", ...on("running", running, "host") },
  exposure: { says: "Which ports are open to the outside.", ...on("running", running, "host", "controller") },
  alerting: { says: "Whether an alert reaches somebody.", ...on("running", running, "controller") },
  forecast: { says: "When something will run out, by how it grew.", ...on("running", running, "host") },
} as const satisfies Readonly<Record<string, PendingKind>>;

export type PendingKindName = keyof typeof pendingKinds;

export const isPendingKind = (name: string): name is PendingKindName => Object.hasOwn(pendingKinds, name);

const unplanned: PendingKind = { says: "A kind that this version has not heard of.", ...on("machine", always, "host") };

/** What is known of a kind that this version does not have: a file may come from a newer one. */
export const plannedKind = (name: string): PendingKind => (isPendingKind(name) ? pendingKinds[name] : unplanned);

export const pendingKindNames: readonly string[] = Object.keys(pendingKinds);

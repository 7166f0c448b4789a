import { isInternetAddress } from "../facts/formats.ts";
import { isOfSystems } from "./share-paths.ts";
import { Finder, longest, type Find } from "./share-find.ts";

/** What a local value is, as its word says it: `host-1`, `path-2`. */
export type Sort = "host" | "path" | "user" | "address" | "url" | "person" | "name" | "text";

/** Values that are the same everywhere, and say nothing of a place. */
const everywhere: ReadonlySet<string> = new Set([
  "local",
  "controller",
  "localhost",
  "127.0.0.1",
  "::1",
  "0.0.0.0",
  "::",
]);

/** Where a URL, a path, a container, a host or an address may stand in a text, whoever wrote it. */
const shapes = new RegExp(
  [
    /(?<placeholder>(?:ssh|docker|kube|https?):\/\/(?:HOST|NAME|CONTEXT|ADDRESS)(?![\w.@:-]))/,
    /(?<url>[a-z][a-z0-9+.-]{0,40}:\/\/[^\s"'<>()[\]{}|,;]+)/,
    /(?<mail>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)/,
    /(?<windows>\b[A-Za-z]:\\[^\s"'<>|,;]+)/,
    /(?<path>(?:(?<![\w.~/-])~|(?<![\w.~-]))\/[^\s"'`<>()[\]{}|,;:]+)/,
    // What a sentence of ours says of a container, and its name.
    /(?<name>(?<=\bcontainer )(?!(?:is|was|could|did|ran|does|has|for|that|engine|really|gets|there)\b)\w[\w.-]*)/,
    // Two labels may be a file's name or a version's, but for ends that only names of hosts have.
    /(?<host>(?<![\w.@-])(?:(?:[A-Za-z0-9-]+\.){2,}[A-Za-z]{2,}|[A-Za-z0-9-]+\.(?:lan|local|localdomain|internal|intranet|private|corp|home|com|net|org)(?!\.\w))(?![\w-]))/,
    /(?<address>(?<![\w.:])[0-9A-Fa-f:.]{3,}(?!\w))/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "gu",
);

/** What a probe makes bears a name of its own below the folder that was named: `/srv/data/footing-probe-3f2a`. */
const probeBelow = /^\/\.?footing-probe-[\w.-]+$/;

/** Gives local values their words, the same word for the same value, and finds them again in texts. */
export class Words {
  readonly #sorts = new Map<string, Sort>();
  readonly #finder = new Finder();
  readonly #public = new Set<string>();
  readonly #words = new Map<string, string>();
  readonly #counts = new Map<Sort, number>();
  readonly #texts = new Map<string, string>();

  /** Tells of a local value before the first text is asked for, so that it is found wherever it stands. */
  know(value: string, sort: Sort): void {
    // What has neither letter nor figure hides nothing, and stands everywhere.
    if (everywhere.has(value) || !/[\p{L}\p{N}]/u.test(value) || this.#sorts.has(value)) return;
    this.#sorts.set(value, sort);
    for (const spelling of spellingsOf(value.slice(0, longest), sort)) this.#finder.add(spelling, value);
  }

  /** Tells of values that are the same wherever a report is made, unless one is known to be local besides. */
  publish(values: readonly string[]): void {
    for (const value of values) this.#public.add(value);
  }

  isPublic(value: string): boolean {
    if (everywhere.has(value)) return true;
    return (
      this.#public.size > 0 && !this.#sorts.has(value) && (this.#public.has(value) || this.#isPublicService(value))
    );
  }

  /** `https://host:443/path` or `host:443`, each part of which is public. */
  #isPublicService(value: string): boolean {
    const [, host, path = "/"] = /^(?:[a-z]+:\/\/)?([^/?#:\s]+)(?::\d+)?(\/[^?#\s]*)?$/.exec(value) ?? [];
    const isPublic = (part = ""): boolean => this.#public.has(part) && !this.#sorts.has(part);
    return isPublic(host) && (path === "/" || isPublic(path));
  }

  /** The word for a whole value. */
  whole(value: string, sort: Sort): string {
    if (this.isPublic(value) || !/[\p{L}\p{N}]/u.test(value)) return value;
    const known = this.#words.get(value);
    if (known !== undefined) return known;
    const own = this.#sorts.get(value) ?? sort;
    const count = (this.#counts.get(own) ?? 0) + 1;
    this.#counts.set(own, count);
    this.#words.set(value, `${own}-${count}`);
    return `${own}-${count}`;
  }

  /** A text that its author wrote for all places: only values that are known to be local are replaced. */
  authored(text: string): string {
    return this.#pieces(text)
      .map((piece) => (typeof piece === "string" ? piece : this.whole(piece.value, "text")))
      .join("");
  }

  /** A text that speaks of this place: what looks like a path, a URL or an address is replaced, too. */
  spoken(text: string): string {
    const before = this.#texts.get(text);
    if (before !== undefined) return before;
    // Known values stand between the pieces, so that a shape is never made of a word that took a value's place.
    const said = this.#pieces(text)
      .map((piece, index) => {
        return typeof piece === "string" ? this.#shaped(piece, index > 0) : this.whole(piece.value, "text");
      })
      .join("");
    this.#texts.set(text, said);
    return said;
  }

  #shaped(piece: string, isAfterKnown: boolean): string {
    // `/srv/known/more`: what follows a known path belongs to it and may be as local, but for a probe's own name.
    const rest = isAfterKnown ? (/^\/[^\s"'`<>()[\]{}|,;:]+/u.exec(piece)?.[0] ?? "") : "";
    const isProbe = probeBelow.test(rest);
    const start = rest === "" ? "" : isProbe ? rest : `/${this.whole(rest, "path")}`;
    return start + piece.slice(rest.length).replaceAll(shapes, (found, ...more) => this.#shape(found, groupsOf(more)));
  }

  #shape(found: string, groups: Groups): string {
    if (groups["url"] !== undefined) return this.#url(found);
    if (groups["path"] !== undefined) return this.#path(found);
    if (groups["address"] !== undefined) return this.#address(found);
    const sort = wholeShapes.find(([name]) => groups[name] !== undefined)?.[1];
    return sort === undefined ? found : this.whole(found, sort);
  }

  #path(found: string): string {
    const dots = /\.+$/.exec(found)?.[0] ?? "";
    const path = found.slice(0, found.length - dots.length);
    return isOfSystems(path) || this.isPublic(path) ? found : `${this.whole(path, "path")}${dots}`;
  }

  /** `unix:///var/run/docker.sock` is a path; all else names a host, which may be one that the catalog names. */
  #url(found: string): string {
    const [, scheme = "", path] = /^([a-z]+:\/\/)(\/.*)$/.exec(found) ?? [];
    if (path !== undefined) return scheme + this.#path(path);
    return this.whole(found.replace(/[.]+$/, ""), "url") + (/[.]+$/.exec(found)?.[0] ?? "");
  }

  #address(found: string): string {
    const end = /[.:]+$/.exec(found)?.[0] ?? "";
    const address = found.slice(0, found.length - end.length);
    const [, host = address, port = ""] = /^(\d+\.\d+\.\d+\.\d+)(:\d+)?$/.exec(address) ?? [];
    return isInternetAddress(host) ? `${this.whole(host, "address")}${port}${end}` : found;
  }

  /** The text between the finds and the finds, in turn. */
  #pieces(whole: string): readonly (string | Find)[] {
    const text = bounded(whole);
    const pieces: (string | Find)[] = [];
    let end = 0;
    for (const find of this.#finder.find(text)) {
      pieces.push(text.slice(end, find.start), find);
      ({ end } = find);
    }
    return [...pieces, text.slice(end)];
  }
}

/** No sentence is as long, and what a file says may be: looking for shapes takes longer than the text grows. */
const bounded = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);

const wholeShapes: readonly (readonly [string, Sort])[] = [
  ["mail", "user"],
  ["windows", "path"],
  ["name", "name"],
  ["host", "host"],
];

type Groups = Readonly<Record<string, string | undefined>>;
const groupsOf = (more: readonly unknown[]): Groups => {
  const last = more.at(-1);
  // The last argument of a replacer is the groups, where a pattern has names.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- that it is, the language says
  return (typeof last === "object" ? last : {}) as Groups;
};

/** A value as it may stand in a text: plain, quoted for a shell, within JSON, in a URL. */
function spellingsOf(value: string, sort: Sort): readonly string[] {
  const well = value.toWellFormed();
  return [
    value,
    value.replaceAll("'", String.raw`'\''`),
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(well),
    encodeURI(well),
    ...(sort === "host" ? [value.toLowerCase()] : []),
  ];
}

import type { Came, Network } from "../facts/ingress.ts";
import { showDuration } from "../facts/units.ts";
import { mark, own, shown, type Style } from "./style.ts";
import { visible } from "./text.ts";
import { wrapped } from "./width.ts";

/** What `footing answer` tells while it listens, and at its end. */

/** Where it can be opened. `isTrusted`: the certificate was given, so that a browser need not warn. */
export type Invitation = {
  readonly name: string;
  readonly port: number;
  readonly nonce: string;
  readonly seconds: number;
  readonly isTrusted: boolean;
  /** Only a visit from there ends it; `private`: any that is not from here. */
  readonly waitsFor: Network;
};

const plainPort = 80;
const securePort = 443;

const hostOf = (name: string): string => (name.includes(":") ? `[${name}]` : name);

/** The addresses to open, the one to try first in front. */
export function addressesOf({ name, port, nonce }: Invitation): readonly [string, ...string[]] {
  const plain = `http://${hostOf(name)}${port === plainPort ? "" : `:${port}`}/${nonce}`;
  if (port === plainPort) return [plain];
  return [`https://${hostOf(name)}${port === securePort ? "" : `:${port}`}/${nonce}`, plain];
}

const lines = (style: Style, ...texts: readonly string[]): string =>
  texts.flatMap((text) => (text === "" ? [""] : wrapped(own(text, style), style.columns))).join("\n");

export function inviteWords(invitation: Invitation, style: Style): string {
  const { port, seconds, isTrusted, waitsFor } = invitation;
  const [first, plain] = addressesOf(invitation).map((address) => visible(address, { ascii: !style.unicode }));
  const time = showDuration(seconds);
  const where =
    waitsFor === "internet"
      ? "from the internet, such as with a phone whose Wi-Fi is off"
      : "from another machine, or a phone, in a network that shall reach it";
  const warning = isTrusted
    ? ["or, without TLS on the same port:"]
    : [
        "The browser warns, since this certificate is made for the test alone: go on all the same, or open without TLS, on the same port:",
      ];
  return `${lines(
    style,
    `Listening on port ${port} for ${time}. Open this ${where}:`,
    "",
  )}\n  ${first}\n\n${plain === undefined ? "" : `${lines(style, ...warning)}\n  ${plain}\n\n`}${lines(style, "Where Footing is installed, this does the same:")}\n  footing reach ${first}\n\n`;
}

/** What one visit shows. */
export function arrivalWords({ from, source, through }: Came, { style, waitsFor }: Telling): string {
  const address = shown(from, style);
  const proxy = through === undefined ? "" : `, through a proxy that names ${shown(through, style)} as who came`;
  if (source === "internet") return `${mark("met", style)} ${address}, from the internet${proxy}\n`;
  if (source === "own")
    return `${mark("note", style)} ${own(`${address}, which is this place itself${proxy}: shows nothing`, style)}\n`;
  const what = waitsFor === "internet" ? ": not from the internet" : "";
  return `${mark(waitsFor === "internet" ? "warning" : "met", style)} ${own(`${address}, from a private or neighbouring network${proxy}${what}`, style)}\n`;
}

/** Somebody brought the word to an address, or by another name. */
export const misnamedWords = ({ from, name }: { readonly from: string; readonly name: string }, style: Style): string =>
  `${mark("warning", style)} ${own(`${shown(from, style)} opened it, and not by the name ${shown(name, style)}: open it as it is printed`, style)}\n`;

type Telling = { readonly style: Style; readonly waitsFor: Network };

/** How listening ended. `others`: addresses from which somebody connected without the address. */
export type Ended = {
  readonly came: Came | undefined;
  readonly seconds: number;
  readonly waitsFor: Network;
  readonly others: readonly Came[];
  readonly interrupted: boolean;
};

export function endWords({ came, seconds, waitsFor, others, interrupted }: Ended, style: Style): string {
  const time = showDuration(seconds);
  if (came !== undefined) {
    const network = came.source === "internet" ? "the internet" : "a private or neighbouring network";
    const more =
      came.source === "internet"
        ? []
        : ["This does not show that the internet reaches it. Where it shall: footing answer --from internet"];
    return `\n${lines(style, `REACHED   from ${network}, by ${shown(came.from, style)}, after ${time}`, ...more)}\n`;
  }
  const head = interrupted
    ? `INTERRUPTED   nobody had come from outside, after ${time}`
    : `NOT REACHED   nobody came from outside in ${time}`;
  return `\n${lines(style, head, ...hints({ others, waitsFor }, style))}\n`;
}

function hints({ others, waitsFor }: Pick<Ended, "others" | "waitsFor">, style: Style): readonly string[] {
  const outside =
    others.find(({ source }) => source === "internet") ?? others.find(({ source }) => source === "private");
  if (outside === undefined)
    return [
      "Nobody connected at all. Ask for the port to be let through in the firewall of this machine, of the cloud and of the router, which must pass it on to here; and see where the name leads.",
    ];
  const network = outside.source === "internet" ? "the internet" : "a private or neighbouring network";
  const from = shown(outside.from, style);
  return [
    waitsFor === "internet" && outside.source === "private"
      ? `Somebody connected from ${network} (${from}); from the internet nobody did.`
      : `Somebody connected from ${network} (${from}) and asked for something else: the port is open, and the address was not opened as it is printed.`,
  ];
}

/** Why nobody can listen there, and what to do. */
export function unheardWords(
  { is, code }: { readonly is: "held" | "not-permitted" | "failed"; readonly code: string },
  { port, holder }: { readonly port: number; readonly holder: string | undefined },
): { readonly message: string; readonly help: string } {
  if (is === "held") {
    const who = holder === undefined ? "somebody" : holder.replace(/:\d+(?= |,|$)/g, "");
    return {
      message: `port ${port} is held by ${who}, so nothing can listen there`,
      help: `If that is the product, it answers by itself: footing check FILE compares its certificate from outside. Else stop it for the test, or name another port that is passed on to this machine: --port PORT. Who it is: sudo ss -ltnp 'sport = :${port}'`,
    };
  }
  if (is === "not-permitted")
    return {
      message: `this user may not listen on port ${port}`,
      help: `Ports below 1024 are root's: run it by sudo, or give the right to the Node.js that runs it: sudo setcap cap_net_bind_service=+ep "$(readlink -f "$(command -v node)")"`,
    };
  return { message: `nothing can listen on port ${port}: ${code}`, help: "Name another port: --port PORT" };
}

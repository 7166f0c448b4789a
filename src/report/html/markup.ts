import { visible } from "../text.ts";
import { Link, type Id } from "./link.ts";
import { styleSheet, type ClassName } from "./style-sheet.ts";

/** Every element that a page may have. */
export const elementNames = [
  ...(["html", "head", "meta", "title", "style", "body", "header", "main", "footer", "nav", "section"] as const),
  ...(["h1", "h2", "h3", "h4", "p", "div", "span", "small", "b", "bdi", "code", "pre", "a"] as const),
  ...(["ul", "ol", "li", "dl", "dt", "dd", "details", "summary"] as const),
  ...(["table", "caption", "thead", "tbody", "tr", "th", "td"] as const),
  ...(["svg", "desc", "g", "rect", "line", "text"] as const),
] as const;
type ElementName = Exclude<(typeof elementNames)[number], "style">;

/** Every attribute that an element may have. None of them takes a text that is not ours, apart from words for a reader. */
export type Attributes = {
  readonly class?: ClassName | readonly ClassName[] | undefined;
  readonly id?: Id | undefined;
  readonly href?: Link;
  readonly open?: boolean;
  readonly lang?: "en";
  readonly charset?: "utf-8";
  readonly name?: "viewport" | "referrer" | "color-scheme";
  readonly "http-equiv"?: "Content-Security-Policy";
  readonly content?: string;
  readonly scope?: "col" | "row";
  readonly role?: "img";
  readonly viewBox?: `0 0 ${number} ${number}`;
  readonly x?: number;
  readonly y?: number;
  readonly x1?: number;
  readonly x2?: number;
  readonly y1?: number;
  readonly y2?: number;
  readonly width?: number;
  readonly height?: number;
  readonly "text-anchor"?: "start" | "middle" | "end";
  readonly "aria-hidden"?: "true";
  readonly "aria-labelledby"?: Id;
  readonly "aria-describedby"?: Id;
  readonly "aria-label"?: string;
};

export type Child = Markup | string | null | readonly Child[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\u00a0": "&nbsp;",
};
const entityOf = (character: string): string => entities[character] ?? character;

/**
 * HTML that was made here. A text cannot be taken for it, since `element`, `text` and `sheet` are its only makers, and
 * they escape whatever they are given.
 */
export class Markup {
  readonly #html: string;

  private constructor(html: string) {
    this.#html = html;
  }

  static text(text: string, most?: number): Markup {
    return new Markup(visible(text, most === undefined ? {} : { most }).replace(/[&<>\u00a0]/g, entityOf));
  }

  static element(name: ElementName, attributes: Attributes, children: Child): Markup {
    const start = `<${name}${Object.entries(attributes).map(attributeText).join("")}>`;
    return new Markup(name === "meta" ? start : `${start}${inside(children)}</${name}>`);
  }

  /** The page's one style sheet. */
  static sheet(): Markup {
    return new Markup(`<style>${styleSheet}</style>`);
  }

  get html(): string {
    return this.#html;
  }
}

function inside(child: Child): string {
  if (child === null) return "";
  if (typeof child === "string") return Markup.text(child).html;
  return child instanceof Markup ? child.html : child.map(inside).join("");
}

type Value = Attributes[keyof Attributes];

function attributeText([name, value]: [string, Value]): string {
  if (value === undefined || value === false) return "";
  if (value === true) return ` ${name}=""`;
  const text = value instanceof Link ? value.address : typeof value === "object" ? value.join(" ") : String(value);
  return ` ${name}="${visible(text, { most: 2000 }).replace(/[&<>"\u00a0]/g, entityOf)}"`;
}

export const element = (name: ElementName, attributes: Attributes, ...children: Child[]): Markup =>
  Markup.element(name, attributes, children);

/** A paragraph's text, or a command, which is cut later than a value is. */
export const longText = (text: string): Markup => Markup.text(text, 2000);

/** A text that is not ours within a line of ours: whatever its direction, it does not reorder what stands beside it. */
export const apart = (text: string, most?: number): Markup => Markup.element("bdi", {}, Markup.text(text, most));

/** Children with something between them. */
export const joined = (children: readonly Child[], between: string): Child =>
  children.map((child, index) => (index === 0 ? child : [between, child]));

import { createGunzip, createInflate, type Gunzip, type Inflate } from "node:zlib";

/** A type of media with both its parts; whoever writes less says nothing (RFC 9110, 8.3.1). */
const told = /^\s*[!#$%&'+.^_`|~0-9a-z-]+\/[!#$%&'+.^_`|~0-9a-z-]+/i;
const unsaid = /^\s*(?:unknown\/unknown|application\/unknown)\b/i;

/** What a header says of an answer: a page or none; undefined: it does not say what it is. */
export function isPageByType(type: string): boolean | undefined {
  if (!told.test(type) || unsaid.test(type)) return undefined;
  return /\b(?:text\/html|application\/xhtml\+xml)\b/i.test(type);
}

/** Marks of the order of bytes, as Latin-1 shows them. */
const mark = "(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)?";
const tags =
  "!doctype\\s+html|html|head|meta|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|center|link|base|form";
const beginsAsPage = new RegExp(`^${mark}\\s*(?:<\\?xml[^>]*>\\s*)?<(?:!--|(?:${tags})[\\s>/])`, "i");

/**
 * Whether a body that nothing is said of begins as a page does: WHATWG MIME Sniffing, 7.1, with the tags that block pages
 * begin with beside.
 */
export const isPage = (body: string): boolean => beginsAsPage.test(body.replaceAll("\0", ""));

/** What unpacks an answer, for the codings that servers send unasked. */
export function unpackerOf(coding: string): Gunzip | Inflate | undefined {
  if (/^\s*(?:x-)?gzip\s*$/i.test(coding)) return createGunzip();
  return /^\s*deflate\s*$/i.test(coding) ? createInflate() : undefined;
}

/** Where a redirect leads, if that is another host than the one that was asked; its name, or words for none. */
export function elsewhereOf(location: string | undefined, authority: string): string | undefined {
  if (location === undefined) return undefined;
  try {
    const asked = new URL(`http://${authority}/`);
    const to = new URL(location, asked);
    return bare(to.hostname) === bare(asked.hostname) ? undefined : to.hostname.slice(0, 100) || "no host";
  } catch {
    return "an address that cannot be read";
  }
}

const bare = (host: string): string => host.replace(/\.$/, "");

import { hashOf } from "./hash.ts";

/** The half of a hash: it keeps two questions apart, and is too short to tell what it was made of. */
const digest = (text: string): string => `…${hashOf(text).slice(-8)}`;

const isDigest = /^…[0-9a-f]{8}$/;

/** A text that may be a secret, as it stands in a report. What went through here once comes out the same the next time. */
export const hidden = (text: string): string => (text === "" || isDigest.test(text) ? text : digest(text));

/** A URL, or a path of one, with a digest in place of what it asks for, which may be a secret. */
export const withoutQuery = (url: string): string => url.replace(/\?(.*)$/s, (_, query: string) => `?${hidden(query)}`);

/** Whether a part of a URL, or all of it, is not known any more. */
export const isHidden = (url: string): boolean => /(?:^|\?)…[0-9a-f]{8}$/.test(url);

/** Whether somebody means a thing by its name, with what its path asks for written out, or as a report tells it. */
export const isNamed = (name: string | null, written: string): boolean =>
  name === written || name === withoutQuery(written);

/** Where a database is, with a digest in place of all of it if there may be a password: it is written in many ways. */
export const withoutLogin = (url: string): string => (mayHoldLogin(url) ? hidden(url) : url);

/** Whether a text that somebody gave may hold a password: in a URL or a list of connection settings, or before a host. */
export function mayHoldLogin(text: string): boolean {
  const start = text.indexOf("://");
  return (start !== -1 && /[@?;=&]/.test(text.slice(start))) || /:[^\s:]*@/.test(text);
}

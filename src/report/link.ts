/** A host by its name, a port perhaps, then anything: no user before the host, which would hide where a link leads. */
const plainHttps = /^https:\/\/[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?(?:[/?#].*)?$/s;

const longest = 2000;

/** What may stand in a URL and means nothing to XML, Markdown or a quoted text; everything else is percent-encoded. */
const beyondPlain = /[^A-Za-z0-9\-._~:/?#@!$&*+,;=%]|%(?![0-9A-Fa-f]{2})/gu;

/** A URL as it may become a link: only https, and without any character that could end the link. Else undefined. */
export function httpsLink(url: string | undefined): string | undefined {
  if (url === undefined || url.length > longest || !plainHttps.test(url)) return undefined;
  const [before = "", ...fragments] = url.toWellFormed().replaceAll(beyondPlain, percentEncoded).split("#");
  // A second # belongs to the fragment, in which it may not stand as it is.
  return fragments.length === 0 ? before : `${before}#${fragments.join("%23")}`;
}

/** `encodeURIComponent` leaves quotes and brackets as they are. */
const kept: Readonly<Record<string, string>> = { "'": "%27", "(": "%28", ")": "%29" };

export const percentEncoded = (character: string): string => kept[character] ?? encodeURIComponent(character);

/** `ssh://[user@]host[:port]`, taken apart. */
export type SshAddress = { readonly user?: string; readonly host: string; readonly port?: number };

const word = /^(?!-)[A-Za-z0-9._:%-]+$/;

/** A host, or an IPv6 address in brackets, and its port. An address without brackets has more than one colon. */
const hostAndPort = /^(?:\[(?<bracketed>[^\]]*)\]|(?<plain>[^:]*)|(?<address>[^:]*:[^:]*:.*?))(?::(?<port>\d{1,5}))?$/s;

/** Undefined where the text is no address that ssh may be given: a word that begins with `-` would be an option. */
export function parseSshAddress(text: string): SshAddress | undefined {
  const given = /^ssh:\/\/(.*?)\/?$/s.exec(text)?.[1];
  if (given === undefined) return undefined;
  const at = given.lastIndexOf("@");
  const place = placeOf(given.slice(at + 1));
  if (place === undefined || at === -1) return place;
  const user = given.slice(0, at);
  // What follows a colon there is meant as a password, which belongs on no command line.
  return word.test(user) && !user.includes(":") ? { ...place, user } : undefined;
}

function placeOf(text: string): SshAddress | undefined {
  const { bracketed, plain, address, port } = hostAndPort.exec(text)?.groups ?? {};
  const host = bracketed ?? plain ?? address ?? "";
  if (!word.test(host)) return undefined;
  if (port === undefined) return { host };
  return Number(port) >= 1 && Number(port) <= 65_535 ? { host, port: Number(port) } : undefined;
}

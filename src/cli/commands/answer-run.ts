import { hostname } from "node:os";
import { isRefusedAddress } from "../../facts/addresses.ts";
import { networkFor } from "../../facts/ingress.ts";
import { scopeOf } from "../../facts/internet-address.ts";
import type { NamesSight } from "../../facts/network.ts";
import { credentialsProblem, startAnswering, type Answering, type Unheard } from "../../reach/ingress/answerer.ts";
import { Hearing } from "../../reach/ingress/hearing.ts";
import { newNonce } from "../../reach/ingress/nonce.ts";
import { ownAddresses } from "../../reach/ingress/own-addresses.ts";
import type { Credentials } from "../../reach/ingress/self-made.ts";
import { readGivenFile } from "../../reach/files.ts";
import { lookUp } from "../../reach/network/look-up.ts";
import { arrivalWords, endWords, inviteWords, unheardWords, type Invitation } from "../../report/answering-words.ts";
import type { Style } from "../../report/style.ts";
import { portHolder } from "../../run/port-holder.ts";
import { UsageError } from "../../spec/problem.ts";
import type { Call } from "../call.ts";
import { complain } from "../complain.ts";
import type { Context } from "../context.ts";
import { exitCodes } from "../exit-codes.ts";
import type { AnswerFlags } from "../flags.ts";
import { styleOf } from "../style.ts";

const usual = { port: 443, forMs: 600_000 } as const;
/** What is still answered after the first who came: the other addresses of the name may be on their way. */
const lingerMs = 1500;
const lookUpMs = 3000;
const mostKeyBytes = 64 * 1024;

/** `footing answer`: listens until somebody came from outside, or the time is over. */
export async function runAnswer(call: Call<AnswerFlags, [string?]>): Promise<void> {
  const { context, flags, words } = call;
  const [given] = words;
  if (given !== undefined && isRefusedAddress(given))
    throw new UsageError(`${given} is no address that anybody outside could open`, "Name the host that users open.");
  const credentials = await credentialsOf(flags, context);
  context.interruption.listen();
  const { invitation, own } = await invite(call, credentials !== undefined);
  const style = styleOf(context.process.stdout, context.environment, flags.noColor === true);
  const { waitsFor } = invitation;
  const hearing = new Hearing({
    own,
    tell: (came) => context.process.stdout.write(arrivalWords(came, { style, waitsFor })),
  });
  const started = await startAnswering({
    port: invitation.port,
    nonces: new Set([invitation.nonce]),
    name: invitation.name,
    ...(credentials === undefined ? {} : { credentials }),
    onArrival: (arrival) => hearing.arrive(arrival),
    onConnection: (from) => hearing.connect(from),
  });
  if (started.is === "listening") await listenFor(started, { invitation, hearing, context, style });
  else await refuse(started, invitation.port, context);
}

/** What is told to open, and the addresses of this place: a visit that comes from one of them shows nothing. */
async function invite(
  { context, flags, words: [given] }: Call<AnswerFlags, [string?]>,
  isTrusted: boolean,
): Promise<{ readonly invitation: Invitation; readonly own: readonly string[] }> {
  const here = ownAddresses();
  const names = given === undefined ? undefined : await namesOf(given, context);
  const invitation: Invitation = {
    name: given ?? nameOf(here),
    port: flags.port ?? usual.port,
    nonce: newNonce(),
    seconds: (flags.for ?? usual.forMs) / 1000,
    isTrusted,
    waitsFor: flags.from ?? (names === undefined ? "private" : networkFor(names)),
  };
  return { invitation, own: [...here, ...(names?.is === "found" ? names.addresses : [])] };
}

const namesOf = async (name: string, { environment, interruption }: Context): Promise<NamesSight> =>
  await lookUp(name, { signal: interruption.signal, timeoutMs: lookUpMs, environment, platform: process.platform });

async function refuse(unheard: Unheard, port: number, context: Context): Promise<void> {
  const { environment, interruption } = context;
  const holder =
    unheard.is === "held" ? await portHolder(port, { environment, signal: interruption.signal }) : undefined;
  const { message, help } = unheardWords(unheard, { port, holder });
  complain(new UsageError(message, help), context);
  context.ending.code = exitCodes.unreached;
}

type Listening = {
  readonly invitation: Invitation;
  readonly hearing: Hearing;
  readonly context: Context;
  readonly style: Style;
};

async function listenFor(answering: Answering, { invitation, hearing, context, style }: Listening): Promise<void> {
  const { interruption, ending, process: own } = context;
  const began = performance.now();
  own.stdout.write(inviteWords(invitation, style));
  const came = await hearing.wait(invitation.waitsFor, invitation.seconds * 1000, interruption.signal);
  const seconds = (performance.now() - began) / 1000;
  if (came !== undefined) await hearing.linger(lingerMs, interruption.signal);
  await answering.close();
  const interrupted = interruption.signal.aborted && came === undefined;
  const { waitsFor } = invitation;
  own.stdout.write(endWords({ came, seconds, waitsFor, others: hearing.others, interrupted }, style));
  ending.code = came === undefined ? 1 : 0;
}

/** The certificate and key that are named, read and found to belong together. */
async function credentialsOf(
  { cert, key }: AnswerFlags,
  { environment, interruption }: Context,
): Promise<Credentials | undefined> {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined)
    throw new UsageError("a certificate is used with its key", "Name both: --cert FILE --key FILE, or neither.");
  const read = async (path: string, option: string): Promise<string> => {
    const file = await readGivenFile(path, {
      limitBytes: mostKeyBytes,
      timeoutMs: 10_000,
      signal: interruption.signal,
      environment,
      platform: process.platform,
    });
    if (file.is !== "read") throw new UsageError(`${option} ${path}: ${file.text}`);
    return file.bytes.toString("latin1");
  };
  const credentials = { cert: await read(cert, "--cert"), key: await read(key, "--key") };
  const problem = credentialsProblem(credentials);
  if (problem !== undefined) throw new UsageError(`--cert and --key: ${problem}`);
  return credentials;
}

/** By what this machine is opened where nobody said it: a public address, else any, else its name. */
const nameOf = (addresses: readonly string[]): string =>
  addresses.find((one) => scopeOf(one) === "public") ??
  addresses.find((one) => scopeOf(one) === "private") ??
  hostname();

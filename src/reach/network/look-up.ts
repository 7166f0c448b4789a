import type { NamesSight } from "../../facts/network.ts";
import { childEnvironment, type Environment } from "../environment.ts";
import { Limit } from "./limit.ts";
import { Names } from "./names.ts";
import type { FetchOptions } from "../target.ts";

type Options = FetchOptions & { readonly environment: Environment; readonly platform: NodeJS.Platform };

/** What a name stands for, by this host's own way, asked once. */
export async function lookUp(name: string, options: Options): Promise<NamesSight> {
  const names = new Names(childEnvironment(options.environment, options.platform));
  try {
    return await askOnce(name, names, options);
  } finally {
    await names.close();
  }
}

/** What a name stands for; asked once more where nothing came. */
export async function namesOf(name: string, names: Pick<Names, "ask">, limits: FetchOptions): Promise<NamesSight> {
  const first = await askOnce(name, names, limits);
  return first.is === "failed" && !limits.signal.aborted ? await askOnce(name, names, limits) : first;
}

async function askOnce(
  name: string,
  names: Pick<Names, "ask">,
  { signal, timeoutMs }: FetchOptions,
): Promise<NamesSight> {
  using limit = new Limit(signal, timeoutMs);
  return await names.ask(name, limit.signal);
}

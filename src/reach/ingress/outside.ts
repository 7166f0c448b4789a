import type { NamesSight } from "../../facts/network.ts";
import { childEnvironment, type Environment } from "../environment.ts";
import { Names } from "../network/names.ts";
import { parseSshAddress } from "../ssh-address.ts";
import type { FetchOptions } from "../target.ts";
import { namesOf } from "../network/look-up.ts";
import { namesThere, throughSsh, type SshHost } from "./through-ssh.ts";
import { fromHere, type Opener } from "./visit.ts";

export type Here = { readonly environment: Environment; readonly platform: NodeJS.Platform };

/** Somebody who visits a place from elsewhere. */
export type Outside = {
  readonly by: string;
  readonly open: Opener;
  /** What a name stands for, as they see it. */
  names(name: string, limits: FetchOptions): Promise<Named>;
};

/** `isNamedHere`: who visits could not say it, and who runs Footing did. `address`: the visitor's own. */
export type Named = { readonly sight: NamesSight; readonly isNamedHere?: true; readonly address?: string };

/** Who runs Footing, as the visitor of another place. */
export const controllerOutside = (here: Here): Outside => ({
  by: "controller",
  open: fromHere,
  names: async (name, limits) => ({ sight: await namesByUs(name, here, limits) }),
});

/** Another host; undefined where it is not written as one. */
export function sshOutside(from: string, here: Here): Outside | undefined {
  const address = parseSshAddress(from);
  if (address === undefined) return undefined;
  const host: SshHost = { name: from, address, ...here };
  return {
    by: from,
    open: throughSsh(host),
    names: async (name, limits) => {
      const { sight, ends } = await namesThere(name, host, limits);
      const own = ends === undefined ? {} : { address: ends.server };
      return sight === undefined
        ? { sight: await namesByUs(name, here, limits), isNamedHere: true, ...own }
        : { sight, ...own };
    },
  };
}

async function namesByUs(name: string, { environment, platform }: Here, limits: FetchOptions): Promise<NamesSight> {
  const names = new Names(childEnvironment(environment, platform));
  try {
    return await namesOf(name, names, limits);
  } finally {
    await names.close();
  }
}

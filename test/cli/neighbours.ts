import { spawnSync } from "node:child_process";
import type { TestContext } from "node:test";
import { launcher } from "./spawn.ts";

export type Neighbours = {
  /** IPv4 addresses; the first number of both is the same. */
  readonly place: string;
  readonly visitor: string;
  readonly folder: string;
};

/** The line by which somebody is told what to open, once it stands there whole. */
export const toldToReach = /^ {2}footing reach https?:\/\/\S+\/footing(?:-[a-z0-9]{4}){4}$/m;

/** Why a test between neighbours cannot run; false where it can. */
export const withoutNeighbours = process.getuid?.() === 0 ? false : "needs root for a network of its own";

/**
 * Runs a script of sh in a network of its own with one neighbour, and answers all that it printed. There, `footing` is the
 * program, `outside COMMAND…` runs at the neighbour's, `$place` is the address here, and `told LOG` waits until the program
 * `$pid` has told there what to open, which is `$url` then.
 */
export function betweenNeighbours(
  context: TestContext,
  script: string,
  { place, visitor, folder }: Neighbours,
): string {
  const name = `footing-neighbour-${process.pid}`;
  context.after(() => spawnSync("ip", ["netns", "del", name]));
  const whole = `
    set -e
    place=$1 node=$3 launcher=$4
    footing() { "$node" "$launcher" "$@"; }
    outside() { ip netns exec ${name} "$@"; }
    told() {
      until url=$(sed -nE 's|^  footing reach (https?://[^ ]+/footing(-[a-z0-9]{4}){4})$|\\1|p' "$1" 2>/dev/null) && [ -n "$url" ]; do
        kill -0 "$pid"
        sleep 0.1
      done
    }
    ip netns add ${name}
    ip link set lo up
    ip link add here0 type veth peer name there0
    ip link set there0 netns ${name}
    ip address add $1/8 dev here0 && ip link set here0 up
    outside sh -c "ip address add $2/8 dev there0; ip link set there0 up; ip link set lo up"
    ${script}
    ip netns del ${name}`;
  const words = ["--net", "sh", "-c", whole, "sh", place, visitor, process.execPath, launcher];
  const env = { ...process.env, LC_ALL: "C.UTF-8" };
  const { stdout, stderr } = spawnSync("unshare", words, { encoding: "utf8", cwd: folder, env });
  return `${stdout}${stderr}`;
}

// Nothing is sent anywhere but to what a dry run lists: the kernel counts where packets go, in a network of the test's own.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readFaults, type Fault } from "./fault.ts";
import { lackingFor } from "./run.ts";
import { runCommand } from "./shell.ts";
import { World } from "./world.ts";

const folder = fileURLToPath(new URL("./", import.meta.url));
const program = fileURLToPath(new URL("../../bin/footing.js", import.meta.url));

/** What each host of the world stands for; the port of the third is closed, and nobody is to speak to the last. */
const addresses: Readonly<Record<string, readonly string[]>> = {
  "api.example.test": ["10.77.0.10", "fd77::10"],
  "app.example.test": ["10.77.0.11"],
  "db.example.test": ["10.77.0.10"],
  "other.example.test": ["10.77.0.12"],
};

const faults = readFaults(
  "sent",
  `
- id: counted
  title: Where packets go is counted
  tempts: A look beside what was told.
  needs: [root, networks, ipv6, overlay, dnsmasq, nginx, curl, nft]
  ask: { requirement: { id: os, os: {} } }
  twin: { witness: [{ run: "true" }], expect: { outcomes: { os: met }, exit: 0 } }
  fault:
    world:
      - run: outside && at 10.77.0.12
      - hold: resolver $(${Object.entries(addresses)
        .map(([host, all]) => `name ${host} ${all.join(" ")}`)
        .join("; ")})
      - hold: web api.example.test 10.77.0.10
      - hold: web api.example.test fd77::10
      - hold: web app.example.test 10.77.0.11 'return 301 http://other.example.test/;'
      - run: |
          in_network here nft -f - <<'RULES'
          table inet counted {
            set four { type ipv4_addr . inet_proto . inet_service; flags dynamic; size 1000; }
            set six { type ipv6_addr . inet_proto . inet_service; flags dynamic; size 1000; }
            chain out {
              type filter hook output priority 0;
              oifname lo accept
              meta l4proto { tcp, udp } ip version 4 update @four { ip daddr . meta l4proto . th dport } accept
              meta l4proto { tcp, udp } update @six { ip6 daddr . meta l4proto . th dport } accept
              # Who asks for a neighbour's own address speaks to nobody yet.
              icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit, mld2-listener-report } accept
              counter comment "of another sort"
            }
          }
          RULES
      - files:
          own.yaml: |
            footing: 1
            product: { id: own, name: Own }
            inputs: { cloud: { type: choice, of: [none, aws], default: none, ask: "Which?" } }
            requirements:
              - { id: name, level: must, dns: { name: app.example.test }, expect: { resolves: true } }
              - { id: out, level: must, egress: { endpoints: [{ host: api.example.test }, { host: db.example.test, port: 5432, scheme: tcp }] } }
              - { id: page, level: must, http: { url: "http://app.example.test/" }, expect: { status: 301 } }
              - { id: served, level: must, certificate: { server: "api.example.test:443" } }
              - { id: not-here, level: must, when: "inputs.cloud == 'aws'", egress: { endpoints: [{ host: other.example.test }] } }
    enter: here
    witness: [{ run: curl -s -m 5 http://other.example.test/, exit: 7 }]
    expect: { outcomes: { os: met }, exit: 0 }
`,
);

type Touches = { readonly touches: readonly { readonly is: string; readonly what: string }[] };

/** `address port`, of everything that a dry run says it would reach. */
function listed(dryRun: string): readonly string[] {
  const { touches } = JSON.parse(dryRun) as Touches;
  return touches.flatMap(({ is, what }) => {
    if (is !== "reach") return [];
    const [, nameserver] = /^(\S+) port 53, by UDP or TCP:/.exec(what) ?? [];
    if (nameserver !== undefined) return [`${nameserver} 53`];
    const [, scheme, host = "", port] =
      /^(?:GET )?(?:(http|tcp):\/\/)?([a-z]+\.example\.test)(?::(\d+))?/.exec(what) ?? [];
    const usual = scheme === "http" ? "80" : "443";
    return (addresses[host] ?? []).map((address) => `${address} ${port ?? usual}`);
  });
}

/** The same of what the kernel counted. */
const sent = (rules: string): readonly string[] =>
  [...rules.matchAll(/([0-9a-f.:]+) \. (?:tcp|udp) \. (\d+)/g)].map(([, address, port]) => `${address} ${port}`);

const fault: Fault | undefined = faults[0];
assert.ok(fault);
const lacking = await lackingFor([fault]);
const skip = lacking.size > 0 ? `this machine lacks ${[...lacking.keys()].join(", ")}` : false;

test("a run sends to what its dry run lists, and to nobody else; the dry run sends nothing", { skip }, async () => {
  const { fault: phase } = fault;
  const signal = new AbortController().signal;
  // The bundle is not needed: the lab's own folder stands in for it.
  const stand = { folder, cache: folder, remove: (): void => undefined };
  const world = await World.build(phase, { program: stand, signal, namespaces: true });
  const ran = async (...words: readonly string[]): ReturnType<typeof runCommand> =>
    await runCommand(world.command("here", words), { environment: world.environment, timeoutMs: 60_000 });
  const counted = async (): Promise<string> => (await ran("nft", "list", "table", "inet", "counted")).stdout;
  const check = [process.execPath, program, "check", `${world.folder}/own.yaml`, "--yes", "--timeout", "3s"];
  try {
    const dryRun = await ran(...check, "--dry-run", "-o", "json");
    assert.equal(dryRun.exit, 0, dryRun.stderr);
    assert.deepEqual(sent(await counted()), []);
    const { exit, stderr } = await ran(...check, "--quiet");
    assert.equal(exit, 1, stderr);
    const rules = await counted();
    assert.deepEqual([...new Set(sent(rules))].toSorted(), [...new Set(listed(dryRun.stdout))].toSorted());
    assert.match(rules, /counter packets 0 bytes 0/);
  } finally {
    assert.deepEqual(await world.end(), []);
  }
});

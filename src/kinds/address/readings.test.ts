import assert from "node:assert/strict";
import { test } from "node:test";
import type { Raw } from "../../facts/reading.ts";
import { failedRaw, missingRaw, runRaw, textRaw, toldBy } from "../made-raws.ts";
import { addressLook } from "./readings.ts";

/** What `ip -j addr` prints (iproute2 6.1), with one address on eth0. */
const ip = (more: Readonly<Record<string, unknown>> = {}): Raw =>
  runRaw(
    "ip -j addr",
    JSON.stringify([
      { ifindex: 1, ifname: "lo", addr_info: [{ family: "inet", local: "127.0.0.1", prefixlen: 8 }] },
      { ifindex: 2, ifname: "eth0", addr_info: [{ family: "inet", local: "192.0.2.10", prefixlen: 24, ...more }] },
    ]),
  );
const said = (...lines: readonly string[]): Raw => runRaw("sh", [...lines, "end", ""].join("\n"));

const plain = {
  ip: ip(),
  trie: missingRaw("/proc/net/fib_trie"),
  inet6: missingRaw("/proc/net/if_inet6"),
  addressing: said(),
  cloud: said("none"),
  systemdContainer: missingRaw("/run/systemd/container"),
  environment: missingRaw("/proc/1/environ"),
  containerenv: missingRaw("/run/.containerenv"),
  dockerenv: missingRaw("/.dockerenv"),
  openvz: missingRaw("/proc/vz"),
  openvzHost: missingRaw("/proc/bc"),
  mountinfo: missingRaw("/proc/self/mountinfo"),
} as const;

function told(raws: Readonly<Record<string, Raw>>, address = "192.0.2.10"): readonly string[] {
  const all = toldBy(addressLook.understand({ ...plain, ...raws }, { ip: address }, new Set()));
  return ["onInterface", "method", "static"].map((field) => {
    const fact = all[field];
    return fact?.is === "seen" ? JSON.stringify(fact.value) : `${fact?.is ?? ""} ${fact?.why?.code ?? ""}`.trim();
  });
}

const open = "unknown cannot-tell";
const stays = ["true", '"static"', "true"];
const mayLease = ["true", open, open];
const leased = ["true", '"dhcp"', open];

const rows: readonly (readonly [name: string, raws: Readonly<Record<string, Raw>>, expected: readonly string[]])[] = [
  ["is configured, and no file says how", {}, stays],
  ["has an end", { ip: ip({ dynamic: true }) }, leased],
  ["is on no interface", { ip: ip({ local: "192.0.2.11" }) }, ["false", open, open]],
  ["is in a container", { dockerenv: textRaw("/.dockerenv", "") }, mayLease],
  ["is in a lease of networkd", { addressing: said("lease\t/run/systemd/netif/leases/2\tADDRESS=192.0.2.10") }, leased],
  [
    "is beside a lease of another",
    { addressing: said("lease\t/run/systemd/netif/leases/3\tADDRESS=192.0.2.11") },
    stays,
  ],
  [
    "stands in a file of networkd",
    {
      addressing: said(
        "networkd\ta.network\t[Match]",
        "networkd\ta.network\tName=en* eth*",
        "networkd\ta.network\tAddress=192.0.2.10/24",
        "networkd\ta.network\tDHCP=yes",
      ),
    },
    stays,
  ],
  [
    "is on an interface to which networkd leases",
    { addressing: said("networkd\ta.network\tName=eth?", "networkd\ta.network\tDHCP=yes") },
    mayLease,
  ],
  [
    "is on another than the one to which networkd leases",
    { addressing: said("networkd\ta.network\tName=eth1", "networkd\ta.network\tDHCP=yes") },
    stays,
  ],
  [
    "is IPv4, and DHCP gives IPv6 alone",
    { addressing: said("networkd\ta.network\tName=eth0", "networkd\ta.network\tDHCP=ipv6") },
    stays,
  ],
  [
    "stands in interfaces(5)",
    { addressing: said("interfaces\tf\tiface eth0 inet static", "interfaces\tf\taddress 192.0.2.10/24") },
    stays,
  ],
  [
    "is leased by interfaces(5)",
    { addressing: said("interfaces\tf\tiface eth0 inet dhcp", "interfaces\tf\tiface eth0 inet6 static") },
    mayLease,
  ],
  [
    "is a second one, under a name of its own",
    {
      addressing: said(
        "interfaces\tf\tiface eth0 inet dhcp",
        "interfaces\tf\tiface eth0:1 inet static",
        "interfaces\tf\taddress 192.0.2.10",
      ),
    },
    stays,
  ],
  [
    "stands in ifcfg with quotes",
    { addressing: said('ifcfg\tifcfg-eth0\tBOOTPROTO="none"', 'ifcfg\tifcfg-eth0\tIPADDR="192.0.2.10"') },
    stays,
  ],
  ["is leased by ifcfg", { addressing: said("ifcfg\tifcfg-eth0\tBOOTPROTO=dhcp") }, mayLease],
  [
    "is told by NetworkManager to be manual",
    { addressing: said("nmcli\teth0\tmanual;192.0.2.10/24, 192.0.2.20/24;auto;;") },
    stays,
  ],
  ["is told by NetworkManager to be automatic", { addressing: said("nmcli\teth0\tauto;;manual;;") }, mayLease],
  ["was given when the kernel started", { addressing: said("boot\t/proc/cmdline\tip=::::vm:eth0:dhcp") }, mayLease],
  ["was given by the first file system", { addressing: said("boot\t/run/net-eth0.conf\tPROTO='dhcp'") }, mayLease],
  [
    "is where the processes of others are not seen",
    { addressing: said("hidden\t/proc\tprocesses of others") },
    ["true", "unknown permission-denied", "unknown permission-denied"],
  ],
  ["is beside a client that runs", { addressing: said("client\tudhcpc\trunning") }, mayLease],
  [
    "is beside a file that may not be read",
    { addressing: said("denied\twired.nmconnection\tkeyfile") },
    ["true", "unknown permission-denied", "unknown permission-denied"],
  ],
  [
    "stands in a lease of dhclient that goes on",
    {
      addressing: said(
        "dhclient\tf\tlease {",
        'dhclient\tf\tinterface "eth0";',
        "dhclient\tf\tfixed-address 192.0.2.10;",
        "dhclient\tf\texpire 3 2026/11/25 10:00:00;",
      ),
    },
    leased,
  ],
  [
    "stands in a lease of dhclient that never ends",
    {
      addressing: said("dhclient\tf\tlease {", "dhclient\tf\tfixed-address 192.0.2.10;", "dhclient\tf\texpire never;"),
    },
    leased,
  ],
  [
    "stands in a lease that is over",
    {
      addressing: said(
        "dhclient\tf\tlease {",
        "dhclient\tf\tfixed-address 192.0.2.10;",
        "dhclient\tf\texpire 3 2026/11/20 10:00:00;",
      ),
    },
    stays,
  ],
  [
    "is seen by a look that was cut short",
    { addressing: runRaw("sh", "interfaces\tf\tiface eth0 inet static\n") },
    ["true", "unknown garbled", "unknown garbled"],
  ],
  [
    "is seen where files could not be looked at",
    { addressing: failedRaw("sh", "timeout") },
    ["true", "unknown timeout", "unknown timeout"],
  ],
];
for (const [name, raws, expected] of rows) {
  test(`an address that ${name}: ${expected.join(", ")}`, () => {
    assert.deepEqual(told(raws), expected);
  });
}

test("what a cloud leads here is this host's, though no interface has it; whether it stays nobody tells (made after the documentation of AWS, Google Cloud and Azure)", () => {
  const own = (...lines: readonly string[]): string => {
    const raws = { ip: ip({ local: "10.0.0.4" }), cloud: said(...lines) };
    assert.deepEqual(told(raws), ["false", open, open]);
    const fact = toldBy(addressLook.understand({ ...plain, ...raws }, { ip: "192.0.2.10" }, new Set()))["own"];
    return fact?.is === "seen" ? JSON.stringify(fact.value) : `unknown ${fact?.why?.text}`;
  };
  assert.equal(own("cloud\taws", "address\t192.0.2.10", "status\t200"), "true");
  assert.equal(own("cloud\tgcp", "address\t192.0.2.9", "address\t192.0.2.10", "status\t200"), "true");
  assert.match(own("cloud\taws", "status\t404"), /^unknown .*AWS does not name it/);
  assert.match(own("cloud\tazure", "address\t192.0.2.100", "status\t200"), /^unknown .*Azure does not name it/);
  for (const silent of [
    ["none"],
    ["cloud\taws", "no-curl"],
    ["cloud\taws", "status\t000"],
    ["cloud\tgcp", "status\t403"],
  ])
    assert.match(own(...silent), /^unknown no interface here has it: it may be/, silent.join(" "));
});

test("a container goes by no cloud's word, which is of the machine that it runs on", () => {
  const cloud = said("cloud\taws", "address\t192.0.2.10", "status\t200");
  const raws = { ip: ip({ local: "10.0.0.4" }), cloud, dockerenv: textRaw("/.dockerenv", "") };
  const all = toldBy(addressLook.understand({ ...plain, ...raws }, { ip: "192.0.2.10" }, new Set()));
  assert.equal(all["own"]?.is, "unknown");
});

test("without the program ip the kernel's table tells that the address is here, and nobody whether it stays", () => {
  const trie = textRaw("/proc/net/fib_trie", "Local:\n  |-- 192.0.2.10\n     /32 host LOCAL\n");
  assert.deepEqual(told({ ip: missingRaw("ip"), trie }), ["true", "unknown no-means", "unknown no-means"]);
  assert.deepEqual(told({ ip: runRaw("ip", "", { exit: 1 }), trie }, "192.0.2.11"), ["false", open, open]);
  assert.deepEqual(told({ ip: failedRaw("ip", "platform"), trie: failedRaw("t", "platform") })[0], "unknown platform");
});

test("addresses of IPv6 are the same however they are written; temporary ones change", () => {
  const v6 = { local: "2001:db8::a", family: "inet6" };
  assert.deepEqual(told({ ip: ip(v6) }, "2001:DB8:0::000A"), stays);
  assert.deepEqual(told({ ip: ip({ ...v6, dynamic: true, mngtmpaddr: true }) }, "2001:db8::a")[1], '"autoconfigured"');
  assert.deepEqual(told({ ip: ip({ ...v6, dynamic: true, temporary: true }) }, "2001:db8::a")[2], "false");
  assert.deepEqual(told({ ip: ip({ ...v6, dynamic: true }) }, "2001:db8::a"), ["true", open, open]);
  assert.deepEqual(told({ ip: ip({ local: "fe80::1" }) }, "fe80::1")[2], "false");
});

test("an address that leads nobody here does not stay, though it never changes", () => {
  assert.deepEqual(told({}, "127.0.0.1"), ["true", open, "false"]);
});

const v6 = "fd00:1::9";
const flags = (flag: string): Raw =>
  textRaw("/proc/net/if_inet6", `fd000001000000000000000000000009 03 40 00 ${flag}      eth0\n`);
const on6 = (more: Readonly<Record<string, unknown>>): Raw => ip({ family: "inet6", local: v6, ...more });
const noIp = { ip: missingRaw("ip") };
/** A part of /proc/net/fib_trie, with 127.0.0.1 and 192.0.2.10. */
const trie = textRaw(
  "/proc/net/fib_trie",
  [
    "Main:",
    "  +-- 0.0.0.0/0 3 0 5",
    "     |-- 127.0.0.0",
    "        /8 host LOCAL",
    "     |-- 127.0.0.1",
    "        /32 host LOCAL",
    "     |-- 192.0.2.10",
    "        /32 host LOCAL",
    "",
  ].join("\n"),
);

function ofAddress(raws: Readonly<Record<string, Raw>>, address: string): readonly string[] {
  const all = toldBy(addressLook.understand({ ...plain, ...raws }, { ip: address }, new Set()));
  return ["onInterface", "own", "static"].map((field) => {
    const fact = all[field];
    return fact?.is === "seen" ? JSON.stringify(fact.value) : `${fact?.is ?? ""} ${fact?.why?.code ?? ""}`.trim();
  });
}

test("an address that another machine has is not own, and one of which that is asked yet is unknown", () => {
  for (const [raws, expected] of [
    [{ ip: on6({}) }, ["true", "true", "true"]],
    [{ ip: on6({ dadfailed: true, tentative: true }) }, ["true", "false", "false"]],
    [{ ip: on6({ tentative: true }) }, ["true", open, open]],
    [{ ...noIp, inet6: flags("80") }, ["true", "true", "unknown no-means"]],
    [{ ...noIp, inet6: flags("c8") }, ["true", "false", "false"]],
    [{ ...noIp, inet6: flags("c0") }, ["true", open, open]],
  ] as const)
    assert.deepEqual(ofAddress(raws, v6), expected);
});

test("what is said of an address is the same with and without the program ip", () => {
  const inet6 = textRaw("/proc/net/if_inet6", "00000000000000000000000000000001 01 80 10 80       lo\n");
  const tables = { ...noIp, trie, inet6 };
  for (const [address, expected] of [
    ["192.0.2.10", ["true", "true"]],
    ["192.0.2.11", ["false", open]],
    ["0.0.0.0", ["false", "false"]],
    ["::", ["false", "false"]],
    ["::ffff:0.0.0.0", ["false", "false"]],
    ["127.0.0.1", ["true", "false"]],
    ["127.0.0.9", ["false", "false"]],
    ["::ffff:7f00:9", ["false", "false"]],
    ["169.254.7.7", ["false", "false"]],
    ["::ffff:a9fe:707", ["false", "false"]],
    ["fe80::7", ["false", "false"]],
    ["febf::7", ["false", "false"]],
    ["0.1.2.3", ["false", "false"]],
    ["224.0.0.1", ["false", "false"]],
    ["239.255.255.255", ["false", "false"]],
    ["::ffff:224.0.0.1", ["false", "false"]],
    ["240.0.0.1", ["false", "false"]],
    ["255.255.255.255", ["false", "false"]],
    ["ff02::1", ["false", "false"]],
    ["ff0e::7", ["false", "false"]],
    ["223.255.255.254", ["false", open]],
    ["fec0::7", ["false", open]],
    ["fe00::7", ["false", open]],
  ] as const) {
    assert.deepEqual(ofAddress({}, address).slice(0, 2), expected, `${address}, by ip`);
    assert.deepEqual(ofAddress(tables, address).slice(0, 2), expected, `${address}, by the tables`);
  }
});

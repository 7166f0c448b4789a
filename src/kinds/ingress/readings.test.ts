import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnswerSight, IngressSight, VisitSight } from "../../facts/ingress.ts";
import { failedRaw, textRaw, toldBy, type Told } from "../made-raws.ts";
import { ingressLook } from "./readings.ts";

type Sight = Extract<IngressSight, { is: "visited" }>;

const arrivedVisit: VisitSight = {
  address: "203.0.113.7",
  tries: 1,
  connect: "connected",
  tls: { certificate: "aa" },
  http: { status: 200, replied: true, source: "198.51.100.2" },
};
const listened: Sight = {
  is: "visited",
  by: "ssh://outside",
  names: { is: "found", addresses: ["203.0.113.7"] },
  own: ["10.77.0.2"],
  port: { is: "listened", arrivals: [{ visit: 0, from: "198.51.100.2" }] },
  visits: [arrivedVisit],
};
const refused: VisitSight = { address: "127.0.0.1", tries: 1, connect: { failed: "ECONNREFUSED" } };
const late: VisitSight = { address: "203.0.113.7", tries: 2, connect: { failed: "timeout" } };
const shown = (certificate: string): VisitSight => ({
  address: "203.0.113.7",
  tries: 1,
  connect: "connected",
  tls: { certificate },
});
const held: Sight = {
  ...listened,
  by: "controller",
  visitor: "198.51.100.2",
  port: { is: "asked", within: [{ ...shown("aa"), address: "127.0.0.1" }] },
  visits: [shown("aa")],
};

type Asked = Parameters<typeof ingressLook.understand>[1];

const answers = (sight: IngressSight, asked: Asked = {}): Readonly<Record<string, Told>> =>
  toldBy(
    ingressLook.understand(
      { visit: textRaw("a visit", JSON.stringify(sight)) },
      { domain: "maps.example.org", ...asked },
      new Set(),
    ),
  );
const said = (told: Told | undefined): string => {
  if (told?.is === "unknown") return `unknown ${told.why?.code}`;
  if (told?.is === "absent") return "absent";
  const { cause } = told?.evidence ?? {};
  return `${JSON.stringify(told?.value)}${cause === undefined ? "" : ` ${cause}`}`;
};
const field = (name: string, sight: IngressSight, asked: Asked = {}): string => said(answers(sight, asked)[name]);

test("a word that came back from outside is proof, and tells from where it came", () => {
  const told = answers(listened);
  assert.equal(said(told["reachable"]), "true");
  assert.equal(told["reachable"]?.evidence.grade, "proven");
  assert.deepEqual(
    ["stage", "source", "sourceAddress", "addresses", "visitor"].map((name) => said(told[name])),
    ["absent", '"internet"', '"198.51.100.2"', '["203.0.113.7"]', '"ssh://outside"'],
  );
  const near: Sight = { ...listened, port: { is: "listened", arrivals: [{ visit: 0, from: "10.77.0.9" }] } };
  assert.equal(field("source", near), '"private"');
  assert.equal(field("reachable", near), "true");
});

test("the same certificate within and outside is seen, and not proven; who visited tells the source", () => {
  const told = answers(held);
  assert.deepEqual([said(told["reachable"]), told["reachable"]?.evidence.grade], ["true", "observed"]);
  assert.equal(said(told["source"]), '"internet"');
  const { visitor: _visitor, ...third } = held;
  assert.equal(field("source", { ...third, by: "ssh://third" }), "unknown cannot-tell");
});

test("a place that reaches itself, by whatever way, shows nothing", () => {
  assert.equal(field("reachable", { is: "nobody-outside" }), "unknown nobody-outside");
  for (const from of ["127.0.0.1", "10.77.0.2", "203.0.113.7"]) {
    const turned: Sight = { ...listened, port: { is: "listened", arrivals: [{ visit: 0, from }] } };
    assert.equal(field("reachable", turned), "unknown nobody-outside", from);
    assert.equal(field("source", turned), "unknown nobody-outside", from);
  }
  assert.equal(field("reachable", { ...held, visitor: "127.0.0.1" }), "unknown nobody-outside");
  assert.equal(field("reachable", { ...held, visitor: "10.77.0.2" }), "unknown nobody-outside");
});

const waited: Extract<IngressSight, { is: "waited" }> = {
  is: "waited",
  own: ["10.77.0.2"],
  names: { is: "found", addresses: ["203.0.113.7"] },
  seconds: 21,
  port: "listened",
  arrivals: ["198.51.100.2"],
  misnamed: [],
  connected: ["198.51.100.2"],
};

test("somebody who opened the address that was told is proof, if they came from elsewhere", () => {
  const told = answers(waited);
  assert.deepEqual([said(told["reachable"]), told["reachable"]?.evidence.grade], ["true", "proven"]);
  assert.deepEqual([said(told["source"]), said(told["sourceAddress"])], ['"internet"', '"198.51.100.2"']);
  assert.equal(field("redirects", waited, { redirectFrom: 80 }), "unknown nobody-listens");
  const within = { ...waited, names: { is: "found", addresses: ["10.77.0.2"] }, arrivals: ["10.77.0.9"] } as const;
  const table: readonly (readonly [Partial<typeof waited>, Asked, string])[] = [
    [{ arrivals: [] }, {}, "unknown nobody-outside"],
    [{ arrivals: ["127.0.0.1", "10.77.0.2", "203.0.113.7"] }, {}, "unknown nobody-outside"],
    [{ arrivals: ["10.77.0.9"] }, {}, "unknown nobody-outside"],
    [{ arrivals: ["10.77.0.9", "198.51.100.2"] }, {}, "true"],
    [within, {}, "true"],
    [{ ...within, names: { is: "found", addresses: ["127.0.1.1"] } }, {}, "unknown nobody-outside"],
    [{ ...within, names: { is: "failed", code: "EAI_AGAIN" } }, {}, "unknown nobody-outside"],
    [within, { from: "internet" }, "unknown nobody-outside"],
    // One of them may lead elsewhere, and nobody visited it.
    [{ names: { is: "found", addresses: ["203.0.113.7", "2001:db8:9::7"] } }, {}, "unknown cannot-tell"],
    [{ arrivals: [], misnamed: ["198.51.100.2"] }, {}, "unknown nobody-outside"],
    [{ arrivals: [], port: "held" }, {}, "unknown nobody-outside"],
    [{ arrivals: [], port: "not-permitted" }, {}, "unknown permission-denied"],
    [{ arrivals: [], port: { failed: "EIO" } }, {}, "unknown no-means"],
  ];
  for (const [more, asked, expected] of table)
    assert.equal(field("reachable", { ...waited, ...more }, asked), expected, JSON.stringify(more));
});

test("from the internet counts who comes from there by an address of it, and nobody else", () => {
  const internet = { from: "internet" };
  assert.equal(field("reachable", held, internet), "true");
  assert.equal(field("reachable", { ...held, visitor: "10.1.1.1" }, internet), "unknown nobody-outside");
  const { visitor: _visitor, ...nobodyKnown } = held;
  assert.equal(field("reachable", nobodyKnown, internet), "unknown nobody-outside");
  const inside: Sight = { ...held, names: { is: "found", addresses: ["10.77.0.2"] } };
  assert.equal(field("reachable", inside, internet), "unknown nobody-outside");
  assert.equal(field("reachable", inside), "true");
  assert.equal(field("source", inside), '"private"');
});

test("each way not to arrive has its own reason and stage", () => {
  const listening = (visit: Partial<VisitSight>): Sight => ({
    ...listened,
    port: { is: "listened", arrivals: [] },
    visits: [{ ...arrivedVisit, ...visit }],
  });
  const table: readonly (readonly [Sight, string, string])[] = [
    [listening({ connect: { failed: "timeout" } }), "false no-answer", '"tcp"'],
    [listening({ connect: { failed: "ECONNREFUSED" } }), "false connection-refused", '"tcp"'],
    [listening({ http: { status: 200, replied: false } }), "false wrong-host", '"http"'],
    [listening({ http: { status: 503, replied: false } }), "false nothing-behind", '"http"'],
    [listening({ tls: { failed: "closed" } }), "false nothing-behind", '"tls"'],
    [{ ...listened, names: { is: "none", code: "ENOTFOUND" }, visits: [] }, "false no-such-name", '"dns"'],
    [
      { ...listened, names: { is: "failed", code: "EAI_AGAIN" }, visits: [] },
      "unknown resolver-failed",
      "unknown resolver-failed",
    ],
    [
      { ...listened, port: { is: "not-permitted" }, visits: [] },
      "unknown permission-denied",
      "unknown permission-denied",
    ],
    [{ ...listened, port: { is: "unasked", why: "EIO" }, visits: [] }, "unknown no-means", "unknown no-means"],
    [{ ...held, visits: [shown("bb")] }, "false wrong-host", '"tls"'],
  ];
  for (const [sight, reachable, stage] of table) {
    assert.equal(field("reachable", sight), reachable, JSON.stringify(sight));
    assert.equal(field("stage", sight), stage, JSON.stringify(sight));
  }
});

test("what only a router's own network reaches is told as that, and a host's own address is no router", () => {
  const filtered: Sight = {
    ...listened,
    port: { is: "listened", arrivals: [] },
    visits: [late],
    turned: [arrivedVisit],
  };
  assert.equal(field("reachable", filtered), "false hairpin-only");
  assert.equal(field("reachable", { ...filtered, own: ["203.0.113.7"] }), "false no-answer");
  assert.equal(field("reachable", { ...filtered, turned: [late] }), "false no-answer");
});

test("where nobody holds the port, a refusal and somebody in front show nothing, and silence is silence", () => {
  const free: Sight = {
    ...held,
    port: { is: "asked", within: [refused] },
    visits: [{ ...refused, address: "203.0.113.7" }],
  };
  assert.equal(field("reachable", free), "unknown nobody-listens");
  assert.equal(field("reachable", { ...free, visits: [shown("bb")] }), "unknown nobody-listens");
  assert.equal(field("reachable", { ...free, visits: [late] }), "false no-answer");
  const plain: Sight = {
    ...free,
    port: { is: "asked", within: [{ ...refused, connect: "connected", tls: { failed: "EPROTO" } }] },
  };
  assert.equal(field("reachable", { ...plain, visits: [shown("bb")] }), "unknown cannot-tell");
  assert.equal(field("reachable", plain), "false connection-refused");
});

test("plain HTTP must lead on to https of the same name and port", () => {
  const leading = (answer: Partial<AnswerSight>, sight: Sight = held): string =>
    field(
      "redirects",
      {
        ...sight,
        redirects: [
          { address: "203.0.113.7", tries: 1, connect: "connected", http: { status: 301, replied: false, ...answer } },
        ],
      },
      { redirectFrom: 80 },
    );
  for (const location of ["https://maps.example.org/", "https://MAPS.example.org", "https://maps.example.org.:443/x?y"])
    assert.equal(leading({ location }), "true", location);
  for (const status of [302, 303, 307, 308])
    assert.equal(leading({ status, location: "https://maps.example.org/" }), "true");
  for (const location of [
    "http://maps.example.org/",
    "https://other.example.org/",
    "https://maps.example.org.evil.net/",
    "https://maps.example.org@evil.net/",
    "https://maps.example.org:8443/",
    "/login",
    "",
  ])
    assert.equal(leading({ location }), "false no-redirect", location);
  assert.equal(leading({ status: 200, location: "https://maps.example.org/" }), "false no-redirect");
  assert.equal(leading({ status: 200 }, listened), "unknown nobody-listens");
});

test("a port for plain HTTP that is filtered leads nowhere; one that nobody holds yet is unknown", () => {
  const redirects = [late];
  const gone = [{ ...refused, address: "203.0.113.7" }];
  assert.equal(field("redirects", { ...held, redirects }, { redirectFrom: 80 }), "false no-answer");
  assert.equal(field("redirects", { ...held, redirects: gone }, { redirectFrom: 80 }), "false connection-refused");
  assert.equal(field("redirects", { ...listened, redirects: gone }, { redirectFrom: 80 }), "unknown nobody-listens");
  assert.equal(field("redirects", { ...listened, redirects }, { redirectFrom: 80 }), "false no-answer");
});

test("a look that could not be taken leaves every field unknown for its reason", () => {
  const told = toldBy(
    ingressLook.understand(
      { visit: failedRaw("a visit", "host-key") },
      { domain: "a.example", redirectFrom: 80 },
      new Set(),
    ),
  );
  assert.deepEqual(new Set(Object.values(told).map(said)), new Set(["unknown host-key"]));
});

test("who is named by ssh visits; whoever runs Footing needs no name", () => {
  const asking = (asked: Asked): unknown => ingressLook.readings({ domain: "a.example", ...asked }, new Set());
  assert.deepEqual(asking({ from: "ssh://outside", redirectFrom: 80 }), {
    visit: { ingress: { domain: "a.example", port: 443, redirectFrom: 80, from: "ssh://outside" } },
  });
  const nobody = { domain: "a.example", port: 443 };
  assert.deepEqual(asking({ from: "controller" }), { visit: { ingress: nobody } });
  assert.deepEqual(asking({ from: "internet" }), { visit: { ingress: { ...nobody, internet: true } } });
});

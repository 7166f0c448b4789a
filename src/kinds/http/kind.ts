import { defineKind } from "../declaration.ts";
import { portPattern } from "../endpoint-port.ts";
import { remedies } from "../endpoint-remedies.ts";
import { keptArguments } from "./kept.ts";

export const http = defineKind({
  name: "http",
  says: "What a web address answers, and how fast. Redirects are not followed, and TLS is verified by this machine's own list of trusted authorities.",
  area: "network",
  askedOf: ["host", "controller"],
  moments: ["install", "run", "upgrade"],
  vantages: ["host", "controller"],
  grade: "observed",
  arguments: {
    url: {
      type: "url",
      says: "The address, by http or https, without user and password.",
      required: true,
      pattern: {
        // A host in ASCII alone: what is written in other letters may be another than it looks like.
        source: `https?://(?:\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_.])?)(?::(?:${portPattern}))?(?:[/?][^#]*)?`,
        says: "an http or https URL without user, password and fragment, its host in ASCII and its port from 1 to 65535",
      },
    },
    method: { type: "choice", of: ["GET", "HEAD", "OPTIONS"], says: "How it is asked; GET where nothing is said." },
    headers: {
      type: "list",
      says: "What is sent beside, each as `Name: value`.",
      // RFC 9110, 5.1 and 5.5: a name is a token, and a value has no end of line in it.
      pattern: {
        source: "[!#$%&'*+.^_`|~0-9A-Za-z\\-]+:[\\t -~]*",
        says: "a header as `Name: value`, in one line of ASCII",
      },
      visibility: "local",
    },
  },
  kept: keptArguments,
  answers: {
    status: {
      type: "code",
      says: "The code of the answer, such as 200; absent where nobody answered.",
      visibility: "public",
      remedy: { text: "See what answers: curl -i shows the whole of it." },
      remedies,
    },
    body: {
      type: "text",
      says: "What was answered, unpacked. It is matched, and never kept. One that does not come to its end, or has more than 1 MiB, is unknown.",
      visibility: "never",
    },
    ms: {
      type: "count",
      says: "Milliseconds from the first packet to the head of the answer.",
      visibility: "public",
    },
  },
  expect: {},
  touches: { how: "connects-to-hosts" },
  example: `- id: http
  level: must
  title: The service's health
  http: { url: https://app.example.org/health }
  expect: { status: 200, body: { contains: ok } }
`,
});

import { defineKind } from "../declaration.ts";
import { portPattern } from "../endpoint-port.ts";

export const port = defineKind({
  name: "port",
  says: "Whether a TCP port is free on this host, on IPv4 and IPv6, or who holds it.",
  area: "network",
  askedOf: ["host"],
  moments: ["install"],
  vantages: ["host"],
  grade: "observed",
  arguments: {
    port: {
      type: "integer",
      says: "The number of the port.",
      required: true,
      pattern: {
        source: portPattern,
        says: "a port from 1 to 65535",
      },
    },
    address: {
      type: "ip",
      says: "Only this address of the host counts, with what listens on all addresses of its family.",
    },
  },
  answers: {
    free: {
      type: "boolean",
      says: "Whether nothing holds it: no listener in the kernel's tables, no port that Docker publishes, and, with leave, really bound. A family that is switched off counts as free.",
      visibility: "public",
      remedy: {
        text: "Find the program that holds the port; stop it, or give it or the product another port. A container is found by docker ps.",
        commands: { any: ["sudo ss -ltnp 'sport = :{port}'", "docker ps --format '{{.Names}} {{.Ports}}'"] },
      },
    },
    listener: {
      type: "text",
      says: "Who holds it: program and port, such as nginx:443; absent if nobody listens.",
      visibility: "local",
    },
  },
  expect: { free: true },
  touches: {
    how: "binds-a-port",
    otherwise: "the kernel's tables and Docker's published ports answer alone",
  },
  example: `- id: port
  level: must
  title: Port for the web server
  port: { port: 443 }
  expect: { free: true }
`,
});

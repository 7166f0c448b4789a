// 450 servers of HTTP on loopback, 50 of which answer after a second, and 50 ports on which nobody listens. Prints them as
// JSON in one line when all are there, and ends with its input.
import { createServer, type Server } from "node:http";

const slowMs = 1000;

async function listening(delayMs: number): Promise<Server> {
  const server = createServer((_, response) => {
    setTimeout(() => response.end("ok\n"), delayMs);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", 511, resolve));
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a server without a port");
  return address.port;
}

const several = async (count: number, delayMs: number): Promise<readonly Server[]> =>
  await Promise.all(Array.from({ length: count }, () => listening(delayMs)));

const [quick, slow, gone] = [await several(400, 0), await several(50, slowMs), await several(50, 0)];
const refused = gone.map(portOf);
// All are let go at once, so that none is given out again to another of them.
await Promise.all(gone.map((server) => new Promise((closed) => server.close(closed))));
process.stdout.write(`${JSON.stringify({ quick: quick.map(portOf), slow: slow.map(portOf), refused })}\n`);
process.stdin.resume().on("end", () => process.exit(0));

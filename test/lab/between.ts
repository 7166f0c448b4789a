// Stands between a client and its server, for the lab: between.ts HERE THERE MODE [WORD…]. Each place is a socket's path
// (Docker's engine) or ADDRESS:PORT (an sshd).
//   drip [BYTES]    hands the answer on, after so many bytes one byte a second
//   silent          accepts, and never answers
//   garbage         answers with something that is no HTTP
//   relabel A B [A B…]  hands everything on, with each text A in an answer replaced by B, cut or filled to the same length
import { connect, createServer, type Socket } from "node:net";

const [here = "", there = "", mode = "", ...told] = process.argv.slice(2);

function place(words: string): { readonly path: string } | { readonly host: string; readonly port: number } {
  if (words.startsWith("/")) return { path: words };
  const [host = "", port = ""] = words.split(":");
  return { host, port: Number(port) };
}

function serve(client: Socket): void {
  client.on("error", () => client.destroy());
  if (mode === "silent") client.resume();
  else if (mode === "garbage") client.once("data", () => client.end("220 mail.example.org ESMTP\r\n"));
  else passOn(client, connect(place(there)));
}

function passOn(client: Socket, server: Socket): void {
  let atOnce = mode === "drip" ? Number(told[0] ?? 0) : Infinity;
  server.on("error", () => client.destroy());
  client.on("close", () => server.destroy());
  server.on("close", () => client.end());
  client.pipe(server);
  server.on("data", (bytes: Buffer) => {
    const now = mode === "relabel" ? relabelled(bytes) : bytes.subarray(0, Math.min(bytes.length, atOnce));
    atOnce -= now.length;
    client.write(now);
    if (now.length < bytes.length) drip(client, server, bytes.subarray(now.length));
  });
}

function drip(client: Socket, server: Socket, bytes: Buffer): void {
  server.pause();
  let sent = 0;
  const timer = setInterval(() => {
    if (client.destroyed || sent === bytes.length) {
      clearInterval(timer);
      server.resume();
      return;
    }
    client.write(bytes.subarray(sent, sent + 1));
    sent += 1;
  }, 1000);
}

function relabelled(bytes: Buffer): Buffer {
  let text = bytes.toString("latin1");
  for (let at = 0; at + 1 < told.length; at += 2) {
    const to = told[at + 1] ?? "";
    const pattern = new RegExp(told[at] ?? "", "g");
    text = text.replaceAll(pattern, (found) => to.padEnd(found.length, "0").slice(0, found.length));
  }
  return Buffer.from(text, "latin1");
}

createServer(serve).listen(place(here));

// Stands between Docker's client and its engine, for the lab: between.ts SOCKET ENGINE MODE [WORD…].
//   drip            hands the answer on, one byte a second
//   silent          accepts, and never answers
//   garbage         answers with something that is no HTTP
//   relabel A B     hands everything on, with each text A in an answer replaced by B, cut or filled to the same length
import { connect, createServer, type Socket } from "node:net";

const [socket = "", engine = "", mode = "", from = "", to = ""] = process.argv.slice(2);

function serve(client: Socket): void {
  client.on("error", () => client.destroy());
  if (mode === "silent") client.resume();
  else if (mode === "garbage") client.once("data", () => client.end("220 mail.example.org ESMTP\r\n"));
  else passOn(client, connect(engine));
}

function passOn(client: Socket, server: Socket): void {
  server.on("error", () => client.destroy());
  client.on("close", () => server.destroy());
  server.on("close", () => client.end());
  client.pipe(server);
  server.on("data", (bytes: Buffer) => {
    if (mode === "drip") drip(client, server, bytes);
    else client.write(relabelled(bytes));
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

const relabelled = (bytes: Buffer): Buffer =>
  Buffer.from(
    bytes
      .toString("latin1")
      .replaceAll(new RegExp(from, "g"), (found) => to.padEnd(found.length, "0").slice(0, found.length)),
    "latin1",
  );

createServer(serve).listen(socket);

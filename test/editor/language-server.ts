import { spawn, type ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { framed, listen } from "./messages.ts";

const Position = z.object({ line: z.number(), character: z.number() });
const Diagnostic = z.object({ message: z.string(), range: z.object({ start: Position, end: Position }) });
const Published = z.object({ uri: z.string(), diagnostics: z.array(Diagnostic) });
const Completed = z.union([
  z.object({ items: z.array(z.object({ label: z.string() })) }).transform(({ items }) => items),
  z.array(z.object({ label: z.string() })),
]);
const Hovered = z.object({ contents: z.object({ value: z.string() }) }).nullable();
const Message = z.object({
  id: z.union([z.number(), z.string()]).optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});
type Message = z.infer<typeof Message>;

/** A mistake as an editor underlines it: the word, and what it says. */
export type Marked = { readonly word: string; readonly line: number; readonly message: string };

const own = createRequire(import.meta.url);
const program = join(dirname(own.resolve("yaml-language-server/package.json")), "bin/yaml-language-server");

type Schemas = Readonly<Record<string, string>>;
type Settings = Readonly<Record<string, unknown>>;

/** What an editor's user has set: nothing from the network, and all that helps to write. */
const settingsWith = (schemas: Schemas): Settings => ({
  yaml: { validate: true, hover: true, completion: true, schemaStore: { enable: false }, schemas },
  http: { proxy: "", proxyStrictSSL: true },
  "[yaml]": {},
  editor: { tabSize: 2, detectIndentation: false },
  files: {},
});

/** A real yaml-language-server, spoken to over its standard streams as an editor does. */
export class LanguageServer {
  readonly #settings: Settings;
  readonly #child: ChildProcess;
  readonly #answers = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #diagnostics = new Map<string, PromiseWithResolvers<readonly Marked[]>>();
  readonly #texts = new Map<string, string>();
  #count = 0;

  private constructor(schemas: Schemas) {
    this.#settings = settingsWith(schemas);
    this.#child = spawn(process.execPath, [program, "--stdio"], { stdio: ["pipe", "pipe", "ignore"] });
    const { stdin, stdout } = this.#child;
    // A server that has ended is told below; that nothing can be written to it any more is no news.
    stdin?.on("error", () => undefined);
    if (stdout !== null) listen(stdout, (message) => this.#hear(Message.parse(message)));
    this.#child.on("exit", () => {
      for (const waiting of [...this.#answers.values(), ...this.#diagnostics.values()])
        waiting.reject(new Error("the language server ended"));
    });
  }

  /** `schemas`: as in the user's settings, which file is described by which schema. */
  static async start(schemas: Schemas = {}): Promise<LanguageServer> {
    const server = new LanguageServer(schemas);
    const textDocument = { completion: { completionItem: {} }, hover: { contentFormat: ["markdown"] } };
    const capabilities = { textDocument, workspace: { configuration: true, didChangeConfiguration: {} } };
    await server.#ask("initialize", { processId: process.pid, rootUri: null, capabilities });
    server.#tell("initialized", {});
    server.#tell("workspace/didChangeConfiguration", { settings: server.#settings });
    return server;
  }

  stop(): void {
    this.#child.kill("SIGKILL");
  }

  /** Opens a file, as it is being written, and answers what is marked in it. */
  async open(path: string, text: string): Promise<readonly Marked[]> {
    const uri = pathToFileURL(path).href;
    this.#texts.set(uri, text);
    const marked = Promise.withResolvers<readonly Marked[]>();
    this.#diagnostics.set(uri, marked);
    this.#tell("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
    return await marked.promise;
  }

  /** The words offered where `|` stands in the text. */
  async complete(path: string, text: string): Promise<readonly string[]> {
    const at = this.#openAt(path, text);
    return Completed.parse(await this.#ask("textDocument/completion", at)).map(({ label }) => label);
  }

  /** What is told of the word in which `|` stands. */
  async hover(path: string, text: string): Promise<string> {
    const at = this.#openAt(path, text);
    return Hovered.parse(await this.#ask("textDocument/hover", at))?.contents.value ?? "";
  }

  #openAt(path: string, marked: string): object {
    const uri = pathToFileURL(path).href;
    const offset = marked.indexOf("|");
    const before = marked.slice(0, offset).split("\n");
    const text = before.join("\n") + marked.slice(offset + 1);
    this.#tell("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
    const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    return { textDocument: { uri }, position };
  }

  async #ask(method: string, params: object): Promise<unknown> {
    const id = (this.#count += 1);
    const answer = Promise.withResolvers<unknown>();
    this.#answers.set(id, answer);
    this.#send({ id, method, params });
    return await answer.promise;
  }

  #tell(method: string, params: object): void {
    this.#send({ method, params });
  }

  #send(message: object): void {
    this.#child.stdin?.write(framed({ jsonrpc: "2.0", ...message }));
  }

  #hear({ id, method, params, result, error }: Message): void {
    if (method === "textDocument/publishDiagnostics") this.#hearDiagnostics(Published.parse(params));
    else if (method !== undefined && id !== undefined)
      this.#send({ id, result: answerTo(method, params, this.#settings) });
    else if (typeof id === "number" && error !== undefined) this.#answers.get(id)?.reject(new Error(error.message));
    else if (typeof id === "number") this.#answers.get(id)?.resolve(result);
  }

  #hearDiagnostics({ uri, diagnostics }: z.infer<typeof Published>): void {
    const lines = (this.#texts.get(uri) ?? "").split("\n");
    this.#diagnostics.get(uri)?.resolve(
      diagnostics.map(({ message, range: { start, end } }) => ({
        word: lines[start.line]?.slice(start.character, start.line === end.line ? end.character : undefined) ?? "",
        line: start.line + 1,
        message,
      })),
    );
  }
}

const Configuration = z.object({ items: z.array(z.object({ section: z.string().optional() })) });

/** What the server asks of an editor; other questions have no answer. */
function answerTo(method: string, params: unknown, settings: Settings): unknown {
  if (method !== "workspace/configuration") return null;
  const { items } = Configuration.parse(params);
  return items.map(({ section = "" }) => settings[section] ?? null);
}

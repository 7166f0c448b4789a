import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";

export type HttpAsked = {
  readonly method: string;
  readonly path: string;
  /** As it stands in the field Host. */
  readonly authority: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** An answer, its body still to come. `complete`: all of that has come. Whoever destroys it ends the connection. */
export type Answer = Readable & {
  readonly statusCode?: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly complete: boolean;
};

import type { TypeName } from "../facts/types.ts";
import type { Sort } from "./share-words.ts";

/** Types whose values name a place or a part of it, and what each is. */
const sorts: Readonly<Partial<Record<TypeName, Sort>>> = {
  path: "path",
  host: "host",
  domain: "host",
  ip: "address",
  url: "url",
  "database-url": "url",
};

export const isLocalType = (type: TypeName): boolean => sorts[type] !== undefined;

/** The sort of a local value, by its type. */
export const sortOfType = (type: TypeName): Sort => sorts[type] ?? "text";

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Whether two values are the same, whatever the order of their keys. */
export const isSameJson = (one: JsonValue, other: JsonValue): boolean => canonical(one) === canonical(other);

/** One text for one value, whatever the order of its keys: two questions are the same if these texts are. */
export function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  // Without lists on the way: each look and each fact of each host is known by such a text.
  let text = "";
  if (Array.isArray(value)) {
    for (const one of value) text += `${text === "" ? "" : ","}${canonical(one)}`;
    return `[${text}]`;
  }
  for (const key of Object.keys(value).toSorted()) {
    const one: unknown = Reflect.get(value, key);
    if (one !== undefined) text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonical(one)}`;
  }
  return `{${text}}`;
}

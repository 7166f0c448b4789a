/** A name for a folder of kinds or products: lower-case words joined by hyphens, as requirements files write them. */
export const isName = (name: string): boolean => /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name);

/** Words of TypeScript that a kind may be called by, and a constant may not. */
const reserved: ReadonlySet<string> = new Set(
  "class default export function import interface new package private protected public switch".split(" "),
);

/** `storage-class` as a constant of TypeScript: `storageClass`. `package`: `packageKind`. */
export function constantOf(name: string): string {
  const constant = name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return reserved.has(constant) ? `${constant}Kind` : constant;
}

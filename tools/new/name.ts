/** A name for a folder of kinds or products: lower-case words joined by hyphens, as requirements files write them. */
export const isName = (name: string): boolean => /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name);

/** `storage-class` as a constant of TypeScript: `storageClass`. */
export const constantOf = (name: string): string =>
  name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

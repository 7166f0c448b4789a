/** One architecture has one name here, whatever a kernel or Go calls it. */
const alike: ReadonlyMap<string, string> = new Map([
  ["amd64", "x86_64"],
  ["arm64", "aarch64"],
  ["i386", "i686"],
  ["i486", "i686"],
  ["i586", "i686"],
  ["386", "i686"],
  ["loong64", "loongarch64"],
]);

/** What the userland is where a 64-bit kernel runs 32-bit programs. */
const narrow: ReadonlyMap<string, string> = new Map([
  ["x86_64", "i686"],
  ["aarch64", "armv7l"],
]);

export const named = (word: string): string => alike.get(word) ?? word;
/** Undefined for a kernel that runs programs of one width alone. */
export const narrowOf = (kernel: string): string | undefined => narrow.get(kernel);

/** Beside what a userland is named by. */
export const onWiderKernel = (kernel: string): string => `32-bit programs on a ${kernel} kernel`;

/** One thing that taking a reading touches: a file or folder read, a program run, something made, a port bound. */
export type Touched = {
  readonly is: "read" | "run" | "write" | "bind" | "reach";
  readonly what: string;
};

export const read = (...paths: readonly string[]): readonly Touched[] => paths.map((what) => ({ is: "read", what }));
export const run = (...programs: readonly string[]): readonly Touched[] =>
  programs.map((what) => ({ is: "run", what }));
export const shell = (...programs: readonly string[]): readonly Touched[] => run(`sh, with ${programs.join(", ")}`);

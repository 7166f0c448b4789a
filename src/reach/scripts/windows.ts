/**
 * Looks for Windows, where there is no sh, in JavaScript for a child of the Node.js that runs us: what hangs there, such
 * as a network drive, holds nobody up. Each takes one word, and prints what the script for sh prints.
 */

/**
 * Prints the first file on PATH that a name stands for, with the endings of PATHEXT; 1 if there is none. The current
 * folder is not searched. 3: what stands there is an alias of the Store, which may be there with nothing behind it.
 */
export const whichOnWindows = `
const { lstatSync, statSync } = require("node:fs");
const { delimiter, join } = require("node:path");
const name = process.argv[1];
const endings = (process.env.PATHEXT || ".COM;.EXE;.BAT;.CMD").split(";").filter((ending) => ending !== "");
const isWhole = endings.some((ending) => name.toLowerCase().endsWith(ending.toLowerCase()));
const names = [...(isWhole ? [name] : []), ...endings.map((ending) => name + ending)];
const look = (file) => {
  try {
    return statSync(file).isFile() ? "file" : "none";
  } catch {
    try {
      return lstatSync(file).isSymbolicLink() ? "alias" : "none";
    } catch {
      return "none";
    }
  }
};
for (const folder of (process.env.PATH || "").split(delimiter).map((one) => one.replace(/^"|"$/g, ""))) {
  if (folder === "") continue;
  for (const file of names.map((one) => join(folder, one))) {
    const sort = look(file);
    if (sort === "none") continue;
    process.stdout.write(file);
    process.exit(sort === "file" ? 0 : 3);
  }
}
process.exit(1);
`;

/** Prints of the file system that holds a path, or its nearest existing parent, what `diskScript` prints. */
export const diskOnWindows = `
const { lstatSync, realpathSync, statSync, statfsSync } = require("node:fs");
const { dirname } = require("node:path");
const lines = [];
const say = (key, value) => lines.push(key + "\\t" + String(value).replace(/[\\t\\r\\n]/g, " "));
const end = () => {
  process.stdout.write(lines.join("\\n") + "\\nend\\n");
  process.exit(0);
};
const problem = (sort, words) => {
  lines.length = 0;
  say("problem", sort);
  say("words", words);
  end();
};
const whole = (path) => {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if (error.code === "EACCES" || error.code === "EPERM") problem("denied", path);
    if (error.code === "ENOTDIR") problem("obstructed", dirname(path));
    if (error.code !== "ENOENT") problem("broken", error.code);
  }
  let isLink = false;
  try {
    isLink = lstatSync(path).isSymbolicLink();
  } catch {}
  if (isLink) problem("broken", "a link that leads nowhere");
};
let [at, climbed, path] = [undefined, "no", process.argv[1]];
while ((at = whole(path)) === undefined) {
  if (dirname(path) === path) problem("broken", "there is no such drive");
  [path, climbed] = [dirname(path), "yes"];
}
const seen = statSync(at);
if (climbed === "yes" && !seen.isDirectory()) problem("obstructed", at);
if (!seen.isDirectory() && !seen.isFile()) problem("special", at);
const figures = statfsSync(at, { bigint: true });
say("at", at);
say("sort", seen.isDirectory() ? "folder" : "file");
say("climbed", climbed);
// A share may lie on anything: how it counts its files does not show.
const files = at.startsWith("\\\\\\\\") ? [] : [figures.files, figures.ffree];
say("statfs", [figures.bsize, figures.blocks, figures.bfree, figures.bavail, ...files].join(" "));
end();
`;

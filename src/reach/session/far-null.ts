import { noNullDevice, nullDeviceTest } from "../null-device.ts";

/** Words that do something, of `farWords`: each is called with its number first. */
const doing = ["file", "small", "uname", "list", "run", "inline"];

/** Part of `farWords`, after all else: where /dev/null is none, nothing is done there, and each end mark says why. */
export const nullWords = `if ${nullDeviceTest}; then :; else
  footing_nothing() {
    footing_hold "begin $1"
    footing_end "$1" 0 ${noNullDevice} ''
  }
${doing.map((word) => `  footing_${word}() { footing_nothing "$1"; }\n`).join("")}fi
`;

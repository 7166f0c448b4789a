import assert from "node:assert/strict";
import { test } from "node:test";
import { isReasonCode, reasons } from "../facts/reasons.ts";
import { explainReason } from "./explain-reason.ts";

const codes = Object.keys(reasons).filter(isReasonCode);
const style = { columns: 80, colour: false, unicode: true };

test("a reason is explained by what it means, how to see it and how to mend it; commands stand apart and whole", () => {
  assert.equal(
    explainReason("password-needed").words(style),
    `reason password-needed
  means  sudo asks for a password, and nobody was there to type it. On Windows:
         an administrator whose program is not elevated is asked before it may
         act as one.

See it by hand
  sudo answers that a password is required:
    sudo -n true
  On Windows \`whoami /groups\` names S-1-16-8192, medium integrity, beside
  S-1-5-32-544, the administrators.

Mend it
  Type it before, in the same terminal:
    sudo -v
  For runs that nobody watches, allow the one program without a password in
  /etc/sudoers.d. So too on a host over ssh: what was typed in another login
  does not count there. Or log in as root:
    footing check PRODUCT --on ssh://root@HOST
  On Windows open the terminal by \`Run as administrator\`, and run Footing in it.
`,
  );
});

test("no explanation is wider than 80 columns, and each has its three parts as data", () => {
  assert.ok(codes.length > 30);
  for (const code of codes) {
    const { words, data } = explainReason(code);
    for (const line of words(style).split("\n")) assert.ok(line.length <= 80, line);
    const { means, seeByHand, mend } = reasons[code];
    assert.deepEqual(data, { reasonCode: code, says: means, means, seeByHand, mend });
  }
});

test("what does not decide it is told of chains and proxies, too", () => {
  const { words } = explainReason("cannot-tell");
  assert.match(words(style), /lsblk [^]*openssl s_client [^]*curl -sv -o \/dev\/null -x /);
});

test("a narrow terminal breaks words, and no command", () => {
  const narrow = explainReason("timeout").words({ ...style, columns: 40 });
  assert.match(narrow, /^ {4}footing check PRODUCT --only REQUIREMENT --verbose$/m);
  assert.ok(narrow.split("\n").every((line) => line.length <= 40 || line.startsWith("    ")));
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { isHidden, isNamed, mayHoldLogin, withoutLogin, withoutQuery } from "./url-query.ts";

test("a query becomes a digest, which stays the same and keeps two queries apart", () => {
  const [one, other] = [withoutQuery("https://h/x?t=1"), withoutQuery("https://h/x?t=2")];
  assert.match(one, /^https:\/\/h\/x\?…[0-9a-f]{8}$/);
  assert.notEqual(one, other);
  assert.equal(withoutQuery(one), one);
  assert.ok(isHidden(one) && !isHidden("https://h/x"));
  for (const text of ["https://h/x", "/a", "https://h/?"]) assert.equal(withoutQuery(text), text);
});

test("a thing is meant by its name as it is told, and with its query written out", () => {
  const name = withoutQuery("http://h:80/a?b=c");
  assert.ok(isNamed(name, name) && isNamed(name, "http://h:80/a?b=c") && isNamed("what?", "what?"));
  assert.ok(!isNamed(name, "http://h:80/a?b=d") && !isNamed(null, "http://h:80/a?b=c"));
});

test("what may hold a password is seen, however it is written", () => {
  for (const text of [
    "postgresql://u:p@h/x",
    "postgresql://u:p/a#b@h/x",
    "https://h/?token=1",
    "jdbc:sqlserver://h;password=p",
    "u:p@h",
  ]) {
    assert.ok(mayHoldLogin(text), text);
    assert.match(withoutLogin(text), /^…[0-9a-f]{8}$/);
  }
  for (const text of [
    "https://app.example.org/",
    "app.example.org",
    "sqlite:////srv/x.db",
    "ann@h",
    "10:30",
    "a b: c@d",
  ])
    assert.equal(withoutLogin(text), text);
});

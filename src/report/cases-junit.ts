import { positionOf } from "../spec/problem.ts";
import { placeIn, type Tested } from "./cases.ts";
import { visible } from "./text.ts";
import { element, textElement, type Attributes } from "./xml.ts";

/** Reasons are longer than names: as much of one as the words for people show. */
const mostOfReason = 1000;

type TestCase = { readonly name: string; readonly line: number | null; readonly failures: readonly Failure[] };
type Failure = { readonly message: string; readonly reason: string; readonly place: string };

/**
 * The cases of a folder as JUnit XML: one test case each. Statements that are not treated as they say fail in a suite of
 * their own, one test case each, so that both counts are those of the words for people.
 */
export function writeCasesJunit(tested: Tested): string {
  const { product, source } = tested;
  const [cases, statements] = [casesOf(tested), statementsOf(tested)];
  const suite = (name: string, some: readonly TestCase[]): readonly string[] =>
    element(
      "testsuite",
      { name, ...countsOf(some) },
      some.map((one) => testCase(one, { className: product, file: source.name })),
    );
  const root = element("testsuites", { name: "footing test", ...countsOf([...cases, ...statements]) }, [
    suite(product, cases),
    ...(statements.length === 0 ? [] : [suite(`${product}: statements`, statements)]),
  ]);
  return `${['<?xml version="1.0" encoding="UTF-8"?>', ...root].join("\n")}\n`;
}

const countsOf = (cases: readonly TestCase[]): Attributes => ({
  tests: cases.length,
  failures: cases.filter(({ failures }) => failures.length > 0).length,
  errors: 0,
  skipped: 0,
});

const casesOf = ({ source, results }: Tested): readonly TestCase[] =>
  results.map(({ name, at, failures }) => ({
    name,
    line: positionOf(source.text, at.start).line,
    failures: failures.map((failure) => ({
      message: `${failure.what}: expected ${failure.expected}, got ${failure.got}`,
      reason: failure.reason,
      place: placeIn(source, failure.at),
    })),
  }));

const statementsOf = ({ uncovered }: Tested): readonly TestCase[] =>
  uncovered.map((reason) => {
    const message = "a statement is not treated as said";
    return { name: reason, line: null, failures: [{ message, reason, place: "" }] };
  });

type Standing = { readonly className: string; readonly file: string };

function testCase({ name, line, failures }: TestCase, { className, file }: Standing): readonly string[] {
  const place = line === null ? {} : { file, line };
  const attributes = { classname: className, name, ...place };
  const [first, ...others] = failures;
  if (first === undefined) return element("testcase", attributes);
  // Readers show one failure of a test case, so that it has all of them.
  const more = others.length === 0 ? "" : `, and ${others.length} more`;
  const lines = failures.flatMap(({ message, reason, place: at }) => [
    visible(message),
    `  ${visible(reason, { most: mostOfReason })}`,
    ...(at === "" ? [] : [`  ${visible(at)}`]),
  ]);
  const failure = { type: "mismatch", message: first.message + more };
  return element("testcase", attributes, [textElement("failure", failure, ["", ...lines, ""])]);
}

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, test, type TestContext } from "node:test";
import type { Page } from "playwright-core";
import { exampleReport, exampleResult } from "../../src/report/example.ts";
import { hostsExample, wholeExample } from "../../src/report/html/example-page.ts";
import { writeHtml } from "../../src/report/html/page.ts";
import type { Report } from "../../src/report/report.ts";
import { closeBrowser, opened, withBrowser } from "./browser.ts";

after(closeBrowser);

const now = "2026-11-21T21:00:00.000Z";
const html = (report: Report): string => writeHtml(report, { now });

/** Words that no line can hold, in each place where a target may put one. */
function longWords(): Report {
  const word = "0123456789abcdef".repeat(12);
  const whole = wholeExample();
  const results = whole.results.map((result) => ({
    ...result,
    title: `${result.title} ${word}`,
    observed: word,
    remedy: { text: word, commands: [word], docs: `https://docs.example.org/${word}` },
  }));
  const facts = whole.facts.map((fact) => ({ ...fact, by: word, note: word }));
  const sources = [{ id: "page", title: word, url: `https://docs.example.org/${word}` }];
  return { ...whole, results, facts, sources, product: { ...whole.product, name: word, notice: word } };
}

const reports: Readonly<Record<string, () => Report>> = {
  "with one of everything": wholeExample,
  "of several hosts": () => hostsExample(5),
  "of long words": longWords,
  "of nothing": () => exampleReport([]),
  "that is ready": () => exampleReport([exampleResult({ id: "memory", outcome: "met" })]),
};

const unfold = (page: Page): Promise<unknown> =>
  page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds wrong, or cannot tell, each with its element; of words in a drawing it never can tell the contrast. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  return page.evaluate<string[]>(
    `axe.run({ runOnly: ${JSON.stringify(rules)} }).then(({ violations, incomplete }) =>
       [...violations, ...incomplete].flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ": " + html + " " + failureSummary)).filter((one) => !one.startsWith("color-contrast: <text")))`,
  );
}

for (const [name, report] of Object.entries(reports)) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing wrong with a page ${name}, ${colorScheme}, unfolded`, withBrowser, async (context) => {
      const { page, complaints } = await opened(context, html(report()), { colorScheme });
      assert.deepEqual(complaints, []);
      await unfold(page);
      assert.deepEqual((await violations(page)).slice(0, 5), []);
    });
  }

  test(`a page ${name} needs no scrolling to the side at 400 %, unfolded or not`, withBrowser, async (context) => {
    const { page } = await opened(context, html(report()), { viewport: { width: 320, height: 256 } });
    assert.deepEqual(await beyondTheEdge(page), []);
    await unfold(page);
    assert.deepEqual(await beyondTheEdge(page), []);
  });
}

/** Elements that reach beyond the window, apart from those that are there for ears alone. */
const beyondTheEdge = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`
    [...document.querySelectorAll("body *")]
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5 && getComputedStyle(one).clipPath === "none")
      .map((one) => one.outerHTML.slice(0, 200))
      .concat(document.documentElement.scrollWidth > innerWidth ? ["the page is " + document.documentElement.scrollWidth] : [])`);

type Focused = { readonly at: number; readonly outline: string; readonly width: number };

const focused = (page: Page): Promise<Focused> =>
  page.evaluate<Focused>(`(() => {
    const one = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return { at: [...document.querySelectorAll("a, summary")].indexOf(one), outline: outlineStyle, width: parseFloat(outlineWidth) };
  })()`);

/** Presses Tab until it leaves the page; the places it came to, in their order in the page. */
async function tabbed(page: Page): Promise<readonly number[]> {
  const count = await page.evaluate<number>("document.querySelectorAll('a, summary').length");
  const places: number[] = [];
  for (let pressed = 0; pressed <= count; pressed++) {
    await page.keyboard.press("Tab");
    const { at, outline, width } = await focused(page);
    if (at === -1) break;
    assert.ok(outline === "solid" && width >= 2, `nothing shows that ${at} has the focus`);
    places.push(at);
  }
  return places;
}

test(
  "the keyboard comes to everything that unfolds and every link, in order, and shows where it is",
  withBrowser,
  async (context) => {
    const { page } = await opened(context, html(wholeExample()));
    const folded = await tabbed(page);
    assert.deepEqual(
      folded,
      folded.toSorted((a, b) => a - b),
    );
    const isVisible =
      "[...document.querySelectorAll('a, summary')].flatMap((one, at) => one.checkVisibility({ contentVisibilityAuto: true }) ? [at] : [])";
    assert.deepEqual(folded, await page.evaluate<number[]>(isVisible));
    await unfold(page);
    await page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0)");
    await page.reload();
    await unfold(page);
    const all = await tabbed(page);
    assert.equal(all.length, await page.evaluate<number>("document.querySelectorAll('a, summary').length"));
  },
);

test(
  "a line unfolds by the keyboard, and a link to a target unfolds what it leads to",
  withBrowser,
  async (context) => {
    const { page } = await opened(context, html(hostsExample(5)));
    const isOpen = (selector: string): Promise<boolean> =>
      page.evaluate<boolean>(`document.querySelector(${JSON.stringify(selector)}).open`);
    assert.equal(await isOpen(".target"), false);
    await page.focus(".target > summary");
    await page.keyboard.press("Enter");
    assert.equal(await isOpen(".target"), true);
    assert.equal(await isOpen(".target:last-of-type"), false);
    await page.click("#targets a[href='#target-4']");
    assert.equal(await isOpen(".target:has(#target-4)"), true);
  },
);

/** Evidence that is not drawn, and what is neither black nor grey on white. */
const wrongOnPaper = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
    const grey = (colour) => { const [r, g, b] = colour.match(/[\\d.]+/g).map(Number); return r === g && g === b && r < 90; };
    const unseen = [...document.querySelectorAll("details > :not(summary)")]
      .filter((one) => one.getBoundingClientRect().height < 10 || !one.checkVisibility({ contentVisibilityAuto: true }));
    const coloured = [...document.querySelectorAll("body, body *:not(svg *)")].filter((one) => !grey(getComputedStyle(one).color));
    const { backgroundColor } = getComputedStyle(document.body);
    return [...unseen, ...coloured].map((one) => one.outerHTML.slice(0, 200))
      .concat(backgroundColor === "rgb(255, 255, 255)" ? [] : [backgroundColor]);
  })()`);

const pagesOf = (pdf: Buffer): number => pdf.toString("latin1").match(/\/Type ?\/Page\b/g)?.length ?? 0;

test("on paper all evidence stands open, black on white, also from a dark screen", withBrowser, async (context) => {
  for (const colorScheme of ["light", "dark"] as const) {
    const { page } = await opened(context, html(wholeExample()), { colorScheme });
    await page.emulateMedia({ media: "print" });
    assert.deepEqual(await wrongOnPaper(page), []);
    const folded = pagesOf(await page.pdf({ format: "A4" }));
    await unfold(page);
    assert.equal(folded, pagesOf(await page.pdf({ format: "A4" })));
    assert.ok(folded > 2, `${folded} pages`);
  }
});

test(
  "no script runs in a page and nothing is fetched, whatever is put into it",
  withBrowser,
  async (context: TestContext) => {
    const broken = html(wholeExample()).replace(
      "<main>",
      `<main><script>document.title = "run"</script><img src="https://example.org/x.png" onerror="document.title = 'run'">
     <p style="position:fixed">x</p><style>body { display: none }</style><base href="https://example.org/">`,
    );
    const { page, complaints } = await opened(context, broken);
    assert.match(await page.title(), /^NOT READY/);
    assert.equal(await page.evaluate("getComputedStyle(document.body).display"), "block");
    assert.equal(await page.evaluate("document.baseURI.startsWith('file:')"), true);
    assert.ok(complaints.filter((one) => /Content Security Policy/.test(one)).length >= 4, complaints.join("\n"));
  },
);

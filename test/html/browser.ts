import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

const places = ["/usr/bin/chromium", "/usr/bin/google-chrome"];
const executablePath = places.find((place) => existsSync(place));

/** Debian's package brings it; nothing is downloaded for a test. */
export const withBrowser = { skip: executablePath === undefined ? "chromium is not here" : false };

let started: Promise<Browser> | undefined;

/** One browser for all tests of a file; `closeBrowser` ends it. Loaded only where it is wanted: it takes its time. */
async function browser(): Promise<Browser> {
  const { chromium } = await import("playwright-core");
  started ??= chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  return started;
}

export const closeBrowser = async (): Promise<void> => (await started)?.close();

export type Opened = {
  readonly page: Page;
  /** What the page asked for beside itself, and what the browser complained of. */
  readonly complaints: readonly string[];
};

/** Opens a page as a file, as somebody does who was sent it. */
export async function opened(context: TestContext, html: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), "footing-html-"));
  const file = join(folder, "report.html");
  writeFileSync(file, html);
  const window = await (await browser()).newContext(options);
  context.after(async () => {
    await window.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const page = await window.newPage();
  const complaints: string[] = [];
  const address = pathToFileURL(file).href;
  page.on("request", (request) => {
    if (request.url() !== address) complaints.push(`asked for ${request.url()}`);
  });
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(address);
  return { page, complaints };
}

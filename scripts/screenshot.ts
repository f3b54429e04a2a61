import { parseArgs } from "node:util";
import { chromium, type Page } from "playwright-core";

/**
 * Takes the picture of the README from a running playground:
 *
 *   npx tsx scripts/screenshot.ts http://127.0.0.1:3000/ docs/playground.png "Good evening!" "Any news?"
 *
 * Each text after the file is said as the open user, and the answer is waited for, before the picture is taken.
 */
const help =
  "npx tsx scripts/screenshot.ts [--size 1280x800] [--as NAME] [--light] [--edits] URL FILE.png [TEXT ...]";

/** A model on a slow machine takes its time. */
const answerMs = 180_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: "string", default: "1280x800" },
    /** Whom to speak as; the page's first user when left out. */
    as: { type: "string" },
    light: { type: "boolean", default: false },
    /** Shows how the last answer grew in the side panel, instead of the requests. */
    edits: { type: "boolean", default: false },
  },
});
const [url, file, ...texts] = positionals;
const [width = Number.NaN, height = Number.NaN] = values.size.split("x").map(Number);
if (url === undefined || file === undefined || !(width > 0 && height > 0)) {
  console.error(help);
  process.exit(2);
}

const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM_PATH"] || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: 2,
    locale: "en-GB",
    reducedMotion: "reduce",
    colorScheme: values.light ? "light" : "dark",
  });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole("textbox", { name: /^Message / }).waitFor();
  if (values.as !== undefined) await speakAs(page, values.as);
  for (const text of texts) await sayAndWait(page, text);
  if (values.edits) {
    const last = page.getByRole("article").last();
    await last.hover();
    await last.getByRole("button", { name: "Show the edits" }).click();
    await page.getByRole("textbox", { name: /^Message / }).focus();
    await page.mouse.move(0, 0);
  }
  await page.screenshot({ path: file });
} finally {
  await browser.close();
}

async function speakAs(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: /^Speaking as/ }).click();
  await page.getByRole("menuitemradio", { name }).click();
}

/** Says it, and waits until an app's answer stands below it and is complete. */
async function sayAndWait(page: Page, text: string): Promise<void> {
  const composer = page.getByRole("textbox", { name: /^Message / });
  await composer.fill(text);
  await composer.press("Enter");
  const own = page.getByRole("article").filter({ hasText: text }).last();
  await own.waitFor();
  const answer = own.locator("xpath=following-sibling::*[@role='article' and @aria-busy='false']");
  await answer.first().waitFor({ timeout: answerMs });
}

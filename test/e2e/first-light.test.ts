import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { type ProgramProcess, startProgram } from "../support/program-process.ts";
import { type TemporaryFolder, temporaryFolder } from "../support/temporary-folder.ts";

/**
 * What a person does first, on nothing but real parts: the built program as `npm start` runs it, the demo model, a
 * browser.
 */
let folder: TemporaryFolder;
let browser: Browser;
let program: ProgramProcess;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  folder = temporaryFolder();
  browser = await launchChromium();
  await openPlayground();
});

afterAll(async () => {
  await browser?.close();
  await program?.[Symbol.asyncDispose]();
  folder?.[Symbol.dispose]();
});

async function openPlayground(): Promise<void> {
  program = startProgram({
    command: process.execPath,
    args: ["--enable-source-maps", "dist/src/cli/main.js", "start", "--port", "0"],
    // The likeliest word each time, so that the answers are the same ones in every run.
    environment: { DATABASE_FILE: folder.file("hearthside.db"), TEMPERATURE: "0" },
  });
  const line = await program.line(/http:\S+/);
  const url = /http:\S+/.exec(line)?.[0] ?? "";
  page = await browser.newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol !== "data:" && hostname !== "127.0.0.1") complaints.push(request.url());
  });
  await page.goto(url);
  await messages().first().waitFor();
}

/** What everyone in the channel sees: not the answers to commands. */
function messages() {
  return page.getByRole("article").filter({ hasNotText: "Only you can see this" });
}

/** Says something and resolves with the whole answer. */
async function say(text: string): Promise<string> {
  const before = await messages().count();
  await page.getByRole("textbox", { name: /^Message / }).fill(text);
  await page.keyboard.press("Enter");
  const answer = messages().nth(before + 1);
  await expect
    .poll(() => answer.textContent(), { timeout: 30_000 })
    .toMatch(/[AP]M[^▌…]*\p{L}{2}[^▌…]*$/u);
  return (await answer.textContent()) ?? "";
}

test("the page opens on a character's greeting", async () => {
  const greeting = messages().first();
  expect(await greeting.textContent()).toMatch(/Rosie Oakhart.*Crooked Lantern/s);
  expect(await greeting.locator("img").count()).toBeGreaterThan(0);
});

test("hello is answered in character, by name", async () => {
  expect(await say("hello")).toMatch(/Rosie Oakhart/);
});

test("what was said before is remembered", async () => {
  await say("my dog is called Biscuit");
  expect(await say("what is my dog called?")).toContain("Biscuit");
});

test("a restart keeps the conversation, and the memory of it", async () => {
  program.signal("SIGTERM");
  expect(await program.ended).toBe(0);
  await page.close();
  await openPlayground();
  expect(await messages().count()).toBe(7);
  expect(await say("what is my dog called?")).toContain("Biscuit");
});

test("the page had no error and asked nobody outside", () => {
  expect(complaints).toEqual([]);
});

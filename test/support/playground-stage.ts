import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { silentLogger } from "../../src/lib/logger.ts";
import {
  createPlaygroundServer,
  type PlaygroundServer,
} from "../../src/playground/playground-server.ts";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { launchChromium } from "./chromium.ts";
import { ScriptedBot } from "./scripted-bot.ts";

interface BuiltPage extends AsyncDisposable {
  readonly path: string;
}

/** The page as its sources are now, built in a folder of its own. */
export async function buildPlaygroundPage(): Promise<BuiltPage> {
  const path = await mkdtemp(join(tmpdir(), "hearthside-page-"));
  await build({
    configFile: "src/playground/page/vite.config.ts",
    logLevel: "warn",
    build: { outDir: path },
  });
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** A simulator, a scripted bot, the playground's server, and one open page. */
export class PlaygroundStage implements AsyncDisposable {
  readonly simulator: Simulator;
  readonly bot: ScriptedBot;
  readonly page: Page;
  readonly url: string;
  /** What must never happen: errors on the page, and requests that leave this machine. */
  readonly #complaints: string[] = [];
  readonly #server: PlaygroundServer;
  readonly #context: BrowserContext;

  private constructor(
    simulator: Simulator,
    bot: ScriptedBot,
    server: PlaygroundServer,
    page: Page,
  ) {
    this.simulator = simulator;
    this.bot = bot;
    this.page = page;
    this.url = server.url;
    this.#server = server;
    this.#context = page.context();
    page.on("pageerror", (error) => this.#complaints.push(`error: ${error.message}`));
    page.on("console", (line) => {
      if (line.type() === "error") this.#complaints.push(`console: ${line.text()}`);
    });
    page.on("request", (request) => {
      const { hostname } = new URL(request.url());
      if (hostname !== "127.0.0.1") this.#complaints.push(`request: ${request.url()}`);
    });
  }

  static async open(
    browser: Browser,
    builtPage: BuiltPage,
    viewport = { width: 1280, height: 800 },
  ): Promise<PlaygroundStage> {
    const simulator = await createSimulator().start();
    const bot = await ScriptedBot.connect(simulator);
    const server = await createPlaygroundServer({
      simulator,
      port: 0,
      pageDirectory: builtPage.path,
      logger: silentLogger,
    });
    const context = await browser.newContext({ viewport, locale: "en-GB" });
    context.setDefaultTimeout(30_000);
    const stage = new PlaygroundStage(simulator, bot, server, await context.newPage());
    await stage.page.goto(server.url);
    await stage.composer.waitFor();
    return stage;
  }

  get composer(): Locator {
    return this.page.getByRole("textbox", { name: /^Message / });
  }

  /** The standing messages of the open channel. */
  get messages(): Locator {
    return this.page.getByRole("article");
  }

  message(text: string | RegExp): Locator {
    return this.messages.filter({ hasText: text });
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.page.keyboard.press("Enter");
    await this.message(text).first().waitFor();
  }

  async speakAs(name: string): Promise<void> {
    await this.page.getByRole("button", { name: /^Speaking as/ }).click();
    await this.page.getByRole("menuitemradio", { name }).click();
    await this.page.getByRole("button", { name: `Speaking as ${name}. Change` }).waitFor();
  }

  /** Throws when the page had errors, asked anyone outside, or the bot broke one of Discord's rules. */
  assertNothingWrong(): void {
    const wrong = [
      ...this.#complaints,
      ...this.simulator.violations.map(({ rule, detail }) => `violation: ${rule}: ${detail}`),
    ];
    if (wrong.length > 0) throw new Error(wrong.join("\n"));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.close();
    await this.#server.close();
    await this.bot[Symbol.asyncDispose]();
    await this.simulator.stop();
  }
}

/** For every test of a file a stage of its own, on one Chromium; what went wrong on the page fails the test. */
export function openFreshStages(use: (stage: PlaygroundStage) => void): void {
  let browser: Browser;
  let builtPage: BuiltPage;
  let stage: PlaygroundStage;

  beforeAll(async () => {
    [browser, builtPage] = await Promise.all([launchChromium(), buildPlaygroundPage()]);
  });
  afterAll(async () => {
    await browser?.close();
    await builtPage?.[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    stage = await PlaygroundStage.open(browser, builtPage);
    use(stage);
  });
  afterEach(async () => {
    await stage[Symbol.asyncDispose]();
    stage.assertNothingWrong();
  });
}

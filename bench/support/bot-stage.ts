import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fixedModel } from "../../src/app/models/fixed-model.ts";
import type { openFiles } from "../../src/app/open-files.ts";
import { startBot } from "../../src/app/start-bot.ts";
import { startParts } from "../../src/app/start-parts.ts";
import { loadSettings } from "../../src/config/load-settings.ts";
import type { GenerationQueue } from "../../src/generation/generation-queue.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { Closer } from "../../src/lib/closer.ts";
import { silentLogger } from "../../src/lib/logger.ts";
import type { ActorInChannel } from "../../src/simulator/actors/actor.ts";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import type { SimMessage } from "../../src/simulator/world/records.ts";

/** The whole bot on a simulator of Discord, its database in a temporary folder. */
export interface BotStage extends AsyncDisposable {
  readonly simulator: Simulator;
  /** Brings a character into the channel that answers everything there, and resolves when the greeting stands. */
  invite(character: string): Promise<ActorInChannel>;
  /** Messages of the channel that everyone sees, oldest first. */
  messages(here: ActorInChannel): readonly SimMessage[];
}

/** `queue` belongs to the caller, who disposes of it after the stage. */
export async function openBotStage(options: {
  readonly queue: GenerationQueue;
  readonly maxReplyTokens: number;
  /** Default: Discord's. */
  readonly rateLimits?: "discord" | "off";
  /** Opens the bot's files, to watch them. Default: the bot does. */
  readonly files?: typeof openFiles;
}): Promise<BotStage> {
  const closer = new Closer();
  const folder = mkdtempSync(join(tmpdir(), "hearthside-bench-"));
  closer.defer(() => rmSync(folder, { recursive: true, force: true }));
  const simulator = await createSimulator({
    waitTimeoutMs: 60_000,
    rateLimits: options.rateLimits ?? "discord",
  }).start();
  closer.defer(() => simulator.stop());
  const settings = loadSettings({
    DISCORD_API_BASE: simulator.apiBase,
    DISCORD_CDN_BASE: simulator.cdnBase,
    DATABASE_FILE: join(folder, "hearthside.db"),
    MAX_REPLY_TOKENS: String(options.maxReplyTokens),
    SHUTDOWN_TIMEOUT_MS: "1",
    // Nobody waits to see whether more is said: that pause is a choice, and no cost.
    PLACE_DEFAULTS: JSON.stringify({ together: false }),
  });
  const context = {
    logger: silentLogger,
    clock: systemClock,
    print: () => {},
    signal: new AbortController().signal,
  };
  const { queue } = options;
  const running = await startParts(async (parts, fail) => {
    await startBot({
      settings,
      context,
      ...(options.files && { files: await options.files(settings, context, parts) }),
      openQueue: async () => ({
        queue,
        models: fixedModel({ modelId: "it", displayName: "It", engine: "a bench" }),
      }),
      token: simulator.token,
      hurry: true,
      closer: parts,
      fail,
    });
  });
  closer.defer(() => running.stop());

  const messages = (here: ActorInChannel) =>
    simulator.world.messagesIn(here.channel.id).filter(({ visibleTo }) => visibleTo === null);
  return {
    simulator,
    messages,
    async invite(character) {
      const here = simulator.user("mara").in("#tavern");
      await here.slash("chat start", { character, answer: "always" }).reply();
      await simulator.waitFor(() => messages(here).some(hasText), { what: "the greeting" });
      return here;
    },
    [Symbol.asyncDispose]: () => closer.close(),
  };
}

/** Whether a character says something here: before there is a word, a placeholder of one character stands. */
export function hasText({ author, content }: SimMessage): boolean {
  return author.webhookId !== null && content.length > 1;
}

import { join, parse } from "node:path";
import type { Settings } from "../config/settings.ts";
import { usablePermissions } from "../discord/invite-link.ts";
import { packageRoot } from "../lib/package-root.ts";
import { keepWorld } from "../playground/keep-world.ts";
import { createPlaygroundServer } from "../playground/playground-server.ts";
import { loadWorld } from "../playground/world-file.ts";
import { createSimulator } from "../simulator/create-simulator.ts";
import type { Simulator } from "../simulator/simulator.ts";
import { openQueue } from "./open-queue.ts";
import type { RunContext, Running } from "./running.ts";
import { startBot } from "./start-bot.ts";
import { startParts } from "./start-parts.ts";

/** The character that waits in the tavern when the playground is opened for the first time. */
const host = "rosie-oakhart";

/** The real bot, connected to a Discord of its own on this machine, with a page that shows it. */
export async function runPlayground(settings: Settings, context: RunContext): Promise<Running> {
  const { logger, clock } = context;
  return startParts(async (closer, fail) => {
    const files = playgroundFiles(settings.DATABASE_FILE);
    const snapshot = await loadWorld(files.world, logger);

    const simulator = createSimulator({
      logger,
      ...(snapshot === undefined ? {} : { snapshot }),
    });
    await simulator.start();
    closer.defer(() => simulator.stop());
    const keeper = keepWorld({ simulator, file: files.world, clock, logger });
    closer.defer(() => keeper.stop());
    // As if it were invited today, whenever the world was made; what the invitation leaves out is there to be tried.
    for (const guild of simulator.world.guilds) simulator.build.allowBot(guild, usablePermissions);

    await startBot({
      settings: {
        ...settings,
        DATABASE_FILE: files.database,
        DISCORD_API_BASE: simulator.apiBase,
        DISCORD_CDN_BASE: simulator.cdnBase,
      },
      context,
      openQueue: (owner) => openQueue(settings, context, closer, owner),
      token: simulator.token,
      hurry: true,
      closer,
      fail,
    });
    if (snapshot === undefined) await welcome(simulator);

    const server = await createPlaygroundServer({
      simulator,
      port: settings.PORT,
      pageDirectory: join(packageRoot(), "dist", "playground-page"),
      logger,
    });
    closer.defer(() => server.close());
    context.print(`Open ${server.url} in a browser to chat. Ctrl+C stops.`);
  });
}

/**
 * A playground has files of its own beside the bot's, since its channels exist in no Discord: for `data/hearthside.db` they
 * are `data/hearthside.playground.db` and `data/hearthside.playground.json`.
 */
function playgroundFiles(databaseFile: string): { database: string; world: string } {
  const { dir, name, ext } = parse(databaseFile);
  return {
    database: join(dir, `${name}.playground${ext}`),
    world: join(dir, `${name}.playground.json`),
  };
}

/** What a person would do first: bring a character into the channel. */
async function welcome(simulator: Simulator): Promise<void> {
  const started = simulator
    .user("mara")
    .in("#tavern")
    .slash("chat start", { character: host, answer: "always" });
  await started.reply();
}

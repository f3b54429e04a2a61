import type { Settings } from "../config/settings.ts";
import { UserError } from "../lib/errors.ts";
import { openQueue } from "./open-queue.ts";
import type { RunContext, Running } from "./running.ts";
import { startBot } from "./start-bot.ts";
import { startParts } from "./start-parts.ts";

/** The bot with its engine in the same process; with `REDIS_URL`, the bot alone, for workers elsewhere. */
export async function runAllInOne(settings: Settings, context: RunContext): Promise<Running> {
  const token = settings.DISCORD_TOKEN;
  if (token === undefined)
    throw new UserError("missing-settings", "The bot needs DISCORD_TOKEN: see README.md.");
  return startParts(async (closer, fail) => {
    const { invite } = await startBot({
      settings,
      context,
      openQueue: (owner) => openQueue(settings, context, closer, owner),
      token,
      closer,
      fail,
    });
    context.print(
      `Hearthside is connected to Discord. Add it to a server with this link:\n${invite}`,
    );
  });
}

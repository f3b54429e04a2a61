import type { Command } from "commander";
import type { CommandContext } from "../context.ts";
import { requireSettings } from "../required-settings.ts";

export function addBotCommand(program: Command, context: CommandContext): void {
  program
    .command("bot")
    .summary("run the Discord side alone; workers write the replies")
    .description(
      "Runs the Discord bot with its conversations, and puts the work of the models in a queue on Redis. " +
        "Needs DISCORD_TOKEN and REDIS_URL, and at least one `hearthside worker` on the same Redis.",
    )
    .action(async () => {
      const settings = context.settings();
      requireSettings(settings, ["DISCORD_TOKEN", "REDIS_URL"], "bot");
      const { runBot } = await import("../../app/run-bot.ts");
      await context.run(settings, runBot);
    });
}

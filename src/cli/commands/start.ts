import type { Command } from "commander";
import type { CommandContext } from "../context.ts";
import { portOption } from "./port-option.ts";

export function addStartCommand(program: Command, context: CommandContext): void {
  program
    .command("start", { isDefault: true })
    .summary("run the bot, or the playground where no token is set (the default)")
    .description(
      "With DISCORD_TOKEN it is a Discord bot, without it opens the playground: a page in the browser where the same " +
        "bot chats, on this machine alone. Everything runs in this one process; with REDIS_URL the replies are left " +
        "to workers.",
    )
    .addOption(portOption())
    .allowExcessArguments()
    .action(async ({ port }: { port?: string }, command: Command) => {
      refuseUnknownCommand(command);
      const settings = context.settings({ PORT: port });
      if (settings.DISCORD_TOKEN === undefined) {
        const { runPlayground } = await import("../../app/run-playground.ts");
        await context.run(settings, runPlayground);
      } else {
        const { runAllInOne } = await import("../../app/run-all-in-one.ts");
        await context.run(settings, runAllInOne);
      }
    });
}

/** A misspelt command lands here, since this one is the default: name the mistake. */
function refuseUnknownCommand(command: Command): void {
  const [unknown] = command.args;
  if (unknown === undefined) return;
  const known = command.parent?.commands.map((each) => each.name()).join(", ");
  command.error(`error: unknown command '${unknown}' (there are: ${known})`);
}

import type { Command } from "commander";
import type { CommandContext } from "../context.ts";
import { portOption } from "./port-option.ts";

export function addPlaygroundCommand(program: Command, context: CommandContext): void {
  program
    .command("playground")
    .summary("chat with the characters in the browser, without Discord")
    .description(
      "Runs the bot against a Discord of its own on this machine and serves a page that shows it. Needs no token, no " +
        "Redis and no network. The page's address is printed on standard output.",
    )
    .addOption(portOption())
    .action(async ({ port }: { port?: string }) => {
      const settings = context.settings({ PORT: port });
      const { runPlayground } = await import("../../app/run-playground.ts");
      await context.run(settings, runPlayground);
    });
}

import type { Command } from "commander";
import type { CommandContext } from "../context.ts";
import { requireSettings } from "../required-settings.ts";

export function addWorkerCommand(program: Command, context: CommandContext): void {
  program
    .command("worker")
    .summary("run a model and take jobs from the queue")
    .description(
      "Loads MODEL and writes the replies that a bot asks for over Redis. Keeps nothing that matters: start as many as " +
        "the machines carry. Needs REDIS_URL.",
    )
    .action(async () => {
      const settings = context.settings();
      requireSettings(settings, ["REDIS_URL"], "worker");
      const { runWorker } = await import("../../app/run-worker.ts");
      await context.run(settings, runWorker);
    });
}

import type { Command } from "commander";
import type { CommandContext } from "../context.ts";

interface TuneFlags {
  readonly coarseCache?: true;
  readonly dryRun?: true;
}

export function addTuneCommand(program: Command, context: CommandContext): void {
  program
    .command("tune")
    .summary("measure the fastest setup for a model on this machine")
    .description(
      "Runs a model with different threads, with and without flash attention, and with different batches, as many replies " +
        "side by side as SLOTS says. The best is kept in the data folder and used whenever this model is loaded on this " +
        "machine; what you set yourself wins. Takes from seconds to many minutes, by the size of the model. Stop the bot " +
        "and its workers first: what else computes spoils the measuring.",
    )
    .argument(
      "<model>",
      "a path inside MODELS_DIR, a file's name there without its ending, or an absolute path",
    )
    .option("--coarse-cache", "also try a cache of 8 bits, which changes replies a little")
    .option("--dry-run", "measure, and keep nothing")
    .action(async (model: string, { coarseCache, dryRun }: TuneFlags) => {
      const { tuneModel } = await import("../../app/models/tune-model.ts");
      const settings = context.settings();
      const { file } = await tuneModel(
        model,
        { coarseCache: coarseCache === true, keep: dryRun !== true },
        settings,
        {
          clock: context.clock,
          print: (line) => context.print(line),
          signal: new AbortController().signal,
        },
      );
      if (file !== null) context.print(`Kept in ${file}.`);
    });
}

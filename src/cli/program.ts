import { Command, Help, type Option } from "commander";
import { addBotCommand } from "./commands/bot.ts";
import { addCardCommand } from "./commands/card.ts";
import { addChatCommand } from "./commands/chat.ts";
import { addDoctorCommand } from "./commands/doctor.ts";
import { addLoreCommand } from "./commands/lore.ts";
import { addMemoryCommand } from "./commands/memory.ts";
import { addModelsCommand } from "./commands/models.ts";
import { addPlaygroundCommand } from "./commands/playground.ts";
import { addPromptCommand } from "./commands/prompt.ts";
import { addStartCommand } from "./commands/start.ts";
import { addTuneCommand } from "./commands/tune.ts";
import { addWorkerCommand } from "./commands/worker.ts";
import type { CommandContext } from "./context.ts";
import { exitCodeMeanings } from "./exit-codes.ts";

export interface ProgramOutput {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Characters in a line of help. */
  readonly width: number;
}

/** The command line as a tree. It throws a `CommanderError` where commander would end the process. */
export function createProgram(
  context: CommandContext,
  version: string,
  output: ProgramOutput,
): Command {
  const program = new Command("hearthside")
    .description("A self-hosted Discord bot for roleplay characters on local language models.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .exitOverride()
    .configureHelp({ optionDescription: describeOption })
    .configureOutput({
      writeOut: output.out,
      writeErr: output.error,
      getOutHelpWidth: () => output.width,
      getErrHelpWidth: () => output.width,
    })
    .showHelpAfterError("`hearthside --help` lists commands and options.")
    .addHelpText("after", helpAfter);
  for (const add of [
    addStartCommand,
    addPlaygroundCommand,
    addBotCommand,
    addWorkerCommand,
    addDoctorCommand,
    addCardCommand,
    addLoreCommand,
    addPromptCommand,
    addMemoryCommand,
    addChatCommand,
    addModelsCommand,
    addTuneCommand,
  ])
    add(program, context);
  return program;
}

/** Commander tells defaults, but not what has to be given. */
function describeOption(option: Option): string {
  const description = new Help().optionDescription(option);
  return option.mandatory && option.defaultValue === undefined
    ? `${description} (required)`
    : description;
}

const exitCodeLines = exitCodeMeanings.map(
  ([code, meaning]) => `  ${String(code).padEnd(4)} ${meaning}`,
);

const helpAfter = `
Examples:
  hearthside                         the playground, or the bot where DISCORD_TOKEN is set
  hearthside playground --port 0     the playground on any free port
  REDIS_URL=redis://localhost:6379 hearthside worker
                                     a worker for the bot on that Redis
  hearthside doctor                  what is wrong here, and what to do about it
  hearthside card convert rosie.json --to png --out rosie.png
                                     a card that other programs read

Settings come from the environment and from a file .env in the current folder;
docs/configuration.md lists them all.

Stopping: the first SIGTERM or Ctrl+C lets replies under way finish, the second one
stops at once. Nothing is lost either way: the next start goes on where this one was.

Exit codes:
${exitCodeLines.join("\n")}
`;

import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPutAPIApplicationCommandsJSONBody,
} from "discord-api-types/v10";
import { characterInfo } from "./character/info.ts";
import { listCharacters } from "./character/list.ts";
import { useCharacter } from "./character/use.ts";
import { resetChat } from "./chat/reset.ts";
import { startChat } from "./chat/start.ts";
import { stopChat } from "./chat/stop.ts";
import type { Command, RootCommand } from "./command.ts";
import { help } from "./help.ts";
import { showModel } from "./model/show.ts";

/** Every command. */
export const commandTable: readonly RootCommand[] = [
  {
    name: "chat",
    description: "Talk to a character in this channel",
    subcommands: { start: startChat, reset: resetChat, stop: stopChat },
  },
  {
    name: "character",
    description: "The characters you can talk to",
    subcommands: { list: listCharacters, use: useCharacter, info: characterInfo },
  },
  {
    name: "model",
    description: "The model that answers",
    subcommands: { show: showModel },
  },
  { name: "help", command: help },
];

export function findCommand(name: string, subcommand: string | null): Command | undefined {
  const root = commandTable.find((candidate) => candidate.name === name);
  if (root === undefined) return undefined;
  if ("command" in root) return root.command;
  return subcommand === null ? undefined : root.subcommands[subcommand];
}

/** The table as Discord wants it. Everyone may use everything until a server's owner says otherwise. */
export function commandDefinitions(): RESTPutAPIApplicationCommandsJSONBody {
  return commandTable.map((root) => ({
    type: ApplicationCommandType.ChatInput,
    name: root.name,
    description: "command" in root ? root.command.description : root.description,
    options:
      "command" in root
        ? [...root.command.options]
        : Object.entries(root.subcommands).map(([name, { description, options }]) => ({
            type: ApplicationCommandOptionType.Subcommand as const,
            name,
            description,
            options: [...options],
          })),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  }));
}

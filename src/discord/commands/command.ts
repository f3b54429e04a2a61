import type { AutocompleteInteraction, ChatInputCommandInteraction } from "discord.js";
import type { APIApplicationCommandBasicOption, APIEmbed } from "discord-api-types/v10";
import type { ChatService } from "../../conversation/chat-service.ts";
import type { CharacterLibrary } from "../../conversation/ports.ts";
import type { WebhookTrouble } from "../webhooks/channel-webhooks.ts";
import type { Choice } from "./rank-choices.ts";

/** What commands work with. */
export interface CommandServices {
  readonly chat: ChatService;
  readonly library: CharacterLibrary;
  /** Why characters can't have their own name and picture in a channel; null when they can. */
  readonly webhookTrouble: (channelId: string) => Promise<WebhookTrouble | null>;
  /** Where Discord finds a character's picture. */
  readonly avatarUrl: (characterId: string) => Promise<string | null>;
}

/** What the person who used a command gets to see; nobody else does. */
export interface Answer {
  readonly content?: string;
  readonly embeds?: readonly APIEmbed[];
}

export interface Command {
  /** At most 100 characters. */
  readonly description: string;
  readonly options: readonly APIApplicationCommandBasicOption[];
  /** Runs after the interaction has been acknowledged. Throws a `UserError` for what the person can mend. */
  run(interaction: ChatInputCommandInteraction, services: CommandServices): Promise<Answer>;
  /** Suggestions for the option that is being typed, from memory alone: Discord waits three seconds at most. */
  complete?(interaction: AutocompleteInteraction, services: CommandServices): readonly Choice[];
}

/** A top-level command: one that runs, or one with subcommands. */
export type RootCommand =
  | { readonly name: string; readonly command: Command }
  | {
      readonly name: string;
      readonly description: string;
      readonly subcommands: Readonly<Record<string, Command>>;
    };

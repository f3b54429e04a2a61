import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  ModalSubmitInteraction,
} from "discord.js";
import type {
  APIActionRowComponent,
  APIButtonComponentWithCustomId,
  APIComponentInMessageActionRow,
  APIEmbed,
  APIModalInteractionResponseCallbackData,
} from "discord-api-types/v10";
import type { AuditFacts } from "../../conversation/audit/audit-facts.ts";
import type { ChatService } from "../../conversation/chat-service.ts";
import type { Desks } from "../../conversation/desks.ts";
import type { Avatar, CharacterLibrary } from "../../conversation/ports.ts";
import type { Clock } from "../../lib/clock.ts";
import type { PersonaPosts } from "../proxies/persona-posts.ts";
import type { RootName } from "../texts/root-name.ts";
import type { WebhookTrouble } from "../webhooks/channel-webhooks.ts";
import type { CommandIndex } from "./command-index.ts";
import type { CommandOption } from "./command-option.ts";
import type { DownloadAttachment } from "./download-attachment.ts";
import type { Choice } from "./rank-choices.ts";
import type { Tier } from "./tier.ts";

/** What commands work with. */
export interface CommandServices extends Desks {
  readonly chat: ChatService;
  readonly library: CharacterLibrary;
  readonly commands: CommandIndex;
  /** Why characters can't have their own name and picture in a channel; null when they can. */
  readonly webhookTrouble: (channelId: string) => Promise<WebhookTrouble | null>;
  /** Where Discord finds a character's picture. */
  readonly avatarUrl: (characterId: string) => Promise<string | null>;
  readonly download: DownloadAttachment;
  /** What people said in their personas' names. */
  readonly posts: Pick<PersonaPosts, "edit" | "remove">;
  /** Where Discord finds a persona's picture. */
  readonly personaAvatarUrl: (personaId: string) => Promise<string | null>;
  /** A small PNG of a picture. @throws when the bytes are none. */
  readonly makeAvatar: (bytes: Uint8Array) => Promise<Avatar>;
  readonly clock: Clock;
}

/** What the person who used a command gets to see; nobody else does. */
export interface Answer {
  readonly content?: string;
  readonly embeds?: readonly APIEmbed[];
  readonly files?: readonly AnswerFile[];
  /** Rows of buttons and menus; at most five. */
  readonly rows?: readonly APIActionRowComponent<APIComponentInMessageActionRow>[];
  /** Id of the turn whose text it announces. Once that stands, the answer is taken away. */
  readonly announces?: string;
  /**
   * Something was changed that concerns others too: this is written to the audit log with the command's name. Names and
   * values, or what takes words; never what people said.
   */
  readonly deed?: string | AuditFacts;
  /** Under which name that is written, where it isn't what was used: words with a dot, for instance `chat.reset`. */
  readonly deedName?: string;
}

export type ButtonRow = APIActionRowComponent<APIButtonComponentWithCustomId>;

export interface AnswerFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type Command = PlainCommand | FormCommand | SpokenCommand;

interface CommandBase {
  /** Who may use it; `everyone` when left out. Discord is told, and it is checked again before the command runs. */
  readonly tier?: Tier;
  /** Those who run the bot may use it in direct messages, where nobody manages anything. */
  readonly forOperators?: true;
  readonly options: readonly CommandOption[];
  /** Suggestions for the option that is being typed, from memory alone: Discord waits three seconds at most. */
  complete?(interaction: AutocompleteInteraction, services: CommandServices): readonly Choice[];
}

export interface PlainCommand extends CommandBase {
  /** Runs after the interaction has been acknowledged. Throws a `UserError` for what the person can mend. */
  run(interaction: ChatInputCommandInteraction, services: CommandServices): Promise<Answer>;
}

/** A command that asks for more in a form. */
export interface FormCommand extends CommandBase {
  /** The form is the answer, so it has to come at once: from memory alone. Throws a `UserError` likewise. */
  form(interaction: ChatInputCommandInteraction, services: CommandServices): Form;
  /** Runs after the sent form has been acknowledged; `argument` is the form's. */
  submit(
    submission: ModalSubmitInteraction,
    argument: string,
    services: CommandServices,
  ): Promise<Answer>;
}

/** A command by which somebody says something to everyone in a channel. */
export interface SpokenCommand extends CommandBase {
  /**
   * What everyone gets to read, at once: from memory alone. Throws a `UserError` likewise, which the person alone reads in its
   * place.
   */
  words(interaction: ChatInputCommandInteraction, services: CommandServices): Promise<string>;
  /** Runs when the words stand in a message. What it answers, if anything, is for the person alone. */
  spoken(
    interaction: ChatInputCommandInteraction,
    messageId: string,
    services: CommandServices,
  ): Promise<Answer | null>;
}

export interface Form {
  /** At most 45 characters. */
  readonly title: string;
  /** Comes back with the form: at most 60 characters. Whoever sends it can have changed it. */
  readonly argument: string;
  readonly components: APIModalInteractionResponseCallbackData["components"];
}

/** A top-level command: one that runs, or one with subcommands. The texts describe it, by its name. */
export type RootCommand = {
  readonly name: RootName;
  /** Who installed the bot for themselves has it everywhere; others only where the bot is a member. */
  readonly everywhere?: boolean;
} & ({ readonly command: Command } | { readonly subcommands: Readonly<Record<string, Command>> });

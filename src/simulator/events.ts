import type { LoggedRequest } from "./http/request-log.ts";
import type { Violation } from "./violations.ts";
import type {
  AutocompleteChoice,
  SimChannel,
  SimCommand,
  SimGuild,
  SimInteraction,
  SimMessage,
  SimUser,
  WireObject,
} from "./world/records.ts";

/**
 * Everything an observer can see happen, in order. The records are the live ones: read them, don't write to them. A
 * message with `visibleTo` set is ephemeral: show it to that user alone.
 */
export type SimulatorEvent =
  | { readonly type: "message-created"; readonly message: SimMessage }
  | { readonly type: "message-updated"; readonly message: SimMessage }
  | { readonly type: "message-deleted"; readonly message: SimMessage }
  | { readonly type: "reactions-changed"; readonly message: SimMessage }
  | {
      readonly type: "typing";
      readonly channelId: string;
      readonly userId: string;
      /** Discord shows it for ten seconds or until that user's next message. */
      readonly until: number;
    }
  | { readonly type: "user-changed"; readonly user: SimUser }
  | { readonly type: "guild-changed"; readonly guild: SimGuild }
  | { readonly type: "channel-changed"; readonly channel: SimChannel }
  | { readonly type: "channel-deleted"; readonly channel: SimChannel }
  | {
      readonly type: "commands-registered";
      /** Null: everywhere. */
      readonly guildId: string | null;
      readonly commands: readonly SimCommand[];
    }
  | { readonly type: "interaction-created"; readonly interaction: SimInteraction }
  /** The bot's first answer; `interaction.answer` says which. */
  | { readonly type: "interaction-answered"; readonly interaction: SimInteraction }
  | {
      readonly type: "modal-opened";
      readonly interaction: SimInteraction;
      readonly userId: string;
      /** Discord's modal: `custom_id`, `title`, `components`. */
      readonly modal: WireObject;
    }
  | {
      readonly type: "choices-offered";
      readonly interaction: SimInteraction;
      readonly choices: readonly AutocompleteChoice[];
    }
  /** The three seconds passed without an answer: "The application did not respond". */
  | { readonly type: "interaction-failed"; readonly interaction: SimInteraction }
  | { readonly type: "bot-connected"; readonly sessionId: string; readonly resumed: boolean }
  | { readonly type: "bot-disconnected"; readonly sessionId: string }
  | { readonly type: "request-logged"; readonly request: LoggedRequest }
  | { readonly type: "violation"; readonly violation: Violation };

export type SimulatorListener = (event: SimulatorEvent) => void;

import { UserError } from "../../lib/errors.ts";
import type { CharacterLibrary, ConversationStore } from "../ports.ts";
import type { HearReason } from "./hear-reason.ts";
import type { ReasonStore } from "./reason-store.ts";

/** Why a message was answered or not, for people. */
export interface WhyService {
  /**
   * Of one message, or of the newest that was heard in a channel; for a reply, of the message that it answers.
   *
   * @throws UserError when nobody knows.
   */
  why(channelId: string, messageId: string | null): ShownReason;
}

export interface ShownReason extends HearReason {
  /** Name of who spoke; null where nobody did. */
  readonly speakerName: string | null;
}

export interface WhyDeskOptions {
  readonly store: Pick<ConversationStore, "ofChannel" | "turnOfMessage" | "messagesOf">;
  readonly reasons: Pick<ReasonStore, "reasonOf" | "newest">;
  readonly library: Pick<CharacterLibrary, "get">;
}

export class WhyDesk implements WhyService {
  readonly #options: WhyDeskOptions;

  constructor(options: WhyDeskOptions) {
    this.#options = options;
  }

  why(channelId: string, messageId: string | null): ShownReason {
    const { store, reasons, library } = this.#options;
    const reason =
      messageId === null ? reasons.newest(channelId) : reasons.reasonOf(this.#heard(messageId));
    if (reason?.channelId === channelId) {
      const id = reason.speaker?.characterId;
      return { ...reason, speakerName: id === undefined ? null : (library.get(id)?.name ?? id) };
    }
    // Where no character is, nothing is kept.
    if (store.ofChannel(channelId) === undefined)
      return {
        messageId: messageId ?? "",
        channelId,
        outcome: { answered: false, because: "no-conversation" },
        speaker: null,
        speakerName: null,
      };
    throw new UserError(
      "reason-not-kept",
      "Nothing is known of this message: it is too old, from before the chat began, or nobody called for it.",
    );
  }

  /** For a character's message, the one that it answers. */
  #heard(messageId: string): string {
    const { store } = this.#options;
    const turn = store.turnOfMessage(messageId);
    if (turn?.kind !== "character" || turn.answersTurnId === null) return messageId;
    return store.messagesOf(turn.answersTurnId)[0]?.messageId ?? messageId;
  }
}

import type { SpeakerChoice } from "../../roleplay/cast/choose-speaker.ts";
import type { HearOutcome } from "../chat-service.ts";

/** What became of one message, and why; nothing of what it says. */
export interface HearReason {
  readonly messageId: string;
  readonly channelId: string;
  readonly outcome: HearOutcome;
  /** Who speaks, and why they; null where nobody does. */
  readonly speaker: {
    readonly characterId: string;
    readonly because: SpeakerChoice["because"];
  } | null;
}

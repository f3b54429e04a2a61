import { mentionsName } from "../roleplay/cast/mentions-name.ts";
import type { Character } from "../roleplay/character/character.ts";
import type { HearOutcome } from "./chat-service.ts";
import type { Conversation, HeardMessage } from "./ports.ts";

export interface Situation {
  readonly conversation: Conversation | undefined;
  readonly character: Character | undefined;
  /** The message replies to a turn of a character of this conversation. */
  readonly repliesToCharacter: boolean;
}

/** Whether a message is answered, and why or why not. */
export function decideAnswer(message: HeardMessage, situation: Situation): HearOutcome {
  const { conversation, character } = situation;
  if (message.authorIsBot) return silent("from-a-bot");
  if (conversation === undefined) return silent("no-conversation");
  if (conversation.status === "stopped") return silent("stopped");
  if (character === undefined) return silent("character-missing");
  const isEmpty = message.text === "" && message.attachmentNames.length === 0;
  if (isEmpty && !message.mentionsBot) return silent("empty");
  if (message.mentionsBot) return { answered: true, because: "mention" };
  if (situation.repliesToCharacter) return { answered: true, because: "reply" };
  if (conversation.guildId === null) return { answered: true, because: "direct-message" };
  if (conversation.answer === "always") return { answered: true, because: "always" };
  if (mentionsName(message.text, [character.name, character.nickname]))
    return { answered: true, because: "name" };
  return silent("not-addressed");
}

function silent(because: Extract<HearOutcome, { answered: false }>["because"]): HearOutcome {
  return { answered: false, because };
}

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
  const isEmpty = message.text === "" && message.attachmentNames.length === 0;
  if (isEmpty && !message.mentionsBot) return silent("empty");
  const because = reasonToAnswer(message, conversation, situation);
  if (because === null) return silent("not-addressed");
  return character === undefined ? silent("character-missing") : { answered: true, because };
}

function reasonToAnswer(
  message: HeardMessage,
  conversation: Conversation,
  { character, repliesToCharacter }: Situation,
): Extract<HearOutcome, { answered: true }>["because"] | null {
  if (message.mentionsBot) return "mention";
  if (repliesToCharacter) return "reply";
  if (conversation.guildId === null) return "direct-message";
  if (conversation.answer === "always") return "always";
  // A name is on the card: without one, nobody is called.
  const isNamed = character && mentionsName(message.text, [character.name, character.nickname]);
  return isNamed ? "name" : null;
}

function silent(because: Extract<HearOutcome, { answered: false }>["because"]): HearOutcome {
  return { answered: false, because };
}

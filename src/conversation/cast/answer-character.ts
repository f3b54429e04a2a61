import { continueChain } from "../../roleplay/cast/continue-chain.ts";
import { characterName } from "../../roleplay/character/character.ts";
import { recentTurns, repliesInRow } from "../hearing/recent-turns.ts";
import type { Turn } from "../ports.ts";
import type { SpeakContext } from "../speak-context.ts";
import { performers } from "./performers.ts";

/**
 * The turn of a character whom the newest turn calls by name, owed from now on; null when it calls nobody, the chain is at
 * its end, or somebody has spoken since.
 */
export function answerCharacter(
  turn: Turn,
  context: Pick<SpeakContext, "store" | "library" | "places" | "gate">,
): Turn | null {
  const { store, library, places } = context;
  const conversation = store.conversation(turn.conversationId);
  if (conversation === undefined || conversation.status === "stopped") return null;
  const { values } = places.at(conversation.channelId);
  const { candidates } = performers(conversation, places.placeOf(conversation.channelId), context);
  if (candidates.length < 2) return null;
  const recent = recentTurns(conversation, store);
  if (recent[0]?.id !== turn.id) return null;
  const next = continueChain({
    candidates,
    text: turn.text,
    speakerId: turn.authorId,
    turnsInRow: repliesInRow(recent, values.heardBots),
    limit: values.speaks ? values.chain : 0,
  });
  const character = next === null ? undefined : library.get(next.id);
  if (character === undefined) return null;
  return store.openCharacterTurn(
    {
      conversationId: conversation.id,
      characterId: character.id,
      speakerName: characterName(character),
      answersTurnId: turn.id,
    },
    null,
  );
}

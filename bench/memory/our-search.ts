import { randomUUID } from "node:crypto";
import { silentLogger } from "../../src/lib/logger.ts";
import { type RankWeights, rankWeights } from "../../src/memory/rank-turns.ts";
import { readQuestion } from "../../src/memory/read-question.ts";
import { searchTurns } from "../../src/memory/search-turns.ts";
import { openDatabase } from "../../src/store/database.ts";
import { importChat } from "../../src/store/memory/import-chat.ts";
import { createMemoryCatalogue } from "../../src/store/memory/memory-catalogue.ts";
import { createPassageIndex } from "../../src/store/memory/sqlite-passage-index.ts";
import { takeInTurns } from "../../src/store/memory/take-in-turns.ts";
import type { MadeChat } from "./chat-set.ts";

/** The memory of the bot on a chat, without an embedding model. */
export function ourSearch(
  chat: MadeChat,
): (
  text: string,
  nowMs: number,
  most: number,
  weights?: Partial<RankWeights>,
) => readonly string[] {
  const database = openDatabase({ file: ":memory:", logger: silentLogger });
  const { conversationId } = importChat(
    database,
    { newId: randomUUID, now: () => 0 },
    {
      name: chat.name,
      characterName: chat.turns[0]?.speaker ?? "",
      turns: chat.turns.map(({ id, speaker, text, at }) => ({
        sourceId: id,
        speakerName: speaker,
        isUser: true,
        text,
        at,
      })),
    },
  );
  while (takeInTurns(database, 1000) > 0);
  const index = createPassageIndex(database);
  const catalogue = createMemoryCatalogue(database);
  const speakers = index.speakers(conversationId);
  return (text, nowMs, most, weights = {}) => {
    const ranked = searchTurns(index, {
      conversationId,
      question: readQuestion({ text, speakers, nowMs }),
      most,
      weights: { ...rankWeights, ...weights },
    });
    const told = catalogue.tell(ranked.map(({ passage }) => passage.turnId));
    return ranked.map(({ passage }) => told.get(passage.turnId)?.sourceId ?? "");
  };
}

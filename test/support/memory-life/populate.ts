import type { Conversation, ConversationStore, Swipe } from "../../../src/conversation/ports.ts";
import { defaultSampling } from "../../../src/generation/sampling-defaults.ts";
import { createConversationStore } from "../../../src/store/conversation-store.ts";
import type { Database } from "../../../src/store/database.ts";
import { createFactStore } from "../../../src/store/memory/fact-store.ts";
import { ask, reply, rosie, say, startInput } from "../conversation-inputs.ts";

/** Nobody else uses these words: whoever finds one of them has found something of Ada's. */
export const wordsOfAda = ["zibbelwitz", "gromblefax", "plumbolin", "snurfelpik"] as const;

const places = ["inn", "mill"] as const;
const bob = { authorId: "bob", speakerName: "Bob" };

/** What was said and pinned in two channels before memory had a look: `rounds` times something by Ada, Bob and Rosie. */
export function populate(database: Database, rounds: number): void {
  const store = createConversationStore(database, { newId: ids("turn"), now: () => 1_000 });
  const facts = createFactStore(database, { newId: ids("fact"), now: () => 1_000 });
  for (const channelId of places) {
    const conversation = store.start(startInput({ channelId }));
    for (let round = 0; round < rounds; round++) talk(store, conversation, round);
    const about = { conversationId: conversation.id, characterId: null, turnId: null };
    const adas = {
      authorId: "ada",
      authorName: "Ada",
      text: `There is a ${wordsOfAda[3]} of hers`,
    };
    facts.pin({ ...about, ...adas });
    facts.pin({ ...about, authorId: "bob", authorName: "Bob", text: "Bob is afraid of geese" });
    sayLast(database, conversation, "last");
  }
}

/**
 * Something that Bob says, and a reply whose prompt shows that alone: all that was said before is to be summed up. Done
 * already, nothing changes.
 */
export function sayLast(database: Database, conversation: Conversation, name: string): void {
  const { channelId } = conversation;
  const messageId = `${channelId}-${name}`;
  const store = createConversationStore(database, { newId: ids(messageId), now: () => 1_000 });
  if (!store.knowsMessage(messageId))
    ask(store, conversation, { channelId, messageId, text: "What else is new?", ...bob });
  for (const { id, answersTurnId } of store.owedTurns()) {
    if (answersTurnId !== store.turnOfMessage(messageId)?.id || answersTurnId === undefined)
      continue;
    store.writeReply(id, { ...reply("The geese are back."), ...promptOf(answersTurnId) });
    store.closeTurn(id);
  }
}

function talk(store: ConversationStore, conversation: Conversation, round: number): void {
  const { channelId } = conversation;
  const word = wordsOfAda[round % wordsOfAda.length];
  const hers = `I hid the ${word} number ${round} under the stair of the ${channelId}`;
  say(store, conversation, { channelId, messageId: `${channelId}-${round}-a`, text: hers });
  const text = round % 5 === 4 ? `Is it so? ${hers}` : `The mare ate ${round} apples yesterday.`;
  const messageId = `${channelId}-${round}-b`;
  const { answer } = ask(store, conversation, { channelId, messageId, text, ...bob });
  store.writeReply(answer.id, reply(`Then we need ${round + 1} more baskets, Bob.`));
  store.closeTurn(answer.id);
}

function promptOf(turnId: string): Pick<Swipe, "prompt" | "report"> {
  const id = `history:${turnId}`;
  return {
    prompt: {
      sections: [{ id, role: "user", text: "What else is new?" }],
      replyPrefix: `${rosie.speakerName}:`,
      stop: [],
      sampling: { ...defaultSampling, seed: 1 },
      maxTokens: 10,
      lore: null,
    },
    report: {
      model: "scripted",
      promptTokens: 30,
      cachedTokens: 0,
      evaluatedTokens: 30,
      generatedTokens: 5,
      seed: 1,
      timeToFirstTokenMs: 0,
      durationMs: 0,
      tokensPerSecond: 0,
      ignoredSettings: [],
      exactTokens: true,
      sections: [{ id, tokens: 30, included: true }],
    },
  };
}

/** The same ids in each run. */
function ids(kind: string): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `${kind}-${count}`;
  };
}

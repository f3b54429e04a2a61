import { AgeGate } from "../../src/conversation/cast/age-gate.ts";
import { Chat } from "../../src/conversation/chat.ts";
import type { ConversationStore, HeardMessage } from "../../src/conversation/ports.ts";
import type { StoredValues } from "../../src/conversation/settings/settings-store.ts";
import { createScriptedEngine } from "../../src/generation/scripted-engine.ts";
import type { ScriptedReplies } from "../../src/generation/scripted-reply.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { silentLogger } from "../../src/lib/logger.ts";
import { createInProcessQueue } from "../../src/queue/in-process-queue.ts";
import { aCharacter } from "./character.ts";
import { defaultChoices } from "./default-choices.ts";
import { createManualClock } from "./manual-clock.ts";
import { type MemoryStore, openMemoryStore } from "./memory-store.ts";
import { placeSettingsDesk } from "./place-settings.ts";
import { RecordingSpeaker } from "./recording-speaker.ts";

export const rosie = aCharacter({
  firstMessage: "Come in, {{user}}.",
  // As cards of the wild have it, with a picture written out in the text.
  alternateGreetings: ["![](data:image/png;base64,iVBORw0KGgo=) Eat first, {{user}}."],
});
export const silas = aCharacter({ id: "silas-crane", name: "Silas Crane" });

/** A chat without Discord. `store` can be handed on to another one, as after a restart. */
export function aBot(
  replies: ScriptedReplies = "Of course, love.",
  store: MemoryStore = openMemoryStore(),
  trouble: Partial<ConversationStore> = {},
  places: StoredValues = {},
) {
  const engine = createScriptedEngine({ replies });
  const queue = createInProcessQueue({ engine, clock: systemClock, logger: silentLogger });
  const speaker = new RecordingSpeaker();
  const characters = [rosie, silas];
  const clock = createManualClock();
  const chat = new Chat({
    store: { ...store.conversations, ...trouble },
    swipes: store.swipes,
    lorebooks: store.lorebooks,
    scenes: store.scenes,
    personas: store.personas,
    privacyStore: store.privacyStore,
    reposts: store.reposts,
    clock,
    library: { get: (id) => characters.find((character) => character.id === id) },
    queue,
    speaker,
    settings: {
      maxReplyTokens: 100,
      trimIncomplete: true,
      layout: "cache-friendly",
      lore: {},
      timeZone: "UTC",
      locale: "en-GB",
    },
    places: placeSettingsDesk({ together: false, userLimit: 0, ...places }),
    casts: store.casts,
    reasons: store.reasons,
    usage: store.usage,
    gate: new AgeGate({ marked: new Set(), inDirectMessages: false }),
    directMessages: true,
    dice: () => 0,
    ...defaultChoices,
    newSeed: () => 7,
    logger: silentLogger,
  });
  const start = (fields: object = {}) =>
    chat.start({
      channelId: "tavern",
      guildId: "guild",
      characterId: rosie.id,
      greeting: null,
      answer: "always",
      sinceId: "100",
      hostId: "tom",
      hostName: "Tom",
      ...fields,
    });
  const close = async () => {
    await chat.replies.close(Promise.resolve());
    await queue[Symbol.asyncDispose]();
    await engine[Symbol.asyncDispose]();
  };
  return { engine, queue, speaker, chat, clock, store, characters, start, close };
}

let nextMessage = 1;
export function says(text: string, fields: Partial<HeardMessage> = {}): HeardMessage {
  return {
    messageId: String(1000 + nextMessage++),
    channelId: "tavern",
    guildId: "guild",
    authorId: "tom",
    authorName: "Tom",
    authorRoleIds: [],
    authorIsBot: false,
    text,
    attachmentNames: [],
    mentionsBot: false,
    repliesToMessageId: null,
    ...fields,
  };
}

import { expect, test } from "vitest";
import { trimWorld } from "../../../src/playground/trim-world.ts";
import type { SimInteraction, SimMessage } from "../../../src/simulator/world/records.ts";
import type { WorldSnapshot } from "../../../src/simulator/world/world-snapshot.ts";

function world(messages: readonly Partial<SimMessage>[]): WorldSnapshot {
  return {
    version: 1,
    users: [],
    guilds: [],
    channels: [],
    messages: messages.map((message, index) => ({
      id: String(index),
      createdAt: index,
      deletedAt: null,
      content: "now",
      revisions: [{ content: "before", embeds: [], components: [], since: index }],
      ...message,
    })) as SimMessage[],
    webhooks: [],
    commands: [],
    emojis: [],
    files: [],
    builtIds: 3,
  };
}

test("a small world is saved as it is", () => {
  const small = world([{}, {}]);
  expect(trimWorld(small)).toEqual(small);
});

test("what a message answers is saved as long as the message is", () => {
  const interactions = [{ id: "7" }, { id: "8" }] as SimInteraction[];
  const answers = world([{ interactionId: "7" }, { interactionId: "8", deletedAt: 5 }]);
  expect(trimWorld({ ...answers, interactions }).interactions).toEqual([{ id: "7" }]);
});

test("deleted messages are not saved", () => {
  const { messages } = trimWorld(world([{}, { deletedAt: 5 }, {}]));
  expect(messages.map((message) => message.id)).toEqual(["0", "2"]);
});

test("old messages keep their last text alone, the newest every state", () => {
  const { messages } = trimWorld(world(Array.from({ length: 250 }, () => ({}))));
  expect(messages.map((message) => message.revisions.length)).toEqual([
    ...Array<number>(50).fill(0),
    ...Array<number>(200).fill(1),
  ]);
});

test("of very many messages the newest are saved, whatever their order", () => {
  const many = Array.from({ length: 6000 }, (_, index) => ({ createdAt: 6000 - index }));
  const { messages } = trimWorld(world(many));
  expect(messages).toHaveLength(5000);
  expect(messages[0]?.createdAt).toBe(1001);
});

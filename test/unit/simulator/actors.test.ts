import { describe, expect, test } from "vitest";
import { createSimulator } from "../../../src/simulator/create-simulator.ts";
import type { SimulatorEvent } from "../../../src/simulator/events.ts";
import { createManualClock } from "../../support/manual-clock.ts";

const start = Date.UTC(2026, 0, 1);

function stage() {
  const clock = createManualClock(start);
  const simulator = createSimulator({ clock, waitTimeoutMs: 20 });
  const events: SimulatorEvent[] = [];
  simulator.on((event) => events.push(event));
  return { clock, simulator, events, alice: simulator.user("alice").in("#tavern") };
}

describe("people", () => {
  test("say, edit and delete, and every earlier wording is kept with its time", () => {
    const { alice, clock, events } = stage();
    const said = alice.say("teh");
    clock.advance(1000);
    alice.edit(said, "the");
    clock.advance(1000);
    alice.delete(said);
    expect(said).toMatchObject({
      content: "the",
      revisions: [{ content: "teh", since: start }],
      editedAt: start + 1000,
      deletedAt: start + 2000,
    });
    expect(events.map((event) => event.type)).toEqual([
      "message-created",
      "message-updated",
      "message-deleted",
    ]);
  });

  test("mention others by name", () => {
    const { alice, simulator } = stage();
    const said = alice.say("good evening @Hearthside, and mail@bob");
    expect(said.content).toBe(`good evening <@${simulator.botUserId}>, and mail@bob`);
    expect(said.mentionedUserIds).toEqual([simulator.botUserId]);
  });

  test("react and take it back", () => {
    const { alice } = stage();
    const said = alice.say("look");
    alice.react(said, "🔥");
    alice.react(said, "🔥");
    expect(said.reactions).toEqual([{ emoji: "🔥", userIds: [alice.actor.user.id] }]);
    alice.unreact(said, "🔥");
    expect(said.reactions).toEqual([]);
  });

  test.each([
    ["send nothing", "", "no empty message"],
    ["send 2001 characters", "x".repeat(2001), "2000"],
  ])("can't %s", (_, text, reason) => {
    expect(() => stage().alice.say(text)).toThrow(reason);
  });

  test("can't edit what others said, nor delete it without permission", () => {
    const { alice, simulator } = stage();
    const said = simulator.user("bob").in("#tavern").say("mine");
    expect(() => alice.edit(said, "yours")).toThrow("their own");
    expect(() => alice.delete(said)).toThrow("MANAGE_MESSAGES");
    simulator.user("mara").in("#tavern").delete(said);
    expect(said.deletedAt).toBe(start);
  });

  test("can't use what isn't there", () => {
    const { alice, simulator } = stage();
    expect(() => simulator.user("nobody")).toThrow("nobody");
    expect(() => simulator.user("alice").in("#nowhere")).toThrow("#nowhere");
    expect(() => alice.slash("chat start")).toThrow("registered");
    expect(() => alice.click(alice.say("plain"), "Again")).toThrow("Again");
  });
});

describe("waiting", () => {
  test("ends with the event that makes the condition true", async () => {
    const { alice, simulator } = stage();
    const heard = simulator.expectMessage({ author: "Alice", content: /hel+o/ });
    alice.say("not this");
    const said = alice.say("hello");
    expect(await heard).toBe(said);
  });

  test("ends in an error that says what was waited for", async () => {
    const { simulator } = stage();
    await expect(simulator.expectMessage({ author: "Rosie" })).rejects.toThrow("Rosie");
  });

  test("passes on what the condition throws", async () => {
    const { simulator } = stage();
    const check = () => {
      throw new Error("broken condition");
    };
    await expect(simulator.waitFor(check)).rejects.toThrow("broken condition");
  });
});

test("a simulator has no address before it is started", () => {
  expect(() => stage().simulator.apiBase).toThrow("started");
});

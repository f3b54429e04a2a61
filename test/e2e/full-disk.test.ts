import { expect, test } from "vitest";
import { deferred } from "../../src/lib/deferred.ts";
import { type LogLine, recordingLogger } from "../support/discord-bot.ts";
import { fastClock } from "../support/fast-clock.ts";
import { Stage } from "../support/real-bot.ts";

/** More bytes than any page of the database has left. */
const long = "語".repeat(1900);

const logged = (log: readonly LogLine[], message: string) =>
  expect.poll(() => log.map((line) => line.message), { interval: 5 }).toContain(message);

test("a message that comes while the disk is full is kept and answered once there is room, in its order", async () => {
  const log: LogLine[] = [];
  const stage = await Stage.open({
    replies: (_, call) => `reply ${call}`,
    clock: fastClock(20),
    logger: recordingLogger(log),
  });
  await stage.invite();
  const before = stage.messages().length;
  stage.fillDisk();
  stage.as("alice").say(long);
  stage.as("bob").say("and now?");
  await logged(log, "a message could not be stored: trying again");
  expect(stage.scripted.started).toEqual([]);
  stage.freeDisk();
  await stage.answered("reply 1");
  expect(stage.transcript().slice(before)).toEqual([
    `Alice: ${long}`,
    "Bob: and now?",
    "Rosie Oakhart: reply 0",
    "Rosie Oakhart: reply 1",
  ]);
});

test("a reply that ends while the disk is full stands once there is room, in the same message", async () => {
  const log: LogLine[] = [];
  const gate = deferred();
  const stage = await Stage.open({
    replies: {
      steps: [
        { text: "It began on a night as dark as this one is. " },
        { hold: gate.promise },
        { text: `And it ended. ${long}` },
      ],
    },
    clock: fastClock(20),
    logger: recordingLogger(log),
    environment: { MAX_REPLY_TOKENS: "4000" },
  });
  await stage.invite();
  const before = stage.messages().length;
  stage.as("alice").say("tell me");
  const begun = await stage.answered(/It began/);
  stage.fillDisk();
  gate.resolve();
  await logged(log, "a reply has to wait for better times");
  stage.freeDisk();
  const reply = await stage.answered(/語$/);
  expect(reply.id).toBe(begun.id);
  expect(stage.transcript().slice(before)).toEqual([
    "Alice: tell me",
    `Rosie Oakhart: It began on a night as dark as this one is. And it ended. ${long}`,
  ]);
});

/** A process of its own for a bot without Discord, so that its memory is the bot's alone. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createChat } from "../../src/app/create-chat.ts";
import { openChoices } from "../../src/app/open-choices.ts";
import { openFiles } from "../../src/app/open-files.ts";
import { loadSettings } from "../../src/config/load-settings.ts";
import type { Speaker } from "../../src/conversation/delivery.ts";
import { SettingsDesk } from "../../src/conversation/settings/settings-desk.ts";
import { createScriptedEngine } from "../../src/generation/scripted-engine.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { Closer } from "../../src/lib/closer.ts";
import { silentLogger } from "../../src/lib/logger.ts";
import { createInProcessQueue } from "../../src/queue/in-process-queue.ts";

const channels = 20;
/** Turns over which the time of one is measured. */
const timedTurns = 200;
/** On a machine that is busy with other things, fewer turns have to do. */
const mostMs = 150_000;
const deadline = performance.now() + mostMs;

const closer = new Closer();
// In memory where that is possible: how long a disk takes to be sure has no part in this.
const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "hearthside-"));
closer.defer(() => rmSync(folder, { recursive: true, force: true }));
const settings = loadSettings({ DATABASE_FILE: join(folder, "hearthside.db") });
const context = {
  logger: silentLogger,
  clock: systemClock,
  print: () => {},
  signal: new AbortController().signal,
};
const files = await openFiles(settings, context, closer);
const engine = createScriptedEngine({
  replies: (_, call) => `The stew is hot, and that is the ${call}. bowl of it. Sit down, dear.`,
});
closer.defer(() => engine[Symbol.asyncDispose]());
const queue = createInProcessQueue({ engine, clock: systemClock, logger: silentLogger });
closer.defer(() => queue[Symbol.asyncDispose]());

let messages = 0;
/** Where replies appear at once. */
const speaker: Speaker = {
  deliver: ({ journal }) => ({
    open: async () => {
      journal.sending(0);
      journal.sent(0, `reply-${messages++}`, null);
    },
    wait() {},
    tell() {},
    show() {},
    finish: async () => {},
    fail: async () => {},
    withdraw: async () => {},
    release: async () => {},
  }),
  takeControls: async () => true,
};
const places = { placeOf: () => undefined };
const chat = createChat({
  files,
  choices: await openChoices(settings, files, places),
  queue,
  speaker,
  places: new SettingsDesk({
    store: files.placeSettings,
    places,
    defaults: { burst: 0 },
  }),
  settings,
  context,
});

for (let channel = 0; channel < channels; channel++)
  await chat.start({
    channelId: `channel-${channel}`,
    guildId: "guild",
    characterId: "rosie-oakhart",
    greeting: null,
    answer: "always",
    sinceId: "0",
    hostId: "tom",
    hostName: "Tom",
  });

const measured: { turns: number; bytes: number; turnMs: number }[] = [];
let turns = 0;
for (const until of process.argv.slice(2).map(Number)) {
  await talk(until - timedTurns);
  const from = { at: performance.now(), turns };
  await talk(until);
  const turnMs = (performance.now() - from.at) / Math.max(1, turns - from.turns);
  // The scripted engine keeps a record for tests to look at, which no engine of the bot does.
  (engine.started as unknown[]).length = 0;
  globalThis.gc?.();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  measured.push({ turns, bytes: heapUsed + external + arrayBuffers, turnMs });
}
await chat.replies.close(Promise.resolve());
await closer.close();
process.send?.(measured);
process.disconnect?.();

/** Goes on until so many turns have been taken: what a person says and what is answered are two. */
async function talk(until: number): Promise<void> {
  for (; turns < until && performance.now() < deadline; turns += 2) {
    await chat.hear({
      messageId: `message-${messages++}`,
      channelId: `channel-${(turns / 2) % channels}`,
      guildId: "guild",
      authorId: "tom",
      authorName: "Tom",
      authorRoleIds: [],
      authorIsBot: false,
      text: `Is there any stew left? I ask for the ${turns}. time.`,
      attachmentNames: [],
      mentionsBot: false,
      repliesToMessageId: null,
    });
    await chat.replies.idle();
  }
}

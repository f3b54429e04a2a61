import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fixedModel } from "../../src/app/models/fixed-model.ts";
import { openFiles } from "../../src/app/open-files.ts";
import { startBot } from "../../src/app/start-bot.ts";
import { startParts } from "../../src/app/start-parts.ts";
import { loadSettings } from "../../src/config/load-settings.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { Closer } from "../../src/lib/closer.ts";
import { silentLogger } from "../../src/lib/logger.ts";
import { createInProcessQueue } from "../../src/queue/in-process-queue.ts";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { populateHearthside } from "../../src/simulator/world/populate-hearthside.ts";
import type { SimMessage } from "../../src/simulator/world/records.ts";
import type { WatchedEngine } from "../support/watched-engine.ts";
import type { Utterance } from "./judge.ts";
import { cast, people, type Scene } from "./scenes.ts";

/** One reply of a scene, with everything that belongs to it. */
export interface PlayedReply {
  readonly speaker: string;
  /** Every state that people saw, the last one included. */
  readonly shown: readonly string[];
  /** What the model wrote before anything was cut. */
  readonly raw: string;
  readonly sections: readonly { readonly id: string; readonly text: string }[];
  /** What had been said until then, the reply excluded. */
  readonly said: readonly Utterance[];
}

/** Plays a scene on the whole bot, in a channel of its own with three characters. The engine stays the caller's. */
export async function playScene(
  scene: Scene,
  engine: WatchedEngine,
): Promise<readonly PlayedReply[]> {
  const closer = new Closer();
  try {
    return await play(scene, engine, await openTavern(engine, closer));
  } finally {
    await closer.close();
  }
}

async function play(
  scene: Scene,
  engine: WatchedEngine,
  { simulator }: { readonly simulator: Simulator },
): Promise<readonly PlayedReply[]> {
  const messages = () => {
    const channel = simulator.world.channel("#tavern");
    return simulator.world
      .messagesIn(channel?.id ?? "")
      .filter(({ visibleTo }) => visibleTo === null);
  };
  const played: {
    readonly question: SimMessage;
    readonly reply: SimMessage;
    readonly asked: number;
  }[] = [];
  for (const [user, text] of scene.lines) {
    const asked = engine.generations.length;
    const question = simulator.user(user).in("#tavern").say(text);
    const reply = await simulator.waitFor(() => finishedAfter(messages(), question), {
      what: `a reply to "${text}"`,
    });
    played.push({ question, reply, asked });
  }
  // Only now, since the last edit of a reply may come after it seems to be whole.
  return played.map(({ question, reply, asked }) => {
    const generation = engine.generations[asked];
    if (generation === undefined) throw new Error("a reply came without the engine");
    return {
      speaker: reply.author.name,
      shown: [...reply.revisions.map(({ content }) => content), reply.content],
      raw: generation.text,
      sections: generation.request.prompt.sections,
      said: messages()
        .filter(({ id }) => BigInt(id) <= BigInt(question.id))
        .map(utteranceOf),
    };
  });
}

async function openTavern(
  engine: WatchedEngine,
  closer: Closer,
): Promise<{ readonly simulator: Simulator }> {
  const folder = mkdtempSync(join(tmpdir(), "hearthside-scene-"));
  closer.defer(() => rmSync(folder, { recursive: true, force: true }));
  const simulator = await createSimulator({
    waitTimeoutMs: 120_000,
    rateLimits: "off",
    populate: (world) => populateHearthside(world, { guests: [] }),
  }).start();
  closer.defer(() => simulator.stop());
  for (const [username, globalName] of Object.entries(people)) {
    const user = simulator.build.createUser({ username, globalName });
    for (const guild of simulator.world.guilds) simulator.build.addMember(guild, user);
  }
  const settings = loadSettings({
    DISCORD_API_BASE: simulator.apiBase,
    DISCORD_CDN_BASE: simulator.cdnBase,
    DATABASE_FILE: join(folder, "hearthside.db"),
    MAX_REPLY_TOKENS: "80",
    SHUTDOWN_TIMEOUT_MS: "1",
    PLACE_DEFAULTS: '{"together":false,"chain":0}',
  });
  const context = {
    logger: silentLogger,
    clock: systemClock,
    print: () => {},
    signal: new AbortController().signal,
  };
  const queue = createInProcessQueue({ engine, clock: systemClock, logger: silentLogger });
  closer.defer(() => queue[Symbol.asyncDispose]());
  const running = await startParts(async (parts, fail) => {
    const files = await openFiles(settings, context, parts);
    await startBot({
      settings,
      context,
      openQueue: async () => ({
        queue,
        models: fixedModel({ modelId: "it", displayName: "It", engine: "a bench" }),
      }),
      files,
      token: simulator.token,
      hurry: true,
      closer: parts,
      fail,
    });
    const [first, ...others] = cast;
    const mara = simulator.user("mara").in("#tavern");
    await mara
      .slash("chat start", { character: first, answer: "addressed", greeting: "none" })
      .reply();
    const conversation = files.store.ofChannel(mara.channel.id);
    for (const characterId of others)
      files.casts.add(conversation?.id ?? "", { characterId, talkativeness: null, muted: false });
  });
  closer.defer(() => running.stop());
  return { simulator };
}

function finishedAfter(
  messages: readonly SimMessage[],
  question: SimMessage,
): SimMessage | undefined {
  const reply = messages.find(
    ({ id, author }) => BigInt(id) > BigInt(question.id) && author.webhookId !== null,
  );
  const text = reply?.content ?? "";
  return text.length > 1 && !text.endsWith("▌") && !text.endsWith("…") ? reply : undefined;
}

/** Without the line that says which message is answered. */
function utteranceOf({ author, content }: SimMessage): Utterance {
  return {
    speakerId: author.webhookId === null ? author.id : author.name,
    name: author.name,
    text: content.replace(/^-# .*\n/, ""),
  };
}

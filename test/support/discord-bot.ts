import { crc32, deflateSync } from "node:zlib";
import type { Client } from "discord.js";
import type { Delivery, DeliveryInput } from "../../src/conversation/delivery.ts";
import type {
  Avatar,
  CharacterLibrary,
  CharacterProblem,
  TurnMessage,
} from "../../src/conversation/ports.ts";
import { closeClient } from "../../src/discord/client/close-client.ts";
import { createDiscordClient } from "../../src/discord/client/create-discord-client.ts";
import { createDiscordFrontEnd } from "../../src/discord/create-discord-front-end.ts";
import {
  createDiscordSpeaker,
  type DiscordSpeaker,
} from "../../src/discord/create-discord-speaker.ts";
import type { StoredWebhook } from "../../src/discord/ports.ts";
import { type Clock, systemClock } from "../../src/lib/clock.ts";
import type { UserError } from "../../src/lib/errors.ts";
import type { Logger } from "../../src/lib/logger.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { aCharacter } from "./character.ts";
import { emptyDesks } from "./empty-desks.ts";
import { openMemoryStore } from "./memory-store.ts";
import { ScriptedChat } from "./scripted-chat.ts";

/** What survives a restart of the bot. */
export class BotMemory {
  readonly state = new Map<string, string>();
  readonly webhooks = new Map<string, StoredWebhook>();
  /** Messages of each turn, as a delivery noted them. */
  readonly parts = new Map<string, Map<number, TurnMessage>>();

  partsOf(turnId: string): readonly TurnMessage[] {
    return [...(this.parts.get(turnId)?.values() ?? [])];
  }

  knows(messageId: string): boolean {
    return [...this.parts.values()].some((parts) =>
      [...parts.values()].some((part) => part.messageId === messageId),
    );
  }

  note(turnId: string, part: number, message: TurnMessage | null): void {
    const parts = this.parts.get(turnId) ?? new Map<number, TurnMessage>();
    this.parts.set(turnId, parts);
    if (message === null) parts.delete(part);
    else parts.set(part, message);
  }
}

export class SmallLibrary implements CharacterLibrary {
  readonly characters = [
    aCharacter({
      id: "rosie-oakhart",
      name: "Rosie Oakhart",
      firstMessage: "*waves* Welcome, {{user}}!",
      alternateGreetings: ["Oh. It's you."],
      tags: ["tavern", "cosy"],
      creatorNotes: "An innkeeper.",
      creator: "Hearthside",
    }),
    aCharacter({ id: "silas-crane", name: "Silas Crane", firstMessage: "Speak." }),
  ];
  readonly avatars = new Map<string, Avatar>();
  problemList: readonly CharacterProblem[] = [];

  list() {
    return this.characters;
  }
  get(id: string) {
    return this.characters.find((character) => character.id === id);
  }
  problems() {
    return this.problemList;
  }
  avatar(id: string) {
    return Promise.resolve(this.avatars.get(id) ?? null);
  }
}

export interface LogLine {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly fields: object;
  readonly message: string;
}

export function recordingLogger(lines: LogLine[], bound: object = {}): Logger {
  const log = (level: LogLine["level"]) => (fields: object, message: string) =>
    void lines.push({ level, fields: { ...bound, ...fields }, message });
  return {
    debug: log("debug"),
    info: log("info"),
    warn: log("warn"),
    error: log("error"),
    child: (fields) => recordingLogger(lines, { ...bound, ...fields }),
  };
}

export interface DiscordBotOptions {
  readonly memory?: BotMemory;
  readonly library?: SmallLibrary;
  readonly token?: string;
  readonly clock?: Clock;
  readonly catchUp?: readonly { readonly channelId: string; readonly afterId: string }[];
  /** Given how many messages have been heard by then. */
  readonly onConnected?: (heard: number) => void;
}

/** The Discord side of the bot, with a scripted chat behind it, connected to a simulator. */
export interface DiscordBot extends AsyncDisposable {
  readonly chat: ScriptedChat;
  readonly library: SmallLibrary;
  readonly memory: BotMemory;
  readonly speaker: DiscordSpeaker;
  readonly client: Client;
  readonly log: readonly LogLine[];
  readonly fatal: readonly UserError[];
  readonly deleted: readonly string[];
  /** Starts to show a reply of Rosie. */
  deliver(input: { turnId: string; channelId: string; triggerMessageId?: string }): Delivery;
}

export async function startDiscordBot(
  sim: Simulator,
  options: DiscordBotOptions = {},
): Promise<DiscordBot> {
  const log: LogLine[] = [];
  const fatal: UserError[] = [];
  const deleted: string[] = [];
  const logger = recordingLogger(log);
  const memory = options.memory ?? new BotMemory();
  const library = options.library ?? new SmallLibrary();
  const clock = options.clock ?? systemClock;
  const client = createDiscordClient({
    apiBase: sim.apiBase,
    cdnBase: sim.cdnBase,
    buildIdentifyThrottler: () => ({ waitForIdentify: () => Promise.resolve() }),
    logger,
  });
  const { state, webhooks } = memory;
  const isRecorded = (messageId: string) => memory.knows(messageId);
  const speaker = createDiscordSpeaker({
    client,
    library,
    personas: { avatar: () => null },
    webhooks,
    state,
    isRecorded,
    clock,
    logger,
  });
  const chat = new ScriptedChat((id) => library.get(id));
  let errors = 0;
  const frontEnd = createDiscordFrontEnd({
    client,
    chat,
    library,
    desks: emptyDesks(library),
    speaker,
    reposter: { heard: () => Promise.resolve(), resume: () => {}, idle: () => Promise.resolve() },
    held: openMemoryStore().held,
    privacyStore: { isOptedOut: () => false },
    proxyBots: [],
    makeAvatar: () => Promise.reject(new Error("no pictures here")),
    state,
    clock,
    logger,
    newErrorId: () => `error-${++errors}`,
    onFatal: (error) => void fatal.push(error),
    onMessagesDeleted: (_, ids) => void deleted.push(...ids),
    onChannelDeleted: (channelId) => void deleted.push(channelId),
  });
  const stop = async () => {
    speaker.close();
    await frontEnd.stopListening();
    await closeClient(client);
  };
  try {
    const token = options.token ?? sim.token;
    const signal = new AbortController().signal;
    const onConnected = () => options.onConnected?.(chat.heard.length);
    const catchUp = () =>
      (options.catchUp ?? []).map(({ channelId, afterId }) => ({
        channelId,
        lastHeard: () => afterId,
      }));
    await frontEnd.start({ token, catchUp, onConnected, signal });
  } catch (thrown) {
    await stop();
    throw thrown;
  }
  return {
    chat,
    library,
    memory,
    speaker,
    client,
    log,
    fatal,
    deleted,
    deliver: ({ turnId, channelId, triggerMessageId }) =>
      speaker.deliver(deliveryInput(memory, turnId, channelId, triggerMessageId ?? null)),
    [Symbol.asyncDispose]: stop,
  };
}

function deliveryInput(
  memory: BotMemory,
  turnId: string,
  channelId: string,
  triggerMessageId: string | null,
): DeliveryInput {
  const note = (part: number, messageId: string | null, webhookId: string | null) =>
    memory.note(turnId, part, { turnId, part, channelId, messageId, webhookId });
  return {
    turnId,
    channelId,
    triggerMessageId,
    voice: { characterId: "rosie-oakhart", name: "Rosie Oakhart" },
    parts: memory.partsOf(turnId),
    hasText: false,
    quote: () => null,
    journal: {
      sending: (part) => note(part, null, null),
      sent: note,
      removed: (part) => memory.note(turnId, part, null),
    },
  };
}

/** A small PNG of one colour, whose bytes differ by shade (0 to 255). */
export function aPicture(shade: number): Avatar {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  const png = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.from([0, shade]))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
  return { png, hash: `shade${shade}`.padEnd(40, "0") };
}

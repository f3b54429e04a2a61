import { randomInt, randomUUID } from "node:crypto";
import type { Settings } from "../config/settings.ts";
import { AgeGate } from "../conversation/cast/age-gate.ts";
import { Chat } from "../conversation/chat.ts";
import { openDesks } from "../conversation/desks.ts";
import { modelOfBot } from "../conversation/models/model-choices.ts";
import { withModelOfBot } from "../conversation/models/promise-models.ts";
import type { ConversationStore } from "../conversation/ports.ts";
import { PrivacyDesk } from "../conversation/privacy/privacy-desk.ts";
import { sweepOldTurns } from "../conversation/privacy/retention-sweep.ts";
import { readPlaceDefaults, SettingsDesk } from "../conversation/settings/settings-desk.ts";
import type { SpeakContext } from "../conversation/speak-context.ts";
import { applicationOwners } from "../discord/client/application-owners.ts";
import { cachedPlaces } from "../discord/client/cached-places.ts";
import { closeClient } from "../discord/client/close-client.ts";
import { createDiscordClient } from "../discord/client/create-discord-client.ts";
import { createDiscordFrontEnd } from "../discord/create-discord-front-end.ts";
import { createDiscordSpeaker, type DiscordSpeaker } from "../discord/create-discord-speaker.ts";
import { inviteLink } from "../discord/invite-link.ts";
import type { GenerationQueue } from "../generation/generation-queue.ts";
import type { Closer } from "../lib/closer.ts";
import { makeAvatar } from "../library/make-avatar.ts";
import { openModelDesks } from "./models/open-model-desks.ts";
import { Operators } from "./models/operators.ts";
import { openChoices } from "./open-choices.ts";
import { type BotFiles, openFiles } from "./open-files.ts";
import type { OpenedQueue } from "./open-queue.ts";
import { requestSettings } from "./request-settings.ts";
import type { RunContext } from "./running.ts";
import { serveTelemetry } from "./serve-telemetry.ts";

export interface BotOptions {
  readonly settings: Settings;
  readonly context: RunContext;
  /** Called once the bot's files are open: a file that is in use is found out before a model is loaded. */
  readonly openQueue: (firstModel?: string) => Promise<OpenedQueue>;
  /** What was opened already; left out, the files of the settings are opened here. */
  readonly files?: BotFiles;
  readonly token: string;
  /** Start sessions without Discord's pause of five seconds between them: only the simulator allows that. */
  readonly hurry?: boolean;
  readonly closer: Closer;
  readonly fail: (error: unknown) => void;
}

type DiscordClient = ReturnType<typeof createDiscordClient>;

/**
 * Puts the bot together and connects it. What it owes from an earlier run is paid, what it missed is heard. Resolves with
 * the address at which servers add it.
 */
export async function startBot(options: BotOptions): Promise<{ readonly invite: string }> {
  const { settings, context, closer } = options;
  const { logger, clock, signal } = context;
  const defaults = readPlaceDefaults(settings.PLACE_DEFAULTS);
  const files = options.files ?? (await openFiles(settings, context, closer));
  const { store, state, library } = files;
  const opened = await options.openQueue(modelOfBot(state));
  const client = createClient(options);
  closer.defer(() => closeClient(client));
  const speaker = createDiscordSpeaker({
    ...files,
    client,
    isRecorded: (messageId) => store.knowsMessage(messageId),
    clock,
    logger,
  });
  const places = cachedPlaces(client);
  const placeSettings = new SettingsDesk({ store: files.placeSettings, places, defaults });
  const choices = await openChoices(settings, files, places);
  const queue = withModelOfBot(opened.queue, choices.models);
  const parts = { client, speaker, queue, placeSettings, choices };
  const chat = await createChat(files, parts, options);
  const operators = new Operators(settings.OPERATOR_IDS);
  closer.defer(() => finishReplies(chat, speaker, options));
  const privacy = new PrivacyDesk({
    store: files.privacyStore,
    queue,
    retentionDays: settings.RETENTION_DAYS,
    logger,
  });
  const frontEnd = createDiscordFrontEnd({
    client,
    chat,
    library,
    desks: openDesks({
      ...files,
      books: chat.books,
      start: (input) => chat.start(input),
      show: (turn) => chat.replies.schedule(turn),
      modelContext: chat.modelContext,
      privacy,
      settings: placeSettings,
      cast: chat.cast,
      turns: chat.turns,
      requestSettings: requestSettings(settings),
      clock,
      ...openModelDesks({
        settings,
        files,
        opened: { ...opened, queue },
        choices,
        places,
        operators,
      }),
    }),
    speaker,
    makeAvatar,
    state,
    clock,
    logger,
    newErrorId: () => randomUUID().slice(0, 8),
    onFatal: options.fail,
    onChannelDeleted: (channelId) => chat.channelGone(channelId),
  });
  closer.defer(() => frontEnd.stopListening());
  void privacy.resume();
  sweepInBackground(files, options);
  const catchUp = settings.CATCH_UP ? missedChannels(store) : [];
  await frontEnd.start({
    token: options.token,
    catchUp,
    // Before anything that was missed is heard: older debts are paid first.
    onConnected: () => {
      const owed = chat.replies.resume();
      if (owed > 0) logger.info({ owed }, "finishing what was owed");
    },
    signal,
  });
  if (!client.isReady()) throw new Error("the bot is started, and isn't connected");
  await operators.learn(() => applicationOwners(client), logger);
  return { invite: inviteLink(client.application.id) };
}

function createClient({ settings, context, hurry }: BotOptions): DiscordClient {
  return createDiscordClient({
    apiBase: settings.DISCORD_API_BASE,
    cdnBase: settings.DISCORD_CDN_BASE,
    logger: context.logger,
    ...(hurry ? { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => {} }) } : {}),
  });
}

async function createChat(
  files: BotFiles,
  parts: {
    readonly client: Pick<DiscordClient, "isReady">;
    readonly speaker: DiscordSpeaker;
    readonly queue: GenerationQueue;
    readonly placeSettings: SettingsDesk;
    readonly choices: Pick<SpeakContext, "models" | "sampling">;
  },
  { settings, context, closer }: BotOptions,
): Promise<Chat> {
  const { logger } = context;
  const { client, speaker, queue, choices } = parts;
  const metrics = await serveTelemetry(settings, {
    health: () => ({
      healthy: client.isReady(),
      parts: { gateway: client.isReady() ? "connected" : "not connected" },
    }),
    queue,
    logger,
    closer,
  });
  return new Chat({
    ...files,
    gate: new AgeGate({
      marked: new Set(settings.ADULT_CHARACTERS),
      inDirectMessages: settings.ADULT_DIRECT_MESSAGES,
    }),
    directMessages: settings.DIRECT_MESSAGES,
    dice: Math.random,
    clock: context.clock,
    queue,
    speaker,
    settings: requestSettings(settings),
    places: parts.placeSettings,
    ...choices,
    newSeed: () => randomInt(2 ** 31),
    onReplyEnded: (outcome, report) => metrics.replyEnded(outcome, report),
    logger,
  });
}

/** Deletes what is older than it may be, for as long as the bot runs. */
function sweepInBackground(files: BotFiles, { settings, context, closer }: BotOptions): void {
  const stopping = new AbortController();
  const { logger, clock } = context;
  const { privacyStore: store, audit } = files;
  const retentionDays = settings.RETENTION_DAYS;
  const sweeping = sweepOldTurns({ store, audit, retentionDays, clock, logger }, stopping.signal);
  closer.defer(async () => {
    stopping.abort();
    await sweeping;
  });
}

/** Active channels that something was heard in, and the last of it. */
function missedChannels(store: ConversationStore) {
  return store.active().flatMap(({ channelId }) => {
    const afterId = store.lastSeen(channelId);
    return afterId === undefined ? [] : [{ channelId, afterId }];
  });
}

/** Running replies may finish for a while; the rest stays owed for the next start. */
async function finishReplies(
  chat: Chat,
  speaker: Pick<DiscordSpeaker, "close">,
  { settings, context }: BotOptions,
): Promise<void> {
  const finished = new AbortController();
  const deadline = context.clock.sleep(settings.SHUTDOWN_TIMEOUT_MS, finished.signal).then(
    () => speaker.close(),
    () => {},
  );
  const left = await chat.replies.close(deadline);
  finished.abort();
  speaker.close();
  await chat.replies.tidied();
  if (left > 0) context.logger.warn({ left }, "replies are left for the next start");
}

import { randomUUID } from "node:crypto";
import type { Settings } from "../config/settings.ts";
import type { Chat, ChatOptions } from "../conversation/chat.ts";
import type { StartChat } from "../conversation/chat-service.ts";
import { openDesks } from "../conversation/desks.ts";
import type { MemoryKeeper } from "../conversation/memory/memory-keeper.ts";
import { modelOfBot } from "../conversation/models/model-choices.ts";
import { ModelRights } from "../conversation/models/model-rights.ts";
import { withModelOfBot } from "../conversation/models/promise-models.ts";
import type { ConversationStore, Turn } from "../conversation/ports.ts";
import { PrivacyDesk } from "../conversation/privacy/privacy-desk.ts";
import { sweepOldTurns } from "../conversation/privacy/retention-sweep.ts";
import { QueueDesk } from "../conversation/requests/queue-desk.ts";
import { readPlaceDefaults, SettingsDesk } from "../conversation/settings/settings-desk.ts";
import { StatusDesk } from "../conversation/status-desk.ts";
import { applicationOwners } from "../discord/client/application-owners.ts";
import { cachedPlaces } from "../discord/client/cached-places.ts";
import { closeClient } from "../discord/client/close-client.ts";
import { createDiscordClient } from "../discord/client/create-discord-client.ts";
import { createDownloader } from "../discord/commands/download-attachment.ts";
import {
  createDiscordFrontEnd,
  type DiscordFrontEnd,
  type DiscordFrontEndOptions,
} from "../discord/create-discord-front-end.ts";
import { createDiscordSpeaker, type DiscordSpeaker } from "../discord/create-discord-speaker.ts";
import type { MissedChannel } from "../discord/gateway/hearing.ts";
import { inviteLink } from "../discord/invite-link.ts";
import { Reposter } from "../discord/proxies/reposter.ts";
import type { GenerationQueue } from "../generation/generation-queue.ts";
import type { Closer } from "../lib/closer.ts";
import { readVersion } from "../lib/read-version.ts";
import { makeAvatar } from "../library/make-avatar.ts";
import { openModelDesks } from "./models/open-model-desks.ts";
import { Operators } from "./models/operators.ts";
import { openChoices } from "./open-choices.ts";
import { type BotFiles, openFiles } from "./open-files.ts";
import { openRememberingChat } from "./open-keeper.ts";
import type { OpenedQueue, QueueOwner } from "./open-queue.ts";
import { ownId } from "./own-id.ts";
import { requestSettings } from "./request-settings.ts";
import type { RunContext } from "./running.ts";
import { serveTelemetry } from "./serve-telemetry.ts";

export interface BotOptions {
  readonly settings: Settings;
  readonly context: RunContext;
  /** Called once the bot's files are open: a file that is in use is found out before a model is loaded. */
  readonly openQueue: (owner: QueueOwner) => Promise<OpenedQueue>;
  /** What was opened already; left out, the files of the settings are opened here. */
  readonly files?: BotFiles;
  readonly token: string;
  /** Start sessions without Discord's pause of five seconds between them: only the simulator allows that. */
  readonly hurry?: boolean;
  /** What decides whether somebody joins in by chance; left out: throws nobody can foresee. */
  readonly dice?: () => number;
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
  const { logger, clock } = context;
  const defaults = readPlaceDefaults(settings.PLACE_DEFAULTS);
  const files = options.files ?? (await openFiles(settings, context, closer));
  const { store, state } = files;
  const opened = await options.openQueue({
    id: ownId(state),
    firstModel: modelOfBot(state),
    fail: options.fail,
  });
  const client = createClient(options);
  closer.defer(() => closeClient(client));
  const speaker = createSpeaker(files, client, options);
  const places = cachedPlaces(client, (channelId) => speaker.tokens.isAway(channelId));
  const placeSettings = new SettingsDesk({ store: files.placeSettings, places, defaults });
  const choices = await openChoices(settings, files, places);
  const queue = withModelOfBot(opened.queue, choices.models);
  const download = createDownloader(client.options.rest?.cdn);
  const reposter = new Reposter({ ...files, ...speaker, download, client, clock, logger });
  const { status, onReplyEnded } = await watchReplies(client, queue, options);
  const standing = (messageId: string) => reposter.heard(messageId);
  const parts = { files, speaker, places: placeSettings, choices, settings };
  const { chat, keeper } = await openRememberingChat(
    { ...parts, queue, onReplyEnded, standing, dice: options.dice },
    context,
    closer,
  );
  const operators = new Operators(settings.OPERATOR_IDS);
  closer.defer(() => finishReplies(chat, speaker, options));
  const care = openCareDesks({ files, queue, chat, keeper, operators }, options);
  await care.queueDesk.restore();
  const models = { settings, files, opened: { ...opened, queue }, choices, places, operators };
  const desks = openDesks({
    ...files,
    ...desksOfChat(chat),
    ...openModelDesks(models),
    ...care,
    keeper,
    queue,
    status,
    settings: placeSettings,
    requestSettings: requestSettings(settings),
    clock,
  });
  const frontEnd = openFrontEnd({ client, chat, desks, speaker, reposter, files }, options);
  closer.defer(() => frontEnd.stopListening());
  void care.privacy.resume();
  sweepInBackground(files, options);
  keeper.wakeAll(store.active());
  await goOnline({ frontEnd, chat, store, speaker }, options);
  if (!client.isReady()) throw new Error("the bot is started, and isn't connected");
  await operators.learn(() => applicationOwners(client), logger);
  return { invite: inviteLink(client.application.id) };
}

/** What is done about the queue by those who run the bot, and about what is kept of people by themselves. */
function openCareDesks(
  parts: {
    readonly files: BotFiles;
    readonly queue: GenerationQueue;
    readonly chat: Pick<Chat, "replies">;
    readonly keeper: MemoryKeeper;
    readonly operators: Operators;
  },
  { settings, context }: Pick<BotOptions, "settings" | "context">,
) {
  const { files, queue, chat, keeper, operators } = parts;
  const rights = new ModelRights(files.placeSettings, () => operators.ids());
  return {
    rights,
    queueDesk: new QueueDesk({ queue, rights, audit: files.audit, state: files.state }),
    privacy: new PrivacyDesk({
      store: files.privacyStore,
      queue,
      replies: chat.replies,
      keeper,
      retentionDays: settings.RETENTION_DAYS,
      logger: context.logger,
    }),
  };
}

function openFrontEnd(
  {
    files,
    ...parts
  }: Pick<DiscordFrontEndOptions, "client" | "desks" | "speaker" | "reposter"> & {
    readonly chat: Chat;
    readonly files: BotFiles;
  },
  { settings, context, fail }: BotOptions,
): DiscordFrontEnd {
  return createDiscordFrontEnd({
    ...parts,
    ...files,
    makeAvatar,
    proxyBots: settings.PROXY_BOTS,
    pluralKitApi: settings.PLURALKIT_API,
    clock: context.clock,
    logger: context.logger,
    newErrorId: () => randomUUID().slice(0, 8),
    onFatal: fail,
    onChannelDeleted: (channelId) => parts.chat.channelGone(channelId),
  });
}

/** What desks need of the conversations. */
function desksOfChat(chat: Chat) {
  return {
    books: chat.books,
    start: (input: StartChat) => chat.start(input),
    show: (turn: Turn) => chat.replies.schedule(turn),
    modelContext: chat.modelContext,
    cast: chat.cast,
    turns: chat.turns,
    replies: chat.replies,
    limits: chat.limits,
  };
}

async function goOnline(
  {
    frontEnd,
    chat,
    store,
    speaker,
  }: {
    readonly frontEnd: DiscordFrontEnd;
    readonly chat: Chat;
    readonly store: ConversationStore;
    readonly speaker: DiscordSpeaker;
  },
  { settings, context, token }: BotOptions,
): Promise<void> {
  const { logger, signal } = context;
  await frontEnd.start({
    token,
    // Where the bot is no member, there is nothing to read.
    catchUp: () =>
      settings.CATCH_UP
        ? missedChannels(store).filter(({ channelId }) => !speaker.tokens.isAway(channelId))
        : [],
    // Before anything that was missed is heard: older debts are paid first.
    onConnected: () => {
      const owed = chat.replies.resume();
      if (owed > 0) logger.info({ owed }, "finishing what was owed");
    },
    signal,
  });
}

function createSpeaker(files: BotFiles, client: DiscordClient, { context }: BotOptions) {
  return createDiscordSpeaker({
    ...files,
    client,
    isRecorded: (messageId) => files.store.knowsMessage(messageId),
    clock: context.clock,
    logger: context.logger,
  });
}

/** Counts what has ended, for `/metrics` and `/status`. */
async function watchReplies(
  client: Pick<DiscordClient, "isReady">,
  queue: GenerationQueue,
  { settings, context, closer }: BotOptions,
): Promise<{
  readonly status: StatusDesk;
  readonly onReplyEnded: NonNullable<ChatOptions["onReplyEnded"]>;
}> {
  const metrics = await serveTelemetry(settings, {
    health: () => ({
      healthy: client.isReady(),
      parts: { gateway: client.isReady() ? "connected" : "not connected" },
    }),
    queue,
    logger: context.logger,
    closer,
  });
  const status = new StatusDesk(queue, readVersion());
  return {
    status,
    onReplyEnded(outcome, report) {
      metrics.replyEnded(outcome, report);
      if (report !== undefined) status.replyEnded(report);
    },
  };
}

function createClient({ settings, context, hurry }: BotOptions): DiscordClient {
  return createDiscordClient({
    apiBase: settings.DISCORD_API_BASE,
    cdnBase: settings.DISCORD_CDN_BASE,
    logger: context.logger,
    ...(hurry ? { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => {} }) } : {}),
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

/** Active channels, and what was heard there last. */
function missedChannels(store: ConversationStore): readonly MissedChannel[] {
  return store
    .active()
    .map(({ channelId }) => ({ channelId, lastHeard: () => store.lastSeen(channelId) }));
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

import type { LoggedRequest } from "../../simulator/http/request-log.ts";
import type { Simulator } from "../../simulator/simulator.ts";
import type { Violation } from "../../simulator/violations.ts";
import type { SimChannel, SimCommand, SimUser } from "../../simulator/world/records.ts";
import type { WorldReader } from "../../simulator/world/world-reader.ts";
import type { CommandView } from "../protocol/command.ts";
import type { MessageView } from "../protocol/message.ts";
import type { RequestView, Snapshot, ViolationView } from "../protocol/page-events.ts";
import type { BotView, ChannelView, UserView } from "../protocol/world.ts";
import { commandViews } from "./command-view.ts";
import { mediaUrl } from "./media-url.ts";
import { messageView } from "./message-view.ts";

/** As many messages of a channel as a page that opens gets. */
const messagesShown = 300;
/** As many of these as come with every state of their text. */
const historiesShown = 50;
/** As many requests as a page that opens gets. */
const requestsShown = 200;

/** The simulator's world as the page shows it. */
export function snapshotOf(simulator: Simulator): Snapshot {
  const { world } = simulator;
  return {
    guildName: world.guilds[0]?.name ?? "",
    users: userViews(simulator),
    bot: botView(simulator),
    channels: channelViews(simulator),
    messages: world.channels.flatMap((channel) => latestMessages(channel, world)),
    commands: commandList(simulator),
    requests: simulator.requests.slice(-requestsShown).map(requestView),
    violations: simulator.violations.map(violationView),
  };
}

function latestMessages(channel: SimChannel, world: WorldReader): MessageView[] {
  const views = world
    .messagesIn(channel.id)
    .slice(-messagesShown)
    .map((message) => messageView(message, world));
  const firstWithHistory = views.length - historiesShown;
  return views.map((view, index) =>
    index < firstWithHistory ? { ...view, history: view.history.slice(-1) } : view,
  );
}

export function userViews(simulator: Simulator): UserView[] {
  return simulator.world.users
    .filter((user) => !user.bot)
    .map((user) => ({
      id: user.id,
      name: nameOf(user),
      avatarUrl: mediaUrl(user.avatar),
      role: roleOf(simulator, user),
      hasApp: user.hasApp === true,
      locale: user.locale ?? "en-US",
    }));
}

function roleOf({ world }: Simulator, user: SimUser): string {
  const guild = world.guilds[0];
  if (guild?.ownerId === user.id) return "owner";
  const channel = world.channels.find((each) => each.guildId === guild?.id);
  const moderates = channel !== undefined && world.may(user.id, "MANAGE_GUILD", channel.id);
  return moderates ? "moderator" : "member";
}

export function botView(simulator: Simulator): BotView {
  const bot = simulator.world.user(simulator.botUserId);
  return {
    id: simulator.botUserId,
    name: bot ? nameOf(bot) : "Hearthside",
    avatarUrl: mediaUrl(bot?.avatar),
    online: simulator.botConnected,
  };
}

const isNoPlaceToTalk: ReadonlySet<SimChannel["kind"]> = new Set(["forum", "category"]);

export function channelViews(simulator: Simulator): ChannelView[] {
  const { world } = simulator;
  const people = world.users.filter((user) => !user.bot);
  return world.channels
    .filter(({ kind, thread }) => !isNoPlaceToTalk.has(kind) && thread?.archived !== true)
    .toSorted((a, b) => a.position - b.position)
    .map((channel) => ({
      id: channel.id,
      name: channel.kind === "direct-message" ? botName(simulator) : channel.name,
      topic: channel.topic ?? "",
      kind: kindOf(channel),
      parentId: channel.kind === "thread" ? channel.parentId : null,
      ageRestricted: channel.nsfw,
      visibleTo: visibleTo(simulator, channel, people),
    }));
}

function botName(simulator: Simulator): string {
  const bot = simulator.world.user(simulator.botUserId);
  return bot ? nameOf(bot) : "the bot";
}

function kindOf(channel: SimChannel): ChannelView["kind"] {
  switch (channel.kind) {
    case "thread":
    case "direct-message":
    case "group":
      return channel.kind;
    case "text":
    case "announcement":
    case "forum":
    case "category":
      return "text";
  }
}

function visibleTo(
  { world }: Simulator,
  channel: SimChannel,
  people: readonly SimUser[],
): readonly string[] | null {
  if (channel.recipientId !== null) return [channel.recipientId];
  const seeing = people.filter((user) => world.may(user.id, "VIEW_CHANNEL", channel.id));
  return seeing.length === people.length ? null : seeing.map((user) => user.id);
}

export function commandList(simulator: Simulator): CommandView[] {
  const { world } = simulator;
  const people = world.users.filter((user) => !user.bot);
  return world
    .commandsFor(world.guilds[0]?.id ?? null)
    .flatMap((command) => commandViews(command, offeredTo(command, simulator, people)));
}

/** Who is offered a command where; of each kind of place, one channel stands for all. */
function offeredTo(
  command: SimCommand,
  simulator: Simulator,
  people: readonly SimUser[],
): CommandView["offeredTo"] {
  const { world } = simulator;
  const idsIn = (isThere: (channel: SimChannel, user: SimUser) => boolean) =>
    people
      .filter((user) => {
        const channel = world.channels.find(
          (each) => isThere(each, user) && world.may(user.id, "VIEW_CHANNEL", each.id),
        );
        return channel !== undefined && simulator.user(user.id).in(channel).isOffered(command);
      })
      .map(({ id }) => id);
  return {
    server: idsIn(({ kind }) => kind === "text"),
    "direct-message": idsIn(({ recipientId }, { id }) => recipientId === id),
    group: idsIn(({ kind }) => kind === "group"),
  };
}

export function requestView(request: LoggedRequest): RequestView {
  return {
    id: request.number,
    at: request.at,
    method: request.method,
    route: request.path,
    status: request.status ?? 0,
    tookMs: request.durationMs,
    bucketRemaining: request.bucket?.remaining ?? null,
    bucketLimit: request.bucket?.limit ?? null,
  };
}

export function violationView(violation: Violation): ViolationView {
  return { at: violation.at, text: `${violation.rule}: ${violation.where} — ${violation.detail}` };
}

export function nameOf(user: SimUser): string {
  return user.globalName ?? user.username;
}
